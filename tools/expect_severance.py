"""What severance pay has to come to, worked out without duly, as scenarios.

In: nothing but the figures of section 2.a. Out: the scenario files `pay-days.yaml` and `forfeiture-days.yaml` of
`rules/separation-agreement/scenarios`, written with `--write`, else compared with what is there. The one idea: the
rule files and this script share nothing but the contract, so a mistake in one shows against the other. Standard
library only.
"""

from __future__ import annotations

import calendar
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

TOTAL = Decimal("256781.20")
CENT = Decimal("0.01")
FOLDER = Path(__file__).resolve().parents[1] / "rules" / "separation-agreement" / "scenarios"


def period(effective: date, included: bool = False) -> tuple[date, date]:
    """First and last day of the 52 weeks."""
    first = effective if included else effective + timedelta(days=1)
    return first, first + timedelta(days=363)


def every(days: int, first: date, within: tuple[date, date]) -> list[date]:
    """Each `days` days from `first` on, as far as they lie within."""
    found, day = [], first
    while day <= within[1]:
        if day >= within[0]:
            found.append(day)
        day += timedelta(days=days)
    return found


def of_month(numbers: tuple[int, ...], within: tuple[date, date]) -> list[date]:
    """The days with these numbers in their month (past its end: its last day) that lie within."""
    found = set()
    year, month = within[0].year, within[0].month
    while (year, month) <= (within[1].year, within[1].month):
        last = calendar.monthrange(year, month)[1]
        found |= {date(year, month, min(number, last)) for number in numbers}
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return sorted(day for day in found if within[0] <= day <= within[1])


def down(parts: int) -> list[Decimal]:
    """Each part rounded down to the cent, the last takes the rest."""
    each = (TOTAL / parts).quantize(CENT, ROUND_DOWN)
    return [each] * (parts - 1) + [TOTAL - each * (parts - 1)]


def nearest(parts: int) -> list[Decimal]:
    """Each part rounded to the nearest cent, the last takes the difference."""
    each = (TOTAL / parts).quantize(CENT, ROUND_HALF_UP)
    return [each] * (parts - 1) + [TOTAL - each * (parts - 1)]


def spread(parts: int) -> list[Decimal]:
    """The odd cents go to the first parts."""
    each = (TOTAL / parts).quantize(CENT, ROUND_DOWN)
    odd = int((TOTAL - each * parts) / CENT)
    return [each + CENT] * odd + [each] * (parts - odd)


METHODS: dict[str, Callable[[int], list[Decimal]]] = {
    "down_last_absorbs": down,
    "nearest_last_absorbs": nearest,
    "spread": spread,
}


@dataclass(frozen=True)
class Cycle:
    """A payroll cycle: its name, the facts that state it, and its days within a period."""

    name: str
    facts: str
    days: Callable[[tuple[date, date]], list[date]]


def cycles() -> list[Cycle]:
    """The payroll cycles that are tried."""
    stated = [date(2001, 10, 11), date(2001, 10, 12), date(2001, 12, 24), date(2002, 3, 1), date(2002, 10, 10)]
    stated += [date(2002, 10, 11)]
    listed = ", ".join(map(str, stated))
    return [
        Cycle("weekly_fridays", "payroll_cycle: weekly, first_pay_day: 2001-10-12",
              lambda within: every(7, date(2001, 10, 12), within)),
        Cycle("weekly_thursdays", "payroll_cycle: weekly, first_pay_day: 2001-10-11",
              lambda within: every(7, date(2001, 10, 11), within)),
        Cycle("biweekly_from_19_october", "payroll_cycle: biweekly, first_pay_day: 2001-10-19",
              lambda within: every(14, date(2001, 10, 19), within)),
        Cycle("biweekly_counted_from_september", "payroll_cycle: biweekly, first_pay_day: 2001-09-14",
              lambda within: every(14, date(2001, 9, 14), within)),
        Cycle("twice_a_month_15_and_last",
              "payroll_cycle: semimonthly, first_day_of_month_paid: 15, second_day_of_month_paid: 31",
              lambda within: of_month((15, 31), within)),
        Cycle("twice_a_month_1_and_16",
              "payroll_cycle: semimonthly, first_day_of_month_paid: 1, second_day_of_month_paid: 16",
              lambda within: of_month((1, 16), within)),
        Cycle("monthly_on_the_last_day", "payroll_cycle: monthly, first_pay_day: 2001-10-31",
              lambda within: of_month((31,), within)),
        Cycle("monthly_on_the_11th", "payroll_cycle: monthly, first_pay_day: 2001-10-11",
              lambda within: of_month((11,), within)),
        Cycle("irregular", f"payroll_cycle: irregular, stated_pay_days: [{listed}]",
              lambda within: [day for day in stated if within[0] <= day <= within[1]]),
    ]  # fmt: skip


def usd(amount: Decimal) -> str:
    """An amount as scenarios write it."""
    return f'"${amount:,.2f}"'


def pay_days() -> Iterator[str]:
    """A scenario for each cycle, period and rounding that gives something of its own."""
    effective = date(2001, 10, 11)
    for cycle in cycles():
        for included in (False, True):
            for method, share in METHODS.items():
                days = cycle.days(period(effective, included))
                plain = method == "down_last_absorbs"
                if (not plain and share(len(days)) == down(len(days))) or (included and not plain):
                    continue
                if included and days == cycle.days(period(effective)):
                    continue
                yield pay_day_scenario(cycle, included, method, days, share(len(days)), effective)


def pay_day_scenario(
    cycle: Cycle, included: bool, method: str, days: list[date], shares: list[Decimal], effective: date
) -> str:
    """One scenario: all instalments to come on the Effective Date, and the sum on and after each end."""
    assert sum(shares) == TOTAL, cycle.name
    reading = f"effective_day_in_period: {'included' if included else 'excluded'}, instalment_rounding: {method}"
    name = cycle.name + ("_effective_date_included" if included else "")
    name += "" if method == "down_last_absorbs" else f"_{method}"
    lines = [
        f"  {name}:",
        f"    says: {len(days)} pay days; the first instalment is {usd(shares[0])}, the last {usd(shares[-1])}.",
        '    cite: "2.a"',
        "    through: 2002-12-31",
        f"    facts: {{signed: 2001-10-03, returned: 2001-10-03, {cycle.facts}, payments: []}}",
        f"    readings: {{{reading}}}",
        "    expect:",
        f"      - as_of: {days[0] - timedelta(days=1)}",
        f'        terms: {{severance_fallen_due: "$0.00", severance_to_come: {usd(TOTAL)}}}',
        "        norms:",
    ]
    shown = sorted({0, 1, len(days) - 2, len(days) - 1} | ({*range(len(days))} if len(days) < 25 else set()))
    for place in shown:
        day = days[place]
        lines.append(f'          "pay_severance[{day}]": {{state: upcoming, due: {day}, amount: {usd(shares[place])}}}')
    for place in (0, len(days) // 2, len(days) - 1):
        due, rest = sum(shares[: place + 1], Decimal(0)), sum(shares[place + 1 :], Decimal(0))
        lines.append(f"      - as_of: {days[place]}")
        lines.append(f"        terms: {{severance_fallen_due: {usd(due)}, severance_to_come: {usd(rest)}}}")
    last = days[-1]
    lines.append(f"      - as_of: {last + timedelta(days=1)}")
    lines.append(f'        norms: {{"pay_severance[{last}]": {{state: overdue, due: {last}}}}}')
    return "\n".join(lines)


FAILURES = [
    date(2001, 10, 10), date(2001, 10, 11), date(2001, 10, 18), date(2001, 10, 19), date(2001, 10, 20),
    date(2001, 12, 31), date(2002, 1, 10), date(2002, 1, 11), date(2002, 1, 12), date(2002, 10, 3), date(2002, 10, 4),
    date(2002, 10, 5), date(2002, 10, 10), date(2002, 10, 11), date(2002, 12, 1),
]  # fmt: skip
"""Days on which he speaks ill of the company; the first is before the Effective Date, the last after everything."""


def forfeitures() -> Iterator[str]:
    """A scenario for each day of failure, three on a pay day, with every other Friday from 19 October 2001."""
    effective = date(2001, 10, 11)
    days = every(14, date(2001, 10, 19), period(effective))
    shares = down(len(days))
    for failure in FAILURES:
        for reading in ("day_lost", "day_kept") if failure in days else ("by_the_clock",):
            binds = failure >= effective
            last = failure if reading == "day_kept" else failure - timedelta(days=1)
            owed = [share for day, share in zip(days, shares, strict=True) if not binds or day <= last]
            yield forfeiture_scenario(failure, reading, sum(owed, Decimal(0)), days, len(owed))


def forfeiture_scenario(failure: date, reading: str, owed: Decimal, days: list[date], count: int) -> str:
    """One scenario: what is left due of the whole, and what has fallen away."""
    said = f"{count} of {len(days)} instalments are owed"
    lines = [
        f"  failure_on_{failure:%Y_%m_%d}{'_' + reading if reading != 'by_the_clock' else ''}:",
        f"    says: He speaks ill of the company on {failure}; {said}.",
        '    cite: ["2.a", "10"]',
        "    through: 2002-12-31",
        "    facts:",
        "      signed: 2001-10-03",
        "      returned: 2001-10-03",
        "      payroll_cycle: biweekly",
        "      first_pay_day: 2001-10-19",
        f"      remarks: [{{id: s1, made: {failure}, by: employee, about: company, negative: true}}]",
        "      payments:" + ("" if count else " []"),
        *(
            f'        - {{id: y{n}, paid: {d}, pay_day: {d}, gross: "$9,876.20"}}'
            for n, d in enumerate(days[:count], 1)
        ),
        f"    readings: {{forfeiting_day: {reading}, reach_of_forfeiture: forward}}",
        "    expect:",
        "      - as_of: 2002-12-31",
        f"        terms: {{severance_fallen_due: {usd(owed)}, severance_forfeited_amount: {usd(TOTAL - owed)}}}",
    ]
    if count < len(days):
        lines.append(f'        norms: {{"pay_severance[{days[count]}]": {{state: ended}}}}')
    return "\n".join(lines)


HEAD = """# {what}
# Written by tools/expect_severance.py, which works the figures out without duly; do not edit by hand.
language: 1
agreement: separation-agreement
scenarios:
"""
FILES = {
    "pay-days.yaml": ("Section 2.a: pay days and instalments under each payroll cycle.", pay_days),
    "forfeiture-days.yaml": ("Sections 2.a and 10: what a failure leaves of the pay, day by day.", forfeitures),
}


def main(arguments: list[str]) -> int:
    """Writes the files, or says which differ."""
    status = 0
    for name, (what, scenarios) in FILES.items():
        text = HEAD.format(what=what) + "\n".join(scenarios()) + "\n"
        file = FOLDER / name
        if "--write" in arguments:
            file.write_text(text, encoding="utf-8", newline="\n")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            print(f"{name} is not what tools/expect_severance.py gives")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
