"""What an outcome says is said in words, with nothing that a program would print."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from duly.evaluation.outcome import Missing, Outcome, Receipt, StateOutcome
from duly.report.page import Page
from duly.report.values_json import value as in_json
from duly.report.words import Questions, amounts, dated, distance, listed, listed_norms
from duly.values import (
    ABSENT,
    NEVER,
    Absent,
    Happening,
    Listed,
    Money,
    Reason,
    Record,
    Unknown,
    Window,
    happened,
)

D = date(2001, 10, 19)
SIGNED = Reason("fact", "signed")
TO_COME = Reason("open", "returned", "has not happened")
USD = "USD"


def outcome(*missing: Missing) -> Outcome:
    state = StateOutcome("in force", ("in force",), frozenset(), None, (), "", None, None, ())
    receipt = Receipt("1", "1", "0" * 64, "0" * 64, D, None, False, ())
    return Outcome("a", "A", "", (), D, state, (), (), (), (), (), missing, (), (), (), (), receipt)


QUESTIONS = Questions(
    outcome(
        Missing("fact", "price", "", "What is it?", "", ("pay",)),
        Missing("fact", "signed", "", "When?", "", ("agreement", "pay")),
        Missing("open", "returned", "has not happened", "", "", ("pay",)),
    )
)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, ""),
        (True, "yes"),
        (D, "2001-10-19"),
        (Money(Fraction(987620, 100), USD), "$9,876.20"),
        (Fraction(1, 3), "1/3"),
        (Fraction(5, 2), "2.5"),
        (Fraction(423503), "423,503"),
        (Unknown(frozenset((SIGNED,))), "not known (needs 1)"),
        (Unknown(frozenset((SIGNED, Reason("fact", "price")))), "not known (needs 1, 2)"),
        (Unknown(frozenset((SIGNED,)), low=D), "not known, not before 2001-10-19 (needs 1)"),
        (
            Unknown(frozenset((SIGNED,)), Money(Fraction(1), USD), Money(Fraction(2), USD)),
            "not known, between $1.00 and $2.00 (needs 1)",
        ),
        (Unknown(frozenset((TO_COME,))), "not decided yet (waits for returned)"),
        (
            Unknown(frozenset((Reason("open", "2001-10-25", "a day to come"),))),
            "not decided yet (waits for 2001-10-25)",
        ),
        (Unknown(frozenset((SIGNED, TO_COME))), "not known (needs 1; waits for returned)"),
        (ABSENT, "none"),
        (Absent(frozenset((TO_COME,))), "not yet: waits for returned"),
        (Absent(frozenset((Reason("gate", "pay", "stands under an option not taken"),))), "does not apply"),
        (happened(D), "2001-10-19"),
        (NEVER, "never"),
        (Happening("not yet", D), "not yet"),
        (Happening("unknown", None, None, frozenset((SIGNED,))), "not known (needs 1)"),
        (Listed((D, date(2001, 11, 2))), "2001-10-19, 2001-11-02"),
        (Listed((), (), frozenset((SIGNED,))), "none; others possible"),
    ],
)
def test_values_in_words(found: Any, said: str) -> None:
    assert QUESTIONS.value(found) == said


def test_the_questions_about_the_agreement_come_first() -> None:
    assert [each.name for each in QUESTIONS.asked] == ["signed", "price"]


def test_what_nobody_numbered_is_named() -> None:
    assert QUESTIONS.needs(frozenset((Reason("fact", "delivered"),))) == "needs delivered"


@pytest.mark.parametrize(
    ("found", "plain"),
    [
        (None, None),
        (True, True),
        (D, "2001-10-19"),
        (Money(Fraction(987620, 100), USD), {"amount": "9876.20", "currency": "USD"}),
        (Money(Fraction(5), USD), {"amount": "5.00", "currency": "USD"}),
        (Money(Fraction(-1, 8), USD), {"amount": "-0.125", "currency": "USD"}),
        (Money(Fraction(1, 3), USD), {"amount": "1/3", "currency": "USD"}),
        (Fraction(1, 3), "1/3"),
        (Fraction(2), "2"),
        ("weekly", "weekly"),
        (Window(D, None), {"first": "2001-10-19", "last": None}),
        (Record("order", "o1", {}), {"record": "order", "id": "o1"}),
        (happened(D), {"event": "happened", "day": "2001-10-19"}),
        (NEVER, {"event": "not yet", "not_before": "never", "reasons": []}),
        (
            Unknown(frozenset((SIGNED, Reason("fact", "price"))), low=D),
            {
                "unknown": True,
                "reasons": [
                    {"kind": "fact", "name": "price", "detail": ""},
                    {"kind": "fact", "name": "signed", "detail": ""},
                ],
                "low": "2001-10-19",
            },
        ),
        (
            Unknown(frozenset((TO_COME,)), may_be_absent=True),
            {
                "open": True,
                "reasons": [{"kind": "open", "name": "returned", "detail": "has not happened"}],
                "may_be_absent": True,
            },
        ),
        (ABSENT, {"absent": True, "open": False, "reasons": []}),
        (Listed((Fraction(1),), (Fraction(2),)), {"members": ["1"], "possible": ["2"], "others": []}),
    ],
)
def test_values_in_json(found: Any, plain: Any) -> None:
    assert in_json(found) == plain


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Money(Fraction(100), USD)], "$100.00"),
        ([Money(Fraction(100), USD)] * 3, "$100.00 each, together $300.00"),
        ([Money(Fraction(100), USD), Money(Fraction(50), USD)], "$50.00 to $100.00, together $150.00"),
        ([Money(Fraction(100), USD), Unknown(frozenset())], ""),
        ([Money(Fraction(100), USD), Money(Fraction(100), "EUR")], ""),
        ([None], ""),
    ],
)
def test_amounts(rows: list[Any], said: str) -> None:
    assert amounts(rows) == said


def test_days_and_distances() -> None:
    assert dated(D) == "2001-10-19 Fri"  # a Friday by the almanac
    assert [distance(D, date(2001, 10, day)) for day in (20, 19, 18, 9, 29)] == [
        "yesterday",
        "today",
        "tomorrow",
        "in 10 days",
        "10 days ago",
    ]


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "a"]) == "a and b"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert listed_norms(["agreement", "pay[1]", "pay[2]", "pay[3]", "x[1]"], False) == (
        "the state of the agreement, pay (3 times) and x[1]"
    )


def test_a_page_wraps_hangs_and_keeps_sections_at_the_right() -> None:
    page = Page(40)
    page.line("one two three four five six seven eight nine", 2, 4, "[3.1]")
    assert page.text() == "  one two three four five six seven\n      eight nine                   [3.1]\n"


def test_what_would_turn_a_line_round_is_written_out() -> None:
    page = Page(60)
    page.line("a\u202eb\x1b[31m", right="[3\u200b]")
    assert page.text().split() == ["a<U+202E>b␛[31m", "[3<U+200B>]"]


def test_wide_letters_count_twice() -> None:
    page = Page(40)
    page.line("契約 " * 9)
    assert [len(line) for line in page.text().splitlines()] == [8 * 3 - 1, 2 + 2]


def test_a_word_longer_than_a_line_stands_alone() -> None:
    page = Page(40)
    page.line("short " + "x" * 60 + " end")
    assert page.text().splitlines() == ["short", "  " + "x" * 60, "  end"]
