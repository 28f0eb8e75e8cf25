"""Words and phrases that stand twice in a row, and numbers given in words and again in digits.

In: a text. Out: `text-words-twice`. The one idea: a slip of editing leaves the same words twice with nothing but a
space between them. Words with a comma between them, and `that that`, are language; `month to month` repeats no phrase.
A number in words followed by bare digits, `six 6`, is the same slip without its parenthesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from duly.contract_text.number_words import WORDS, digits_value, words_value
from duly.contract_text.proofreading.reading import Passage, Text
from duly.contract_text.proofreading.stems import EMPTY
from duly.diagnostics import Diagnostic

CODE = "text-words-twice"
LONGEST = 12
"""Words of a phrase that is looked for."""
_BETWEEN = frozenset(("to", "by", "for", "in", "after", "and", "or"))
_LANGUAGE = frozenset(("that", "had", "is", "bye", "so", "very"))
_AGAIN = re.compile(r"(?<=[a-z])\s+(\d{1,3}(?:,\d{3})*)(?![\w.,/-]*\d)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"{WORDS}\Z", re.IGNORECASE)
LONGEST_NUMBER = 60
"""Characters of a number in words."""


def words_twice(text: Text) -> Iterator[Diagnostic]:
    """Doubled words, doubled phrases and doubled numbers."""
    for reading in text.readings:
        for passage in reading.prose:
            yield from _phrases(passage)
            yield from _numbers(passage)


def _phrases(passage: Passage) -> Iterator[Diagnostic]:
    """The longest phrase that is repeated at each place, left to right."""
    words, text = passage.words, passage.text
    folded = [word.text.lower() if word.text[:1].islower() or not at else word.text for at, word in enumerate(words)]
    joined = [text[one.end : two.start].isspace() for one, two in pairwise(words)]
    at = 0
    while at < len(words):
        length = next((size for size in range(LONGEST, 0, -1) if _repeats(folded, joined, at, size)), 0)
        if length:
            again, end = words[at + length], words[at + 2 * length - 1]
            said = "word stands" if length == 1 else f"{length} words stand"
            message = f"the {said} twice: `{text[again.start : end.end]}`"
            yield Diagnostic(CODE, message, passage.span(again.start, end.end), "take one of the two out")
            at += 2 * length
        at += 1


def _repeats(folded: list[str], joined: list[bool], at: int, size: int) -> bool:
    """Whether the `size` words from `at` come again right after themselves, with only spaces between."""
    if at + 2 * size > len(folded) or folded[at] != folded[at + size]:
        return False
    if folded[at : at + size] != folded[at + size : at + 2 * size] or not all(joined[at : at + 2 * size - 1]):
        return False
    said = folded[at : at + size]
    if size == 1:
        return said[0].isalpha() and said[0] not in _LANGUAGE
    return any(word.islower() and word.isalpha() and word not in EMPTY for word in said) and not (
        size == 2 and said[1] in _BETWEEN
    )


def _numbers(passage: Passage) -> Iterator[Diagnostic]:
    for found in _AGAIN.finditer(passage.text):
        words = _IN_WORDS.search(passage.text, max(0, found.start() - LONGEST_NUMBER), found.start())
        if words is not None and words_value(words.group()) == digits_value(found[1]):
            shown = passage.text[words.start() : found.end()]
            message = f"the number stands twice, in words and in digits: `{shown}`"
            hint = "put the digits in parentheses or take them out"
            yield Diagnostic(CODE, message, passage.span(words.start(), found.end()), hint)
