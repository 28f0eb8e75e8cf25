"""Where one sentence of a paragraph ends and the next begins.

In: the text of a paragraph. Out: the stretches that are its sentences. The one idea: a full stop ends a sentence unless
the word before it is known to carry one. After `Dr.` or `No.` no sentence ends; after `Inc.`, `p.m.`, an initial or
`U.S.C.` one ends only if the next word is one that sentences begin with. Items that are marked in running text, `(i) …;
(ii) …`, stay in their sentence: only an item in a paragraph of its own is a unit of its own, because only there does
the contract itself set it apart, and because a condition that stands before the first item governs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"(?<![.!?])[.!?]+([\"'”’)\]]*)\s+(?=([\"'“‘(\[]*)([A-Z0-9(\"“]))")
_BEFORE = re.compile(r"[^\s(\[\"“]*\Z")
_NEXT_WORD = re.compile(r"[\"'“‘(\[]*([A-Za-z]+)")
_LETTERS_WITH_STOPS = re.compile(r"[A-Za-z](?:\.[A-Za-z])*")

_NEVER_ENDS = """
dr mr mrs ms prof hon rev messrs no nos art arts sec secs cl cls para paras attn cf vs v viz e.g i.e approx
fig vol ch p pp ex exh sched jan feb mar apr jun jul aug sept sep oct nov dec tel fax gen gov re
"""
NEVER_ENDS = frozenset(_NEVER_ENDS.split())
"""Words after whose stop no sentence ends."""

_MAY_END = """
inc ltd corp co llc lp llp plc bros jr sr esq etc seq al st ave blvd dept div est ph.d
"""
MAY_END = frozenset(_MAY_END.split())
"""Words that carry a stop and may all the same be the last of a sentence."""

_STARTERS = """
the this that these those any all each every either neither no if in on at for from to upon until unless when
where while after before by such it he she they we you nothing notwithstanding except subject provided with
without a an as its his her their both failure failing during under within there here not whenever however
once any
"""
STARTERS = frozenset(_STARTERS.split())
"""Words that begin a sentence after a word that may or may not have ended the last one."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `text` in order, as (start, end); together they are all of it."""
    start = 0
    for stop in _STOP.finditer(text):
        if _ends(text, stop):
            yield start, stop.end()
            start = stop.end()
    if start < len(text):
        yield start, len(text)


def first_sentence(text: str) -> int:
    """Where the first sentence of `text` ends."""
    return next(sentences(text), (0, 0))[1]


def breaks_between(before: str, after: str) -> bool:
    """Whether a sentence ends where the words `before` are followed by the words `after`."""
    text = f"{before[-60:].rstrip()} {after[:60]}"
    place = len(before[-60:].rstrip()) + 1
    return any(end == place for _, end in sentences(text))


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence ends at this stop."""
    if text[stop.start()] != "." or "." in text[stop.start() + 1 : stop.start() + 2]:
        return True
    before = _BEFORE.search(text, max(0, stop.start() - 30), stop.start())
    word = before.group().lower().lstrip("'") if before else ""
    closers, openers, following = stop.group(1), stop.group(2), stop.group(3)
    if word in NEVER_ENDS:
        return False
    if closers and (set(closers) & set("\"”'’")):
        return True
    if word in MAY_END or (_LETTERS_WITH_STOPS.fullmatch(word) and len(word) != 0):
        return following.isupper() and not openers and _begins_sentence(text, stop.end())
    return not (following.isdigit() and len(word) < 3)


def _begins_sentence(text: str, offset: int) -> bool:
    word = _NEXT_WORD.match(text, offset, offset + 40)
    return word is not None and word.group(1).lower() in STARTERS
