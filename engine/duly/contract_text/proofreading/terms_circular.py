"""Terms that are defined by themselves: `"Notice" means a Notice given in writing`.

In: the uses of terms. Out: `text-term-circular`. The one idea: the fault shows in the first words of a definition; a
term further on, or `this Agreement as amended`, may well be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.proofreading.naming import same_term
from duly.contract_text.proofreading.uses import Uses
from duly.diagnostics import Diagnostic

CODE = "text-term-circular"
_SAYS = re.compile(r'"?\s*(?:shall\s+mean|means?|is\s+defined\s+as)\s+(?:(?:an?|any|the|each|every|all)\s+)?')


def terms_circular(found: tuple[Uses, ...]) -> Iterator[Diagnostic]:
    """Each term whose definition begins with the term."""
    for uses in found:
        for definitions in uses.defined.values():
            for each in definitions:
                if each.kind != "means":
                    continue
                passage = uses.reading.at[each.section, each.unit]
                says = _SAYS.match(passage.text, passage.stretch(each.span)[1])
                start = says.end() if says else 0
                shown = passage.text[start : start + len(each.term)]
                if says and shown[:1].isupper() and same_term(shown, each.term):
                    yield Diagnostic(
                        CODE, f"`{each.term}` is defined by itself", passage.span(start, start + len(shown))
                    )
