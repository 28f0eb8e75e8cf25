"""What tests of the loaders share: a tree as plain values, and a fault as code, words and place."""

from __future__ import annotations

import json
from typing import Any

from duly.diagnostics import Diagnostic
from duly.model.tree import Mapping, Node, Scalar, Sequence


def plain(node: Node) -> Any:
    """The tree as dicts, lists and texts."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}


def places(found: tuple[Diagnostic, ...]) -> list[tuple[str, str, int]]:
    """Code, underlined words and line of each fault."""
    return [(each.code, each.span.text, each.span.position.line) for each in found if each.span]


def spelled(value: Any) -> Any:
    """A value as `plain` gives it: with numbers as their texts, and truth values and null as the words for them."""
    if isinstance(value, dict):
        return {key: spelled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [spelled(each) for each in value]
    return value if isinstance(value, str) else json.dumps(value)


def scalars(node: Node) -> list[Scalar]:
    """Every scalar of a tree, keys included, in the order of the file."""
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [scalar for item in node.items for scalar in scalars(item)]
        case Mapping():
            return [scalar for entry in node.entries for scalar in (entry.key, *scalars(entry.value))]
