"""Each way of writing that is taken for the same has the same value, on facts known, unknown and absent."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from folders import CHECKOUT
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from duly.comparison.directions import condition_move, day_move
from duly.comparison.rewrites import normal
from duly.diagnostics import Diagnostic
from duly.evaluation.show import show
from duly.language.nodes import Expression
from duly.language.parser import parse
from duly.model.loader import Loaded
from duly.source import Excerpt

sys.path.insert(0, str(CHECKOUT / "tests" / "conformance"))
import agreements

FACTS = {
    **{name: "boolean" for name in ("p", "q", "r")},
    **{name: "number" for name in ("x", "y")},
    **{name: "event" for name in ("e", "f")},
    **{name: {"type": "date", "optional": "true"} for name in ("d",)},
    "c": "choice of red, green, blue",
}
READINGS = {"way": {"question": "Which?", "options": {"one": {"says": "a"}, "two": {"says": "b"}}, "assumed": "none"}}
VALUES = {
    "p": ["true", "false", None],
    "q": ["true", "false", None],
    "r": ["true", "false", None],
    "x": ["1", "0.05", None],
    "y": ["1", "7", None],
    "e": ["2001-03-01", "2001-03-08", "null", None],
    "f": ["2001-03-01", "2001-03-14", "null", None],
    "d": ["2001-03-08", "null", None],
    "c": ["red", "blue", None],
}


def parsed(text: str) -> Expression:
    found = parse(Excerpt.of(text))
    assert not isinstance(found, Diagnostic), found
    return found


def case(given: dict[str, str | None]) -> dict[str, object]:
    literals = {
        name: agreements.Literal(
            value, (value[:1].isalpha() and value not in ("true", "false", "null")) or "-" in value
        )
        for name, value in given.items()
        if value is not None
    }
    return {"facts": FACTS, "readings": READINGS, "expression": "true", "given": literals, "through": "2001-03-31"}


LOADED: Loaded = agreements.load(case({}))


def value_of(expression: Expression, given: dict[str, str | None]) -> str:
    facts, faults = agreements.facts_of(case(given), LOADED)
    assert facts is not None, faults
    world = agreements.world_of(case(given), LOADED, facts)
    term = replace(LOADED.rules.terms[agreements.QUESTION], value=expression)
    world.rules = replace(LOADED.rules, terms={agreements.QUESTION: term})
    from datetime import date

    return show(world.term(term, (), world.frame(date(2001, 3, 8))))


NUMBERS = st.sampled_from(["x", "y", "1", "5%", "0.05", "x + y", "y * x", "the lesser of x and 1", "-y"])
DAYS = st.sampled_from(["e", "f", "1 week after e", "7 days after e", "the earlier of e and f", "2001-03-08"])
LEAVES = st.one_of(
    st.sampled_from(["p", "q", "r", "e has happened", "e has not happened", "c is red", "c is not one of (blue, red)"]),
    st.builds("{} {} {}".format, NUMBERS, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), NUMBERS),
    st.builds("{} {} {}".format, DAYS, st.sampled_from(["before", "on or after", "on or before"]), DAYS),
    st.sampled_from(["e within 1 week after f", "d is present", "d is absent", "by reading way: two p, one q"]),
)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({}) or ({})".format, inner, inner, inner),
        st.builds("(if {} then {} else {})".format, inner, inner, inner),
        st.builds("(if not ({}) then {} else {})".format, inner, inner, inner),
    )


CONDITIONS = st.recursive(LEAVES, joined, max_leaves=6)
GIVEN = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, GIVEN)
def test_the_compared_form_has_the_same_value(text: str, given: dict[str, str | None]) -> None:
    expression = parsed(text)
    assert value_of(normal(expression), given) == value_of(expression, given)


@given(CONDITIONS)
def test_the_compared_form_is_final(text: str) -> None:
    once = normal(parsed(text))
    assert normal(once) == once


SAME = [
    ("p and q", "q and p"),
    ("p and (q and r)", "(r and p) and q"),
    ("p and p", "p"),
    ("not not p", "p"),
    ("not (p and q)", "not q or not p"),
    ("not (p or not q)", "q and not p"),
    ("not (e has happened)", "e has not happened"),
    ("not (d is present)", "d is absent"),
    ("not (c is red)", "c is not red"),
    ("not (x < y)", "x >= y"),
    ("x > y", "y < x"),
    ("x = y", "y = x"),
    ("x + y", "y + x"),
    ("5% of x", "0.05 * x"),
    ("the earlier of e and f", "the earlier of f and e"),
    ("2 weeks after e", "14 days after e"),
    ("c is one of (red, blue)", "c is one of (blue, red)"),
    ("if not p then q else r", "if p then r else q"),
    ("count of a in list where a.x = 1", "count of b in list where b.x = 1"),
    ("by reading way: one p, two q", "by reading way: two q, one p"),
]
DIFFERENT = [
    ("p and q", "p or q"),
    ("not (e before f)", "e on or after f"),
    ("x - y", "y - x"),
    ("x < y", "x <= y"),
    ("5 days after e", "5 business days after e"),
    ("1 month after e", "30 days after e"),
    ("if p then q else r", "if p then r else q"),
    ("the earlier of e and f", "the later of e and f"),
    ("count of a in list where a.x = b", "count of b in list where b.x = b"),
    ("e before f", "e on or before f"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_means_the_same(one: str, other: str) -> None:
    assert normal(parsed(one)) == normal(parsed(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_does_not(one: str, other: str) -> None:
    assert normal(parsed(one)) != normal(parsed(other))


# What is said of a move (`directions.py`) holds on all facts.

LIMITS = st.sampled_from(["1", "2", "7", "0.05"])
EDITS = st.one_of(
    st.tuples(st.just("{} and p"), st.just("{}")),
    st.tuples(st.just("{} or q"), st.just("{}")),
    st.tuples(st.just("not ({} and r)"), st.just("not ({})")),
    st.tuples(st.builds("({{}}) and x < {}".format, LIMITS), st.builds("({{}}) and x < {}".format, LIMITS)),
    st.tuples(st.builds("({{}}) or x >= {}".format, LIMITS), st.builds("({{}}) or x > {}".format, LIMITS)),
    st.tuples(
        st.builds("({{}}) and e {} 2001-03-08".format, st.sampled_from(["before", "on or before", "after"])),
        st.builds("({{}}) and e {} 2001-03-0{}".format, st.sampled_from(["before", "on or before", "after"]), LIMITS),
    ),
    st.tuples(
        st.builds("({{}}) or e within {} days after f".format, st.sampled_from(["5", "8", "14"])),
        st.builds("({{}}) or e within {} days after f".format, st.sampled_from(["5", "8", "14"])),
    ),
    st.tuples(st.just("({}) and c is red"), st.just("({}) and c is one of (red, blue)")),
    st.tuples(st.just("({}) and (the later of e and f) before 2001-03-08"), st.just("({}) and e before 2001-03-08")),
    st.tuples(st.just("({}) or e on or before 2001-03-07"), st.just("({}) or (1 day after e) on or before 2001-03-07")),
    st.tuples(st.just("({}) or e has happened"), st.just("({}) or (the earlier of e and f) has happened")),
    st.tuples(st.just("({}) and e has not happened"), st.just("({}) and (the later of e and f) has not happened")),
    st.tuples(st.just("if {} then x < 1 else q"), st.just("if {} then x < 7 else q")),
    st.tuples(st.just("({}) and q"), st.just("({}) or q")),
    st.tuples(st.just("if {} then false else q"), st.just("if {} then p else q")),
    st.tuples(st.just("({}) and (x + 1) * 2 < y"), st.just("({}) and (x - 1) * 2 < y")),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(LEAVES.map("({})".format), EDITS, GIVEN)
def test_a_wider_condition_holds_whenever_the_other_did(
    inner: str, edit: tuple[str, str], given: dict[str, str | None]
) -> None:
    one, other = (each.format(inner) for each in edit)
    assume("0.05" not in other.partition("2001-03-0")[2])
    old, new = normal(parsed(one)), normal(parsed(other))
    move = condition_move(old, new)
    assume(move is not None)
    narrow, wide = (old, new) if move is not None and move.way == "up" else (new, old)
    if value_of(narrow, given) == "true":
        assert value_of(wide, given) == "true"
    if value_of(wide, given) == "false":
        assert value_of(narrow, given) == "false"


PERIODS = st.sampled_from(["1 day", "3 days", "1 week", "4 business days", "1 month", "30 days", "40 days", "1 year"])
ANCHORS = st.sampled_from(["e", "f", "2001-03-07", "the earlier of e and f"])
SHIFTS = st.builds("{} {} {}".format, PERIODS, st.sampled_from(["after", "before"]), ANCHORS)
WHOLE = st.one_of(
    st.tuples(SHIFTS, SHIFTS),
    st.tuples(SHIFTS, SHIFTS).map(lambda pair: (f"the earlier of {pair[0]} and d", f"the earlier of {pair[1]} and d")),
    st.tuples(SHIFTS, SHIFTS).map(lambda pair: (f"the later of {pair[0]} and {pair[1]}", pair[1])),
    st.tuples(SHIFTS, SHIFTS).map(lambda pair: (f"if p then {pair[0]} else e", f"if p then {pair[1]} else e")),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(WHOLE, GIVEN)
def test_a_later_day_is_never_earlier(pair: tuple[str, str], given: dict[str, str | None]) -> None:
    old, new = (normal(parsed(text)) for text in pair)
    move = day_move(old, new)
    assume(move is not None)
    early, late = (
        value_of(each, given) for each in ((old, new) if move is not None and move.way == "up" else (new, old))
    )
    if early[:1].isdigit() and late[:1].isdigit():
        assert early <= late
