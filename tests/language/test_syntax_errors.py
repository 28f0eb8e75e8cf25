"""Mistakes that people make: which message, and which words are underlined."""

from __future__ import annotations

import json
import random

import pytest
from folders import VECTORS, WANTS_VECTORS
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.codes import CODES
from duly.diagnostics import Diagnostic
from duly.language.mistakes import STATES
from duly.language.parser import lark_parser, parse, reserved_words
from duly.language.printer import write
from duly.language.syntax_errors import describe
from duly.source import Excerpt


def fault_in(text: str) -> Diagnostic:
    found = parse(Excerpt.of(text))
    assert isinstance(found, Diagnostic), write(found)
    assert found.code in CODES
    return found


MIXED = "`and` and `or` stand side by side without parentheses"
THEN = "`if` needs a `then`"
FROM = "a period needs to say from which day it is counted"
HAPPENED = "that something happened is said in other words"
SIGNED = "numbers and amounts are compared with signs"
DAYS = "days are compared with other words"
TWO = "`the earlier of` and its sisters take two values joined by `and`"
THREE = "`the earliest of` and its sisters take three values or more, with `and` before the last"
THE = "`the` is missing"
LISTS = "something said of a list begins with other words"
IN = "`in` and a list are missing"
ARTICLE = "`the` stands only before `earlier of` and its sisters"
EARLY = "the expression ends too early"


@pytest.mark.parametrize(
    ("text", "message", "underlined"),
    [
        ("a and b or c", MIXED, "or"),
        ("a or b and c", MIXED, "and"),
        ("a is x and b = 3 and c or d", MIXED, "or"),
        ("(a or b and c)", MIXED, "and"),
        ("a before (b and c or d)", MIXED, "or"),
        ("any x in l where x.a or x.b and x.c", MIXED, "and"),
        ("if a and b or c then d", MIXED, "or"),
        ("if a else b", THEN, "else"),
        ("if a", THEN, "a"),
        ("if a and b", THEN, "b"),
        ("if a then b, else c", "no comma stands before `then` or `else`", ","),
        ("if a then b elif c then d", "a further condition is written `else if`", "elif"),
        ("8 days from a", FROM, "from"),
        ("8 days since a", FROM, "since"),
        ("8 days later than a", FROM, "later"),
        ("a within 8 days of b", FROM, "of"),
        ("8 working days after a", "a day is a calendar day or a business day", "working"),
        ("8 business after a", "business days are counted in days", "after"),
        ("a has", "`has` is followed by `happened`", "has"),
        ("a happened", HAPPENED, "happened"),
        ("a occurred", HAPPENED, "occurred"),
        ("a did not happen", HAPPENED, "did"),
        ("a == b", "the comparison `==` is written `=`", "="),
        ("a != b", "`!` is not a sign of the language", "!"),
        ("a => 3", "`=>` is written `>=`", ">"),
        ("a ≤ 3", "`≤` is written `<=`", "≤"),
        ("a < b < c", "two comparisons stand side by side", "<"),
        ("a & b", "`&` is not a sign of the language", "&"),
        ("a || b", "`|` is not a sign of the language", "|"),
        ("a is before b", "`is` does not stand before a comparison in time", "b"),
        ("a is on or after b", "`is` does not stand before a comparison in time", "b"),
        ("a is greater than 3", SIGNED, "than"),
        ("a is at least 3", SIGNED, "least"),
        ("a more than 3", SIGNED, "more"),
        ("a no later than b", DAYS, "no"),
        ("a not later than b", DAYS, "not"),
        ("a prior to b", "`prior to` is written `before`", "prior"),
        ("a between b and c", "`between` leaves open which days are in", "between"),
        ("a until b", "`until` leaves open whether its day is in", "until"),
        ("from a to b", "the last day of the window is missing", "to"),
        ("days from a through b", "the second day is missing", "through"),
        ("failure of a", "the day by which it should have happened is missing", "a"),
        ("the earlier of a, b and c", TWO, ","),
        ("the lesser of a or b", TWO, "or"),
        ("the earliest of a and b", THREE, "and"),
        ("the latest of a, b, c", THREE, "c"),
        ("earlier of a and b", THE, "of"),
        ("earliest of a and b", THE, "and"),
        ("the day after a", ARTICLE, "day"),
        ("a on the closing", ARTICLE, "closing"),
        ("all x in l have a", LISTS, "x"),
        ("each x in l has a", LISTS, "x"),
        ("every x in l have a", "`every` goes with `has`", "have"),
        ("every x in l where a", "what holds of each is missing", "a"),
        ("count of x where a", IN, "where"),
        ("first of l", IN, "l"),
        ("count x in l", "`of` is missing", "x"),
        ("sum(a, b)", "`of` is missing", "("),
        ("sum of a", "`for` and what is counted are missing", "a"),
        ("any x in l", "`where` is missing", "l"),
        ("by reading r: x", "an option of a reading is a name and a value", "x"),
        ("a is one of b, c", "the words after `one of` stand in parentheses", "b"),
        ("a as of b", "`as of` is written `on`", "as"),
        ("unless a", "there is no `unless` in an expression", "a"),
        ("a exists", "whether there is a value is asked in other words", "exists"),
        ("a AND b", "`AND` is written in small letters", "AND"),
        ("Signed before b", "`Signed` begins with a capital letter", "Signed"),
        ("Oct 3, 2001", "`Oct` is not a date", "Oct"),
        ("10/3/2001", "`10/3/2001` is not a date", "10/3/2001"),
        ("a - 2001-10-3", "`2001-10-3` is not a date", "2001-10-3"),
        ("3.10.2001", "`3.10.2001` is not a date", "3.10.2001"),
        ("2001-02-30", "there is no day `2001-02-30`", "2001-02-30"),
        ("1500-01-01", "the year of `1500-01-01` is not between 1583 and 9000", "1500-01-01"),
        ("10,000 > a", "numbers are written without commas", ","),
        ("f(1,000)", "the number `000` begins with a zero", "000"),
        ("a > .5", "a number begins with a digit", "."),
        ("5 % of a", "a space stands before the `%`", "%"),
        ("5 percent of a", "a percentage is written with its sign", "percent"),
        ("$ 5", "no amount follows the `$`", "$"),
        ("$1,00", "the commas in `$1,00` do not set off thousands", "$1,00"),
        ("5 dollars", "an amount is written with its sign", "dollars"),
        ("5 USD", "no amount follows `USD`", "USD"),
        ('a = "b', "a text is not closed", '"'),
        ("a = 'b'", "`'` is not a quotation mark of the language", "'"),
        ("a = “b”", "`“` is not a quotation mark of the language", "“"),
        ('a = "b\u202e"', "a text has an invisible character in it (U+202E)", '"b\u202e"'),
        ("(a and b", "the `(` is not closed", "("),
        ("a and b)", "there is no `(` for this `)`", ")"),
        ("f(a, b", "the `(` is not closed", "("),
        ("[a, b]", "`[` stands only behind the name of what there is one of for each record", "["),
        ("a b", "`b` cannot stand here", "b"),
        ("a android", "`android` cannot stand here", "android"),
        ("a and and b", "`and` cannot stand here", "and"),
        ("a and and", "`and` cannot stand here", "and"),
        ("within 8 days after b", "`within` cannot stand here", "within"),
        ("any of in l where a", "`of` cannot stand here", "of"),
        ("", "the expression is empty", ""),
        ("  ", "the expression is empty", "  "),
        ("a and", EARLY, "and"),
        ("a before ", EARLY, "before"),
        ("8 days after", EARLY, "after"),
        ("a, b", "`,` cannot stand here", ","),
        ("f(a,)", "`)` cannot stand here", ")"),
        ("_a", "`_a` begins with `_`", "_a"),
    ],
)
def test_mistakes(text: str, message: str, underlined: str) -> None:
    found = fault_in(text)
    assert (found.message, found.span and found.span.text) == (message, underlined)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a b", "between two names stands a word such as `and`, `before` or `=`; a name of two words is joined by `_`"),
        ("a, b", "here could stand the end"),
        ("a.", "here could stand a name"),
        ("f(a,)", "here could stand a value"),
        ("a by b", "here could stand `and`, `or`, `in`, `is`, `before`, `after`, `within`, the end"),
        ("a and and", "it is a word of the language, and here a name or another value is needed"),
    ],
)
def test_hints_say_what_could_stand_there(text: str, hint: str) -> None:
    assert fault_in(text).hint == hint


def test_the_second_place_of_a_parenthesis_is_shown() -> None:
    (label,) = fault_in("(a and b").labels
    assert (label.span.text, label.text) == ("b", "the expression ends here")


@pytest.mark.parametrize("text", [text for _, texts in STATES for text in texts])
def test_every_example_gets_its_own_message(text: str) -> None:
    mistake = next(mistake for mistake, texts in STATES if text in texts)
    found = fault_in(text)
    phrases = {"sum of a in b", "count of list", "any x", "every x", "last x where y", "first x"}
    assert found.message == mistake.message or text in phrases


def test_a_message_of_the_examples_needs_their_very_place() -> None:
    """Two names side by side stop the parser everywhere alike, so no example may consist of that."""
    general = fault_in("a b").message
    for text in ("if a b", "the earlier of a b", "from a b", "any x in l b", "f(a b)", "x[a b]", "not a b"):
        assert fault_in(text).message == general


def test_an_expression_has_limits() -> None:
    assert fault_in("a" * 4_001).message == "an expression of 4001 characters; 4000 are allowed"
    assert fault_in("not (" * 61 + "a" + ")" * 61).message == "an expression nested more than 60 deep"
    assert not isinstance(parse(Excerpt.of("(" * 1_999 + "a" + ")" * 1_999)), Diagnostic)


TOKENS = (
    *sorted(reserved_words()),
    *"abx()[],.:+-*/=<>%$",
    "8",
    "5%",
    "$1",
    "2001-10-03",
    '"t"',
    "happened",
    "yet",
    "|",
)


def survives(text: str) -> None:
    found = parse(Excerpt.of(text))
    if isinstance(found, Diagnostic):
        assert found.code in ("syntax", "invalid-literal", "expression-too-long")
        assert found.span is not None
        assert 0 <= found.span.start <= found.span.end <= len(text)
    else:
        assert parse(Excerpt.of(write(found))) == found


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=14).map(" ".join))
def test_no_words_give_a_traceback(text: str) -> None:
    survives(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_characters_give_a_traceback(text: str) -> None:
    survives(text)


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "a[",
        "f(",
        "not ",
        "-",
        "if a then ",
        "8 days after ",
        "a and ",
        "a.b.",
        "a + ",
        "{",
        '"',
        "any x in l where ",
    ],
)
def test_four_thousand_characters_of_nesting_give_no_traceback(unit: str) -> None:
    survives((unit * 4_000)[:4_000])
    survives((unit * 40) + "a")


@pytest.mark.parametrize(
    "text", ["\u202ea", "a\u2066b", "a\x00b", "\ufeffa", "a\u200bb", "é", "a\u0301", "\ud800", "\x1b[31m", "a\u2028b"]
)
def test_odd_characters_are_refused_at_their_place(text: str) -> None:
    assert fault_in(text).code == "syntax"


def test_words_torn_apart_at_random() -> None:
    chance = random.Random(2001)
    good = (
        "if returned on or before sign_by and not (revoked within 7 days after signed) then $1,250.00 else 5% of total"
    )
    for _ in range(300):
        at, width = chance.randrange(len(good)), chance.randrange(6)
        survives(good[:at] + good[at + width :])


@pytest.mark.skipif(VECTORS is None, reason=WANTS_VECTORS)
def test_naughty_strings() -> None:
    assert VECTORS is not None
    files = sorted(VECTORS.rglob("blns*.json"))
    if not files:
        pytest.skip("no list of naughty strings among the vectors")
    for text in json.loads(files[0].read_text(encoding="utf-8")):
        survives(text[:4_000])


def test_describe_is_what_parse_says() -> None:
    from lark.exceptions import UnexpectedInput

    with pytest.raises(UnexpectedInput) as caught:
        lark_parser().parse("a b")
    assert describe(caught.value, Excerpt.of("a b"), lark_parser(), reserved_words()) == fault_in("a b")
