"""The calendars that come with the engine, against announcements and laws read by a person."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from folders import CHECKOUT

from duly.calendars import Calendar, known_calendars, load_calendar, read_calendar

Calendars = Mapping[str, Calendar]

FEDERAL_2001 = "01-01 01-15 02-19 05-28 07-04 09-03 10-08 11-12 11-22 12-25"
CLOSURES = [
    ("nyse", 2001, "01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25"),
    ("nyse", 2012, "01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25"),
    # as the exchange announced them on 2025-12-23; a New Year's Day on a Saturday is not kept on the Friday before
    ("nyse", 2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25"),
    ("nyse", 2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24"),
    ("nyse", 2028, "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25"),
    ("us_federal", 2001, FEDERAL_2001),
    # Juneteenth became law on Thursday 2021-06-17 and was kept on the Friday; 2022 began on a Saturday
    ("us_federal", 2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
    ("us_federal", 2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"),
]


@pytest.mark.parametrize(("id", "year", "closed"), CLOSURES)
def test_weekday_closures_of_a_year(calendars: Calendars, id: str, year: int, closed: str) -> None:
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    weekdays = [day for day in days if day.year == year and day.weekday() < 5]
    found = [day.strftime("%m-%d") for day in weekdays if not calendars[id].is_business_day(day)]
    assert " ".join(found) == closed


DAYS_OF_MOURNING = ["1994-04-27", "2004-06-11", "2007-01-02", "2018-12-05", "2025-01-09"]


@pytest.mark.parametrize("text", DAYS_OF_MOURNING)
def test_days_of_mourning_close_the_exchange_and_are_no_legal_holidays(calendars: Calendars, text: str) -> None:
    day = date.fromisoformat(text)
    assert calendars["nyse"].is_business_day(day) is False
    assert "former President" in str(calendars["nyse"].why_closed(day))
    assert calendars["us_federal"].is_business_day(day) is True


def test_calendars_differ(calendars: Calendars) -> None:
    veterans_day, good_friday = date(2001, 11, 12), date(2001, 4, 13)
    assert calendars["us_federal"].why_closed(veterans_day) == "Veterans Day (observed)"
    assert calendars["nyse"].is_business_day(veterans_day) is True
    assert calendars["us_federal"].is_business_day(good_friday) is True
    assert calendars["nyse"].why_closed(good_friday) == "Good Friday"


def test_why_closed(calendars: Calendars) -> None:
    nyse = calendars["nyse"]
    assert nyse.why_closed(date(2001, 6, 9)) == "Saturday"
    assert nyse.why_closed(date(2001, 6, 10)) == "Sunday"
    assert nyse.why_closed(date(2001, 6, 11)) is None
    assert nyse.why_closed(date(2001, 11, 22)) == "Thanksgiving Day"


def test_short_days_are_business_days(calendars: Calendars) -> None:
    for short in (date(2001, 7, 3), date(2001, 11, 23), date(2001, 12, 24)):
        assert calendars["nyse"].is_business_day(short) is True


@pytest.mark.parametrize("id", ["nyse", "us_federal"])
def test_a_calendar_answers_only_for_what_is_published(calendars: Calendars, id: str) -> None:
    calendar = calendars[id]
    assert (calendar.first, calendar.last) == (date(1990, 1, 1), date(2040, 12, 31))
    assert calendar.published_through == date(2028, 12, 31)
    for unknown in (date(1989, 12, 31), date(2029, 1, 1), date(2029, 1, 6), date(2040, 12, 31), date.min, date.max):
        assert calendar.is_business_day(unknown) is None
        assert calendar.why_closed(unknown) is None
    assert calendar.is_business_day(date(1990, 1, 1)) is False
    assert calendar.is_business_day(date(2028, 12, 29)) is True
    assert calendar.is_business_day(date(2028, 12, 31)) is False


def test_known_calendars_are_files_named_by_their_id() -> None:
    assert known_calendars() == ("nyse", "us_federal")
    for id in known_calendars():
        calendar = load_calendar(id)
        assert calendar is not None
        assert calendar.id == id


@pytest.mark.parametrize("id", ["", "lse", "NYSE", "../limits", "nyse.json", "__init__"])
def test_an_id_that_is_no_calendar(id: str) -> None:
    assert load_calendar(id) is None


def test_the_files_are_what_the_generator_writes() -> None:
    pytest.importorskip("holidays")
    line = [sys.executable, str(CHECKOUT / "tools" / "generate_calendars.py"), "--check"]
    checked = subprocess.run(line, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_calendar_can_be_keyed_by_and_compared(calendars: Calendars) -> None:
    again = load_calendar("nyse")
    assert again == calendars["nyse"]
    assert hash(again) == hash(calendars["nyse"])
    assert isinstance(read_calendar("{}"), str)
