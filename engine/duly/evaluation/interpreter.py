"""Rules, facts and a day to an outcome.

In: an agreement's vocabulary, a fact set, calendars, a `Request` (as-of day, readings, strictness). Out: `Outcome`.
The one idea: the interpreter asks a `World` for everything and decides nothing itself. It reads the state of the
agreement, every instance of every norm and every term on the as-of day, turns what is missing around (from *this
outcome lacks these facts* to *these outcomes hang on this fact*), and finds the next change by reading the same facts
on the later days on which something could change, as if nothing more happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from typing import Any

from duly.calendars import Calendar
from duly.evaluation import explanation
from duly.evaluation.explanation import norm_id, show_id
from duly.evaluation.facts import FactSet, Given
from duly.evaluation.life import agreement_states, line_began
from duly.evaluation.norms import NormStatus, act_id, norm_instances, status
from duly.evaluation.outcome import (
    LANGUAGE_VERSION,
    BreachOutcome,
    Conflict,
    Deadline,
    LeftAside,
    Missing,
    NextChange,
    NormOutcome,
    NotEncoded,
    OtherPossible,
    Outcome,
    Receipt,
    ReliedOn,
    StateOutcome,
    TermOutcome,
    UseOutcome,
)
from duly.evaluation.show import show
from duly.evaluation.world import Choices, World, instances
from duly.language.frame import Frame, Note
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary
from duly.values import Breach, Happening, Listed, NormRef, Reason, Reasons, Record, Unknown, join_reasons

_MOST_CHANGES = 400
_SETTLED = ("ended", "not applicable", "performed", "lapsed", "lifted", "exercised", "undone")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the day, what was known by when, options chosen or left open, whether presumptions hold."""

    as_of: date
    known_by: date | None = None
    readings: tuple[tuple[str, str], ...] = ()
    open_readings: frozenset[str] = frozenset()
    strict: bool = False
    with_why: bool = True


def evaluate_facts(
    vocabulary: Vocabulary, facts: FactSet, calendars: Mapping[str, Calendar], request: Request
) -> Outcome:
    """The outcome of one evaluation."""
    return _Interpreter(vocabulary, facts, calendars, request).outcome()


def world_of(vocabulary: Vocabulary, facts: FactSet, calendars: Mapping[str, Calendar], request: Request) -> World:
    """The world in which a request is answered."""
    known = facts.known_by(request.known_by) if request.known_by is not None else facts
    return World(vocabulary, known, calendars, Choices(request.readings, request.open_readings, request.strict))


class _Interpreter:
    """One evaluation."""

    def __init__(
        self, vocabulary: Vocabulary, facts: FactSet, calendars: Mapping[str, Calendar], request: Request
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = vocabulary.rules
        self.request = request
        self.day = request.as_of
        self.facts = facts.known_by(request.known_by) if request.known_by is not None else facts
        self.world = world_of(vocabulary, facts, calendars, request)
        lasting = self.facts.if_nothing_more(self.day)
        self.later = World(vocabulary, lasting, calendars, self.world.choices)

    def outcome(self) -> Outcome:
        """Everything that the evaluation says."""
        state = self._state()
        norms, others = self._norms()
        terms = self._terms()
        return Outcome(
            agreement=self.rules.agreement.id,
            title=self.rules.agreement.title,
            facts_title=self.facts.title,
            parties=self.rules.agreement.parties,
            as_of=self.day,
            state=state,
            norms=norms,
            terms=terms,
            deadlines=_deadlines(norms, self.day),
            breaches=tuple(breach for norm in norms for breach in norm.breaches),
            conflicts=self._conflicts(state, norms),
            missing=self._missing(state, norms, terms, others),
            relied_on=self._relied_on(state, norms, terms),
            left_aside=tuple(self._left_aside()),
            others_possible=others,
            not_encoded=self._not_encoded(norms),
            receipt=self._receipt(),
        )

    # The agreement.

    def _state(self) -> StateOutcome:
        frame = self.world.frame(self.day)
        states, reasons = agreement_states(self.world, frame)
        since, line = self._governing(states)
        return StateOutcome(
            state=states[0] if len(states) == 1 else "undetermined",
            possible=states,
            reasons=reasons,
            since=since,
            cite=line.cite if line is not None else (),
            summary=line.summary if line is not None else "",
            next_change=self._next_change(lambda view: agreement_states(self.later, view)[0]),
            why=explanation.explain_state(self.world, self.day) if self.request.with_why else None,
            notes=tuple(sorted(frame.notes)),
        )

    def _governing(self, states: tuple[str, ...]) -> tuple[date | None, m.LifeLine | None]:
        """The line that gives the state, and since when."""
        if len(states) != 1:
            return None, None
        begun: list[tuple[date, int, m.LifeLine]] = []
        for position, line in enumerate(self.rules.agreement.life):
            start = line_began(self.world, line, self.world.frame(self.day))
            if line.state == states[0] and start.day is not None and start.day <= self.day:
                begun.append((start.day, position, line))
        if not begun:
            return None, None
        chosen = (
            min(begun, key=lambda row: row[:2]) if states[0] in m.FINAL_STATES else max(begun, key=lambda row: row[:2])
        )
        return chosen[0], chosen[2]

    def _next_change(self, said: Callable[[Frame], Any]) -> NextChange | None:
        """The first later day on which what is said would be something else, if nothing more happened."""
        frame = self.later.frame(self.day)
        now = said(frame)
        for _ in range(_MOST_CHANGES):
            day = _sooner(frame.until, frame.vantage.until)
            if day is None:
                return None
            frame = self.later.frame(day)
            then = said(frame)
            if then != now:
                return NextChange(day, " or ".join(then))
        return None

    # Norms.

    def _norms(self) -> tuple[tuple[NormOutcome, ...], tuple[OtherPossible, ...]]:
        found: list[NormOutcome] = []
        others: list[OtherPossible] = []
        for norm in self.rules.norms.values():
            frame = self.world.frame(self.day)
            sure, possible, doubts = norm_instances(self.world, norm, frame)
            found.extend(self._norm(norm, ref, is_sure=True) for ref in sure)
            found.extend(self._norm(norm, ref, is_sure=False) for ref in possible)
            if doubts:
                others.append(OtherPossible(norm.name, doubts))
        return tuple(found), tuple(others)

    def _norm(self, norm: m.Norm, ref: NormRef, is_sure: bool) -> NormOutcome:
        frame = self.world.frame(self.day)
        found = status(self.world, ref, frame)
        named = norm_id(ref)
        return NormOutcome(
            id=named,
            norm=norm.name,
            kind=norm.kind,
            bearer=norm.bearer,
            to=norm.to,
            action=norm.action,
            summary=norm.summary,
            cite=norm.cite,
            state=found.state,
            possible=found.states,
            reasons=found.reasons,
            triggered=found.triggered,
            due=found.due,
            starts=found.triggered,
            ends=found.ends,
            done=found.done,
            amount=found.amount,
            effort=norm.effort,
            uses=self._uses(found),
            breaches=self._breaches(norm, named, found),
            next_change=self._next_change(lambda view: status(self.later, ref, view).states),
            is_sure=is_sure,
            why=explanation.explain_norm(self.world, ref, self.day) if self.request.with_why else None,
            notes=tuple(sorted(frame.notes)),
        )

    def _uses(self, found: NormStatus) -> tuple[UseOutcome, ...]:
        return tuple(
            UseOutcome(act_id(act.what) or show(act.event), act.event.day, show(act.verdict)) for act in found.acts
        )

    def _breaches(self, norm: m.Norm, named: str, found: NormStatus) -> tuple[BreachOutcome, ...]:
        return tuple(
            BreachOutcome(named, norm.bearer, breach.day, act_id(breach.act), show(self._waived(breach)))
            for breach in found.breaches
        )

    def _waived(self, breach: Breach) -> Any:
        return self.world.breach_waived(breach, self.world.frame(self.day))

    # Terms.

    def _terms(self) -> tuple[TermOutcome, ...]:
        found: list[TermOutcome] = []
        for term in self.rules.terms.values():
            sure, possible, _ = instances(term.parameters, self.world.frame(self.day))
            for row in (*sure, *possible):
                frame = self.world.frame(self.day)
                value = self.world.term(term, row, frame)
                named = term.name + (f"[{', '.join(map(show_id, row))}]" if row else "")
                reasons = join_reasons(value) if isinstance(value, (Unknown, Happening, Listed)) else frozenset()
                found.append(
                    TermOutcome(
                        named,
                        str(term.type),
                        value,
                        term.cite,
                        term.summary,
                        term.report,
                        reasons,
                        tuple(sorted(frame.notes)),
                    )
                )
        return tuple(found)

    # What an outcome rests on.

    def _missing(
        self,
        state: StateOutcome,
        norms: Iterable[NormOutcome],
        terms: Iterable[TermOutcome],
        others: Iterable[OtherPossible],
    ) -> tuple[Missing, ...]:
        """What is not known, each with the outcomes that hang on it."""
        affected: dict[Reason, dict[str, None]] = {}

        def hangs(reasons: Reasons, name: str) -> None:
            for reason in reasons:
                affected.setdefault(Reason(reason.kind, reason.name), {})[name] = None

        if state.state == "undetermined":
            hangs(state.reasons, "agreement")
        for norm in norms:
            undecided = norm.reasons if norm.state == "undetermined" else frozenset()
            values = () if norm.state in _SETTLED else (norm.due, norm.amount)
            hangs(undecided.union(*(value.reasons for value in values if isinstance(value, Unknown))), norm.id)
        for other in others:
            hangs(other.reasons, f"{other.norm}[…]")
        for term in terms:
            if term.is_shown:
                hangs(term.reasons, term.id)
        rows = sorted(affected.items(), key=lambda row: (_KIND_ORDER.index(row[0].kind), row[0].name))
        return tuple(self._asked(reason, tuple(names)) for reason, names in rows if reason.kind != "gate")

    def _asked(self, reason: Reason, affects: tuple[str, ...]) -> Missing:
        fact = self._fact_called(reason.name)
        detail = reason.detail
        if reason.kind == "reading" and reason.name in self.rules.readings:
            detail = self.rules.readings[reason.name].question
        if reason.kind == "silence" and reason.name in self.rules.silences:
            detail = self.rules.silences[reason.name].matter
        ask = fact.ask if fact is not None else ""
        answered_by = (fact.judgment_of or fact.answered_by) if fact is not None else ""
        return Missing(reason.kind, reason.name, detail, ask, answered_by, affects)

    def _fact_called(self, name: str) -> m.Fact | None:
        """The fact or field that a name such as `signed` or `order[o1].price` stands for."""
        if name in self.rules.facts:
            return self.rules.facts[name]
        record, bracket, rest = name.partition("[")
        field = rest.rpartition("].")[2]
        if bracket and record in self.rules.records:
            return next((fact for fact in self.rules.records[record].fields if fact.name == field), None)
        return None

    def _relied_on(
        self, state: StateOutcome, norms: Iterable[NormOutcome], terms: Iterable[TermOutcome]
    ) -> tuple[ReliedOn, ...]:
        """Judgments, presumptions, assumptions, counting lines and readings, each with the outcomes that rest on it."""
        affected: dict[Note, dict[str, None]] = {}
        noted: list[tuple[str, tuple[Note, ...]]] = [("agreement", state.notes)]
        noted += [(norm.id, norm.notes) for norm in norms]
        noted += [(term.id, term.notes) for term in terms if term.is_shown]
        for name, notes in noted:
            for note in notes:
                affected.setdefault(note, {})[name] = None
        rows = sorted(affected.items(), key=lambda row: (_NOTE_ORDER.index(row[0].kind), row[0].name, row[0].detail))
        return tuple(
            ReliedOn(note.kind, note.name, note.detail, self._said(note), tuple(names)) for note, names in rows
        )

    def _said(self, note: Note) -> str:
        if note.kind == "reading" and note.name in self.rules.readings:
            rule = self.rules.readings[note.name]
            option = note.detail.partition(": ")[2]
            chosen = next((each.says for each in rule.options if each.name == option), "")
            return f"{rule.question} {chosen}".strip()
        fact = self._fact_called(note.name)
        return fact.ask if fact is not None else ""

    def _conflicts(self, state: StateOutcome, norms: tuple[NormOutcome, ...]) -> tuple[Conflict, ...]:
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

    def _left_aside(self) -> Iterable[LeftAside]:
        for name, given in self.facts.given.items():
            yield from _later(name, given, self.rules, self.day)

    def _not_encoded(self, norms: Iterable[NormOutcome]) -> tuple[NotEncoded, ...]:
        """Units without encoding, where an outcome cites their section or is said to be encoded by their neighbours."""
        cited: dict[str, list[str]] = {}
        for norm in norms:
            for citation in norm.cite:
                cited.setdefault(citation.section, []).append(norm.id)
        found = [unit for unit in self.rules.text if unit.not_encoded is not None]
        return tuple(
            NotEncoded(unit.section, unit.unit, unit.not_encoded or "", tuple(cited.get(unit.section, ())))
            for unit in found
        )

    def _receipt(self) -> Receipt:
        return Receipt(
            engine=metadata.version("duly"),
            language=LANGUAGE_VERSION,
            rules=self.rules.digest,
            facts=self.facts.digest,
            as_of=self.day,
            known_by=self.request.known_by,
            strict=self.request.strict,
            readings=tuple(sorted(self.request.readings)),
        )


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
_NOTE_ORDER = ("reading", "assumption", "counting", "presumption", "judgment", "not encoded", "conflict")


def _sooner(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None


def _deadlines(norms: Iterable[NormOutcome], day: date) -> tuple[Deadline, ...]:
    """Known days of what is still to come or undone, in order: due days of duties, last days of the rest."""
    found: list[Deadline] = []
    for norm in norms:
        last = norm.due if norm.kind == "duty" else norm.ends
        waits = norm.state in (
            "upcoming",
            "due",
            "overdue",
            "in force",
            "violated",
            "available",
            "suspended",
            "undetermined",
        )
        if isinstance(last, date) and waits and (last >= day or norm.kind == "duty"):
            found.append(Deadline(last, norm.id, norm.bearer, norm.kind, norm.summary, norm.state, norm.amount))
    return tuple(sorted(found, key=lambda row: (row.day, row.id)))


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
