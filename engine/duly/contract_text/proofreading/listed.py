"""Items that stand twice in the running text: in a list with marks, or between commas.

In: a text. Out: `text-item-twice`, at the second. The one idea: only what is plainly one list is compared: the items
behind the marks of one list, or at least three short phrases with commas between them and an `and` or `or` before the
last. Of the first phrase only the end belongs to the list, as far as a word before it says so, of the last only the
beginning. Articles do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duly.contract_text.proofreading.marks import Item, Listing, listings
from duly.contract_text.proofreading.reading import Passage, Text
from duly.contract_text.proofreading.stems import EMPTY
from duly.diagnostics import Diagnostic, Label

CODE = "text-item-twice"
MOST_WORDS = 6
"""Words of a phrase between commas."""
FEWEST = 3
"""Phrases of a list between commas."""
_CLAUSE = re.compile(r'[^;:()"?!]+')
_STOP = re.compile(r"\.\s")
_COMMA = re.compile(r",\s+")
_JOIN = re.compile(r"\b(?:and/or|and|or)\b\s*")
_WORD = re.compile(r"[\w$%/'.-]*\w")
_ARTICLES = frozenset(("a", "an", "the", "any", "all", "such", "its", "their", "his", "her", "each", "every"))
_GOES_ON = """
shall will may must can is are was were has have by in at on within under as when if unless until for to
"""
_FOLLOWS = frozenset(_GOES_ON.split())
_LINKS = frozenset(("of", "for", "to", "by", "with", "from", "in", "on"))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a list with its words and where it stands in the passage."""

    words: tuple[str, ...]
    start: int
    end: int


def listed_twice(text: Text) -> Iterator[Diagnostic]:
    """Each phrase that its list in running text has already."""
    for reading in text.readings:
        for passage in reading.prose:
            for listing in listings(passage):
                yield from _told(passage, _marked(passage, listing))
            for phrases in _between_commas(passage):
                yield from _told(passage, phrases)


def _told(passage: Passage, phrases: list[_Phrase]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, ...], _Phrase] = {}
    for phrase in phrases:
        before = seen.setdefault(phrase.words, phrase)
        if before is not phrase:
            shown = " ".join(passage.text[phrase.start : phrase.end].split())
            label = Label(passage.span(before.start, before.end), "here")
            message = f"the list has `{shown}` twice"
            yield Diagnostic(CODE, message, passage.span(phrase.start, phrase.end), "take one out", (label,))


def _marked(passage: Passage, listing: Listing) -> list[_Phrase]:
    """The items of a list with marks; of the last the words up to the end of its clause."""
    return [phrase for item in listing.items if (phrase := _item(passage, item, item is listing.items[-1])) is not None]


def _item(passage: Passage, item: Item, is_last: bool) -> _Phrase | None:
    text = passage.text[item.words : item.end]
    if is_last:
        clause = re.search(r"[;.]\s", text)
        text = text[: clause.start()] if clause else text
    return _phrase(text, item.words)


def _phrase(text: str, at: int) -> _Phrase | None:
    """The words of a stretch without articles before and joining words after them; None where none say much."""
    found = [(each.group().lower(), each.start(), each.end()) for each in _WORD.finditer(text)]
    while found and found[-1][0] in ("and", "or", "and/or"):
        found.pop()
    while found and found[0][0] in _ARTICLES:
        found.pop(0)
    if not any(word not in EMPTY and len(word) > 2 for word, _, _ in found):
        return None
    return _Phrase(tuple(word for word, _, _ in found), at + found[0][1], at + found[-1][2])


def _between_commas(passage: Passage) -> Iterator[list[_Phrase]]:
    """The lists between commas, from the first phrase to that behind the joining word."""
    for clause in _CLAUSE.finditer(passage.text):
        if clause.group().count(",") < FEWEST - 2:
            continue
        for start, end in _split(clause.group(), clause.start(), _STOP):
            yield from _lists(passage.text, _split(passage.text[start:end], start, _COMMA))


def _split(text: str, at: int, where: re.Pattern[str]) -> list[tuple[int, int]]:
    ends = [(each.start(), each.end()) for each in where.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [(at + one, at + two) for one, two in zip(starts, [*(start for start, _ in ends), len(text)], strict=True)]


def _lists(text: str, parts: list[tuple[int, int]]) -> Iterator[list[_Phrase]]:
    """Each run of short parts that ends with one that has a joining word, put into phrases."""
    begun = 0
    for at, (start, end) in enumerate(parts):
        joined = _JOIN.search(text, start, end)
        if joined is not None and at > begun:
            yield from _phrases(text, parts[begun:at], (start, end), joined)
        if joined is not None or len(text[start:end].split()) > MOST_WORDS:
            begun = at


def _phrases(
    text: str, parts: list[tuple[int, int]], last: tuple[int, int], joined: re.Match[str]
) -> Iterator[list[_Phrase]]:
    """The phrases of one list: the end of its first part, those between, and one or two of its last."""
    stretches = [*parts[1:]]
    if text[last[0] : joined.start()].strip():
        stretches.append((last[0], joined.start()))
    middle = [_phrase(text[start:end], start) for start, end in stretches]
    ends = _beginning(text, joined.end(), last[1])
    known = [each for each in (*middle, ends) if each is not None and len(each.words) <= MOST_WORDS]
    first = _end_of(text, parts[0], {each.words for each in known})
    if len(known) + 1 >= FEWEST:
        yield [*([first] if first else []), *known]


def _beginning(text: str, start: int, end: int) -> _Phrase | None:
    """What of the last part belongs to the list: the words before the first that goes on with the sentence."""
    for each in _WORD.finditer(text, start, end):
        if each.group().lower() in _FOLLOWS:
            return _phrase(text[start : each.start()], start)
    return _phrase(text[start:end], start)


def _end_of(text: str, part: tuple[int, int], known: set[tuple[str, ...]]) -> _Phrase | None:
    """The end of the first part that is one of the other phrases, with an article or a linking word before it."""
    found = [(each.group().lower(), each.start(), each.end()) for each in _WORD.finditer(text, *part)]
    for length in range(1, min(MOST_WORDS, len(found)) + 1):
        words = tuple(word for word, _, _ in found[-length:])
        before = found[-length - 1][0] if len(found) > length else ""
        if words in known and (not before or before in _ARTICLES or before in _LINKS):
            return _Phrase(words, found[-length][1], found[-1][2])
    return None
