"""`duly diff`: what a change of rules means, for whom, and on which facts it shows."""

from __future__ import annotations

import click

from duly import WrongQuestion, versions
from duly.cli.asking import wrong_usage
from duly.cli.diff_sides import FORMS, compared, rendered
from duly.cli.terminal import put, tell

FINDINGS = 1
INVALID_INPUT = 3
LEVELS = ("substance", "unclear", "wording", "none")
EXAMPLE = """\b
For example:
    duly diff HEAD:rules/supply rules/supply
    duly diff --against main --fail-on substance
    duly diff --against v1.0..v1.1 supply --format html > supply.html
"""


@click.command(epilog=EXAMPLE)
@click.argument("names", metavar="[OLD NEW | AGREEMENT...]", nargs=-1)
@click.option("--against", metavar="REV", help="Compare with what git holds: REV, REV..REV, REV...REV or index.")
@click.option("--cached", is_flag=True, help="Compare what is staged with HEAD, or with the REV of --against.")
@click.option("--facts", metavar="PATH", multiple=True, help="Fact sets to try too: a file, or a folder of them.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="How to write it.")
@click.option("--fail-on", "fail_on", type=click.Choice(LEVELS), help="Status 1 if a change weighs this much or more.")
@click.option("--accept", metavar="FINGERPRINT", multiple=True, help="Accept this change; --because says why.")
@click.option("--because", metavar="WHY", help="Why the changes are accepted.")
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
def diff(
    names: tuple[str, ...],
    against: str | None,
    cached: bool,
    facts: tuple[str, ...],
    form: str,
    fail_on: str | None,
    accept: tuple[str, ...],
    because: str | None,
    color: bool | None,
) -> None:
    """Compare two versions of an agreement's rules by what they mean: section, party, before and after, for whom it is
    better or worse, and facts on which the versions differ.

    OLD and NEW are folders, files, ids of agreements, REV:PATH for what git holds (:PATH for what is staged), or
    /dev/null for nothing. With --against or --cached each AGREEMENT, or all under rules/, is compared with what git
    holds. Layout, order and comments are no changes. Levels: substance may alter an outcome, unclear perhaps, wording
    alters only words, none means the same. Changes in the .duly-accepted of NEW are listed apart and do not count. The
    status is 3, without a report, where a side or a fact set does not load.
    """
    if bool(accept) != (because is not None):
        raise click.UsageError("--accept and --because go together")
    found = compared(names, against, cached, facts, with_facts=not accept)
    tell((*found.diagnostics, *found.unread, *found.unused), color)
    if not found.is_sound:
        raise click.exceptions.Exit(INVALID_INPUT)
    if accept:
        _accept(found, accept, because or "", color)
        return
    put(rendered(found, form, fail_on, color, is_whole=against is not None or cached))
    if fail_on is not None and found.reaches(fail_on):
        raise click.exceptions.Exit(FINDINGS)


def _accept(found: versions.Reviews, accept: tuple[str, ...], because: str, color: bool | None) -> None:
    """Writes the acceptances and says where."""
    try:
        written = versions.accept(found.reviews, accept, because)
    except WrongQuestion as question:
        wrong_usage(question)
    if not isinstance(written, dict):
        tell(written, color)
        raise click.exceptions.Exit(INVALID_INPUT)
    for file, count in written.items():
        said = f"accepted {count} {'change' if count == 1 else 'changes'} in" if count else "accepted already in"
        click.echo(f"{said} {file}", err=True)
