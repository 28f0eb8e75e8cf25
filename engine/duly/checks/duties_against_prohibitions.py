"""One party must do and must not do one thing (`duty-and-prohibition`).

What it does: finds a duty and a prohibition of one party on one action, unless an exception permits the act or ends or
suspends one of the two. It is a note: their days or conditions may exclude each other, which cannot be seen here.

Why it matters: where both are in force the outcome reports a conflict and decides nothing.

Example: `duty: supplier must deliver` and `prohibition: supplier must not deliver`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.checks.clauses import clause_of
from duly.diagnostics import Diagnostic, Label
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each such pair."""
    norms = tuple(vocabulary.rules.norms.values())
    limited = _limited(vocabulary)
    for duty in norms:
        for ban in norms:
            is_pair = (duty.kind, ban.kind) == ("duty", "prohibition")
            if is_pair and _same_act(duty, ban) and not {duty.name, ban.name} & limited:
                message = f"the {duty.bearer} must and, by `{ban.name}`, must not {duty.action}"
                labels = (Label(ban.span, "the prohibition"),)
                yield Diagnostic("duty-and-prohibition", message, duty.span, None, labels, clause_of(duty))


def _same_act(duty: m.Norm, ban: m.Norm) -> bool:
    return (duty.bearer, duty.action) == (ban.bearer, ban.action)


def _limited(vocabulary: Vocabulary) -> set[str]:
    """The norms of which an exception may let one give way to the other."""
    names: set[str] = set()
    for exception in vocabulary.rules.exceptions.values():
        if exception.effect.kind in ("permit", "suspend", "end"):
            names.update(vocabulary.norm_names(exception.gives_way))
    return names
