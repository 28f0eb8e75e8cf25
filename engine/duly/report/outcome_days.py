"""The deadlines of an outcome, in the order of their days.

In: `Outcome`. Out: lines on a page. The one idea: a long series of days (the pay days of a year) is read as the next
few and the rest in one line, so that the other deadlines are still seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.evaluation.outcome import Deadline, NormOutcome, Outcome
from duly.report.page import Page
from duly.report.words import Questions, amounts, cited, dated, distance, stated

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
    for deadline, others in _series(outcome, norms, is_full):
        norm = norms[deadline.id]
        lead = f"{dated(deadline.day)}  {distance(deadline.day, outcome.as_of)}"
        said = _rest(norm, others) if others else _one(norm, questions, len(outcome.parties))
        page.line(f"{lead:<{_COLUMN - 4}}  {said}", 2, _COLUMN - 2, cited(norm.cite))


def _series(
    outcome: Outcome, norms: dict[str, NormOutcome], is_full: bool
) -> Iterator[tuple[Deadline, tuple[Deadline, ...]]]:
    """Each deadline alone, or the first of those that are told together with all of them."""
    alike: dict[tuple[str, str, bool], list[Deadline]] = {}
    for deadline in outcome.deadlines:
        alike.setdefault(_likeness(deadline, norms, outcome), []).append(deadline)
    for deadline in outcome.deadlines:
        same = alike[_likeness(deadline, norms, outcome)]
        place = same.index(deadline)
        if is_full or len(same) <= _NEXT + 1 or place < _NEXT:
            yield deadline, ()
        elif place == _NEXT:
            yield deadline, tuple(same[_NEXT:])


def _likeness(deadline: Deadline, norms: dict[str, NormOutcome], outcome: Outcome) -> tuple[str, str, bool]:
    return norms[deadline.id].norm, deadline.state, deadline.day < outcome.as_of


def _rest(norm: NormOutcome, others: tuple[Deadline, ...]) -> str:
    total = amounts(each.amount for each in others)
    return f"and {len(others) - 1} more of {norm.norm} to {others[-1].day}" + (f": {total}" if total else "")


def _one(norm: NormOutcome, questions: Questions, parties: int) -> str:
    if norm.kind != "duty":
        ends = "may until then" if norm.kind in ("permission", "power") else "until then"
        return f"{norm.bearer}, {norm.id}: {stated(norm)} {ends}"
    to = f" to {norm.to}" if norm.to else ""
    if norm.amount is not None:
        return f"{norm.bearer} owes {questions.value(norm.amount)}{to}, {norm.id}: {stated(norm)}"
    return f"{norm.bearer}{to if parties > 2 else ''}, {norm.id}: {stated(norm)}"
