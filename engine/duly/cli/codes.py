"""`duly codes`: what a diagnostic means."""

from __future__ import annotations

import click

from duly.cli.terminal import columns, put
from duly.report.codes_text import explain_code, list_codes, meant_code

EXAMPLE = """\b
For example:
    duly codes unknown-name
"""


@click.command(epilog=EXAMPLE)
@click.argument("name", metavar="[NAME]", required=False)
def codes(name: str | None) -> None:
    """List every code that a diagnostic can have, or say what NAME means, with an example."""
    if name is None:
        put(list_codes(columns()))
        return
    explained = explain_code(name, columns())
    if explained is None:
        meant = meant_code(name)
        hint = f"did you mean `{meant}`?" if meant else "`duly codes` lists them all"
        raise click.UsageError(f"there is no code `{name}`\nHint: {hint}")
    put(explained)
