"""For whom a change is better that stands in no norm.

In: a term with another value, or a passage that is read otherwise, and the rules of the new version. Out: the party
for whom that is better and the one for whom it is worse; neither where that cannot be told. The one idea: what norms
read is put in its place, so that `by: sign_by` becomes `by: 2001-10-17` in one version and `by: 2001-10-20` in the
other; what is said of those two days may then be said of the change. So it is with `by: sign_by[x]`, for each `x`
(`instances.py`). It is said only where every rule that reads it says the same of the same two parties, and nothing else
reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from duly.comparison.directions import condition_move
from duly.comparison.exception_words import ExceptionWords
from duly.comparison.instances import in_place, instance
from duly.comparison.norm_moves import UP_IS_GOOD, moved, sign_of
from duly.comparison.rewrites import normal
from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.model import nodes as m
from duly.model.vocabulary import expressions_of

Parties: TypeAlias = tuple[str, str]
"""For whom it is better, and for whom worse."""
_NOBODY: Parties = ("", "")
_DEEPEST, _LARGEST, _MOST = 4, 24, 500
"""Through how many terms a value is followed, how many parts one may have that is put in its place, and how many all
may have that is looked at."""
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
        """The consequence of another value of a term, for itself or for each of something."""
        if name not in self.rules.terms:
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
        term = self.rules.terms[name]
        return _agreed(
            self._of_key(rule, key, in_place(each, term, old), in_place(each, term, new), depth)
            for rule, key, each in rows
        )

    def _of_key(self, rule: _Rule, key: str, one: n.Expression, other: n.Expression, depth: int) -> Parties | None:
        """None where it cannot be told."""
        if one == other:
            return _NOBODY
        if isinstance(rule, m.Term):
            is_followed = key == "value" and depth < _DEEPEST
            return self._of_readers(rule.name, one, other, depth + 1) if is_followed else None
        said = self._of_outcome(rule, key, normal(one), normal(other))
        if said is None:
            said = self._of_outcome(rule, key, spelled_out(one, self.rules), spelled_out(other, self.rules))
        return said

    def _of_outcome(self, rule: _Rule, key: str, before: n.Expression, after: n.Expression) -> Parties | None:
        if before == after:
            return _NOBODY
        if isinstance(rule, m.Norm):
            return self._of_norm(rule, key, before, after)
        return self._of_exception(rule, before, after) if isinstance(rule, m.Exception_) and key == "when" else None

    def _of_norm(self, rule: m.Norm, key: str, before: n.Expression, after: n.Expression) -> Parties | None:
        others = [role for role, _ in self.rules.agreement.parties if role != rule.bearer]
        other = rule.to or (others[0] if len(others) == 1 else "")
        sign = sign_of(key, rule.kind, moved(key, before, after)) if key in UP_IS_GOOD else 0
        return _signed(sign, rule.bearer, other)

    def _of_exception(self, rule: m.Exception_, before: n.Expression, after: n.Expression) -> Parties | None:
        """One that applies in more cases, or in fewer."""
        words, move = ExceptionWords(self.rules), condition_move(before, after)
        sign = words.sign(rule) * (0 if move is None else 1 if move.way == "up" else -1)
        return _signed(sign, words.bearer(rule), words.other(rule))


def _signed(sign: int, bearer: str, other: str) -> Parties | None:
    """None where it cannot be told."""
    return None if not sign or not bearer else (bearer, other) if sign > 0 else (other, bearer)


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
    for _ in range(_DEEPEST):
        wider = _a_step_wider(expression, rules)
        if wider == expression or _size(wider) > _MOST:
            break
        expression = wider
    return normal(expression)


def _a_step_wider(expression: n.Expression, rules: m.Rules) -> n.Expression:
    inner = each_part(expression, lambda part: _a_step_wider(part, rules))
    if not isinstance(inner, n.Name | n.Index) or inner.name not in rules.terms:
        return inner
    term = rules.terms[inner.name]
    records = inner.arguments if isinstance(inner, n.Index) else ()
    is_plain = not term.amendable and not term.under and len(records) == len(term.parameters)
    if not is_plain or _size(term.value) > _LARGEST:
        return inner
    names = (name for name, _ in term.parameters)
    return instance(term.value, dict(zip(names, records, strict=True)))


def _size(expression: n.Expression) -> int:
    return sum(1 for _ in n.walk(expression))


def _taken(expression: n.Expression, reading: str, option: str) -> n.Expression:
    """The expression as it is read under an option."""
    if isinstance(expression, n.ByReading) and expression.reading == reading:
        found = next((each.value for each in expression.options if each.name == option), None)
        return _taken(found, reading, option) if found is not None else expression
    return each_part(expression, lambda part: _taken(part, reading, option))
