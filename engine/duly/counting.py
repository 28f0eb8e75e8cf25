"""Counting days, weeks, months and business days from a day, as contracts and courts do.

In: a day (the anchor), a period, the conventions that the agreement counts by, and calendars. Out: `Counted`, a day
that can explain itself, or `Uncountable` with the reason why there is none. Nothing here raises for values of the right
types.

The one idea: a sentence such as "within ten days after receipt" leaves four questions open, and each has more than one
answer that somebody's law or contract gives. So none is built in; each is a line of a `Convention`.

**Does the day of the event count?** Common law and most statutes leave it out (Lester v. Garland, 1808; Fed. R. Civ. P.
6(a)(1)(A); Regulation 1182/71 art. 3): ten days after receipt on the 1st end on the 11th. Where it counts ("from and
including"), it is day 1, and they end on the 10th. A month from and including 15 May ends on 14 June: the trigger day
included is always the result with it excluded, one day nearer (for business days, only if the trigger day is one).

**Where does a month end that has no such day?** A month after 15 May is 15 June: the day with the same number, not 30
or 31 days on (Dodds v. Walker, 1981). One month after 31 January has no such day. Most laws say the last day of the
month (`LAST_DAY`); counting whole months that must have passed gives the next day, 1 March (`NEXT_DAY`); and where a
contract says nothing, one may want no answer (`REFUSE`). The same three hold looking back: a month before 31 March is
28 February, 1 March or refused. Months are counted from the anchor each time, never from the last result: two months
after 31 January is 31 March, though two single months would drift to 28 March. A year is twelve months, so one year
after 29 February asks the same question.

**What if the last day is not a business day?** Some agreements and court rules move it (`Roll`); most contracts do not,
unless they say so. Rolling comes last, after the month's end and the trigger day, and says in which direction of the
calendar to look: the next business day is a later day, whether the period was counted ahead or back. A period of
business days ends on a business day and never rolls.

**Whose business days?** Those of a named calendar, and only as far as it is known: past the last published closure
there is no answer.

Looking back is the mirror image of looking ahead: the day N days before X is the day after which X comes N days later,
and with the trigger day included X is day 1 again. A count of zero is the anchor itself, whatever the conventions say:
nothing is counted, so there is nothing to leave out and no end to move. A negative count looks the other way.

An example. A supplier must answer within ten business days after an order came in on Thursday 2001-09-06, by the
calendar of the New York Stock Exchange. Day 1 is Friday the 7th, day 2 Monday the 10th; the exchange was closed from
Tuesday the 11th through Friday the 14th; day 3 is Monday the 17th, day 7 Friday the 21st, and day 10 Wednesday the
26th. The result lists the ten days that were passed over, each with its reason.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

from duly.business_days import (
    Skipped,
    Uncountable,
    business_day,
    business_days_between,
    out_of_range,
)
from duly.calendars import Calendar
from duly.limits import EARLIEST_YEAR, LATEST_YEAR, PERIOD_DAYS

__all__ = [
    "Convention",
    "Counted",
    "MonthEnd",
    "Period",
    "Roll",
    "Skipped",
    "TriggerDay",
    "Uncountable",
    "Unit",
    "add",
    "business_days_between",
    "following",
    "preceding",
]


class Unit(Enum):
    """What a period counts."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class MonthEnd(Enum):
    """The day that stands for one which its month does not have: 31 January and one month."""

    LAST_DAY = "last day"
    NEXT_DAY = "next day"
    REFUSE = "refuse"


class TriggerDay(Enum):
    """Whether the day from which a period runs is its first day."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class Roll(Enum):
    """Where a period ends that would end on a day which is not a business day."""

    NONE = "none"
    NEXT = "next business day"
    PREVIOUS = "previous business day"


@dataclass(frozen=True, slots=True)
class Period:
    """A number of units. `calendar` goes with business days only; without one, the convention's is used."""

    count: int
    unit: Unit
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """The answers to the four questions; `calendar` is the one by which a period rolls."""

    trigger_day: TriggerDay
    month_end: MonthEnd
    roll: Roll
    calendar: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that was counted, and how.

    `backwards` says that the count ran towards earlier days. `skipped` are the days passed over as no business days, in
    the order met, by the count or by the roll. `rolled_from` is the day on which the period would have ended without
    its roll. `clamped` says that the month lacked the day and the month end rule chose another.
    """

    day: date
    anchor: date
    period: Period
    backwards: bool
    skipped: tuple[Skipped, ...]
    rolled_from: date | None
    clamped: bool


def add(
    anchor: date,
    period: Period,
    convention: Convention,
    calendars: Mapping[str, Calendar],
    *,
    backwards: bool = False,
) -> Counted | Uncountable:
    """The day `period` after `anchor`, or before it if `backwards`."""
    if period.count < 0:
        period, backwards = replace(period, count=-period.count), not backwards
    if (too_far := _beyond_limits(anchor, period)) is not None:
        return too_far
    if period.count == 0:
        return Counted(anchor, anchor, period, backwards, (), None, False)
    if period.unit is Unit.BUSINESS_DAYS:
        counted = _add_business_days(anchor, period, convention, calendars, backwards)
    else:
        counted = _add_calendar_units(anchor, period, convention, backwards)
        if isinstance(counted, Counted):
            counted = _rolled(counted, convention, calendars)
    if isinstance(counted, Counted) and not _is_countable(counted.day):
        return out_of_range(counted.day)
    return counted


def following(
    anchor: date, period: Period, convention: Convention, calendars: Mapping[str, Calendar]
) -> tuple[date, date] | Uncountable:
    """The window of `period` following `anchor`, first and last day, both in it.

    It begins on the day after the anchor (on the anchor, where the trigger day counts) and ends on the day that `add`
    gives, rolled if the convention rolls. A window without a day in it, such as zero days, has its last day before its
    first.
    """
    if period.count < 0:
        return preceding(anchor, replace(period, count=-period.count), convention, calendars)
    end = add(anchor, period, convention, calendars)
    if isinstance(end, Uncountable):
        return end
    first = _nearest_day(anchor, convention, 1)
    return first, end.day if period.count else first - timedelta(1)


def preceding(
    anchor: date, period: Period, convention: Convention, calendars: Mapping[str, Calendar]
) -> tuple[date, date] | Uncountable:
    """The window of `period` preceding `anchor`, first and last day, both in it: the mirror image of `following`."""
    if period.count < 0:
        return following(anchor, replace(period, count=-period.count), convention, calendars)
    start = add(anchor, period, convention, calendars, backwards=True)
    if isinstance(start, Uncountable):
        return start
    last = _nearest_day(anchor, convention, -1)
    return start.day if period.count else last + timedelta(1), last


_LONGEST_IN_DAYS = {Unit.DAYS: 1, Unit.BUSINESS_DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}


def _beyond_limits(anchor: date, period: Period) -> Uncountable | None:
    """Why the anchor or the length of the period is outside what is counted at all."""
    if not _is_countable(anchor):
        return out_of_range(anchor)
    if period.count * _LONGEST_IN_DAYS[period.unit] > PERIOD_DAYS:
        return Uncountable(f"a period of {period.count} {period.unit.value} is longer than {PERIOD_DAYS} days", "range")
    return None


def _is_countable(day: date) -> bool:
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR


def _nearest_day(anchor: date, convention: Convention, step: int) -> date:
    """Day 1 of a period that runs in the direction of `step`."""
    return anchor if convention.trigger_day is TriggerDay.INCLUDED else anchor + timedelta(step)


def _add_business_days(
    anchor: date, period: Period, convention: Convention, calendars: Mapping[str, Calendar], backwards: bool
) -> Counted | Uncountable:
    calendar = _find_calendar(period.calendar or convention.calendar, calendars, "count business days")
    if isinstance(calendar, Uncountable):
        return calendar
    step = -1 if backwards else 1
    reached = business_day(_nearest_day(anchor, convention, step), period.count, calendar, step)
    if isinstance(reached, Uncountable):
        return reached
    day, skipped = reached
    return Counted(day, anchor, period, backwards, skipped, None, False)


def _add_calendar_units(anchor: date, period: Period, convention: Convention, backwards: bool) -> Counted | Uncountable:
    """The end of a period of days, weeks, months or years, before it rolls."""
    step = -1 if backwards else 1
    reached = _end_with_trigger_excluded(anchor, replace(period, count=step * period.count), convention.month_end)
    if isinstance(reached, Uncountable):
        return reached
    day, clamped = reached
    if convention.trigger_day is TriggerDay.INCLUDED:
        day -= timedelta(step)
    return Counted(day, anchor, period, backwards, (), None, clamped)


def _end_with_trigger_excluded(anchor: date, period: Period, month_end: MonthEnd) -> tuple[date, bool] | Uncountable:
    """The end of a period with a signed count, and whether the month end rule chose it."""
    match period.unit:
        case Unit.DAYS | Unit.BUSINESS_DAYS:
            return anchor + timedelta(period.count), False
        case Unit.WEEKS:
            return anchor + timedelta(7 * period.count), False
        case Unit.MONTHS:
            return _add_months(anchor, period.count, month_end)
        case Unit.YEARS:
            return _add_months(anchor, 12 * period.count, month_end)
        case _:
            assert_never(period.unit)


def _add_months(anchor: date, months: int, month_end: MonthEnd) -> tuple[date, bool] | Uncountable:
    """The day with the anchor's number `months` later, and whether the month lacked it and the rule chose another."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if anchor.day <= last:
        return date(year, month + 1, anchor.day), False
    match month_end:
        case MonthEnd.LAST_DAY:
            return date(year, month + 1, last), True
        case MonthEnd.NEXT_DAY:
            return date(year, month + 1, last) + timedelta(1), True
        case MonthEnd.REFUSE:
            why = f"{year:04}-{month + 1:02} has no day {anchor.day}, and no rule says which day stands for it"
            return Uncountable(why, "month end")
        case _:
            assert_never(month_end)


def _rolled(counted: Counted, convention: Convention, calendars: Mapping[str, Calendar]) -> Counted | Uncountable:
    """`counted`, moved off a day that is not a business day where the convention rolls."""
    if convention.roll is Roll.NONE:
        return counted
    calendar = _find_calendar(convention.calendar, calendars, "roll a period to a business day")
    if isinstance(calendar, Uncountable):
        return calendar
    step = 1 if convention.roll is Roll.NEXT else -1
    reached = business_day(counted.day, 1, calendar, step)
    if isinstance(reached, Uncountable):
        return reached
    day, skipped = reached
    return counted if day == counted.day else replace(counted, day=day, skipped=skipped, rolled_from=counted.day)


def _find_calendar(id: str | None, calendars: Mapping[str, Calendar], purpose: str) -> Calendar | Uncountable:
    if id is None:
        return Uncountable(f"no calendar is named by which to {purpose}", "calendar")
    calendar = calendars.get(id)
    return calendar if calendar is not None else Uncountable(f"there is no calendar `{id}`", "calendar", id)
