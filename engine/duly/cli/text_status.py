"""`duly text status`: whether the rules of an agreement account for every unit of its contract."""

from __future__ import annotations

import click

from duly.cli.asking import loaded
from duly.cli.terminal import in_color, put
from duly.cli.texts import text_of, text_option
from duly.report import diagnostics, text_outline

FINDINGS = 1
EXAMPLE = """\b
For example:
    duly text status supply --text exhibit.txt --sections
"""
_LISTED = "unit-unclaimed"
"""The code of what the list of units says in full already."""


@click.command(epilog=EXAMPLE)
@click.argument("agreement", metavar="AGREEMENT")
@text_option("The contract's text; - reads standard input.", required=True)
@click.option("--sections", "by_section", is_flag=True, help="One line for each section instead of each unit.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to write it."
)
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
def status(agreement: str, text_file: str, by_section: bool, form: str, color: bool | None) -> None:
    """Say of every unit of the contract which rules encode it, or why none does, and whether it is as reviewed.

    The status is 1 where a unit is unclaimed, changed, moved or gone, where a rule cites nothing or what does not
    exist, and where a figure of a unit is in no logic of its rules; otherwise it is 0.
    """
    found = text_of(loaded(agreement, color=color), text_file, color).status()
    match form:
        case "json":
            put(text_outline.status_json(found))
        case "github":
            put(diagnostics.render_github(found.diagnostics))
        case _:
            put(text_outline.status_text(found, by_section))
            told = [each for each in found.diagnostics if each.code != _LISTED]
            put(("\n" + diagnostics.render_text(told, in_color(color))) if told else "")
    if not found.is_complete:
        raise click.exceptions.Exit(FINDINGS)
