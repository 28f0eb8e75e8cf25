"""Stepping from one business day to another.

In: a day, a number of business days or a direction, and a calendar. Out: the day reached with the days skipped on the
way and why each was, or `Uncountable`.

The one idea: every day that is stepped on must be a day that the calendar knows. A count that runs off the calendar has
no answer, for a closure that is not yet published would change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from duly.calendars import Calendar
from duly.limits import EARLIEST_YEAR, LATEST_YEAR


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was passed over because it is not a business day, and why: "Saturday", "Thanksgiving Day"."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Uncountable:
    """There is no answer, and this is why, as one clause.

    `kind` says what is missing: the calendar's closures (then `calendar` is its id, or `None` if none was named), a
    rule for the end of a month, or a date within the years that the engine counts.
    """

    why: str
    kind: Literal["calendar", "month end", "range"]
    calendar: str | None = None


def business_day(
    start: date, count: int, calendar: Calendar, step: int
) -> tuple[date, tuple[Skipped, ...]] | Uncountable:
    """The `count`-th business day from `start` on, `start` itself being the first day looked at.

    `count` is at least 1, and `step` is 1 to look ahead or -1 to look back. The walk ends at the edge of what the
    calendar knows, so it is bounded whatever the count.
    """
    skipped: list[Skipped] = []
    day, one = start, timedelta(step)
    while calendar.is_known(day):
        why = calendar.why_closed(day)
        if why is not None:
            skipped.append(Skipped(day, why))
        elif count == 1:
            return day, tuple(skipped)
        else:
            count -= 1
        day += one
    return unknown_day(day, calendar)


def business_days_between(first: date, last: date, calendar: Calendar) -> int | Uncountable:
    """How many business days `last` lies after `first`: those that are after `first` and not after `last`.

    If `last` is the earlier day, the mirror image with a minus sign: those before `first` and not before `last`. So
    the day N business days after (before) X always lies N (minus N) business days from X.
    """
    for day in (first, last):
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return out_of_range(day)
    start, end = first.toordinal(), last.toordinal()
    if start == end:
        return 0
    low, high = (start + 1, end) if start < end else (end, start - 1)
    for ordinal in (low, high):
        if not calendar.is_known(date.fromordinal(ordinal)):
            return unknown_day(date.fromordinal(ordinal), calendar)
    found = calendar.business_days_through(high) - calendar.business_days_through(low - 1)
    return found if start < end else -found


def unknown_day(day: date, calendar: Calendar) -> Uncountable:
    """What to say of a day that the calendar does not know."""
    if day < calendar.first:
        edge = f"begins on {calendar.first.isoformat()}"
    else:
        edge = f"is published through {calendar.known_through.isoformat()}"
    return Uncountable(
        f"the calendar `{calendar.id}` {edge}, and {day.isoformat()} would count", "calendar", calendar.id
    )


def out_of_range(day: date) -> Uncountable:
    """What to say of a day outside the years that the engine counts."""
    why = f"{day.isoformat()} is outside the years {EARLIEST_YEAR} to {LATEST_YEAR}"
    return Uncountable(why, "range")
