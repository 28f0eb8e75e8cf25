"""Two versions to a review: every change, and the facts on which those of substance show.

In: the names of two sides, and fact sets. Out: `Review`. The one idea: that two versions differ is shown, that they do
not is never claimed. Under a change of substance stands one fact set on which an outcome that the change reaches is
another one, worked out under both whole versions; where none was found, in how many it was sought. Where several
changes reach that outcome, they are all named, because any of them may have caused it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from duly.codes import severity_of
from duly.comparison.acceptances import Acceptance, unused
from duly.comparison.cases import Case, Pool, Views, pool
from duly.comparison.changes import LEVELS, Change, Level
from duly.comparison.compare import compare
from duly.comparison.matching import match
from duly.comparison.reach import reached
from duly.comparison.sides import EMPTY, Side, read_side
from duly.diagnostics import Diagnostic, Severity

_MOST_NEAR = 4
_MOST_FURTHER = 100
"""In how many more fact sets another state is sought where only a day or an amount was another."""
_Outcomes: TypeAlias = tuple[tuple[str, str], ...]
"""Outcomes by their names in the old and the new version."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An outcome that is another one in the new version: on which facts and day, and what each version says."""

    case: str
    day: date
    outcome: str
    before: str
    after: str
    also: tuple[str, ...] = ()
    """Fingerprints of other changes of substance that reach the outcome."""
    is_value: bool = False
    """Whether the outcome is the value of a term only."""

    @property
    def is_other_state(self) -> bool:
        """Whether not only days or amounts are others."""
        return self.before.partition(",")[0] != self.after.partition(",")[0]


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer is told. `witnesses` are by fingerprint; `tried` is in how many fact sets they were sought."""

    old: str
    new: str
    changes: tuple[Change, ...]
    witnesses: Mapping[str, Witness]
    tried: int
    unshared: int
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[Diagnostic, ...]
    """What is wrong with scenarios, which were left out then."""
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    """The acceptances that count, by the fingerprint of their change."""
    unused: tuple[Diagnostic, ...] = ()
    """Acceptances that match nothing any more."""
    new_side: Side | None = field(default=None, repr=False, compare=False)

    @property
    def unaccepted(self) -> tuple[Change, ...]:
        """The changes that nobody has accepted."""
        return tuple(change for change in self.changes if change.fingerprint not in self.accepted)

    @property
    def is_one_sided(self) -> bool:
        """Whether one of the sides is empty, so that there is nothing to evaluate."""
        return self.old in EMPTY or self.new in EMPTY

    @property
    def is_sound(self) -> bool:
        """Whether both sides and all fact sets could be read."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)

    def count(self, level: Level) -> int:
        """How many changes that nobody has accepted are of a level."""
        return sum(change.level == level for change in self.unaccepted)

    def reaches(self, level: str) -> bool:
        """Whether any change that nobody has accepted is of this level or weighs more."""
        weights: dict[str, int] = {each: weight for weight, each in enumerate(LEVELS)}
        return any(weights[change.level] <= weights[level] for change in self.unaccepted)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides as loaded, what changed, and the fact sets that both can read."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    pool: Pool

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with either side or with the fact sets."""
        return tuple(dict.fromkeys((*self.old.diagnostics, *self.new.diagnostics, *self.pool.diagnostics)))

    @property
    def is_sound(self) -> bool:
        """Whether both sides and all fact sets could be read."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)

    @property
    def terms(self) -> frozenset[str]:
        """The names of the terms of the new version."""
        return frozenset(self.new.rules.terms if self.new.rules is not None else ())

    def outcomes(self, change: Change) -> _Outcomes:
        """The outcomes that a change reaches in either version, each by its old and new name, the nearest first."""
        names = match(self.old.rules, self.new.rules)[1]
        before = {new: old for old, new in names.items()}
        found: dict[tuple[str, str], None] = {}
        for rules in (self.new.rules, self.old.rules):
            for name in reached(change, rules) if rules is not None else ():
                pair = (before.get(name, name), name) if rules is self.new.rules else (name, names.get(name, name))
                found[pair] = None
        return tuple(found)


def sides(old: str, new: str, facts: Iterable[str] = ()) -> Sides:
    """Both sides of these names, compared if both could be loaded."""
    return compared(read_side(old), read_side(new), facts)


def compared(one: Side, other: Side, facts: Iterable[str] = ()) -> Sides:
    """Both sides compared, if both could be loaded."""
    if not (one.is_sound and other.is_sound):
        return Sides(one, other, (), Pool((), 0, ()))
    calendars = tuple(side.loaded.calendars if side.loaded else {} for side in (one, other))
    changes = compare(one.rules, other.rules, (calendars[0], calendars[1]))
    return Sides(one, other, changes, pool(one, other, facts))


def review(old: str, new: str, facts: Iterable[str] = ()) -> Review:
    """The review of a change from one side to the other; without changes where a side does not load."""
    return reviewed(read_side(old), read_side(new), facts)


def reviewed(old: Side, new: Side, facts: Iterable[str] = ()) -> Review:
    """The same of sides that were read."""
    nothing = Review(old.name, new.name, (), {}, 0, 0, new.faulty_acceptances, (), new_side=new)
    if not nothing.is_sound:
        return replace(nothing, diagnostics=(*old.diagnostics, *new.diagnostics, *new.faulty_acceptances))
    both = compared(old, new, facts)
    return replace(
        nothing,
        changes=both.changes,
        witnesses=_witnesses(both) if both.pool.cases else {},
        tried=len(both.pool.cases),
        unshared=both.pool.unshared,
        diagnostics=(*both.diagnostics, *new.faulty_acceptances),
        unread=(*old.unread, *new.unread),
        accepted={each.fingerprint: each for each in new.acceptances if any(map(each.is_of, both.changes))},
        unused=tuple(unused(new.acceptances, both.changes)) if both.is_sound else (),
    )


def _witnesses(both: Sides) -> dict[str, Witness]:
    """One fact set for each change of substance on which it shows, by the outcomes nearest to it if there is one."""
    waiting = {change.fingerprint: both.outcomes(change) for change in both.changes if change.level == "substance"}
    reach = {print_: frozenset(outcomes) for print_, outcomes in waiting.items()}
    terms = both.terms
    found: dict[str, Witness] = {}
    for choose in (_near, _near_terms, _far):
        tried: dict[str, int] = {}
        for case in both.pool.cases:
            sought = [
                (print_, choose(outcomes, terms))
                for print_, outcomes in waiting.items()
                if (print_ not in found or (print_ in tried and tried[print_] < _MOST_FURTHER))
                and not (print_ in found and found[print_].is_other_state)
            ]
            if not any(names for _, names in sought):
                break
            views = _views(both, case)
            for print_, names in sought:
                days = case.days[-1:] if choose is _far else case.days
                witness = _first(views, case, names, days, reach, print_)
                if print_ in found:
                    tried[print_] += 1
                if witness is not None and (print_ not in found or witness.is_other_state):
                    found[print_] = witness
                    tried.setdefault(print_, 0)
    return found


def _near(outcomes: _Outcomes, terms: frozenset[str]) -> _Outcomes:
    """What a reviewer wants to see first: what the change does to norms and to the state of the agreement."""
    return tuple(name for name in outcomes[:_MOST_NEAR] if name[1] not in terms)


def _near_terms(outcomes: _Outcomes, terms: frozenset[str]) -> _Outcomes:
    """Values of terms."""
    return tuple(name for name in outcomes[:_MOST_NEAR] if name[1] in terms)


def _far(outcomes: _Outcomes, terms: frozenset[str]) -> _Outcomes:
    """Whatever else it reaches; looked at on the last day of each fact set only."""
    return outcomes[_MOST_NEAR:]


def _views(both: Sides, case: Case) -> Views:
    assert both.old.loaded is not None and both.new.loaded is not None, "an empty side has no cases"
    return Views(both.old.loaded, both.new.loaded, case)


def _first(
    views: Views,
    case: Case,
    outcomes: _Outcomes,
    days: tuple[date, ...],
    reach: Mapping[str, frozenset[tuple[str, str]]],
    print_: str,
) -> Witness | None:
    """An outcome that differs: one in another state if there is one, else the first."""
    found: Witness | None = None
    for name in outcomes:
        for day in days:
            for outcome, before, after in views.differences(name, day):
                also = tuple(other for other, names in reach.items() if other != print_ and name in names)
                witness = Witness(case.name, day, outcome, before, after, also)
                if witness.is_other_state:
                    return witness
                found = found or witness
    return found
