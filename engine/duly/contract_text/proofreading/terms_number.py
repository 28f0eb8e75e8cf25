"""Terms that are used in the singular where only their plural is defined.

In: the uses of terms. Out: the hint `text-term-number`, one for a document. The one idea: `"Widgets" means …` leaves
open what a Widget is: one of them, or also a part of one? A clause on singular and plural answers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.proofreading.naming import fold_term
from duly.contract_text.proofreading.uses import Use, Uses
from duly.diagnostics import Diagnostic

CODE = "text-term-number"
_ANSWERED = re.compile(r"\bsingular\b.{0,120}\bplural\b|\bplural\b.{0,120}\bsingular\b", re.IGNORECASE)


def terms_in_the_singular(found: tuple[Uses, ...]) -> Iterator[Diagnostic]:
    """What is used in the singular and defined in the plural."""
    for uses in found:
        if any(_ANSWERED.search(passage.text) for passage in uses.reading.prose):
            continue
        singular = [use for key in uses.defined if (use := _singular_use(uses, key)) is not None]
        if singular:
            listed = ", ".join(f"`{use.shown}` (line {use.line})" for use in singular)
            hint = "define the singular, or say that each includes the other"
            yield Diagnostic(CODE, f"only the plural is defined of {listed}", singular[0].span, hint)


def _singular_use(uses: Uses, key: str) -> Use | None:
    """The first use of a term in the singular, if every definition has the plural."""
    if any(fold_term(each.term) == key for each in uses.defined[key]):
        return None
    return next((use for use in uses.used.get(key, ()) if fold_term(use.shown) == key), None)
