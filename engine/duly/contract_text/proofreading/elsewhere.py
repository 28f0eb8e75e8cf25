"""References whose target does not speak of what is referred to.

In: a text. Out: the hint `text-reference-elsewhere`. The one idea: where a clause names a thing together with its
section, `the right to renew as set forth in Section 9`, the section should have the thing's words. A hint is given only
if a word of the thing occurs nowhere in that section, heads exactly one other section, and that section has more of the
thing's words; it names this other section. A heading in parentheses after the number, `Section 9 (Renewal)`, is
compared with the headings themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from duly.contract_text.nodes import fold_name
from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.contract_text.proofreading.stems import stem, telling
from duly.contract_text.proofreading.targets import Target, resolve
from duly.contract_text.references import Reference
from duly.diagnostics import Diagnostic, Label

CODE = "text-reference-elsewhere"
_JOINS = re.compile(
    r"(?:\b(?:as\s+)?(?:is\s+|are\s+)?(?:set\s+(?:forth|out)|provided(?:\s+for)?|described|stated|specified|contained"
    r"|contemplated|given|granted|listed|referred\s+to)\s+(?:in|by|under|pursuant\s+to)|\bpursuant\s+to|\bunder"
    r"|\bin\s+accordance\s+with)\s+(?:either\s+)?(?:Sections?|Articles?|Clauses?|Paragraphs?|§+)?\s*\Z",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[,;:()]|\.\s")
_TITLE_AFTER = re.compile(r"\s*[(\[]([A-Z][^()\[\]]{2,60})[)\]]")
WINDOW = 120
"""Characters in front of a reference in which the thing is named."""
FEWEST = 2
"""Words of the thing that the other section must have."""


@dataclass(slots=True)
class _Words:
    """The stems of the sections of a document, each worked out when it is first asked for."""

    reading: Reading
    headed: dict[str, list[str]] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> _Words:
        words = cls(reading)
        for label, section in reading.sections.items():
            for each in _heading(section.heading):
                words.headed.setdefault(each, []).append(label)
        return words

    def section(self, label: str) -> frozenset[str]:
        """The stems of a section, of those below it and of the headings around it."""
        if label not in self.known:
            words = (word.text for passage in self.reading.within(label) for word in passage.words)
            around = (self.reading.sections[each].heading for each in self.reading.above(label))
            self.known[label] = telling(words).union(*(_heading(each) for each in around))
        return self.known[label]


def _heading(heading: str | None) -> frozenset[str]:
    return telling(re.findall(r"[^\W_][\w'-]*", heading or ""))


def references_elsewhere(text: Text) -> Iterator[Diagnostic]:
    """References to a section that does not speak of the thing, where another does."""
    for reading in text.readings:
        words = _Words.of(reading)
        terms = frozenset(stem(word) for each in reading.definitions for word in each.term.split())
        for passage in reading.prose:
            for at, reference in enumerate(passage.references):
                found = resolve(text, reading, passage, reference)
                if not isinstance(found, Target) or found.reading is not reading:
                    continue
                yield from _titled(reading, passage, reference, found)
                if at == 0 or not _is_one_list(passage, passage.references[at - 1], reference):
                    following = passage.references[at + 1 : at + 2]
                    if not following or not _is_one_list(passage, reference, following[0]):
                        yield from _thing(words, terms, passage, reference, found)


def _is_one_list(passage: Passage, before: Reference, reference: Reference) -> bool:
    """Whether both belong to one list, `Articles IV and V`, so that the thing may stand in any of them."""
    between = passage.text[passage.stretch(before.span)[1] : passage.stretch(reference.span)[0]]
    return (
        re.fullmatch(r"\s*(?:,|and|or|and/or|to|through|\s|sections?|articles?|clauses?)*", between, re.I) is not None
    )


def _thing(
    words: _Words, terms: frozenset[str], passage: Passage, reference: Reference, target: Target
) -> Iterator[Diagnostic]:
    start, end = passage.stretch(reference.span)
    joins = _JOINS.search(passage.text, max(0, start - 60), start)
    if joins is None:
        return
    before = passage.text[max(0, joins.start() - WINDOW) : joins.start()]
    named = telling(re.findall(r"[^\W_][\w'-]*", _BOUNDARY.split(before)[-1])) - terms
    lacking = named - words.section(target.label)
    best = _best(words, named, lacking, passage, target)
    if best is not None:
        section = words.reading.sections[best]
        message = f"section {target.label} does not speak of what is referred to; section {best} does"
        hint = f"section {best} is headed `{section.heading}`, section {target.label} {_headed(words.reading, target)}"
        yield Diagnostic(
            CODE, message, passage.span(start, end), hint, (Label(section.units[0].span, "it may be this"),)
        )


def _headed(reading: Reading, target: Target) -> str:
    heading = reading.sections[target.label].heading
    return f"`{heading}`" if heading else "has no heading"


def _best(
    words: _Words, named: frozenset[str], lacking: frozenset[str], passage: Passage, target: Target
) -> str | None:
    """The one section that is headed with a word of the thing which the target lacks, if it has more of its words."""
    headed = {label for each in lacking for label in words.headed.get(each, ())}
    around = {target.label, *words.reading.above(target.label), passage.unit.section}
    candidates = {label for label in headed if label not in around and not label.startswith(f"{target.label}.")}
    if len(candidates) != 1:
        return None
    (best,) = candidates
    had = named & words.section(best)
    return best if len(had) >= min(FEWEST, len(named)) and len(had) > len(named - lacking) else None


def _titled(reading: Reading, passage: Passage, reference: Reference, target: Target) -> Iterator[Diagnostic]:
    """A heading in parentheses behind the number that another section has."""
    _, end = passage.stretch(reference.span)
    title = _TITLE_AFTER.match(passage.text, end)
    heading = reading.sections[target.label].heading
    if title is None or target.mark or heading is None or fold_name(title[1]) in fold_name(heading):
        return
    others = [
        label
        for label, each in reading.sections.items()
        if each.heading and fold_name(each.heading) == fold_name(title[1])
    ]
    if others:
        message = f"section {target.label} is headed `{heading}`; section {others[0]} is headed `{title[1]}`"
        yield Diagnostic(CODE, message, reference.span, "see which of the two is meant")
