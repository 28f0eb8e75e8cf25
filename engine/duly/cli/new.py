"""`duly new`: the folder of an agreement to begin with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duly.cli.asking import INVALID_INPUT
from duly.cli.terminal import put, tell
from duly.cli.texts import contract_in, text_option
from duly.report import new_agreement

if TYPE_CHECKING:
    from duly import contract

EXAMPLE = """\b
For example:
    duly new supply --text contract.txt
"""
_ID = re.compile(r"[a-z][a-z0-9-]{0,99}")


@click.command(epilog=EXAMPLE)
@click.argument("agreement", metavar="AGREEMENT")
@text_option("The contract's text, in which parties, dates, sections and terms are looked for; - is standard input.")
@click.option("--document", type=int, metavar="N", help="Which document of the text, if it holds several: 1, 2, …")
@click.option("--into", "shelf", metavar="DIR", default="rules", help="Where the folder is made; else in `rules`.")
def new(agreement: str, text_file: str | None, document: int | None, shelf: str) -> None:
    """Make a folder with rule files for AGREEMENT that load as they are, with the questions to answer first.

    With --text, what the contract's text shows is laid out in them: parties, date, law, a file for each article, the
    sections with their terms and dates, and a line for every sentence. No sentence is copied. Nothing is ever written
    over.
    """
    from duly import contract

    _named(agreement)
    found = _document(text_file, document)
    folder = Path(shelf) / agreement
    if not contract.is_free(folder):
        raise click.UsageError(
            f"`{folder.as_posix()}` is there already\nHint: choose another id, or a place with --into"
        )
    files = new_agreement.files(contract.begin(agreement, found))
    if faults := contract.write_new(folder, files):
        tell(faults)
        raise click.exceptions.Exit(INVALID_INPUT)
    put("".join(f"{(folder / name).as_posix()}\n" for name, _ in files))
    click.echo("next: answer the questions in agreement.yaml, then encode one section after the other", err=True)


def _named(agreement: str) -> None:
    """Ends the command where this cannot be an id."""
    if not _ID.fullmatch(agreement):
        made = re.sub(r"[^a-z0-9]+", "-", agreement.casefold()).strip("-")
        hint = f"\nHint: `{made}` can" if _ID.fullmatch(made) else ""
        raise click.UsageError(f"`{agreement}` cannot be an id: small letters, digits and `-`, a letter first{hint}")


def _document(text_file: str | None, number: int | None) -> contract.Document | None:
    """The document that is meant; ends the command where that cannot be told."""
    if text_file is None:
        if number is not None:
            raise click.UsageError("--document needs --text, the file that holds the documents")
        return None
    documents = contract_in(text_file).documents
    listed = "".join(f"\n  {place}  {each.title or '(no title)'}" for place, each in enumerate(documents, 1))
    if number is None and len(documents) > 1:
        raise click.UsageError(f"the file holds {len(documents)} documents; choose one with --document{listed}")
    if number is not None and not 1 <= number <= len(documents):
        raise click.UsageError(f"the file holds no document {number}; it holds{listed}")
    return documents[(number or 1) - 1]
