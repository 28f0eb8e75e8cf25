"""Values as people read them.

In: a value. Out: text. The one idea: what is not known is never shown as if it were; bounds are said as bounds, and
what waits for a day is called open. JSON has its own, typed form (`report/`); this one is for explanations and
comparison.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from duly.counting import Period
from duly.language.printer import write_money, write_number, write_period
from duly.values import Absent, AgreementRef, Breach, Happening, Listed, Money, NormRef, Record, Unknown, Window


def show(value: Any) -> str:
    """A value in a few words."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Fraction():
            return write_number(value)
        case Money():
            return write_money(value.amount, value.currency)
        case str():
            return value
        case Window():
            return _window(value)
        case Happening():
            return _happening(value)
        case Absent():
            return "not yet" if value.is_open else "absent"
        case Unknown():
            return _unknown(value)
        case Listed():
            return _listed(value)
        case Record():
            return f"{value.type} {value.id}"
        case Breach():
            return f"breach of {value.norm} on {show(value.day)}"
        case NormRef():
            return value.norm
        case AgreementRef():
            return value.id
        case Period():
            return write_period(str(value.count), value.unit.value, value.calendar)
        case _:
            raise AssertionError(f"a value without words: {type(value).__name__}")


def _window(window: Window) -> str:
    first = window.first.isoformat() if window.first is not None else "ever"
    last = window.last.isoformat() if window.last is not None else "ever after"
    return f"{first} through {last}"


def _happening(event: Happening) -> str:
    if event.day is not None:
        return event.day.isoformat()
    match event.status:
        case "happened":
            return f"between {show(event.low)} and {show(event.high)}"
        case "not yet":
            if event.low == date.max:
                return "never"
            return event.low.isoformat() if event.low is not None and event.low == event.high else "not yet"
        case _:
            bounds = _bounds(event.low, event.high)
            return f"unknown{', if at all' if bounds else ''}{bounds}"


def _unknown(value: Unknown) -> str:
    word = "open" if value.is_open else "unknown"
    if value.may_be_absent and isinstance(value.low, date) and value.low == value.high:
        return f"{word}, if at all on {show(value.low)}"
    return f"{word}{_bounds(value.low, value.high)}"


def _bounds(low: Any, high: Any) -> str:
    if isinstance(low, Window) or isinstance(high, Window):
        return ""
    if low is not None and high is not None:
        return f", between {show(low)} and {show(high)}"
    if low is not None:
        return f", not before {show(low)}" if isinstance(low, date) else f", at least {show(low)}"
    if high is not None:
        return f", not after {show(high)}" if isinstance(high, date) else f", at most {show(high)}"
    return ""


def _listed(value: Listed) -> str:
    said = ", ".join(show(member) for member in value.members) or "none"
    if value.possible:
        said += f"; perhaps {', '.join(show(member) for member in value.possible)}"
    return said + ("; others possible" if value.reasons else "")
