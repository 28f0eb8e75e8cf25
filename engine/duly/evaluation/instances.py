"""For which records or days a rule stands.

In: the parameters of a rule, and a frame. Out: the combinations of members of their lists. The one idea: a combination
is sure if each of its members is sure to be in its list; else it is possible, and where a list may have members that
nobody has named, so may the rule have instances. Nothing is so of a member before it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import first_day
from duly.model import nodes as m
from duly.model.uses import scope_of
from duly.values import Breach, Happening, Listed, Reasons, Record, Value, happened, join_reasons

if TYPE_CHECKING:
    from duly.evaluation.world import World


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


def first_day_there(world: World, members: Iterable[Value], holds: Callable[[Frame], Value], frame: Frame) -> Happening:
    """The first day on which `holds` is true of records and breaches that are there by then, as an event.

    Where a beginning is not known, that day lies between those that the earliest and the last beginning give.
    """
    begun = [_beginning(world, member, frame) for member in members if isinstance(member, (Record, Breach))]
    start = max((each.low for each in begun if each.low is not None), default=world.earliest)
    found = first_day(holds, frame, start)
    unsure = [each for each in begun if each.day is None and each.status != "not yet"]
    if not unsure or found.status == "not yet":
        return found
    by = max(frame.day if each.high is None else min(each.high, frame.day) for each in unsure)
    at_last = first_day(holds, frame, max(start, by))
    if by == frame.day:  # tomorrow it may be there only since tomorrow
        today = frame.at(frame.day)
        holds(today)
        frame.follow(today.until, today.leaf)
    if at_last.low == found.low and at_last.high == found.high:
        return found
    reasons = found.reasons | at_last.reasons | join_reasons(*unsure)
    return Happening("happened" if at_last.status == "happened" else "unknown", found.low, at_last.high, reasons)


def _beginning(world: World, member: Record | Breach, frame: Frame) -> Happening:
    if isinstance(member, Record):
        return world.begins(member, frame)
    return happened(member.day) if member.day is not None else Happening("unknown", None, None, member.reasons)
