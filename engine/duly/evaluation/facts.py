"""A fact set: what the evaluator has been told.

In: nothing. Out: `FactSet` and `Given`, made by `facts_reader.py` and read by `world.py`. The one idea: absence has a
date. A fact set says through which day it is complete; what it says is absent is known to be absent through that day
and no longer, and what it does not mention is known through no day at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from duly.source import Span
from duly.values import Record


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of one fact.

    `kind` says what `value` is: a plain value or the day of an event; nothing (`absent`); two days between which an
    event happened; the members of a list; the (day, value) pairs of a fact over time or by day. `through` is the day
    through which it is complete, None where it always will be. `assumed` says why it is an assumption, if it is one;
    `is_event` that the day of a value is one on which something happens, and not one that is planned.
    """

    kind: Literal["value", "absent", "between", "list", "over time", "by day"]
    value: Any = None
    through: date | None = None
    known_on: date | None = None
    assumed: str = ""
    is_event: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FactSet:
    """The facts of a case: for which agreement, through which day complete, and what is given by name."""

    agreement: str
    title: str
    through: date
    given: dict[str, Given]
    digest: str

    def known_by(self, day: date) -> FactSet:
        """What was known by `day`: later knowledge is unknown, and the lists that it belongs to are incomplete."""
        known = {name: cut for name, given in self.given.items() if (cut := _known_by(given, day)) is not None}
        return replace(self, given=known)

    def if_nothing_more(self, day: date) -> FactSet:
        """The same facts if nothing more happened after `day`: later events are gone, absence holds for ever."""
        return replace(self, given={name: _if_nothing_more(given, day) for name, given in self.given.items()})

    def days(self) -> frozenset[date]:
        """Every day that the facts name."""
        return frozenset().union(*(_days(given) for given in self.given.values()), {self.through})


def _known_by(given: Given, day: date) -> Given | None:
    if given.known_on is not None and given.known_on > day:
        return None
    if given.kind != "list":
        return given
    members = tuple(_member_known_by(member, day) for member in given.value)
    kept = tuple(member for member in members if member is not None)
    if len(kept) == len(members):
        return replace(given, value=kept)
    through = min(given.through, day) if given.through is not None else day
    return replace(given, value=kept, through=through)


def _member_known_by(member: Any, day: date) -> Any:
    if not isinstance(member, Record):
        return member
    known_on = member.fields.get("known_on")
    if isinstance(known_on, Given) and known_on.value > day:
        return None
    fields = {name: cut for name, given in member.fields.items() if (cut := _known_by(given, day)) is not None}
    return Record(member.type, member.id, fields)


def _if_nothing_more(given: Given, day: date) -> Given:
    lasting = None if given.through is None or given.through >= day else given.through
    match given.kind:
        case "value" if given.is_event and given.value > day:
            return replace(given, kind="absent", value=None, through=None)
        case "list":
            members = tuple(_member_if_nothing_more(member, day) for member in given.value)
            return replace(given, value=members, through=lasting)
        case "over time" | "by day":
            return replace(given, value=tuple(pair for pair in given.value if pair[0] <= day), through=lasting)
        case _:
            return replace(given, through=lasting)


def _member_if_nothing_more(member: Any, day: date) -> Any:
    if not isinstance(member, Record):
        return member
    return Record(member.type, member.id, {name: _if_nothing_more(given, day) for name, given in member.fields.items()})


def _days(given: Given) -> set[date]:
    match given.kind:
        case "value":
            return {given.value} if isinstance(given.value, date) else set()
        case "between":
            return set(given.value)
        case "list":
            days: set[date] = set()
            for member in given.value:
                if isinstance(member, Record):
                    days.update(*(_days(inner) for inner in member.fields.values()))
                elif isinstance(member, date):
                    days.add(member)
            return days
        case "over time" | "by day":
            return {day for day, _ in given.value}
        case _:
            return set()
