"""`duly merge`: three versions of a rule file become one, rule by rule and key by key."""

from __future__ import annotations

from pathlib import Path

import click

from duly import git
from duly.cli.terminal import tell

FINDINGS = 1
INVALID_INPUT = 3
EXAMPLE = """\b
For example:
    duly merge base.yaml ours.yaml theirs.yaml -o merged.yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("base", metavar="BASE")
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS")
@click.option("-o", "--output", metavar="FILE", help="Write the merged file there; it may be one of the three.")
@click.option("--show-base", is_flag=True, help="Show in a conflict what stood there before, too.")
@click.option("--color/--no-color", default=None, help="Whether to use colour.")
def merge(base: str, ours: str, theirs: str, output: str | None, show_base: bool, color: bool | None) -> None:
    """Merge what OURS and THEIRS each changed since BASE, and write it to standard output.

    Edits of different rules, or of different keys of one rule, merge; rules that both added at one place both stay.
    What both changed, or one changed and the other took away, stands between git's markers with both versions. A file
    whose text cannot be followed is merged by lines. The status is 1 where something is left to decide, or where both
    sides load and the merged file does not; 3 where a file cannot be read: then nothing is written.
    """
    found = git.merge_files(base, ours, theirs, git.Style((base, ours, theirs), shows_base=show_base))
    tell(found.diagnostics, color)
    if found.diagnostics:
        raise click.exceptions.Exit(INVALID_INPUT)
    if output is None:
        click.echo(found.merge.data, nl=False)
    else:
        write(output, found.merge.data)
    tell_merge(found, output or "the merged file", color)
    if not found.is_clean:
        raise click.exceptions.Exit(FINDINGS)


def write(path: str, data: bytes) -> None:
    """Writes the merged file; ends the command where that is refused."""
    try:
        Path(path).write_bytes(data)
    except OSError as failure:
        raise click.FileError(path, (failure.strerror or "refused").lower()) from None


def tell_merge(found: git.FileMerge, path: str, color: bool | None = None) -> None:
    """Says on standard error what is left to decide in the file at `path`."""
    for where in found.merge.clashes:
        click.echo(f"duly: {path}: both sides changed {', '.join(where) or 'its comments'}", err=True)
    if found.merge.by_lines and found.merge.conflicts:
        click.echo(f"duly: {path}: merged by lines, since its text cannot be followed key by key", err=True)
    if found.faults:
        click.echo(f"duly: {path}: both sides load, and the merged agreement does not:", err=True)
        tell(found.faults, color)
