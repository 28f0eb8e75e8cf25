"""Which agreement of one end is which of the other.

In: both ends and paths. Out: both sides of each agreement. The one idea: a folder may have another name by now, so what
is at one end only is sought at the other, where that has a folder which is not at this one: by its id, and where that
is another one too, by its rules, most of which have to be called the same. Nothing is paired that could be paired in
two ways.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from duly.comparison.ends import End
from duly.comparison.matching import tables
from duly.comparison.sides import EMPTY, Side

Pair: TypeAlias = tuple[Side, Side]
_ALIKE = (3, 5)
"""Of the rules of either version, how many must have one name in both."""
_COUNTED = ("fact", "term", "norm", "exception", "reading")


def pairs(both: tuple[End, End], paths: Iterable[str]) -> list[Pair]:
    """Both sides of the agreement at each path, the empty one where it is at one end only."""
    found = {path: (both[0].side(path), both[1].side(path)) for path in paths}
    gone = {path: old for path, (old, new) in found.items() if old is not None and new is None}
    come = {path: new for path, (old, new) in found.items() if new is not None and old is None}
    gone |= {path: side for path, side in _elsewhere(both[0], both[1], come) if path not in found}
    come |= {path: side for path, side in _elsewhere(both[1], both[0], gone) if path not in found}
    for one, other in _renamed(gone, come):
        if one in found or other in found:
            found.pop(one, None)
            found[other] = (gone[one], come[other])
    rows = ((old or Side(EMPTY[0], None), new or Side(EMPTY[0], None)) for _, (old, new) in sorted(found.items()))
    return list(rows)


def path_of(both: tuple[End, End], id: str, folders: Iterable[str]) -> str | None:
    """Where in the folders the agreement with this id lies, at the new end or else the old one."""
    places = ((end, path) for end in reversed(both) for folder in folders for path in end.agreements(folder))
    return next((path for end, path in places if id_of(end.side(path)) == id), None)


def id_of(side: Side | None) -> str:
    """The id of an agreement that loads, else nothing."""
    loaded = side.loaded if side is not None else None
    return loaded.rules.agreement.id if loaded is not None and loaded.vocabulary is not None else ""


def _elsewhere(end: End, other: End, paths: Iterable[str]) -> Iterator[tuple[str, Side]]:
    """The agreements beside these paths that are at one end only."""
    for folder in dict.fromkeys(posixpath.dirname(path) or "." for path in paths):
        for path in end.agreements(folder):
            side = None if other.has(path) else end.side(path)
            if side is not None:
                yield path, side


def _renamed(gone: dict[str, Side], come: dict[str, Side]) -> Iterator[tuple[str, str]]:
    """The old and the new path of agreements whose folder has another name."""
    for is_same in (_has_the_id, _has_the_rules):
        rows = [(one, other) for one in gone for other in come if is_same(gone[one], come[other])]
        for one, other in rows:
            if sum(one == row[0] for row in rows) == sum(other == row[1] for row in rows) == 1:
                yield one, other
        gone = {path: side for path, side in gone.items() if all(path != row[0] for row in rows)}
        come = {path: side for path, side in come.items() if all(path != row[1] for row in rows)}


def _has_the_id(one: Side, other: Side) -> bool:
    return id_of(one) != "" and id_of(one) == id_of(other)


def _has_the_rules(one: Side, other: Side) -> bool:
    mine, theirs = (
        {(kind, name) for kind in _COUNTED for name in tables(side.rules if id_of(side) else None)[kind]}
        for side in (one, other)
    )
    return bool(mine) and len(mine & theirs) * _ALIKE[1] >= len(mine | theirs) * _ALIKE[0]
