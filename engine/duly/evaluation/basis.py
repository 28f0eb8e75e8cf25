"""What an outcome rests on, and what it lacks.

In: the parts of an outcome. Out: what is missing, relied on, in conflict, left aside or not encoded. The one idea:
each part of an outcome knows what it lacks and rests on; a reader wants it the other way round, so it is turned: this
fact is not known, and these outcomes hang on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from duly.evaluation.facts import FactSet, Given
from duly.evaluation.outcome import (
    Conflict,
    LeftAside,
    Missing,
    NoneSoFar,
    NormOutcome,
    NotEncoded,
    OtherPossible,
    ReliedOn,
    StateOutcome,
    TermOutcome,
)
from duly.language.frame import Note
from duly.model import nodes as m
from duly.values import Happening, Reason, Reasons, Record, Unknown

_SETTLED = ("ended", "not applicable", "performed", "lapsed", "lifted", "exercised", "undone")
_KIND_ORDER = (
    "fact",
    "list",
    "judgment",
    "reading",
    "silence",
    "order",
    "effort",
    "calendar",
    "counting",
    "conflict",
    "open",
    "gate",
)
_ASKED_BY_NAME = ("fact", "list", "judgment", "reading", "silence", "order")
"""Kinds of which only the name is asked about; of others it matters what is missing."""
_NOTE_ORDER = (
    "reading",
    "assumption",
    "understanding",
    "counting",
    "presumption",
    "judgment",
    "not encoded",
    "conflict",
)


class Basis:
    """Turns around what the parts of outcomes of these rules say of themselves."""

    def __init__(self, rules: m.Rules) -> None:
        self.rules = rules

    def missing(
        self,
        states: Mapping[str, StateOutcome],
        norms: Iterable[NormOutcome],
        terms: Iterable[TermOutcome],
        others: Iterable[OtherPossible],
    ) -> tuple[Missing, ...]:
        """What is not known, each with the outcomes that hang on it."""
        affected: dict[Reason, dict[str, None]] = {}

        def hangs(reasons: Reasons, name: str) -> None:
            for reason in reasons:
                detail = "" if reason.kind in _ASKED_BY_NAME else reason.detail
                affected.setdefault(Reason(reason.kind, reason.name, detail), {})[name] = None

        for called, state in states.items():
            if state.state == "undetermined":
                hangs(state.reasons, called)
        for norm in norms:
            undecided = norm.reasons if norm.state == "undetermined" else frozenset()
            values = () if norm.state in _SETTLED else (norm.due, norm.amount)
            hangs(norm.in_doubt, norm.id)
            hangs(undecided.union(*(value.reasons for value in values if isinstance(value, Unknown))), norm.id)
        for other in others:
            hangs(other.reasons, f"{other.norm}[…]")
        for term in terms:
            if term.is_shown:
                hangs(_asked_of(term), term.id)
        rows = sorted(affected.items(), key=lambda row: (_KIND_ORDER.index(row[0].kind), row[0].name, row[0].detail))
        return tuple(self._asked(reason, tuple(names)) for reason, names in rows if reason.kind != "gate")

    def _asked(self, reason: Reason, affects: tuple[str, ...]) -> Missing:
        fact = self._fact_called(reason.name)
        detail = reason.detail
        options: tuple[tuple[str, str], ...] = ()
        if reason.kind == "reading" and reason.name in self.rules.readings:
            detail = self.rules.readings[reason.name].question
            options = tuple((option.name, option.says) for option in self.rules.readings[reason.name].options)
        if reason.kind == "silence" and reason.name in self.rules.silences:
            detail = self.rules.silences[reason.name].matter
        ask = fact.ask if fact is not None else ""
        answered_by = (fact.judgment_of or fact.answered_by) if fact is not None else ""
        return Missing(reason.kind, reason.name, detail, ask, answered_by, affects, options)

    def _fact_called(self, name: str) -> m.Fact | None:
        """The fact or field that a name such as `signed` or `order[o1].price` stands for."""
        if name in self.rules.facts:
            return self.rules.facts[name]
        record, bracket, rest = name.partition("[")
        field = rest.rpartition("].")[2]
        if bracket and record in self.rules.records:
            return next((fact for fact in self.rules.records[record].fields if fact.name == field), None)
        return None

    def relied_on(
        self,
        states: Mapping[str, StateOutcome],
        norms: Iterable[NormOutcome],
        terms: Iterable[TermOutcome],
        without: Iterable[NoneSoFar] = (),
    ) -> tuple[ReliedOn, ...]:
        """Judgments, presumptions, assumptions, counting lines and readings, each with the outcomes that rest on it."""
        affected: dict[Note, dict[str, None]] = {}
        noted = [(called, state.notes) for called, state in states.items()]
        noted += [(norm.id, norm.notes) for norm in norms]
        noted += [(term.id, term.notes) for term in terms if term.is_shown]
        noted += [(f"{norm.norm}[…]", norm.notes) for norm in without]
        for name, notes in noted:
            for note in notes:
                affected.setdefault(note, {})[name] = None
        rows = sorted(affected.items(), key=lambda row: (_NOTE_ORDER.index(row[0].kind), row[0].name, row[0].detail))
        return tuple(self._relied_on(note, tuple(names)) for note, names in rows)

    def _relied_on(self, note: Note, affects: tuple[str, ...]) -> ReliedOn:
        if note.kind == "reading" and note.name in self.rules.readings:
            rule = self.rules.readings[note.name]
            option = note.detail.partition(": ")[2]
            chosen = next((each.says for each in rule.options if each.name == option), "")
            says = f"{rule.question} {chosen}".strip()
            return ReliedOn(note.kind, note.name, note.detail, says, affects, chosen, rule.cite)
        fact = self._fact_called(note.name)
        return ReliedOn(note.kind, note.name, note.detail, fact.ask if fact is not None else "", affects)

    def conflicts(self, state: StateOutcome, norms: tuple[NormOutcome, ...]) -> tuple[Conflict, ...]:
        """What rules disagree on: states, replaced keys, and a duty to do what the same party must not do."""
        found = [Conflict("agreement", reason.detail) for reason in sorted(state.reasons) if reason.kind == "conflict"]
        notes = {note for norm in norms for note in norm.notes if note.kind == "conflict"}
        found += [Conflict(note.name, note.detail) for note in sorted(notes)]
        banned = {
            (norm.bearer, norm.action): norm.id
            for norm in norms
            if norm.kind == "prohibition" and norm.state in ("in force", "violated")
        }
        for norm in norms:
            other = banned.get((norm.bearer, norm.action))
            if norm.kind == "duty" and norm.state in ("due", "overdue") and other is not None:
                found.append(Conflict(norm.id, f"{norm.bearer} must {norm.action} and, by {other}, must not"))
        return tuple(found)

    def left_aside(self, facts: FactSet, day: date) -> Iterable[LeftAside]:
        """Events that are dated after the as-of day."""
        for name, given in facts.given.items():
            yield from _later(name, given, self.rules, day)

    def not_encoded(self, norms: Iterable[NormOutcome], terms: Iterable[TermOutcome]) -> tuple[NotEncoded, ...]:
        """Units without encoding, where an outcome cites their section or one that it is in or that is in it."""
        cited: dict[str, dict[str, dict[str, None]]] = {}
        resting = [(norm.id, norm.cite) for norm in norms]
        resting += [(term.id, term.cite) for term in terms if term.is_shown]
        for name, citations in resting:
            for citation in citations:
                places = cited.setdefault(citation.agreement, {})
                places.setdefault(citation.section.casefold(), {})[name] = None
        texts = {"": self.rules.text, **{short: used.text for short, used in self.rules.used.items()}}
        found: list[NotEncoded] = []
        for short, places in cited.items():
            for unit in texts.get(short, ()):
                if unit.not_encoded is not None:
                    own = unit.section.casefold()
                    affects = dict.fromkeys(name for each in places if _is_one(each, own) for name in places[each])
                    section = f"{short} {unit.section}".strip()
                    found += [NotEncoded(section, unit.unit, unit.not_encoded, tuple(affects))] if affects else []
        return tuple(found)


def _asked_of(term: TermOutcome) -> Reasons:
    """What a figure lacks; of an event that is known not to have happened yet, not that it may still happen."""
    is_told = isinstance(term.value, Happening) and term.value.status == "not yet"
    return frozenset(reason for reason in term.reasons if not (is_told and reason.kind == "open"))


def _is_one(section: str, other: str) -> bool:
    """Whether two sections are the same, or one is part of the other."""
    return section == other or section.startswith(other + ".") or other.startswith(section + ".")


def _later(name: str, given: Given, rules: m.Rules, day: date) -> Iterable[LeftAside]:
    fact = rules.facts.get(name)
    if given.kind == "value" and fact is not None and fact.type.kind == "event" and given.value > day:
        yield LeftAside(name, given.value)
    if given.kind == "list":
        for member in given.value:
            if isinstance(member, Record):
                events = {field.name for field in rules.records[member.type].fields if field.type.kind == "event"}
                for field, inner in member.fields.items():
                    if field in events and inner.kind == "value" and inner.value > day:
                        yield LeftAside(f"{name}[{member.id}].{field}", inner.value)
