"""Periods counted from days, and windows between days, of which not everything may be known.

In: values. Out: a value. The one idea: counting keeps the order of days, so a day counted from an anchor between
bounds lies between the days counted from those bounds; what is counted from nothing is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from duly.counting import Period, Uncountable, Unit, business_days_between
from duly.language.frame import Frame
from duly.language.numbers import is_there
from duly.values import Absent, Unknown, Value, Window, join_reasons, unknown

_UNITS = {unit.value: unit for unit in Unit}


def period(count: Value, unit_word: str, calendar: str | None, frame: Frame) -> Period | Unknown:
    """A whole number of units; business days are those of the agreement's calendar where none is named."""
    if not is_there(count):
        return Unknown(join_reasons(count))
    if count.denominator != 1 or count < 0:
        return unknown("counting", "period", f"not a whole number of {unit_word}")
    unit = _UNITS[unit_word]
    if unit is Unit.BUSINESS_DAYS and calendar is None:
        calendar = frame.world.default_calendar(frame)
    return Period(int(count), unit, calendar)


def moved(anchor: Value, length: Period | Unknown, move: Callable[[date, Period], Value]) -> Value:
    """What `move` counts from the anchor; from an unknown day, between what it counts from its bounds."""
    if isinstance(anchor, Absent):
        return anchor
    may_be_absent = isinstance(anchor, Unknown) and anchor.may_be_absent
    if isinstance(length, Unknown):
        return Unknown(length.reasons | join_reasons(anchor), may_be_absent=may_be_absent)
    if not isinstance(anchor, Unknown):
        return move(anchor, length)
    low, high = (None if end is None else move(end, length) for end in (anchor.low, anchor.high))
    reasons = anchor.reasons | join_reasons(low, high)
    low, high = low.low if isinstance(low, Unknown) else low, high.high if isinstance(high, Unknown) else high
    return Unknown(reasons, low, high, may_be_absent)


def window(first: Value | None, last: Value | None) -> Value:
    """The window from one day through another; None leaves an end open, an absent end leaves no window."""
    for end in (first, last):
        if isinstance(end, Absent):
            return end
    unsure = [end for end in (first, last) if isinstance(end, Unknown)]
    if not unsure:
        return Window(first, last)
    low = Window(_end(first, least=True), _end(last, least=True))
    high = Window(_end(first, least=False), _end(last, least=False))
    return Unknown(join_reasons(*unsure), low, high, any(end.may_be_absent for end in unsure))


def _end(value: Value | None, least: bool) -> date | None:
    if isinstance(value, Unknown):
        value = value.low if least else value.high
    return value


def days_between(first: Value, last: Value) -> Value:
    """How many days the last is after the first."""
    if not is_there(first) or not is_there(last):
        return Unknown(join_reasons(first, last))
    return Fraction((last - first).days)


def business_days(first: Value, last: Value, calendar: str | None, frame: Frame) -> Value:
    """How many business days the last is after the first."""
    if not is_there(first) or not is_there(last):
        return Unknown(join_reasons(first, last))
    id_ = calendar or frame.world.default_calendar(frame) or "business_day"
    found = frame.world.calendars.get(id_)
    if found is None:
        return unknown("calendar", id_, "no such calendar")
    counted = business_days_between(first, last, found)
    if isinstance(counted, Uncountable):
        return unknown("calendar", counted.calendar or found.id, counted.why)
    return Fraction(counted)
