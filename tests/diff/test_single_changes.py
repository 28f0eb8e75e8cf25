"""Every single change of an expression of the shipped rules is a change of substance, and every other layout is none.

The changes are made on the nodes, one at a time: another number, day, unit, sign, joint, direction or name of a
function, one operand less, the opposite. Those that mean the same by their nature are told apart by hand below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from folders import CHECKOUT

from duly.comparison.compare import compare
from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.language.printer import write
from duly.model import nodes as m
from duly.model.layout import lay_out
from duly.model.loader import load_folder, load_sources
from duly.model.others import beside
from duly.source import Source

SHIPPED = sorted(path for path in (CHECKOUT / "rules").iterdir() if path.is_dir())
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


def others(node: n.Expression) -> Iterator[n.Expression]:
    """The expression with one thing in it changed, in every way."""
    yield from at_the_top(node)
    for position in range(len(n.children(node))):
        part = n.children(node)[position]
        for changed in others(part):
            count = iter(range(1000))
            yield each_part(node, lambda each: changed if next(count) == position else each)  # noqa: B023


def at_the_top(node: n.Expression) -> Iterator[n.Expression]:
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


_NORM_KEYS = ("upon", "when", "holds_while", "start", "until", "by", "done", "effective", "untrue", "amount")


def single_changes(rules: m.Rules) -> Iterator[tuple[str, m.Rules]]:
    """Versions with one change of an expression or a word, and what was changed."""
    for name, term in rules.terms.items():
        for value in others(term.value):
            yield f"{name}: {write(value)}", replace(rules, terms={**rules.terms, name: replace(term, value=value)})
    for name, norm in rules.norms.items():
        yield f"{name}: bearer", replace(rules, norms={**rules.norms, name: replace(norm, bearer="another")})
        for key in _NORM_KEYS:
            before = getattr(norm, key)
            for value in others(before) if before is not None else ():
                changed = replace(norm, **{key: value})
                yield f"{name}, {key}: {write(value)}", replace(rules, norms={**rules.norms, name: changed})
    for name, exception in rules.exceptions.items():
        rest = {other: each for other, each in rules.exceptions.items() if other != name}
        yield f"{name} gone", replace(rules, exceptions=rest)
        for value in others(exception.when) if exception.when is not None else ():
            changed_too = {**rules.exceptions, name: replace(exception, when=value)}
            yield f"{name}: {write(value)}", replace(rules, exceptions=changed_too)
    for name, reading in rules.readings.items():
        for option in reading.options:
            if option.name != reading.assumed:
                flipped = replace(reading, assumed=option.name)
                yield f"{name}: {option.name}", replace(rules, readings={**rules.readings, name: flipped})


@pytest.mark.parametrize("folder", SHIPPED, ids=[path.name for path in SHIPPED])
def test_every_single_change_is_of_substance(folder: object) -> None:
    rules = load_folder(folder).rules  # type: ignore[arg-type]
    versions = list(single_changes(rules))
    assert len(versions) >= 500
    missed = [what for what, new in versions if not any(each.level == "substance" for each in compare(rules, new))]
    assert missed == []


@pytest.mark.parametrize("folder", SHIPPED, ids=[path.name for path in SHIPPED])
def test_another_layout_of_the_shipped_rules_is_no_change(folder: object) -> None:
    assert isinstance(folder, Path)
    loaded, others = load_folder(folder), beside(folder, folder.as_posix())
    wide = [Source(source.name, widened(source.text)) for source in reversed(loaded.sources)]
    assert all(one.text != other.text for one, other in zip(reversed(loaded.sources), wide, strict=True))
    assert compare(loaded.rules, load_sources(wide, others=others).rules) == ()
    narrow = [Source(source.name, lay_out(source)[0] or "") for source in wide]
    assert compare(loaded.rules, load_sources(narrow, others=others).rules) == ()


def widened(text: str) -> str:
    """The same with more indentation, more comments and blank lines, and blanks after colons."""
    text = re.sub(r"(?m)^( +)", r"  \1", text)
    text = re.sub(r"(?m)^(    \w+):", r"\n    # Another.\n\1:", text)
    return re.sub(r"(?m)^( *\w+): (?=[^>|\n]*$)", r"\1:   ", text) + "\n\n# The end.\n"
