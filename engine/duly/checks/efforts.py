"""Standards of effort that nobody judges (`no-judge`).

What it does: finds norms with `effort` and without `effort_met`, and those whose `effort_met` reads no fact that is
somebody's judgment, directly or through terms.

Why it matters: whether efforts were reasonable is not a fact like others. The outcome lists judgments and who
made them.

Example: `effort: reasonable efforts` without `effort_met`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.checks.clauses import clause_of
from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.model.vocabulary import Vocabulary


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each standard that is not judged."""
    for norm in vocabulary.rules.norms.values():
        if norm.effort and (norm.effort_met is None or not _is_judged(norm.effort_met, vocabulary)):
            message = f"nobody judges whether `{norm.effort}` were made"
            hint = "read a fact with `judgment_of` in `effort_met`"
            yield Diagnostic("no-judge", message, norm.span, hint, clause=clause_of(norm))


def _is_judged(expression: n.Expression, vocabulary: Vocabulary) -> bool:
    """Whether an expression reads a judgment."""
    rules = vocabulary.rules
    judged = {fact.name for record in rules.records.values() for fact in record.fields if fact.judgment_of}
    waiting, seen = [expression], set()
    while waiting:
        for node in n.walk(waiting.pop()):
            if isinstance(node, n.Field) and node.name in judged:
                return True
            name = node.name if isinstance(node, (n.Name, n.Index)) else ""
            if name in rules.facts and rules.facts[name].judgment_of:
                return True
            if name in rules.terms and name not in seen:
                seen.add(name)
                waiting.append(rules.terms[name].value)
    return False
