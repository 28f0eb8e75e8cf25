"""What a cutback leaves each holder, and when rights limited to twelve months are free again, worked out without duly.

In: nothing but the words of 4.1 and 5.3 of `rules/registration-rights-agreement`, and a seed. Out: a line for each kind
of case, and each difference from what the rules give; status 1 if there is one. The one idea: the cases are drawn at
random and decided here by fractions and by looking at every period of twelve months day by day, so a mistake in the
rules shows. duly is asked for its answers alone. Not run in CI; a few cases are, by tests/evaluation/test_pro_rata.py.

    python tools/check_pro_rata.py --cases 1000 --histories 100
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import duly

RULES = Path(__file__).resolve().parents[1] / "rules" / "registration-rights-agreement"
PROPOSED, OFFERED, ASKED, CUT = "2003-05-20", "2003-06-02", "2003-06-10", "2003-06-20"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cutback:
    """Room for `most` shares, of which `first` go before those that the holders request."""

    most: int
    first: int
    requests: tuple[int, ...]


def drawn_cutback(chance: random.Random) -> Cutback:
    """A case of few or many shares, so that remainders, ties, too much room and none all come up."""
    size = chance.choice((5, 12, 100, 1_000, 1_000_000))
    requests = tuple(chance.randint(1, size) for _ in range(chance.randint(1, 5)))
    if chance.random() < 0.2:
        requests = (requests[0],) * len(requests)
    first = chance.choice((0, chance.randint(0, size)))
    room = chance.choice((0, sum(requests), sum(requests) + 1, chance.randint(0, sum(requests)), sum(requests) - 1))
    return Cutback(max(0, first + room), first, requests)


def shares_of(case: Cutback) -> list[int | None]:
    """Each holder's whole shares; None where equal fractions leave open who is given one."""
    group = min(sum(case.requests), max(0, case.most - case.first))
    exact = [Fraction(group * request, sum(case.requests)) for request in case.requests]
    whole = [part.numerator // part.denominator for part in exact]
    over = group - sum(whole)
    fractions = sorted((part - floor for part, floor in zip(exact, whole, strict=True)), reverse=True)
    served, unserved = fractions[:over], fractions[over:]
    found: list[int | None] = []
    for part, floor in zip(exact, whole, strict=True):
        has_one, has_none = part - floor in served, part - floor in unserved
        found.append(None if has_one and has_none else floor + 1 if has_one else floor)
    return found


def facts_of(case: Cutback) -> dict[str, Any]:
    """The case as facts: the first holder is Perseus-Soros, the others had their shares from it as its Affiliates."""
    names = ["perseus_soros", *(f"x{number}" for number in range(1, len(case.requests)))]
    facts = _holdings(names)
    facts["registrations"] = [
        _shelf(),
        {
            "id": "r1", "initiated": PROPOSED, "kind": "incidental", "form": "another", "account": "company",
            "demanded_by_stockholder": False, "anticipated_filing": [{"from": PROPOSED, "value": "2003-06-16"}],
            "notice_practicable": None, "filed": None, "effective": None, "ineffective": None, "withdrawn": None,
            "underwritten": True, "cutback": CUT, "most_shares": case.most, "company_shares": case.first,
            "stockholder_shares": 0, "other_shares": 0, "requested_by": None,
        },
    ]  # fmt: skip
    facts["notices"] = [
        {
            "id": f"n{number}", "given": OFFERED, "received": OFFERED, "to_holder": name, "about": "opportunity",
            "registration": "r1", "in_writing": True, "describes_registration": True, "describes_distribution": True,
            "offers_to_join": True,
        }
        for number, name in enumerate(names)
    ]  # fmt: skip
    facts["requests"] = [
        {
            "id": f"q{number}", "made": ASKED, "holder": name, "registration": "r1", "shares": request,
            "in_writing": True, "specifies_shares": True, "accepts_terms": True, "withdrawn": None, "permitted": None,
            "on_same_terms": True, "efforts_to_include": True,
        }
        for number, (name, request) in enumerate(zip(names, case.requests, strict=True))
    ]  # fmt: skip
    return facts


def _shelf() -> dict[str, Any]:
    return {
        "id": "shelf", "initiated": "2002-04-24", "kind": "shelf", "form": "s_3", "account": "designated_holders",
        "filed": "2002-05-08", "effective": None, "ineffective": None, "withdrawn": None,
    }  # fmt: skip


def _holdings(names: list[str]) -> dict[str, Any]:
    """Each of the names has ten million Registrable Securities."""
    each = 10_000_000
    lot = {
        "in_respect_of_shares": True, "issued": "2002-04-24", "owned_of_record": True, "salable_144k": None,
        "salable_by_successor": None, "no_longer_salable": None,
    }  # fmt: skip
    lots = [
        {"id": "l0", "acquired": "2002-04-24", "holder": names[0], "shares": each * len(names)}
        | {"origin": "purchase", "came_by": None} | lot
    ]  # fmt: skip
    lots += [
        {"id": f"l{number}", "acquired": "2002-05-01", "holder": name, "shares": each}
        | {"origin": "transfer", "came_by": f"t{number}"} | lot
        for number, name in enumerate(names[1:], 1)
    ]  # fmt: skip
    transfers = [
        {
            "id": f"t{number}", "made": "2002-05-01", "out_of": "l0", "shares": each, "to_holder": name,
            "way": "private", "registration": None, "to_public": False, "is_sale": False, "to_affiliate": True,
            "common_stock": each, "consented": None, "consent_withheld_unreasonably": False,
        }
        for number, name in enumerate(names[1:], 1)
    ]  # fmt: skip
    holders = [{"id": name, "original": number == 0} for number, name in enumerate(names)]
    return {"holders": holders, "lots": lots, "transfers": transfers}


def later_by_months(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def most_in_a_year(days: list[date], today: date) -> int:
    """How many of the days lie together with today in one period of twelve months, tried from each first day."""
    firsts = (today - timedelta(days=back) for back in range(370))
    periods = ((first, later_by_months(first, 12)) for first in firsts)
    return max(
        (sum(first <= day <= today for day in days) for first, end in periods if first <= today < end), default=0
    )


def drawn_days(chance: random.Random, most: int) -> list[date]:
    """Days of some years, often at the end of a month."""
    ends = [date(year, month, monthrange(year, month)[1]) for year in (2003, 2004, 2005) for month in range(1, 13)]
    found = set()
    for _ in range(chance.randint(1, most)):
        found.add(chance.choice(ends) if chance.random() < 0.5 else date(2003, 1, 1) + timedelta(chance.randrange(900)))
    return sorted(found)


def telling_days(days: list[date], chance: random.Random) -> list[date]:
    """Days on which the answer can turn: around each day and a year after it; and some others."""
    near = {day + timedelta(away) for day in days for away in (-1, 0, 1)}
    near |= {later_by_months(day, 12) + timedelta(away) for day in days for away in (-1, 0, 1)}
    near |= {days[0] + timedelta(chance.randrange(1, 900)) for _ in range(3)}
    return sorted(near)


class Asked:
    """duly's answers on these rules."""

    def __init__(self) -> None:
        self.agreement = duly.load_agreement(str(RULES))
        self.folder = tempfile.TemporaryDirectory()

    def values(self, facts: dict[str, Any], name: str, day: str, **readings: str) -> dict[str, str]:
        """What a norm or term comes to on a day, for each instance."""
        path = Path(self.folder.name) / "facts.json"
        told = {"agreement": "registration-rights-agreement", "title": "drawn", "through": "2007-12-31", "facts": facts}
        path.write_text(json.dumps(told), encoding="utf-8")
        fact_set, faults = duly.load_facts(str(path), self.agreement.rules)
        assert fact_set is not None, [fault.message for fault in faults]
        request = duly.ask(self.agreement, date.fromisoformat(day), readings=tuple(readings.items()))
        explained = duly.explain(self.agreement, fact_set, request, name)
        return dict(explained.instances) or {name: explained.step.value if explained.step is not None else ""}


def wrong_shares(asked: Asked, case: Cutback) -> Iterator[str]:
    """The holders whose shares differ, in words; a sum or a share that cannot be right too."""
    expected = shares_of(case)
    group = min(sum(case.requests), max(0, case.most - case.first))
    said = asked.values(facts_of(case), "allotted", CUT, when_shelf_is_tested="at_the_proposal")
    names = ["perseus_soros", *(f"x{number}" for number in range(1, len(case.requests)))]
    found = [said[f"allotted[r1, {name}]"].replace(",", "") for name in names]
    for name, is_said, share, request in zip(names, found, expected, case.requests, strict=True):
        if is_said.isdigit() != (share is not None) or (share is not None and int(is_said) != share):
            yield f"{case}: {name} has {is_said}, expected {share}"
        if is_said.isdigit() and int(is_said) > request:
            yield f"{case}: {name} has {is_said} of {request} requested"
    if all(is_said.isdigit() for is_said in found) and sum(map(int, found)) != group:
        yield f"{case}: the sum is {sum(map(int, found))}, expected {group}"


def wrong_uses(asked: Asked, uses: list[date], chance: random.Random) -> Iterator[str]:
    """Days on which a Valid Business Reason can be used again by the rules and not by counting, or the reverse."""
    facts: dict[str, Any] = {**_holdings(["perseus_soros"]), "registrations": [_shelf()]}
    facts["registrations"].append({"id": "r1", "initiated": "2002-12-01", "kind": "s_3", "filed": None})
    facts["postponements"] = [
        {
            "id": f"p{number}", "determined": str(day), "registration": "r1", "act": "postpone_filing",
            "acted": str(day), "would_interfere": True,
        }
        for number, day in enumerate(uses)
    ]  # fmt: skip
    for day in telling_days(uses, chance):
        expected = "available" if most_in_a_year(uses, day) == 0 else "suspended"
        said = asked.values(facts, "postpone_once_more", str(day))["postpone_once_more"]
        if said != expected:
            yield f"used on {', '.join(map(str, uses))}: on {day} {said}, expected {expected}"


def wrong_thirds(asked: Asked, effected: list[date], chance: random.Random) -> Iterator[str]:
    """Days on which a third registration need not be effected by the rules and has to by counting, or the reverse."""
    base = {
        "kind": "s_3", "form": "s_3", "account": "designated_holders", "requested_by": "perseus_soros",
        "requested_in_writing": True, "shares_of_initiator": 1000, "initiated": "2002-12-02",
    }  # fmt: skip
    facts: dict[str, Any] = _holdings(["perseus_soros"])
    facts["registrations"] = [_shelf(), base | {"id": "r0", "effective": None}]
    facts["registrations"] += [
        base | {"id": f"r{number}", "effective": str(day)} for number, day in enumerate(effected, 1)
    ]
    for day in telling_days(effected, chance):
        expected = "available" if most_in_a_year(effected, day) >= 2 else "suspended"
        said = asked.values(facts, "leave_the_third[r0]", str(day))["leave_the_third[r0]"]
        if said != expected:
            yield f"effected on {', '.join(map(str, effected))}: on {day} {said}, expected {expected}"


def main(arguments: list[str] | None = None) -> int:
    """Draw the cases and say what differs."""
    parser = argparse.ArgumentParser(description="Check pro rata sharing and periods of twelve months independently.")
    parser.add_argument("--cases", type=int, default=1000, help="cutbacks (1000)")
    parser.add_argument("--histories", type=int, default=20, help="histories for each limit of twelve months (20)")
    parser.add_argument("--seed", type=int, default=1024)
    options = parser.parse_args(arguments)
    chance, asked = random.Random(options.seed), Asked()
    cases = [drawn_cutback(chance) for _ in range(options.cases)]
    wrong = [difference for case in cases for difference in wrong_shares(asked, case)]
    ties = sum(None in shares_of(case) for case in cases)
    for _ in range(options.histories):
        wrong += wrong_uses(asked, drawn_days(chance, 4), chance)
        wrong += wrong_thirds(asked, drawn_days(chance, 5), chance)
    print("\n".join(wrong), end="\n" if wrong else "")
    print(
        f"{options.cases} cutbacks ({ties} with a tie), {options.histories} histories for each of two limits:", end=" "
    )
    print(f"{len(wrong)} differences (seed {options.seed})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
