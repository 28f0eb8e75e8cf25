"""The functions of the table that give days, months and windows.

In: known days, periods, windows and numbers. Out: days, windows or lists of them; unknown where there is no answer
(the length of a window open at an end). A list that could not be made to its end keeps what was found and says why
others may exist. Nothing here raises for values of the right types.

The one idea: days of a series are counted from its first day each time, never from the one before, so that a month end
does not drift: one month after 31 January is 28 February, and two months after it 31 March.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from duly.counting import Convention, Counted, MonthEnd, Period, Roll, TriggerDay, Unit, add
from duly.language.amount_functions import MOST_ITEMS
from duly.values import Listed, Unknown, Window, unknown

_PLAIN = Convention(TriggerDay.EXCLUDED, MonthEnd.LAST_DAY, Roll.NONE, None)
_ONE_DAY = timedelta(days=1)
_TOO_MANY = f"there are more than {MOST_ITEMS}"


def schedule(period: Period, first: date, window: Window) -> Listed:
    """`first` and each whole number of periods after it, as far as they lie in the window."""
    if window.last is None or period.count < 1:
        return _cut_off([], "schedule", "the window has no last day or the period no length")
    days: list[date] = []
    for step in range(MOST_ITEMS):
        counted = add(first, Period(period.count * step, period.unit, period.calendar), _PLAIN, {})
        if not isinstance(counted, Counted):
            return _cut_off(days, "schedule", counted.why)
        if counted.day > window.last:
            return Listed(tuple(days))
        if window.first is None or counted.day >= window.first:
            days.append(counted.day)
    return _cut_off(days, "schedule", _TOO_MANY)


def month_of(day: date) -> Window:
    """The calendar month in which the day lies."""
    return Window(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def months_touching(window: Window) -> Listed:
    """The calendar months that have a day in the window."""
    if window.is_empty:
        return Listed(())
    if window.first is None or window.last is None:
        return _cut_off([], "months_touching", "the window is open at an end")
    months: list[Window] = []
    begun, ended = (day.year * 12 + day.month - 1 for day in (window.first, window.last))
    for number in range(begun, min(ended + 1, begun + MOST_ITEMS)):
        months.append(month_of(date(number // 12, number % 12 + 1, 1)))
    return Listed(tuple(months)) if len(months) > ended - begun else _cut_off(months, "months_touching", _TOO_MANY)


def month_days(window: Window, *numbers: Fraction) -> Listed:
    """The days of the window with these numbers in their month; past the month's end, its last day."""
    if any(number.denominator != 1 or not 1 <= number <= 31 for number in numbers):
        return _cut_off([], "month_days", "the days of a month have the numbers 1 to 31")
    months = months_touching(window)
    chosen: set[date] = set()
    for month in months.members:
        for number in numbers:
            day = month.last.replace(day=min(int(number), month.last.day))
            if window.first is not None and window.last is not None and window.first <= day <= window.last:
                chosen.add(day)
    return Listed(tuple(sorted(chosen)), (), months.reasons)


def months_following(day: date, count: Fraction) -> Listed:
    """That many months one after the other, the first beginning on the day after `day`."""
    return _months("months_following", day, count, _ONE_DAY)


def months_beginning(day: date, count: Fraction) -> Listed:
    """That many months one after the other, the first beginning on `day` itself."""
    return _months("months_beginning", day, count, timedelta(0))


def _months(name: str, day: date, count: Fraction, shift: timedelta) -> Listed:
    if count.denominator != 1 or count < 0:
        return _cut_off([], name, "months are counted in whole numbers")
    months: list[Window] = []
    for number in range(min(int(count), MOST_ITEMS)):
        begun, ended = (add(day, Period(number + step, Unit.MONTHS), _PLAIN, {}) for step in (0, 1))
        if not isinstance(begun, Counted):
            return _cut_off(months, name, begun.why)
        if not isinstance(ended, Counted):
            return _cut_off(months, name, ended.why)
        months.append(Window(begun.day + shift, ended.day - _ONE_DAY + shift))
    return Listed(tuple(months)) if count <= MOST_ITEMS else _cut_off(months, name, _TOO_MANY)


def days_in(window: Window) -> Fraction | Unknown:
    """How many days the window has."""
    if window.first is None or window.last is None:
        return unknown("counting", "days_in", "the window is open at an end")
    return Fraction(max(0, (window.last - window.first).days + 1))


def days_common(one: Window, other: Window) -> Fraction | Unknown:
    """How many days two windows share."""
    if one.is_empty or other.is_empty:
        return Fraction(0)
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    return days_in(Window(max(firsts, default=None), min(lasts, default=None)))


def first_day(window: Window) -> date | Unknown:
    """The window's first day."""
    return window.first if window.first is not None else unknown("counting", "first_day", "the window has no first day")


def last_day(window: Window) -> date | Unknown:
    """The window's last day."""
    return window.last if window.last is not None else unknown("counting", "last_day", "the window has no last day")


def _cut_off(found: list[Any], name: str, why: str) -> Listed:
    """What was found, and that and why there may be others."""
    return Listed(tuple(found), (), unknown("counting", name, why).reasons)
