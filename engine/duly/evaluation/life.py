"""The life of an agreement: which state governs on a day.

In: the lines of `life`, a frame. Out: the states that it may be in, with reasons where there is more than one. The one
idea: the line that began last governs, but a final state, once begun, never gives way; two final states that begin on
one day are a conflict. A line whose beginning is unknown may or may not have begun, so both are followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_event
from duly.model.circles import LIFE
from duly.model.nodes import FINAL_STATES, LifeLine
from duly.values import NO_REASONS, Happening, Reason, Reasons

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)


def agreement_states(world: World, frame: Frame) -> tuple[tuple[str, ...], Reasons]:
    """The states that the agreement whose rule the frame reads may be in on the frame's day."""
    key = ("life", frame.scope) if frame.scope else ("life",)
    return world.remember(key, frame, lambda view: _states(world, view))


def line_began(world: World, line: LifeLine, frame: Frame) -> Happening:
    """The event with which a line begins to govern, seen on the frame's day or, working back, from its vantage."""
    standing = world.stands(line.under, frame)
    if standing is False:
        return Happening("not yet", date.max)
    view = frame.back() if line.working_back_to is not None else frame
    if line.after and line.working_back_to is None:
        begun = _after_what_is_past(world, line, frame)
        if begun is not None and standing is True:
            return begun
        if frame.day <= world.earliest:
            frame.follow(frame.day + _ONE_DAY, None)
            return Happening("not yet", frame.day)
        view = frame.at(frame.day - _ONE_DAY)
    start = as_event(evaluate(line.start, view), view)
    if view is not frame:
        frame.notes |= view.notes
        if line.after and line.working_back_to is None:
            frame.follow(view.until, view.leaf, days=1)
    if line.working_back_to is not None:
        frame.watch_vantage(view.until)
    if line.working_back_to is not None and start.status != "not yet":
        back = as_event(evaluate(line.working_back_to, view), view)
        frame.watch(back.low)
        start = Happening(start.status, back.low, back.high, start.reasons)
    elif line.after and start.low is not None and start.low < date.max:
        high = start.high + _ONE_DAY if start.high is not None and start.high < date.max else start.high
        start = Happening(start.status, start.low + _ONE_DAY, high, start.reasons)
    if standing is not True and start.status != "not yet":
        return Happening("unknown", start.low, start.high, start.reasons | standing.reasons)
    return start


def _after_what_is_past(world: World, line: LifeLine, frame: Frame) -> Happening | None:
    """The day after an event that is dated before the day read, where no circle forbids reading it on the day itself.

    A failure is dated on its last day and seen from the next: read as of the day before, it would be seen a day late.
    """
    if world.is_circular(frame.scope or LIFE):
        return None
    view = frame.at(frame.day)
    start = as_event(evaluate(line.start, view), view)
    frame.follow(view.until, view.leaf)
    if start.status != "happened" or start.day is None or start.day >= frame.day:
        return None
    frame.notes |= view.notes
    return Happening("happened", start.day + _ONE_DAY, start.day + _ONE_DAY, start.reasons)


def _states(world: World, view: Frame) -> tuple[tuple[str, ...], Reasons]:
    begun: list[tuple[date, str]] = []
    unsure: list[tuple[Happening, str]] = []
    reasons: Reasons = NO_REASONS
    for line in world.rules.agreement_called(view.scope).life:
        start = line_began(world, line, view)
        if start.status == "happened" and start.day is not None:
            if start.day <= view.day:
                begun.append((start.day, line.state))
            else:
                view.watch(start.day)
        elif start.status != "not yet" and (start.low is None or start.low <= view.day):
            unsure.append((start, line.state))
            reasons |= start.reasons
    if not unsure:
        return _governing(begun, reasons)
    possible: dict[str, None] = {}
    for taken in product(*((True,) if start.status == "happened" else (False, True) for start, _ in unsure)):
        lines = [
            (_assumed(start, world, view), state) for (start, state), is_in in zip(unsure, taken, strict=True) if is_in
        ]
        for order in _orders(lines):
            possible.update(dict.fromkeys(_governing([*begun, *order], NO_REASONS)[0]))
    return tuple(possible), reasons


def _orders(lines: list[tuple[tuple[date, date], str]]) -> Iterator[list[tuple[date, str]]]:
    """Days on which lines of unknown beginning may have begun, such that each is once the first and once the last."""
    if not lines:
        yield []
    for one in range(len(lines)):
        for end in (0, 1):
            yield [(days[end if place == one else 1 - end], state) for place, (days, state) in enumerate(lines)]


def _assumed(start: Happening, world: World, view: Frame) -> tuple[date, date]:
    """The earliest and latest day on which a line of unknown beginning may have begun by the day read."""
    low = start.low if start.low is not None else world.earliest
    high = min(start.high, view.day) if start.high is not None else view.day
    return low, max(low, high)


def _governing(begun: list[tuple[date, str]], reasons: Reasons) -> tuple[tuple[str, ...], Reasons]:
    finals = sorted((line for line in begun if line[1] in FINAL_STATES), key=lambda line: line[0])
    if finals:
        first = tuple(dict.fromkeys(state for day, state in finals if day == finals[0][0]))
        if len(first) > 1:
            return first, reasons | {Reason("conflict", "agreement", f"{' and '.join(first)} begin on {finals[0][0]}")}
        return first, reasons
    if not begun:
        return ("pending",), reasons
    latest = max(day for day, _ in begun)
    return ([state for day, state in begun if day == latest][-1],), reasons
