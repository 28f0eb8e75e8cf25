"""The contract's own faults, found without knowing what it is about.

In: an outline. Out: diagnostics, each with its place. The one idea: a check is a small function in the tables below
that compares what stands in the text with itself, a reference with the sections, a term with its definitions, a
period with the other one for the same act. None knows any agreement, and each would rather be silent than wrong: a
reader stops after five false reports.

What is a fault whatever was meant is a warning; what a person has to judge is a hint (a note).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from duly.contract_text.nodes import Outline
from duly.contract_text.proofreading.dates import dates_differ
from duly.contract_text.proofreading.doubled import words_twice
from duly.contract_text.proofreading.elsewhere import references_elsewhere
from duly.contract_text.proofreading.items import items_twice
from duly.contract_text.proofreading.listed import listed_twice
from duly.contract_text.proofreading.nowhere import references_nowhere
from duly.contract_text.proofreading.numbering import numbers_left_out
from duly.contract_text.proofreading.numbers import numbers_differ
from duly.contract_text.proofreading.outside import references_outside
from duly.contract_text.proofreading.periods import periods_differ
from duly.contract_text.proofreading.pointers import definitions_elsewhere
from duly.contract_text.proofreading.reading import Text, read
from duly.contract_text.proofreading.signing import signings_differ
from duly.contract_text.proofreading.terms_capitals import terms_in_other_capitals
from duly.contract_text.proofreading.terms_circular import terms_circular
from duly.contract_text.proofreading.terms_number import terms_in_the_singular
from duly.contract_text.proofreading.terms_twice import terms_twice
from duly.contract_text.proofreading.terms_undefined import terms_undefined
from duly.contract_text.proofreading.terms_unused import terms_unused
from duly.contract_text.proofreading.uses import Uses, uses
from duly.diagnostics import Diagnostic

TEXT_CHECKS: tuple[Callable[[Text], Iterator[Diagnostic]], ...] = (
    references_nowhere,
    references_elsewhere,
    references_outside,
    definitions_elsewhere,
    numbers_left_out,
    numbers_differ,
    words_twice,
    items_twice,
    listed_twice,
    periods_differ,
    dates_differ,
    signings_differ,
)
"""Checks of the prose."""
TERM_CHECKS: tuple[Callable[[tuple[Uses, ...]], Iterator[Diagnostic]], ...] = (
    terms_twice,
    terms_undefined,
    terms_unused,
    terms_circular,
    terms_in_the_singular,
    terms_in_other_capitals,
)
"""Checks of the terms."""


def proofread(outline: Outline) -> tuple[Diagnostic, ...]:
    """The faults of the documents in a file, and what was to be said of the file itself."""
    text = read(outline)
    found = [*outline.notes, *(each for check in TEXT_CHECKS for each in check(text))]
    used = uses(text)
    found += [each for check in TERM_CHECKS for each in check(used)]
    return tuple(found)
