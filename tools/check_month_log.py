"""Fees of random logs of work, worked out without duly, against what the rules of the Consulting Agreement give.

    python tools/check_month_log.py [--logs N] [--seed N]

In: nothing but section 3 of the Consulting Agreement and section 4 of the Separation Agreement: $2,500 for a day of not
less than eight hours, a part of a day in eighths, and in each of the first four months the hours of help above twenty
deemed consulting. Out: how many logs agree to the cent, of how many, and each that does not. The one idea: the rule
files and the upper half of this script share nothing but the contract. Each log is priced under every combination of
the readings: what a month is, whose first four months are meant, how a day of more than eight hours is paid, and
whether the hours above twenty stand on their days.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "rules" / "consulting-agreement"
OTHERWISE = '"hours_worked_travelling": null, "at_his_offices": true'
DAY_RATE = Fraction(2500)
FREE_HOURS = 20
FIRST, LAST = date(2001, 9, 24), date(2002, 1, 24)
MONTHS = {
    "from_leaving": ["2001-09-25", "2001-10-25", "2001-11-25", "2001-12-25", "2002-01-25"],
    "from_consulting_date": ["2001-09-24", "2001-10-24", "2001-11-24", "2001-12-24", "2002-01-24"],
    "calendar": ["2001-09-01", "2001-10-01", "2001-11-01", "2001-12-01", "2002-01-01", "2002-02-01"],
}
"""Where each month begins; the last day is where the one after the last would begin."""
READINGS = {
    "separation.transition_month": tuple(MONTHS),
    "first_four_months": ("transition_period", "own_months"),
    "long_day": ("one_day", "prorated_beyond_eight"),
    "placing_of_excess": ("on_their_days", "by_themselves"),
}


@dataclass(frozen=True)
class Log:
    """Hours by day: of help with the transition, and of consulting services."""

    help: tuple[tuple[date, Fraction], ...]
    services: tuple[tuple[date, Fraction], ...]


def fees(log: Log, reading: dict[str, str]) -> Fraction:
    """What the log earns, walking through it day by day."""
    own = reading["first_four_months"] == "own_months"
    months = "from_consulting_date" if own else reading["separation.transition_month"]
    begins = [date.fromisoformat(day) for day in MONTHS[months]]
    last = date(2002, 1, 23) if own else LAST
    total, used = Fraction(0), [Fraction(0)] * len(begins)
    day = min((day for day, _ in (*log.help, *log.services)), default=FIRST)
    while day <= date(2002, 9, 24):
        helped = sum((hours for on, hours in log.help if on == day), Fraction(0))
        served = sum((hours for on, hours in log.services if on == day), Fraction(0))
        deemed = Fraction(0)
        month = sum(1 for begin in begins if begin <= day) - 1
        if FIRST <= day <= last and 0 <= month < len(begins) - 1:
            before, used[month] = used[month], used[month] + helped
            deemed = above_limit(used[month]) - above_limit(before)
        if day >= FIRST:
            if reading["placing_of_excess"] == "on_their_days":
                total += price(served + deemed, reading["long_day"])
            else:
                total += price(served, reading["long_day"]) + DAY_RATE * deemed / 8
        day += timedelta(days=1)
    return total


def above_limit(hours: Fraction) -> Fraction:
    """Of the hours of a month those that are not free."""
    return max(hours - FREE_HOURS, Fraction(0))


def price(hours: Fraction, long_day: str) -> Fraction:
    """What a number of hours on one day earns."""
    return DAY_RATE * (min(hours, Fraction(8)) if long_day == "one_day" else hours) / 8


def random_log(random: Random) -> Log:
    """A log of a few busy weeks, in quarters of an hour, sometimes twice on one day and over the edges of months."""
    days = [FIRST + timedelta(days=number) for number in range(-3, 150)]
    centre = random.choice([*map(date.fromisoformat, MONTHS["from_leaving"]), random.choice(days)])
    near = [day for day in days if abs((day - centre).days) <= random.choice([6, 20, 60])]

    def entries(most: int) -> Iterator[tuple[date, Fraction]]:
        for _ in range(random.randint(0, most)):
            yield random.choice(near), Fraction(random.randint(1, 48), 4)

    return Log(tuple(entries(14)), tuple(entries(5)))


@cache
def _agreement() -> tuple[Any, str]:
    """The rules, and a fact set under which they are in force throughout, without its last two braces."""
    from duly import load_agreement

    base = (FOLDER / "facts" / "services-asked-for.json").read_text(encoding="utf-8")
    return load_agreement(FOLDER.as_posix()), base.rstrip().removesuffix("}").rstrip().removesuffix("}").rstrip()


def engine_fees(log: Log, readings: list[dict[str, str]]) -> Iterator[str]:
    """What the rule files give for the log under each of the readings."""
    from duly.evaluation.fact_files import facts_of
    from duly.evaluation.show import show
    from duly.evaluation.world import Choices, World
    from duly.source import Source

    loaded, base = _agreement()
    helped = ", ".join(
        f'{{"id": "h{number}", "worked": "{day}", "hours": {_decimal(hours)}}}'
        for number, (day, hours) in enumerate(log.help)
    )
    served = ", ".join(
        f'{{"id": "w{number}", "served": "{day}", "request": "r1", "hours": {_decimal(hours)}, {OTHERWISE}}}'
        for number, (day, hours) in enumerate(log.services)
    )
    text = f'{base}, "transition_hours": [{helped}], "service_days": [{served}]}}}}'
    facts, faults = facts_of(Source("log.json", text), loaded.rules)
    assert facts is not None, faults
    for reading in readings:
        world = World(loaded.vocabulary, facts, loaded.calendars, Choices(tuple(sorted(reading.items()))))
        yield show(world.name("fees_earned", world.frame(date(2002, 9, 24))))


def _decimal(hours: Fraction) -> str:
    """Quarters of an hour as a number of JSON."""
    quarters = int(hours * 4)
    return f"{quarters // 4}.{quarters % 4 * 25:02d}"


def shown(amount: Fraction) -> str:
    """An amount as outcomes show it; quarters of an hour at $312.50 an hour end within four places."""
    cents = amount * 10000
    assert cents.denominator == 1
    text = f"{int(cents) // 10000:,}.{int(cents) % 10000:04d}"
    while text[-1] == "0" and len(text.partition(".")[2]) > 2:
        text = text[:-1]
    return f"${text}"


def main() -> int:
    """Prints what does not agree, and how many logs do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--logs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20011003)
    asked = parser.parse_args()
    random = Random(asked.seed)
    readings = [dict(zip(READINGS, options, strict=True)) for options in product(*READINGS.values())]
    right = 0
    for number in range(asked.logs):
        log = random_log(random)
        differing = [
            (reading, shown(fees(log, reading)), came)
            for reading, came in zip(readings, engine_fees(log, readings), strict=True)
            if shown(fees(log, reading)) != came
        ]
        right += not differing
        for reading, expected, came in differing[:2]:
            print(f"log {number}: {expected} expected, {came} came, under {reading}\n  {log}")
    print(f"{right} of {asked.logs} logs agree under each of {len(readings)} combinations of readings")
    return 0 if right == asked.logs else 1


if __name__ == "__main__":
    sys.exit(main())
