"""`duly fmt`: the one layout of rule files."""

from __future__ import annotations

import click

from duly import format_files
from duly.cli.terminal import put, tell

FINDINGS = 1
INVALID_INPUT = 3
EXAMPLE = """\b
For example:
    duly fmt --check rules
"""


@click.command(epilog=EXAMPLE)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--check", "is_check", is_flag=True, help="Write nothing; say which files would change.")
def fmt(paths: tuple[str, ...], is_check: bool) -> None:
    """Lay out the YAML files at each PATH, a file or a folder with all that is in it; without one, those in `rules`.

    Indentation, blanks and blank lines are made alike; comments, texts, quotes, line breaks and the order of keys stay
    as they are, and so does what the file says. The changed files are listed. The status is 0, 1 where --check found a
    file that would change, and 3 where a file cannot be read: it is left as it is, and the others are laid out.
    """
    found = format_files(paths or ("rules",), is_check)
    tell(fault for file in found for fault in file.diagnostics)
    changed = [file.name for file in found if file.is_changed]
    put("".join(f"{name}\n" for name in changed))
    said = "would change" if is_check else "changed"
    click.echo(f"{len(changed)} of {len(found)} files {said}", err=True)
    if any(file.diagnostics for file in found):
        raise click.exceptions.Exit(INVALID_INPUT)
    if changed and is_check:
        raise click.exceptions.Exit(FINDINGS)
