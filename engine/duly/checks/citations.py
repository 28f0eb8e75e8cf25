"""Rules that cite nothing (`no-citation`).

What it does: finds terms without `cite`, unless every limb of their value cites. Norms, exceptions, readings and lines
of the life cycle cannot be without: the schema asks for their section.

Why it matters: an outcome names the section of everything it rests on, so that a reader can hold it against the words.

Example: `price: {type: money, value: $5.00}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.diagnostics import Diagnostic
from duly.language.nodes import Cases
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each term without a section."""
    for term in vocabulary.rules.terms.values():
        if not term.cite and not _limbs_cite(term):
            hint = 'add `cite`, such as `cite: "7.2"`'
            yield Diagnostic("no-citation", f"`{term.name}` does not say where it comes from", term.span, hint)


def _limbs_cite(term: m.Term) -> bool:
    return isinstance(term.value, Cases) and all(limb.cite for limb in term.value.limbs)
