"""The norms of an outcome, by date and by party.

In: `Outcome`. Out: lines on a page. The one idea: many instances of one norm in one state are one thing to a reader
(the pay days of a year): how many, from when to when, how much together, and the next ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from duly.evaluation.outcome import Deadline, NormOutcome, Outcome
from duly.report.page import Page
from duly.report.words import Questions, amounts, cited, dated, distance, either, listed
from duly.values import Happening, Money, Unknown

_NEXT = 2
"""How many of a group are shown one by one."""
_HEADINGS = {
    "duty": "must",
    "maintenance": "must keep",
    "prohibition": "must not",
    "permission": "may",
    "power": "may",
    "statement": "states",
    "disposition": "by the agreement's own force",
}
_MATTERS = {
    "duty": ("upcoming", "due", "overdue", "suspended", "undetermined"),
    "maintenance": ("upcoming", "in force", "violated", "suspended", "undetermined"),
    "prohibition": ("upcoming", "in force", "violated", "suspended", "undetermined"),
    "permission": ("upcoming", "available", "suspended", "undetermined"),
    "power": ("upcoming", "available", "exercised", "suspended", "undetermined"),
    "statement": ("untrue", "undetermined"),
    "disposition": ("in effect", "undone", "undetermined"),
}


def matters(norm: NormOutcome, state: str) -> bool:
    """Whether a norm matters on these facts to a reader who has not asked for all."""
    if norm.state == "suspended" and state != "in force":
        return False
    return norm.state in _MATTERS[norm.kind] or any(breach.waived != "true" for breach in norm.breaches)


# By date.


def deadline_rows(outcome: Outcome, questions: Questions, is_full: bool) -> list[tuple[str, str]]:
    """The deadlines by day, each with its sections; of a long series the next ones, and the rest as one."""
    norms = {norm.id: norm for norm in outcome.norms}
    rows: list[tuple[str, str]] = []
    for deadline, others in _series(outcome, is_full):
        norm = norms[deadline.id]
        said = f"{dated(deadline.day)}  {distance(deadline.day, outcome.as_of):<12} {_who(norm)}"
        if others:
            last = others[-1].day
            said = f"{dated(deadline.day)}  to {dated(last)}: {len(others)} more of {norm.norm}"
            total = amounts(each.amount for each in others)
            said += f", {total}" if total else ""
        else:
            said += f" {norm.id}{_amount(norm, questions)}: {_status(norm)}"
        rows.append((said, cited(norm.cite)))
    return rows


def _series(outcome: Outcome, is_full: bool) -> Iterator[tuple[Deadline, tuple[Deadline, ...]]]:
    """Each deadline, or the first of those that are told together with all of them."""
    names = {norm.id: (norm.norm, norm.state) for norm in outcome.norms}
    by_norm: dict[tuple[str, str], list[Deadline]] = {}
    for deadline in outcome.deadlines:
        by_norm.setdefault(names[deadline.id], []).append(deadline)
    for deadline in outcome.deadlines:
        same = by_norm[names[deadline.id]]
        place = same.index(deadline)
        if is_full or len(same) <= _NEXT + 1 or place < _NEXT:
            yield deadline, ()
        elif place == _NEXT:
            yield deadline, tuple(same[_NEXT:])


def _who(norm: NormOutcome) -> str:
    """Who must do it, or whose right or ban ends."""
    if norm.kind == "duty":
        return f"{norm.bearer} must" + (f", to {norm.to}," if norm.to else "")
    ends = "ban ends" if norm.kind == "prohibition" else "duty ends" if norm.kind == "maintenance" else "right ends"
    return f"{norm.bearer}: {ends},"


def _amount(norm: NormOutcome, questions: Questions) -> str:
    return f" {questions.value(norm.amount)}" if norm.amount is not None else ""


def _status(norm: NormOutcome) -> str:
    return f"undetermined, {either(norm.possible)}" if norm.state == "undetermined" else norm.state.upper()


# By party.


@dataclass(frozen=True, slots=True)
class _Group:
    """Instances of one norm in one state."""

    norms: tuple[NormOutcome, ...]

    @property
    def first(self) -> NormOutcome:
        """The one that stands for all."""
        return self.norms[0]


def write_parties(page: Page, outcome: Outcome, questions: Questions, is_full: bool) -> None:
    """What each party must, may and must not do, then what happens by the agreement's own force, then breaches."""
    state = outcome.state.state
    shown = [norm for norm in outcome.norms if is_full or matters(norm, state)]
    roles = [role for role, _ in outcome.parties]
    bearers = dict.fromkeys((*roles, *(norm.bearer for norm in outcome.norms)))
    names = dict(outcome.parties)
    for bearer in bearers:
        own = [norm for norm in shown if norm.bearer == bearer and norm.kind != "disposition"]
        if own:
            page.heading(f"{bearer.upper()}" + (f" ({names[bearer]})" if bearer in names else ""))
            _write_kinds(page, own, questions, is_full, outcome.as_of)
    effects = [norm for norm in shown if norm.kind == "disposition"]
    if effects:
        page.heading("BY THE AGREEMENT'S OWN FORCE")
        _write_norms(page, effects, questions, is_full, outcome.as_of)
    for other in outcome.others_possible:
        page.line(f"Others of {other.norm} are possible: {questions.needs(other.reasons)}.", 2)
    _write_hidden(page, outcome, len(outcome.norms) - len(shown), {norm.id for norm in shown})
    _write_breaches(page, outcome, questions)


def _write_kinds(page: Page, norms: list[NormOutcome], questions: Questions, is_full: bool, day: date) -> None:
    for heading in dict.fromkeys(_HEADINGS.values()):
        own = [norm for norm in norms if _HEADINGS[norm.kind] == heading]
        if own:
            page.line(heading, 2, color="1")
            _write_norms(page, own, questions, is_full, day)


def _write_norms(page: Page, norms: list[NormOutcome], questions: Questions, is_full: bool, day: date) -> None:
    for name in dict.fromkeys(norm.norm for norm in norms):
        own = [norm for norm in norms if norm.norm == name]
        first = own[0]
        to = f" (to {first.to})" if first.to else ""
        page.line((first.summary or first.action) + to, 4, 2, cited(first.cite))
        for group in _groups(own, is_full):
            _write_group(page, group, questions, day)


def _groups(norms: list[NormOutcome], is_full: bool) -> Iterator[_Group]:
    """Instances in one state together, unless they are few or all are wanted."""
    by_state: dict[tuple[str, tuple[str, ...]], list[NormOutcome]] = {}
    for norm in norms:
        by_state.setdefault((norm.state, norm.possible), []).append(norm)
    for own in by_state.values():
        if is_full or len(own) <= _NEXT + 1:
            yield from (_Group((norm,)) for norm in own)
        else:
            yield _Group(tuple(own))


def _write_group(page: Page, group: _Group, questions: Questions, day: date) -> None:
    if len(group.norms) == 1:
        page.line(one_line(group.first, questions), 6, 2)
        return
    norms = group.norms
    days = [last for norm in norms if isinstance(last := _last(norm), date)]
    said = [f"{norms[0].norm}: {len(norms)} are {_status(norms[0])}"]
    said += [f"{min(days)} to {max(days)}"] if days else []
    total = amounts(norm.amount for norm in norms)
    said += [total] if total else []
    reasons = frozenset[object]().union(*(norm.reasons for norm in norms))
    needs = questions.needs(reasons) if norms[0].state == "undetermined" else ""  # type: ignore[arg-type]
    said += [needs] if needs else []
    page.line("; ".join(said), 6, 2)
    coming = [norm for norm in norms if isinstance(last := _last(norm), date) and last >= day][:_NEXT]
    if coming:
        page.line(f"next: {listed(_next(norm) for norm in coming)}", 8, 2)


def _next(norm: NormOutcome) -> str:
    amount = f" {amounts([norm.amount])}" if isinstance(norm.amount, Money) else ""
    return f"{_last(norm)}{amount}"


def _last(norm: NormOutcome) -> object:
    return norm.due if norm.kind == "duty" else norm.ends


def one_line(norm: NormOutcome, questions: Questions) -> str:
    """One norm instance: its state, days, amount, and what it waits for or needs."""
    said = [f"{norm.id}: {_status(norm)}", *_days(norm, questions)]
    if norm.amount is not None:
        said.append(questions.value(norm.amount))
    if norm.state == "undetermined":
        said.append(questions.needs(norm.reasons))
    if not norm.is_sure:
        said.append("if there is such a one")
    if norm.effort:
        said.append(f"standard: {norm.effort}")
    for use in norm.uses:
        said.append(f"used by {use.act}" + (f" on {use.day}" if use.day else "") + f" ({_verdict(use.verdict)})")
    if norm.next_change is not None:
        said.append(f"{norm.next_change.to} from {norm.next_change.day} if nothing more happens")
    return "; ".join(each for each in said if each)


def _verdict(verdict: str) -> str:
    return {"true": "effective", "false": "without effect"}.get(verdict, f"effect {verdict}")


def _days(norm: NormOutcome, questions: Questions) -> Iterator[str]:
    done = norm.done if isinstance(norm.done, Happening) else None
    if norm.kind == "duty":
        if isinstance(norm.due, date):
            yield f"by {dated(norm.due)}"
        elif isinstance(norm.due, Unknown):
            yield f"due day {questions.value(norm.due)}"
        if done is not None and done.day is not None:
            yield f"done {dated(done.day)}"
        return
    began = norm.triggered.day if isinstance(norm.triggered, Happening) else None
    if norm.state in ("in effect", "undone") and began is not None:
        yield f"since {dated(began)}"
    if isinstance(norm.ends, date):
        yield f"through {dated(norm.ends)}"
    elif isinstance(norm.ends, Unknown):
        yield f"last day {questions.value(norm.ends)}"


def _write_hidden(page: Page, outcome: Outcome, hidden: int, shown: set[str]) -> None:
    if not hidden:
        return
    counts: dict[str, int] = {}
    for norm in outcome.norms:
        if norm.id not in shown:
            counts[norm.state] = counts.get(norm.state, 0) + 1
    said = listed((f"{count} {state}" for state, count in sorted(counts.items())), most=20)
    page.blank()
    page.line(f"Not shown because they do not matter on these facts: {said} (--all shows them).")


def _write_breaches(page: Page, outcome: Outcome, questions: Questions) -> None:
    if not outcome.breaches:
        return
    page.heading("BREACHES")
    norms = {norm.id: norm for norm in outcome.norms}
    for breach in outcome.breaches:
        norm = norms.get(breach.norm)
        day = dated(breach.day) if breach.day is not None else "on a day that is not known"
        by = f", by {breach.act}" if breach.act else ""
        waived = {"true": "; waived", "false": ""}.get(breach.waived, f"; whether it is waived is {breach.waived}")
        page.line(f"{day}  {breach.bearer}: {breach.norm}{by}{waived}", 2, 4, cited(norm.cite) if norm else "")


def states_counted(norms: Iterable[NormOutcome]) -> dict[str, int]:
    """How many norms are in which state."""
    counts: dict[str, int] = {}
    for norm in norms:
        counts[norm.state] = counts.get(norm.state, 0) + 1
    return counts
