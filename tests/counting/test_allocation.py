"""Divided and rounded amounts: hand-computed cases, and what holds of all."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.allocation import Method, Rounding, allocate, allocate_pro_rata, round_to
from duly.limits import ALLOCATION_PARTS

CENT = Fraction(1, 100)
DOWN, NEAREST, SPREAD = Method.LAST_ABSORBS_DOWN, Method.LAST_ABSORBS_NEAREST, Method.SPREAD


def amounts(text: str) -> tuple[Fraction, ...]:
    """`23 x 10699.21 + 10699.37` as the parts that it names."""
    parts: list[Fraction] = []
    for term in text.split(" + "):
        times, _, amount = term.rpartition(" x ")
        parts.extend([Fraction(amount)] * int(times or 1))
    return tuple(parts)


ALLOCATIONS = [
    ("256781.20", 24, DOWN, "23 x 10699.21 + 10699.37"),
    ("256781.20", 24, NEAREST, "23 x 10699.22 + 10699.14"),
    ("256781.20", 24, SPREAD, "16 x 10699.22 + 8 x 10699.21"),
    ("100", 3, DOWN, "2 x 33.33 + 33.34"),
    ("100", 3, NEAREST, "2 x 33.33 + 33.34"),
    ("100", 3, SPREAD, "33.34 + 2 x 33.33"),
    ("200", 3, DOWN, "2 x 66.66 + 66.68"),
    ("200", 3, NEAREST, "2 x 66.67 + 66.66"),
    ("200", 3, SPREAD, "2 x 66.67 + 66.66"),
    ("90", 3, DOWN, "3 x 30"),
    ("90", 3, SPREAD, "3 x 30"),
    ("10", 1, NEAREST, "10"),
    ("0", 4, SPREAD, "4 x 0"),
    ("0.02", 4, DOWN, "3 x 0 + 0.02"),
    ("0.02", 4, SPREAD, "2 x 0.01 + 2 x 0"),
    # half a cent each goes up, and the last pays for it
    ("0.02", 4, NEAREST, "3 x 0.01 + -0.01"),
    ("-100", 3, DOWN, "2 x -33.33 + -33.34"),
    ("-100", 3, SPREAD, "-33.34 + 2 x -33.33"),
    # a total with half a cent
    ("1.005", 2, DOWN, "0.50 + 0.505"),
    ("1.005", 2, SPREAD, "0.505 + 0.50"),
    ("1.015", 2, SPREAD, "0.51 + 0.505"),
]


@pytest.mark.parametrize(("total", "parts", "method", "expected"), ALLOCATIONS)
def test_allocate(total: str, parts: int, method: Method, expected: str) -> None:
    assert allocate(Fraction(total), parts, CENT, method) == amounts(expected)


def test_allocate_whole_units_of_another_size() -> None:
    assert allocate(Fraction(1000), 3, Fraction(50), DOWN) == amounts("2 x 300 + 400")
    assert allocate(Fraction(1000), 3, Fraction(50), SPREAD) == amounts("2 x 350 + 300")


@pytest.mark.parametrize(("parts", "unit"), [(0, CENT), (-1, CENT), (ALLOCATION_PARTS + 1, CENT), (2, 0), (2, -CENT)])
@pytest.mark.parametrize("method", Method)
def test_allocate_refuses_nonsense(parts: int, unit: Fraction, method: Method) -> None:
    with pytest.raises(ValueError, match="divide"):
        allocate(Fraction(100), parts, Fraction(unit), method)


any_amounts = st.fractions(-(10**9), 10**9, max_denominator=1000)
any_units = st.sampled_from([CENT, Fraction(1), Fraction(50), Fraction(1, 3)])


@given(any_amounts, st.integers(1, 60), any_units, st.sampled_from(Method))
def test_the_parts_sum_to_the_total(total: Fraction, parts: int, unit: Fraction, method: Method) -> None:
    divided = allocate(total, parts, unit, method)
    assert len(divided) == parts
    assert sum(divided) == total
    assert allocate(-total, parts, unit, method) == tuple(-part for part in divided)


@given(st.fractions(0, 10**9, max_denominator=1000), st.integers(1, 60), any_units)
def test_how_far_the_parts_lie_apart(total: Fraction, parts: int, unit: Fraction) -> None:
    even = total / parts
    spread = allocate(total, parts, unit, SPREAD)
    assert list(spread) == sorted(spread, reverse=True)
    assert spread[0] - spread[-1] <= unit
    *others, last = allocate(total, parts, unit, DOWN)
    assert all(even - unit < part <= even for part in others)
    assert even <= last
    assert all(abs(part - even) <= unit / 2 for part in allocate(total, parts, unit, NEAREST)[:-1])


# value, then rounded to whole units: down, up, half up, half even, half down, floor, ceiling
ROUNDED = [
    ("2.5", 2, 3, 3, 2, 2, 2, 3),
    ("3.5", 3, 4, 4, 4, 3, 3, 4),
    ("-2.5", -2, -3, -3, -2, -2, -3, -2),
    ("2.4", 2, 3, 2, 2, 2, 2, 3),
    ("2.6", 2, 3, 3, 3, 3, 2, 3),
    ("-2.6", -2, -3, -3, -3, -3, -3, -2),
    ("-0.1", 0, -1, 0, 0, 0, -1, 0),
    ("7", 7, 7, 7, 7, 7, 7, 7),
]


@pytest.mark.parametrize(("value", "expected"), [(row[0], row[1:]) for row in ROUNDED])
def test_round_to(value: str, expected: tuple[int, ...]) -> None:
    assert tuple(round_to(Fraction(value), Fraction(1), mode) for mode in Rounding) == expected


def test_round_to_other_units() -> None:
    assert round_to(Fraction("10699.215"), CENT, Rounding.HALF_UP) == Fraction("10699.22")
    assert round_to(Fraction("1249.99"), Fraction(500), Rounding.HALF_UP) == 1000
    assert round_to(Fraction(5, 12), Fraction(1, 4), Rounding.UP) == Fraction(1, 2)
    for unit in (0, -1):
        with pytest.raises(ValueError, match="more than zero"):
            round_to(Fraction(1), Fraction(unit), Rounding.FLOOR)


DECIMAL_MODES = {
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.HALF_DOWN: ROUND_HALF_DOWN,
    Rounding.FLOOR: ROUND_FLOOR,
    Rounding.CEILING: ROUND_CEILING,
}


@given(st.integers(-(10**12), 10**12), st.sampled_from(Rounding))
def test_rounding_is_decimals(thousandths: int, mode: Rounding) -> None:
    value = Decimal(thousandths) / 1000
    expected = value.quantize(Decimal("0.01"), rounding=DECIMAL_MODES[mode])
    assert round_to(Fraction(thousandths, 1000), CENT, mode) == Fraction(expected)


PRO_RATA = [
    # 100 among 1, 1, 1: one left over, to the first
    (100, [1, 1, 1], None, (34, 33, 33)),
    # shares 14.28, 28.57, 57.14: one left over, to the largest fraction
    (100, [1, 2, 4], None, (14, 29, 57)),
    # shares 2.5 and 7.5 tie
    (10, [1, 3], None, (3, 7)),
    # 60 each, but the first has room for 10; the others share 90
    (100, [1, 1], [10, None], (10, 90)),
    (180, [1, 1, 1], [10, None, None], (10, 85, 85)),
    # what the first cap frees pushes the second over its own: 100/3, then 95/2
    (100, [1, 1, 1], [5, 40, None], (5, 40, 55)),
    # no room for all of it
    (100, [1, 1], [10, 20], (10, 20)),
    (100, [1, 0], [10, None], (10, 0)),
    (0, [1, 2], None, (0, 0)),
    (7, [0, 0], None, (0, 0)),
    (7, [], None, ()),
    (1, [1, 1, 1], [0, None, None], (0, 1, 0)),
]


@pytest.mark.parametrize(("units", "weights", "caps", "expected"), PRO_RATA)
def test_pro_rata(units: int, weights: list[int], caps: list[int | None] | None, expected: tuple[int, ...]) -> None:
    assert allocate_pro_rata(units, [Fraction(weight) for weight in weights], caps) == expected


@pytest.mark.parametrize(
    ("units", "weights", "caps"), [(-1, [1], None), (1, [-1], None), (1, [1], [-1]), (1, [1], [1, 2])]
)
def test_pro_rata_refuses_nonsense(units: int, weights: list[int], caps: list[int | None] | None) -> None:
    with pytest.raises(ValueError, match=r"negative|one cap"):
        allocate_pro_rata(units, [Fraction(weight) for weight in weights], caps)


claims = st.lists(
    st.tuples(st.fractions(0, 1000, max_denominator=100), st.none() | st.integers(0, 500)), min_size=1, max_size=12
)


@given(st.integers(0, 3000), claims)
def test_pro_rata_gives_out_all_that_there_is_room_for(
    units: int, claimants: list[tuple[Fraction, int | None]]
) -> None:
    weights, caps = [weight for weight, _ in claimants], [cap for _, cap in claimants]
    given_out = allocate_pro_rata(units, weights, caps)
    room = sum(units if cap is None else cap for weight, cap in claimants if weight > 0)
    assert sum(given_out) == min(units, room)
    assert all(part >= 0 and (cap is None or part <= cap) for part, cap in zip(given_out, caps, strict=True))


@given(st.integers(0, 3000), st.lists(st.fractions(0, 1000, max_denominator=100), min_size=1, max_size=12))
def test_pro_rata_without_caps_stays_within_a_unit_of_the_exact_share(units: int, weights: list[Fraction]) -> None:
    whole = sum(weights)
    given_out = allocate_pro_rata(units, weights)
    if whole > 0:
        assert all(abs(part - units * weight / whole) < 1 for part, weight in zip(given_out, weights, strict=True))
