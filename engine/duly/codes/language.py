"""Faults of expressions: syntax, names, types."""

from __future__ import annotations

from duly.codes.code import Code

LANGUAGE: tuple[Code, ...] = ()
