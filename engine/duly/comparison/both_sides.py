"""Both sides as loaded, what changed between them, and the fact sets that both can read.

In: the names of two sides, and of fact sets. Out: `Sides`. The one idea: whatever is asked of two versions begins here,
so a side that does not load is the same error everywhere and never *no changes*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from duly.codes import severity_of
from duly.comparison.changes import Change
from duly.comparison.compare import compare
from duly.comparison.matching import match
from duly.comparison.pooling import Pool
from duly.comparison.reach import reached
from duly.comparison.sides import Side, read_side
from duly.diagnostics import Diagnostic, Severity

Outcomes: TypeAlias = tuple[tuple[str, str], ...]
"""Outcomes by their names in the old and the new version."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides as loaded, what changed, and the fact sets that both can read."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    pool: Pool

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with either side or with the fact sets."""
        return tuple(dict.fromkeys((*self.old.diagnostics, *self.new.diagnostics, *self.pool.diagnostics)))

    @property
    def is_sound(self) -> bool:
        """Whether both sides and all fact sets could be read."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)

    @property
    def terms(self) -> frozenset[str]:
        """The names of the terms of the new version."""
        return frozenset(self.new.rules.terms if self.new.rules is not None else ())

    def outcomes(self, change: Change) -> Outcomes:
        """The outcomes that a change reaches in either version, each by its old and new name, the nearest first."""
        names = match(self.old.rules, self.new.rules)[1]
        before = {new: old for old, new in names.items()}
        found: dict[tuple[str, str], None] = {}
        for rules in (self.new.rules, self.old.rules):
            for name in reached(change, rules) if rules is not None else ():
                pair = (before.get(name, name), name) if rules is self.new.rules else (name, names.get(name, name))
                found[pair] = None
        return tuple(found)


def sides(old: str, new: str, facts: Iterable[str] = ()) -> Sides:
    """Both sides of these names, compared if both could be loaded."""
    return compared(read_side(old), read_side(new), facts)


def compared(one: Side, other: Side, facts: Iterable[str] = ()) -> Sides:
    """Both sides compared, if both could be loaded."""
    if not (one.is_sound and other.is_sound):
        return Sides(one, other, (), Pool(Side(one.name, None), Side(other.name, None)))
    calendars = tuple(side.loaded.calendars if side.loaded else {} for side in (one, other))
    changes = compare(one.rules, other.rules, (calendars[0], calendars[1]))
    return Sides(one, other, changes, Pool(one, other, facts))
