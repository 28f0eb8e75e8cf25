"""What many kinds of rules have: expressions, cases, citations, readings they stand under, what they stand for, types.

In: a mapping of a rule file. Out: those parts, with diagnostics collected. The one idea: a key is read by one method
wherever it stands, so an expression is parsed in place and points into its file, and a section is cited in one form.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from duly.diagnostics import Diagnostic, Label
from duly.language.nodes import Cases, Expression, Limb
from duly.language.parser import parse
from duly.language.types import Type, read_type, type_words
from duly.model import nodes as m
from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.source import Span
from duly.suggest import did_you_mean

_CITATION = re.compile(r"(?P<section>.+?)(?: units? (?P<units>[0-9]+(?:, ?[0-9]+)*))?")


class PartReader:
    """Reads parts of rules and collects what is wrong with them."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.records: frozenset[str] = frozenset()
        self.clause: str | None = None

    def _say(
        self, code: str, message: str, span: Span, hint: str | None = None, labels: tuple[Label, ...] = ()
    ) -> None:
        self.found.append(Diagnostic(code, message, span, hint, labels, self.clause))

    # The whole.

    def _expression(self, mapping: Mapping, key: str) -> Expression | None:
        node = mapping.get(key)
        return None if node is None else self._written(node)

    def _written(self, node: Node) -> Expression | None:
        if isinstance(node, Mapping):
            return self._cases(node)
        parsed = parse(cast(Scalar, node).excerpt)
        if isinstance(parsed, Diagnostic):
            self.found.append(with_clause(parsed, self.clause))
            return None
        return parsed

    def _cases(self, node: Mapping) -> Expression | None:
        limbs: list[Limb] = []
        items = cast(Sequence, node.get("cases")).items
        for position, item in enumerate(items):
            limb = cast(Mapping, item)
            condition, value = self._expression(limb, "if"), self._expression(limb, "value")
            if limb.get("if") is None and position < len(items) - 1:
                self._say(
                    "limb-order",
                    "a limb without `if` takes everything, so the limbs after it are never reached",
                    limb.span,
                )
            if value is not None and (condition is not None or limb.get("if") is None):
                cite = self._cite(limb)
                limbs.append(Limb(condition, value, str(cite[0]) if cite else None, span=limb.span))
        return Cases(tuple(limbs), span=node.span) if len(limbs) == len(items) else None

    def _cite(self, mapping: Mapping) -> m.Citations:
        node = mapping.get("cite")
        if node is None:
            return ()
        return tuple(read_citation(scalar.text) for scalar in scalars(node))

    def _under(self, mapping: Mapping, key: str = "under") -> m.Under:
        node = mapping.get(key)
        if not isinstance(node, Mapping):
            return ()
        return tuple((entry.key.text, tuple(scalar.text for scalar in scalars(entry.value))) for entry in node.entries)

    def _parameters(self, mapping: Mapping) -> m.Parameters:
        node = mapping.get("for")
        if not isinstance(node, Mapping):
            return ()
        made = [(entry.key.text, self._written(entry.value)) for entry in node.entries]
        return tuple((name, items) for name, items in made if items is not None)

    def _type(self, mapping: Mapping) -> Type | None:
        scalar = cast(Scalar, mapping.get("type"))
        type_ = read_type(scalar.text, self.records)
        if isinstance(type_, str):
            self._say("unknown-type", type_, scalar.span, did_you_mean(scalar.text, type_words(self.records)))
            return None
        return type_


def text_at(mapping: Mapping, key: str) -> str:
    """The text under a key, or an empty one."""
    node = mapping.get(key)
    return node.text if isinstance(node, Scalar) else ""


def text_of(node: Node) -> str:
    """The text of a scalar, or an empty one."""
    return node.text if isinstance(node, Scalar) else ""


def scalars(node: Node) -> tuple[Scalar, ...]:
    """The scalars of a list; a scalar alone is a list of one."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar))


def read_citation(text: str) -> m.Citation:
    """The section, and units if any, that a text such as `7.2 units 1, 3` names."""
    found = _CITATION.fullmatch(" ".join(text.split()))
    assert found is not None, "every text has the form of a citation"
    units = tuple(int(number) for number in (found["units"] or "").replace(",", " ").split())
    return m.Citation(found["section"], units)


def clause_of(node: Node) -> str | None:
    """The section and summary of a rule, for diagnostics."""
    if not isinstance(node, Mapping):
        return None
    cite, summary = node.get("cite"), text_at(node, "summary")
    sections = ", ".join(scalar.text for scalar in scalars(cite)) if cite is not None else ""
    return f"{sections}, {summary}" if sections and summary else sections or None


def with_clause(diagnostic: Diagnostic, clause: str | None) -> Diagnostic:
    """The diagnostic of a part with the clause of its rule."""
    return replace(diagnostic, clause=clause)
