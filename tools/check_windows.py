"""The limits on suspensions of the Registration Rights Agreement (6.3), worked out day by day without duly.

In: how many random histories, and a seed. Out: for each history the days used, whether each bar is there, the day on
which it next lifts or falls, and the breaches; `main` holds them against what the rule files give and prints each
difference. The one idea: a period of six months is tried out from each of its possible first days, and nothing is
derived, so a formula in the rule files that is off by a day at a month's end shows. Only what asks duly imports it.

    python tools/check_windows.py --histories 500 --seed 1
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

AGREEMENT = Path(__file__).resolve().parents[1] / "rules" / "registration-rights-agreement"
DAY = timedelta(days=1)
MOST = 30
BEGINNING = date(2001, 7, 1)
FURTHEST = 420
"""Past this many days nothing changes: six months and thirty days after the last suspension all bars are gone."""
PERIODS = ("half_open", "closed", "calendar_halves")
LIMBS_COUNTED = ("each_limb", "both_limbs")
DAYS_BEFORE = ("without_the_day", "with_the_day")


@dataclass(frozen=True, slots=True)
class Suspension:
    """One suspension: its limb, its first and last day, both suspended; without a last day it goes on."""

    limb: str
    began: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether the use was suspended on the day."""
        return self.began <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class History:
    """Suspensions of one Registration Statement, read on a day under options of three readings."""

    suspensions: tuple[Suspension, ...]
    as_of: date
    periods: str
    counted: str
    before: str

    def as_known(self) -> tuple[Suspension, ...]:
        """What has happened by the day that is read; what has not ended by then goes on."""
        return tuple(
            Suspension(each.limb, each.began, each.last if each.last is not None and each.last <= self.as_of else None)
            for each in self.suspensions
            if each.began <= self.as_of
        )


def six_months_later(day: date) -> date:
    """The corresponding day, or the last one of a month that lacks it."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def periods_with(day: date, kind: str) -> Iterator[tuple[date, date]]:
    """Each period of six months that has the day in it, by first and last day."""
    if kind == "calendar_halves":
        first = date(day.year, 1 if day.month <= 6 else 7, 1)
        yield first, six_months_later(first) - DAY
        return
    for back in range(200):
        first = day - back * DAY
        last = six_months_later(first) - (DAY if kind == "half_open" else timedelta(0))
        if day <= last:
            yield first, last


class Limits:
    """What 6.3 says of one history, on any day."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.suspensions = history.as_known()
        self.tallies = {limb: self._tally(limb) for limb in "ab"}

    def _tally(self, limb: str) -> list[int]:
        """How many days before each day were suspended, from `BEGINNING` on, as they count for the limb."""
        counting, tally = self.counting(limb), [0]
        for number in range((self.history.as_of - BEGINNING).days + FURTHEST):
            day = BEGINNING + number * DAY
            tally.append(tally[-1] + any(each.covers(day) for each in counting))
        return tally

    def counting(self, limb: str) -> tuple[Suspension, ...]:
        """The suspensions whose days count towards the thirty of the limb."""
        is_each = self.history.counted == "each_limb"
        return tuple(each for each in self.suspensions if not is_each or each.limb == limb)

    def days_used(self, limb: str, day: date, through: date) -> int:
        """The most days, none after `through`, that were suspended in a period with `day` in it."""
        tally, most = self.tallies[limb], 0
        for first, last in periods_with(day, self.history.periods):
            until = min(last, through)
            if first <= until:
                most = max(most, tally[(until - BEGINNING).days + 1] - tally[(first - BEGINNING).days])
        return most

    def is_used(self, limb: str, day: date) -> bool:
        """An earlier suspension of this limb began in a period of six months with the day in it."""
        return any(
            any(first <= each.began <= last for first, last in periods_with(day, self.history.periods))
            for each in self.suspensions
            if each.limb == limb and each.began < day
        )

    def is_used_up(self, limb: str, day: date) -> bool:
        """A suspension of this day would make more than thirty days."""
        return self.days_used(limb, day, day - DAY) >= MOST

    def is_too_soon(self, day: date) -> bool:
        """Its use was suspended on one of the thirty days before, by a suspension that began before the day."""
        count = MOST if self.history.before == "without_the_day" else MOST - 1
        near = [day - n * DAY for n in range(1, count + 1)]
        return any(each.began < day and any(each.covers(one) for one in near) for each in self.suspensions)

    def is_barred(self, limb: str, day: date) -> bool:
        """One of the three limits forbids to begin a suspension of the limb on the day."""
        return self.is_used(limb, day) or self.is_used_up(limb, day) or self.is_too_soon(day)

    def days_too_many(self, each: Suspension) -> list[date]:
        """The days after the first on which the suspension went on although it would have had to be over."""
        last = min(each.last or self.history.as_of, self.history.as_of)
        days = (each.began + n * DAY for n in range(1, (last - each.began).days + 1))
        return [
            day
            for day in days
            if self.is_used_up(each.limb, day) or (each.limb == "b" and (day - each.began).days >= MOST)
        ]


def next_change(holds: Callable[[date], bool], day: date) -> date | None:
    """The next day on which it is otherwise than today, if there is one."""
    today = holds(day)
    return next((then for n in range(1, FURTHEST) if holds(then := day + n * DAY) != today), None)


def random_history(chance: random.Random) -> History:
    """One to six suspensions from July 2002 on, many of them about the ends of months."""
    found = []
    for _ in range(chance.randint(1, 6)):
        began = date(2002, 7, 2) + chance.randint(0, 700) * DAY
        if chance.random() < 0.4:
            last_of_month = calendar.monthrange(began.year, began.month)[1]
            began = began.replace(day=last_of_month) + chance.randint(-2, 2) * DAY
        length = chance.choice((1, 2, 5, 10, 15, 20, 25, 28, 29, 30, 31, 35, 45))
        found.append(Suspension(chance.choice("ab"), began, began + (length - 1) * DAY))
    found.sort(key=lambda each: each.began)
    if chance.random() < 0.15:
        found[-1] = Suspension(found[-1].limb, found[-1].began, None)
    as_of = chance.choice(found).began + chance.randint(0, 250) * DAY
    is_plain = chance.random() < 0.4
    options = [each[0] if is_plain else chance.choice(each) for each in (PERIODS, LIMBS_COUNTED, DAYS_BEFORE)]
    return History(tuple(found), as_of, *options)


def expected(history: History) -> dict[str, Any]:
    """All that is compared, by the name under which the rule files give it."""
    limits, day = Limits(history), history.as_of
    names = {"a": "events", "b": "developments"}
    bars: dict[str, Callable[[date], bool]] = {"no_suspension_soon_after_another[r]": limits.is_too_soon}
    result: dict[str, Any] = {}
    for limb, name in names.items():
        bars[f"no_second_suspension_for_{name}[r]"] = partial(limits.is_used, limb)
        bars[f"thirty_days_for_{name}[r]"] = partial(limits.is_used_up, limb)
        result[f"days_for_{name}[r]"] = limits.days_used(limb, day, day)
        change = next_change(partial(limits.is_barred, limb), day)
        result[f"suspend_for_{name[:-1]}[r]"] = ("suspended" if limits.is_barred(limb, day) else "available", change)
    for name, holds in bars.items():
        its = next((limb for limb, each in names.items() if name.endswith(f"_{each}[r]")), None)
        began = [each.began for each in limits.suspensions if its in (None, each.limb)]
        breaches = sorted(then for then in began if holds(then))
        state = "suspended" if not holds(day) else "violated" if breaches else "in force"
        result[name] = (state, next_change(holds, day), breaches)
    for number, each in enumerate(limits.suspensions):
        result[f"no_day_too_many[u{number}]"] = limits.days_too_many(each)
    return result


def facts_of(history: History) -> dict[str, Any]:
    """The history as a fact set: a shelf that is effective, and its suspensions."""
    suspensions: list[dict[str, Any]] = [
        {
            "id": f"u{number}",
            "sequence": number,
            "registration": "r",
            "limb": each.limb,
            "began": str(each.began),
            "last_day": each.last and str(each.last),
        }
        for number, each in enumerate(history.suspensions)
    ]
    shelf = {"id": "r", "initiated": "2002-04-24", "kind": "shelf", "effective": "2002-07-01", "ineffective": None}
    through = str(history.as_of + 3 * 366 * DAY)
    facts = {"holders": [], "registrations": [shelf], "suspensions": suspensions}
    return {"agreement": AGREEMENT.name, "title": "A random history", "through": through, "facts": facts}


def given(history: History, agreement: Any, folder: Path) -> dict[str, Any]:
    """What the rule files give for the same names."""
    import duly

    file = folder / "history.json"
    file.write_text(json.dumps(facts_of(history)), encoding="utf-8")
    facts, faults = duly.load_facts(str(file), agreement.rules)
    assert facts is not None and not faults, faults
    options = (("rolling_periods", history.periods), ("thirty_days_of_what", history.counted))
    readings = (*options, ("thirty_days_before", history.before))
    request = duly.ask(agreement, history.as_of, readings=readings, with_why=False)
    outcome = duly.evaluate(agreement, facts, request)
    result: dict[str, Any] = {each.id: int(each.value) for each in outcome.terms if each.id.startswith("days_for_")}
    for norm in outcome.norms:
        change = norm.next_change.day if norm.next_change else None
        breaches = sorted(each.day for each in norm.breaches if each.day is not None)
        if norm.id.startswith("suspend_for_"):
            result[norm.id] = (norm.state, change)
        elif norm.id.startswith("no_day_too_many"):
            result[norm.id] = breaches
        else:
            result[norm.id] = (norm.state, change, breaches)
    return result


def differences(histories: int, seed: int) -> Iterator[str]:
    """A line for each name on which the two disagree."""
    import duly

    agreement = duly.load_agreement(str(AGREEMENT))
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(histories):
            history = random_history(chance)
            wanted, got = expected(history), given(history, agreement, Path(folder))
            for name, value in wanted.items():
                if got.get(name) != value:
                    yield f"history {number}: {name}: {value} by hand, {got.get(name)} by rule; {history}"


def main(arguments: list[str]) -> int:
    """Compare as many histories as the arguments ask for; 1 if there is a difference."""
    parser = argparse.ArgumentParser(description="Hold the limits on suspensions against a count day by day.")
    parser.add_argument("--histories", type=int, default=500, help="how many random histories")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers")
    chosen = parser.parse_args(arguments)
    found = 0
    for line in differences(chosen.histories, chosen.seed):
        found += 1
        print(line)
    print(f"{chosen.histories} histories, {found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
