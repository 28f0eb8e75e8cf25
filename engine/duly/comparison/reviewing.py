"""Two versions to a review: every change, and the facts on which those of substance show.

In: the names of two sides, and fact sets. Out: `Review`. The one idea: that two versions differ is shown, that they do
not is never claimed. Under a change of substance stands one fact set on which an outcome that the change reaches is
another one, worked out under both whole versions; where none was found, in how many it was sought. Where several
changes reach that outcome, they are all named, because any of them may have caused it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from duly.codes import severity_of
from duly.comparison.acceptances import Acceptance, unused
from duly.comparison.both_sides import compared
from duly.comparison.changes import LEVELS, Change, Level
from duly.comparison.searching import Found, search
from duly.comparison.sides import EMPTY, Side, read_side
from duly.comparison.witnesses import Witness
from duly.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer is told. `witnesses` are by fingerprint; `tried` is in how many fact sets they were sought, and
    `built` how many of these were built for it."""

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
    built: int = 0
    idle: frozenset[str] = frozenset()
    """Fingerprints of changes of substance that no outcome reads, so that no fact set was sought."""
    left_out: int = 0
    """How many lines of files hold no fact set that both versions can read."""
    spent: int = 0
    """On how many fact sets an outcome took more steps than an evaluation has, so that it was not compared."""
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


def review(old: str, new: str, facts: Iterable[str] = (), with_facts: bool = True) -> Review:
    """The review of a change from one side to the other; without changes where a side does not load.

    Not `with_facts` no facts are sought on which a change shows, which is what takes long.
    """
    return reviewed(read_side(old), read_side(new), facts, with_facts)


def reviewed(old: Side, new: Side, facts: Iterable[str] = (), with_facts: bool = True) -> Review:
    """The same of sides that were read."""
    nothing = Review(old.name, new.name, (), {}, 0, 0, new.faulty_acceptances, (), new_side=new)
    if not nothing.is_sound:
        return replace(nothing, diagnostics=(*old.diagnostics, *new.diagnostics, *new.faulty_acceptances))
    both = compared(old, new, facts)
    found = search(both) if with_facts else Found()
    return replace(
        nothing,
        changes=both.changes,
        witnesses=found.witnesses,
        tried=found.tried,
        built=found.built,
        idle=found.unread,
        spent=found.spent,
        unshared=both.pool.unshared,
        diagnostics=(*both.diagnostics, *new.faulty_acceptances),
        unread=(*old.unread, *new.unread, *both.pool.unread),
        left_out=both.pool.left_out,
        accepted={each.fingerprint: each for each in new.acceptances if any(map(each.is_of, both.changes))},
        unused=tuple(unused(new.acceptances, both.changes)) if both.is_sound else (),
    )
