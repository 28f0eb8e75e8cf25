"""Numbers and amounts of which only bounds may be known.

In: values. Out: a value. The one idea: what is exact is worked out exactly (a quotient stays a fraction), and what is
not known is carried as an interval for as long as the operation keeps one: sums and differences of intervals,
multiples of one by a known factor, the lesser and the greater. Where nothing is certain no bounds are claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from duly.values import Absent, Money, Reasons, Unknown, Value, join_reasons, unknown

ZERO = Fraction(0)
"""The empty sum: zero of either kind, since it adds to and compares with numbers and amounts alike."""

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def compared(operator: str, left: Value, right: Value) -> bool | Unknown:
    """Equality of any two values, order of numbers and amounts; of what is not known, where its bounds decide."""
    if is_there(left) and is_there(right):
        if isinstance(left, Money) or isinstance(right, Money):
            left, right = size(left), size(right)
        return _COMPARED[operator](left, right)
    return _compared_by_bounds(operator, left, right)


def is_there(value: Value) -> bool:
    """Whether it is a value, neither unknown nor absent."""
    return not isinstance(value, (Unknown, Absent))


def size(value: Value) -> Fraction:
    """The plain number of a number or amount."""
    plain: Fraction = value.amount if isinstance(value, Money) else value
    return plain


def _compared_by_bounds(operator: str, left: Value, right: Value) -> bool | Unknown:
    if operator in (">", ">="):
        return _compared_by_bounds("<" if operator == ">" else "<=", right, left)
    (low, high), (other_low, other_high) = _plain_range(left), _plain_range(right)
    is_below = _is_less(high, other_low)
    is_above = _is_less(other_high, low)
    doubt = Unknown(join_reasons(left, right))
    if operator in ("=", "<>"):
        return operator == "<>" if is_below or is_above else doubt
    if is_below or (operator == "<=" and high is not None and high == other_low):
        return True
    if is_above or (operator == "<" and low is not None and low == other_high):
        return False
    return doubt


def _is_less(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one < other)


def _range(value: Value) -> tuple[Any, Any]:
    if isinstance(value, Unknown):
        return value.low, value.high
    return (None, None) if isinstance(value, Absent) else (value, value)


def _plain_range(value: Value) -> tuple[Any, Any]:
    low, high = (end.amount if isinstance(end, Money) else end for end in _range(value))
    return low, high


def negated(value: Value) -> Value:
    """The value with its sign turned, and its bounds with it."""
    if isinstance(value, Unknown):
        return Unknown(value.reasons, _negated(value.high), _negated(value.low))
    return value if isinstance(value, Absent) else _negated(value)


def _negated(value: Any) -> Any:
    if value is None:
        return None
    return Money(-value.amount, value.currency) if isinstance(value, Money) else -value


def calculated(operator: str, left: Value, right: Value) -> Value:
    """A sum, difference, product or quotient."""
    if is_there(left) and is_there(right):
        return exact(operator, left, right)
    reasons = join_reasons(left, right)
    if operator in ("*", "/"):
        return _scaled(operator, left, right, reasons)
    (low, high), (other_low, other_high) = _range(left), _range(right)
    if operator == "-":
        other_low, other_high = other_high, other_low
    ends = ((low, other_low), (high, other_high))
    low, high = (None if None in pair else exact(operator, *pair) for pair in ends)
    return Unknown(reasons, low, high)


def or_nothing(value: Value, reasons: Reasons) -> Value:
    """A number or amount that perhaps does not count, for these reasons: itself or zero, and so what lies between."""
    ends = [None if end is None else (end, exact("-", end, end)) for end in _range(value)]
    if is_there(value) and size(value) == 0:
        return value
    low, high = (None if pair is None else _pick(pair, least) for pair, least in zip(ends, (True, False), strict=True))
    return Unknown(join_reasons(value) | reasons, low, high)


def exact(operator: str, left: Any, right: Any) -> Value:
    """Arithmetic on known values; a quotient by zero has no value."""
    if isinstance(left, date):
        return Fraction((left - right).days)
    one, other = size(left), size(right)
    if operator == "/" and other == 0:
        return unknown("counting", "division", "the divisor is zero")
    result = _apply(operator, one, other)
    moneys = [value for value in (left, right) if isinstance(value, Money)]
    if not moneys or (operator == "/" and len(moneys) == 2):
        return result
    return Money(result, moneys[0].currency)


def _apply(operator: str, one: Fraction, other: Fraction) -> Fraction:
    match operator:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case _:
            return one / other


def _scaled(operator: str, left: Value, right: Value, reasons: Reasons) -> Unknown:
    """A multiple of an interval by a known factor other than zero."""
    if isinstance(left, Unknown) and is_there(right) and size(right) != 0:
        ends = [None if end is None else exact(operator, end, right) for end in (left.low, left.high)]
        factor = right
    elif isinstance(right, Unknown) and is_there(left) and size(left) != 0 and operator == "*":
        ends = [None if end is None else exact(operator, left, end) for end in (right.low, right.high)]
        factor = left
    else:
        return Unknown(reasons)
    return Unknown(reasons, *(ends if size(factor) > 0 else reversed(ends)))


def extreme(values: Sequence[Value], least: bool) -> Value:
    """The least or greatest; what is known of some bounds the result on one side, and bounds that meet are a value."""
    known = [value for value in values if is_there(value)]
    unsure = [value for value in values if not is_there(value)]
    best = _pick(known, least)
    if not unsure:
        return best
    ranges = [_range(value) for value in values]
    lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
    near = _pick([end for end in (highs if least else lows) if end is not None], least)
    others = lows if least else highs
    far = None if None in others else _pick(others, least)
    low, high = (far, near) if least else (near, far)
    if low is not None and low == high:
        return low
    return Unknown(join_reasons(*unsure), low, high)


def _pick(values: Iterable[Any], least: bool) -> Any:
    return (min if least else max)(values, key=size, default=None)
