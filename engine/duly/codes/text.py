"""Faults found when rules are held against the contract's text."""

from __future__ import annotations

from duly.codes.code import Code

TEXT: tuple[Code, ...] = ()
