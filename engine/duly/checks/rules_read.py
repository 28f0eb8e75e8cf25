"""Every expression of an agreement's rules, with where it stands.

In: `Rules`. Out: the expressions, each with its rule and key. The one idea: checks look at expressions and not at
rules, so what has expressions is listed here, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from duly.checks.clauses import clause_of
from duly.language.nodes import Expression, walk
from duly.model import nodes as m
from duly.model.vocabulary import expressions_of

Reader: TypeAlias = m.LifeLine | m.RecordType | m.Term | m.Norm | m.Exception_


@dataclass(frozen=True, slots=True)
class Written:
    """One expression of a rule, under its key."""

    rule: Reader
    key: str
    expression: Expression

    @property
    def clause(self) -> str | None:
        """The section that the rule encodes."""
        return None if isinstance(self.rule, m.RecordType) else clause_of(self.rule)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The expression and everything inside it."""
        return walk(self.expression)


def written(rules: m.Rules) -> Iterator[Written]:
    """Every expression, in the order of the kinds of rules."""
    readers: tuple[Reader, ...] = (
        *rules.agreement.life,
        *rules.records.values(),
        *rules.terms.values(),
        *rules.norms.values(),
        *rules.exceptions.values(),
    )
    for rule in readers:
        for key, expression in expressions_of(rule):
            yield Written(rule, key, expression)
