"""Where terms are used: each of a document's own, and every capitalised phrase that is none of them.

In: a text. Out: `Uses` for each document. The one idea: a phrase with capitals inside a sentence is either a term of
the document, found by its words, the longest first, or *strange*; strange phrases are kept with the word before them,
because `a Widget` and `the Widget Exchange` are not strange in the same way. What stands in quotation marks where it is
defined is no use, nor is a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from duly.contract_text.defined_terms import Definition
from duly.contract_text.proofreading.naming import imports, singular
from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.source import Span

_Held = TypeVar("_Held")
MOST_WORDS = 8
"""Words of a term."""
_TITLES = frozenset(["dr", "mr", "mrs", "ms", "messrs", "prof", "st", "no"])
_STARTS = """
a an and any all as at but by each every either neither no nothing both if in on or of for from to upon until unless
when where whereas while with without within under after before such the this that these those it its their his her
except notwithstanding subject provided pursuant however whether who which upon during
"""
_FUNCTION = frozenset(_STARTS.split())
STRUCTURE = frozenset(
    [
        "section",
        "sections",
        "article",
        "articles",
        "clause",
        "clauses",
        "paragraph",
        "paragraphs",
        "schedule",
        "schedules",
        "exhibit",
        "exhibits",
        "annex",
        "appendix",
        "part",
        "parts",
        "chapter",
        "subsection",
        "subsections",
        "item",
    ]
)
"""Words for parts of a paper."""
CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


_IN_NAMES = frozenset(
    ["and", "of", "the", "for", "in", "on", "with", "dated", "as", "amended", "to", "by", ",", ".", "'", "'s"]
)
_BETWEEN = re.compile(r"[^\W_][\w'-]*|[^\w\s]")
_NUMBERED = frozenset(("Rule", "Rules", "Regulation", "Form", "Title", "Chapter"))
LONGEST_NAME = 160
"""Characters between a phrase and the parenthesis that gives it a short name."""


@dataclass(frozen=True, slots=True)
class Use:
    """A phrase where it is used: the word before it (`#` for a figure, empty after a stop), and that after it.

    `initial` where it begins a sentence; `is_named` where it is itself given a short name: `Widget Act (the "Act")`.
    """

    passage: Passage = field(repr=False)
    start: int
    end: int
    shown: str
    before: str
    after: str
    initial: bool = False
    is_named: bool = False

    @property
    def span(self) -> Span:
        """Its place in the file."""
        return self.passage.span(self.start, self.end)

    @property
    def line(self) -> int:
        """Its line in the file."""
        return self.span.position.line


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses in a document of its terms and of strange phrases, both by the fold of their singular."""

    reading: Reading
    defined: Mapping[str, tuple[Definition, ...]]
    imported: Mapping[str, str]
    used: Mapping[str, tuple[Use, ...]] = field(repr=False)
    strange: Mapping[str, tuple[Use, ...]] = field(repr=False)


def uses(text: Text) -> tuple[Uses, ...]:
    """The uses of terms in each document."""
    return tuple(_uses(reading) for reading in text.readings)


def own_definitions(reading: Reading) -> Iterator[Definition]:
    """The definitions of a document without those that it gives to another paper."""
    inserted = {(each.unit.section, each.unit.number) for each in reading.passages if each.inserted}
    return (each for each in reading.definitions if (each.section, each.unit) not in inserted)


def _uses(reading: Reading) -> Uses:
    defined: dict[str, list[Definition]] = {}
    quoted: dict[tuple[str, int], list[Definition]] = {}
    for definition in own_definitions(reading):
        defined.setdefault(singular(definition.term), []).append(definition)
    for definition in reading.definitions:
        quoted.setdefault((definition.section, definition.unit), []).append(definition)
    imported = {
        singular(term): term
        for passage in reading.prose
        for reference in passage.references
        if (term := imports(passage, reference)) is not None
    }
    used: dict[str, list[Use]] = {}
    strange: dict[str, list[Use]] = {}
    known = defined.keys() | imported.keys()
    for passage in reading.prose:
        here = quoted.get((passage.unit.section, passage.unit.number), [])
        for is_term, use in _phrases(passage, frozenset() if passage.inserted else known, here):
            (used if is_term else strange).setdefault(singular(use.shown), []).append(use)
    return Uses(reading, _frozen(defined), imported, _frozen(used), _frozen(strange))


def _frozen(found: dict[str, list[_Held]]) -> dict[str, tuple[_Held, ...]]:
    return {key: tuple(held) for key, held in found.items()}


def _phrases(passage: Passage, known: Container[str], here: list[Definition]) -> Iterator[tuple[bool, Use]]:
    """Every capitalised phrase of a passage in order: whether it is a known term, and its use."""
    words, text = passage.words, passage.text
    taken = _taken(passage, here)
    named = sorted(text.rfind("(", 0, passage.stretch(each.span)[0]) for each in here if each.kind == "parenthesis")
    capitals = _is_capitals(text)
    at = 0
    after_term = False
    while at < len(words):
        word = words[at]
        if not (word.text[0].isupper() or word.text[0].isdigit()) or _is_taken(taken, word.start):
            after_term, at = False, at + 1
            continue
        length = _known_length(passage, at, known, capitals)
        if length:
            yield True, _use(passage, at, length, named)
            after_term, at = (
                _joins(passage, at + length - 1) and not words[at + length - 1].text.endswith("'s"),
                at + length,
            )
            continue
        length = 0 if word.text[0].isdigit() or capitals else _run(passage, at, known, taken)
        if length and any(word.text.lower() not in _FUNCTION for word in words[at : at + length]):
            length += _before_term(passage, at + length, known)
        if length and not after_term:
            first = next((n for n in range(length) if words[at + n].text.lower() not in _FUNCTION), length)
            if first < length:
                yield False, _use(passage, at + first, length - first, named)
        after_term, at = False, at + max(1, length)


def _taken(passage: Passage, here: list[Definition]) -> list[tuple[int, int]]:
    """Stretches in which no phrase is sought: definitions in quotation marks, references, figures."""
    spans = [each.span for each in here] + [each.span for each in passage.references]
    spans += [each.span for each in passage.quantities if each.figure.kind in ("date", "time", "money")]
    return sorted(passage.stretch(span) for span in spans)


def _is_taken(taken: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(taken, (place, 10**9)) - 1
    return at >= 0 and taken[at][0] <= place < taken[at][1]


def _joins(passage: Passage, at: int) -> bool:
    """Whether the word after the one at `at` belongs to the same phrase, as far as what is between them says."""
    words = passage.words
    if at + 1 >= len(words):
        return False
    gap = passage.text[words[at].end : words[at + 1].start]
    if gap == " ":
        return True
    return gap == ". " and (words[at].text.lower() in _TITLES or len(words[at].text) == 1)


def _known_length(passage: Passage, at: int, known: Container[str], capitals: bool) -> int:
    """How many words from `at` are the longest known term there; 0 for none."""
    words, text = passage.words, passage.text
    best = 0
    for length in range(1, min(MOST_WORDS, len(words) - at) + 1):
        if length > 1:
            gap = text[words[at + length - 2].end : words[at + length - 1].start]
            if gap not in (" ", "' ", ". ", ", ", ": "):
                break
        last = words[at + length - 1]
        if not (last.text[0].isupper() or last.text[0].isdigit() or (len(last.text) <= 4 and length > 1)):
            break
        shown = text[words[at].start : last.end]
        if (last.text[0].isupper() or last.text[0].isdigit()) and singular(shown) in known:
            best = length
    return best


def _run(passage: Passage, at: int, known: Container[str], taken: list[tuple[int, int]]) -> int:
    """How many words from `at` are one capitalised phrase, before the next known term."""
    words = passage.words
    length = 1
    while _joins(passage, at + length - 1):
        step = 1
        if words[at + length].text == "of" and _joins(passage, at + length):
            step = 2
        following = words[at + length + step - 1]
        numbered = following.text[0].isdigit() and words[at + length - 1].text in _NUMBERED
        if not (following.text[0].isupper() or numbered) or _is_taken(taken, following.start):
            break
        if _known_length(passage, at + length + step - 1, known, False):
            break
        length += step
    return length


def _before_term(passage: Passage, at: int, known: Container[str]) -> int:
    """How many words of a known term follow right on, which are then part of a larger name."""
    words = passage.words
    if at >= len(words) or words[at - 1].text.endswith("'s") or not _joins(passage, at - 1):
        return 0
    return _known_length(passage, at, known, False)


def _use(passage: Passage, at: int, length: int, named: list[int]) -> Use:
    words, text = passage.words, passage.text
    first, last = words[at], words[at + length - 1]
    end = last.end - 2 if last.text.endswith("'s") else last.end
    gap = text[words[at - 1].end : first.start] if at else ""
    before = ""
    if at and (gap in (" ", ") ", "-", "' ") or (gap == ". " and words[at - 1].text.lower() in ("p.m", "a.m"))):
        previous = words[at - 1].text
        before = "#" if previous[0].isdigit() else previous.lower()
    after = words[at + length].text if at + length < len(words) else ""
    if at + length < len(words) and text[last.end : words[at + length].start] != " ":
        after = ""
    return Use(
        passage,
        first.start,
        end,
        text[first.start : end],
        before,
        after,
        at == 0 or gap.strip() not in ("", ")", "'", ",", "(", "-", "/"),
        _reaches(text, last.end, named),
    )


def _reaches(text: str, end: int, openings: list[int]) -> bool:
    """Whether only words of the same name stand between a phrase and a parenthesis that gives it a short one."""
    at = bisect_left(openings, end)
    if at == len(openings) or openings[at] > end + LONGEST_NAME:
        return False
    between = _BETWEEN.findall(text[end : openings[at]])
    return all(each[0].isupper() or each.isdigit() or each in _IN_NAMES for each in between)


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) * 5 > 3 * len(letters)
