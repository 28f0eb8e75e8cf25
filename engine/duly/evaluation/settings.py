"""Terms with what has been set for them.

In: a term, its own value and a frame. Out: its value as it is set. The one idea: a setting governs from the day of its
cause, or, working back, from an earlier day once the cause is seen; of several the one that governs from the latest day
counts, and two of one day that differ are a conflict.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from duly.evaluation.effects import Bindings, event_for, ranges
from duly.language.evaluator import agreed, evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_day
from duly.model import nodes as m
from duly.values import NEVER, NO_REASONS, Reason, Reasons, Unknown, Value, join_reasons

if TYPE_CHECKING:
    from duly.evaluation.world import World


def amended(world: World, term: m.Term, value: Value, frame: Frame) -> Value:
    """A term's value with what has been set for it: the last setting that governs the day read.

    A setting governs from the day of its cause, or, working back, from an earlier day once the cause is seen.
    """
    governing: list[tuple[date, Value, bool, Any]] = []
    others: Reasons = NO_REASONS
    for exception in world.exceptions.get((term.name, "set"), ()):
        back = exception.effect.working_back_to
        view = frame.back() if back is not None else frame
        sure, possible, doubts = ranges(world, exception, {}, view)
        others |= doubts
        for row, is_sure in (*((each, True) for each in sure), *((each, False) for each in possible)):
            found = _setting(world, exception, row, view, frame)
            if found is not None:
                day, new, certain, reasons = found
                governing.append((day, new, certain and is_sure, reasons | doubts))
        if view is not frame:
            frame.notes |= view.notes
            frame.watch_vantage(view.until)
    for day, new, certain, reasons in sorted(governing, key=lambda row: row[0]):
        rivals = [other for on, other, sure, _ in governing if on == day and sure and other != new]
        if certain and rivals:
            frame.note("conflict", term.name, f"set differently as of {day}")
            value = agreed((new, *rivals), frozenset((Reason("conflict", term.name, day.isoformat()),)))
        else:
            value = new if certain else agreed((value, new), reasons)
    return agreed((value, Unknown(others)), others) if others else value


def _setting(
    world: World, exception: m.Exception_, bindings: Bindings, view: Frame, frame: Frame
) -> tuple[date, Value, bool, Any] | None:
    standing = world.stands(exception.under, frame)
    event = NEVER if standing is False else event_for(world, exception, bindings, view)
    if event.status == "not yet":
        return None
    outer, view.bindings = view.bindings, bindings
    try:
        start = event.low if event.low is not None else world.earliest
        back = as_day(evaluate(exception.effect.working_back_to, view)) if exception.effect.working_back_to else None
        governs_by = start  # the day from which it governs for certain
        if isinstance(back, date):
            start = governs_by = back
        elif isinstance(back, Unknown):
            start, governs_by = back.low if back.low is not None else world.earliest, back.high
        if start > frame.day:
            frame.watch(start)
            return None
        frame.watch(governs_by)
        assert exception.effect.value is not None, "`set` has a value"
        value = as_day(evaluate(exception.effect.value, view))
        governs = governs_by is not None and governs_by <= frame.day
        certain = event.status == "happened" and standing is True and governs
        doubts = event.reasons | (standing.reasons if isinstance(standing, Unknown) else NO_REASONS)
        return start, value, certain, doubts if governs else doubts | join_reasons(back)
    finally:
        view.bindings = outer
