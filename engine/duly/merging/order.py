"""In which order pieces stand after a merge.

In: the names of the pieces in three versions. Out: those that are kept, in order. The one idea: a move is an edit like
any other. What theirs moved or added stands after what it follows in theirs, what ours moved or added where ours has
it; what both added at one place stands there one after the other, ours first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence


def merged_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Collection[str]) -> list[str]:
    """The names in `kept`, each of which is in ours or theirs."""
    placed = moved(base, theirs) - moved(base, ours)
    order = [name for name in ours if name in kept and name not in placed]
    for place, name in enumerate(theirs):
        if name in kept and name not in order:
            order.insert(_after(theirs[:place], order, theirs), name)
    return order


def _after(before: Sequence[str], order: list[str], theirs: Collection[str]) -> int:
    """The place after the nearest name of `before` that is there, and after what only ours has at that place."""
    near = next((name for name in reversed(before) if name in order), None)
    place = order.index(near) + 1 if near is not None else 0
    while place < len(order) and order[place] not in theirs:
        place += 1
    return place


def moved(base: Sequence[str], side: Sequence[str]) -> frozenset[str]:
    """The fewest names that have to be moved to bring the others into the order that they have in base."""
    places = {name: place for place, name in enumerate(base)}
    common = [name for name in side if name in places]
    return frozenset(common) - frozenset(common[at] for at in _rising([places[name] for name in common]))


def _rising(numbers: Sequence[int]) -> Iterable[int]:
    """The places of a longest run of rising numbers, which need not stand side by side."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        before.append(ends[length - 1] if length else -1)
        if length == len(lowest):
            lowest.append(number)
            ends.append(at)
        else:
            lowest[length], ends[length] = number, at
    at = ends[-1] if ends else -1
    while at >= 0:
        yield at
        at = before[at]
