"""The function table: every function, with its signature, meaning, example and what it does.

In: known arguments. Out: a value. The one idea: functions are total over known values of their types and know nothing of
unknown and absent; the evaluator handles those, once, for all. The reference in `docs/language.md` is made from this
table. There are no user functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from duly.allocation import Method, Rounding, allocate, round_to
from duly.counting import Convention, Counted, MonthEnd, Period, Roll, TriggerDay, Unit, add
from duly.language.types import DATE, MONEY, NUMBER, PERIOD, WINDOW, Type
from duly.limits import LATEST_YEAR
from duly.values import Listed, Money, Window, unknown

LIST_OF_DATES = Type("list", of=DATE)
LIST_OF_WINDOWS = Type("list", of=WINDOW)
_AMOUNT = "number or money"
_PLAIN = Convention(TriggerDay.EXCLUDED, MonthEnd.LAST_DAY, Roll.NONE, None)
_ONE_DAY = timedelta(days=1)
_MOST_ITEMS = 10_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name and its type; `number or money` stands for either, a tuple for a choice of words."""

    name: str
    type: Type | str | tuple[str, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function. `result` is its type; the index of a parameter says that it has that parameter's type."""

    name: str
    parameters: tuple[Parameter, ...]
    result: Type | int
    meaning: str
    example: str
    apply: Callable[..., Any]

    @property
    def signature(self) -> str:
        """The signature as the reference writes it."""
        said = []
        for parameter in self.parameters:
            kind = " | ".join(parameter.type) if isinstance(parameter.type, tuple) else str(parameter.type)
            said.append(f"{parameter.name}{', …' if parameter.repeated else ''}: {kind}")
        result = "as the first" if isinstance(self.result, int) else str(self.result)
        return f"{self.name}({'; '.join(said)}) -> {result}"


_MODES = {mode.value.replace(" ", "_"): mode for mode in Rounding}
_METHODS: dict[str, Method] = {
    "last_absorbs_down": Method.LAST_ABSORBS_DOWN,
    "last_absorbs_nearest": Method.LAST_ABSORBS_NEAREST,
    "spread": Method.SPREAD,
}


def _like(pattern: Any, amount: Fraction) -> Any:
    return Money(amount, pattern.currency) if isinstance(pattern, Money) else amount


def _plain(value: Any) -> Fraction:
    amount: Fraction = value.amount if isinstance(value, Money) else value
    return amount


def _round(value: Any, unit: Any, mode: str) -> Any:
    step = _plain(unit)
    if step <= 0:
        return unknown("counting", "round", "the unit to round to is not above zero")
    return _like(value, round_to(_plain(value), step, _MODES[mode]))


def _allocate(total: Any, parts: Fraction, unit: Any, method: str) -> Any:
    if parts.denominator != 1 or not 0 < parts <= _MOST_ITEMS or _plain(unit) <= 0:
        return Listed((), (), unknown("counting", "allocate", "parts and unit must be above zero, parts whole").reasons)
    shares = allocate(_plain(total), int(parts), _plain(unit), _METHODS[method])
    return Listed(tuple(_like(total, share) for share in shares))


def _instalment(total: Any, days: Listed, day: date, unit: Any, method: str) -> Any:
    ordered = sorted(days.members)
    if day not in ordered:
        return unknown("counting", "instalment", f"{day} is not one of the days")
    shares = _allocate(total, Fraction(len(ordered)), unit, method)
    return shares.members[ordered.index(day)] if shares.members else unknown("counting", "instalment")


def _schedule(period: Period, first: date, window: Window) -> Any:
    """Days counted from `first` each time, never from the one before, so that a month end does not drift."""
    if window.last is None or period.count < 1:
        return Listed((), (), unknown("counting", "schedule", "the window has no last day or the period no length").reasons)
    days: list[date] = []
    for step in range(_MOST_ITEMS):
        counted = add(first, Period(period.count * step, period.unit, period.calendar), _PLAIN, {})
        if not isinstance(counted, Counted):
            return Listed(tuple(days), (), unknown("calendar", "schedule", counted.why).reasons)
        if counted.day > window.last:
            break
        if window.first is None or counted.day >= window.first:
            days.append(counted.day)
    return Listed(tuple(days))


def _month_of(day: date) -> Window:
    first = day.replace(day=1)
    return Window(first, _next_month(first) - _ONE_DAY)


def _next_month(first: date) -> date:
    if first.month < 12:
        return first.replace(month=first.month + 1)
    return first.replace(year=min(first.year + 1, LATEST_YEAR), month=1)


def _months_touching(window: Window) -> Listed:
    if window.first is None or window.last is None:
        return Listed((), (), unknown("counting", "months_touching", "the window is open at an end").reasons)
    months: list[Window] = []
    first = window.first.replace(day=1)
    while first <= window.last and len(months) < _MOST_ITEMS:
        months.append(_month_of(first))
        first = _next_month(first)
    return Listed(tuple(months))


def _month_days(window: Window, *numbers: Fraction) -> Listed:
    chosen: set[date] = set()
    months = _months_touching(window)
    for month in months.members:
        for number in numbers:
            last: date = month.last
            day = last.replace(day=max(1, min(int(number), last.day)))
            if window.first is not None and window.last is not None and window.first <= day <= window.last:
                chosen.add(day)
    return Listed(tuple(sorted(chosen)), (), months.reasons)


def _months(day: date, count: Fraction, *, day_counts: bool) -> Listed:
    months: list[Window] = []
    for number in range(min(int(count), _MOST_ITEMS)):
        ends = [add(day, Period(number + step, Unit.MONTHS), _PLAIN, {}) for step in (0, 1)]
        if not isinstance(ends[0], Counted) or not isinstance(ends[1], Counted):
            break
        shift = timedelta(0) if day_counts else _ONE_DAY
        months.append(Window(ends[0].day + shift, ends[1].day - _ONE_DAY + shift))
    return Listed(tuple(months))


def _days_in(window: Window) -> Any:
    if window.first is None or window.last is None:
        return unknown("counting", "days_in", "the window is open at an end")
    return Fraction(max(0, (window.last - window.first).days + 1))


def _days_common(one: Window, other: Window) -> Any:
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    return _days_in(Window(max(firsts, default=None), min(lasts, default=None)))


def _first_day(window: Window) -> Any:
    return window.first if window.first is not None else unknown("counting", "first_day", "the window has no first day")


def _last_day(window: Window) -> Any:
    return window.last if window.last is not None else unknown("counting", "last_day", "the window has no last day")


_METHOD_WORDS = tuple(_METHODS)

_TABLE = (
    Function(
        "round", (Parameter("value", _AMOUNT), Parameter("unit", _AMOUNT), Parameter("mode", tuple(_MODES))), 0,
        "The value rounded to a whole multiple of the unit. Nothing is rounded without it.",
        "round($10.005, $0.01, half_up)", _round,
    ),
    Function(
        "allocate",
        (Parameter("total", _AMOUNT), Parameter("parts", NUMBER), Parameter("unit", _AMOUNT), Parameter("method", _METHOD_WORDS)),
        Type("list", of=MONEY),
        "The total in equal parts of whole units whose sum is exactly the total. `last_absorbs_down` rounds each part down and "
        "the last takes the rest, `last_absorbs_nearest` rounds to the nearest, `spread` gives the first parts a unit more.",
        "allocate($100.00, 3, $0.01, spread)", _allocate,
    ),
    Function(
        "instalment",
        (Parameter("total", _AMOUNT), Parameter("days", LIST_OF_DATES), Parameter("day", DATE), Parameter("unit", _AMOUNT),
         Parameter("method", _METHOD_WORDS)),
        0, "The part that falls on `day` when the total is allocated to the days in order.",
        "instalment($100.00, pay_days, p, $0.01, spread)", _instalment,
    ),
    Function(
        "schedule", (Parameter("period", PERIOD), Parameter("first", DATE), Parameter("window", WINDOW)), LIST_OF_DATES,
        "The day `first` and each whole number of periods after it, as far as they lie in the window.",
        "schedule(2 weeks, 2001-10-19, from 2001-10-12 through 2001-12-31)", _schedule,
    ),
    Function(
        "month_days", (Parameter("window", WINDOW), Parameter("numbers", NUMBER, repeated=True)), LIST_OF_DATES,
        "The days of the window with these numbers in their month; a number past the month's end is its last day.",
        "month_days(from 2001-10-12 through 2001-12-31, 15, 31)", _month_days,
    ),
    Function(
        "month_of", (Parameter("day", DATE),), WINDOW, "The calendar month in which the day lies.", "month_of(2001-10-12)", _month_of,
    ),
    Function(
        "months_touching", (Parameter("window", WINDOW),), LIST_OF_WINDOWS, "The calendar months that have a day in the window.",
        "months_touching(from 2001-10-12 through 2001-12-31)", _months_touching,
    ),
    Function(
        "months_following", (Parameter("day", DATE), Parameter("count", NUMBER)), LIST_OF_WINDOWS,
        "That many months one after the other, the first beginning on the day after `day`.",
        "months_following(2001-09-24, 4)", lambda day, count: _months(day, count, day_counts=False),
    ),
    Function(
        "months_beginning", (Parameter("day", DATE), Parameter("count", NUMBER)), LIST_OF_WINDOWS,
        "That many months one after the other, the first beginning on `day` itself.",
        "months_beginning(2001-09-24, 4)", lambda day, count: _months(day, count, day_counts=True),
    ),
    Function(
        "days_in", (Parameter("window", WINDOW),), NUMBER, "How many days the window has.",
        "days_in(from 2001-10-12 through 2001-10-14)", _days_in,
    ),
    Function(
        "days_common", (Parameter("one", WINDOW), Parameter("other", WINDOW)), NUMBER, "How many days two windows share.",
        "days_common(month_of(2002-09-24), from 2001-09-25 through 2002-09-24)", _days_common,
    ),
    Function(
        "first_day", (Parameter("window", WINDOW),), DATE, "The window's first day.", "first_day(month_of(2001-10-12))", _first_day,
    ),
    Function(
        "last_day", (Parameter("window", WINDOW),), DATE, "The window's last day.", "last_day(month_of(2001-10-12))", _last_day,
    ),
)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _TABLE}
"""All functions by name."""
