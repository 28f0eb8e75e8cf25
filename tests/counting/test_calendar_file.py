"""Calendar files of an agreement's own: what is read, what is refused, and the hash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.calendars import Calendar, calendar_hash, read_calendar
from duly.counting import Convention, Counted, MonthEnd, Period, Roll, TriggerDay, Unit, add, business_days_between

HARBOUR: dict[str, object] = {
    "id": "harbour",
    "title": "Harbour Exchange",
    "source": "the exchange's notice",
    "first": "2001-01-01",
    "last": "2001-12-31",
    "published_through": "2001-06-30",
    "closures": {"2001-06-12": "Regatta", "2001-06-16": "Harbour Day", "2001-08-01": "Dredging"},
}


def harbour(**changes: object) -> str:
    return json.dumps({**HARBOUR, **changes})


def read(text: str) -> Calendar:
    calendar = read_calendar(text)
    assert isinstance(calendar, Calendar), calendar
    return calendar


def test_a_calendar_of_ones_own() -> None:
    calendar = read(harbour())
    assert calendar.title == "Harbour Exchange"
    assert calendar.published_through == date(2001, 6, 30)
    assert calendar.is_business_day(date(2001, 6, 11)) is True
    assert calendar.why_closed(date(2001, 6, 12)) == "Regatta"
    assert calendar.why_closed(date(2001, 6, 16)) == "Harbour Day"
    assert calendar.is_business_day(date(2001, 8, 1)) is None
    asked = Period(4, Unit.BUSINESS_DAYS, "harbour")
    by = Convention(TriggerDay.EXCLUDED, MonthEnd.LAST_DAY, Roll.NONE, None)
    answer = add(date(2001, 6, 11), asked, by, {"harbour": calendar})
    assert isinstance(answer, Counted)
    assert answer.day == date(2001, 6, 18)
    assert [skipped.why for skipped in answer.skipped] == ["Regatta", "Harbour Day", "Sunday"]
    # Harbour Day is a Saturday, which is closed once
    assert business_days_between(date(2001, 6, 11), date(2001, 6, 18), calendar) == 4


FAULTS = [
    ("", "the file is not JSON: Expecting value: line 1 column 1 (char 0)"),
    ("[" * 100_000, "the file is nested too deeply"),
    ("[]", "the file does not hold a mapping"),
    (harbour(weekend="Friday"), "the key `weekend` is not a key of a calendar"),
    (
        harbour(id="Harbour Exchange"),
        "the id `Harbour Exchange` is not a name of small letters, digits and underscores",
    ),
    (harbour(title=""), "`title` is not a text"),
    (harbour(source=7), "`source` is not a text"),
    (harbour(first="1 January 2001"), "`first` has a date that is not written YYYY-MM-DD"),
    (harbour(first="20010101"), "`first` has a date that is not written YYYY-MM-DD"),
    (harbour(last=2001), "`last` has a date that is not written YYYY-MM-DD"),
    (harbour(last="2001-02-29"), "`last` has a date that does not exist: 2001-02-29"),
    (harbour(first="0001-01-01"), "`first` has a date outside the years 1583 to 9000: 0001-01-01"),
    (harbour(published_through="2002-01-01"), "`first`, `published_through` and `last` are not in this order"),
    (harbour(published_through="2000-12-31"), "`first`, `published_through` and `last` are not in this order"),
    (harbour(closures=["2001-07-04"]), "`closures` is not a mapping from dates to names"),
    (harbour(closures={"2001-07-04": None}), "`2001-07-04` is not a text"),
    (harbour(closures={"2001-7-4": "Parade"}), "`closures` has a date that is not written YYYY-MM-DD"),
    (harbour(closures={"2002-01-01": "Parade"}), "the closure 2002-01-01 lies outside `first` to `last`"),
    (harbour().replace('"2001-06-16"', '"2001-06-12"'), "the key `2001-06-12` stands twice"),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=range(len(FAULTS)))
def test_faults(text: str, fault: str) -> None:
    assert read_calendar(text) == fault


@pytest.mark.parametrize("key", HARBOUR)
def test_a_missing_key(key: str) -> None:
    text = json.dumps({name: value for name, value in HARBOUR.items() if name != key})
    assert read_calendar(text) == f"the key `{key}` is missing"


def test_the_hash_does_not_see_layout_or_order() -> None:
    closures = {"2001-08-01": "Dredging", "2001-06-16": "Harbour Day", "2001-06-12": "Regatta"}
    turned = json.dumps(dict(reversed({**HARBOUR, "closures": closures}.items())), indent=7)
    assert calendar_hash(read(turned)) == calendar_hash(read(harbour()))
    calendar = read(harbour())
    backwards = dict(sorted(calendar.closures.items(), reverse=True))
    assert calendar_hash(replace(calendar, closures=backwards)) == calendar_hash(calendar)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "harbor"},
        {"title": "Harbour"},
        {"source": "hearsay"},
        {"first": "2001-01-02"},
        {"last": "2001-12-30"},
        {"published_through": "2001-07-01"},
        {"closures": {}},
        {"closures": {"2001-06-12": "Regatta", "2001-06-16": "Harbour Day", "2001-08-01": "Dredging again"}},
        {"closures": {"2001-06-12": "Regatta", "2001-06-16": "Harbour Day", "2001-08-02": "Dredging"}},
    ],
)
def test_the_hash_sees_everything_that_the_calendar_says(changes: dict[str, object]) -> None:
    assert calendar_hash(read(harbour(**changes))) != calendar_hash(read(harbour()))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.dates().map(str), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(HARBOUR)), values))
def test_any_json_is_read_or_refused(changes: dict[str, object]) -> None:
    assert isinstance(read_calendar(harbour(**changes)), Calendar | str)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_calendar(text), Calendar | str)
