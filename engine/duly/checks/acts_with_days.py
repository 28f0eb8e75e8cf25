"""Acts that are taken from records without a day (`act-without-day`).

What it does: finds norms whose `done` lists records of a type that has no `begins`.

Why it matters: whether an act is permitted, late or a breach is judged as of its own day. A record that does not say
with which of its events it begins counts as having been there always.

Example: `done: s in shipments where s.short`, where `shipment` has no `begins`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.checks.clauses import clause_of
from duly.diagnostics import Diagnostic
from duly.model.vocabulary import Vocabulary


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each norm with such acts."""
    records = vocabulary.rules.records
    for norm in vocabulary.rules.norms.values():
        for type_ in vocabulary.act_variable(norm).values():
            if norm.done is not None and type_.kind == "record" and records[type_.name].begins is None:
                message = f"the acts are records of type `{type_.name}`, which do not say on what day they were done"
                hint = f"name an event of the record: `begins: FIELD` in `{type_.name}`"
                yield Diagnostic("act-without-day", message, norm.done.span, hint, clause=clause_of(norm))
