"""From where an expression is read, and what the reading leaves behind.

In: nothing. Out: `Frame`, `Note` and the protocol `World`. A frame holds the day that is read, the day from which it is
looked at (`seen`, never earlier: what works back is visible on `day` once its cause lies on or before `seen`), the
bound variables, and the agreement whose rule it reads (`scope`: the short name of one that is used, else empty). The
one idea: a value alone is half an answer, so three things are collected while it is worked out:

- `until`: the first later day on which the result could be another. A value holds for all days from `day` up to, not
  including, `until`; so a history is read in a few steps instead of day by day, and the next change is found, not
  guessed.
- `leaf`: the next day on which a fact or a counted day changes, for rules that read their own past (see `follow`).
- `notes`: what the result rests on beyond facts: judgments, presumptions, assumptions, readings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from duly.calendars import Calendar
from duly.counting import Period
from duly.language.nodes import Expression
from duly.values import AgreementRef, Breach, Happening, Listed, NormRef, Reasons, Record, Value

_Made = TypeVar("_Made")
NoteKind: TypeAlias = Literal[
    "judgment", "presumption", "assumption", "understanding", "reading", "counting", "not encoded", "conflict"
]


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something that a result rests on: its kind, its name, and what there is to say."""

    kind: NoteKind
    name: str
    detail: str = ""


class BudgetSpent(Exception):
    """The evaluation took more steps than it may (`limits.EVALUATION_STEPS`)."""


class Recorder(Protocol):
    """Is told what each expression came to, such as to see which conditions were ever decided."""

    def __call__(self, node: Expression, frame: Frame, value: Value) -> None:
        """One expression that came to a value."""


class World(Protocol):
    """What the evaluator asks of whoever knows the facts and rules; a `recorder` is told the answers."""

    recorder: Recorder | None

    @property
    def earliest(self) -> date:
        """The earliest day that rules or facts name."""

    @property
    def currency(self) -> str:
        """The agreement's currency code."""

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars by id."""

    def spend(self) -> None:
        """Takes one step from the budget; raises `BudgetSpent`."""

    def name(self, name: str, frame: Frame) -> Value:
        """The value of a fact, term, norm or agreement."""

    def instance(self, name: str, arguments: tuple[Value, ...], frame: Frame) -> Value:
        """The value of one instance of a term or norm."""

    def field(self, record: Record, name: str, frame: Frame) -> Value:
        """A record's field."""

    def norm_field(self, norm: NormRef, name: str, frame: Frame) -> Value:
        """A norm's date or event."""

    def states(self, target: NormRef | AgreementRef, frame: Frame) -> tuple[tuple[str, ...], Reasons]:
        """The states that something may be in, with the reasons where there is more than one."""

    def breaches(self, group: str, party: str | None, frame: Frame) -> Listed:
        """The breaches of a norm, group or agreement."""

    def breach_waived(self, breach: Breach, frame: Frame) -> Value:
        """Whether a breach is waived."""

    def begins(self, record: Record, frame: Frame) -> Happening:
        """The event with which a record begins."""

    def sequence(self, record: Record) -> int | None:
        """The place of a record among those of one day, where it is stated."""

    def option(self, reading: str, frame: Frame) -> str | None:
        """The option by which a passage is read, or None where that is left open."""

    def count(self, anchor: date, period: Period, backwards: bool, frame: Frame) -> Value:
        """The day that lies a period after (or before) `anchor`, by the conventions in force."""

    def stretch(self, anchor: date, period: Period, backwards: bool, frame: Frame) -> Value:
        """The window of a period after (or before) `anchor`."""

    def failure_day(self, due: date, frame: Frame) -> Value:
        """The day on which a failure to act by `due` falls."""

    def default_calendar(self, frame: Frame) -> str | None:
        """The calendar of business days where none is named."""


@dataclass(slots=True)
class Vantage:
    """Whether it mattered from which day things were looked at, and from which day on they could look different."""

    mattered: bool = False
    until: date | None = None

    def watch(self, day: date | None, seen: date) -> None:
        """Shortens the stretch of vantage days over which a result holds."""
        self.mattered = True
        if day is not None and day > seen and (self.until is None or day < self.until):
            self.until = day

    def take(self, other: Vantage, seen: date) -> None:
        """Takes over what mattered to another reading from the same day."""
        if other.mattered:
            self.watch(other.until, seen)


class Frame:
    """One reading of an expression; see the top of the file."""

    __slots__ = ("bindings", "day", "leaf", "notes", "scope", "seen", "until", "vantage", "world")

    def __init__(
        self, world: World, day: date, seen: date, bindings: dict[str, Any] | None = None, scope: str = ""
    ) -> None:
        self.world = world
        self.day = day
        self.seen = seen
        self.bindings = bindings or {}
        self.scope = scope
        self.until: date | None = None
        self.leaf: date | None = None
        self.notes: set[Note] = set()
        self.vantage = Vantage()

    def at(self, day: date) -> Frame:
        """The same view of another day."""
        view = Frame(self.world, day, self.seen, self.bindings, self.scope)
        view.vantage = self.vantage
        return view

    def take(self, view: Frame) -> None:
        """Takes over what another reading of the same day rests on, and how long it holds."""
        self.notes |= view.notes
        self.follow(view.until, view.leaf)

    def of(self, scope: str, make: Callable[[Frame], _Made]) -> _Made:
        """What `make` gives where this frame reads a rule of the agreement `scope`."""
        outer, self.scope = self.scope, scope
        try:
            return make(self)
        finally:
            self.scope = outer

    def back(self) -> Frame:
        """The view of the day from which it is looked at, for what works back."""
        self.vantage.mattered = True
        return self.at(self.seen)

    def watch_vantage(self, day: date | None) -> None:
        """Notes that the result could be another if it were looked at from `day` or later."""
        self.vantage.watch(day, self.seen)

    def watch(self, day: date | None) -> None:
        """Notes that the result could be another from `day` on; days that are past do not matter."""
        self.follow(day, day)

    def follow(self, until: date | None, leaf: date | None, days: int = 0) -> None:
        """Takes over how long another reading holds, some days later: `until`, and `leaf` without what creeps.

        A rule that uses what was dated before the day hears of a change one day later; where rules lead in a circle
        through time, such a delay would chase itself day by day for ever. `leaf` is the next day on which a fact or a
        counted day changes, and leaves those delays out (see `World.remember`).
        """
        if until is not None and until < date.max:
            until = until + timedelta(days=days)
            if until > self.day and (self.until is None or until < self.until):
                self.until = until
        if leaf is not None and leaf > self.day and (self.leaf is None or leaf < self.leaf):
            self.leaf = leaf

    def note(self, kind: NoteKind, name: str, detail: str = "") -> None:
        """Notes what the result rests on."""
        self.notes.add(Note(kind, name, detail))
