"""Norms that nobody can perform, violate or use (`never-done`).

What it does: finds duties, maintenances, prohibitions and powers without `done`.

Why it matters: such a duty is overdue for ever and such a prohibition is never violated, whatever the facts say. A
permission needs no `done`: that it is there is all that most permissions say.

Example: `deliver: {duty: supplier must deliver, by: 2001-10-17, …}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.checks.clauses import clause_of
from duly.diagnostics import Diagnostic
from duly.model.vocabulary import Vocabulary

_SAID = {
    "duty": "nothing that happens performs this duty",
    "maintenance": "nothing that happens violates this duty to keep something so",
    "prohibition": "nothing that happens violates this prohibition",
    "power": "nothing that happens uses this power",
}


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each norm without its act."""
    for norm in vocabulary.rules.norms.values():
        is_watched = norm.done is not None or (norm.kind == "maintenance" and norm.holds_while is not None)
        if norm.kind in _SAID and not is_watched:
            hint = "say with `done` which event or records are the act"
            yield Diagnostic("never-done", _SAID[norm.kind], norm.span, hint, clause=clause_of(norm))
