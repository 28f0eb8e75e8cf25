"""What is the case on given facts: the `World` that expressions are evaluated in.

In: the rules of an agreement, a fact set, the options by which passages are read. Out: the value of every name on
every day. The one idea: **every term and norm has a value on every day**, read through a `Frame`; nothing is stored
between evaluations, and within one a value is remembered together with the days over which it holds, so that a history
is read in a few steps. What has not happened so far carries the day read as its lower bound; whoever takes a
remembered value on a later day raises that bound.

Facts are the leaves. A fact that nobody has given is unknown; an event that is given as absent is known not to have
happened through the day to which the fact set is complete; and where the rules declare the presumption that what is
not recorded did not happen, that is noted whenever a result relies on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from duly.calendars import Calendar
from duly.counting import Period
from duly.evaluation import counted
from duly.evaluation.facts import FactSet, Given
from duly.evaluation.instances import bind
from duly.evaluation.memory import Memory, Remembered, refreshed
from duly.evaluation.stated import stated
from duly.language.evaluator import agreed, evaluate
from duly.language.frame import BudgetSpent, Frame, Recorder
from duly.language.happenings import Progress
from duly.language.nodes import Name, walk
from duly.limits import EVALUATION_STEPS
from duly.model import nodes as m
from duly.model.circles import LIFE
from duly.model.uses import scope_of
from duly.model.vocabulary import Vocabulary, expressions_of
from duly.values import (
    ABSENT,
    Absent,
    AgreementRef,
    Breach,
    Happening,
    Listed,
    Money,
    NormRef,
    Reason,
    Reasons,
    Record,
    Unknown,
    Value,
    happened,
    unknown,
)

_ONE_DAY = timedelta(days=1)
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Choices:
    """How an evaluation is made: options chosen, readings left open, and whether presumptions hold."""

    options: tuple[tuple[str, str], ...] = ()
    open: frozenset[str] = frozenset()
    strict: bool = False


class CircleFound(Exception):
    """A rule asked for itself on the same day: the load-time check missed a circle, which is a bug."""


class World:
    """The values of all names on given facts; implements `duly.language.frame.World`."""

    def __init__(
        self, vocabulary: Vocabulary, facts: FactSet, calendars: Mapping[str, Calendar], choices: Choices = Choices()
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = vocabulary.rules
        self.facts = facts
        self._calendars = calendars
        self.choices = choices
        self._options = dict(choices.options)
        self._steps = 0
        self.recorder: Recorder | None = None
        self._memory: dict[tuple[Any, ...], Memory] = {}
        self._progress: dict[tuple[Any, ...], Progress] = {}
        self._working: set[tuple[Any, ...]] = set()
        self._earliest = min((*facts.days(), vocabulary.earliest))
        self.exceptions = vocabulary.yielding
        self._records = _records(facts)
        self._named: dict[str, frozenset[str]] = {}
        self._circular, self._delayed = vocabulary.circles().names, vocabulary.circles().delayed
        agreements = {"": self.rules.agreement, **{name: used.agreement for name, used in self.rules.used.items()}}
        self._counting = {scope: {line.name: line for line in each.counting} for scope, each in agreements.items()}

    # What the evaluator asks (the protocol).

    @property
    def earliest(self) -> date:
        """The earliest day that rules or facts name."""
        return self._earliest

    @property
    def currency(self) -> str:
        """The agreement's currency code."""
        return self.rules.agreement.currency

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars by id."""
        return self._calendars

    def counting(self, frame: Frame) -> Mapping[str, m.CountingLine]:
        """The lines by which the agreement counts whose rule the frame reads."""
        return self._counting[frame.scope]

    def spend(self) -> None:
        """Takes one step from the budget."""
        self._steps += 1
        if self._steps > EVALUATION_STEPS:
            raise BudgetSpent

    def frame(self, day: date, bindings: dict[str, Any] | None = None, seen: date | None = None) -> Frame:
        """A frame on `day`, looked at from `seen` (the same day if not given)."""
        return Frame(self, day, seen or day, bindings)

    def name(self, name: str, frame: Frame) -> Value:
        """The value of a fact, term, norm or agreement."""
        rules = self.rules
        if name in rules.terms:
            return self.term(rules.terms[name], (), frame)
        if name in rules.facts:
            return self.fact(rules.facts[name], frame)
        if name in rules.norms:
            return NormRef(name)
        return AgreementRef(name if name in rules.used else rules.agreement.id)

    def instance(self, name: str, arguments: tuple[Value, ...], frame: Frame) -> Value:
        """One instance of a term or norm."""
        if name in self.rules.terms:
            return self.term(self.rules.terms[name], arguments, frame)
        return NormRef(name, arguments)

    def field(self, record: Record, name: str, frame: Frame) -> Value:
        """A record's field; a field that names another record is that record."""
        type_ = self.rules.records[record.type]
        fact = next(field for field in type_.fields if field.name == name)
        own = self._records.get((record.type, record.id), record)
        value = stated(self, fact, own.fields.get(name), f"{record.type}[{record.id}].{name}", frame)
        if fact.type.kind == "record" and isinstance(value, str):
            return self._records.get((fact.type.name, value), unknown("fact", f"{fact.type.name}[{value}]"))
        return value

    def norm_field(self, norm: NormRef, name: str, frame: Frame) -> Value:
        """A norm's date or event."""
        from duly.evaluation.norms import status

        found = status(self, norm, frame)
        match name:
            case "triggered":
                return refreshed(found.triggered, frame)
            case "due":
                return found.due if found.due is not None else ABSENT
            case "done":
                return refreshed(found.done, frame)
            case "exercised":
                return refreshed(found.exercised, frame)
            case "breached":
                return refreshed(found.breached, frame)
            case "ends":
                return found.ends if found.ends is not None else ABSENT
            case _:
                return refreshed(found.ended, frame)

    def states(self, target: NormRef | AgreementRef, frame: Frame) -> tuple[tuple[str, ...], Reasons]:
        """The states that an agreement or norm may be in."""
        from duly.evaluation.life import agreement_states
        from duly.evaluation.norms import status

        if isinstance(target, AgreementRef):
            return frame.of(target.id if target.id in self.rules.used else "", partial(agreement_states, self))
        found = status(self, target, frame)
        return found.states, found.reasons

    def breaches(self, group: str, party: str | None, frame: Frame) -> Listed:
        """The breaches of a norm, group or agreement, by a party if one is named."""
        from duly.evaluation.norms import breaches_of

        return breaches_of(self, group, party, frame)

    def breach_waived(self, breach: Breach, frame: Frame) -> Value:
        """Whether a breach is waived."""
        from duly.evaluation.waivers import is_waived

        return frame.of(scope_of(breach.norm), partial(is_waived, self, breach))

    def begins(self, record: Record, frame: Frame) -> Happening:
        """The event with which a record begins."""
        name = self.rules.records[record.type].begins
        if name is None:
            return happened(self._earliest)
        value = self.field(record, name, frame)
        return value if isinstance(value, Happening) else happened(self._earliest)

    def sequence(self, record: Record) -> int | None:
        """The place of a record among those of one day."""
        given = self._records.get((record.type, record.id), record).fields.get("sequence")
        return int(given.value) if isinstance(given, Given) else None

    def option(self, reading: str, frame: Frame) -> str | None:
        """The option by which a passage is read; noted as consulted."""
        rule = self.rules.readings[reading]
        if reading in self._options:
            chosen = self._options[reading]
            frame.note("reading", reading, f"chosen: {chosen}")
            return chosen
        if reading in self.choices.open or rule.assumed is None:
            frame.note("reading", reading, "open")
            return None
        frame.note("reading", reading, f"assumed: {rule.assumed}")
        return rule.assumed

    def count(self, anchor: date, period: Period, backwards: bool, frame: Frame) -> Value:
        """The day a period after or before `anchor`."""
        return counted.count(self, anchor, period, backwards, frame)

    def stretch(self, anchor: date, period: Period, backwards: bool, frame: Frame) -> Value:
        """The window of a period after or before `anchor`."""
        return counted.stretch(self, anchor, period, backwards, frame)

    def failure_day(self, due: date, frame: Frame) -> Value:
        """The day on which a failure to act by `due` falls."""
        return counted.failure_day(self, due, frame)

    def default_calendar(self, frame: Frame) -> str | None:
        """The calendar of business days where none is named."""
        line = self.counting(frame).get("business_day")
        if line is not None and line.assumed:
            frame.note("counting", "business_day", f"{line.choice}: {line.assumed}")
        return line.choice if line is not None else None

    def names_in(self, exception: m.Exception_) -> frozenset[str]:
        """The names that an exception's expressions mention: one that names no variable is one for all instances."""
        if exception.name not in self._named:
            nodes = (node for _, expression in expressions_of(exception) for node in walk(expression))
            self._named[exception.name] = frozenset(node.name for node in nodes if isinstance(node, Name))
        return self._named[exception.name]

    def is_circular(self, name: str) -> bool:
        """Whether a rule reads itself through time."""
        return name in self._circular

    # Memory.

    def remember(self, key: tuple[Any, ...], frame: Frame, make: Callable[[Frame], _Made]) -> _Made:
        """What `make` gives on the frame's day, worked out once for all days over which it holds."""
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = Memory()
        found = known.of(frame)
        if found is None:
            name = key[1] if len(key) > 1 else LIFE
            found = self._rise(key, known, frame, make) if name in self._circular else self._made(key, frame, make)
            known.keep(found, frame)
        frame.notes |= found.notes
        frame.follow(found.until, found.leaf)
        if found.seen is not None:
            frame.watch_vantage(found.seen_until)
        return refreshed(found.value, frame)  # type: ignore[no-any-return]

    def progress(self, key: tuple[Any, ...]) -> Progress:
        """How far the days of a question have been read for its first one."""
        return self._progress.setdefault(key, Progress())

    def _rise(self, key: tuple[Any, ...], known: Memory, frame: Frame, make: Callable[[Frame], Any]) -> Remembered:
        """What a rule that reads its own past gives on the frame's day, worked out from the earliest day upwards.

        Read from the latest day, such a rule would ask for the day before, and that one for the day before it; read
        upwards, each finds its past remembered. After a day on which a fact or counted day changes, a change goes on to
        the next day only through a rule that reads the day before, and each of these can change once more; so the
        circle is read day by day for as many days as it has such rules. After that nothing moves until the next such
        day (`leaf`), and the days up to it are passed over.
        """
        day, calm = min(self._earliest, frame.day), 0
        while True:
            view = frame.at(day)
            found = known.of(view)
            if found is None:
                found = self._made(key, view, make)
                if calm > len(self._delayed) and found.until != found.leaf:
                    found = replace(found, until=found.leaf)
                if found.is_for(frame):
                    return found
                known.keep(found, view)
            elif found.is_for(frame):  # remembered, and passed over for one that begins later
                return found
            calm = 0 if found.until == found.leaf else calm + 1
            assert found.until is not None, "what lasts for ever is for the frame's day too"
            day = found.until

    def _made(self, key: tuple[Any, ...], frame: Frame, make: Callable[[Frame], Any]) -> Remembered:
        working = (*key, frame.day)
        if working in self._working:
            raise CircleFound(str(key))
        self._working.add(working)
        view = Frame(self, frame.day, frame.seen, scope=frame.scope if key[0] == "life" else scope_of(key[1]))
        try:
            value = make(view)
        finally:
            self._working.discard(working)
        seen = frame.seen if view.vantage.mattered else None
        return Remembered(view.day, view.until, view.leaf, seen, view.vantage.until, value, frozenset(view.notes))

    # Terms.

    def term(self, term: m.Term, arguments: tuple[Value, ...], frame: Frame) -> Value:
        """A term's value on the frame's day, with what has been set for it.

        Of records whose order is not known each may be earlier than the other, so a term that reads `earlier` ones may
        come to be asked for itself: what it is then hangs on that order.
        """
        members = [each for each in arguments if isinstance(each, Record)]
        if members and ("term", term.name, arguments, frame.day) in self._working:
            return Unknown(frozenset(Reason("order", f"{each.type}[{each.id}]") for each in members))
        return self.remember(("term", term.name, arguments), frame, lambda view: self._term(term, arguments, view))

    def _term(self, term: m.Term, arguments: tuple[Value, ...], view: Frame) -> Value:
        standing = self.stands(term.under, view)
        if standing is False:
            return Absent(frozenset((Reason("gate", term.name, "stands under an option not taken"),)))
        if term.assumed:
            view.note("understanding", term.name, term.assumed)
        view.bindings = bind(term.parameters, arguments)
        value = self._shaped(term, evaluate(term.value, view), view)
        if term.amendable:
            from duly.evaluation.settings import amended

            value = amended(self, term, value, view)
        return value if standing is True else agreed((value, ABSENT), standing.reasons)

    def _shaped(self, term: m.Term, value: Value, view: Frame) -> Value:
        """A value in the form that its declared type asks for: days and events, and the empty sum of amounts."""
        from duly.language.happenings import as_day, as_event

        if term.type.kind == "date":
            return as_day(value)
        if term.type.kind == "event":
            return as_event(value, view)
        if term.type.kind == "money" and not isinstance(value, (Money, Unknown, Absent)):
            return Money(value, self.currency)
        return value

    def stands(self, under: m.Under, frame: Frame) -> bool | Unknown:
        """Whether the options are taken under which a rule stands; unknown while a reading is open."""
        doubts: set[Reason] = set()
        for reading, options in under:
            chosen = self.option(reading, frame)
            if chosen is None:
                known = self.vocabulary.options(reading) or ()
                if not set(known) <= set(options):
                    doubts.add(Reason("reading", reading))
            elif chosen not in options:
                return False
        return Unknown(frozenset(doubts)) if doubts else True

    def fact(self, fact: m.Fact, frame: Frame) -> Value:
        """A fact's value on the frame's day."""
        standing = self.stands(fact.under, frame)
        if standing is False:
            return Absent(frozenset((Reason("gate", fact.name, "stands under an option not taken"),)))
        given = self.facts.given.get(fact.name)
        if fact.type.kind == "list":  # putting records in order is long work, and every instance asks for its list
            key = ("fact", fact.name)
            value = self.remember(key, frame, lambda view: stated(self, fact, given, fact.name, view))
        else:
            value = stated(self, fact, given, fact.name, frame)
        return value if standing is True else agreed((value, ABSENT), standing.reasons)


def _records(facts: FactSet) -> dict[tuple[str, str], Record]:
    """The records of a fact set by type and id: an instance that was named in another world is looked up here."""
    members = [member for given in facts.given.values() if given.kind == "list" for member in given.value]
    return {(member.type, member.id): member for member in members if isinstance(member, Record)}
