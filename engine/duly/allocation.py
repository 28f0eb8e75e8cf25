"""Dividing an amount so that nothing is lost, and rounding as a contract says.

In: exact amounts as fractions, and the rule by which to divide or round. Out: exact amounts as fractions.

The one idea: rounding makes or loses cents, and the difference has to go somewhere. Equal instalments of $100.00 in
three are not $33.33 each, for one cent would never be paid. A contract that says "in equal instalments" leaves open
which one is larger, so the rule is named each time, and every rule gives parts whose sum is the total, exactly:

    $100.00 in 3, to the cent       first    second   third
    LAST_ABSORBS_DOWN               33.33    33.33    33.34
    LAST_ABSORBS_NEAREST            33.33    33.33    33.34
    SPREAD                          33.34    33.33    33.33

    $200.00 in 3, to the cent       first    second   third
    LAST_ABSORBS_DOWN               66.66    66.66    66.68
    LAST_ABSORBS_NEAREST            66.67    66.67    66.66
    SPREAD                          66.67    66.67    66.66

A negative total (a credit) is divided as its positive and the signs turned, so that a credit undoes the charge that it
mirrors. Where the total is not a whole number of units, one part carries what is left over: the last, or with `SPREAD`
the first of the smaller parts. A count of parts or a unit that makes no sense raises `ValueError`: whoever asks has
checked it.

Whole things (shares in an offering, seats) are divided among claimants by largest remainder (Hamilton's method): each
gets the whole units of its exact share, and the units left over go one each to the largest fractions cut off, on a tie
to the one listed first. Nobody gets more than a cap allows; what a cap frees is divided among the others by their
weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from duly.limits import ALLOCATION_PARTS


class Method(Enum):
    """Which of several equal parts carries the difference that rounding makes."""

    LAST_ABSORBS_DOWN = "each rounded down, the last takes the rest"
    LAST_ABSORBS_NEAREST = "each rounded to the nearest, the last takes the rest"
    SPREAD = "the first ones one unit larger"


class Rounding(Enum):
    """How an amount that is not a whole number of units becomes one.

    Down is towards zero and up away from it; floor and ceiling are towards smaller and larger numbers. The halves
    differ only on an exact tie. So -2.5 is -2 down, half even and half down, -3 up and half up, -3 floor, -2 ceiling.
    """

    DOWN = "down"
    UP = "up"
    HALF_UP = "half up"
    HALF_EVEN = "half even"
    HALF_DOWN = "half down"
    FLOOR = "floor"
    CEILING = "ceiling"


def round_to(value: Fraction, unit: Fraction, mode: Rounding) -> Fraction:
    """The whole multiple of `unit` that stands for `value`."""
    if unit <= 0:
        raise ValueError("a unit to round to is more than zero")
    units = value / unit
    match mode:
        case Rounding.FLOOR:
            whole = floor(units)
        case Rounding.CEILING:
            whole = ceil(units)
        case _:
            whole = _round_size(abs(units), mode)
            whole = whole if units >= 0 else -whole
    return whole * unit


def _round_size(size: Fraction, mode: Rounding) -> int:
    """Round a number that is not negative by a mode that treats both signs alike."""
    low = floor(size)
    over = size - low
    match mode:
        case Rounding.DOWN:
            goes_up = False
        case Rounding.UP:
            goes_up = over > 0
        case Rounding.HALF_UP:
            goes_up = over >= Fraction(1, 2)
        case Rounding.HALF_DOWN:
            goes_up = over > Fraction(1, 2)
        case Rounding.HALF_EVEN:
            goes_up = over > Fraction(1, 2) or (over == Fraction(1, 2) and low % 2 == 1)
        case Rounding.FLOOR | Rounding.CEILING:
            raise AssertionError("floor and ceiling look at the sign")
        case _:
            assert_never(mode)
    return low + goes_up


def allocate(total: Fraction, parts: int, unit: Fraction, method: Method) -> tuple[Fraction, ...]:
    """`total` in `parts` equal parts but for rounding to `unit`; their sum is exactly `total`.

    With `LAST_ABSORBS_NEAREST` the last part can fall short by up to half a unit for each other part, and so below
    zero where the parts are small against the unit.
    """
    if not 1 <= parts <= ALLOCATION_PARTS:
        raise ValueError(f"an amount is divided into 1 to {ALLOCATION_PARTS} parts")
    if unit <= 0:
        raise ValueError("a unit to divide by is more than zero")
    if total < 0:
        return tuple(-part for part in allocate(-total, parts, unit, method))
    match method:
        case Method.LAST_ABSORBS_DOWN:
            return _last_absorbs(total, parts, round_to(total / parts, unit, Rounding.DOWN))
        case Method.LAST_ABSORBS_NEAREST:
            return _last_absorbs(total, parts, round_to(total / parts, unit, Rounding.HALF_UP))
        case Method.SPREAD:
            return _spread(total, parts, unit)
        case _:
            assert_never(method)


def _last_absorbs(total: Fraction, parts: int, each: Fraction) -> tuple[Fraction, ...]:
    return (each,) * (parts - 1) + (total - each * (parts - 1),)


def _spread(total: Fraction, parts: int, unit: Fraction) -> tuple[Fraction, ...]:
    units = floor(total / unit)
    left_over = total - units * unit
    each, larger = divmod(units, parts)
    first_smaller = each * unit + left_over
    return ((each + 1) * unit,) * larger + (first_smaller,) + (each * unit,) * (parts - larger - 1)


def allocate_pro_rata(
    total_units: int, weights: Sequence[Fraction], caps: Sequence[int | None] | None = None
) -> tuple[int, ...]:
    """`total_units` whole units among claimants in proportion to their `weights`, nobody above its cap.

    A cap of `None`, or no `caps`, is no cap. The sum is exactly `total_units`, or the sum of the caps of all with a
    weight where that is less: what nobody has room for stays undivided. A weight of zero gets nothing.
    """
    limits: list[int | None] = list(caps) if caps is not None else [None] * len(weights)
    _check_pro_rata(total_units, weights, limits)
    given = [0] * len(weights)
    left, claimants = total_units, [place for place, weight in enumerate(weights) if weight > 0]
    while claimants:
        whole = sum((weights[place] for place in claimants), Fraction(0))
        shares = {place: left * weights[place] / whole for place in claimants}
        capped = {place: cap for place in claimants if (cap := limits[place]) is not None and cap <= shares[place]}
        if not capped:
            return tuple(_with_largest_remainders(given, shares, left))
        for place, cap in capped.items():
            given[place] = cap
            left -= cap
        claimants = [place for place in claimants if place not in capped]
    return tuple(given)


def _check_pro_rata(total_units: int, weights: Sequence[Fraction], limits: Sequence[int | None]) -> None:
    if len(weights) != len(limits):
        raise ValueError("there is one cap for each weight")
    if total_units < 0 or any(weight < 0 for weight in weights):
        raise ValueError("units and weights are not negative")
    if any(cap is not None and cap < 0 for cap in limits):
        raise ValueError("a cap is not negative")


def _with_largest_remainders(given: list[int], shares: dict[int, Fraction], units: int) -> list[int]:
    """Whole shares, and the units left over to the largest remainders; `shares` is in the order of the list.

    No cap is passed: each cap left here is a whole number above the exact share, so at least the share rounded up.
    """
    result = list(given)
    for place, share in shares.items():
        result[place] = floor(share)
    left_over = units - sum(result[place] for place in shares)
    by_remainder = sorted(shares, key=lambda place: (result[place] - shares[place], place))
    for place in by_remainder[:left_over]:
        result[place] += 1
    return result
