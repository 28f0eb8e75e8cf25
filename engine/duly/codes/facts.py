"""Faults of fact sets and scenarios."""

from __future__ import annotations

from duly.codes.code import Code

FACTS: tuple[Code, ...] = ()
