"""An expression in the form in which it is compared.

In: an expression. Out: another one with the same value on all facts, the same for all ways of writing it that the rules
below know. The one idea: only what never changes a value is rewritten, and a test proves each rule against the
evaluator, with facts that are unknown and absent among them. The rules:

- `not not X` is `X`; `not (A and B)` is `not A or not B`, and so with `or`; `not (X has happened)` is `X has not
  happened`, and so with `is present`, `is`, `=`, `<` and their like; `if not C then A else B` is `if C then B else A`;
- the order and repetition of what `and` and `or` join, and whether it stands in parentheses, does not matter; nor does
  the order of operands of `=`, `<>`, `+`, `*`, `the earlier of` and its sisters, of words after `one of`, and of the
  options of a reading; `A > B` is `B < A`;
- 5% is 0.05, and 2 weeks are 14 days;
- the name of a variable that an expression binds does not matter.

`not (X before D)` is not rewritten to `X on or after D`: an event that never happens is neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.language.printer import write

Names: TypeAlias = Mapping[str, str]

_OPPOSITE: dict[n.Comparing, n.Comparing] = {"=": "<>", "<>": "=", "<": ">=", "<=": ">"}
"""Of the signs that are left once `>` is turned round."""
_SYMMETRIC: dict[n.Comparing, n.Comparing] = {">": "<", ">=": "<="}


def normal(node: n.Expression, names: Names | None = None) -> n.Expression:
    """The form in which an expression is compared; `names` gives rules that are called differently by now."""
    return _rewritten(_renamed(node, names or {}, 0))


def _renamed(node: n.Expression, names: Names, depth: int) -> n.Expression:
    """Names of rules as they are by now, and bound variables by how deep they are bound."""
    match node:
        case n.Name(name=name):
            return replace(node, name=names.get(name, name))
        case n.Index(name=name):
            node = replace(node, name=names.get(name, name))
        case n.BreachesOf(group=name):
            return replace(node, group=names.get(name, name))
        case n.Silence(name=name):
            return replace(node, name=names.get(name, name))
        case n.ByReading(reading=name):
            node = replace(node, reading=names.get(name, name))
        case n.Fold(variable=variable, items=items):
            bound = f"{depth + 1}"
            inner = {**names, variable: bound}
            where, body = (_renamed(part, inner, depth + 1) if part else None for part in (node.where, node.body))
            return replace(node, variable=bound, items=_renamed(items, names, depth), where=where, body=body)
        case _:
            pass
    return each_part(node, lambda part: _renamed(part, names, depth))


def _rewritten(node: n.Expression) -> n.Expression:
    if isinstance(node, n.Not):
        return _negated(_rewritten(node.operand), node)
    node = each_part(node, _rewritten)
    match node:
        case n.And(operands=operands):
            return _joined(n.And, operands, node)
        case n.Or(operands=operands):
            return _joined(n.Or, operands, node)
        case n.Choose(operands=operands):
            return replace(node, operands=_ordered(operands))
        case n.Compare(operator=">" | ">=" as sign, left=left, right=right):
            return replace(node, operator=_SYMMETRIC[sign], left=right, right=left)
        case (
            n.Compare(operator="=" | "<>", left=left, right=right)
            | n.Arithmetic(operator="+" | "*", left=left, right=right)
        ):
            first, second = _ordered((left, right))
            return replace(node, left=first, right=second)
        case n.Number(percent=True):
            return replace(node, percent=False)
        case n.Is(words=words):
            return replace(node, words=tuple(sorted(set(words))))
        case n.ByReading(options=options):
            return replace(node, options=tuple(sorted(options, key=lambda option: option.name)))
        case n.Periods(count=n.Number(value=value) as count, unit="weeks"):
            return replace(node, count=replace(count, value=value * Fraction(7)), unit="days")
        case n.If(condition=n.Not(operand=condition), then=then, otherwise=otherwise) if otherwise is not None:
            return replace(node, condition=condition, then=otherwise, otherwise=then)
        case _:
            return node


def _negated(operand: n.Expression, node: n.Not) -> n.Expression:
    """What `not` makes of an expression that is rewritten already."""
    match operand:
        case n.Not(operand=inner):
            return inner
        case n.And(operands=parts):
            return _joined(n.Or, tuple(_negated(part, n.Not(part, span=part.span)) for part in parts), operand)
        case n.Or(operands=parts):
            return _joined(n.And, tuple(_negated(part, n.Not(part, span=part.span)) for part in parts), operand)
        case n.Happened(negated=negated) | n.Present(negated=negated) | n.Is(negated=negated):
            return replace(operand, negated=not negated)
        case n.Compare(operator=sign):
            return _rewritten(replace(operand, operator=_OPPOSITE[sign]))
        case n.Truth(value=value):
            return replace(operand, value=not value)
        case _:
            return replace(node, operand=operand)


def _joined(kind: type[n.And] | type[n.Or], operands: tuple[n.Expression, ...], node: n.Expression) -> n.Expression:
    flat = [part for each in operands for part in (each.operands if isinstance(each, kind) else (each,))]
    kept = _ordered(tuple(dict.fromkeys(flat)))
    return kept[0] if len(kept) == 1 else kind(kept, span=node.span)


def _ordered(operands: tuple[n.Expression, ...]) -> tuple[n.Expression, ...]:
    return tuple(sorted(operands, key=write))
