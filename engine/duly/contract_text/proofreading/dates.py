"""Two dates for what reads as the same act.

In: a text. Out: the hint `text-dates-differ`, at the second. The one idea: `moves out by May 1` and `shall move out on
or before May 15` share the act, as the telling words of the clause before the date, and the way in which the date
limits it. A clause with another figure is one of several (`500 tons by May 1`, `600 tons by June 1`), and so is an item
of a list: they are not compared. A paper is known by its name, `the Mill Lease dated May 1`, and a day of a document by
its own, `the Opening Day is May 1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from duly.contract_text.number_words import WORDS
from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.contract_text.proofreading.stems import stem, telling
from duly.contract_text.quantities import Quantity
from duly.diagnostics import Diagnostic, Label

CODE = "text-dates-differ"
_WAYS = (
    ("by", r"(?:on\s+or\s+before|(?:not|no)\s+later\s+than|by|before|prior\s+to)"),
    ("until", r"(?:until|till|through|ending(?:\s+on)?|up\s+to)"),
    ("from", r"(?:from(?:\s+and\s+after)?|since|beginning(?:\s+on)?|commencing(?:\s+on)?|starting(?:\s+on)?)"),
    ("on", r"(?:on|as\s+of|effective(?:\s+as\s+of|\s+on)?)"),
)
_WAY = [(name, re.compile(rf"\b{words}\s+(?:the\s+)?\Z", re.IGNORECASE)) for name, words in _WAYS]
_DATED = re.compile(r"((?:[A-Z][\w'-]*\s+){2,6}),?\s*dated\s+(?:as\s+of\s+|on\s+)?(?:the\s+)?\Z")
_NAME = r"((?:[A-Z][\w'-]*\s+){1,5}(?:Date|Day|Deadline))"
_NAMED_BEFORE = re.compile(
    rf'{_NAME}"?,?\s*(?:\(|\b(?:means|is|being|of|(?:shall|will)\s+(?:be|mean))\b)\s*(?:the\s+)?\Z'
)
_NAMED_AFTER = re.compile(rf'\s*\((?:the\s+)?"{_NAME}"')
_WORDS = re.compile(r"[^\W_][\w'-]*")
_FIGURE = re.compile(rf"\d|\b{WORDS}\b", re.IGNORECASE)
_BOUNDARY = re.compile(r"[,;:()]|\.\s")
_IN_A_LIST = re.compile(r".*\.[A-Za-z]+(?:#.*)?")
BEFORE = 140
"""Characters before a date in which its act is named."""
FEWEST = 2
"""Telling words that two acts must share."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with the words of its act, all of them."""

    passage: Passage = field(repr=False)
    quantity: Quantity
    parent: str | None
    act: frozenset[str]


def dates_differ(text: Text) -> Iterator[Diagnostic]:
    """Each date that another one for the same act contradicts; documents of a file are held together."""
    seen: dict[tuple[str, str, str], _Dated] = {}
    for at, reading in enumerate(text.readings):
        terms = frozenset(stem(word) for each in reading.definitions for word in each.term.split())
        for passage in reading.prose:
            for quantity in passage.quantities:
                for key, dated in _keys(at, reading, passage, quantity, terms):
                    before = seen.setdefault(key, dated)
                    if before.quantity.figure != quantity.figure and _is_one_act(before, dated):
                        yield told(before.quantity, before.passage, quantity)
                        break


def told(before: Quantity, passage: Passage, quantity: Quantity) -> Diagnostic:
    """The hint that a date differs from the one before it in `passage`."""
    message = f"`{quantity.words}` here and `{before.words}` in {passage.unit.address}"
    label = Label(before.span, "for what reads as the same act")
    return Diagnostic(CODE, message, quantity.span, "see whether both are meant", (label,))


def _keys(
    at: int, reading: Reading, passage: Passage, quantity: Quantity, terms: frozenset[str]
) -> Iterator[tuple[tuple[str, str, str], _Dated]]:
    """A date under each word of its act, or under its own name in document `at`, or that of the paper that has it."""
    value = quantity.figure.value
    if quantity.figure.kind != "date" or not isinstance(value, str) or len(value) == len("2001-10"):
        return
    start, end = passage.stretch(quantity.span)
    before = passage.text[max(0, start - BEFORE) : start]
    parent = reading.sections[passage.unit.section].parent
    shape = "year" if value.startswith("--") else "day"
    named = _NAMED_BEFORE.search(before) or _NAMED_AFTER.match(passage.text, end)
    if named is not None:
        name = [word for word in named[1].lower().split() if word != "the"]
        yield (f"named {at}", shape, " ".join(name)), _Dated(passage, quantity, parent, frozenset(name))
        return
    paper = _DATED.search(before)
    if paper is not None:
        words = [word for word in paper[1].lower().split() if word not in ("the", "that", "this", "a", "an")]
        if len(words) >= FEWEST:
            yield ("dated", shape, " ".join(words)), _Dated(passage, quantity, parent, frozenset(words))
        return
    way = next(((name, found) for name, pattern in _WAY if (found := pattern.search(before))), None)
    if way is None:
        return
    clause = _BOUNDARY.split(before[: way[1].start()])[-1]
    act = telling(_WORDS.findall(clause))
    if len(act) >= FEWEST and not _FIGURE.search(clause):
        for word in sorted(act - terms):
            yield (way[0], shape, word), _Dated(passage, quantity, parent, act)


def _is_one_act(before: _Dated, dated: _Dated) -> bool:
    """Whether one act has all words of the other, and the two are not items of one list or parts of one sentence."""
    if before.passage is dated.passage:
        return False
    if before.parent == dated.parent and all(
        _IN_A_LIST.fullmatch(each.passage.unit.section) for each in (before, dated)
    ):
        return False
    return dated.act <= before.act or before.act <= dated.act
