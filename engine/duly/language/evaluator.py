"""Tree and facts to value.

In: a checked expression and a `Frame`. Out: a value, never an exception for anything that facts can bring about. The one
idea: strong three-valued logic everywhere, so that what is certain stays certain. A false operand decides an `and` whatever
the others are; an `if` whose branches agree is known; an unknown date or amount keeps its bounds; a list keeps its sure and
its possible members. What a result rests on (`Frame.notes`) and how long it holds (`Frame.until`) are those of the operands
that decided it, and of no others.

The walk goes through a table of handlers by type of node: it is what runs for every fact set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, cast

from duly.calendars import Calendar
from duly.counting import Period, Uncountable, Unit, business_days_between
from duly.language import nodes as n
from duly.language.frame import Frame, Note
from duly.language.functions import FUNCTIONS
from duly.language.happenings import (
    as_day, as_event, compare, earliest, first_day, has_happened, latest, lies_within,
)
from duly.values import (
    ABSENT, NEVER, NO_REASONS, Absent, AgreementRef, Breach, Happening, Listed, Money, NormRef, Reason, Reasons, Record,
    Unknown, Value, Window, join_reasons, unknown,
)

_UNITS = {unit.value: unit for unit in Unit}


def evaluate(node: n.Expression, frame: Frame) -> Value:
    """The value of `node` read from `frame`; adds to the frame's notes and shortens its `until`."""
    frame.world.spend()
    return _HANDLERS[type(node)](node, frame)


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
            frame.watch(until)
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
    missing = [argument for argument in arguments if isinstance(argument, (Unknown, Absent))]
    if missing:
        return Unknown(join_reasons(*missing))
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
            return breach.day if breach.day is not None else unknown("fact", breach.norm)
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
    missing = [value for value in arguments if isinstance(value, (Unknown, Absent))]
    missing += [value for value in arguments if isinstance(value, Listed) and not value.is_complete]
    if missing:
        reasons = join_reasons(*missing)
        gives_list = not isinstance(function.result, int) and function.result.kind == "list"
        return Listed((), (), reasons) if gives_list else Unknown(reasons)
    return function.apply(*arguments)


# Comparisons.


def _order(node: n.Order, frame: Frame) -> Value:
    return compare(node.operator, evaluate(node.left, frame), evaluate(node.right, frame), frame)


def _within(node: n.Within, frame: Frame) -> Value:
    return lies_within(evaluate(node.left, frame), evaluate(node.window, frame), frame)


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
    left, right = as_day(evaluate(node.left, frame)), as_day(evaluate(node.right, frame))
    if not isinstance(left, (Unknown, Absent)) and not isinstance(right, (Unknown, Absent)):
        one, other = (_size(left), _size(right)) if isinstance(left, Money) or isinstance(right, Money) else (left, right)
        return _COMPARED[node.operator](one, other)
    return _bounded(node.operator, left, right)


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _bounded(operator: str, left: Value, right: Value) -> Value:
    """A comparison of what is not known, decided where the bounds decide it."""
    reasons = join_reasons(*(value for value in (left, right) if isinstance(value, (Unknown, Absent))))
    (low, high), (other_low, other_high) = _range(left), _range(right)
    apart = (high is not None and other_low is not None and high < other_low, low is not None and other_high is not None and low > other_high)
    if operator in ("=", "<>"):
        return operator == "<>" if any(apart) else Unknown(reasons)
    if operator in (">", ">="):
        flipped = "<" if operator == ">" else "<="
        return _bounded(flipped, right, left)
    strict = operator == "<"
    if apart[0] or (not strict and high is not None and high == other_low):
        return True
    if apart[1] or (strict and low is not None and low == other_high):
        return False
    return Unknown(reasons)


def _range(value: Value) -> tuple[Any, Any]:
    low, high = (value.low, value.high) if isinstance(value, Unknown) else (None, None) if isinstance(value, Absent) else (value, value)
    return (low.amount if isinstance(low, Money) else low), (high.amount if isinstance(high, Money) else high)


# Numbers.


def _negative(node: n.Negative, frame: Frame) -> Value:
    value = evaluate(node.operand, frame)
    if isinstance(value, Unknown):
        low, high = value.low, value.high
        return Unknown(value.reasons, _negated(high), _negated(low))
    return value if isinstance(value, Absent) else _negated(value)


def _negated(value: Any) -> Any:
    return Money(-value.amount, value.currency) if isinstance(value, Money) else None if value is None else -value


def _arithmetic(node: n.Arithmetic, frame: Frame) -> Value:
    left, right = as_day(evaluate(node.left, frame)), as_day(evaluate(node.right, frame))
    if isinstance(left, (Unknown, Absent)) or isinstance(right, (Unknown, Absent)):
        reasons = join_reasons(*(value for value in (left, right) if isinstance(value, (Unknown, Absent))))
        return _bounded_arithmetic(node.operator, left, right, reasons)
    return _exact(node.operator, left, right)


def _exact(operator: str, left: Any, right: Any) -> Value:
    if isinstance(left, date):
        return Fraction((left - right).days)
    one, other = _size(left), _size(right)
    if operator == "/" and other == 0:
        return unknown("counting", "division", "the divisor is zero")
    result = {"+": one + other, "-": one - other, "*": one * other}[operator] if operator != "/" else one / other
    both_money = isinstance(left, Money) and isinstance(right, Money)
    if both_money and operator == "/":
        return result
    money = left if isinstance(left, Money) else right if isinstance(right, Money) else None
    return Money(result, money.currency) if money is not None else result


def _size(value: Any) -> Fraction:
    size: Fraction = value.amount if isinstance(value, Money) else value
    return size


def _bounded_arithmetic(operator: str, left: Value, right: Value, reasons: Reasons) -> Unknown:
    """Sums and differences of ranges, and multiples of one by a known factor; else no bounds are claimed."""
    ranges = [(value.low, value.high) if isinstance(value, Unknown) else (None, None) if isinstance(value, Absent) else (value, value) for value in (left, right)]
    (low, high), (other_low, other_high) = ranges
    if operator == "-":
        other_low, other_high = other_high, other_low
    elif operator in ("*", "/"):
        return _scaled(operator, left, right, reasons)
    ends = [None if one is None or other is None else _exact(operator, one, other) for one, other in ((low, other_low), (high, other_high))]
    return Unknown(reasons, *ends)


def _scaled(operator: str, left: Value, right: Value, reasons: Reasons) -> Unknown:
    if isinstance(left, Unknown) == isinstance(right, Unknown) or (isinstance(right, Unknown) and operator == "/"):
        return Unknown(reasons)
    open_side, factor = (left, right) if isinstance(left, Unknown) else (right, left)
    if isinstance(factor, Absent) or _size(factor) == 0:
        return Unknown(reasons)
    ends = [None if end is None else _exact(operator, *((end, factor) if open_side is left else (factor, end))) for end in (open_side.low, open_side.high)]
    return Unknown(reasons, *(ends if _size(factor) > 0 else reversed(ends)))


# Days and windows.


def _period_of(node: n.Periods, frame: Frame) -> Period | Unknown:
    count = evaluate(node.count, frame)
    if isinstance(count, (Unknown, Absent)):
        return Unknown(join_reasons(count))
    if count.denominator != 1 or count < 0:
        return unknown("counting", "period", f"not a whole number of {node.unit}")
    unit = _UNITS[node.unit]
    calendar = node.calendar or (frame.world.default_calendar(frame) if unit is Unit.BUSINESS_DAYS else None)
    return Period(int(count), unit, calendar)


def _periods(node: n.Periods, frame: Frame) -> Value:
    return _period_of(node, frame)


def _moved(node: n.Shift | n.Stretch, frame: Frame, move: Callable[..., Value]) -> Value:
    """Counts from the anchor; from an unknown day, from each of its bounds, since counting keeps their order."""
    anchor = as_day(evaluate(node.anchor, frame))
    period = _period_of(node.period, frame)
    backwards = node.direction == "before"
    if isinstance(anchor, Absent):
        return anchor
    if isinstance(period, Unknown):
        return Unknown(period.reasons | join_reasons(anchor) if isinstance(anchor, Unknown) else period.reasons)
    if not isinstance(anchor, Unknown):
        return move(anchor, period, backwards, frame)
    ends = [None if end is None else move(end, period, backwards, frame) for end in (anchor.low, anchor.high)]
    low, high = (None if isinstance(end, Unknown) else end for end in ends)
    return Unknown(anchor.reasons, low, high, anchor.may_be_absent)


def _shift(node: n.Shift, frame: Frame) -> Value:
    return _moved(node, frame, frame.world.count)


def _stretch(node: n.Stretch, frame: Frame) -> Value:
    return _moved(node, frame, frame.world.stretch)


def _from_through(node: n.FromThrough, frame: Frame) -> Value:
    first = as_day(evaluate(node.first, frame)) if node.first is not None else None
    last = as_day(evaluate(node.last, frame)) if node.last is not None else None
    absent = [end for end in (first, last) if isinstance(end, Absent)]
    if absent:
        return absent[0]
    unsure = [end for end in (first, last) if isinstance(end, Unknown)]
    if not unsure:
        return Window(first, last)
    lows, highs = zip(*(((end.low, end.high) if isinstance(end, Unknown) else (end, end)) for end in (first, last)), strict=True)
    return Unknown(join_reasons(*unsure), Window(*lows), Window(*highs), any(end.may_be_absent for end in unsure))


def _between(node: n.Between, frame: Frame) -> Value:
    first, last = as_day(evaluate(node.first, frame)), as_day(evaluate(node.last, frame))
    unsure = [end for end in (first, last) if isinstance(end, (Unknown, Absent))]
    if unsure:
        return Unknown(join_reasons(*unsure))
    if node.unit == "days":
        return Fraction((last - first).days)
    return _business_days(first, last, node.calendar or frame.world.default_calendar(frame), frame)


def _business_days(first: date, last: date, calendar: str | None, frame: Frame) -> Value:
    found: Calendar | None = frame.world.calendars.get(calendar or "")
    if found is None:
        return unknown("calendar", calendar or "business_day", "no such calendar")
    counted = business_days_between(first, last, found)
    if isinstance(counted, Uncountable):
        return unknown("calendar", counted.calendar or found.id, counted.why)
    return Fraction(counted)


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
        frame.watch(view.until)
    return value


def _failure(node: n.Failure, frame: Frame) -> Value:
    """Fell due, and the day ended without the act: looked for on the first day on which it was so, since it stays."""

    def is_missed(view: Frame) -> Value:
        due = evaluate(node.by, view)
        verdict = compare("on or before", evaluate(node.event, view), due, view)
        if isinstance(due, date):
            view.watch(due + timedelta(days=1))
        return (not verdict) if isinstance(verdict, bool) else verdict

    start = node.by.value if isinstance(node.by, n.Day) else frame.world.earliest
    missed = first_day(is_missed, frame, min(start, frame.day))
    if missed.low is not None and missed.status != "not yet":
        due_then = [as_day(evaluate(node.by, frame.at(day))) for day in (missed.low, missed.high) if day is not None]
        days = [frame.world.failure_day(due, frame) if isinstance(due, date) else None for due in due_then]
        low = days[0] if isinstance(days[0], date) else None
        high = days[1] if len(days) > 1 and isinstance(days[1], date) else None
        return Happening(missed.status, low, high, missed.reasons)
    due = as_day(evaluate(node.by, frame))
    if compare("on or before", evaluate(node.event, frame), due, frame) is True:
        return NEVER
    low = max(frame.day, due) if isinstance(due, date) else frame.day
    return Happening("not yet", low, None, missed.reasons)


def _choose(node: n.Choose, frame: Frame) -> Value:
    values = [evaluate(operand, frame) for operand in node.operands]
    if node.which in ("lesser", "greater", "least", "greatest"):
        return _extreme(values, least=node.which in ("lesser", "least"))
    as_events = all(isinstance(value, Happening) for value in values)
    chosen = earliest if node.which in ("earlier", "earliest") else latest
    return chosen(values, frame, as_events)


def _extreme(values: list[Value], least: bool) -> Value:
    """The least or greatest amount; an unknown one leaves a bound on one side."""
    known = [value for value in values if not isinstance(value, (Unknown, Absent))]
    unsure = [value for value in values if isinstance(value, (Unknown, Absent))]
    pick = min if least else max
    best = pick(known, key=_size, default=None)
    if not unsure:
        return best
    ends = [(end.low, end.high) if isinstance(end, Unknown) else (None, None) for end in unsure]
    lows = [low for low, _ in ends] + [best] * bool(known)
    highs = [high for _, high in ends] + [best] * bool(known)
    decisive, other = (highs, lows) if least else (lows, highs)
    near = pick((end for end in decisive if end is not None), key=_size, default=None)
    far = None if None in other else pick(other, key=_size)
    low, high = (far, near) if least else (near, far)
    if low is not None and low == high:
        return low
    return Unknown(join_reasons(*unsure), low, high)


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


def agreed(values: Sequence[Value], reasons: Reasons) -> Value:
    """What values of which one holds have in common: the value where they agree, else unknown within their bounds."""
    first = values[0]
    if all(value == first and type(value) is type(first) for value in values[1:]):
        return first
    if all(isinstance(value, Listed) for value in values):
        members = tuple(member for member in first.members if all(member in value.members for value in values[1:]))
        every = [member for value in values for member in (*value.members, *value.possible)]
        possible = tuple(dict.fromkeys(member for member in every if member not in members))
        return Listed(members, possible, reasons.union(*(value.reasons for value in values)))
    reasons = reasons | join_reasons(*(value for value in values if isinstance(value, Unknown) or (isinstance(value, Happening) and value.day is None)))
    if any(isinstance(value, Happening) for value in values):
        return _agreed_events([value for value in values], reasons)
    ranges = [(value.low, value.high) if isinstance(value, Unknown) else (value, value) for value in values if not isinstance(value, Absent)]
    may_be_absent = any(isinstance(value, Absent) or (isinstance(value, Unknown) and value.may_be_absent) for value in values)
    return Unknown(reasons, *_hull(ranges), may_be_absent)


def _agreed_events(values: list[Value], reasons: Reasons) -> Value:
    events = [value if isinstance(value, Happening) else _as_plain_event(value) for value in values]
    lows, highs = [event.low for event in events], [event.high for event in events]
    low = None if None in lows else min(cast(list[date], lows))
    high = None if None in highs else max(cast(list[date], highs))
    status = events[0].status if len({event.status for event in events}) == 1 else "unknown"
    return Happening(status, low, high, reasons)


def _as_plain_event(value: Value) -> Happening:
    if isinstance(value, date):
        return Happening("unknown", value, value)
    if isinstance(value, Unknown):
        return Happening("unknown", value.low, value.high, value.reasons)
    return Happening("unknown", None, None, join_reasons(value))


def _hull(ranges: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
    ordered = all(isinstance(end, (date, Fraction, Money)) for end in (*lows, *highs))
    if not ranges or not ordered:
        return None, None
    key = _size if not isinstance(lows[0], date) else None
    return min(lows, key=key), max(highs, key=key)  # type: ignore[arg-type, type-var]


# Lists.


def _members(node: n.Fold, frame: Frame) -> tuple[Listed, Iterator[tuple[Any, bool, Reasons]]]:
    """The list, and each member that satisfies `where` or may, with whether it is sure and why it is not."""
    listed = evaluate(node.items, frame)
    if not isinstance(listed, Listed):
        listed = Listed((), (), join_reasons(listed) or frozenset((Reason("list", node.variable),)))

    def chosen() -> Iterator[tuple[Any, bool, Reasons]]:
        outer = frame.bindings
        for member, sure in ((*((each, True) for each in listed.members), *((each, False) for each in listed.possible))):
            frame.bindings = {**outer, node.variable: member}
            verdict = True if node.where is None else evaluate(node.where, frame)
            if verdict is not False:
                reasons = NO_REASONS if verdict is True else _undecided(verdict).reasons
                yield member, sure and verdict is True, reasons if sure else reasons | listed.reasons
            frame.bindings = outer
        frame.bindings = outer

    return listed, chosen()


def _fold(node: n.Fold, frame: Frame) -> Value:
    listed, chosen = _members(node, frame)
    outer = frame.bindings
    try:
        return _FOLDS[node.kind](node, frame, listed, chosen)
    finally:
        frame.bindings = outer


def _any(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    doubts = listed.reasons
    doubtful = bool(listed.reasons)
    for _, sure, reasons in chosen:
        if sure:
            return True
        doubts, doubtful = doubts | reasons, True
    return Unknown(doubts) if doubtful else False


def _every(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    doubts, doubtful = listed.reasons, bool(listed.reasons)
    for _, sure, reasons in chosen:
        verdict = evaluate(cast(n.Expression, node.body), frame)
        if verdict is False and sure:
            return False
        if verdict is not True:
            doubts, doubtful = doubts | reasons | (_undecided(verdict).reasons if verdict is not False else NO_REASONS), True
    return Unknown(doubts) if doubtful else True


def _count(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    sure_ones = possible = 0
    doubts = listed.reasons
    for _, sure, reasons in chosen:
        sure_ones, possible = sure_ones + sure, possible + (not sure)
        doubts |= reasons
    if not possible and not listed.reasons:
        return Fraction(sure_ones)
    return Unknown(doubts, Fraction(sure_ones), None if listed.reasons else Fraction(sure_ones + possible))


def _sum(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    total: Value = None
    doubts, doubtful = listed.reasons, bool(listed.reasons)
    for _, sure, reasons in chosen:
        value = evaluate(cast(n.Expression, node.body), frame)
        if not sure or isinstance(value, (Unknown, Absent)):
            doubts, doubtful = doubts | reasons | join_reasons(value), True
        else:
            total = value if total is None else _exact("+", total, value)
    if doubtful:
        return Unknown(doubts)
    return total if total is not None else _ZERO


_ZERO = Fraction(0)
"""The empty sum: zero of either kind, since it adds to and compares with numbers and amounts alike."""


def _time_fold(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    values: list[Value] = []
    for _, sure, reasons in chosen:
        value = evaluate(cast(n.Expression, node.body), frame)
        values.append(value if sure else _perhaps(value, reasons))
    if listed.reasons:
        only_open = all(reason.kind == "open" for reason in listed.reasons)
        values.append(Happening("not yet" if only_open else "unknown", frame.day if only_open else None, None, listed.reasons))
    as_events = not values or all(isinstance(value, Happening) for value in values)
    if not values:
        return Absent(frozenset((Reason("open", node.variable, "none so far"),))) if node.kind == "latest" else earliest((), frame, as_events)
    return (earliest if node.kind == "earliest" else latest)(values, frame, as_events)


def _perhaps(value: Value, reasons: Reasons) -> Value:
    if isinstance(value, Happening):
        return Happening("unknown", value.low, None, value.reasons | reasons) if value.status != "not yet" else value
    if isinstance(value, date):
        return Unknown(reasons, value, value, may_be_absent=True)
    return value


def _first(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    found = list(chosen)
    if listed.reasons or any(not sure for _, sure, _ in found):
        return Unknown(listed.reasons.union(*(reasons for _, _, reasons in found)), may_be_absent=True)
    if not found:
        return ABSENT
    return found[0 if node.kind == "first" else -1][0]


def _those(node: n.Fold, frame: Frame, listed: Listed, chosen: Iterator[tuple[Any, bool, Reasons]]) -> Value:
    found = list(chosen)
    doubts = listed.reasons
    return Listed(tuple(member for member, sure, _ in found if sure), tuple(member for member, sure, _ in found if not sure), doubts)


_FOLDS: dict[str, Callable[[n.Fold, Frame, Listed, Iterator[tuple[Any, bool, Reasons]]], Value]] = {
    "any": _any, "every": _every, "count": _count, "sum": _sum, "earliest": _time_fold, "latest": _time_fold,
    "first": _first, "last": _first, "those": _those,
}


def _earlier(node: n.Earlier, frame: Frame) -> Value:
    """Records that begin before the one in view; of two of one day the stated order decides, else it is unknown."""
    listed = evaluate(node.items, frame)
    if not isinstance(listed, Listed):
        return Listed((), (), join_reasons(listed))
    types = {member.type for member in (*listed.members, *listed.possible) if isinstance(member, Record)}
    own = next((value for value in reversed(frame.bindings.values()) if isinstance(value, Record) and value.type in types), None)
    if own is None:
        return listed
    sure, possible = [], []
    for member in (*listed.members, *listed.possible):
        verdict = _is_earlier(member, own, frame)
        if verdict is not False:
            (sure if verdict is True and member in listed.members else possible).append(member)
    return Listed(tuple(sure), tuple(possible), listed.reasons)


def _is_earlier(member: Record, own: Record, frame: Frame) -> bool | None:
    if member == own:
        return False
    verdict = compare("before", frame.world.begins(member, frame), frame.world.begins(own, frame), frame)
    if verdict is True:
        return True
    days = frame.world.begins(member, frame).day, frame.world.begins(own, frame).day
    if days[0] is not None and days[0] == days[1]:
        order = frame.world.sequence(member), frame.world.sequence(own)
        return None if order[0] is None or order[1] is None else order[0] < order[1]
    return False if verdict is False else None


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
}
