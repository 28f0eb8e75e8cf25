"""Values become JSON.

In: a run-time value. Out: what JSON can say of it. The one idea: what is known is a plain value, and what is not is an
object that says so and why, so that a program cannot take one for the other. Days are ISO dates; numbers are exact
texts (`9876.2`, `1/3`); an amount is a number with its currency.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from duly.counting import Period
from duly.language.printer import write_number, write_period
from duly.values import (
    Absent,
    AgreementRef,
    Breach,
    Happening,
    Listed,
    Money,
    NormRef,
    Reasons,
    Record,
    Unknown,
    Window,
)


def value(found: Any) -> Any:
    """A value, known or not; None is what does not apply."""
    match found:
        case None | bool() | str():
            return found
        case date():
            return day(found)
        case Fraction():
            return write_number(found)
        case Money():
            return {"amount": _amount(found.amount), "currency": found.currency}
        case Window():
            return {"first": day(found.first), "last": day(found.last)}
        case Period():
            return {"period": write_period(str(found.count), found.unit.value, found.calendar)}
        case Happening() | Unknown() | Absent():
            return _not_plain(found)
        case _:
            return _collected(found)


def _not_plain(found: Happening | Unknown | Absent) -> dict[str, Any]:
    match found:
        case Happening():
            return _happening(found)
        case Unknown():
            told: dict[str, Any] = {"open" if found.is_open else "unknown": True, "reasons": reasons(found.reasons)}
            bounds = {"low": value(found.low), "high": value(found.high)}
            told.update({key: bound for key, bound in bounds.items() if bound is not None})
            if found.may_be_absent:
                told["may_be_absent"] = True
            return told
        case Absent():
            return {"absent": True, "open": found.is_open, "reasons": reasons(found.reasons)}


def _happening(event: Happening) -> dict[str, Any]:
    if event.day is not None:
        return {"event": "happened", "day": day(event.day)}
    told: dict[str, Any] = {"event": event.status}
    if event.low is not None:
        told["not_before"] = day(event.low)
    if event.high is not None:
        told["not_after"] = day(event.high)
    told["reasons"] = reasons(event.reasons)
    return told


def _collected(found: Any) -> dict[str, Any]:
    match found:
        case Listed():
            return {
                "members": [value(member) for member in found.members],
                "possible": [value(member) for member in found.possible],
                "others": reasons(found.reasons),
            }
        case Record():
            return {"record": found.type, "id": found.id}
        case Breach():
            return {"breach": found.norm, "day": day(found.day)}
        case NormRef():
            return {"norm": found.norm, "instance": [value(part) for part in found.instance]}
        case AgreementRef():
            return {"agreement": found.id}
        case _:
            raise AssertionError(f"a value without JSON: {type(found).__name__}")


def day(found: date | None) -> str | None:
    """A day as an ISO date; the last day that there is stands for never."""
    if found is None:
        return None
    return "never" if found == date.max else found.isoformat()


def reasons(found: Reasons) -> list[dict[str, str]]:
    """Reasons in a fixed order."""
    return [{"kind": each.kind, "name": each.name, "detail": each.detail} for each in sorted(found)]


def _amount(amount: Fraction) -> str:
    """An amount with two decimals, or more where it has them; a quotient where it cannot be written so."""
    plain = write_number(amount)
    whole, _, decimals = plain.partition(".")
    return plain if "/" in plain else f"{whole}.{decimals.ljust(2, '0')}"
