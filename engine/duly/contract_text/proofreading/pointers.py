"""Definitions that are said to stand in a section and do not stand there.

In: a text. Out: `text-definition-elsewhere`. The one idea: `"Price" has the meaning set forth in Section 4.1` and
`the Price (as defined in Section 4.1)` promise that 4.1 defines Price. Where 4.1 defines something else, or only the
plural, whoever looks it up finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.proofreading.naming import fold_term, imports, same_term
from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.contract_text.proofreading.targets import Target, resolve
from duly.contract_text.references import Reference
from duly.diagnostics import Diagnostic

CODE = "text-definition-elsewhere"
_POINTS = re.compile(
    r'"([^"]{1,80})"\s*(?:,?\s*(?:shall\s+have|has|have)\s+the\s+(?:respective\s+)?meanings?\s+'
    r"(?:set\s+forth|given(?:\s+to\s+(?:it|them|such\s+terms?))?|specified|ascribed(?:\s+to\s+(?:it|them))?|provided"
    r"|assigned(?:\s+to\s+(?:it|them))?|stated|indicated)?\s*in\s+)(?:Section|Clause|Article|Paragraph)?\s*\Z"
)


def definitions_elsewhere(text: Text) -> Iterator[Diagnostic]:
    """Pointers to a section that does not define the term."""
    for reading in text.readings:
        for passage in reading.passages:
            for reference in passage.references:
                term = _pointed(passage, reference) or imports(passage, reference)
                if term is not None and not passage.inserted:
                    yield from _check(text, reading, passage, reference, term)


def _pointed(passage: Passage, reference: Reference) -> str | None:
    """The term that a reference is said to define."""
    start, _ = passage.stretch(reference.span)
    found = _POINTS.search(passage.text[max(0, start - 200) : start])
    return found[1].rstrip(".,") if found else None


def _check(text: Text, reading: Reading, passage: Passage, reference: Reference, term: str) -> Iterator[Diagnostic]:
    target = resolve(text, reading, passage, reference)
    if not isinstance(target, Target):
        return
    inside = {each.unit.section for each in target.reading.within(target.label)}
    made = [each for each in target.reading.definitions if each.kind != "points"]
    there = [each.term for each in made if each.section in inside]
    if any(fold_term(each) == fold_term(term) for each in there):
        return
    near = next((each for each in there if same_term(each, term)), None)
    elsewhere = next((each for each in made if same_term(each.term, term)), None)
    hint = None
    if near is not None:
        hint = f"it defines `{near}`"
    elif elsewhere is not None:
        hint = f"it is defined in {elsewhere.section}, line {elsewhere.span.position.line}"
    yield Diagnostic(CODE, f"section {target.label} does not define `{term}`", reference.span, hint)
