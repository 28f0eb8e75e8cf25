"""The norms of an outcome, by party.

In: `Outcome`. Out: lines on a page. The one idea: a reader asks what one party must, may and must not do now. Norms
that do not matter on these facts are only counted, and many instances of one norm in one state are one thing: how many,
from when to when, how much together, and the next ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from duly.evaluation.outcome import NoneSoFar, NormOutcome, NotEncoded, Outcome, UseOutcome
from duly.model.nodes import FINAL_STATES
from duly.report.contract_words import ContractWords
from duly.report.page import Page
from duly.report.words import Questions, amounts, cited, dated, either, listed, stated, until
from duly.values import Happening, Money, Reason, Reasons, Unknown

_NEXT = 2
"""How many of a group are shown one by one."""
_HEADINGS = {
    "duty": "must",
    "maintenance": "must keep",
    "prohibition": "must not",
    "permission": "may",
    "power": "may",
    "statement": "states",
}
_MATTERS = {
    "duty": ("upcoming", "due", "overdue", "suspended"),
    "maintenance": ("upcoming", "in force", "violated", "suspended"),
    "prohibition": ("upcoming", "in force", "violated", "suspended"),
    "permission": ("upcoming", "available", "suspended"),
    "power": ("upcoming", "available", "suspended"),
    "statement": ("untrue",),
    "disposition": ("in effect", "undone"),
}
"""The states in which a norm matters to a reader who has not asked for all."""
_COMING = ("duty", "maintenance", "prohibition", "permission", "power")
"""Kinds of norms of which a reader wants to know that they stand ready for what is not recorded yet."""
_VERDICTS = {
    "power": {"true": "effective", "false": "without effect"},
    "prohibition": {"true": "a breach", "false": "no breach"},
    "maintenance": {"true": "a breach", "false": "no breach"},
}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _View:
    """What the lines of norms are written with."""

    page: Page
    questions: Questions
    is_full: bool
    as_of: date
    common: Reasons
    parties: int
    not_encoded: tuple[NotEncoded, ...]
    words: ContractWords | None


def write_parties(
    page: Page, outcome: Outcome, questions: Questions, is_full: bool, words: ContractWords | None = None
) -> None:
    """What each party must, may and must not do, then what happens by the agreement's own force."""
    common = outcome.state.reasons if outcome.state.state == "undetermined" else frozenset[Reason]()
    parties = len(outcome.parties)
    view = _View(page, questions, is_full, outcome.as_of, common, parties, outcome.not_encoded, words)
    shown = [norm for norm in outcome.norms if is_full or _matters(norm, outcome.state_of(norm.id).possible)]
    names = dict(outcome.parties)
    if common and any(norm.state == "undetermined" and norm.reasons <= common for norm in shown):
        page.blank()
        needs = questions.needs(common)
        page.line(f"Where nothing else is said, what is undetermined hangs on the state of the agreement ({needs}).")
    for roles in _bearers(outcome):
        own = [norm for norm in shown if norm.bearer in roles and norm.kind != "disposition"]
        without = [norm for norm in outcome.none_so_far if norm.bearer in roles and _could_matter(norm, outcome)]
        if own or without:
            page.heading(" and ".join(roles).upper() + (f" ({names[roles[0]]})" if roles[0] in names else ""))
            _write_kinds(view, own, without)
    effects = [norm for norm in shown if norm.kind == "disposition"]
    if effects:
        page.heading("BY THE AGREEMENT'S OWN FORCE")
        _write_norms(view, effects)
    _write_others(view, outcome, {norm.id for norm in shown})


def _bearers(outcome: Outcome) -> tuple[tuple[str, ...], ...]:
    """Those who bear norms, by role; the roles of one party in several agreements together."""
    parties: dict[str, list[str]] = {}
    for role, name in outcome.parties:
        parties.setdefault(name, []).append(role)
    named = {role for role, _ in outcome.parties}
    others = dict.fromkeys(norm.bearer for norm in outcome.norms if norm.bearer not in named)
    return (*map(tuple, parties.values()), *((other,) for other in others))


def _matters(norm: NormOutcome, states: tuple[str, ...]) -> bool:
    """Whether a norm matters on these facts. What is suspended matters only while the agreement may be in force."""
    if norm.in_doubt or any(breach.waived != "true" for breach in norm.breaches):
        return True
    matters = set(_MATTERS[norm.kind]) - (set() if "in force" in states else {"suspended"})
    return not matters.isdisjoint(norm.possible)


def _could_matter(norm: NoneSoFar, outcome: Outcome) -> bool:
    """Whether an instance of such a norm could come: a duty, right or ban, of an agreement that has not ended."""
    return norm.kind in _COMING and not set(outcome.state_of(norm.norm).possible) <= set(FINAL_STATES)


def _write_kinds(view: _View, norms: list[NormOutcome], without: list[NoneSoFar]) -> None:
    for heading in dict.fromkeys(_HEADINGS.values()):
        own = [norm for norm in norms if _HEADINGS[norm.kind] == heading]
        none = [norm for norm in without if _HEADINGS[norm.kind] == heading]
        if own or none:
            view.page.line(heading, 2, color="1")
            _write_norms(view, own)
        for norm in none:
            view.page.line(f"{norm.norm}: {_none(view, norm)}", 4, 4, cited(norm.cite))


def _none(view: _View, norm: NoneSoFar) -> str:
    """That there is no instance so far, and how far that is known."""
    if norm.reasons:
        return f"whether there is one is not known; {_needs(view, norm.reasons) or 'see the state of the agreement'}"
    presumed = {note.name for note in norm.notes if note.kind == "presumption"}
    how = ": presumed" if presumed.intersection(norm.lists) else ""
    return f"none so far (no {listed(norm.lists, 'or')} are recorded{how})" if norm.lists else "none so far"


def _write_norms(view: _View, norms: list[NormOutcome]) -> None:
    for name in dict.fromkeys(norm.norm for norm in norms):
        own = [norm for norm in norms if norm.norm == name]
        first = own[0]
        if len(own) == 1:
            view.page.line(f"{first.id}: {_one_line(view, first)}", 4, 4, cited(first.cite))
            _write_sources(view, first, own)
            continue
        view.page.line(name, 4, 4, cited(first.cite))
        _write_sources(view, first, own)
        for group in _groups(view, own):
            _write_group(view, group)


def _write_sources(view: _View, first: NormOutcome, norms: list[NormOutcome]) -> None:
    """What the norm says, the contract's words, and what of its clause is not encoded."""
    view.page.line(_summary(view, first), 6, 0)
    if view.words is not None:
        view.words.write(view.page, first.norm, first.cite, 8)
    ids = {norm.id for norm in norms}
    lacking: dict[str, list[str]] = {}
    for unit in view.not_encoded:
        if not ids.isdisjoint(unit.affects):
            lacking.setdefault(unit.reason, []).append(f"{unit.section} unit {unit.unit}")
    for reason, places in lacking.items():
        view.page.line(f"not encoded of this clause: {listed(places, most=20)}: {reason}", 8)


def _summary(view: _View, norm: NormOutcome) -> str:
    """What the norm says; to whom it is owed only where that is not the one other party."""
    to = f" (to {norm.to})" if norm.to and view.parties > 2 else ""
    return (norm.summary or norm.action.replace("_", " ")) + to


def _groups(view: _View, norms: list[NormOutcome]) -> Iterator[tuple[NormOutcome, ...]]:
    """Instances in one state together, unless they are few or all are wanted."""
    by_state: dict[tuple[str, ...], list[NormOutcome]] = {}
    for norm in norms:
        by_state.setdefault(norm.possible, []).append(norm)
    for own in by_state.values():
        if view.is_full or len(own) <= _NEXT + 1:
            yield from ((norm,) for norm in own)
        else:
            yield tuple(own)


def _write_group(view: _View, norms: tuple[NormOutcome, ...]) -> None:
    first = norms[0]
    if len(norms) == 1:
        view.page.line(f"{first.id}: {_one_line(view, first)}", 6, 4)
        return
    days = [last for norm in norms if isinstance(last := _last(norm), date)]
    said = [f"{len(norms)} are {stated(first)}"]
    said += [f"{'due' if first.kind == 'duty' else 'until'} {min(days)} to {max(days)}"] if days else []
    said += [amounts(norm.amount for norm in norms)]
    said += [_needs(view, frozenset[Reason]().union(*(norm.reasons for norm in norms)))]
    view.page.line("; ".join(each for each in said if each), 6, 4)
    coming = [norm for norm in norms if isinstance(last := _last(norm), date) and last >= view.as_of][:_NEXT]
    if coming and len(coming) < len(norms):
        view.page.line(f"next: {listed(_next(norm) for norm in coming)}", 8, 4)


def _next(norm: NormOutcome) -> str:
    return f"{_last(norm)}" + (f" {amounts([norm.amount])}" if isinstance(norm.amount, Money) else "")


def _last(norm: NormOutcome) -> object:
    return norm.due if norm.kind == "duty" else norm.ends


def _needs(view: _View, reasons: Reasons) -> str:
    """What is missing; nothing where it is only what the state of the agreement hangs on too."""
    return "" if reasons <= view.common else view.questions.needs(reasons)


def _one_line(view: _View, norm: NormOutcome) -> str:
    """One norm instance: its state, days, amount, uses, and what it needs or waits for."""
    said = [stated(norm), *_days(view, norm)]
    if norm.amount is not None:
        said.append(view.questions.value(norm.amount))
    if norm.in_doubt:
        what = "that is a breach" if norm.state == "performed late" else "it was breached"
        said.append(f"whether {what} is not known ({view.questions.needs(norm.in_doubt)})")
    if norm.state == "undetermined":
        said.append(_needs(view, norm.reasons))
    if not norm.is_sure:
        said.append("if there is such a one")
    if norm.effort:
        said.append(f"standard: {norm.effort.replace('_', ' ')}")
    said += [_use(norm.kind, use) for use in norm.uses if use.act != "unknown" or not norm.in_doubt]
    said.append(_change(norm))
    return "; ".join(each for each in said if each)


def _use(kind: str, use: UseOutcome) -> str:
    """An act, when it was done and what it comes to; one that is known not to be there is not told."""
    if use.day is None and use.act == "unknown":
        return "" if use.verdict == "false" else "whether it was used is not known"
    day = f" on {dated(use.day)}" if use.day is not None else " (day not known)"
    name = "" if use.day is not None and use.act == use.day.isoformat() else f" {use.act}"
    verdicts = _VERDICTS.get(kind, {"true": "", "false": "does not count"})
    verdict = verdicts.get(use.verdict, f"whether {'effective' if kind == 'power' else 'it counts'}: {use.verdict}")
    done = "used" if kind in ("permission", "power") else "act"
    return f"{done}{name}{day}" + (f", {verdict}" if verdict else "")


def _days(view: _View, norm: NormOutcome) -> Iterator[str]:
    """The days of a norm, known or not."""
    if norm.kind == "duty":
        if isinstance(norm.due, date):
            yield f"by {dated(norm.due)}"
        elif isinstance(norm.due, Unknown) and not norm.due.reasons <= view.common:
            yield f"due day {view.questions.value(norm.due)}"
        if isinstance(norm.done, Happening) and norm.done.day is not None:
            yield f"done {dated(norm.done.day)}"
        return
    began = norm.triggered.day if isinstance(norm.triggered, Happening) else None
    if norm.state in ("in effect", "undone") and began is not None:
        yield f"since {dated(began)}"
    if isinstance(norm.ends, date):
        yield until(norm, dated(norm.ends))
    elif isinstance(norm.ends, Unknown) and not norm.ends.reasons <= view.common:
        yield f"last day {view.questions.value(norm.ends)}"


def _change(norm: NormOutcome) -> str:
    """The next change, unless it is what everybody expects on the day after the last one."""
    change = norm.next_change
    last = _last(norm)
    if change is None or (isinstance(last, date) and change.day == last + _ONE_DAY):
        return ""
    return f"{either(change.to.split(' or '))} from {dated(change.day)} if nothing more happens"


def _write_others(view: _View, outcome: Outcome, shown: set[str]) -> None:
    """Instances that are possible, and how many norms are not shown."""
    counts: dict[str, int] = {}
    for norm in outcome.norms:
        if norm.id not in shown:
            counts[norm.state] = counts.get(norm.state, 0) + 1
    told = {norm.norm for norm in outcome.none_so_far if _could_matter(norm, outcome)}
    others = [other for other in outcome.others_possible if other.norm not in told]
    if others or counts:
        view.page.blank()
    for other in others:
        needs = _needs(view, other.reasons) or "see the state of the agreement"
        more = "other " if any(norm.norm == other.norm for norm in outcome.norms) else ""
        view.page.line(f"There may be {more}instances of {other.norm}: {needs}.")
    if counts:
        said = listed((f"{count} {state}" for state, count in sorted(counts.items())), most=20)
        view.page.line(f"Not shown because they do not matter on these facts: {said} (--all shows them).")
