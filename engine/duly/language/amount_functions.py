"""The functions of the table that round and divide.

In: known numbers and amounts. Out: a number or amount, or unknown where the contract's own numbers make no sense (an
amount in no parts, a unit of zero). Nothing here raises for values of the right types. The one idea: amounts are exact
until a rule says by which unit and in which direction they are rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from duly.allocation import Method, Rounding, allocate, round_to
from duly.values import Listed, Money, Unknown, unknown

Size: TypeAlias = Fraction | Money
"""A number or an amount of money."""

MOST_ITEMS = 10_000
"""The longest list that a function gives; a longer one is cut off and says so."""

MODES = {mode.value.replace(" ", "_"): mode for mode in Rounding}
METHODS: dict[str, Method] = {
    "last_absorbs_down": Method.LAST_ABSORBS_DOWN,
    "last_absorbs_nearest": Method.LAST_ABSORBS_NEAREST,
    "spread": Method.SPREAD,
}


def rounded(value: Size, unit: Size, mode: str) -> Size | Unknown:
    """`value` as a whole multiple of `unit`."""
    step = _plain(unit)
    if step <= 0:
        return unknown("counting", "round", "the unit to round to is not above zero")
    return _like(value)(round_to(_plain(value), step, MODES[mode]))


def allocated(total: Size, parts: Fraction, unit: Size, method: str) -> Listed:
    """`total` in equal parts of whole units."""
    if parts.denominator != 1 or not 0 < parts <= MOST_ITEMS:
        return _no_parts(f"an amount is divided into a whole number of parts, from 1 to {MOST_ITEMS}")
    if _plain(unit) <= 0:
        return _no_parts("the unit to divide by is not above zero")
    shares = allocate(_plain(total), int(parts), _plain(unit), METHODS[method])
    return Listed(tuple(map(_like(total), shares)))


def _no_parts(why: str) -> Listed:
    return Listed((), (), unknown("counting", "allocate", why).reasons)


def instalment(total: Size, days: Listed, day: date, unit: Size, method: str) -> Size | Unknown:
    """What falls on `day` of `total`; a day that stands in the list twice has two parts."""
    ordered = sorted(days.members)
    if day not in ordered:
        return unknown("counting", "instalment", f"{day} is not one of the days")
    shares = allocated(total, Fraction(len(ordered)), unit, method)
    if not shares.is_complete:
        return Unknown(shares.reasons)
    due = [_plain(share) for share, each in zip(shares.members, ordered, strict=True) if each == day]
    return _like(total)(sum(due, Fraction(0)))


def _plain(value: Size) -> Fraction:
    return value.amount if isinstance(value, Money) else value


def _like(pattern: Size) -> Callable[[Fraction], Size]:
    """What makes of a plain number a value of the same kind as `pattern`."""
    if isinstance(pattern, Money):
        currency = pattern.currency
        return lambda amount: Money(amount, currency)
    return lambda amount: amount
