"""`duly diff`: what a change of rules means, for whom, and on which facts it shows."""

from __future__ import annotations

import click

from duly import versions
from duly.cli.terminal import columns, in_color, put, tell

FINDINGS = 1
INVALID_INPUT = 3
LEVELS = ("substance", "unclear", "wording", "none")
EXAMPLE = """\b
For example:
    duly diff HEAD:rules/supply rules/supply
"""


@click.command(epilog=EXAMPLE)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--facts", metavar="PATH", multiple=True, help="Fact sets to try too: a file, or a folder of them.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to write it."
)
@click.option("--fail-on", "fail_on", type=click.Choice(LEVELS), help="Status 1 if a change weighs this much or more.")
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
def diff(old: str, new: str, facts: tuple[str, ...], form: str, fail_on: str | None, color: bool | None) -> None:
    """Compare two versions of an agreement's rules by what they mean: section, party, before and after, for whom it is
    better or worse, and facts on which the versions differ.

    OLD and NEW are folders, files, ids of agreements, REV:PATH for what git holds, or /dev/null for nothing. Layout,
    order and comments are no changes. Levels: substance may alter an outcome, unclear perhaps, wording alters only
    words, none means the same. The status is 3, without a report, where a side or a fact set does not load.
    """
    found = versions.review(old, new, facts)
    tell((*found.diagnostics, *found.unread), color)
    if not found.is_sound:
        raise click.exceptions.Exit(INVALID_INPUT)
    if form == "json":
        from duly.report import review_json

        put(review_json.render_json(found))
    elif form == "markdown":
        from duly.report import review_markdown

        put(review_markdown.render_markdown(found))
    else:
        from duly.report import review_text

        put(review_text.render_text(found, columns(), in_color(color)))
    if fail_on is not None and found.reaches(fail_on):
        raise click.exceptions.Exit(FINDINGS)
