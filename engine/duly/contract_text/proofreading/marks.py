"""Lists in the running text of a sentence: `(a) … (b) …`, `(i) …, (ii) …`, lists in lists.

In: a passage. Out: its `Listing`s. The one idea: a mark in running text is placed as one at the beginning of a
paragraph is, in the innermost open list of which it is the next; only what is left over has skipped a number or stands
again. A mark that is cited (`clause (ii)`, `(a), (b) or (c) apply`) or that repeats a number (`one (1) year`) is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from duly.contract_text.markers import Marker, NumberKind, marker
from duly.contract_text.number_words import WORDS
from duly.contract_text.proofreading.reading import Passage
from duly.contract_text.proofreading.uses import STRUCTURE

Step: TypeAlias = Literal["first", "next", "skips", "again"]

_MARK = re.compile(r'(?<!\S)\((?:\d{1,2}|[A-Za-z]{1,6})\)(?=\s+["$(]*(\w+))')
_CITED = frozenset(
    ("and", "or", "is", "are", "was", "were", "above", "below", "hereof", "thereof", "through", "applies")
)
_STRUCTURE = STRUCTURE | {
    "subclause",
    "subclauses",
    "subparagraph",
    "subparagraphs",
    "items",
    "note",
    "option",
    "class",
}
_WORD_BEFORE = re.compile(r"([\w-]+)\s*\Z")
_NUMBER_BEFORE = re.compile(rf"(?:{WORDS}|\d)\s*\Z", re.IGNORECASE)
_BOUNDARY = re.compile(r"(?:[,;:.]|[,;:]?\s(?:and|or|and/or|but))\s*\Z")
MOST_LEVELS = 6
"""Lists that are open at once."""
LARGEST_SKIP = 4
"""How far a mark may lie from the last one and still be of its list."""
_UNUSED_LETTERS = frozenset((("letter", 9), ("letter", 12), ("letter", 15)))
"""The letters i, l and o, which some lists leave out because they look like digits."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its mark, where that begins, where the words begin and end, and how it follows the last."""

    mark: str
    start: int
    words: int
    end: int
    step: Step


@dataclass(slots=True)
class Listing:
    """A list in running text: the style of its marks, the last value in each kind that it may be of, and its items."""

    style: str
    last: dict[NumberKind, int]
    items: list[Item] = field(default_factory=list)


def listings(passage: Passage) -> tuple[Listing, ...]:
    """The lists in a passage in the order in which they begin."""
    found: list[Listing] = []
    open_lists: list[Listing] = []
    for start, end, mark in _marks(passage):
        were_open = tuple(open_lists)
        step = _place(open_lists, mark, _is_at_a_boundary(passage, start))
        if step is None:
            continue
        listing = open_lists[-1]
        if step == "first":
            found.append(listing)
        for each in were_open[len(open_lists) - 1 :]:
            each.items[-1] = replace(each.items[-1], end=start)
        listing.items.append(Item(mark.shown, start, end, len(passage.text), step))
    return tuple(found)


def _marks(passage: Passage) -> Iterator[tuple[int, int, Marker]]:
    """The marks that begin an item, with where they begin and end."""
    text = passage.text
    if "(" not in text:
        return
    cited = sorted(passage.stretch(each.span) for each in passage.references)
    for found in _MARK.finditer(text):
        start = found.start()
        at = bisect_right(cited, (start, len(text) + 1)) - 1
        if found[1].lower() in _CITED or (at >= 0 and start < cited[at][1]):
            continue
        before = _WORD_BEFORE.search(text, max(0, start - 20), start)
        if before is not None and before[1].lower() in _STRUCTURE:
            continue
        if found.group()[1].isdigit() and _NUMBER_BEFORE.search(text, max(0, start - 30), start):
            continue
        mark = marker(f"{found.group()} ")
        if mark is not None:
            yield start, found.end(), mark


def _is_at_a_boundary(passage: Passage, start: int) -> bool:
    return _BOUNDARY.search(passage.text, max(0, start - 8), start) is not None


def _place(open_lists: list[Listing], mark: Marker, at_a_boundary: bool) -> Step | None:
    """How the mark follows what is open, with its list made the last of `open_lists`; None where it follows none."""
    values = dict(mark.readings)
    for depth in range(len(open_lists) - 1, -1, -1):
        listing = open_lists[depth]
        after = {kind: values[kind] for kind, last in listing.last.items() if values.get(kind) == last + 1}
        if listing.style == mark.style and after:
            del open_lists[depth + 1 :]
            listing.last = after
            return "next"
    if 1 in values.values() or mark.shown in ("x", "X"):
        same = [depth for depth, each in enumerate(open_lists) if each.style == mark.style and _shares(each, values)]
        del open_lists[min([*same[-1:], MOST_LEVELS - 1]) :]
        firsts = {kind: value for kind, value in values.items() if value == 1} or values
        open_lists.append(Listing(mark.style, values if mark.shown in ("i", "I") else firsts))
        return "first"
    return _out_of_order(open_lists, mark.style, values) if at_a_boundary else None


def _shares(listing: Listing, values: dict[NumberKind, int]) -> bool:
    """Whether a first mark of the same kind began that list, so that it now begins again."""
    return any(values.get(kind) == 1 for kind in listing.last)


def _out_of_order(open_lists: list[Listing], style: str, values: dict[NumberKind, int]) -> Step | None:
    for depth in range(len(open_lists) - 1, -1, -1):
        listing = open_lists[depth]
        for kind, last in listing.last.items():
            step = values.get(kind, 0) - last
            if listing.style != style or not 0 <= step <= LARGEST_SKIP or kind not in values:
                continue
            del open_lists[depth + 1 :]
            listing.last = {kind: values[kind]}
            left_out = {(kind, last + each) for each in range(1, step)}
            return "again" if not step else "next" if left_out <= _UNUSED_LETTERS else "skips"
    return None
