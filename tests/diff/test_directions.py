"""Which way a value moved, where that holds on all facts; else nothing is said."""

from __future__ import annotations

import pytest

from duly.comparison.directions import amount_move, condition_move, day_move
from duly.comparison.rewrites import normal
from duly.diagnostics import Diagnostic
from duly.language.nodes import Expression
from duly.language.parser import parse
from duly.source import Excerpt


def parsed(text: str) -> Expression:
    found = parse(Excerpt.of(text))
    assert not isinstance(found, Diagnostic), found
    return normal(found)


@pytest.mark.parametrize(
    ("old", "new", "way", "by"),
    [
        ("15 days after e", "20 days after e", "up", "5 days"),
        ("15 days before e", "20 days before e", "down", "5 days"),
        ("5 days after e", "5 business days after e", "up", ""),
        ("5 business days after e", "10 days after e", None, ""),
        ("30 days after e", "1 month after e", None, ""),
        ("27 days after e", "1 month after e", "up", ""),
        ("2 weeks after e", "14 days after e", None, ""),
        ("10 business days of nyse after e", "10 business days of us_federal after e", None, ""),
        ("15 days after e", "15 days after f", None, ""),
        ("2001-10-17", "2001-10-20", "up", "3 days"),
        ("the earlier of 5 days after e and d", "the earlier of 6 days after e and d", "up", ""),
        ("d", "the earlier of d and f", "down", ""),
        ("the later of d and f", "d", "down", ""),
        ("if p then 5 days after e else d", "if p then 9 days after e else d", "up", "up to 4 days"),
        ("if p then 5 days after e else 2 days after e", "if p then 9 days after e else 1 day after e", None, ""),
        ("by reading w: a 5 days after e, b e", "by reading w: a 4 days after e, b e", "down", "up to 1 day"),
        ("if p then 5 days after e else d", "if p then 5 business days after e else d", "up", ""),
        ("5 days after e on d", "6 days after e on d", "up", "1 day"),
        ("(5 days after e) on d", "(6 days after e) on d", "up", "1 day"),
        ("(5 days after e) on d", "(6 days after e) on f", None, ""),
        ("earliest of x.a for x in list", "earliest of x.b for x in list", None, ""),
        ("earliest of 1 day after x.a for x in list", "earliest of 2 days after x.a for x in list", "up", ""),
    ],
)
def test_days(old: str, new: str, way: str | None, by: str) -> None:
    move = day_move(parsed(old), parsed(new))
    assert (move.way if move else None, move.by if move else "") == (way, by)


@pytest.mark.parametrize(
    ("old", "new", "way", "by"),
    [
        ("$100.00", "$80.00", "down", "$20.00"),
        ("5%", "7%", "up", "0.02"),
        ("x + 1", "x + 2", "up", ""),
        ("1 - x", "2 - x", "up", ""),
        ("x - 1", "x - 2", "down", ""),
        ("the lesser of x and 10", "the lesser of x and 20", "up", ""),
        ("x * 2", "x * 3", None, ""),  # x may be less than nothing
        ("(x + 1) * 2", "(x + 2) * 2", "up", ""),
        ("(x + 1) * y", "(x + 2) * y", None, ""),
        ("(x + 1) / 2", "(x + 2) / 2", "up", ""),
        ("2 / (x + 1)", "2 / (x + 2)", None, ""),
        ("count of a in list where p and a.x", "count of a in list where a.x", "up", ""),
        ("sum of a.x for a in list", "sum of a.x + 1 for a in list", "up", ""),
        ("sum of a.x for a in list where p", "sum of a.x for a in list", None, ""),  # some may be less than nothing
    ],
)
def test_amounts(old: str, new: str, way: str | None, by: str) -> None:
    move = amount_move(parsed(old), parsed(new))
    assert (move.way if move else None, move.by if move else "") == (way, by)


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("p", "p or q", "up"),
        ("p and q", "p", "up"),
        ("p and q", "p and q and r", "down"),
        ("p and x < 5", "p and x < 6", "up"),
        ("x < 5", "x <= 5", "up"),
        ("x > 5", "x > 6", "down"),
        ("not (p and q)", "not p", "down"),
        ("e before d", "e on or before d", "up"),
        ("e on or after d", "e after d", "down"),
        ("e within 7 days after f", "e within 5 days after f", "down"),
        ("e before 2001-10-17", "e before 2001-10-18", "up"),
        ("e after 2001-10-17", "e after 2001-10-18", "down"),
        ("c is red", "c is one of (red, blue)", "up"),
        ("c is not red", "c is not one of (red, blue)", "down"),
        ("p", "q", None),
        ("p", "not p", None),
        ("p and q", "p or q", "up"),
        ("p or q", "q and r", "down"),
        ("p and q", "r or s", None),
        ("not (p and q)", "not (p or q)", "down"),
        ("p and q", "p and r", None),
        ("a in list where a.x = 1", "a in list", "up"),
        ("any a in list where a.x", "any a in list where a.x or p", "up"),
        ("any a in earlier list where a.x", "any a in list where a.x", None),
        ("every a in list has a.x", "every a in list has a.x or p", "up"),
        ("every a in list where a.y has a.x", "every a in list where a.y or p has a.x", "down"),
        ("false", "p", "up"),
        ("p", "true", "up"),
        ("5 days after e before d", "6 days after e before d", "down"),
        ("d before the later of e and f", "d before e", "down"),
        ("the later of e and f before d", "e before d", "up"),
        ("the later of e and f after d", "e after d", None),  # what never comes is not after a day
        ("(the later of e and f) has happened", "e has happened", "up"),
        ("(the later of e and f) has not happened", "e has not happened", "down"),
        ("if p then x < 5 else q", "if p then x < 6 else q", "up"),
        ("by reading w: a (x < 5), b q", "by reading w: a (x < 6), b q", "up"),
    ],
)
def test_conditions(old: str, new: str, way: str | None) -> None:
    move = condition_move(parsed(old), parsed(new))
    assert (move.way if move else None) == way
