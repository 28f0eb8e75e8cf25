"""Which fact sets are tried first.

In: a change and fact sets. Out: the fact sets, the nearest to the change first. The one idea: a scenario that expects
something of an outcome which the change reaches, or cites its section, and a fact set that says much of what the
changed rule reads, are the likeliest to show it; so most searches end after a few of hundreds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from duly.comparison.cases import Case
from duly.comparison.changes import Change

_NEAR_STEPS = 2
_NEAREST = 4


def nearest(
    change: Change, cases: Iterable[Case], outcomes: Iterable[str], read: Mapping[str, int]
) -> tuple[Case, ...]:
    """The fact sets in the order in which they are worth trying; `read` is what the changed rule reads."""
    near = tuple(outcomes)[:_NEAREST]
    facts = frozenset(name for name, steps in read.items() if steps <= _NEAR_STEPS)
    sections = frozenset(part.partition(" unit")[0].strip() for part in change.cite.split(";")) - {""}

    def weight(row: tuple[int, Case]) -> tuple[int, int, int, int]:
        place, case = row
        mentioned = next((rank for rank, name in enumerate(near) if name in case.about), len(near))
        given = sum(name in case.facts[1].given and _says(case, name) for name in facts)
        return mentioned, -len(sections & case.about), -given, place

    return tuple(case for _, case in sorted(enumerate(cases), key=weight))


def _says(case: Case, fact: str) -> bool:
    given = case.facts[1].given[fact]
    return given.kind != "absent" and given.value not in ((), None)


def merged(orders: Iterable[tuple[Case, ...]]) -> tuple[Case, ...]:
    """Several orders as one: the first of each, then the second of each."""
    rows = [(place, number, case) for number, order in enumerate(orders) for place, case in enumerate(order)]
    found: dict[int, Case] = {}
    for _, _, case in sorted(rows, key=lambda row: row[:2]):
        found.setdefault(id(case), case)
    return tuple(found.values())


class Texts:
    """Scenario files that were not read yet, by how often they name things."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._named = {name: Counter(_WORD.findall(text)) for name, text in texts.items()}

    def __bool__(self) -> bool:
        return bool(self._named)

    def nearest(self, sought: Iterable[Iterable[str]]) -> str | None:
        """The file that names the nearest of one search's outcomes most often; None where none names any."""
        ranked = [
            (rank, -named[outcome], place, name)
            for outcomes in sought
            for rank, outcome in enumerate(tuple(outcomes)[:_NEAREST])
            for place, (name, named) in enumerate(self._named.items())
            if outcome in named
        ]
        return min(ranked)[-1] if ranked else None

    def taken(self, name: str | None) -> str:
        """The file, or the first one, which is not among them any more."""
        name = next(iter(self._named)) if name is None else name
        del self._named[name]
        return name


_WORD = re.compile(r"[a-z]\w*")
