"""What several commands do with a contract's text: read it, and find in it what an agreement encodes.

In: the name of a file. Out: the text, or the end of the command with status 3. The one idea: words that are not those
that were reviewed are never shown beside rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from duly import Diagnostic, Loaded
from duly.cli.asking import INVALID_INPUT
from duly.cli.terminal import tell

if TYPE_CHECKING:
    from duly import contract

_Command = TypeVar("_Command", bound=Callable[..., Any])


def text_option(help_text: str, required: bool = False) -> Callable[[_Command], _Command]:
    """The option that names the file with the contract's text."""
    return click.option("--text", "text_file", metavar="FILE", required=required, help=help_text)


def one_text(agreements: tuple[str, ...], text_file: str | None) -> None:
    """Refuses one text for several agreements, each of which has its own."""
    if text_file is not None and len(agreements) > 1:
        raise click.UsageError("`--text` shows the words of one agreement; name one")


def contract_in(file: str, color: bool | None = None) -> contract.Outline:
    """The contract in a file; ends the command where there is none to read."""
    from duly import contract  # costly to import, and most commands read no contract

    found = contract.read_contract(file)
    if isinstance(found, Diagnostic):
        tell([found], color)
        raise click.exceptions.Exit(INVALID_INPUT)
    return found


def text_of(loaded: Loaded, file: str, color: bool | None = None) -> contract.EncodedText:
    """The document that an agreement encodes, in this file; ends the command where it is not there."""
    from duly import contract

    found = contract.encoded_text(loaded, contract_in(file, color))
    if isinstance(found, Diagnostic):
        tell([found], color)
        raise click.exceptions.Exit(INVALID_INPUT)
    return found


def reviewed_text(loaded: Loaded, file: str | None, color: bool | None = None) -> contract.EncodedText | None:
    """The same, if a file is named; ends the command where its words are not those that were reviewed."""
    if file is None:
        return None
    found = text_of(loaded, file, color)
    if faults := found.faults():
        tell(faults, color)
        raise click.exceptions.Exit(INVALID_INPUT)
    return found
