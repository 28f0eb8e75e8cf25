"""What holds of every period, anchor and convention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.calendars import known_calendars, load_calendar
from duly.counting import (
    Convention,
    Counted,
    MonthEnd,
    Period,
    Roll,
    TriggerDay,
    Uncountable,
    Unit,
    add,
    business_days_between,
    following,
    preceding,
)

CALENDARS = {id: calendar for id in known_calendars() if (calendar := load_calendar(id)) is not None}

anchors = st.dates(date(1995, 1, 1), date(2020, 12, 31))
any_days = st.dates()
ids = st.sampled_from(sorted(CALENDARS))
counts = st.integers(1, 400)
units = st.sampled_from(Unit)
calendar_units = st.sampled_from([unit for unit in Unit if unit is not Unit.BUSINESS_DAYS])
conventions = st.builds(
    Convention, st.sampled_from(TriggerDay), st.sampled_from(MonthEnd), st.sampled_from(Roll), ids | st.none()
)
PLAIN = Convention(TriggerDay.EXCLUDED, MonthEnd.LAST_DAY, Roll.NONE, "nyse")


@given(anchors, counts, ids, st.booleans(), st.sampled_from(TriggerDay))
def test_a_count_of_business_days_never_ends_on_a_closed_day(
    anchor: date, count: int, id: str, backwards: bool, trigger: TriggerDay
) -> None:
    asked = Period(count, Unit.BUSINESS_DAYS, id)
    answer = add(anchor, asked, replace(PLAIN, trigger_day=trigger), CALENDARS, backwards=backwards)
    assert isinstance(answer, Counted)
    assert CALENDARS[id].is_business_day(answer.day)
    passed = abs((answer.day - anchor).days) + (trigger is TriggerDay.INCLUDED)
    assert len(answer.skipped) == passed - count
    assert all(CALENDARS[id].is_business_day(skipped.day) is False for skipped in answer.skipped)


@given(anchors, counts, ids, st.booleans())
def test_the_distance_to_a_counted_day_is_the_count(anchor: date, count: int, id: str, backwards: bool) -> None:
    answer = add(anchor, Period(count, Unit.BUSINESS_DAYS, id), PLAIN, CALENDARS, backwards=backwards)
    assert isinstance(answer, Counted)
    assert business_days_between(anchor, answer.day, CALENDARS[id]) == (-count if backwards else count)


@given(anchors, counts, ids)
def test_counting_back_undoes_counting_ahead_from_a_business_day(anchor: date, count: int, id: str) -> None:
    one = add(anchor, Period(1, Unit.BUSINESS_DAYS, id), PLAIN, CALENDARS)
    assert isinstance(one, Counted)
    asked = Period(count, Unit.BUSINESS_DAYS, id)
    ahead = add(one.day, asked, PLAIN, CALENDARS)
    assert isinstance(ahead, Counted)
    back = add(ahead.day, asked, PLAIN, CALENDARS, backwards=True)
    assert isinstance(back, Counted)
    assert back.day == one.day


@given(anchors, counts, st.sampled_from([Unit.DAYS, Unit.WEEKS]), st.sampled_from(TriggerDay))
def test_looking_back_is_the_mirror_image(anchor: date, count: int, unit: Unit, trigger: TriggerDay) -> None:
    by = replace(PLAIN, trigger_day=trigger)
    ahead = add(anchor, Period(count, unit), by, CALENDARS)
    back = add(anchor, Period(count, unit), by, CALENDARS, backwards=True)
    assert isinstance(ahead, Counted)
    assert isinstance(back, Counted)
    assert ahead.day - anchor == anchor - back.day


@given(anchors, counts, calendar_units, st.sampled_from([MonthEnd.LAST_DAY, MonthEnd.NEXT_DAY]))
def test_a_later_anchor_or_a_longer_period_never_ends_earlier(
    anchor: date, count: int, unit: Unit, month_end: MonthEnd
) -> None:
    by = replace(PLAIN, month_end=month_end)
    day = add(anchor, Period(count, unit), by, CALENDARS)
    later = add(anchor + timedelta(1), Period(count, unit), by, CALENDARS)
    longer = add(anchor, Period(count + 1, unit), by, CALENDARS)
    beyond_limits = [answer for answer in (day, later, longer) if isinstance(answer, Uncountable)]
    assert all(answer.kind == "range" for answer in beyond_limits)
    if isinstance(day, Counted) and isinstance(later, Counted) and isinstance(longer, Counted):
        assert anchor < day.day <= later.day
        assert day.day < longer.day


@given(anchors, st.integers(-3000, 3000), st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]))
def test_the_month_arithmetic_is_dateutils(anchor: date, count: int, unit: Unit) -> None:
    answer = add(anchor, Period(count, unit), PLAIN, CALENDARS)
    assert isinstance(answer, Counted)
    expected = {
        Unit.DAYS: relativedelta(days=count),
        Unit.WEEKS: relativedelta(weeks=count),
        Unit.MONTHS: relativedelta(months=count),
    }
    assert answer.day == anchor + expected[unit]


@given(anchors, st.integers(-300, 300))
def test_the_month_end_rules_agree_where_the_day_exists(anchor: date, count: int) -> None:
    rules = {rule: add(anchor, Period(count, Unit.MONTHS), replace(PLAIN, month_end=rule), {}) for rule in MonthEnd}
    last, following_day, refused = rules[MonthEnd.LAST_DAY], rules[MonthEnd.NEXT_DAY], rules[MonthEnd.REFUSE]
    assert isinstance(last, Counted)
    assert isinstance(following_day, Counted)
    if last.clamped:
        assert isinstance(refused, Uncountable)
        assert following_day.day == last.day + timedelta(1)
        assert following_day.day.day == 1
    else:
        assert last == following_day == refused
        assert last.day.day == anchor.day


@given(anchors, st.integers(1, 50), units, conventions)
def test_a_window_and_a_deadline_end_on_the_same_day(
    anchor: date, count: int, unit: Unit, convention: Convention
) -> None:
    end = add(anchor, Period(count, unit), convention, CALENDARS)
    window = following(anchor, Period(count, unit), convention, CALENDARS)
    begin = add(anchor, Period(count, unit), convention, CALENDARS, backwards=True)
    mirrored = preceding(anchor, Period(count, unit), convention, CALENDARS)
    assert (window[1] if isinstance(window, tuple) else window) == (end.day if isinstance(end, Counted) else end)
    assert (mirrored[0] if isinstance(mirrored, tuple) else mirrored) == (
        begin.day if isinstance(begin, Counted) else begin
    )


@settings(max_examples=300)
@given(any_days, st.integers(), units, conventions, ids | st.none() | st.text(), st.booleans())
def test_nothing_raises(
    anchor: date, count: int, unit: Unit, convention: Convention, id: str | None, backwards: bool
) -> None:
    asked = Period(count, unit, id)
    assert isinstance(add(anchor, asked, convention, CALENDARS, backwards=backwards), Counted | Uncountable)
    assert isinstance(following(anchor, asked, convention, CALENDARS), tuple | Uncountable)
    assert isinstance(preceding(anchor, asked, convention, CALENDARS), tuple | Uncountable)
    assert isinstance(business_days_between(anchor, date(2001, 1, 1), CALENDARS["nyse"]), int | Uncountable)
