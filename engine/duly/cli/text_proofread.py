"""`duly text proofread`: the contract's own faults, without any rules."""

from __future__ import annotations

import click

from duly.cli.terminal import in_color, put
from duly.cli.texts import contract_in
from duly.report import diagnostics

FINDINGS = 1
EXAMPLE = """\b
For example:
    duly text proofread exhibit.txt
"""


@click.command(epilog=EXAMPLE)
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to write it."
)
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
def proofread(file: str, form: str, color: bool | None) -> None:
    """Report the faults of the contract in FILE (- reads standard input), each with its place.

    A warning is a fault whatever was meant; a note is a hint, for a person to judge. The status is 0 where nothing or
    only notes were found, 1 where there are warnings, and 3 where there is no text to read.
    """
    from duly import contract  # costly to import, and most commands read no contract

    found = contract.proofread(contract_in(file, color))
    match form:
        case "json":
            put(diagnostics.render_json(found))
        case "github":
            put(diagnostics.render_github(found))
        case _:
            put(diagnostics.render_text(found, in_color(color)))
    if diagnostics.has_findings(found):
        raise click.exceptions.Exit(FINDINGS)
