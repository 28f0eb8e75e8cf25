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
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from duly.calendars import Calendar
from duly.evaluation import explanation
from duly.evaluation.basis import Basis
from duly.evaluation.explanation import norm_id, show_id
from duly.evaluation.facts import FactSet
from duly.evaluation.instances import term_instances
from duly.evaluation.life import line_began
from duly.evaluation.narrowing import Narrowing, states_in, states_of
from duly.evaluation.norms import NormStatus, act_id, norm_instances, status
from duly.evaluation.outcome import (
    LANGUAGE_VERSION,
    BreachOutcome,
    Deadline,
    NextChange,
    NoneSoFar,
    NormOutcome,
    OtherPossible,
    Outcome,
    Receipt,
    StateOutcome,
    StatePeriod,
    TermOutcome,
    UsedOutcome,
    UseOutcome,
)
from duly.evaluation.show import show
from duly.evaluation.world import Choices, World
from duly.language.frame import Frame
from duly.language.nodes import Name, walk
from duly.model import nodes as m
from duly.model.uses import everything, scope_of
from duly.model.vocabulary import Vocabulary
from duly.values import Breach, Happening, Listed, NormRef, Reasons, Unknown, join_reasons
from duly.version import VERSION

_Rule = TypeVar("_Rule")
_MOST_CHANGES = 400
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the day, what was known by when, options chosen or left open, whether presumptions hold.

    `with_why` and `with_changes` ask for explanations and for the next change of each outcome, which cost the most;
    `also` are norms and terms of agreements that are used, which the outcome is to hold beside the agreement's own;
    `only` the names of all that it is to hold, where nobody wants the rest.
    """

    as_of: date
    known_by: date | None = None
    readings: tuple[tuple[str, str], ...] = ()
    open_readings: frozenset[str] = frozenset()
    strict: bool = False
    with_why: bool = True
    with_changes: bool = True
    also: frozenset[str] = frozenset()
    only: frozenset[str] | None = None

    def asked(self, table: Mapping[str, _Rule]) -> tuple[_Rule, ...]:
        """The rules of one kind that the outcome is to hold."""
        if self.only is not None:
            return tuple(rule for name, rule in everything(table).items() if name in self.only)
        return tuple(rule for name, rule in everything(table).items() if name in self.also or not scope_of(name))


def evaluate_facts(
    vocabulary: Vocabulary,
    facts: FactSet,
    calendars: Mapping[str, Calendar],
    request: Request,
    world: World | None = None,
) -> Outcome:
    """The outcome of one evaluation; `world` is the request's own, if it has been made already."""
    return _Interpreter(vocabulary, facts, calendars, request, world).outcome()


def world_of(vocabulary: Vocabulary, facts: FactSet, calendars: Mapping[str, Calendar], request: Request) -> World:
    """The world in which a request is answered."""
    known = facts.known_by(request.known_by) if request.known_by is not None else facts
    return World(vocabulary, known, calendars, Choices(request.readings, request.open_readings, request.strict))


class _Interpreter:
    """One evaluation."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        facts: FactSet,
        calendars: Mapping[str, Calendar],
        request: Request,
        world: World | None,
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = vocabulary.rules
        self.request = request
        self.day = request.as_of
        self.facts = facts.known_by(request.known_by) if request.known_by is not None else facts
        self.world = world if world is not None else world_of(vocabulary, facts, calendars, request)
        self.basis = Basis(self.rules)
        self.opened: explanation.Opened = set()
        lasting = self.facts.if_nothing_more(self.day)
        self.later = World(vocabulary, lasting, calendars, self.world.choices)
        self.narrowing, self.later_narrowing = Narrowing(), Narrowing()

    def outcome(self) -> Outcome:
        """Everything that the evaluation says."""
        state = self._state("")
        used = tuple(self._used(name) for name in self.rules.used)
        norms, others, none_so_far = self._norms()
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
            conflicts=self.basis.conflicts(state, norms),
            missing=self.basis.missing(self._states(state, used), norms, terms, others),
            relied_on=self.basis.relied_on(self._states(state, used), norms, terms, none_so_far),
            left_aside=tuple(self.basis.left_aside(self.facts, self.day)),
            others_possible=others,
            not_encoded=self.basis.not_encoded(norms, terms),
            receipt=self._receipt(),
            facts_through=self.facts.through,
            none_so_far=none_so_far,
            used=used,
            is_set=self.rules.is_set,
        )

    # The agreement.

    def _used(self, name: str) -> UsedOutcome:
        agreement = self.rules.agreement_called(name)
        return UsedOutcome(name, agreement.id, agreement.title, self._state(name))

    def _states(self, own: StateOutcome, used: tuple[UsedOutcome, ...]) -> dict[str, StateOutcome]:
        """The states by the names under which they are told; those of agreements that are only used left out."""
        if self.rules.is_set:
            return {each.name: each.state for each in used}
        return {"agreement": own}

    def _state(self, scope: str) -> StateOutcome:
        asked = states_in(scope)
        frame = self.world.frame(self.day)
        states, reasons = self.narrowing.states(self.world, frame, asked)
        since, line = self._governing(states, scope)
        return StateOutcome(
            state=states[0] if len(states) == 1 else "undetermined",
            possible=states,
            reasons=reasons,
            since=since,
            cite=line.cite if line is not None else (),
            summary=line.summary if line is not None else "",
            next_change=self._next_change(lambda view: self.later_narrowing.states(self.later, view, asked)[0]),
            why=explanation.explain_state(self.world, self.day, opened=self.opened, scope=scope, states=states)
            if self.request.with_why
            else None,
            notes=tuple(sorted(frame.notes)),
            history=tuple(self._history(asked)),
        )

    def _history(self, asked: Callable[[World, Frame], tuple[tuple[str, ...], Reasons]]) -> Iterable[StatePeriod]:
        """An agreement's states up to the as-of day, as they look now and as they looked on each day."""
        day = first = self.world.earliest
        said: tuple[str, str] | None = None
        while day <= self.day:
            now, then = self.world.frame(day, seen=self.day), self.world.frame(day)
            found = tuple(" or ".join(self.narrowing.states(self.world, frame, asked)[0]) for frame in (now, then))
            if said is not None and found != said:
                yield StatePeriod(first, day - _ONE_DAY, *said)
                first = day
            said = (found[0], found[1])
            following = _sooner(_sooner(now.until, then.until), then.vantage.until)
            if following is None or following > self.day:
                break
            day = following
        if said is not None:
            yield StatePeriod(first, self.day, *said)

    def _governing(self, states: tuple[str, ...], scope: str) -> tuple[date | None, m.LifeLine | None]:
        """The line that gives the state, and since when."""
        if len(states) != 1:
            return None, None
        begun: list[tuple[date, int, m.LifeLine]] = []
        for position, line in enumerate(self.rules.agreement_called(scope).life):
            start = self.world.frame(self.day).of(scope, partial(line_began, self.world, line))
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
        if not self.request.with_changes:
            return None
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

    def _norms(self) -> tuple[tuple[NormOutcome, ...], tuple[OtherPossible, ...], tuple[NoneSoFar, ...]]:
        found: list[NormOutcome] = []
        others: list[OtherPossible] = []
        without: list[NoneSoFar] = []
        for norm in self.request.asked(self.rules.norms):
            frame = self.world.frame(self.day)
            sure, possible, doubts = norm_instances(self.world, norm, frame)
            found.extend(self._norm(norm, ref, is_sure=True) for ref in sure)
            found.extend(self._norm(norm, ref, is_sure=False) for ref in possible)
            if doubts:
                others.append(OtherPossible(norm.name, doubts))
            if not (sure or possible):
                without.append(_without(self.rules, norm, doubts, frame))
        return tuple(found), tuple(others), tuple(without)

    def _norm(self, norm: m.Norm, ref: NormRef, is_sure: bool) -> NormOutcome:
        frame = self.world.frame(self.day)
        found = status(self.world, ref, frame)
        states, reasons = self.narrowing.states(self.world, frame, states_of(ref))
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
            state=states[0] if len(states) == 1 else "undetermined",
            possible=states,
            reasons=reasons,
            triggered=found.triggered,
            due=found.due,
            starts=found.triggered,
            ends=found.ends,
            done=found.done,
            amount=found.amount,
            effort=norm.effort,
            uses=self._uses(found),
            breaches=self._breaches(norm, named, found),
            next_change=self._next_change(
                lambda view: self.later_narrowing.states(self.later, view, states_of(ref))[0]
            ),
            is_sure=is_sure,
            why=explanation.explain_norm(self.world, ref, self.day, opened=self.opened, states=states)
            if self.request.with_why
            else None,
            notes=tuple(sorted(frame.notes)),
            in_doubt=_breaches_in_doubt(norm, found) if len(states) == 1 else frozenset(),
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
        for term in self.request.asked(self.rules.terms):
            sure, possible, _ = term_instances(term, self.world.frame(self.day))
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

    def _receipt(self) -> Receipt:
        return Receipt(
            engine=VERSION,
            language=LANGUAGE_VERSION,
            rules=self.rules.digest,
            facts=self.facts.digest,
            as_of=self.day,
            known_by=self.request.known_by,
            strict=self.request.strict,
            readings=tuple(sorted(self.request.readings)),
        )


def _breaches_in_doubt(norm: m.Norm, found: NormStatus) -> Reasons:
    """Why it is not known whether there was a breach, or another one, though the state is."""
    if norm.kind in ("prohibition", "maintenance"):
        return found.doubts.union(*(act.verdict.reasons for act in found.acts if isinstance(act.verdict, Unknown)))
    return found.breached.reasons if found.breached.status == "unknown" else frozenset()


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


def _without(rules: m.Rules, norm: m.Norm, doubts: Reasons, frame: Frame) -> NoneSoFar:
    """A norm without an instance, with the lists that it stands for each member of."""
    names = [node.name for _, items in norm.parameters for node in walk(items) if isinstance(node, Name)]
    named = [name for name in names if name in rules.facts or name in rules.terms]
    return NoneSoFar(
        norm.name,
        norm.kind,
        norm.bearer,
        norm.summary,
        norm.cite,
        tuple(dict.fromkeys(named)),
        doubts,
        tuple(sorted(frame.notes)),
    )
