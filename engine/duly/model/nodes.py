"""What an agreement says, as data.

In: nothing. Out: the nodes that the reader makes of rule files and everything else runs on. Prose and logic never
share a key: a `summary` is text, an expression is a tree of the expression language. Every rule knows the sections it
comes from and where it stands in its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from duly.calendars import Calendar
from duly.language.nodes import Expression
from duly.language.types import Type
from duly.source import Span

NormKind: TypeAlias = Literal["duty", "maintenance", "prohibition", "permission", "power", "statement", "disposition"]
EffectKind: TypeAlias = Literal["permit", "replace", "suspend", "set", "waive", "end"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A section, and the units (sentences) of it where the encoder names them; of another agreement, with its name."""

    section: str
    units: tuple[int, ...] = ()
    agreement: str = ""

    def __str__(self) -> str:
        place = f"{self.agreement} {self.section}" if self.agreement else self.section
        if not self.units:
            return place
        said = "unit" if len(self.units) == 1 else "units"
        return f"{place} {said} {', '.join(map(str, self.units))}"


Citations: TypeAlias = tuple[Citation, ...]
Under: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Readings and, of each, the options under which a rule stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    cite: Citations = ()
    under: Under = ()
    summary: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeLine(_Rule):
    """From a day on the agreement is in a state. `after` leaves the day of the start itself to the state before."""

    state: str
    start: Expression
    after: bool = False
    working_back_to: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingLine:
    """One convention of counting: the choice, or None where it is open; a section, or why it is assumed."""

    name: str
    choice: str | None
    cite: Citations = ()
    assumed: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement as such; `short` is what expressions call it, `uses` the ids of the agreements that it reads."""

    id: str
    title: str
    parties: tuple[tuple[str, str], ...]
    dated: date | None
    governing_law: str
    currency: str
    version: str
    source: str
    life: tuple[LifeLine, ...]
    counting: tuple[CountingLine, ...]
    short: str = ""
    uses: tuple[str, ...] = ()
    uses_spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    span: Span = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """What expressions call the agreement: its short name, or its id as a name."""
        return self.short or self.id.replace("-", "_")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the parties."""
        return tuple(role for role, _ in self.parties)


@dataclass(frozen=True, slots=True)
class Circles:
    """The rules that read each other through time; `delayed` are those of them that read the day before."""

    names: frozenset[str]
    delayed: frozenset[str]


@dataclass(slots=True)
class Derived:
    """What follows from rules and is long work to find (`vocabulary.py`): as far as it has been asked for."""

    circles: Circles | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """An agreement that another one uses, as that one sees it."""

    agreement: Agreement
    circles: Circles
    text: tuple[TextUnit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(_Rule):
    """Something that the evaluator may be told, or a field of a record.

    `presume` says that what is not recorded did not happen; `over` that it has a value from a day on, or by day;
    `optional` that it may be absent; `judgment_of` who judges it; `assumed` on which understanding of the contract its
    question rests.
    """

    name: str
    type: Type
    ask: str = ""
    answered_by: str = ""
    presume: bool = False
    over: Literal["", "time", "day"] = ""
    optional: bool = False
    judgment_of: str = ""
    assumed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """What has to hold of a record, and what is said where it does not."""

    condition: Expression
    says: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType:
    """A type of record: the field with whose event it begins, its fields, and what must hold of it."""

    name: str
    begins: str | None
    fields: tuple[Fact, ...]
    must: tuple[Must, ...] = ()
    span: Span = field(compare=False, repr=False)


Parameters: TypeAlias = tuple[tuple[str, Expression], ...]
"""What a rule stands `for`: variables and the lists that they range over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(_Rule):
    """A defined term or computed value; `report` shows it to the reader of an outcome, `assumed` says on which
    understanding of the contract it rests."""

    name: str
    type: Type
    value: Expression
    parameters: Parameters = ()
    amendable: bool = False
    report: bool = False
    assumed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(_Rule):
    """Who must, may, must not or states what; see `evaluation/norms.py` for what each key does."""

    kind: NormKind
    name: str
    bearer: str
    action: str
    to: str = ""
    parameters: Parameters = ()
    upon: Expression | None = None
    when: Expression | None = None
    holds_while: Expression | None = None
    during: tuple[str, ...] = ()
    start: Expression | None = None
    until: Expression | None = None
    by: Expression | None = None
    done: Expression | None = None
    effective: Expression | None = None
    untrue: Expression | None = None
    once: bool = False
    amount: Expression | None = None
    effort: str = ""
    effort_met: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an exception does; only the parts of its kind are there."""

    kind: EffectKind
    replace: tuple[tuple[str, Expression], ...] = ()
    start: Expression | None = None
    until: Expression | None = None
    clock_stops: bool = False
    value: Expression | None = None
    breach_on: Expression | None = None
    keeps_day: bool = True
    accrued_falls: bool = False
    working_back_to: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exception_(_Rule):
    """A named relation: which rules give way, when, and how."""

    name: str
    gives_way: tuple[str, ...]
    effect: Effect
    parameters: Parameters = ()
    upon: Expression | None = None
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several norms under one name."""

    name: str
    norms: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOption:
    """One way to read a passage: what it says, what speaks for it."""

    name: str
    says: str
    because: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(_Rule):
    """A passage that can be read in more than one way; `assumed` None leaves it open."""

    name: str
    question: str
    options: tuple[ReadingOption, ...]
    assumed: str | None
    arises_under: Under = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(_Rule):
    """A matter on which the contract says nothing."""

    name: str
    matter: str
    type: Type | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnit:
    """A unit of the source: its place, its fingerprint, and what encodes it or why nothing does."""

    section: str
    unit: int
    fingerprint: str | None
    rules: tuple[str, ...]
    no_effect: str | None
    not_encoded: str | None
    waives_figures: str | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that an agreement's files say, each kind by name in their order; `used` are those in view (`uses.py`)."""

    agreement: Agreement
    actions: dict[str, str]
    action_spans: dict[str, Span] = field(compare=False, repr=False)
    records: dict[str, RecordType]
    facts: dict[str, Fact]
    terms: dict[str, Term]
    norms: dict[str, Norm]
    groups: dict[str, Group]
    exceptions: dict[str, Exception_]
    readings: dict[str, Reading]
    silences: dict[str, Silence]
    text: tuple[TextUnit, ...]
    digest: str = field(compare=False)
    calendars: Mapping[str, Calendar] = field(default_factory=dict, compare=False, repr=False)
    used: dict[str, Used] = field(default_factory=dict)
    is_set: bool = False
    derived: Derived = field(default_factory=lambda: Derived(), init=False, compare=False, repr=False)

    def agreement_called(self, name: str) -> Agreement:
        """The agreement of this short name; without one, the rules' own."""
        return self.used[name].agreement if name in self.used else self.agreement


FINAL_STATES = ("void", "terminated", "expired")
"""States of an agreement that never give way to another."""

LIFE_STATES = ("pending", "in force", "suspended", *FINAL_STATES)
"""States of an agreement; `pending` is the one before any line of its life has begun."""

COUNTING_CHOICES: dict[str, tuple[str, ...]] = {
    "trigger_day": ("excluded", "included"),
    "month_end": ("last day", "next day", "refuse"),
    "roll": ("none", "next business day", "previous business day"),
    "failure": ("the day itself", "the day after"),
    "business_day": (),
}
"""The lines of `counting` and what each may be; `business_day` names a calendar."""

NORM_STATES: dict[str, tuple[str, ...]] = {
    "duty": (
        "not triggered",
        "upcoming",
        "due",
        "overdue",
        "performed",
        "performed late",
        "excused",
        "suspended",
        "ended",
    ),
    "maintenance": ("not triggered", "upcoming", "in force", "violated", "lifted", "suspended", "ended"),
    "prohibition": ("not triggered", "upcoming", "in force", "violated", "lifted", "suspended", "ended"),
    "permission": ("not available", "upcoming", "available", "exercised", "lapsed", "withdrawn", "suspended", "ended"),
    "power": ("not available", "upcoming", "available", "exercised", "lapsed", "withdrawn", "suspended", "ended"),
    "statement": ("not made", "stands", "untrue"),
    "disposition": ("not yet", "in effect", "undone"),
}
"""The states of each kind of norm, beside `undetermined`."""
