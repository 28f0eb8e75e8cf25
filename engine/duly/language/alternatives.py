"""What several values have in common when one of them holds and nobody knows which.

In: values, and why it is not known which holds. Out: a value. The one idea: alternatives that agree are known;
otherwise what they share is kept: the members that every list has, the days or amounts between which all lie, the
events that all have happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from duly.language.numbers import size
from duly.values import NEVER, Absent, Happening, Listed, Money, Reasons, Unknown, Value, join_reasons


def agreed(values: Sequence[Value], reasons: Reasons) -> Value:
    """The value where all agree, else unknown within their bounds, for `reasons` and those of the values."""
    first = values[0]
    if all(type(value) is type(first) and value == first for value in values[1:]):
        return first
    if all(isinstance(value, Listed) for value in values):
        return _common_list(values, reasons)
    unsure = [value for value in values if isinstance(value, (Unknown, Happening))]
    reasons |= join_reasons(*unsure)
    if any(isinstance(value, Happening) for value in values):
        return _common_event([_as_event(value) for value in values], reasons)
    ranges = [_range(value) for value in values if not isinstance(value, Absent)]
    return Unknown(reasons, *_hull(ranges), any(_may_be_absent(value) for value in values))


def _may_be_absent(value: Value) -> bool:
    return isinstance(value, Absent) or (isinstance(value, Unknown) and value.may_be_absent)


def _range(value: Value) -> tuple[Any, Any]:
    return (value.low, value.high) if isinstance(value, Unknown) else (value, value)


def _common_list(lists: Sequence[Listed], reasons: Reasons) -> Listed:
    """Sure is what is sure in every list; others may exist where they may in any."""
    first = lists[0]
    members = tuple(member for member in first.members if all(member in other.members for other in lists[1:]))
    every = [member for each in lists for member in (*each.members, *each.possible)]
    possible = tuple(dict.fromkeys(member for member in every if member not in members))
    doubts = reasons.union(*(each.doubts for each in lists)) if possible else frozenset()
    others: Reasons = frozenset().union(*(each.reasons for each in lists))
    return Listed(members, possible, others | reasons if others else others, doubts)


def _common_event(events: list[Happening], reasons: Reasons) -> Happening:
    lows = [event.low for event in events if event.low is not None]
    highs = [event.high for event in events if event.high is not None]
    low = min(lows) if len(lows) == len(events) else None
    high = max(highs) if len(highs) == len(events) else None
    status = events[0].status if len({event.status for event in events}) == 1 else "unknown"
    return Happening(status, low, high, reasons)


def _as_event(value: Value) -> Happening:
    """A value as one of several events: a day may have come, and what is absent has not happened."""
    match value:
        case Happening():
            return value
        case date():
            return Happening("unknown", value, value)
        case Unknown():
            return Happening("unknown", value.low, value.high, value.reasons)
        case Absent(is_open=False):
            return NEVER
        case _:
            return Happening("not yet", None, None, join_reasons(value))


def _hull(ranges: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    """The bounds between which all lie, as far as each side is bounded for all."""
    return _end([low for low, _ in ranges], min), _end([high for _, high in ranges], max)


def _end(ends: list[Any], pick: Any) -> Any:
    if not ends or any(end is None for end in ends):
        return None
    if all(isinstance(end, date) for end in ends):
        return pick(ends)
    if all(isinstance(end, (Fraction, Money)) for end in ends):
        return pick(ends, key=size)
    return None
