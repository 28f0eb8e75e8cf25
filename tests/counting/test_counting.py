"""Periods counted by hand, under each convention. 2001 began on a Monday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from duly.calendars import Calendar, read_calendar
from duly.counting import (
    Convention,
    Counted,
    MonthEnd,
    Period,
    Roll,
    Skipped,
    TriggerDay,
    Uncountable,
    Unit,
    add,
    following,
    preceding,
)
from duly.limits import PERIOD_DAYS

Calendars = Mapping[str, Calendar]
UNITS = {unit.value: unit for unit in Unit}


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(text: str) -> Period:
    """`10 business days nyse` and the like."""
    count, *rest = text.split()
    calendar = rest.pop() if rest[-1] in ("nyse", "us_federal", "nowhere") else None
    return Period(int(count), UNITS[" ".join(rest)], calendar)


def convention(
    trigger: str = "excluded", month_end: str = "last day", roll: str = "none", calendar: str | None = "nyse"
) -> Convention:
    return Convention(TriggerDay(trigger), MonthEnd(month_end), Roll(roll), calendar)


def counted(anchor: str, text: str, by: Convention, calendars: Calendars, *, backwards: bool = False) -> Counted:
    answer = add(day(anchor), period(text), by, calendars, backwards=backwards)
    assert isinstance(answer, Counted), answer
    return answer


# anchor, period, then the day after it and the day before it, first with the trigger day excluded, then included
TRIGGER_DAY = [
    ("2001-06-01", "1 days", "2001-06-02", "2001-05-31", "2001-06-01", "2001-06-01"),
    ("2001-06-01", "10 days", "2001-06-11", "2001-05-22", "2001-06-10", "2001-05-23"),
    ("2001-06-01", "2 weeks", "2001-06-15", "2001-05-18", "2001-06-14", "2001-05-19"),
    ("2001-01-31", "52 weeks", "2002-01-30", "2000-02-02", "2002-01-29", "2000-02-03"),
    ("2001-05-15", "1 months", "2001-06-15", "2001-04-15", "2001-06-14", "2001-04-16"),
    ("2001-05-15", "14 months", "2002-07-15", "2000-03-15", "2002-07-14", "2000-03-16"),
    ("2001-05-15", "1 years", "2002-05-15", "2000-05-15", "2002-05-14", "2000-05-16"),
    ("2001-12-31", "1 days", "2002-01-01", "2001-12-30", "2001-12-31", "2001-12-31"),
    ("2000-02-28", "1 days", "2000-02-29", "2000-02-27", "2000-02-28", "2000-02-28"),
    # Friday; the exchange was open on Monday the 12th, federal offices were not
    ("2001-11-09", "1 business days nyse", "2001-11-12", "2001-11-08", "2001-11-09", "2001-11-09"),
    ("2001-11-09", "1 business days us_federal", "2001-11-13", "2001-11-08", "2001-11-09", "2001-11-09"),
    # a Saturday is never day 1, so both conventions agree
    ("2001-11-10", "1 business days nyse", "2001-11-12", "2001-11-09", "2001-11-12", "2001-11-09"),
    ("2001-11-10", "3 business days nyse", "2001-11-14", "2001-11-07", "2001-11-14", "2001-11-07"),
    ("2001-09-10", "1 business days nyse", "2001-09-17", "2001-09-07", "2001-09-10", "2001-09-10"),
    ("2001-09-10", "1 business days us_federal", "2001-09-11", "2001-09-07", "2001-09-10", "2001-09-10"),
    ("2001-09-06", "10 business days nyse", "2001-09-26", "2001-08-22", "2001-09-25", "2001-08-23"),
    # the Friday after Thanksgiving is a short day, and counts
    ("2001-11-21", "2 business days nyse", "2001-11-26", "2001-11-19", "2001-11-23", "2001-11-20"),
]


@pytest.mark.parametrize(("anchor", "text", "after", "before", "after_included", "before_included"), TRIGGER_DAY)
def test_trigger_day(
    calendars: Calendars,
    anchor: str,
    text: str,
    after: str,
    before: str,
    after_included: str,
    before_included: str,
) -> None:
    excluded, included = convention(), convention("included")
    assert counted(anchor, text, excluded, calendars).day == day(after)
    assert counted(anchor, text, excluded, calendars, backwards=True).day == day(before)
    assert counted(anchor, text, included, calendars).day == day(after_included)
    assert counted(anchor, text, included, calendars, backwards=True).day == day(before_included)


# anchor, period, last day, next day (a minus sign counts back); refused in each case
MONTH_ENDS = [
    ("2001-01-31", "1 months", "2001-02-28", "2001-03-01"),
    ("2001-01-29", "1 months", "2001-02-28", "2001-03-01"),
    ("2000-01-31", "1 months", "2000-02-29", "2000-03-01"),
    ("2001-03-31", "-1 months", "2001-02-28", "2001-03-01"),
    ("2001-05-31", "1 months", "2001-06-30", "2001-07-01"),
    ("2001-11-30", "3 months", "2002-02-28", "2002-03-01"),
    ("2001-11-30", "-21 months", "2000-02-29", "2000-03-01"),
    ("2000-02-29", "1 years", "2001-02-28", "2001-03-01"),
    ("2000-02-29", "-1 years", "1999-02-28", "1999-03-01"),
    ("1896-02-29", "4 years", "1900-02-28", "1900-03-01"),
]


@pytest.mark.parametrize(("anchor", "text", "last_day", "next_day"), MONTH_ENDS)
def test_month_end(calendars: Calendars, anchor: str, text: str, last_day: str, next_day: str) -> None:
    by_last, by_next = convention(month_end="last day"), convention(month_end="next day")
    assert counted(anchor, text, by_last, calendars).day == day(last_day)
    assert counted(anchor, text, by_last, calendars).clamped
    assert counted(anchor, text, by_next, calendars).day == day(next_day)
    assert counted(anchor, text, by_next, calendars).clamped
    refused = add(day(anchor), period(text), convention(month_end="refuse"), calendars)
    assert isinstance(refused, Uncountable)
    assert refused.kind == "month end"


def test_refusal_names_the_month_and_the_day(calendars: Calendars) -> None:
    refused = add(date(2001, 1, 31), Period(1, Unit.MONTHS), convention(month_end="refuse"), calendars)
    why = "2001-02 has no day 31, and no rule says which day stands for it"
    assert refused == Uncountable(why, "month end")


@pytest.mark.parametrize("month_end", [rule.value for rule in MonthEnd])
def test_months_are_counted_from_the_anchor(calendars: Calendars, month_end: str) -> None:
    two_months = counted("2001-01-31", "2 months", convention(month_end=month_end), calendars)
    assert two_months.day == date(2001, 3, 31)
    assert not two_months.clamped


def test_trigger_day_included_at_a_month_end(calendars: Calendars) -> None:
    assert counted("2001-01-31", "1 months", convention("included"), calendars).day == date(2001, 2, 27)
    assert counted("2001-01-31", "1 months", convention("included", "next day"), calendars).day == date(2001, 2, 28)
    assert counted("2001-03-31", "-1 months", convention("included"), calendars).day == date(2001, 3, 1)


# anchor, period, roll, result, the day it rolled from, days skipped
ROLLS = [
    ("2001-06-01", "8 days", "next business day", "2001-06-11", "2001-06-09", "Saturday Sunday"),
    ("2001-06-01", "8 days", "previous business day", "2001-06-08", "2001-06-09", "Saturday"),
    ("2001-06-01", "8 days", "none", "2001-06-09", None, ""),
    ("2001-06-01", "7 days", "next business day", "2001-06-08", None, ""),
    ("2001-05-31", "1 months", "next business day", "2001-07-02", "2001-06-30", "Saturday Sunday"),
    ("2001-05-31", "1 months", "previous business day", "2001-06-29", "2001-06-30", "Saturday"),
    # the words say in which direction to look, whether the period was counted ahead or back
    ("2001-06-12", "-2 days", "next business day", "2001-06-11", "2001-06-10", "Sunday"),
    ("2001-06-12", "-2 days", "previous business day", "2001-06-08", "2001-06-10", "Sunday Saturday"),
    ("2001-10-23", "30 days", "next business day", "2001-11-23", "2001-11-22", "Thanksgiving Day"),
    # nothing is counted, so there is no end to roll
    ("2001-06-09", "0 days", "next business day", "2001-06-09", None, ""),
]


@pytest.mark.parametrize(("anchor", "text", "roll", "result", "rolled_from", "skipped"), ROLLS)
def test_roll(
    calendars: Calendars, anchor: str, text: str, roll: str, result: str, rolled_from: str | None, skipped: str
) -> None:
    answer = counted(anchor, text, convention(roll=roll), calendars)
    assert answer.day == day(result)
    assert answer.rolled_from == (day(rolled_from) if rolled_from else None)
    assert " ".join(passed.why for passed in answer.skipped) == skipped


def test_roll_comes_after_the_trigger_day(calendars: Calendars) -> None:
    answer = counted("2001-06-02", "8 days", convention("included", roll="next business day"), calendars)
    assert (answer.day, answer.rolled_from) == (date(2001, 6, 11), date(2001, 6, 9))


def test_an_answer_explains_itself(calendars: Calendars) -> None:
    answer = counted("2001-11-26", "2 business days nyse", convention(), calendars, backwards=True)
    skipped = (
        Skipped(date(2001, 11, 25), "Sunday"),
        Skipped(date(2001, 11, 24), "Saturday"),
        Skipped(date(2001, 11, 22), "Thanksgiving Day"),
    )
    asked = Period(2, Unit.BUSINESS_DAYS, "nyse")
    assert answer == Counted(date(2001, 11, 21), date(2001, 11, 26), asked, True, skipped, None, False)


@pytest.mark.parametrize("text", ["0 days", "0 weeks", "0 months", "0 years", "0 business days nyse"])
@pytest.mark.parametrize("trigger", ["excluded", "included"])
def test_zero_is_the_anchor_itself(calendars: Calendars, text: str, trigger: str) -> None:
    saturday = "2001-06-09"
    for backwards in (False, True):
        answer = counted(saturday, text, convention(trigger), calendars, backwards=backwards)
        assert answer == Counted(day(saturday), day(saturday), period(text), backwards, (), None, False)


def test_a_negative_count_looks_the_other_way(calendars: Calendars) -> None:
    back = counted("2001-06-01", "10 days", convention("included"), calendars, backwards=True)
    assert counted("2001-06-01", "-10 days", convention("included"), calendars) == back
    assert counted("2001-06-01", "-10 days", convention(), calendars, backwards=True).day == date(2001, 6, 11)


def test_business_days_without_a_calendar_use_the_conventions(calendars: Calendars) -> None:
    assert counted("2001-11-09", "1 business days", convention(calendar="nyse"), calendars).day.day == 12
    assert counted("2001-11-09", "1 business days", convention(calendar="us_federal"), calendars).day.day == 13


# anchor, period, following and preceding with the trigger day excluded, then included
WINDOWS = [
    ("2001-01-31", "52 weeks", "2001-02-01 2002-01-30", "2000-02-02 2001-01-30",
     "2001-01-31 2002-01-29", "2000-02-03 2001-01-31"),
    ("2001-06-15", "6 months", "2001-06-16 2001-12-15", "2000-12-15 2001-06-14",
     "2001-06-15 2001-12-14", "2000-12-16 2001-06-15"),
    ("2001-06-15", "1 days", "2001-06-16 2001-06-16", "2001-06-14 2001-06-14",
     "2001-06-15 2001-06-15", "2001-06-15 2001-06-15"),
    ("2001-06-15", "0 days", "2001-06-16 2001-06-15", "2001-06-15 2001-06-14",
     "2001-06-15 2001-06-14", "2001-06-16 2001-06-15"),
    ("2001-11-09", "2 business days nyse", "2001-11-10 2001-11-13", "2001-11-07 2001-11-08",
     "2001-11-09 2001-11-12", "2001-11-08 2001-11-09"),
]  # fmt: skip


@pytest.mark.parametrize(("anchor", "text", "after", "before", "after_included", "before_included"), WINDOWS)
def test_windows(
    calendars: Calendars,
    anchor: str,
    text: str,
    after: str,
    before: str,
    after_included: str,
    before_included: str,
) -> None:
    def both(days: str) -> tuple[date, date]:
        first, last = days.split()
        return day(first), day(last)

    start, asked = day(anchor), period(text)
    assert following(start, asked, convention(), calendars) == both(after)
    assert preceding(start, asked, convention(), calendars) == both(before)
    assert following(start, asked, convention("included"), calendars) == both(after_included)
    assert preceding(start, asked, convention("included"), calendars) == both(before_included)


def test_a_window_of_a_negative_period_looks_the_other_way(calendars: Calendars) -> None:
    start, by = date(2001, 6, 15), convention()
    assert following(start, period("-3 days"), by, calendars) == (date(2001, 6, 12), date(2001, 6, 14))
    assert preceding(start, period("-3 days"), by, calendars) == (date(2001, 6, 16), date(2001, 6, 18))


def test_a_window_ends_where_the_period_rolls_to(calendars: Calendars) -> None:
    by = convention(roll="next business day")
    assert following(date(2001, 6, 1), period("8 days"), by, calendars) == (date(2001, 6, 2), date(2001, 6, 11))


def test_a_window_that_cannot_be_counted_says_why(calendars: Calendars) -> None:
    asked, by = Period(1, Unit.MONTHS), convention(month_end="refuse")
    for window in (following, preceding):
        answer = window(date(2001, 3, 31), asked, by, calendars)
        assert isinstance(answer, Uncountable)
        assert answer.kind == "month end"


CALENDAR_GAPS = [
    ("2001-06-01", "1 business days nowhere", "nowhere", "there is no calendar `nowhere`"),
    ("1989-12-28", "1 business days nyse", "nyse",
     "the calendar `nyse` begins on 1990-01-01, and 1989-12-29 would count"),
    ("1990-01-02", "-1 business days nyse", "nyse",
     "the calendar `nyse` begins on 1990-01-01, and 1989-12-31 would count"),
    ("2028-12-29", "1 business days nyse", "nyse",
     "the calendar `nyse` is published through 2028-12-31, and 2029-01-01 would count"),
    ("2001-06-01", "100000 business days nyse", "nyse",
     "the calendar `nyse` is published through 2028-12-31, and 2029-01-01 would count"),
]  # fmt: skip


@pytest.mark.parametrize(("anchor", "text", "id", "why"), CALENDAR_GAPS)
def test_no_answer_where_the_calendar_is_not_known(
    calendars: Calendars, anchor: str, text: str, id: str, why: str
) -> None:
    assert add(day(anchor), period(text), convention(), calendars) == Uncountable(why, "calendar", id)


def test_the_edges_of_a_calendar_are_known(calendars: Calendars) -> None:
    assert counted("1989-12-31", "1 business days nyse", convention(), calendars).day == date(1990, 1, 2)
    assert counted("2028-12-28", "1 business days nyse", convention(), calendars).day == date(2028, 12, 29)


def test_no_answer_where_no_calendar_is_named(calendars: Calendars) -> None:
    answer = add(date(2001, 6, 1), Period(1, Unit.BUSINESS_DAYS), convention(calendar=None), calendars)
    assert answer == Uncountable("no calendar is named by which to count business days", "calendar")
    rolling = convention(roll="next business day", calendar=None)
    answer = add(date(2001, 6, 1), Period(1, Unit.DAYS), rolling, calendars)
    assert answer == Uncountable("no calendar is named by which to roll a period to a business day", "calendar")


def test_a_roll_past_the_calendar_has_no_answer(calendars: Calendars) -> None:
    answer = add(date(2028, 12, 29), Period(1, Unit.DAYS), convention(roll="next business day"), calendars)
    assert isinstance(answer, Uncountable)
    assert (answer.kind, answer.calendar) == ("calendar", "nyse")


@pytest.mark.parametrize(
    ("anchor", "count", "unit"),
    [
        (date(1582, 12, 31), 1, Unit.DAYS),
        (date(1583, 1, 1), -1, Unit.DAYS),
        (date(9000, 12, 31), 1, Unit.DAYS),
        (date(9001, 1, 1), 0, Unit.DAYS),
        (date.max, 1, Unit.YEARS),
        (date.min, -1, Unit.MONTHS),
        (date(2001, 1, 1), PERIOD_DAYS + 1, Unit.DAYS),
        (date(2001, 1, 1), PERIOD_DAYS + 1, Unit.BUSINESS_DAYS),
        (date(2001, 1, 1), 401, Unit.YEARS),
        (date(2001, 1, 1), -(10**30), Unit.MONTHS),
    ],
)
def test_out_of_range(calendars: Calendars, anchor: date, count: int, unit: Unit) -> None:
    for window in (add, following, preceding):
        if window is preceding:
            count = -count
        answer = window(anchor, Period(count, unit), convention(), calendars)
        assert isinstance(answer, Uncountable)
        assert answer.kind == "range"


def test_the_edges_of_the_range_are_counted(calendars: Calendars) -> None:
    assert counted("9000-12-30", "1 days", convention(), calendars).day == date(9000, 12, 31)
    assert counted("1583-01-02", "-1 days", convention(), calendars).day == date(1583, 1, 1)
    assert counted("1600-02-29", "400 years", convention(), calendars).day == date(2000, 2, 29)


def test_the_longest_period_of_business_days_ends() -> None:
    wide = read_calendar(
        '{"id": "wide", "title": "Weekends only", "source": "none", "first": "1583-01-01", "last": "9000-12-31",'
        ' "published_through": "9000-12-31", "closures": {}}'
    )
    assert isinstance(wide, Calendar)
    monday = date(2001, 1, 1)
    answer = add(monday, Period(PERIOD_DAYS, Unit.BUSINESS_DAYS, "wide"), convention(), {"wide": wide})
    assert isinstance(answer, Counted)
    assert answer.day.toordinal() - monday.toordinal() == PERIOD_DAYS // 5 * 7
