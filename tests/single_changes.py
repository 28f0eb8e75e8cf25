"""Versions of rules with one thing in them changed, each of which is another contract.

In: rules. Out: such versions, with what was changed. The one idea: the changes are made on the nodes, one at a time, so
that nobody had to think of them: another number, day, unit, sign, joint, direction, name, party or reading, one operand
or exception less, the opposite. Not every one can be evaluated: the checker refuses some.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.language.printer import write
from duly.model import nodes as m

_KEYS = ("upon", "when", "holds_while", "start", "until", "by", "done", "effective", "untrue", "amount")
_UNITS: dict[n.PeriodUnit, n.PeriodUnit] = {
    "days": "business days", "business days": "days", "weeks": "months", "months": "years", "years": "months",
}  # fmt: skip
_SIGNS: dict[n.Comparing, n.Comparing] = {"=": "<>", "<>": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_ORDERS: dict[n.Ordering, n.Ordering] = {
    "before": "on or before", "on or before": "before", "after": "on or after", "on or after": "after",
    "falls on": "before",
}  # fmt: skip
_CHOICES: dict[n.Choosing, n.Choosing] = {
    "earlier": "later", "later": "earlier", "lesser": "greater", "greater": "lesser", "earliest": "latest",
    "latest": "earliest", "least": "greatest", "greatest": "least",
}  # fmt: skip


def single_changes(rules: m.Rules) -> Iterator[tuple[str, m.Rules]]:
    """Versions with one change each, and what was changed."""
    for name, term in rules.terms.items():
        for value in _others(term.value):
            yield f"{name}: {write(value)}", replace(rules, terms={**rules.terms, name: replace(term, value=value)})
    for name, norm in rules.norms.items():
        for changed, said in _of_norm(norm, tuple(role for role, _ in rules.agreement.parties)):
            yield f"{name}, {said}", replace(rules, norms={**rules.norms, name: changed})
    for name, exception in rules.exceptions.items():
        rest = {other: each for other, each in rules.exceptions.items() if other != name}
        yield f"{name}: gone", replace(rules, exceptions=rest)
        for value in _others(exception.when) if exception.when is not None else ():
            changed_too = {**rules.exceptions, name: replace(exception, when=value)}
            yield f"{name}, when: {write(value)}", replace(rules, exceptions=changed_too)
    for name, reading in rules.readings.items():
        for option in reading.options:
            if option.name != reading.assumed:
                flipped = {**rules.readings, name: replace(reading, assumed=option.name)}
                yield f"{name}: assumed {option.name}", replace(rules, readings=flipped)


def _of_norm(norm: m.Norm, parties: tuple[str, ...]) -> Iterator[tuple[m.Norm, str]]:
    for party in parties:
        if party != norm.bearer:
            yield replace(norm, bearer=party), f"bearer: {party}"
    parts = {key: getattr(norm, key) for key in _KEYS}
    for key, value in parts.items():
        if isinstance(value, n.Expression):
            for other in _others(value):
                changed: dict[str, Any] = {key: other}
                yield replace(norm, **changed), f"{key}: {write(other)}"


def _others(node: n.Expression) -> Iterator[n.Expression]:
    """The expression with one thing in it changed, in every way."""
    yield from _at_the_top(node)
    for position, part in enumerate(n.children(node)):
        for changed in _others(part):
            yield _with_part(node, position, changed)


def _with_part(node: n.Expression, position: int, changed: n.Expression) -> n.Expression:
    count = iter(range(1000))
    return each_part(node, lambda each: changed if next(count) == position else each)


def _at_the_top(node: n.Expression) -> Iterator[n.Expression]:
    match node:
        case n.Number(value=value):
            yield replace(node, value=value + 1)
        case n.MoneyAmount(amount=amount):
            yield replace(node, amount=amount + Fraction(1, 100))
        case n.Day(value=day):
            yield replace(node, value=day + timedelta(days=1))
        case n.Truth(value=value):
            yield replace(node, value=not value)
        case n.Periods(unit=unit):
            yield replace(node, unit=_UNITS[unit])
        case n.Shift(direction=direction) | n.Stretch(direction=direction):
            yield replace(node, direction="before" if direction == "after" else "after")
        case n.Compare(operator=sign):
            yield replace(node, operator=_SIGNS[sign])
        case n.Order(operator=order):
            yield replace(node, operator=_ORDERS[order])
        case n.Choose(which=which, operands=operands):
            yield replace(node, which=_CHOICES[which])
            yield operands[0]
        case n.And(operands=operands):
            yield n.Or(operands, span=node.span)
            yield operands[-1]
        case n.Or(operands=operands):
            yield n.And(operands, span=node.span)
            yield operands[0]
        case n.Happened() | n.Present() | n.Is():
            yield replace(node, negated=not node.negated)
        case n.Not(operand=operand):
            yield operand
        case n.Name(name=name):
            yield replace(node, name=f"{name}_too")
        case n.If(then=then, otherwise=otherwise) if otherwise is not None and then != otherwise:
            yield replace(node, then=otherwise, otherwise=then)
        case _:
            pass
