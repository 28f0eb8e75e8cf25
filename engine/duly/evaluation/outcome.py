"""What an evaluation says, as data.

In: nothing. Out: `Outcome` and its parts, made by `interpreter.py` and turned into text or JSON by `report/`. Nothing
here is worked out: a reader of this file sees everything that an evaluation can say. Tuples are in a stable order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from duly.evaluation.explanation import Step
from duly.language.frame import Note
from duly.model.nodes import Citations
from duly.values import Reasons, Value

FORMAT_VERSION = "1"
LANGUAGE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class NextChange:
    """The next day on which something would change if nothing more happened, and what it would then be."""

    day: date
    to: str


@dataclass(frozen=True, slots=True)
class StatePeriod:
    """Days over which the agreement was in a state, as it looks now, and as it looked on those days."""

    first: date
    last: date
    state: str
    looked_then: str


@dataclass(frozen=True, slots=True)
class StateOutcome:
    """The state of the agreement: the one, or `undetermined` with the possible ones and the reasons."""

    state: str
    possible: tuple[str, ...]
    reasons: Reasons
    since: date | None
    cite: Citations
    summary: str
    next_change: NextChange | None
    why: Step | None
    notes: tuple[Note, ...]
    history: tuple[StatePeriod, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedOutcome:
    """An agreement that the evaluated one reads: what expressions call it, its id and title, and its state."""

    name: str
    id: str
    title: str
    state: StateOutcome


@dataclass(frozen=True, slots=True)
class BreachOutcome:
    """A breach: of which norm instance, by whom, on which day, by which act, and whether it is waived."""

    norm: str
    bearer: str
    day: date | None
    act: str | None
    waived: str


@dataclass(frozen=True, slots=True)
class UseOutcome:
    """An act that used or tried to use a permission or power, or that may have violated a norm."""

    act: str
    day: date | None
    verdict: str


@dataclass(frozen=True, slots=True)
class NormOutcome:
    """One norm instance on the as-of day."""

    id: str
    norm: str
    kind: str
    bearer: str
    to: str
    action: str
    summary: str
    cite: Citations
    state: str
    possible: tuple[str, ...]
    reasons: Reasons
    triggered: Value
    due: Value
    starts: Value
    ends: Value
    done: Value
    amount: Value
    effort: str
    uses: tuple[UseOutcome, ...]
    breaches: tuple[BreachOutcome, ...]
    next_change: NextChange | None
    is_sure: bool
    why: Step | None
    notes: tuple[Note, ...]
    in_doubt: Reasons = frozenset()
    """Why it is not known whether there was a breach, or another one, though the state is known."""


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """One term on the as-of day; `is_shown` if its rule asks to be reported."""

    id: str
    type: str
    value: Value
    cite: Citations
    summary: str
    is_shown: bool
    reasons: Reasons
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done, or on which a right or ban ends."""

    day: date
    id: str
    bearer: str
    kind: str
    summary: str
    state: str
    amount: Value


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not known: its kind, name and question, who can answer, and the outcomes that hang on it.

    Of a reading that is left open `detail` is the question, and `options` are its options with what they say.
    """

    kind: str
    name: str
    detail: str
    ask: str
    answered_by: str
    affects: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """Something that outcomes rest on beyond facts, with the outcomes that do.

    Of a reading `says` is the question with what the option says, `chosen` the latter alone, `cite` its sections.
    """

    kind: str
    name: str
    detail: str
    says: str
    affects: tuple[str, ...]
    chosen: str = ""
    cite: Citations = ()


@dataclass(frozen=True, slots=True)
class LeftAside:
    """An event that is dated after the as-of day: it has not happened yet."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules that disagree: what, and which."""

    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A unit of the contract that is not encoded, and the outcomes that cite its section."""

    section: str
    unit: int
    reason: str
    affects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the outcome rests on, so that it can be made again."""

    engine: str
    language: str
    rules: str
    facts: str
    as_of: date
    known_by: date | None
    strict: bool
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """What an outcome is under one combination of readings."""

    readings: tuple[tuple[str, str], ...]
    said: str


@dataclass(frozen=True, slots=True)
class ReadingForks:
    """One outcome under all combinations of the readings that it consults.

    `agrees` only if every combination was tried and gives the same; `decided_by` are the readings that differ.
    """

    id: str
    agrees: bool
    decided_by: tuple[str, ...]
    forks: tuple[Fork, ...]
    untried: int


@dataclass(frozen=True, slots=True)
class OtherPossible:
    """A norm that may have instances beyond those listed, and why."""

    norm: str
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class NoneSoFar:
    """A norm that stands for each member of a list and has no instance on the as-of day; `lists` are the facts of which
    nothing is recorded, `reasons` why there may be instances all the same."""

    norm: str
    kind: str
    bearer: str
    summary: str
    cite: Citations
    lists: tuple[str, ...]
    reasons: Reasons
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that one evaluation says.

    `used` are the agreements that the evaluated one reads. Of several that were evaluated together (`is_set`) all are
    there, every norm and term has the name of its agreement before its own, and `state` says nothing.
    """

    agreement: str
    title: str
    facts_title: str
    parties: tuple[tuple[str, str], ...]
    as_of: date
    state: StateOutcome
    norms: tuple[NormOutcome, ...]
    terms: tuple[TermOutcome, ...]
    deadlines: tuple[Deadline, ...]
    breaches: tuple[BreachOutcome, ...]
    conflicts: tuple[Conflict, ...]
    missing: tuple[Missing, ...]
    relied_on: tuple[ReliedOn, ...]
    left_aside: tuple[LeftAside, ...]
    others_possible: tuple[OtherPossible, ...]
    not_encoded: tuple[NotEncoded, ...]
    receipt: Receipt
    forks: tuple[ReadingForks, ...] = field(default=())
    facts_through: date | None = None
    none_so_far: tuple[NoneSoFar, ...] = ()
    used: tuple[UsedOutcome, ...] = ()
    is_set: bool = False

    @property
    def states(self) -> tuple[tuple[str, str, StateOutcome], ...]:
        """The states that are told, each with the name by which it is asked for and what the agreement is called."""
        used = tuple((each.name, each.title, each.state) for each in self.used)
        return used if self.is_set else (("agreement", "agreement", self.state), *used)

    def state_of(self, rule: str) -> StateOutcome:
        """The state of the agreement that a rule is of."""
        return next((each.state for each in self.used if rule.startswith(f"{each.name}.")), self.state)


Plain: TypeAlias = dict[str, Any]
