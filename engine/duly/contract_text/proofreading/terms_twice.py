"""Terms that are defined twice.

In: the uses of terms. Out: `text-term-twice`, at the second definition. The one idea: a definition that only points to
where the meaning stands is no second one, nor is one that says that it holds for its own section or schedule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.defined_terms import Definition
from duly.contract_text.proofreading.naming import fold_term
from duly.contract_text.proofreading.reading import Reading
from duly.contract_text.proofreading.uses import Uses
from duly.diagnostics import Diagnostic, Label

CODE = "text-term-twice"
AROUND = 200
"""Characters before and after a term among which its definition says where it holds."""
_LOCAL = re.compile(
    r"\b(?:for\s+(?:the\s+)?purposes?\s+of|as\s+used\s+in|in|under)\s+this\s+(?:section|article|clause|paragraph|schedule"
    r"|exhibit|annex|appendix|part)\b",
    re.IGNORECASE,
)


def terms_twice(found: tuple[Uses, ...]) -> Iterator[Diagnostic]:
    """Each definition of a term that has one already."""
    for uses in found:
        for definitions in uses.defined.values():
            yield from _again(uses.reading, definitions)


def _again(reading: Reading, definitions: tuple[Definition, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Definition] = {}
    for each in definitions:
        if each.kind == "points" or _is_local(reading, each):
            continue
        before = first.setdefault(fold_term(each.term), each)
        if before is not each:
            message = f"`{each.term}` is defined a second time"
            yield Diagnostic(CODE, message, each.span, "keep one of the two", (Label(before.span, "and here"),))


def _is_local(reading: Reading, definition: Definition) -> bool:
    passage = reading.at[definition.section, definition.unit]
    start, end = passage.stretch(definition.span)
    return _LOCAL.search(passage.text, max(0, start - AROUND), end + AROUND) is not None
