"""Business days between two days: against hand counts and against a walk day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.calendars import Calendar, load_calendar
from duly.counting import Uncountable, business_days_between

# first, last, by the exchange, by federal offices
BETWEEN = [
    ("2001-09-10", "2001-09-17", 1, 5),
    ("2001-09-17", "2001-09-10", -1, -5),
    ("2001-11-09", "2001-11-13", 2, 1),
    ("2001-11-13", "2001-11-09", -2, -1),
    ("2001-11-10", "2001-11-11", 0, 0),
    ("2001-11-11", "2001-11-10", 0, 0),
    ("2001-06-01", "2001-06-01", 0, 0),
    ("2000-12-31", "2001-12-31", 248, 251),
    ("2011-12-31", "2012-12-31", 250, 251),
    # the first day of the pair need not be known, for it does not count
    ("1989-12-31", "1990-01-02", 1, 1),
]


@pytest.mark.parametrize(("first", "last", "nyse", "us_federal"), BETWEEN)
def test_between(calendars: Mapping[str, Calendar], first: str, last: str, nyse: int, us_federal: int) -> None:
    pair = date.fromisoformat(first), date.fromisoformat(last)
    assert business_days_between(*pair, calendars["nyse"]) == nyse
    assert business_days_between(*pair, calendars["us_federal"]) == us_federal


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (date(1989, 12, 29), date(1990, 1, 2), "calendar"),
        (date(1990, 1, 2), date(1989, 12, 31), "calendar"),
        (date(2028, 12, 29), date(2029, 1, 1), "calendar"),
        (date(2001, 1, 1), date(9001, 1, 1), "range"),
        (date.min, date(2001, 1, 1), "range"),
    ],
)
def test_between_is_unknown_outside_the_calendar(
    calendars: Mapping[str, Calendar], first: date, last: date, kind: str
) -> None:
    answer = business_days_between(first, last, calendars["nyse"])
    assert isinstance(answer, Uncountable)
    assert answer.kind == kind


NYSE = load_calendar("nyse")
DAYS = st.dates(date(1990, 1, 1), date(2028, 12, 31))


@settings(max_examples=60, deadline=None)
@given(first=DAYS, length=st.integers(0, 500))
def test_between_is_what_a_walk_finds(first: date, length: int) -> None:
    assert NYSE is not None
    last = min(first + timedelta(length), date(2028, 12, 31))
    walked = [first + timedelta(n) for n in range((last - first).days + 1)]
    open_days = [day for day in walked if NYSE.is_business_day(day)]
    assert business_days_between(first, last, NYSE) == len([day for day in open_days if day > first])
    assert business_days_between(last, first, NYSE) == -len([day for day in open_days if day < last])
