"""What an outcome says, in a lawyer's words.

In: values, reasons and days of an outcome. Out: phrases. The one idea: what is not known is said as a question with a
number, which the reader finds again under *not known*, and what only time will decide is said as what it waits for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from duly.evaluation.outcome import Missing, NormOutcome, Outcome
from duly.evaluation.show import show
from duly.language.printer import write_money
from duly.model.nodes import Citations
from duly.values import Absent, Happening, Listed, Money, Reason, Reasons, Unknown

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_NAMES = 4
_MOST_OUTCOMES = 8


class Questions:
    """What is not known, numbered, what the state of the agreement hangs on first; what is open has no number, because
    nobody can answer it yet."""

    def __init__(self, outcome: Outcome) -> None:
        asked = (each for each in outcome.missing if each.kind != "open")
        self.as_of = outcome.as_of
        states = {called for called, _, _ in outcome.states}
        self.asked = tuple(sorted(asked, key=lambda each: states.isdisjoint(each.affects)))
        self._numbers: dict[tuple[str, str], int] = {}
        for each in self.asked:
            self._numbers.setdefault((each.kind, each.name), len(self._numbers) + 1)

    def number(self, missing: Missing) -> int:
        """The number under which something is asked."""
        return self._numbers[missing.kind, missing.name]

    def needs(self, reasons: Reasons) -> str:
        """What has to be known or to happen: `needs 1, 3; waits for returned`."""
        numbers = sorted({found for each in reasons if (found := self._numbers.get((each.kind, each.name)))})
        said = [f"needs {', '.join(map(str, numbers))}"] if numbers else []
        waits = self.waits(reasons)
        said += [f"waits for {waits}"] if waits else []
        others = [each.name for each in sorted(reasons) if each.kind not in ("open", "gate")]
        unnumbered = [name for name in others if not any(name == asked for _, asked in self._numbers)]
        said += [f"needs {listed(unnumbered)}"] if unnumbered else []
        return "; ".join(said)

    def waits(self, reasons: Reasons) -> str:
        """What only time will decide."""
        return listed(waiting(each) for each in sorted(reasons) if each.kind == "open")

    def value(self, found: Any) -> str:
        """A value; one that is not known with its bounds and what is missing."""
        match found:
            case None:
                return ""
            case bool():
                return "yes" if found else "no"
            case Fraction() if found.denominator == 1:
                return f"{found.numerator:,}"
            case Unknown():
                return self._unknown(found)
            case Absent():
                return self._absent(found)
            case Happening():
                return self._happening(found)
            case Listed():
                said = ", ".join(self.value(member) for member in found.members) or "none"
                return said + ("; others possible" if not found.is_complete else "")
            case _:
                return show(found)

    def _unknown(self, found: Unknown) -> str:
        if found.low is not None and found.low == found.high and isinstance(found.low, date):
            needs = self.needs(found.reasons)
            return f"{show(found.low)}, if at all" + (f" ({needs})" if needs else "")
        lead = "not decided yet" if found.is_open else "not known"
        bounds = ""
        if found.low is not None or found.high is not None:
            bounds = show(Unknown(frozenset(), found.low, found.high)).removeprefix("unknown")
        needs = self.needs(found.reasons)
        return f"{lead}{bounds}" + (f" ({needs})" if needs else "")

    def figure(self, found: Any) -> str:
        """A figure; of a day that has not come yet, that it is still ahead."""
        day = found.day if isinstance(found, Happening) else found
        is_ahead = isinstance(day, date) and self.as_of < day < date.max
        return self.value(found) + (", still ahead" if is_ahead else "")

    def _absent(self, found: Absent) -> str:
        if any(each.kind == "gate" for each in found.reasons):
            return "does not apply"
        if found.is_open:
            return f"not yet: waits for {self.waits(found.reasons)}"
        return "none"

    def _happening(self, found: Happening) -> str:
        if found.day is not None or found.status == "happened":
            return show(found)
        if found.status == "not yet":
            return "never" if found.low == date.max else "not yet"
        return self._unknown(Unknown(found.reasons, found.low, found.high))


def waiting(reason: Reason) -> str:
    """What an open reason waits for."""
    if reason.detail == "a day to come":
        return reason.name
    return reason.name if reason.detail in ("has not happened", "") else f"{reason.name} ({reason.detail})"


def listed(names: Iterable[str], joint: str = "and", most: int = _MOST_NAMES) -> str:
    """Names in a sentence: `a, b and c`; of many the first, and how many more."""
    rows = list(dict.fromkeys(names))
    if len(rows) > most:
        rows = [*rows[: most - 1], f"{len(rows) - most + 1} more"]
    return rows[0] if len(rows) == 1 else f"{', '.join(rows[:-1])} {joint} {rows[-1]}" if rows else ""


def either(states: Iterable[str]) -> str:
    """States of which one holds: `pending, in force or void`."""
    return listed(states, "or", 12)


def stated(norm: NormOutcome) -> str:
    """A norm's state; of one that is not determined the states that it may be in."""
    return f"UNDETERMINED ({either(norm.possible)})" if norm.state == "undetermined" else norm.state.upper()


def until(norm: NormOutcome, day: str = "") -> str:
    """What a norm that is no duty is until its last day: a right may be used, a ban binds."""
    lead = {"available": "may", "in force": "binds", "violated": "binds"}.get(norm.state, "")
    return f"{lead} until {day or norm.ends}".strip()


def listed_norms(names: Iterable[str], is_full: bool) -> str:
    """Ids of outcomes in a sentence, instances of one norm counted as one."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.partition("[")[0], []).append(name)
    said: list[str] = []
    for base, own in alike.items():
        said += own if is_full or len(own) <= 2 else [f"{base} ({len(own)} times)"]
    words = ["the state of the agreement" if name == "agreement" else name for name in said]
    return listed(words, most=len(words) if is_full else _MOST_OUTCOMES)


def cited(citations: Citations) -> str:
    """Sections in brackets."""
    return f"[{'; '.join(map(str, citations))}]" if citations else ""


def dated(day: date) -> str:
    """A day with its weekday: `2001-10-19 Fri`."""
    return f"{day.isoformat()} {_WEEKDAYS[day.weekday()]}"


def distance(day: date, as_of: date) -> str:
    """How far a day is from the as-of day: `in 3 days`, `12 days ago`."""
    days = (day - as_of) // timedelta(days=1)
    if abs(days) <= 1:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def amounts(found: Iterable[Any]) -> str:
    """Several amounts in a few words: what each is where they are equal, and their sum where all are known."""
    rows = [each for each in found if each is not None]
    known = [each for each in rows if isinstance(each, Money)]
    if not known or len(known) < len(rows) or len({each.currency for each in known}) > 1:
        return ""
    total = write_money(sum((each.amount for each in known), Fraction(0)), known[0].currency)
    if len(known) == 1:
        return total
    equal = {each.amount for each in known}
    least, most = (write_money(each, known[0].currency) for each in (min(equal), max(equal)))
    return f"{least} each, together {total}" if len(equal) == 1 else f"{least} to {most}, together {total}"
