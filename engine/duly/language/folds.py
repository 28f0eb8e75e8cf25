"""What is said of the members of a list of which some may be only possible.

In: `Picked` members, each sure or not and with what the fold says of it, and whether others may exist. Out: a value.
The one idea: a list has its sure members, its possible ones, and perhaps others that nobody has named; a fold is
known where no choice among the possible ones and no other member could change it. One sure member decides `any`, one
against it `every`; a count keeps its bounds; the earliest is at least the earliest of all, the latest at least the
latest of the sure ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from duly.language.covered_days import days_covered
from duly.language.frame import Frame
from duly.language.happenings import bounds_of, compare, earliest, latest, point
from duly.language.nodes import Folding
from duly.language.numbers import ZERO, calculated, exact, is_there, or_nothing
from duly.values import (
    ABSENT,
    NO_REASONS,
    Absent,
    Happening,
    Listed,
    Reason,
    Reasons,
    Record,
    Unknown,
    Value,
    join_reasons,
)


@dataclass(frozen=True, slots=True)
class Picked:
    """A member that is in the list, or may be (`reasons` say why); `value` is what the fold says of it."""

    member: Any
    is_sure: bool
    reasons: Reasons
    value: Value = None


def fold(kind: Folding, picked: Iterable[Picked], others: Reasons, what: str, frame: Frame) -> Value:
    """The fold of that kind; `others` say why there may be other members."""
    if kind in ("earliest", "latest"):
        return _in_time(kind, tuple(picked), others, what, frame)
    if kind in ("first", "last"):
        return _first_or_last(kind, tuple(picked), others, frame)
    return _PLAIN[kind](picked, others)


def _any(picked: Iterable[Picked], others: Reasons) -> Value:
    doubts, is_doubtful = others, bool(others)
    for one in picked:
        if one.is_sure:
            return True
        doubts, is_doubtful = doubts | one.reasons, True
    return Unknown(doubts) if is_doubtful else False


def _every(picked: Iterable[Picked], others: Reasons) -> Value:
    doubts, is_doubtful = others, bool(others)
    for one in picked:
        if one.value is True:
            continue
        if one.value is False and one.is_sure:
            return False
        doubts, is_doubtful = doubts | one.reasons | join_reasons(one.value), True
    return Unknown(doubts) if is_doubtful else True


def _count(picked: Iterable[Picked], others: Reasons) -> Value:
    ones = tuple(picked)
    sure = Fraction(sum(one.is_sure for one in ones))
    if sure == len(ones) and not others:
        return sure
    return Unknown(_doubts(ones) | others, sure, None if others else Fraction(len(ones)))


def _sum(picked: Iterable[Picked], others: Reasons) -> Value:
    """The sum; what only perhaps counts adds itself or nothing, so the sum keeps bounds while no other may exist."""
    total: Value = ZERO
    for one in picked:
        total = calculated("+", total, one.value if one.is_sure else or_nothing(one.value, one.reasons))
    return Unknown(others | join_reasons(total)) if others else total


def _product(picked: Iterable[Picked], others: Reasons) -> Value:
    ones = tuple(picked)
    known = [one.value for one in ones if one.is_sure and is_there(one.value)]
    if others or len(known) < len(ones):
        return Unknown(others | _doubts(ones) | join_reasons(*(one.value for one in ones)))
    product: Value = Fraction(1)
    for value in known:
        product = exact("*", product, value)
    return product


def _days(picked: Iterable[Picked], others: Reasons) -> Value:
    ones = tuple(picked)
    sure = [one.value for one in ones if one.is_sure]
    return days_covered(
        sure, [one.value for one in ones if not one.is_sure], others | _doubts(ones), has_others=bool(others)
    )


def _those(picked: Iterable[Picked], others: Reasons) -> Value:
    ones = tuple(picked)
    sure = tuple(one.member for one in ones if one.is_sure)
    return Listed(sure, tuple(one.member for one in ones if not one.is_sure), others, _doubts(ones))


_PLAIN: dict[str, Callable[[Iterable[Picked], Reasons], Value]] = {
    "any": _any,
    "every": _every,
    "count": _count,
    "sum": _sum,
    "product": _product,
    "days": _days,
    "those": _those,
}


def _doubts(picked: Sequence[Picked]) -> Reasons:
    return NO_REASONS.union(*(one.reasons for one in picked if not one.is_sure))


# In time.


def _in_time(kind: Folding, picked: Sequence[Picked], others: Reasons, what: str, frame: Frame) -> Value:
    """The earliest or latest; a member that is only possible can bring the earliest forward or put the latest off."""
    if not picked and not others:
        return Absent(frozenset((Reason("open", what, "none so far"),)))
    as_events = all(isinstance(one.value, Happening) for one in picked)
    sure = [one.value for one in picked if one.is_sure]
    if kind == "latest":
        return _latest(sure, [one for one in picked if not one.is_sure], others, frame, as_events)
    perhaps = [_perhaps(one.value, one.reasons) for one in picked if not one.is_sure]
    if others:
        perhaps.append(Happening("unknown", None, None, others))
    return earliest([*sure, *perhaps], frame, as_events)


def _perhaps(value: Value, reasons: Reasons) -> Value:
    """What a possible member gives if it is one: on its day, or never."""
    match value:
        case Happening(status="not yet") | Absent():
            return value
        case Happening():
            return Happening("unknown", value.low, None, value.reasons | reasons)
        case Unknown():
            return replace(value, reasons=value.reasons | reasons, high=None, may_be_absent=True)
        case _:
            return Unknown(reasons, value, None, may_be_absent=True)


def _latest(sure: Sequence[Value], perhaps: Sequence[Picked], others: Reasons, frame: Frame, as_events: bool) -> Value:
    """The latest has come when all members have: not before the latest of the sure ones, not after that of all."""
    found = latest(sure, frame, as_events)
    if not (perhaps or others) or (sure and _is_waiting(found)):
        return found
    of_all = latest([*sure, *(one.value for one in perhaps)], frame, as_events)
    reasons = others | _doubts(perhaps) | join_reasons(found if sure else None, of_all)
    low = bounds_of(found).low if sure else None
    if others or not sure or _is_waiting(of_all):
        return _unsure(low, reasons, as_events)
    last = bounds_of(of_all)
    return point(low, last.high, last.sure, reasons, frame, as_events)


def _is_waiting(found: Value) -> bool:
    return isinstance(found, Absent) or (isinstance(found, Happening) and found.status == "not yet")


def _unsure(low: Any, reasons: Reasons, as_events: bool) -> Value:
    return Happening("unknown", low, None, reasons) if as_events else Unknown(reasons, low, None, may_be_absent=True)


# In order.


def _first_or_last(kind: Folding, picked: Sequence[Picked], others: Reasons, frame: Frame) -> Value:
    """The member at the front or the end of the order, where it is known that none may stand before or after it."""
    if others or any(not one.is_sure for one in picked):
        return Unknown(others | _doubts(picked), may_be_absent=True)
    members = [one.member for one in picked]
    if not members:
        return ABSENT
    found, rest = (members[0], members[1:]) if kind == "first" else (members[-1], members[:-1])
    is_first = kind == "first"
    tied = [other for other in rest if not _stands_before(found, other, frame, is_first)]
    if tied:
        return Unknown(frozenset(Reason("order", _label(one)) for one in (found, *tied)))
    return found


def _stands_before(found: Any, other: Any, frame: Frame, is_first: bool) -> bool:
    """Whether what was found is known to stand before (or after) another; what is no record stands as given."""
    if not isinstance(found, Record) or not isinstance(other, Record):
        return True
    return (is_earlier(found, other, frame) if is_first else is_earlier(other, found, frame)) is True


def earlier(listed: Listed, own: Record, frame: Frame) -> Listed:
    """The records of a list that begin before `own`."""
    sure, possible, doubts = [], [], listed.doubts
    for member in (*listed.members, *listed.possible):
        verdict = is_earlier(member, own, frame)
        if verdict is True and member in listed.members:
            sure.append(member)
        elif verdict is not False:
            possible.append(member)
            doubts |= join_reasons(verdict)
    return Listed(tuple(sure), tuple(possible), listed.reasons, doubts if possible else NO_REASONS)


def is_earlier(member: Record, own: Record, frame: Frame) -> bool | Unknown:
    """Whether one record begins before another; of two of one day the stated order decides, else it is unknown."""
    if member == own:
        return False
    one, other = frame.world.begins(member, frame), frame.world.begins(own, frame)
    verdict = compare("before", bounds_of(one), bounds_of(other), frame)
    if verdict is True or one.day is None or one.day != other.day:
        return verdict
    places = frame.world.sequence(member), frame.world.sequence(own)
    if places[0] is None or places[1] is None or places[0] == places[1]:
        return Unknown(frozenset((Reason("order", _label(member)),)))
    return places[0] < places[1]


def _label(record: Record) -> str:
    return f"{record.type}[{record.id}]"
