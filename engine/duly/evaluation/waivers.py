"""Whether a breach has been waived.

In: a breach and a frame. Out: a verdict. The one idea: a waiver names the day of the breach that it waives, so it is
held against the day of each breach; where either is not known, it is not known whether the breach is waived.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from duly.evaluation import effects
from duly.evaluation.instances import bind
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_day
from duly.model import nodes as m
from duly.values import Absent, Breach, Reason, Unknown, join_reasons

if TYPE_CHECKING:
    from duly.evaluation.effects import Bindings
    from duly.evaluation.world import World


def is_waived(world: World, breach: Breach, frame: Frame) -> bool | Unknown:
    """Whether one breach has been waived by the day read, or by a waiver that works back."""
    norm = world.rules.norms[breach.norm]
    bindings = bind(norm.parameters, breach.instance)
    verdicts: list[bool | Unknown] = []
    for exception in world.exceptions.get((norm.name, "waive"), ()):
        view = frame.back() if exception.effect.working_back_to is not None else frame
        sure, possible, doubts = effects.ranges(world, exception, bindings, view)
        rows = [(row, True) for row in sure] + [(row, False) for row in possible]
        verdicts += [_waives(world, exception, row, breach, view, is_sure) for row, is_sure in rows]
        if doubts:
            verdicts.append(Unknown(doubts))
        if view is not frame:
            frame.notes |= view.notes
            frame.watch_vantage(view.until)
    return effects.either(*verdicts)


def _waives(
    world: World, exception: m.Exception_, bindings: Bindings, breach: Breach, view: Frame, is_sure: bool
) -> bool | Unknown:
    standing = world.stands(exception.under, view)
    if standing is False:
        return False
    event = effects.event_for(world, exception, bindings, view)
    if event.status == "not yet":
        return False
    outer, view.bindings = view.bindings, bindings
    assert exception.effect.breach_on is not None, "`waive` says which breach"
    day = as_day(evaluate(exception.effect.breach_on, view))
    view.bindings = outer
    if isinstance(day, Absent):
        return False
    if isinstance(day, date) and breach.day is None and breach.earliest is not None and day < breach.earliest:
        return False
    if isinstance(day, Unknown) or breach.day is None:
        return Unknown(join_reasons(day) if isinstance(day, Unknown) else breach.reasons)
    if day != breach.day:
        return False
    sure = event.status == "happened" and is_sure
    return effects.both(
        standing, True if sure else Unknown(event.reasons or frozenset((Reason("list", exception.name),)))
    )
