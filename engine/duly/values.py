"""Run-time values: what an expression can come to, and how it says that it does not know.

In: nothing. Out: the value types. In an expression there are three things: a value, *absent* (known not to be there)
and *unknown*. Unknown follows Kleene's strong three-valued logic and carries why (`Reason`), and what is certain all
the same: bounds of a date or amount. An event is a value of its own (`Happening`), because most of what contracts say
of events is decided by when they have *not* happened: it has a status and the days between which it lies.

*Open* is unknown that waits for a day and not for a fact: its reason is of kind `open`. *Silent* is unknown with a
reason of kind `silence`; *not applicable* is absent with a reason of kind `gate`.

Numbers are exact (`fractions.Fraction`); there is no float anywhere. `bool`, `Fraction`, `datetime.date` and `str`
stand for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

ReasonKind: TypeAlias = Literal[
    "fact",
    "list",
    "judgment",
    "open",
    "reading",
    "silence",
    "calendar",
    "counting",
    "conflict",
    "order",
    "gate",
    "effort",
]


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why something is unknown or absent: the kind, the name of what is missing, and what to add for a reader."""

    kind: ReasonKind
    name: str
    detail: str = ""


Reasons: TypeAlias = frozenset[Reason]
NO_REASONS: Reasons = frozenset()


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of a currency (ISO 4217 code)."""

    amount: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` through `last`, both in; None leaves that end open; empty if `last` is before `first`."""

    first: date | None
    last: date | None

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in the window."""
        return self.first is not None and self.last is not None and self.last < self.first


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody has said, or it is not decided yet; `low` and `high` bound a date, number or amount where known."""

    reasons: Reasons
    low: Any = None
    high: Any = None
    may_be_absent: bool = False

    @property
    def is_open(self) -> bool:
        """Whether only days to come are missing."""
        return bool(self.reasons) and all(reason.kind == "open" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Absent:
    """Known not to be there, on the day read."""

    reasons: Reasons = NO_REASONS

    @property
    def is_open(self) -> bool:
        """Whether it is only not there yet, because it waits for an event."""
        return any(reason.kind == "open" for reason in self.reasons)


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as seen on a day.

    `happened`: it has, on a day from `low` through `high` (the same day where that is known). `not yet`: it is
    known not to have happened so far; if it ever does, then not before `low`. `unknown`: it may have happened,
    within the bounds.
    """

    status: Literal["happened", "not yet", "unknown"]
    low: date | None = None
    high: date | None = None
    reasons: Reasons = NO_REASONS

    @property
    def day(self) -> date | None:
        """The day on which it happened, where that is known."""
        return self.low if self.status == "happened" and self.low == self.high else None


def happened(day: date) -> Happening:
    """The event that happened on `day`."""
    return Happening("happened", day, day)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its sure members in order, its possible ones (`doubts` say why they are no more than that), and whether
    others may exist (`reasons` say why)."""

    members: tuple[Any, ...]
    possible: tuple[Any, ...] = ()
    reasons: Reasons = NO_REASONS
    doubts: Reasons = NO_REASONS

    @property
    def is_complete(self) -> bool:
        """Whether its members are all known."""
        return not self.possible and not self.reasons


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a fact set: its type, its id, and its fields as the fact set gives them."""

    type: str
    id: str
    fields: dict[str, Any] = field(compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.type, self.id))


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach of a norm: which instance, on which day, by which act if by one; why its day is not known."""

    norm: str
    instance: tuple[Any, ...]
    day: date | None
    earliest: date | None
    act: Any = None
    reasons: Reasons = field(default=NO_REASONS, compare=False)


Value: TypeAlias = Any
"""bool, Fraction, Money, date, Happening, Window, str, Record, Breach, Listed, Unknown or Absent."""


def unknown(kind: ReasonKind, name: str, detail: str = "") -> Unknown:
    """An unknown with one reason."""
    return Unknown(frozenset((Reason(kind, name, detail),)))


def join_reasons(*values: Value) -> Reasons:
    """The reasons of all of `values` that are not fully known."""
    reasons: set[Reason] = set()
    for value in values:
        is_event = isinstance(value, Happening) and value.status != "happened"
        if isinstance(value, (Unknown, Absent, Listed)) or is_event:
            reasons |= value.reasons
            if isinstance(value, Listed):
                reasons |= value.doubts
        elif isinstance(value, Happening) and value.day is None:
            reasons |= value.reasons
    return frozenset(reasons)


def is_known(value: Value) -> bool:
    """Whether `value` is neither unknown nor an event of which it is unknown whether or when it happened."""
    if isinstance(value, Happening):
        return value.status == "not yet" or value.day is not None
    if isinstance(value, Listed):
        return value.is_complete
    return not isinstance(value, Unknown)


@dataclass(frozen=True, slots=True)
class NormRef:
    """One instance of a norm: its id and the values of what it stands `for`."""

    norm: str
    instance: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementRef:
    """An agreement, whose state can be asked for."""

    id: str


NEVER = Happening("not yet", date.max)
"""The event that is known never to happen."""
