"""`duly impact`: the same fact sets under two versions of an agreement's rules."""

from __future__ import annotations

import click

from duly import versions
from duly.cli.progress import Progress
from duly.cli.terminal import columns, in_color, put, tell

FINDINGS = 1
INVALID_INPUT = 3
EXAMPLE = """\b
For example:
    duly impact HEAD:rules/supply rules/supply --facts cases
    duly impact HEAD:rules/supply rules/supply --facts portfolio.ndjson --jobs 4
"""


@click.command(epilog=EXAMPLE)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--facts", metavar="PATH", multiple=True, help="Fact sets: a .json, .yaml or .ndjson file, or a folder.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes to use.")
@click.option(
    "--progress/--no-progress", default=None, help="Whether to tell how far it has come; if a terminal shows it, it is."
)
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
def impact(
    old: str, new: str, facts: tuple[str, ...], form: str, jobs: int, progress: bool | None, color: bool | None
) -> None:
    """Work out the same fact sets under two versions of an agreement's rules, and say which outcomes are other ones.

    OLD and NEW are named as for `duly diff`. The fact sets are the scenarios of both, on the days that they ask about,
    and those at each PATH, on the day through which they are complete and on the days that they name. A file whose
    name ends in .ndjson holds one fact set a line; a line that holds none is told and left out. Outcomes that differ
    stand under the change that they come from, those that are worse for a party first. The status is 3, without a
    report, where a side or a fact set does not load, and 1 where a line was left out.
    """
    found = versions.impact(old, new, facts, jobs, Progress(progress, "fact sets"))
    tell((*found.diagnostics, *found.unread), color)
    if not found.is_sound:
        raise click.exceptions.Exit(INVALID_INPUT)
    if form == "json":
        from duly.report import impact_json

        put(impact_json.render_json(found))
    else:
        from duly.report import impact_text

        put(impact_text.render_text(found, columns(), in_color(color)))
    if found.left_out:
        raise click.exceptions.Exit(FINDINGS)
