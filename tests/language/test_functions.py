"""Functions: each one's example by hand, and no values of the right types that would raise."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from folders import CHECKOUT
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.counting import Period, Unit
from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.functions import FUNCTIONS, Parameter
from duly.language.parser import parse
from duly.source import Excerpt
from duly.values import Listed, Money, Unknown, Window


def usd(text: str) -> Money:
    return Money(Fraction(text), "USD")


def day(text: str) -> date:
    return date.fromisoformat(f"2001-{text}")


def days(*texts: str) -> Listed:
    return Listed(tuple(map(day, texts)))


def window(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))


def windows(*pairs: tuple[str, str]) -> Listed:
    return Listed(tuple(window(*pair) for pair in pairs))


BY_HAND = {
    "round": usd("10.01"),
    "allocate": Listed((usd("33.34"), usd("33.33"), usd("33.33"))),
    "instalment": usd("33.34"),
    "schedule": days("10-19", "11-02", "11-16", "11-30", "12-14", "12-28"),
    "month_days": days("10-15", "10-31", "11-15", "11-30", "12-15", "12-31"),
    "month_of": window("2001-10-01", "2001-10-31"),
    "months_touching": windows(
        ("2001-10-01", "2001-10-31"), ("2001-11-01", "2001-11-30"), ("2001-12-01", "2001-12-31")
    ),
    "months_following": windows(
        ("2001-09-25", "2001-10-24"),
        ("2001-10-25", "2001-11-24"),
        ("2001-11-25", "2001-12-24"),
        ("2001-12-25", "2002-01-24"),
    ),
    "months_beginning": windows(
        ("2001-09-24", "2001-10-23"),
        ("2001-10-24", "2001-11-23"),
        ("2001-11-24", "2001-12-23"),
        ("2001-12-24", "2002-01-23"),
    ),
    "days_in": Fraction(3),
    "days_common": Fraction(24),
    "first_day": day("10-01"),
    "last_day": day("10-31"),
}


def value(node: n.Expression) -> Any:
    """The value of what stands in examples, computed without the evaluator."""
    match node:
        case n.Number(value=number):
            return number
        case n.MoneyAmount(amount=amount, currency=currency):
            return Money(amount, currency)
        case n.Day(value=value_):
            return value_
        case n.Name(name=name):
            return name
        case n.Periods(count=n.Number(value=count), unit=unit, calendar=calendar):
            return Period(int(count), Unit(unit), calendar)
        case n.FromThrough(first=n.Day(value=first), last=n.Day(value=last)):
            return Window(first, last)
        case n.Call(function=function, arguments=arguments):
            return FUNCTIONS[function].apply(*map(value, arguments))
    raise AssertionError(node)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_each_function(name: str) -> None:
    tree = parse(Excerpt.of(FUNCTIONS[name].example))
    assert not isinstance(tree, Diagnostic)
    assert isinstance(tree, n.Call) and tree.function == name
    assert value(tree) == BY_HAND[name]


LATE = date(9000, 12, 31)
all_days = st.one_of(st.dates(date(1583, 1, 1), LATE), st.sampled_from([date(1583, 1, 1), LATE, date(2004, 2, 29)]))
numbers = st.one_of(st.fractions(), st.integers(-40, 40).map(Fraction), st.just(Fraction(10**30)))
amounts = numbers.map(lambda number: Money(number, "USD"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": numbers,
    "date": all_days,
    "window": st.builds(Window, st.none() | all_days, st.none() | all_days),
    "period": st.builds(
        Period, st.one_of(st.integers(0, 40), st.just(10**12)), st.sampled_from(Unit), st.sampled_from([None, "nyse"])
    ),
}


def arguments_for(parameter: Parameter, of_money: bool) -> st.SearchStrategy[Any]:
    if isinstance(parameter.type, tuple):
        return st.sampled_from(parameter.type)
    if isinstance(parameter.type, str):
        return amounts if of_money else numbers
    if parameter.type.of is not None:
        return st.lists(VALUES[parameter.type.of.kind], max_size=4).map(lambda found: Listed((*found, *found[:1])))
    return VALUES[parameter.type.kind]


KINDS: dict[str, type | tuple[type, ...]] = {"number": Fraction, "date": date, "window": Window, "list": Listed}


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), of_money=st.booleans())
def test_no_values_raise(name: str, data: st.DataObject, of_money: bool) -> None:
    function = FUNCTIONS[name]
    given_ = [data.draw(arguments_for(parameter, of_money)) for parameter in function.parameters]
    found = function.apply(*given_)
    if isinstance(function.result, int):
        expected: Any = Money if of_money else Fraction
    else:
        expected = KINDS[function.result.kind]
    assert isinstance(found, (expected, Unknown))
    if isinstance(found, Unknown):
        assert found.reasons and all(reason.detail for reason in found.reasons)


def test_parts_of_equal_days_add_up() -> None:
    apply = FUNCTIONS["instalment"].apply
    twice = days("10-15", "10-15", "11-15")
    assert apply(usd("100"), twice, day("10-15"), usd("0.01"), "spread") == usd("66.67")
    assert apply(usd("100"), twice, day("11-15"), usd("0.01"), "spread") == usd("33.33")
    assert isinstance(apply(usd("100"), twice, day("12-15"), usd("0.01"), "spread"), Unknown)


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("allocate", (usd("1"), Fraction(0), usd("0.01"), "spread")),
        ("allocate", (usd("1"), Fraction(3, 2), usd("0.01"), "spread")),
        ("allocate", (usd("1"), Fraction(10**9), usd("0.01"), "spread")),
        ("allocate", (usd("1"), Fraction(2), usd("0"), "spread")),
        ("schedule", (Period(1, Unit.DAYS), date(2001, 1, 1), Window(None, LATE))),
        ("schedule", (Period(0, Unit.DAYS), date(2001, 1, 1), Window(None, LATE))),
        ("schedule", (Period(1, Unit.DAYS), date(2001, 1, 1), Window(date(2001, 1, 1), None))),
        ("month_days", (window("2001-10-01", "2001-10-31"), Fraction(3, 2))),
        ("month_days", (window("2001-10-01", "2001-10-31"), Fraction(0))),
        ("months_touching", (Window(None, LATE),)),
        ("months_touching", (Window(date(1583, 1, 1), LATE),)),
        ("months_following", (date(2001, 1, 31), Fraction(1, 2))),
        ("months_following", (date(8999, 12, 31), Fraction(24))),
        ("months_beginning", (date(2001, 1, 31), Fraction(-1))),
    ],
)
def test_a_list_that_is_cut_off_says_so(name: str, given_: tuple[Any, ...]) -> None:
    found = FUNCTIONS[name].apply(*given_)
    assert isinstance(found, Listed) and not found.is_complete
    assert len(found.members) <= 10_000


def test_months_end_where_a_year_ends() -> None:
    assert FUNCTIONS["month_of"].apply(LATE) == Window(date(9000, 12, 1), LATE)
    last = FUNCTIONS["months_touching"].apply(Window(LATE, LATE))
    assert last == Listed((Window(date(9000, 12, 1), LATE),))


def test_an_empty_window_has_nothing_in_it() -> None:
    empty = window("2001-10-02", "2001-10-01")
    assert FUNCTIONS["days_in"].apply(empty) == 0
    assert FUNCTIONS["months_touching"].apply(empty) == Listed(())
    assert FUNCTIONS["days_common"].apply(empty, Window(None, None)) == 0


def test_a_month_end_does_not_drift() -> None:
    found = FUNCTIONS["schedule"].apply(Period(1, Unit.MONTHS), day("01-31"), Window(day("01-31"), day("04-30")))
    assert found == days("01-31", "02-28", "03-31", "04-30")


def test_the_reference_is_made_from_the_table() -> None:
    made = subprocess.run([sys.executable, "tools/generate_functions.py", "--check"], cwd=CHECKOUT, check=False)
    assert made.returncode == 0
