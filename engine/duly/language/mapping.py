"""An expression with each of its parts changed.

In: an expression and what to do with a part. Out: an expression of the same kind. The one idea: only the parts are
changed here; whoever wants the whole changed calls this from what it does with a part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from duly.language import nodes as n


def each_part(node: n.Expression, change: Callable[[n.Expression], n.Expression]) -> n.Expression:
    """The expression with each of the expressions directly inside it changed."""
    match node:
        case n.And(operands=parts) | n.Or(operands=parts) | n.Choose(operands=parts):
            return replace(node, operands=tuple(map(change, parts)))
        case n.Index(arguments=parts) | n.Call(arguments=parts):
            return replace(node, arguments=tuple(map(change, parts)))
        case n.Cases(limbs=limbs):
            return replace(node, limbs=tuple(_limb(limb, change) for limb in limbs))
        case n.ByReading(options=options):
            return replace(node, options=tuple(replace(each, value=change(each.value)) for each in options))
        case _:
            return _each_field(node, change)


def _limb(limb: n.Limb, change: Callable[[n.Expression], n.Expression]) -> n.Limb:
    condition = change(limb.condition) if limb.condition is not None else None
    return replace(limb, condition=condition, value=change(limb.value))


def _each_field(node: n.Expression, change: Callable[[n.Expression], n.Expression]) -> n.Expression:
    """The same for a node whose parts stand in fields of their own."""
    parts = {id(part): change(part) for part in n.children(node)}
    given = {each.name: getattr(node, each.name) for each in fields(node)}
    changed: dict[str, Any] = {name: parts[id(value)] for name, value in given.items() if id(value) in parts}
    return replace(node, **changed) if changed else node
