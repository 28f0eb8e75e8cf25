"""Norms: the status of an instance, the instances of a norm, the breaches of several.

In: a norm or group and a frame. Out: `NormStatus`, instances, breaches. Each kind of norm has its own module
(`duties.py`, `continuing.py`); dispositions and statements, which are short, stand here. The one idea: a disposition
and a duty are triggered once; everything else is read on each day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from duly.evaluation.act_days import judged_on_its_day
from duly.evaluation.continuing import acts_of, continuing_status
from duly.evaluation.duties import duty_status
from duly.evaluation.effects import not_yet_if_open, settled
from duly.evaluation.instances import instances
from duly.evaluation.norm_status import (
    Act,
    NormStatus,
    bindings_of,
    branches,
    ending,
    key_value,
    ordered,
    reasons_of,
    trigger,
    verdict_of,
)
from duly.language.frame import Frame
from duly.model import nodes as m
from duly.model.uses import scope_of
from duly.values import NEVER, NO_REASONS, Breach, Listed, NormRef, Reason, Reasons, Record, Unknown

if TYPE_CHECKING:
    from duly.evaluation.world import World

__all__ = ["Act", "NormStatus", "act_id", "acts_of", "bindings_of", "breaches_of", "norm_instances", "status"]


_BREAKABLE: tuple[m.NormKind, ...] = ("duty", "maintenance", "prohibition")


def status(world: World, ref: NormRef, frame: Frame) -> NormStatus:
    """What a norm instance comes to on the frame's day."""
    return world.remember(("norm", ref.norm, ref.instance), frame, lambda view: _status(world, ref, view))


def _status(world: World, ref: NormRef, view: Frame) -> NormStatus:
    norm = world.rules.norms[ref.norm]
    view.bindings = bindings_of(world, ref)
    standing = world.stands(norm.under, view)
    if standing is False:
        return NormStatus(
            ("not applicable",), frozenset((Reason("gate", norm.name, "stands under an option not taken"),))
        )
    match norm.kind:
        case "duty":
            found = duty_status(world, norm, ref, view)
        case "disposition":
            found = _disposition(world, norm, view)
        case "statement":
            found = _statement(world, norm, view)
        case _:
            found = continuing_status(world, norm, ref, view)
    if standing is True:
        return found
    return replace(found, states=(*found.states, "not applicable"), reasons=found.reasons | standing.reasons)


def _disposition(world: World, norm: m.Norm, view: Frame) -> NormStatus:
    triggered = trigger(world, norm, view)
    ended, _ = ending(world, norm, view)
    amount = key_value(world, norm, "amount", norm.amount, view)
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if triggered.status != "happened":
        states.add("not yet")
        reasons |= triggered.reasons if triggered.status == "unknown" else NO_REASONS
    ended_first = ended.high is not None and triggered.low is not None and ended.high < triggered.low
    if ended.status == "happened" and ended_first:
        states.add("not yet")
    elif triggered.status != "not yet":
        states |= {"happened": {"undone"}, "not yet": {"in effect"}}.get(ended.status, {"undone", "in effect"})
        reasons |= ended.reasons if ended.status == "unknown" else NO_REASONS
    return NormStatus(ordered("disposition", states), reasons, triggered, None, NEVER, None, ended, amount)


def _statement(world: World, norm: m.Norm, view: Frame) -> NormStatus:
    triggered = trigger(world, norm, view)
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if triggered.status != "happened":
        states.add("not made")
        reasons |= triggered.reasons if triggered.status == "unknown" else NO_REASONS
    if triggered.status != "not yet":
        untrue: bool | Unknown = False
        if norm.untrue is not None:
            if triggered.day is not None:
                untrue = not_yet_if_open(settled(norm.untrue, triggered.day, view)[0])
            else:
                untrue = judged_on_its_day(triggered, partial(verdict_of, norm.untrue), view)
        states |= {"untrue" if is_untrue else "stands" for is_untrue in branches(untrue)}
        reasons |= reasons_of(untrue)
    return NormStatus(ordered("statement", states), reasons, triggered)


def norm_instances(
    world: World, norm: m.Norm, frame: Frame
) -> tuple[tuple[NormRef, ...], tuple[NormRef, ...], Reasons]:
    """The instances of a norm: sure, possible, and why there may be others."""
    sure, possible, doubts = frame.of(scope_of(norm.name), partial(instances, norm.parameters))
    return tuple(NormRef(norm.name, row) for row in sure), tuple(NormRef(norm.name, row) for row in possible), doubts


def breaches_of(world: World, group: str, party: str | None, frame: Frame) -> Listed:
    """The breaches of a norm, a group or the whole agreement by the day read, in the order of their days."""
    sure: list[Breach] = []
    possible: list[Breach] = []
    doubts: Reasons = NO_REASONS
    unsure: Reasons = NO_REASONS
    for name in world.vocabulary.norm_names((group,)):
        norm = world.rules.norms[name]
        if norm.kind not in _BREAKABLE or (party is not None and norm.bearer not in (party, "parties", "anyone")):
            continue
        outer, frame.bindings = frame.bindings, {}
        found, perhaps, others = norm_instances(world, norm, frame)
        doubts |= others
        for ref in (*found, *perhaps):
            came_to = status(world, ref, frame)
            (sure if ref in found else possible).extend(came_to.breaches)
            if norm.kind == "duty" and came_to.breached.status == "unknown":
                possible.append(
                    Breach(name, ref.instance, None, came_to.breached.low, reasons=came_to.breached.reasons)
                )
                unsure |= came_to.breached.reasons
            elif norm.kind in ("prohibition", "maintenance"):
                for act in came_to.acts:
                    if isinstance(act.verdict, Unknown):
                        why = act.event.reasons | act.verdict.reasons
                        possible.append(Breach(name, ref.instance, act.event.day, act.event.low, act.what, why))
                        unsure |= act.verdict.reasons
                doubts |= came_to.doubts
            unsure |= others if ref in perhaps else NO_REASONS
        frame.bindings = outer
    ordered = sorted(sure, key=lambda breach: (breach.day or date.max, breach.norm))
    return Listed(tuple(ordered), tuple(possible), doubts, unsure)


def act_id(what: Any) -> str | None:
    """The id of the record that an act is."""
    return what.id if isinstance(what, Record) else None
