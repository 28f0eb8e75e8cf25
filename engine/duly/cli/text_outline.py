"""`duly text outline`: which documents, sections and units a contract's text has, and what each is called."""

from __future__ import annotations

import click

from duly.cli.terminal import put, tell
from duly.cli.texts import contract_in
from duly.report import text_outline

EXAMPLE = """\b
For example:
    duly text outline exhibit.txt
"""

_NOTES = 20
"""How many notes on how the file was read are shown; a file that is no contract can give a million."""


@click.command(epilog=EXAMPLE)
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
def outline(file: str, form: str) -> None:
    """List the documents, sections and units of the contract in FILE (- reads standard input).

    A unit is a sentence or a separately marked item; rules cite it by the section's label and its number.
    """
    found = contract_in(file)
    tell(found.notes[:_NOTES])
    if len(found.notes) > _NOTES:
        click.echo(f"… and {len(found.notes) - _NOTES} more", err=True)
    put(text_outline.outline_json(found) if form == "json" else text_outline.outline_text(found))
