"""Faults of an agreement's rules: names, circles, exceptions, unused things."""

from __future__ import annotations

from duly.codes.code import Code

RULES: tuple[Code, ...] = ()
