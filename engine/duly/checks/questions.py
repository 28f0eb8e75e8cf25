"""Facts that nobody can be asked for (`no-question`).

What it does: finds facts and fields without `ask`, or without `answered_by` and `judgment_of`. A list of records needs
none, as its records have questions of their own.

Why it matters: what is not known is shown with its question and who can answer it; without them a reader is left with
a name.

Example: `signed: {type: event}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.checks.clauses import clause_of
from duly.diagnostics import Diagnostic
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each fact and field of which something is missing."""
    for fact in vocabulary.rules.facts.values():
        yield from _question(fact)
    for record in vocabulary.rules.records.values():
        for field in record.fields:
            yield from _question(field)


def _question(fact: m.Fact) -> Iterator[Diagnostic]:
    if fact.type.kind == "list" and fact.type.of is not None and fact.type.of.kind == "record":
        return
    missing = [] if fact.ask else ["what to ask (`ask`)"]
    missing += [] if fact.answered_by or fact.judgment_of else ["who can answer (`answered_by`)"]
    if missing:
        message = f"`{fact.name}` does not say {' or '.join(missing)}"
        yield Diagnostic("no-question", message, fact.span, clause=clause_of(fact))
