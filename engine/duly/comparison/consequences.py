"""For whom a change is better that stands in no norm.

In: a term with another value, or a passage that is read otherwise, and the rules of the new version. Out: the party
for whom that is better and the one for whom it is worse; neither where that cannot be told. The one idea: what norms
read is put in its place, so that `by: sign_by` becomes `by: 2001-10-17` in one version and `by: 2001-10-20` in the
other; what is said of those two days may then be said of the change. It is said only where every rule that reads it
says the same of the same two parties, and nothing else reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from duly.comparison.norm_moves import UP_IS_GOOD, moved, sign_of
from duly.comparison.rewrites import normal
from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.model import nodes as m
from duly.model.vocabulary import expressions_of

Parties: TypeAlias = tuple[str, str]
"""For whom it is better, and for whom worse."""
_NOBODY: Parties = ("", "")
_DEEPEST, _LARGEST = 4, 24
"""Through how many terms a value is followed, and how many parts one may have that is put in its place."""
_Rule: TypeAlias = m.Norm | m.Term | m.Exception_ | m.LifeLine


class Consequences:
    """What follows for parties in the new version."""

    def __init__(self, new: m.Rules) -> None:
        self.rules = new
        self._reading: dict[str, list[_Rule]] = {}
        rules: list[_Rule] = [*new.terms.values(), *new.norms.values(), *new.exceptions.values()]
        for rule in (*rules, *new.agreement.life):
            named = (node for _, each in expressions_of(rule) for node in n.walk(each))
            for name in dict.fromkeys(name for node in named if (name := _name(node))):
                self._reading.setdefault(name, []).append(rule)

    def of_term(self, name: str, old: n.Expression, new: n.Expression) -> Parties:
        """The consequence of another value of a term that stands for itself alone."""
        if name not in self.rules.terms or self.rules.terms[name].parameters:
            return _NOBODY
        return self._of_readers(name, old, new, 0) or _NOBODY

    def of_reading(self, name: str, before: str, after: str) -> Parties:
        """The consequence of taking another option of a passage."""
        rules = self._reading.get(name, ())
        tables = (self.rules.terms, self.rules.norms, self.rules.exceptions, self.rules.facts)
        if any(name == reading for table in tables for rule in table.values() for reading, _ in rule.under):
            return _NOBODY
        rows = ((rule, key, each) for rule in rules for key, each in expressions_of(rule))
        found = (self._of_key(rule, key, _taken(x, name, before), _taken(x, name, after), 0) for rule, key, x in rows)
        return _agreed(found) or _NOBODY

    def _of_readers(self, name: str, old: n.Expression, new: n.Expression, depth: int) -> Parties | None:
        rows = [(rule, key, each) for rule in self._reading.get(name, ()) for key, each in expressions_of(rule)]
        return _agreed(
            self._of_key(rule, key, _inlined(each, name, old), _inlined(each, name, new), depth)
            for rule, key, each in rows
        )

    def _of_key(self, rule: _Rule, key: str, one: n.Expression, other: n.Expression, depth: int) -> Parties | None:
        """None where it cannot be told."""
        if one == other:
            return _NOBODY
        if isinstance(rule, m.Norm):
            return self._of_norm(rule, key, one, other) if key in UP_IS_GOOD else None
        if isinstance(rule, m.Term) and key == "value" and not rule.parameters and depth < _DEEPEST:
            return self._of_readers(rule.name, one, other, depth + 1)
        return None

    def _of_norm(self, rule: m.Norm, key: str, one: n.Expression, new: n.Expression) -> Parties | None:
        before, after = (spelled_out(each, self.rules) for each in (one, new))
        if before == after:
            return _NOBODY
        others = [role for role, _ in self.rules.agreement.parties if role != rule.bearer]
        other = rule.to or (others[0] if len(others) == 1 else "")
        sign = sign_of(key, rule.kind, moved(key, before, after))
        return None if not sign else (rule.bearer, other) if sign > 0 else (other, rule.bearer)


def _name(node: n.Expression) -> str:
    match node:
        case n.Name(name=name) | n.Index(name=name) | n.ByReading(reading=name):
            return name
        case _:
            return ""


def _agreed(found: Iterable[Parties | None]) -> Parties | None:
    """What all say, without those that say that nothing changes; None where one cannot be told, or two differ."""
    said: set[Parties] = set()
    for each in found:
        if each is None:
            return None
        if each != _NOBODY:
            said.add(each)
    return None if len(said) > 1 else said.pop() if said else _NOBODY


def spelled_out(expression: n.Expression, rules: m.Rules) -> n.Expression:
    """The expression with the values of terms in their place, in the form in which it is compared."""
    return normal(_whole(expression, rules, 0))


def _whole(expression: n.Expression, rules: m.Rules, depth: int) -> n.Expression:
    if isinstance(expression, n.Name) and expression.name in rules.terms and depth < _DEEPEST:
        term = rules.terms[expression.name]
        is_plain = not term.parameters and not term.amendable and not term.under
        if is_plain and sum(1 for _ in n.walk(term.value)) <= _LARGEST:
            return _whole(term.value, rules, depth + 1)
    return each_part(expression, lambda part: _whole(part, rules, depth))


def _inlined(expression: n.Expression, name: str, value: n.Expression) -> n.Expression:
    if isinstance(expression, n.Name) and expression.name == name:
        return value
    return each_part(expression, lambda part: _inlined(part, name, value))


def _taken(expression: n.Expression, reading: str, option: str) -> n.Expression:
    """The expression as it is read under an option."""
    if isinstance(expression, n.ByReading) and expression.reading == reading:
        found = next((each.value for each in expression.options if each.name == option), None)
        return _taken(found, reading, option) if found is not None else expression
    return each_part(expression, lambda part: _taken(part, reading, option))
