"""A contract as a proofreader holds it: what the checks need of each document, found once.

In: an outline. Out: `Text`, its documents as `Reading`s, each with its `Passage`s. The one idea: whatever reads the
prose (words, references, figures, definitions) runs once for a unit, and the checks only compare what it found, so that
twenty checks take hardly longer than one.

Words that a document gives to another paper ("shall be amended to read as follows:") are that paper's; their passages
are `inserted`, and their terms are not held against this document's definitions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from duly.contract_text.defined_terms import Definition, definitions
from duly.contract_text.nodes import Document, Outline, Section, Unit, fold_name
from duly.contract_text.prose import Prose
from duly.contract_text.quantities import Quantity, quantities
from duly.contract_text.references import Reference, references
from duly.source import Span

_WORD = re.compile(r"[^\W_](?:\w|['.&-](?=\w))*")
_MARK = re.compile(r"\(([^()\s]{1,5})\)")
_LABEL = re.compile(r"\d+(?:\.\d+)*|Article [IVXLC\d]+")
_TOP = re.compile(r"(?<![\w.])\d{1,3}")
OPENING = frozenset(("title", "preamble", "parties", "recitals"))
"""Sections in which a document says what it calls itself."""
_INSERTS = re.compile(r"\bread(?:\s+in\s+(?:its|their)\s+entirety)?\s+as\s+follows:\s*\Z", re.IGNORECASE)


class Word(NamedTuple):
    """A word of a passage, with where it begins and ends in the passage's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit with what stands in it; `inserted` where its words belong to another paper."""

    unit: Unit
    words: tuple[Word, ...] = field(repr=False)
    references: tuple[Reference, ...] = field(repr=False)
    quantities: tuple[Quantity, ...] = field(repr=False)
    inserted: bool = False

    @property
    def text(self) -> str:
        """The passage as one string."""
        return self.unit.prose.text

    def span(self, start: int, end: int) -> Span:
        """The place in the file of a stretch of the text."""
        return self.unit.prose.span(start, end)

    def stretch(self, span: Span) -> tuple[int, int]:
        """Where in the text a place of the file begins and ends."""
        return offset(self.unit.prose, span.start), offset(self.unit.prose, max(span.start, span.end - 1)) + 1

    @property
    def unit_address(self) -> tuple[str, int]:
        """The section and number of its unit."""
        return self.unit.section, self.unit.number

    @property
    def line(self) -> int:
        """The line of the file on which it begins."""
        return self.unit.span.position.line


@dataclass(frozen=True, slots=True)
class Reading:
    """A document: its passages in order, its sections by label and by parent, its definitions, what it calls itself.

    `at` has the passages by section and number. `marks` are the marks in the running text of each section, `v` for
    `(v)`; `last` is the last section of each series (`8.2` of `8`, `17` of the empty one, `Article IX` of `Article`),
    `largest` the largest number at the top, or 0.
    """

    document: Document
    passages: tuple[Passage, ...] = field(repr=False)
    sections: Mapping[str, Section] = field(repr=False)
    below: Mapping[str | None, tuple[str, ...]] = field(repr=False)
    in_section: Mapping[str, tuple[Passage, ...]] = field(repr=False)
    at: Mapping[tuple[str, int], Passage] = field(repr=False)
    marks: Mapping[str, frozenset[str]] = field(repr=False)
    last: Mapping[str, str] = field(repr=False)
    largest: int
    definitions: tuple[Definition, ...] = field(repr=False)
    names: frozenset[str]

    @property
    def prose(self) -> Iterator[Passage]:
        """The passages that are sentences: no headings, no blocks of a signature page."""
        return (each for each in self.passages if each.unit.kind == "sentence")

    def within(self, label: str) -> Iterator[Passage]:
        """The passages of a section and of all sections below it."""
        waiting = [label]
        while waiting:
            label = waiting.pop()
            yield from self.in_section.get(label, ())
            waiting += reversed(self.below.get(label, ()))

    def has_mark(self, label: str, mark: str) -> bool:
        """Whether an item with this mark stands in the running text of a section or of those below it."""
        waiting = [label]
        while waiting:
            label = waiting.pop()
            if mark in self.marks.get(label, ()):
                return True
            waiting += self.below.get(label, ())
        return False

    def above(self, label: str) -> Iterator[str]:
        """The sections around a section, innermost first."""
        section = self.sections.get(label)
        while section is not None and section.parent is not None:
            yield section.parent
            section = self.sections.get(section.parent)


@dataclass(frozen=True, slots=True)
class Text:
    """The documents of a file, and each by its names."""

    readings: tuple[Reading, ...]
    by_name: Mapping[str, Reading] = field(repr=False)


def read(outline: Outline) -> Text:
    """What the checks need of every document of a file."""
    readings = tuple(_reading(document) for document in outline.documents)
    return Text(readings, {name: each for each in reversed(readings) for name in each.names})


def _reading(document: Document) -> Reading:
    below: dict[str | None, list[str]] = {}
    for section in document.sections:
        below.setdefault(section.parent, []).append(section.label)
    held: dict[str, tuple[Passage, ...]] = {}
    for section in document.sections:
        held[section.label] = (*held.get(section.label, ()), *_passages(section))
    in_section = held
    passages = tuple(passage for label in held for passage in held[label])
    at = {(passage.unit.section, passage.unit.number): passage for passage in passages}
    defined = definitions(document)
    return Reading(
        document,
        passages,
        {section.label: section for section in document.sections},
        {parent: tuple(labels) for parent, labels in below.items()},
        in_section,
        at,
        {label: frozenset(_mark_names(held)) for label, held in in_section.items()},
        {_series(section.label): section.label for section in document.sections if _LABEL.fullmatch(section.label)},
        max((int(found[0]) for section in document.sections if (found := _TOP.search(section.label))), default=0),
        defined,
        frozenset(_names(document, at, defined)),
    )


def _mark_names(passages: tuple[Passage, ...]) -> Iterator[str]:
    for passage in passages:
        yield from _MARK.findall(passage.text)


def _series(label: str) -> str:
    """What the label is numbered in: `8` for `8.2`, nothing for `17`, `Article` for `Article IX`."""
    word, _, _ = label.rpartition(" ")
    return word or label.rpartition(".")[0]


def _names(document: Document, at: Mapping[tuple[str, int], Passage], defined: tuple[Definition, ...]) -> Iterator[str]:
    """What a document calls itself: its title, and the short names that its opening gives to `this` paper."""
    title = fold_name(document.title)
    if title:
        yield title
    for definition in defined:
        if definition.section not in OPENING:
            continue
        passage = at[definition.section, definition.unit]
        before = passage.text[: passage.stretch(definition.span)[0]].rstrip()
        if before.endswith("this") or (title and fold_name(before.rstrip("( ")).endswith(title)):
            yield fold_name(definition.term)


def _passages(section: Section) -> Iterator[Passage]:
    inserted = False
    for unit in section.units:
        prose = unit.prose
        words = tuple(Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(prose.text))
        yield Passage(unit, words, references(unit), quantities(prose), inserted)
        inserted = inserted or _INSERTS.search(prose.text, max(0, len(prose.text) - 60)) is not None


def offset(prose: Prose, place: int) -> int:
    """Where a place of the file stands in the text of `prose`."""
    piece = max(0, bisect_right(prose.origins, place) - 1)
    return min(len(prose.text), prose.starts[piece] + max(0, place - prose.origins[piece]))


def line_of(span: Span) -> int:
    """The line of the file on which a place begins."""
    return span.position.line


def on_lines(lines: list[int]) -> str:
    """Lines as a list for people: `line 4`, `lines 4, 9 and 12`; of many, the first eight."""
    shown = sorted(set(lines))
    if len(shown) == 1:
        return f"line {shown[0]}"
    if len(shown) > MOST_LINES:
        return f"lines {', '.join(map(str, shown[:MOST_LINES]))} and {len(shown) - MOST_LINES} more"
    return f"lines {', '.join(map(str, shown[:-1]))} and {shown[-1]}"


MOST_LINES = 8
"""Lines that a list of lines names."""
