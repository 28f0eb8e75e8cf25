"""A fact set on which two versions differ, as data.

In: nothing. Out: `Witness`, and what is said of a fact set that was built. The one idea: whoever reads of a difference
can make it again, so a fact set that stands in no file is there as a whole, with what was moved and from where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Moved:
    """One fact that is another one than in the fact set it was built from; empty where nobody had said, or says."""

    fact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Built:
    """How a fact set was built: from which one (empty: from none), what was moved, and all of it as a document.

    `readings` are the passages that are read in another way than they are in that one.
    """

    base: str
    moved: tuple[Moved, ...]
    readings: tuple[tuple[str, str], ...]
    document: str


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
    built: Built | None = None
    """How its fact set was built; None for one that was given."""

    @property
    def is_other_state(self) -> bool:
        """Whether not only days or amounts are others."""
        return self.before.partition(",")[0] != self.after.partition(",")[0]
