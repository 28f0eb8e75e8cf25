"""`duly check`: everything that can be said of rules, fact sets and scenarios without evaluating anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from duly import Diagnostic
from duly import check as checked
from duly.cli.terminal import in_color, put
from duly.cli.texts import contract_in, text_option

if TYPE_CHECKING:
    from duly.report.diagnostics import Words

FINDINGS = 1
INVALID_INPUT = 3
EXAMPLE = """\b
For example:
    duly check rules/supply
"""


@click.command(epilog=EXAMPLE)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to write it."
)
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
@text_option("Show the words of the contract in this file under each clause.")
def check(paths: tuple[str, ...], form: str, color: bool | None, text_file: str | None) -> None:
    """Check agreements with their fact sets and scenarios, all faults in one run.

    PATH is the folder of an agreement, a folder of agreements, or a single rule file, fact set or scenario file;
    without one it is `rules`. The status is 0 where nothing or only notes were found, 1 where there are warnings, and 3
    where there is an error, because no other command would then evaluate what was checked.
    """
    found, words = checked(paths or ("rules",)), None
    if text_file is not None:
        found, words = found.beside(contract_in(text_file, color))
    put(_shown(found.diagnostics, form, color, words))
    if form == "text":
        click.echo(found.summary, err=True)
    if found.has_errors:
        raise click.exceptions.Exit(INVALID_INPUT)
    if found.has_warnings:
        raise click.exceptions.Exit(FINDINGS)


def _shown(diagnostics: tuple[Diagnostic, ...], form: str, color: bool | None, words: Words | None) -> str:
    from duly.report import diagnostics as report

    match form:
        case "json":
            return report.render_json(diagnostics, words)
        case "github":
            return report.render_github(diagnostics)
        case _:
            return report.render_text(diagnostics, in_color(color), words or report.no_words)
