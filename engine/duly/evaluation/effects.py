"""What exceptions do: when they hold, and their effects on terms and norms.

In: an exception, the bindings of what gives way, a frame. Out: verdicts and events. The one idea: an exception is a
rule of its own with a name, so it has a value on every day like any other. `permit`, `replace` and `suspend` last
while their condition holds; `set`, `waive` and `end` are events and for good. An open condition does not hold yet;
what hangs on it begins on the day it settles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from duly.evaluation.instances import first_day_there, instances
from duly.language.evaluator import agreed, evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_day, as_event, bounds_of, earliest
from duly.language.nodes import Expression
from duly.model import nodes as m
from duly.values import (
    NEVER,
    NO_REASONS,
    Happening,
    Reason,
    Reasons,
    Unknown,
    Value,
    join_reasons,
)

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)
Bindings = dict[str, Any]


def settled(condition: Expression | None, day: date, frame: Frame) -> tuple[bool | Unknown, date]:
    """A condition judged once, as of `day`, or if it is open then, of the day that settles it; with that day.

    One that is still open on the frame's day is unknown for open reasons.
    """
    if condition is None:
        return True, day
    while True:
        view = frame.at(day)
        verdict = evaluate(condition, view)
        frame.notes |= view.notes
        if not (isinstance(verdict, Unknown) and verdict.is_open):
            return verdict if isinstance(verdict, (bool, Unknown)) else Unknown(join_reasons(verdict)), day
        if view.until is None or view.until > frame.day:
            frame.follow(view.until, view.leaf)
            return verdict, day
        day = view.until


def both(*verdicts: bool | Unknown) -> bool | Unknown:
    """Kleene's `and` of verdicts."""
    if any(verdict is False for verdict in verdicts):
        return False
    doubts = [verdict for verdict in verdicts if isinstance(verdict, Unknown)]
    return Unknown(join_reasons(*doubts)) if doubts else True


def either(*verdicts: bool | Unknown) -> bool | Unknown:
    """Kleene's `or` of verdicts."""
    if any(verdict is True for verdict in verdicts):
        return True
    doubts = [verdict for verdict in verdicts if isinstance(verdict, Unknown)]
    return Unknown(join_reasons(*doubts)) if doubts else False


def ranges(
    world: World, exception: m.Exception_, bindings: Bindings, frame: Frame
) -> tuple[list[Bindings], list[Bindings], Any]:
    """The bindings that an exception ranges over: sure, possible, and why there may be others."""
    own = {**frame.bindings, **bindings}
    if not exception.parameters:
        return [own], [], NO_REASONS
    outer = frame.bindings
    frame.bindings = own
    sure, possible, doubts = instances(exception.parameters, frame)
    frame.bindings = outer
    names = [name for name, _ in exception.parameters]

    def bound(rows: tuple[tuple[Value, ...], ...]) -> list[Bindings]:
        return [{**own, **dict(zip(names, row, strict=True))} for row in rows]

    return bound(sure), bound(possible), doubts


def holds(world: World, exception: m.Exception_, bindings: Bindings, frame: Frame) -> bool | Unknown:
    """Whether a lasting exception holds on the frame's day; an open condition does not hold yet."""
    rows, doubts = _rows_that_hold(world, exception, bindings, frame)
    verdicts = [verdict for _, verdict in rows]
    return either(*verdicts, Unknown(doubts)) if doubts else either(*verdicts)


def _rows_that_hold(
    world: World, exception: m.Exception_, bindings: Bindings, frame: Frame
) -> tuple[list[tuple[Bindings, bool | Unknown]], Reasons]:
    """For each that an exception ranges over whether it holds, unless it does not; and why there may be others."""
    standing = world.stands(exception.under, frame)
    if standing is False:
        return [], NO_REASONS
    sure, possible, doubts = ranges(world, exception, bindings, frame)
    verdicts = [(row, _holds_for(world, exception, row, frame)) for row in sure]
    verdicts += [(row, _doubted(_holds_for(world, exception, row, frame), exception.name)) for row in possible]
    if not doubts and all(verdict is False for _, verdict in verdicts):
        return [], NO_REASONS
    allowed = both(standing, _undefeated(world, exception, bindings, frame))
    if allowed is False:
        return [], NO_REASONS
    found = [(row, both(allowed, verdict)) for row, verdict in verdicts]
    why = doubts | (allowed.reasons if isinstance(allowed, Unknown) else NO_REASONS) if doubts else NO_REASONS
    return [(row, verdict) for row, verdict in found if verdict is not False], why


def _doubted(verdict: bool | Unknown, name: str) -> bool | Unknown:
    return Unknown(frozenset((Reason("list", name),))) if verdict is True else verdict


def _undefeated(world: World, exception: m.Exception_, bindings: Bindings, frame: Frame) -> bool | Unknown:
    """Whether no exception holds to which this one gives way."""
    over = world.exceptions.get((exception.name, "suspend"), ())
    held = either(*(holds(world, other, bindings, frame) for other in over))
    return (not held) if isinstance(held, bool) else held


def _holds_for(world: World, exception: m.Exception_, bindings: Bindings, frame: Frame) -> bool | Unknown:
    outer = frame.bindings
    frame.bindings = bindings
    try:
        verdicts: list[bool | Unknown] = []
        if exception.upon is not None:
            event = as_event(evaluate(exception.upon, frame), frame)
            if event.status == "not yet":
                return False
            verdicts.append(True if event.status == "happened" else Unknown(event.reasons))
            if event.day is not None:
                verdicts.append(not_yet_if_open(settled(exception.when, event.day, frame)[0]))
        elif exception.when is not None:
            verdicts.append(not_yet_if_open(_verdict(exception.when, frame)))
        if exception.effect.kind == "suspend":
            verdicts.append(_in_span(exception.effect, frame))
        return both(*verdicts)
    finally:
        frame.bindings = outer


def _verdict(condition: Expression, frame: Frame) -> bool | Unknown:
    value = evaluate(condition, frame)
    return value if isinstance(value, (bool, Unknown)) else Unknown(join_reasons(value))


def not_yet_if_open(verdict: bool | Unknown) -> bool | Unknown:
    """An open condition does not hold yet."""
    return False if isinstance(verdict, Unknown) and verdict.is_open else verdict


def _in_span(effect: m.Effect, frame: Frame) -> bool | Unknown:
    """Whether the day read lies in a suspension: from its first day, through the day of its end."""
    verdict: bool | Unknown = True
    if effect.start is not None:
        start = as_event(evaluate(effect.start, frame), frame)
        verdict = {"happened": True, "not yet": False}.get(start.status, Unknown(start.reasons))
    if effect.until is not None and verdict is not False:
        before = frame.at(frame.day - _ONE_DAY)
        end = as_event(evaluate(effect.until, before), before)
        frame.notes |= before.notes
        frame.follow(before.until, before.leaf, days=1)
        over = {"happened": False, "not yet": True}.get(end.status, Unknown(end.reasons))
        verdict = both(verdict, over)
    return verdict


def event_of(world: World, exception: m.Exception_, bindings: Bindings, frame: Frame) -> Happening:
    """The event with which a lasting effect (`set`, `waive`, `end`) sets in."""
    standing = world.stands(exception.under, frame)
    if standing is False:
        return NEVER
    sure, possible, doubts = ranges(world, exception, bindings, frame)
    events = [event_for(world, exception, row, frame) for row in sure]
    events += [
        _perhaps(event_for(world, exception, row, frame), frozenset((Reason("list", exception.name),)))
        for row in possible
    ]
    if doubts:
        events.append(Happening("unknown", None, None, doubts))
    if standing is not True:
        events = [_perhaps(event, standing.reasons) for event in events]
    found = earliest(events, frame, as_events=True) if len(events) != 1 else events[0]
    assert isinstance(found, Happening), "the earliest of events is an event"
    return found


def _perhaps(event: Happening, reasons: frozenset[Reason]) -> Happening:
    if event.status == "not yet":
        return event
    return Happening("unknown", event.low, event.high, event.reasons | reasons)


def event_for(world: World, exception: m.Exception_, bindings: Bindings, frame: Frame) -> Happening:
    """The event with which a lasting effect sets in for one that the exception ranges over."""
    outer = frame.bindings
    frame.bindings = bindings
    try:
        if exception.upon is None:
            condition = exception.when
            assert condition is not None, "an exception has `upon` or `when`"
            return first_day_there(
                world,
                tuple(bindings.values()),
                lambda view: both(_verdict(condition, view), _undefeated(world, exception, bindings, view)),
                frame,
            )
        event = as_event(evaluate(exception.upon, frame), frame)
        return _judged(world, exception, bindings, event, frame)
    finally:
        frame.bindings = outer


def _judged(world: World, exception: m.Exception_, bindings: Bindings, event: Happening, frame: Frame) -> Happening:
    if event.status == "not yet":
        return event
    if event.day is None:
        return Happening("unknown", event.low, event.high, event.reasons) if exception.when is not None else event
    verdict, day = settled(exception.when, event.day, frame)
    view = frame.at(day)
    verdict = both(verdict, _undefeated(world, exception, bindings, view))
    frame.notes |= view.notes
    if verdict is True:
        return Happening("happened", day, day)
    if verdict is False:
        return NEVER
    if verdict.is_open:
        return Happening("not yet", frame.day, None, verdict.reasons)
    return Happening("unknown", day, day, verdict.reasons)


# Effects on norms.


def replaced(world: World, norm: m.Norm, key: str, bindings: Bindings, value: Value, frame: Frame) -> Value:
    """The value of a norm's key with what replaces it; two that replace it differently are a conflict."""
    values: list[Value] = []
    doubtful: list[tuple[Value, Unknown]] = []
    for exception in world.exceptions.get((norm.name, "replace"), ()):
        expression = dict(exception.effect.replace).get(key)
        if expression is None:
            continue
        rows, doubts = _rows_that_hold(world, exception, bindings, frame)
        for row, verdict in rows:
            outer, frame.bindings = frame.bindings, row
            new = evaluate(expression, frame)
            frame.bindings = outer
            if isinstance(verdict, Unknown):
                doubtful.append((new, verdict))
            else:
                values.append(new)
        if doubts:
            doubtful.append((Unknown(doubts), Unknown(doubts)))
    if values and any(other != values[0] for other in values[1:]):
        frame.note("conflict", norm.name, f"`{key}` is replaced in two ways")
        return agreed(values, frozenset((Reason("conflict", norm.name, key),)))
    result = values[0] if values else value
    for new, doubt in doubtful:
        result = agreed((result, new), doubt.reasons)
    return result


def permitted(world: World, norm: m.Norm, bindings: Bindings, frame: Frame) -> bool | Unknown:
    """Whether an exception permits the act (of a prohibition) or excuses (from a duty) on the frame's day."""
    return either(
        *(holds(world, exception, bindings, frame) for exception in world.exceptions.get((norm.name, "permit"), ()))
    )


def suspended(world: World, norm: m.Norm, bindings: Bindings, frame: Frame) -> bool | Unknown:
    """Whether an exception suspends the norm on the frame's day."""
    return either(
        *(holds(world, exception, bindings, frame) for exception in world.exceptions.get((norm.name, "suspend"), ()))
    )


def endings(world: World, norm: m.Norm, bindings: Bindings, frame: Frame) -> Iterator[tuple[m.Exception_, Happening]]:
    """The `end` effects on a norm instance, each with the norm's last day under it as an event.

    An ending that keeps its day uses only what is dated before the day read: the norm still stands on the day itself.
    """
    for exception in world.exceptions.get((norm.name, "end"), ()):
        effect = exception.effect
        if effect.working_back_to is None and effect.keeps_day and not world.is_circular(exception.name):
            view = frame.at(frame.day)
            event = _end_event(world, exception, bindings, view)
            if event.status == "happened" and event.day is not None and event.day < frame.day:
                frame.take(view)
                yield exception, event
                continue
            frame.follow(view.until, view.leaf)
        view = frame
        if effect.working_back_to is not None:
            view = frame.back()
        elif effect.keeps_day:
            view = frame.at(frame.day - _ONE_DAY)
        if view.day < world.earliest:
            frame.follow(frame.day + _ONE_DAY, None)
            continue
        event = _last_day(exception, _end_event(world, exception, bindings, view), bindings, view)
        if view is not frame:
            frame.notes |= view.notes
            if effect.working_back_to is None:
                frame.follow(view.until, view.leaf, days=1)
            else:
                frame.watch_vantage(view.until)
                event = _as_passed(event, frame)
        yield exception, event


def _end_event(world: World, exception: m.Exception_, bindings: Bindings, view: Frame) -> Happening:
    named = world.names_in(exception)
    used = {name: value for name, value in bindings.items() if name in named}
    key = ("end", exception.name, tuple(used.items()))
    return world.remember(key, view, lambda inner: event_of(world, exception, used, inner))


def _last_day(exception: m.Exception_, event: Happening, bindings: Bindings, view: Frame) -> Happening:
    """The last day that a cause gives: its own or that to which it works back, or the one before where it is lost."""
    effect = exception.effect
    if event.status == "not yet" or (effect.keeps_day and effect.working_back_to is None):
        return event
    low, high, reasons = event.low, event.high, event.reasons
    if effect.working_back_to is not None:
        outer, view.bindings = view.bindings, {**view.bindings, **bindings}
        back = bounds_of(as_day(evaluate(effect.working_back_to, view)))
        view.bindings = outer
        low, high, reasons = back.low, back.high if back.sure else None, reasons | back.reasons
    if not effect.keeps_day:
        low = low - _ONE_DAY if low is not None else None
        high = high - _ONE_DAY if high is not None else None
    return Happening(event.status, low, high, reasons)


def _as_passed(last: Happening, frame: Frame) -> Happening:
    """A last day that may lie ahead, as an event of the frame's day, which is past once the day is."""
    if last.status == "not yet":
        return last
    for end in (last.low, last.high):
        frame.watch(end + _ONE_DAY if end is not None else None)
    if last.low is not None and last.low >= frame.day:
        return Happening("not yet", last.low, last.high, last.reasons)
    if last.high is not None and last.high < frame.day:
        return last
    return Happening("unknown", last.low, last.high, last.reasons)
