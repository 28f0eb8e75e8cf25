"""Two periods for what reads as the same act.

In: a text. Out: the hint `text-periods-differ`, at the second. The one idea: `revokes it within 7 days after he signs`
and `revocation during the eight day period after he signs` share the act, as a word in the same clause before the
period, and the event after it. Both must have the same telling words, the periods the same unit, and the words must not
be those of a defined term, which stand everywhere. `The eighth day after` names a day and is no period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from duly.contract_text.number_words import ORDINALS
from duly.contract_text.proofreading.reading import Passage, Text
from duly.contract_text.proofreading.stems import stem, telling
from duly.contract_text.quantities import Quantity
from duly.diagnostics import Diagnostic, Label

CODE = "text-periods-differ"
_EVENT = re.compile(
    r"\s*(?:(?:period|term)\s+)?(?:immediately\s+)?(after|following|from|before|prior\s+to|preceding)\s+"
    r"([^,;:().]{1,60})",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_][\w'-]*")
_BOUNDARY = re.compile(r"[,;:()]|\.\s")
_DIRECTION = {"after": 1, "following": 1, "from": 1}
_NTH = re.compile(rf"(?:{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\b", re.IGNORECASE)
BEFORE = 120
"""Characters before a period in which its act is named."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """A period with the words of its act and of the event from which it runs."""

    passage: Passage = field(repr=False)
    quantity: Quantity
    act: frozenset[str]


def periods_differ(text: Text) -> Iterator[Diagnostic]:
    """Each period that another one with the same act and event contradicts; documents of a file are held together."""
    seen: dict[tuple[str, int, frozenset[str], str], _Limit] = {}
    for reading in text.readings:
        terms = frozenset(stem(word) for each in reading.definitions for word in each.term.split())
        for passage in reading.prose:
            for quantity in passage.quantities:
                for key, limit in _limits(passage, quantity, terms):
                    before = seen.setdefault(key, limit)
                    if before.quantity.figure != quantity.figure and (
                        limit.act <= before.act or before.act <= limit.act
                    ):
                        yield _told(before, limit)
                        break


def _limits(
    passage: Passage, quantity: Quantity, terms: frozenset[str]
) -> Iterator[tuple[tuple[str, int, frozenset[str], str], _Limit]]:
    """A period under each word of its act."""
    start, end = passage.stretch(quantity.span)
    event = _EVENT.match(passage.text, end)
    if quantity.figure.kind != "period" or event is None or _NTH.match(quantity.words):
        return
    anchor = telling(_WORDS.findall(event[2])) - terms
    clause = _BOUNDARY.split(passage.text[max(0, start - BEFORE) : start])[-1]
    act = telling(_WORDS.findall(clause)) - terms - anchor
    for word in sorted(act) if anchor else ():
        key = (quantity.figure.unit, _DIRECTION.get(event[1].lower(), 0), anchor, word)
        yield key, _Limit(passage, quantity, act)


def _told(before: _Limit, limit: _Limit) -> Diagnostic:
    message = f"`{limit.quantity.words}` here and `{before.quantity.words}` in {before.passage.unit.address}"
    label = Label(before.quantity.span, "for what reads as the same act")
    return Diagnostic(CODE, message, limit.quantity.span, "see whether both are meant", (label,))
