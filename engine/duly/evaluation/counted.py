"""Counting by the agreement's own conventions.

In: a day, a period, the frame. Out: the day or window, unknown where a calendar or a month end gives no answer. The
one idea: a line of `counting` without a section is a reading. Assumed, it gives one date, and the outcome notes it
wherever another choice would have given another; left open, the date is unknown among its candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from duly.counting import (
    Convention,
    Counted,
    MonthEnd,
    Period,
    Roll,
    TriggerDay,
    Uncountable,
    add,
    following,
    preceding,
)
from duly.language.evaluator import agreed
from duly.language.frame import Frame
from duly.model.nodes import COUNTING_CHOICES, CountingLine
from duly.values import Reason, ReasonKind, Unknown, Value, Window, unknown

if TYPE_CHECKING:
    from duly.evaluation.world import World

_LINES = ("trigger_day", "month_end", "roll")
_PLAIN = {"trigger_day": "excluded", "month_end": "last day", "roll": "none"}
_Outcome = date | Window | Uncountable


def count(world: World, anchor: date, period: Period, backwards: bool, frame: Frame) -> Value:
    """The day a period after or before `anchor`, by the lines of `counting`."""

    def move(convention: Convention) -> _Outcome:
        found = add(anchor, period, convention, world.calendars, backwards=backwards)
        return found.day if isinstance(found, Counted) else found

    return _by_lines(world, period, move, frame)


def stretch(world: World, anchor: date, period: Period, backwards: bool, frame: Frame) -> Value:
    """The window of a period after or before `anchor`, by the lines of `counting`."""

    def move(convention: Convention) -> _Outcome:
        found = (preceding if backwards else following)(anchor, period, convention, world.calendars)
        return found if isinstance(found, Uncountable) else Window(*found)

    return _by_lines(world, period, move, frame)


def failure_day(world: World, due: date, frame: Frame) -> Value:
    """The day on which a failure to act by `due` falls."""
    line = world.counting(frame).get("failure")
    if line is None:
        return unknown("counting", "failure", "no line of `counting` says on which day a failure falls")
    days = {"the day itself": due, "the day after": due + timedelta(days=1)}
    if line.choice is None:
        return agreed(tuple(days.values()), frozenset((Reason("reading", "counting.failure"),)))
    _note(line, frame)
    return days[line.choice]


def conventions(lines: Mapping[str, CountingLine], choices: dict[str, str]) -> Convention:
    """The convention that the choices make; a line that is not there counts plainly."""
    picked = {**_PLAIN, **choices}
    calendar = lines.get("business_day")
    return Convention(
        TriggerDay(picked["trigger_day"]),
        MonthEnd(picked["month_end"]),
        Roll(picked["roll"]),
        calendar.choice if calendar is not None else None,
    )


def _by_lines(world: World, period: Period, move: Callable[[Convention], _Outcome], frame: Frame) -> Value:
    known = world.counting(frame)
    lines = [line for name in _LINES if (line := known.get(name)) is not None]
    fixed = {line.name: line.choice for line in lines if line.choice is not None}
    opened = [line for line in lines if line.choice is None]
    if opened:
        combinations = product(*(COUNTING_CHOICES[line.name] for line in opened))
        candidates = []
        for combination in combinations:
            chosen = {**fixed, **{line.name: choice for line, choice in zip(opened, combination, strict=True)}}
            candidates.append(_value(world, move(conventions(known, chosen))))
        return agreed(candidates, frozenset(Reason("reading", f"counting.{line.name}") for line in opened))
    result = move(conventions(known, fixed))
    for line in lines:
        if line.assumed and any(
            move(conventions(known, {**fixed, line.name: other})) != result
            for other in COUNTING_CHOICES[line.name]
            if other != line.choice
        ):
            _note(line, frame)
    return _value(world, result)


def _value(world: World, found: _Outcome) -> Any:
    if isinstance(found, Uncountable):
        kind: ReasonKind = "calendar" if found.kind == "calendar" else "counting"
        return Unknown(frozenset((Reason(kind, found.calendar or found.kind, found.why),)))
    return found


def _note(line: CountingLine, frame: Frame) -> None:
    if line.assumed:
        frame.note("counting", line.name, f"{line.choice}: {line.assumed}")
