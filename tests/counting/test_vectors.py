"""Month arithmetic and closures against data that others published; skipped where it is not at hand.

Every disagreement stands below as data with its reason and is counted: a new one fails, and so does one that is gone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from duly.calendars import Calendar
from duly.counting import Convention, MonthEnd, Period, Roll, TriggerDay, Uncountable, Unit, add

ROUNDINGS = {"up": MonthEnd.NEXT_DAY, "down": MonthEnd.LAST_DAY, "abort": MonthEnd.REFUSE}
"""The vectors' words for the month end conventions."""


def reached(start: str, steps: list[tuple[int, Unit]], month_end: MonthEnd) -> str:
    """The day after `steps`, taken one after the other; "AMBIGUOUS" where the month end has no rule."""
    day = date.fromisoformat(start[:10])
    for count, unit in steps:
        by = Convention(TriggerDay.EXCLUDED, month_end, Roll.NONE, None)
        answer = add(day, Period(count, unit), by, {})
        if isinstance(answer, Uncountable):
            assert answer.kind == "month end", answer
            return "AMBIGUOUS"
        day = answer.day
    return day.isoformat()


def lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


# dates_calc: no disagreement. Its months are added first, once, and then its days.
DATES_CALC_DISAGREEMENTS: dict[str, str] = {}


def dates_calc_answer(vector: dict[str, Any]) -> str | int:
    start = vector["date"]
    year, month = start[:4], int(start[5:7])
    match vector["op"]:
        case "add":
            period = vector["period"]
            months = 12 * period["years"] + period["months"]
            return reached(start, [(months, Unit.MONTHS), (period["days"], Unit.DAYS)], ROUNDINGS[vector["rounding"]])
        case "sub_days":
            # `expected` days after the other day is this one
            arrives = reached(vector["other"], [(vector["expected"], Unit.DAYS)], MonthEnd.REFUSE) == start
            return int(vector["expected"]) if arrives else "another day"
        case "first_day_of_month":
            return reached(f"{year}-01-01", [(month - 1, Unit.MONTHS)], MonthEnd.REFUSE)
        case "last_day_of_month":
            return reached(f"{year}-01-31", [(month - 1, Unit.MONTHS)], MonthEnd.LAST_DAY)
        case other:
            raise AssertionError(other)


def test_dates_calc(vectors_folder: Path) -> None:
    vectors = list(lines(vectors_folder / "dates_calc" / "vectors.jsonl"))
    disagreeing = {vector["id"] for vector in vectors if dates_calc_answer(vector) != vector["expected"]}
    assert disagreeing == set(DATES_CALC_DISAGREEMENTS)
    kinds = Counter("refused" if vector["expected"] == "AMBIGUOUS" else vector["op"] for vector in vectors)
    assert kinds == {"add": 418, "refused": 32, "sub_days": 60, "first_day_of_month": 2, "last_day_of_month": 2}


UNIT_OF_KEY = {"years": Unit.YEARS, "months": Unit.MONTHS, "weeks": Unit.WEEKS, "days": Unit.DAYS}

# relativedelta: what a vector asks for that contracts' periods do not have, and how many vectors ask for it.
NOT_PERIODS = {
    "a difference split into units": 8,
    "a time of day or a fraction": 6,
    "a day of the week": 6,
    "a day of the month or the year": 11,
}
RELATIVEDELTA_DISAGREEMENTS: dict[str, str] = {}


def why_no_period(vector: dict[str, Any]) -> str | None:
    if vector["op"] == "diff":
        return "a difference split into units"
    keys = set(vector["delta"])
    if "weekday" in keys:
        return "a day of the week"
    if keys & {"day", "yearday", "nlyearday"}:
        return "a day of the month or the year"
    if keys - set(UNIT_OF_KEY) or any(whole(value) is None for value in vector["delta"].values()):
        return "a time of day or a fraction"
    return None


def whole(value: int | str) -> int | None:
    """A whole number; the vectors also write one as `float(1)`."""
    text = str(value).removeprefix("float(").removesuffix(")")
    return int(text) if text.lstrip("-").isdigit() else None


def test_relativedelta(vectors_folder: Path) -> None:
    vectors = list(lines(vectors_folder / "relativedelta" / "vectors.jsonl"))
    others = Counter(why for vector in vectors if (why := why_no_period(vector)) is not None)
    assert others == NOT_PERIODS
    disagreeing = set()
    for vector in vectors:
        if why_no_period(vector) is None:
            sign = -1 if vector["op"] == "sub" else 1
            delta = {key: sign * (whole(value) or 0) for key, value in vector["delta"].items()}
            months = 12 * delta.get("years", 0) + delta.get("months", 0)
            steps = [(months, Unit.MONTHS), (delta.get("weeks", 0), Unit.WEEKS), (delta.get("days", 0), Unit.DAYS)]
            if reached(vector["base"], steps, MonthEnd.LAST_DAY) != vector["expected"][:10]:
                disagreeing.add(vector["id"])
    assert disagreeing == set(RELATIVEDELTA_DISAGREEMENTS)
    assert len(vectors) - sum(others.values()) == 21


def closures(calendar: Calendar) -> dict[str, str]:
    return {day.isoformat(): name for day, name in calendar.closures.items()}


def is_weekday(day: str) -> bool:
    return date.fromisoformat(day).weekday() < 5


def test_exchange_closures_since_1990(vectors_folder: Path, calendars: Mapping[str, Calendar]) -> None:
    listed = (vectors_folder / "calendars" / "nyse_closures_1928_2021.txt").read_text(encoding="utf-8").split()
    theirs = {day for day in listed if day >= "1990" and is_weekday(day)}
    ours = {day for day in closures(calendars["nyse"]) if day <= max(listed)}
    assert ours == theirs
    assert (max(listed), len(theirs)) == ("2021-07-05", 283)


def test_exchange_snapshot(vectors_folder: Path, calendars: Mapping[str, Calendar]) -> None:
    theirs = json.loads((vectors_folder / "calendars" / "xnys_full_closures_1990on.json").read_text(encoding="utf-8"))
    within = {day: name for day, name in theirs.items() if day <= "2040-12-31"}
    assert closures(calendars["nyse"]) == within
    assert len(within) == 473


def test_short_days_of_the_exchange_are_business_days(vectors_folder: Path, calendars: Mapping[str, Calendar]) -> None:
    listed = json.loads((vectors_folder / "calendars" / "xnys_early_closes_1990on.json").read_text(encoding="utf-8"))
    days = [date.fromisoformat(day) for day in listed if day <= "2028-12-31"]
    assert days
    assert [day for day in days if not calendars["nyse"].is_business_day(day)] == []


# us_federal: the snapshot writes one holiday under two names, and lists holidays on weekends, which close nothing more.
MARTIN_LUTHER_KING = "Birthday of Martin Luther King, Jr.; Martin Luther King Jr. Day"
NAMED_OTHERWISE = {MARTIN_LUTHER_KING: "Martin Luther King Jr. Day"}
ON_WEEKENDS = 67


def test_federal_holidays(vectors_folder: Path, calendars: Mapping[str, Calendar]) -> None:
    theirs = json.loads((vectors_folder / "calendars" / "us_federal_1990_2040.json").read_text(encoding="utf-8"))
    weekdays = {day: NAMED_OTHERWISE.get(name, name) for day, name in theirs.items() if is_weekday(day)}
    assert closures(calendars["us_federal"]) == weekdays
    assert len(theirs) - len(weekdays) == ON_WEEKENDS
    assert sum(name == MARTIN_LUTHER_KING for name in theirs.values()) == 51
