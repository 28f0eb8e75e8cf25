"""Terms that are defined and never used.

In: the uses of terms. Out: `text-term-unused`. The one idea: a use is a use wherever it stands in the file, in
capitals, in the plural, in another definition or in an attachment; but the sentence that defines a term uses it only
after a parenthesis has named it, and a heading uses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.contract_text.proofreading.uses import Uses
from duly.diagnostics import Diagnostic, Label

CODE = "text-term-unused"
_SAYING = ("means", "points", "subject")
"""Kinds of definition whose whole sentence says what the term means."""


def terms_unused(found: tuple[Uses, ...]) -> Iterator[Diagnostic]:
    """Each term without a use, at its first definition."""
    others = frozenset(key for uses in found for key in uses.strange.keys() | uses.imported.keys())
    for uses in found:
        for key, definitions in uses.defined.items():
            first = definitions[0]
            is_name = first.term[:1].isupper() or first.term[:1].isdigit()
            if not is_name or first.span.text[:1].isalpha():  # a subject or a participle is used where it is defined
                continue
            saying = {(each.section, each.unit) for each in definitions if each.kind in _SAYING}
            own = any(each.passage.unit_address not in saying for each in uses.used.get(key, ()))
            if not own and key not in others:
                labels = tuple(Label(each.span, "and here") for each in definitions[1:2])
                yield Diagnostic(CODE, f"`{first.term}` is defined and never used", first.span, None, labels)
