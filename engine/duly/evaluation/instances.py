"""For which records or days a rule stands.

In: the parameters of a rule, and a frame. Out: the combinations of members of their lists. The one idea: a combination
is sure if each of its members is sure to be in its list; else it is possible, and where a list may have members that
nobody has named, so may the rule have instances.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.model import nodes as m
from duly.model.uses import scope_of
from duly.values import Listed, Reasons, Value


def bind(parameters: m.Parameters, arguments: tuple[Value, ...]) -> dict[str, Any]:
    """The variables of an instance."""
    return {name: argument for (name, _), argument in zip(parameters, arguments, strict=True)}


def instances(
    parameters: m.Parameters, frame: Frame
) -> tuple[tuple[tuple[Value, ...], ...], tuple[tuple[Value, ...], ...], Reasons]:
    """The combinations that a rule stands for: the sure ones, the possible ones, and why there may be others."""
    sure: list[tuple[Value, ...]] = [()]
    possible: list[tuple[Value, ...]] = []
    doubts: Reasons = frozenset()
    outer = frame.bindings
    for position, (_, items) in enumerate(parameters):
        longer: list[tuple[Value, ...]] = []
        longer_possible: list[tuple[Value, ...]] = []
        for before, is_sure in (*((row, True) for row in sure), *((row, False) for row in possible)):
            frame.bindings = {**outer, **bind(parameters[:position], before)}
            listed = evaluate(items, frame)
            if not isinstance(listed, Listed):
                doubts |= getattr(listed, "reasons", frozenset())
                continue
            doubts |= listed.reasons
            for member in listed.members:
                (longer if is_sure else longer_possible).append((*before, member))
            longer_possible.extend((*before, member) for member in listed.possible)
        sure, possible = longer, longer_possible
    frame.bindings = outer
    return tuple(sure), tuple(possible), doubts


def term_instances(
    term: m.Term, frame: Frame
) -> tuple[tuple[tuple[Value, ...], ...], tuple[tuple[Value, ...], ...], Reasons]:
    """The combinations that a term stands for; see `instances`."""
    return frame.of(scope_of(term.name), partial(instances, term.parameters))
