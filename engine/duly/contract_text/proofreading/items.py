"""Items of a list that stand in it twice.

In: a text. Out: `text-item-twice`, at the second. The one idea: two items are the same if their words are, also where
the first gives a long name its short one, `the 1990 Mill Lease (the "Lease")`, and the second only has `the Lease`: so
each item is also compared with the words in front of such a parenthesis left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.fingerprint import folded
from duly.contract_text.proofreading.reading import Passage, Text
from duly.diagnostics import Diagnostic, Label

CODE = "text-item-twice"
FEWEST = 4
"""Words of an item that is compared."""
LONGEST_NAME = 10
"""Words of a name in front of its short one."""
_SHORT = re.compile(r'\(\s*(?:the\s+|an?\s+)?"')
_WORD = re.compile(r"[\w$%/.-]*\w")


def items_twice(text: Text) -> Iterator[Diagnostic]:
    """Each item that its list has already, and each sentence that its section has already."""
    for reading in text.readings:
        for parent, labels in reading.below.items():
            if parent is not None:
                yield from _among([reading.in_section[label] for label in labels if label not in reading.below])
        for passages in reading.in_section.values():
            yield from _among([(each,) for each in passages if each.unit.kind == "sentence"])


def _among(items: list[tuple[Passage, ...]]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, ...], Passage] = {}
    for item in items:
        prose = [each for each in item if each.unit.kind == "sentence"]
        ways = list(_ways(prose)) if prose else []
        before = next((seen[way] for way in ways if way in seen), None)
        if before is not None:
            message = f"this has the words of {before.unit.address}"
            yield Diagnostic(
                CODE, message, prose[0].unit.span, "see whether it is one or two", (Label(before.unit.span, "here"),)
            )
        for way in ways:
            seen.setdefault(way, prose[0])


def _ways(item: list[Passage]) -> Iterator[tuple[str, ...]]:
    """The words of an item, and those without a name that a parenthesis shortens."""
    text = folded(" ".join(each.text for each in item)).casefold()
    words = _words(text)
    if len(words) < FEWEST:
        return
    yield words
    short = _SHORT.search(text)
    if short is not None:
        before, after = _words(text[: short.start()]), _words(text[short.start() :])
        for left_out in range(1, min(LONGEST_NAME, len(before)) + 1):
            yield before[: len(before) - left_out] + after


def _words(text: str) -> tuple[str, ...]:
    """The words of a text, without the `and` between two items."""
    found = _WORD.findall(text)
    return tuple(found[:-1] if found and found[-1] in ("and", "or") else found)
