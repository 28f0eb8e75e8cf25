"""The command line: `main` is what the command `duly` runs; each command stands in a file of its own."""

from __future__ import annotations

from duly.cli.main import main

__all__ = ["main"]
