"""How commands write: data to standard output, messages to standard error.

In: text. Out: nothing. The one idea: what goes to a file or a pipe is UTF-8 with `\\n` on every machine, so that the
same outcome is the same bytes; what goes to a terminal is what that terminal can show.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable

import click

from duly import Diagnostic
from duly.report.diagnostics import render_text

COLUMNS = 100
"""The width of a page that goes to no terminal."""
_WIDEST = 120


def put(text: str) -> None:
    """Writes data to standard output."""
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        click.echo(text, nl=False, color=True)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)


def tell(diagnostics: Iterable[Diagnostic], color: bool | None = None) -> None:
    """Writes diagnostics to standard error."""
    shown = render_text(diagnostics, color=sys.stderr.isatty() and in_color(color))
    click.echo(shown.encode("utf-8", "replace"), nl=False, err=True)


def in_color(asked: bool | None) -> bool:
    """Whether to use colour: as asked, else if a terminal shows it and `NO_COLOR` is not set."""
    if asked is not None:
        return asked
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def columns() -> int:
    """How wide a page may be."""
    return min(shutil.get_terminal_size((COLUMNS, 24)).columns, _WIDEST) if sys.stdout.isatty() else COLUMNS
