"""The deadlines and breaches of an outcome, in the order of their days.

In: `Outcome`. Out: lines on a page. The one idea: a long series of days (the pay days of a year) is read as the next
few and the rest in one line, so that the other days are still seen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from duly.evaluation.outcome import BreachOutcome, Deadline, NormOutcome, Outcome
from duly.report.page import Page
from duly.report.words import Questions, amounts, cited, dated, distance, stated, until

_Row = TypeVar("_Row")

_NEXT = 2
"""How many of a series are shown one by one."""
_COLUMN = 32
"""Where what has to happen begins, right of the day and its distance."""


def write_deadlines(page: Page, outcome: Outcome, questions: Questions, is_full: bool) -> None:
    """The days by which something has to happen, or on which a right or prohibition ends."""
    if not outcome.deadlines:
        return
    page.heading("DEADLINES")
    norms = {norm.id: norm for norm in outcome.norms}
    for series in _series(outcome.deadlines, lambda row: _likeness(row, norms, outcome), is_full):
        deadline, others = series[0], series[1:]
        norm = norms[deadline.id]
        lead = f"{dated(deadline.day)}  {distance(deadline.day, outcome.as_of)}"
        said = _rest(norm, series) if others else _one(norm, questions, len(outcome.parties))
        page.line(f"{lead:<{_COLUMN - 4}}  {said}", 2, _COLUMN - 2, cited(norm.cite))


def _series(rows: Iterable[_Row], likeness: Callable[[_Row], Hashable], is_full: bool) -> Iterator[tuple[_Row, ...]]:
    """Each row alone, or all the rest of those that are told together, at the place of the first of that rest."""
    ordered = tuple(rows)
    alike: dict[Hashable, list[int]] = {}
    for place, row in enumerate(ordered):
        alike.setdefault(likeness(row), []).append(place)
    for place, row in enumerate(ordered):
        same = alike[likeness(row)]
        if is_full or len(same) <= _NEXT + 1 or place in same[:_NEXT]:
            yield (row,)
        elif place == same[_NEXT]:
            yield tuple(ordered[each] for each in same[_NEXT:])


def _likeness(deadline: Deadline, norms: dict[str, NormOutcome], outcome: Outcome) -> Hashable:
    return norms[deadline.id].norm, deadline.state, deadline.day < outcome.as_of


def _rest(norm: NormOutcome, series: tuple[Deadline, ...]) -> str:
    """The rest of a series: how many, from which to which day, in which state, and what these come to."""
    return _together(norm.norm, [each.day for each in series], [each.amount for each in series], stated(norm))


def _together(name: str, days: list[date], amount: list[Any], state: str = "") -> str:
    total = amounts(amount)
    said = [f"{len(days)} more of {name}, {days[0]} to {days[-1]}", state]
    said += [f"these {len(days)} are {total}"] if total else []
    return "; ".join(each for each in said if each)


def _one(norm: NormOutcome, questions: Questions, parties: int) -> str:
    if norm.kind != "duty":
        return f"{norm.bearer}, {norm.id}: {stated(norm)}; {until(norm)}"
    to = f" to {norm.to}" if norm.to else ""
    if norm.amount is not None:
        return f"{norm.bearer} owes {questions.value(norm.amount)}{to}, {norm.id}: {stated(norm)}"
    return f"{norm.bearer}{to if parties > 2 else ''}, {norm.id}: {stated(norm)}"


# What should have happened.


def write_breaches(page: Page, outcome: Outcome, is_full: bool) -> None:
    """The breaches by day, with what each is of, by which act, and whether it is waived."""
    if not outcome.breaches:
        return
    page.heading("BREACHES")
    norms = {norm.id: norm for norm in outcome.norms}

    def likeness(breach: BreachOutcome) -> Hashable:
        return breach.norm.partition("[")[0], breach.bearer, breach.waived, breach.day is None

    ordered = sorted(outcome.breaches, key=lambda each: each.day or date.max)
    for series in _series(ordered, likeness, is_full):
        first = series[0]
        norm = norms.get(first.norm)
        said = _breach(first)
        if len(series) > 1 and first.day is not None:
            found = [norms[each.norm].amount if each.norm in norms else None for each in series]
            rest = _together(first.norm.partition("[")[0], [each.day for each in series if each.day], found)
            said = f"{dated(first.day)}  {first.bearer}: {rest}{_waived(first)}"
        page.line(said, 2, 4, cited(norm.cite) if norm else "")


def _breach(breach: BreachOutcome) -> str:
    day = dated(breach.day) if breach.day is not None else "on a day that is not known"
    by = f", by {breach.act}" if breach.act else ""
    return f"{day}  {breach.bearer}: {breach.norm}{by}{_waived(breach)}"


def _waived(breach: BreachOutcome) -> str:
    return {"true": "; waived", "false": ""}.get(breach.waived, f"; whether it is waived: {breach.waived}")
