"""Tree and facts to value.

In: a checked expression and a `Frame`. Out: a value, never an exception for anything that facts can bring about. The
one idea: strong three-valued logic everywhere, so that what is certain stays certain. A false operand decides an
`and` whatever the others are; an `if` whose branches agree is known (`alternatives.py`); an unknown date or amount
keeps its bounds (`numbers.py`, `happenings.py`); a list keeps its sure and its possible members (`folds.py`). What a
result rests on (`Frame.notes`) and how long it holds (`Frame.until`) are those of the operands that decided it, and
of no others.

The walk goes through a table of handlers by type of node: it is what runs for every fact set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, cast

from duly.counting import Period
from duly.language import nodes as n
from duly.language.alternatives import agreed
from duly.language.covered_days import common_days
from duly.language.failures import failure
from duly.language.folds import Picked, earlier, fold
from duly.language.frame import Frame
from duly.language.functions import FUNCTIONS
from duly.language.happenings import (
    Bounds,
    as_day,
    bounds_of,
    compare,
    day_read,
    earliest,
    first_day_in,
    has_happened,
    latest,
    lies_within,
)
from duly.language.numbers import calculated, compared, extreme, is_there, negated
from duly.language.printer import write
from duly.language.spans import business_days, days_between, moved, period, window
from duly.values import (
    ABSENT,
    NO_REASONS,
    Absent,
    AgreementRef,
    Breach,
    Happening,
    Listed,
    Money,
    NormRef,
    Reason,
    Reasons,
    Record,
    Unknown,
    Value,
    join_reasons,
    unknown,
)

__all__ = ["agreed", "evaluate"]


def evaluate(node: n.Expression, frame: Frame) -> Value:
    """The value of `node` read from `frame`; adds to the frame's notes and shortens its `until`."""
    world = frame.world
    world.spend()
    value = _HANDLERS[type(node)](node, frame)
    if world.recorder is not None:
        world.recorder(node, frame, value)
    return value


# Logic.


def _not(node: n.Not, frame: Frame) -> Value:
    value = evaluate(node.operand, frame)
    return (not value) if isinstance(value, bool) else _undecided(value)


def _undecided(value: Value) -> Unknown:
    return value if isinstance(value, Unknown) else Unknown(join_reasons(value))


def _and(node: n.And, frame: Frame) -> Value:
    return _junction(node.operands, frame, decisive=False)


def _or(node: n.Or, frame: Frame) -> Value:
    return _junction(node.operands, frame, decisive=True)


def _junction(operands: Sequence[n.Expression], frame: Frame, decisive: bool) -> Value:
    """`and` is decided by false, `or` by true; the deciding operand alone says what the result rests on."""
    until, notes = frame.until, frame.notes
    gathered, undecided = set(notes), []
    shortest = until
    for operand in operands:
        frame.until, frame.notes = None, set()
        value = evaluate(operand, frame)
        if value is decisive:
            frame.notes |= notes
            frame.until = _sooner(frame.until, until)
            return decisive
        gathered |= frame.notes
        shortest = _sooner(shortest, frame.until)
        if not isinstance(value, bool):
            undecided.append(_undecided(value))
    frame.until, frame.notes = shortest, gathered
    return Unknown(join_reasons(*undecided)) if undecided else not decisive


def _sooner(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


# Names.


def _name(node: n.Name, frame: Frame) -> Value:
    if node.name in frame.bindings:
        return frame.bindings[node.name]
    return frame.world.name(node.name, frame)


def _index(node: n.Index, frame: Frame) -> Value:
    arguments = tuple(as_day(evaluate(argument, frame)) for argument in node.arguments)
    missing = [argument for argument in arguments if not is_there(argument)]
    if missing:
        return Unknown(join_reasons(*missing), may_be_absent=True)
    return frame.world.instance(node.name, arguments, frame)


def _field(node: n.Field, frame: Frame) -> Value:
    target = evaluate(node.target, frame)
    match target:
        case Record():
            return frame.world.field(target, node.name, frame)
        case NormRef():
            return frame.world.norm_field(target, node.name, frame)
        case Breach():
            return _breach_field(target, node.name, frame)
        case Unknown():
            return Unknown(target.reasons, may_be_absent=True)
        case _:
            return ABSENT if isinstance(target, Absent) else unknown("conflict", node.name)


def _breach_field(breach: Breach, name: str, frame: Frame) -> Value:
    match name:
        case "day":
            return breach.day if breach.day is not None else Unknown(breach.reasons)
        case "waived":
            return frame.world.breach_waived(breach, frame)
        case _:
            return breach.norm


def _call(node: n.Call, frame: Frame) -> Value:
    function = FUNCTIONS[node.function]
    arguments: list[Value] = []
    for position, argument in enumerate(node.arguments):
        parameter = function.parameters[min(position, len(function.parameters) - 1)]
        word = isinstance(parameter.type, tuple) and isinstance(argument, n.Name)
        arguments.append(cast(n.Name, argument).name if word else as_day(evaluate(argument, frame)))
    missing = [value for value in arguments if not is_there(value)]
    missing += [value for value in arguments if isinstance(value, Listed) and not value.is_complete]
    if missing:
        reasons = join_reasons(*missing)
        gives_list = not isinstance(function.result, int) and function.result.kind == "list"
        first, rest = arguments[0], arguments[1:]
        if function.grows and isinstance(first, Unknown) and len(missing) == 1:
            low, high = (None if end is None else function.apply(end, *rest) for end in (first.low, first.high))
            return low if low is not None and low == high else Unknown(reasons, low, high)
        return Listed((), (), reasons) if gives_list else Unknown(reasons)
    return function.apply(*arguments)


# Comparisons.


def _order(node: n.Order, frame: Frame) -> Value:
    return compare(node.operator, _on_time_line(node.left, frame), _on_time_line(node.right, frame), frame)


def _within(node: n.Within, frame: Frame) -> Value:
    return lies_within(_on_time_line(node.left, frame), evaluate(node.window, frame), frame)


def _on_time_line(node: n.Expression, frame: Frame) -> Bounds:
    """Where a side of a comparison lies; of the day read, the comparison says itself when it matters."""
    if isinstance(node, n.AsOf):
        evaluate(node, frame.at(frame.day))
        return day_read(frame)
    return bounds_of(evaluate(node, frame))


def _happened(node: n.Happened, frame: Frame) -> Value:
    verdict = has_happened(evaluate(node.event, frame), frame)
    return (not verdict) if node.negated and isinstance(verdict, bool) else verdict


def _present(node: n.Present, frame: Frame) -> Value:
    value = as_day(evaluate(node.operand, frame))
    if isinstance(value, Unknown) and value.may_be_absent:
        return Unknown(value.reasons)
    return isinstance(value, Absent) == node.negated


def _is(node: n.Is, frame: Frame) -> Value:
    value = evaluate(node.left, frame)
    if isinstance(value, (NormRef, AgreementRef)):
        states, reasons = frame.world.states(value, frame)
        hits = sum(state in node.words for state in states)
        verdict: Value = hits > 0 if hits in (0, len(states)) else Unknown(reasons)
    elif isinstance(value, (Unknown, Absent)):
        verdict = Unknown(value.reasons)
    else:
        verdict = (value.id if isinstance(value, Record) else value) in node.words
    return (not verdict) if node.negated and isinstance(verdict, bool) else verdict


def _compare(node: n.Compare, frame: Frame) -> Value:
    return compared(node.operator, as_day(evaluate(node.left, frame)), as_day(evaluate(node.right, frame)))


# Numbers.


def _negative(node: n.Negative, frame: Frame) -> Value:
    return negated(evaluate(node.operand, frame))


def _arithmetic(node: n.Arithmetic, frame: Frame) -> Value:
    return calculated(node.operator, as_day(evaluate(node.left, frame)), as_day(evaluate(node.right, frame)))


# Days and windows.


def _periods(node: n.Periods, frame: Frame) -> Period | Unknown:
    return period(evaluate(node.count, frame), node.unit, node.calendar, frame)


def _shift(node: n.Shift, frame: Frame) -> Value:
    return _moved(node, frame, frame.world.count)


def _stretch(node: n.Stretch, frame: Frame) -> Value:
    return _moved(node, frame, frame.world.stretch)


def _moved(node: n.Shift | n.Stretch, frame: Frame, move: Callable[[date, Period, bool, Frame], Value]) -> Value:
    anchor, backwards = as_day(evaluate(node.anchor, frame)), node.direction == "before"
    return moved(anchor, _periods(node.period, frame), lambda day, length: move(day, length, backwards, frame))


def _from_through(node: n.FromThrough, frame: Frame) -> Value:
    first, last = (None if end is None else as_day(evaluate(end, frame)) for end in (node.first, node.last))
    return window(first, last)


def _between(node: n.Between, frame: Frame) -> Value:
    first, last = as_day(evaluate(node.first, frame)), as_day(evaluate(node.last, frame))
    return days_between(first, last) if node.unit == "days" else business_days(first, last, node.calendar, frame)


def _as_of(node: n.AsOf, frame: Frame) -> Value:
    frame.watch(frame.day + timedelta(days=1))
    return frame.day


def _on_day(node: n.OnDay, frame: Frame) -> Value:
    day = as_day(evaluate(node.day, frame))
    if isinstance(day, (Unknown, Absent)):
        return Unknown(join_reasons(day), may_be_absent=True)
    if day > frame.day:
        frame.watch(day)
        return Unknown(frozenset((Reason("open", day.isoformat(), "a day to come"),)), may_be_absent=True)
    view = frame.at(day)
    value = evaluate(node.operand, view)
    frame.notes |= view.notes
    if day == frame.day:
        frame.follow(view.until, view.leaf)
    return value


def _failure(node: n.Failure, frame: Frame) -> Value:
    start = node.by.value if isinstance(node.by, n.Day) else frame.world.earliest
    return failure(lambda view: evaluate(node.event, view), lambda view: evaluate(node.by, view), start, frame)


def _first_day(node: n.FirstDay, frame: Frame) -> Value:
    def holds(view: Frame) -> Value:
        value = evaluate(node.condition, view)
        return value if isinstance(value, bool) else _undecided(value)

    return first_day_in(holds, evaluate(node.window, frame), frame)


def _choose(node: n.Choose, frame: Frame) -> Value:
    values = [evaluate(operand, frame) for operand in node.operands]
    if node.which in ("lesser", "greater", "least", "greatest"):
        return extreme(values, least=node.which in ("lesser", "least"))
    as_events = all(isinstance(value, Happening) for value in values)
    chosen = earliest if node.which in ("earlier", "earliest") else latest
    return chosen(values, frame, as_events)


# Branches and readings.


def _if(node: n.If, frame: Frame) -> Value:
    limbs = ((node.condition, node.then), (None, node.otherwise))
    return _limbs(limbs if node.otherwise is not None else limbs[:1], frame)


def _cases(node: n.Cases, frame: Frame) -> Value:
    return _limbs(tuple((limb.condition, limb.value) for limb in node.limbs), frame)


def _limbs(limbs: Sequence[tuple[n.Expression | None, n.Expression | None]], frame: Frame) -> Value:
    """The first limb that holds; past an undecided condition, what all limbs that may hold agree on."""
    possible: list[Value] = []
    reasons: Reasons = NO_REASONS
    for condition, value in limbs:
        verdict = True if condition is None else evaluate(condition, frame)
        if verdict is False or value is None:
            continue
        possible.append(evaluate(value, frame))
        if verdict is True:
            break
        reasons |= _undecided(verdict).reasons
    else:
        possible.append(ABSENT)
    return agreed(possible, reasons)


def _by_reading(node: n.ByReading, frame: Frame) -> Value:
    chosen = frame.world.option(node.reading, frame)
    if chosen is not None:
        return evaluate(next(option.value for option in node.options if option.name == chosen), frame)
    values = [evaluate(option.value, frame) for option in node.options]
    return agreed(values, frozenset((Reason("reading", node.reading),)))


# Lists.


def _fold(node: n.Fold, frame: Frame) -> Value:
    listed = evaluate(node.items, frame)
    if not isinstance(listed, Listed):
        listed = Listed((), (), join_reasons(listed) or frozenset((Reason("list", node.variable),)))
    outer = frame.bindings
    try:
        return fold(node.kind, _picked(node, listed, frame), listed.reasons, write(node.items), frame)
    finally:
        frame.bindings = outer


def _picked(node: n.Fold, listed: Listed, frame: Frame) -> Iterator[Picked]:
    """Each member that satisfies `where` or may, in order, with what the fold says of it."""
    outer = frame.bindings
    sure, possible = ((one, True) for one in listed.members), ((one, False) for one in listed.possible)
    for member, is_sure in (*sure, *possible):
        frame.bindings = {**outer, node.variable: member}
        verdict = True if node.where is None else evaluate(node.where, frame)
        if verdict is not False:
            value = _said(node, frame)
            reasons = NO_REASONS if verdict is True else _undecided(verdict).reasons
            yield Picked(member, is_sure and verdict is True, reasons if is_sure else reasons | listed.doubts, value)


def _said(node: n.Fold, frame: Frame) -> Value:
    """What the fold says of the member in view."""
    if node.body is None:
        return None
    if node.kind == "days" and isinstance(node.body, n.Within):
        return common_days(evaluate(node.body.left, frame), evaluate(node.body.window, frame))
    return evaluate(node.body, frame)


def _earlier(node: n.Earlier, frame: Frame) -> Value:
    """The records of the list that begin before the one in view: the innermost variable that is such a record."""
    listed = evaluate(node.items, frame)
    if not isinstance(listed, Listed):
        return Listed((), (), join_reasons(listed))
    types = {member.type for member in (*listed.members, *listed.possible) if isinstance(member, Record)}
    in_view = (value for value in reversed(frame.bindings.values()) if isinstance(value, Record))
    own = next((value for value in in_view if value.type in types), None)
    return listed if own is None else earlier(listed, own, frame)


def _breaches(node: n.BreachesOf, frame: Frame) -> Value:
    return frame.world.breaches(node.group, node.party, frame)


def _silence(node: n.Silence, frame: Frame) -> Value:
    return unknown("silence", node.name)


_HANDLERS: dict[type, Callable[[Any, Frame], Value]] = {
    n.Number: lambda node, frame: node.value,
    n.MoneyAmount: lambda node, frame: Money(node.amount, node.currency),
    n.Day: lambda node, frame: node.value,
    n.Quoted: lambda node, frame: node.value,
    n.Truth: lambda node, frame: node.value,
    n.AsOf: _as_of,
    n.Silence: _silence,
    n.Name: _name,
    n.Field: _field,
    n.Index: _index,
    n.Call: _call,
    n.Not: _not,
    n.And: _and,
    n.Or: _or,
    n.Compare: _compare,
    n.Order: _order,
    n.Within: _within,
    n.Happened: _happened,
    n.Present: _present,
    n.Is: _is,
    n.Negative: _negative,
    n.Arithmetic: _arithmetic,
    n.Periods: _periods,
    n.Shift: _shift,
    n.Stretch: _stretch,
    n.FromThrough: _from_through,
    n.Between: _between,
    n.Choose: _choose,
    n.If: _if,
    n.Cases: _cases,
    n.Fold: _fold,
    n.Earlier: _earlier,
    n.BreachesOf: _breaches,
    n.ByReading: _by_reading,
    n.OnDay: _on_day,
    n.Failure: _failure,
    n.FirstDay: _first_day,
}
