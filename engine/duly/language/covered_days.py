"""How many different days lie in some of several windows.

In: windows, known or with bounds. Out: a number, with bounds where a window is only possible or its ends are not
known. The one idea: windows are joined to stretches before they are counted, so a day that lies in two of them counts
once, and no day is looked at by itself. Of a window that is not known there is a least part (the days that are in it
whatever its ends turn out to be) and a most (the days that may be in it); the count lies between those of all least
and of all most parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from duly.values import Absent, Reasons, Unknown, Value, Window, join_reasons, unknown

_ONE_DAY = timedelta(days=1)
_EMPTY = Window(date.max, date.min)


def common_days(one: Value, other: Value) -> Value:
    """The window of the days that two windows share."""
    for value in (one, other):
        if isinstance(value, Absent):
            return value
    least, most = _parts(one), _parts(other)
    shared = _shared(least[0], most[0]), _shared(least[1], most[1])
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return _between(shared, join_reasons(one, other))
    return shared[1]


def days_covered(sure: Iterable[Value], possible: Iterable[Value], reasons: Reasons, has_others: bool) -> Value:
    """How many different days lie in some window; `reasons` say why members are only possible or there may be others.

    Unknown where a window has an open end, since its days have no number.
    """
    known, perhaps = [_parts(each) for each in sure], [_parts(each) for each in possible]
    most = [high for _, high in (*known, *perhaps)]
    doubts = reasons | join_reasons(*(each for each in (*sure, *possible) if isinstance(each, Unknown)))
    least = _count([low for low, _ in known])
    if least is None:
        return unknown("counting", "days", "a window without an end has no number of days")
    highest = None if has_others else _count(most)
    if highest == least:
        return Fraction(least)
    if highest is None and not doubts:
        return unknown("counting", "days", "a window without an end has no number of days")
    return Unknown(doubts, Fraction(least), Fraction(highest) if highest is not None else None)


def _parts(value: Value) -> tuple[Window, Window]:
    """The least and the most that a window may be."""
    match value:
        case Window():
            return value, value
        case Unknown(low=Window() as low, high=Window() as high, may_be_absent=may_be_absent):
            core = Window(_later(low.first, high.first), _earlier(low.last, high.last))
            ends_known = high.first is not None and low.last is not None
            return core if ends_known and not may_be_absent else _EMPTY, Window(low.first, high.last)
        case Unknown():
            return _EMPTY, Window(None, None)
        case _:
            return _EMPTY, _EMPTY


def _between(shared: tuple[Window, Window], reasons: Reasons) -> Unknown:
    least, most = shared
    if least.is_empty:
        return Unknown(reasons, most, most, may_be_absent=True)
    low, high = Window(most.first, least.last), Window(least.first, most.last)
    return Unknown(reasons, low, high)


def _shared(one: Window, other: Window) -> Window:
    return Window(_later(one.first, other.first), _earlier(one.last, other.last))


def _later(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return max(days) if days else None


def _earlier(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None


def _count(windows: Iterable[Window]) -> int | None:
    """The number of different days in the windows; None where one has an open end."""
    there = [window for window in windows if not window.is_empty]
    total, covered = 0, date.min
    if any(window.first is None or window.last is None for window in there):
        return None
    spans = sorted((window.first or date.min, window.last or date.max) for window in there)
    for first, last in spans:
        if covered == date.max:
            break
        start = max(first, covered + _ONE_DAY) if covered > date.min else first
        if last >= start:
            total += (last - start).days + 1
            covered = last
    return total
