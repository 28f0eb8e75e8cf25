"""What is written can be read back: for every tree that the grammar can make, and for random ones."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.parser import parse, reserved_words
from duly.language.printer import write, write_money, write_number, write_period
from duly.source import Excerpt, Source, Span

HERE = Span(Source("<tree>", ""), 0, 0)
MORE = ("due", "paid", "not yet", "in force", "not made", "performed late")


def node(kind: Any, *arguments: Any) -> st.SearchStrategy[Any]:
    return st.builds(lambda *given: kind(*given, span=HERE), *arguments)


names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(lambda word: word not in reserved_words())
words = st.one_of(names.filter(lambda word: word not in ("yet", "made")), st.sampled_from(MORE))
decimals = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**8), st.integers(0, 4))
leaves = st.one_of(
    node(n.Number, decimals),
    node(n.Number, decimals.map(lambda value: value / 100), st.just(True)),
    node(n.MoneyAmount, decimals, st.sampled_from(["USD", "EUR"])),
    node(n.Day, st.dates(date(1583, 1, 1), date(9000, 12, 31))),
    node(n.Quoted, st.text("ab \t(".replace("\t", "é") + "§'", max_size=6)),
    node(n.Truth, st.booleans()),
    node(n.AsOf),
    node(n.Silence, names),
    node(n.Name, names),
    node(n.BreachesOf, names, st.none() | names),
)
UNITS = ("days", "business days", "weeks", "months", "years")
PAIRS = ("earlier", "later", "lesser", "greater")
SEVERAL = ("earliest", "latest", "least", "greatest")


def several(inner: Any, least: int = 1) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(inner, min_size=least, max_size=least + 1).map(tuple)


def periods(inner: Any) -> Any:
    unit_and_calendar = st.one_of(
        st.tuples(st.sampled_from(UNITS), st.none()), st.tuples(st.just("business days"), names)
    )
    return st.builds(lambda count, unit: n.Periods(count, unit[0], unit[1], span=HERE), inner, unit_and_calendar)


def ways(inner: Any) -> st.SearchStrategy[Any]:
    """Every kind of node that the grammar makes of others; `cases` are written in YAML."""
    windows = node(n.Stretch, periods(inner), st.sampled_from(["after", "before"]), inner)
    items = st.one_of(inner, node(n.Earlier, inner))
    where = st.none() | inner
    options = st.lists(st.builds(n.Option, names, inner, span=st.just(HERE)), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        node(n.Field, inner, names),
        node(n.Index, names, several(inner)),
        node(n.Call, names, several(inner, 0)),
        node(n.Not, inner),
        node(n.And, several(inner, 2)),
        node(n.Or, several(inner, 2)),
        node(n.Compare, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), inner, inner),
        node(n.Order, st.sampled_from(["before", "after", "on or before", "on or after", "falls on"]), inner, inner),
        node(n.Within, inner, inner.filter(lambda window: not isinstance(window, n.Shift)) | windows),
        node(n.Happened, inner, st.booleans()),
        node(n.Present, inner, st.booleans()),
        node(n.Is, inner, several(words), st.booleans()),
        node(n.Negative, inner),
        node(n.Arithmetic, st.sampled_from(["+", "-", "*", "/"]), inner, inner),
        periods(inner),
        node(n.Shift, periods(inner), st.sampled_from(["after", "before"]), inner),
        windows,
        node(n.FromThrough, inner, inner),
        node(n.FromThrough, st.none(), inner),
        node(n.FromThrough, inner, st.none()),
        node(n.Between, st.just("days"), inner, inner),
        node(n.Between, st.just("business days"), inner, inner, st.none() | names),
        node(n.Choose, st.sampled_from(PAIRS), st.tuples(inner, inner)),
        node(n.Choose, st.sampled_from(SEVERAL), several(inner, 3)),
        node(n.If, inner, inner, st.none() | inner),
        node(n.Fold, st.sampled_from(["count", "first", "last"]), names, items, where),
        node(n.Fold, st.sampled_from(["any", "those"]), names, items, inner),
        node(n.Fold, st.sampled_from(["sum", "earliest", "latest"]), names, items, where, inner),
        node(n.Fold, st.sampled_from(["product", "days"]), names, items, where, inner),
        node(n.Fold, st.just("days"), names, items, where, node(n.Within, inner, windows)),
        node(n.Fold, st.just("every"), names, items, where, inner),
        node(n.ByReading, names, options),
        node(n.OnDay, inner, inner),
        node(n.Failure, inner, inner),
    )


trees = st.recursive(leaves, ways, max_leaves=12)


def read(text: str) -> n.Expression:
    found = parse(Excerpt.of(text))
    assert not isinstance(found, Diagnostic), (text, found)
    return found


@settings(max_examples=500, deadline=None)
@given(trees)
def test_what_is_written_is_read_back_as_the_same(tree: n.Expression) -> None:
    text = write(tree)
    assert read(text) == tree, text
    assert write(read(text)) == text


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("a  and(b)and c", "a and b and c"),
        ("((a))", "a"),
        ("not (a and b)", "not (a and b)"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"),
        ("(a + b) * c", "(a + b) * c"),
        ("5% * a", "5% of a"),
        ("$1500", "$1,500.00"),
        ("EUR 0.5", "EUR 0.50"),
        ("1 days after a", "1 day after a"),
        ("a within 8 days after b", "a within 8 days after b"),
        ("a within (8 days after b)", "a within 8 days after b"),
        ("a within 8 days following b", "a within 8 days after b"),
        ("(the lesser of a and b) + c", "(the lesser of a and b) + c"),
        ("the lesser of a and (b + c)", "the lesser of a and b + c"),
        ("c + (the lesser of a and b)", "c + the lesser of a and b"),
        ("(days from a to b) - 1", "(days from a to b) - 1"),
        ("if a then (if b then c) else d", "if a then (if b then c) else d"),
        ("f((by reading r: x 1), 2)", "f((by reading r: x 1), 2)"),
        ("every x in l where x.a has x.b", "every x in l where x.a has x.b"),
        ("a is\n  in\n force on d", "a is in force on d"),
        ("(any x in l where x.a) and b", "(any x in l where x.a) and b"),
        ("failure of (breaches of g) by d", "failure of (breaches of g) by d"),
    ],
)
def test_spellings(given: str, written: str) -> None:
    assert write(read(given)) == written
    assert read(written) == read(given)


def test_cases_have_a_reading_aid() -> None:
    limbs = (n.Limb(read("a"), read("1"), span=HERE), n.Limb(None, read("2"), span=HERE))
    assert write(n.Cases(limbs, span=HERE)) == "a: 1; otherwise: 2"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(0), "0"),
        (Fraction(-3), "-3"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(12345, 100), "123.45"),
    ],
)
def test_numbers(value: Fraction, written: str) -> None:
    assert write_number(value) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Fraction(0), "$0.00"),
        (Fraction(1234567), "$1,234,567.00"),
        (Fraction(-5, 2), "-$2.50"),
        (Fraction(1, 8), "$0.125"),
        (Fraction(10, 3), "$3.3333…"),
    ],
)
def test_amounts(amount: Fraction, written: str) -> None:
    assert write_money(amount, "USD") == written


def test_periods() -> None:
    assert write_period("1", "business days", "nyse") == "1 business day of nyse"
    assert write_period("x", "weeks", None) == "x weeks"
