"""How far long work has come, on standard error.

In: how many of how many are done. Out: nothing. The one idea: a terminal shows one line that is written over and gone
at the end; where somebody asked for it and no terminal is there, a line is written for each tenth, so that a log can be
read.
"""

from __future__ import annotations

import sys

import click

_TENTHS = 10


class Progress:
    """Tells of progress if it is asked for, or if nobody said and standard error is a terminal."""

    def __init__(self, is_asked: bool | None, what: str) -> None:
        self.what = what
        self._is_terminal = sys.stderr.isatty()
        self._is_told = self._is_terminal if is_asked is None else is_asked
        self._tenths = 0

    def __call__(self, done: int, whole: int) -> None:
        """Hears that so many of so many are done."""
        if not self._is_told:
            return
        said = f"{done} of {whole} {self.what}"
        if self._is_terminal:
            click.echo(f"\r{said}" if done < whole else f"\r{' ' * len(said)}\r", err=True, nl=False)
        elif done * _TENTHS // whole > self._tenths:
            self._tenths = done * _TENTHS // whole
            click.echo(said, err=True)
