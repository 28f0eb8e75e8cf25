"""What the fact set says of a fact, read on a day.

In: a declared fact, what is given of it, a frame. Out: its value. The one idea: a fact that nobody has given is
unknown; an event that is given as absent is known not to have happened through the day to which the fact set is
complete, and no longer; and where the rules declare the presumption that what is not recorded did not happen, that is
noted whenever a result relies on it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from duly.evaluation.facts import Given
from duly.language.frame import Frame
from duly.model import nodes as m
from duly.values import Absent, Happening, Listed, Reason, ReasonKind, Reasons, Record, Unknown, Value, happened

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)


def stated(world: World, fact: m.Fact, given: Given | None, label: str, frame: Frame) -> Value:
    """The value of a fact or field on the frame's day; `label` names it in reasons and notes."""
    if fact.assumed:
        frame.note("understanding", _kind_of(label), fact.assumed)
    if given is not None and given.assumed:
        frame.note("assumption", label, given.assumed)
    if fact.over:
        return _over(world, fact, given, label, frame)
    if fact.type.kind == "event":
        return _event(world, fact, given, label, frame)
    if fact.type.kind == "list":
        return _list(world, fact, given, label, frame)
    if given is None:
        kind: ReasonKind = "judgment" if fact.judgment_of else "fact"
        return Unknown(frozenset((Reason(kind, label),)), may_be_absent=fact.optional)
    if fact.judgment_of:
        frame.note("judgment", label, fact.judgment_of)
    if given.kind == "absent":
        if given.through is not None and frame.day > given.through:
            return Unknown(frozenset((Reason("fact", label, f"known through {given.through}"),)), may_be_absent=True)
        frame.watch(_after(given.through))
        return Absent(frozenset((Reason("fact", label, "is absent"),)))
    return given.value


def _kind_of(label: str) -> str:
    """What a fact or field is called whichever record it is of: `lot.salable` for `lot[l1].salable`."""
    record, bracket, rest = label.partition("[")
    return record + rest.rpartition("]")[2] if bracket else label


def _presumes(world: World, fact: m.Fact, label: str, frame: Frame) -> bool:
    if not fact.presume or world.choices.strict:
        return False
    frame.note("presumption", label, "none recorded")
    return True


def _event(world: World, fact: m.Fact, given: Given | None, label: str, frame: Frame) -> Happening:
    waiting = frozenset((Reason("open", label, "has not happened"),))
    missing = frozenset((Reason("judgment" if fact.judgment_of else "fact", label),))
    if given is None:
        if _presumes(world, fact, label, frame):
            return Happening("not yet", frame.day, None, waiting)
        return Happening("unknown", None, None, missing)
    if given.kind == "value":
        frame.watch(given.value)
        if given.value <= frame.day:
            return happened(given.value)
        return Happening("not yet", frame.day, None, waiting)
    if given.kind == "between":
        return _between(world, given, missing, waiting, frame)
    if given.through is None or frame.day <= given.through:
        frame.watch(_after(given.through))
        return Happening("not yet", frame.day, None, waiting)
    if _presumes(world, fact, label, frame):
        return Happening("not yet", frame.day, None, waiting)
    return Happening("unknown", given.through + _ONE_DAY, None, missing)


def _between(world: World, given: Given, missing: Reasons, waiting: Reasons, frame: Frame) -> Happening:
    first, last = given.value
    frame.watch(first)
    frame.watch(last)
    if frame.day < first:
        return Happening("not yet", frame.day, None, waiting)
    return Happening("happened" if frame.day >= last else "unknown", first, last, missing)


def _list(world: World, fact: m.Fact, given: Given | None, label: str, frame: Frame) -> Listed:
    incomplete = frozenset((Reason("list", label),))
    if given is None:
        return Listed(()) if _presumes(world, fact, label, frame) else Listed((), (), incomplete)
    doubts: Reasons = frozenset()
    if given.through is not None and frame.day > given.through:
        doubts = frozenset() if _presumes(world, fact, label, frame) else incomplete
    else:
        frame.watch(_after(given.through))
    if fact.type.of is None or fact.type.of.kind != "record":
        return Listed(given.value, (), doubts)
    begun: list[tuple[date, int, int, Record]] = []
    possible: list[Record] = []
    unsure: Reasons = frozenset()
    for position, record in enumerate(given.value):
        start = world.begins(record, frame)
        if start.status == "happened":
            begun.append((start.low or world.earliest, world.sequence(record) or 0, position, record))
        elif start.status != "not yet":
            possible.append(record)
            unsure |= start.reasons
    return Listed(tuple(row[3] for row in sorted(begun, key=lambda row: row[:3])), tuple(possible), doubts, unsure)


def _over(world: World, fact: m.Fact, given: Given | None, label: str, frame: Frame) -> Value:
    """A fact over time or by day: the value that holds on the day read."""
    missing = Unknown(
        frozenset((Reason("judgment" if fact.judgment_of else "fact", label, frame.day.isoformat()),)),
        may_be_absent=fact.optional,
    )
    if given is None:
        return missing
    if fact.judgment_of:
        frame.note("judgment", label, fact.judgment_of)
    for day, _ in given.value:
        frame.watch(day)
    frame.watch(_after(given.through))
    if fact.over == "day":
        frame.watch(frame.day + _ONE_DAY if any(day == frame.day for day, _ in given.value) else None)
        held = [value for day, value in given.value if day == frame.day]
    elif given.through is not None and frame.day > given.through:
        held = []
    else:
        held = [value for day, value in given.value if day <= frame.day]
    if held and isinstance(held[-1], Absent):
        return Absent(frozenset((Reason("fact", label, "is absent"),)))
    return held[-1] if held else missing


def _after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + _ONE_DAY
