"""The value of a term in the place where it is read.

In: an expression, a term's name and parameters, and a value. Out: the expression with the value instead of `name`, or
of `name[x]` with `x` for the parameter. The one idea: what comes out is compared and never shown or evaluated, so that
two parts are equal in it only if they say the same of the same record. Where an argument would be taken for a variable
that the value binds itself, that variable gets another name; and since `earlier LIST` is of the record that is looked
at, it carries along of which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.model import nodes as m


def in_place(expression: n.Expression, term: m.Term, value: n.Expression) -> n.Expression:
    """The expression with the value wherever it reads the term."""
    parameters = tuple(name for name, _ in term.parameters)
    inner = each_part(expression, lambda part: in_place(part, term, value))
    match inner:
        case n.Name(name=name) if name == term.name and not parameters:
            return value
        case n.Index(name=name, arguments=arguments) if name == term.name and len(arguments) == len(parameters):
            return instance(value, dict(zip(parameters, arguments, strict=True)))
        case _:
            return inner


def instance(value: n.Expression, given: Mapping[str, n.Expression]) -> n.Expression:
    """The value for these records, by the names of parameters."""
    named = {node.name for each in given.values() for node in n.walk(each) if isinstance(node, n.Name)}
    return _instance(value, given, frozenset(named), tuple(given.values()))


def _instance(
    node: n.Expression, given: Mapping[str, n.Expression], named: frozenset[str], of: tuple[n.Expression, ...]
) -> n.Expression:
    match node:
        case n.Name(name=name) if name in given:
            return given[name]
        case n.Earlier(items=items):
            there = n.Index("earlier", (_instance(items, given, named, of), *of), span=node.span)
            return replace(node, items=there)
        case n.Fold(variable=variable):
            fresh = variable
            while fresh in named:
                fresh += "'"
            inner = {**given, variable: n.Name(fresh, span=node.span)}
            where, body = (
                _instance(part, inner, named | {fresh}, of) if part is not None else None
                for part in (node.where, node.body)
            )
            items = _instance(node.items, given, named, of)
            return replace(node, variable=fresh, items=items, where=where, body=body)
        case _:
            return each_part(node, lambda part: _instance(part, given, named, of))
