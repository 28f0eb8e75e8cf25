"""References to sections that do not exist, and numbers of such sections that stand in a sentence by themselves.

In: a text. Out: `text-reference-nowhere`. The one idea: what is missing is told with what is there. A bare number such
as `4.7` in a sentence of section 4.5 is what editing leaves of a reference or a heading, if section 4 has no 7 and
nothing around it makes it a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.contract_text.proofreading.targets import Missing, resolve
from duly.contract_text.references import Reference
from duly.diagnostics import Diagnostic

CODE = "text-reference-nowhere"
_BARE = re.compile(r"(?<= )(\d{1,2})\.(\d{1,2})(?= [a-z])")
_MAKES_A_FIGURE = re.compile(
    r"(?:\b(?:of|than|to|by|at|is|are|be|being|equals?|version|release|times|about|exceeds?|factor|rate|ratio)|[$€£(:=x])"
    r"\s*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(r" (?:to|times|x|per\s?cent|percent|million|billion|thousand|[a-z]+s)\b")
LARGEST_STEP = 5
"""How far a stray number may lie behind the last section."""


def references_nowhere(text: Text) -> Iterator[Diagnostic]:
    """References that lead nowhere, and stray numbers."""
    for reading in text.readings:
        for passage in reading.passages:
            for reference in passage.references:
                if not passage.inserted:
                    yield from _missing(text, reading, passage, reference)
            if passage.unit.kind == "sentence":
                yield from _stray(reading, passage)


def _missing(text: Text, reading: Reading, passage: Passage, reference: Reference) -> Iterator[Diagnostic]:
    found = resolve(text, reading, passage, reference)
    if not isinstance(found, Missing):
        return
    if found.near is not None and found.shown.startswith("("):
        message = f"section {found.near} has no {found.shown}"
        yield Diagnostic(CODE, message, reference.span)
        return
    hint = f"the last of that kind is {found.near}" if found.near else None
    yield Diagnostic(CODE, f"there is no `{reference.kind} {found.shown}` here", reference.span, hint)


def _stray(reading: Reading, passage: Passage) -> Iterator[Diagnostic]:
    """Numbers of sections that are not there, of the section in which they stand."""
    own = re.match(r"\d+", passage.unit.section)
    if own is None:
        return
    for found in _BARE.finditer(passage.text):
        last = reading.last.get(found[1])
        if found[1] != own.group() or last is None or found.group() in reading.sections:
            continue
        if int(found[2]) > int(last.rpartition(".")[2]) + LARGEST_STEP:
            continue
        if _MAKES_A_FIGURE.search(passage.text, max(0, found.start() - 30), found.start()):
            continue
        if _COUNTED.match(passage.text, found.end()):
            continue
        message = f"the number `{found.group()}` stands in the sentence by itself, and there is no such section"
        yield Diagnostic(CODE, message, passage.span(found.start(), found.end()), f"the last one is {last}")
