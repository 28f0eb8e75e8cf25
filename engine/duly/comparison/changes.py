"""What one change of rules is, as data.

In: nothing. Out: `Change`. The one idea: a change is of one key of one rule, so that it can be named, accepted and seen
on facts by itself. Its `id` says what kind of change it is and stays the same in all versions of duly; its fingerprint
is of what it says, so that it is another one as soon as either side is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from duly.source import Span

Level: TypeAlias = Literal["substance", "unclear", "wording", "none"]

LEVELS: tuple[Level, ...] = ("substance", "unclear", "wording", "none")
"""What a change may do to the outcome of an evaluation: alter it; alter it in some cases that cannot be told from the
rules alone; alter only words that are shown; nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: where, of whom, what was and is, for whom it is better or worse.

    `key` is empty where the whole rule came, went, or got another name. `before` and `after` are both values as text,
    empty where there is none. Neither `better_for` nor `worse_for` says anyone where that cannot be told.
    """

    id: str
    level: Level
    kind: str
    rule: str
    key: str
    cite: str
    party: str
    before: str
    after: str
    says: str
    better_for: str = ""
    worse_for: str = ""
    note: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def place(self) -> str:
        """The rule and key: `give_back, by`; of a whole rule, its kind and name: `norm give_back`."""
        return f"{self.rule}, {self.key}" if self.key else f"{self.kind} {self.rule}"

    @property
    def fingerprint(self) -> str:
        """The same for the same change, whatever else changed."""
        said = "\0".join((self.id, self.kind, self.rule, self.key, self.before, self.after))
        return hashlib.sha256(said.encode()).hexdigest()[:12]
