"""Types: what each form gives, what has to be asked, and what is said of each fault."""

from __future__ import annotations

import pytest
from language.names import ORDER, faults, type_of

from duly.codes import CODES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("size + 1", "number"),
        ("price / price", "number"),
        ("5% of price", "money"),
        ("planned - 2001-10-03", "number"),
        ("8 days after planned", "date"),
        ("8 days after signed", "date, awaited"),
        ("8 days after perhaps_planned", "date, perhaps absent"),
        ("8 days following signed", "window, awaited"),
        ("from planned onward", "window"),
        ("from signed through planned", "window, awaited"),
        ("days from planned to as_of", "number"),
        ("the earlier of signed and revoked", "event"),
        ("the earlier of signed and planned", "date"),
        ("the later of signed and planned", "date, awaited"),
        ("the earlier of perhaps_planned and signed", "date, perhaps absent"),
        ("the lesser of price and $5.00", "money"),
        ("if open_books then 1 else 2", "number"),
        ("if open_books then 1", "number, perhaps absent"),
        ("if open_books then signed else planned", "date, awaited"),
        ("if open_books then signed else perhaps_planned", "date, perhaps absent"),
        ("count of o in orders", "number"),
        ("sum of o.amount for o in orders", "money"),
        ("earliest of o.shipped for o in orders", "event"),
        ("earliest of o.placed for o in orders", "date, awaited"),
        ("first o in orders", "order, perhaps absent"),
        ("o in orders where o.rush", "list of order"),
        ("invoice[p] + $1.00", "money"),
        ("delivery.due", "date, awaited"),
        ("delivery is not performed late", "boolean"),
        ("agreement is in force on planned", "boolean"),
        ("winner is one of (buyer, seller)", "boolean"),
        ("breaches of delivery by seller", "list of breach"),
        ("silent rounding + 1", "number"),
        ("by reading scope: wide 10, narrow 5", "number"),
        ("failure of signed by planned", "event"),
        ("allocate(price, 3, $0.01, spread)", "list of money"),
        ("round(size, 2, up)", "number"),
    ],
)
def test_types(text: str, expected: str) -> None:
    assert type_of(text, p=ORDER) == expected


@pytest.mark.parametrize(
    "text",
    [
        "signed before planned",
        "signed within 8 days after revoked",
        "8 days after signed before planned",
        "limit is present and limit > 3",
        "limit is absent or limit > 3",
        "not (limit is absent) and limit > 3",
        "not limit is present or limit > 3",
        "(limit is present and open_books) and limit > 3",
        "if limit is present then limit else 0",
        "if limit is absent then 0 else limit",
        "if limit is absent or open_books then 0 else limit",
        "if open_books then 1 else if limit is present then limit else 0",
        "signed has happened and days from signed to as_of > 30",
        "signed has not happened or days from signed to as_of > 30",
        "signed before planned and days from signed to planned > 30",
        "planned after signed and days from signed to planned > 30",
        "(signed before planned or signed has happened) and days from signed to planned > 30",
        "any o in orders where o.discount is present and o.discount > 3",
        "sum of o.discount for o in orders where o.discount is present",
        "every o in orders where o.discount is present has o.discount > 3",
        "any o in orders where days from o.placed to as_of > 3",
        "(limit is present and limit > 3) on planned",
    ],
)
def test_what_asks(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("limit > 3", "limit"),
        ("limit > 3 and limit is present", "limit"),
        ("limit is present or limit > 3", "limit"),
        ("limit is absent and limit > 3", "limit"),
        ("not (limit is present) and limit > 3", "limit"),
        ("(limit is present or open_books) and limit > 3", "limit"),
        ("if limit is present then 0 else limit + 1", "limit"),
        ("if limit is present and open_books then 1 else limit + 1", "limit"),
        ("days from signed to as_of > 30", "signed"),
        ("signed before planned or days from signed to as_of > 30", "signed"),
        ("limit is present and (limit > 3) on planned", "limit"),
        ("perhaps_planned before planned", "perhaps_planned"),
        ("planned within perhaps_term", "perhaps_term"),
        ("any o in orders where o.discount > 3", "o.discount"),
        ("sum of o.discount for o in orders", "o.discount"),
        ("perhaps_order.amount > $1.00", "perhaps_order"),
        ("count of o in perhaps_orders", "perhaps_orders"),
        ("perhaps_grade is fine", "perhaps_grade"),
    ],
)
def test_what_does_not_ask(text: str, underlined: str) -> None:
    assert faults(text) == [f"may-be-absent: `{underlined}` may be absent here [{underlined}]"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("pric", "unknown-name: no fact or term is called `pric` [pric]"),
        ("buyer", "unknown-name: no fact or term is called `buyer` [buyer]"),
        (
            "silent weather",
            "unknown-name: no matter called `weather` with a type is listed under `silent` [silent weather]",
        ),
        ("invoic[planned]", "unknown-name: no term or norm is called `invoic` [invoic[planned]]"),
        ("breaches of deliver", "unknown-name: no norm, group or agreement is called `deliver` [breaches of deliver]"),
        ("breaches of delivery by bank", "unknown-name: no party is called `bank` [breaches of delivery by bank]"),
        ("delivery.dued", "unknown-field: `delivery` has no `dued` [dued]"),
        ("o.colour", "unknown-field: `o` has no `colour` [colour]"),
        ("max(size, 2)", "unknown-function: there is no function `max` [max(size, 2)]"),
        ("round(size)", "wrong-arguments: `round` takes 3 values, not 1 [round(size)]"),
        ("invoice", "wrong-arguments: `invoice` stands for each of several records [invoice]"),
        ("invoice[o, o]", "wrong-arguments: `invoice` takes 1 in brackets, not 2 [invoice[o, o]]"),
        ("round(size, 1, sideways)", "unknown-option: `sideways` is not a mode [sideways]"),
        ("grade is fin", "unknown-option: `grade` is never `fin` [grade is fin]"),
        ("delivery is waived", "unknown-option: `delivery` is never `waived` [delivery is waived]"),
        ("by reading scop: wide 1", "unknown-reading: there is no reading `scop` [by reading scop: wide 1]"),
        (
            "by reading scope: wide 1",
            "options-not-covered: no value for the option `narrow` of the reading `scope` [by reading scope: wide 1]",
        ),
        (
            "by reading scope: wide 1, narrow 2, wide 3",
            "unknown-option: the option `wide` is given twice [by reading scope: wide 1, narrow 2, wide 3]",
        ),
        (
            "by reading scope: wide 1, narrow 2, broad 3",
            "unknown-option: the reading `scope` has no option `broad` [broad 3]",
        ),
        (
            "8 business days of nise after planned",
            "unknown-calendar: there is no calendar `nise` [8 business days of nise]",
        ),
        (
            "count of x in earlier perhaps_lots",
            "unknown-name: no fact or term is called `perhaps_lots` [perhaps_lots]",
        ),
        ("price + 5", "type-mismatch: `+` does not go between a money and a number [price + 5]"),
        ("planned + 8 days", "type-mismatch: `+` does not go between a date and a period [planned + 8 days]"),
        ("planned > 2001-10-03", "type-mismatch: `>` orders numbers and amounts, not a date [planned > 2001-10-03]"),
        ("price = 5", "type-mismatch: a money cannot be compared with a number [price = 5]"),
        ("orders = orders", "type-mismatch: a list of order cannot be compared with a list of order [orders = orders]"),
        ("not size", "type-mismatch: `size` is a number, but a boolean is needed here [size]"),
        ("size and open_books", "type-mismatch: `size` is a number, but a boolean is needed here [size]"),
        (
            "open_books is fine",
            "type-mismatch: `open_books` is a boolean, but a choice, party, norm or agreement is needed here "
            "[open_books]",
        ),
        ("signed within 8 days", "type-mismatch: `8 days` is a period, but a window is needed here [8 days]"),
        ("1.5 months after planned", "type-mismatch: `1.5` is not a whole number of months [1.5]"),
        ("(-1) days after planned", "type-mismatch: `-1` is not a whole number of days [-1]"),
        ("EUR 5.00", "type-mismatch: an amount in EUR, but the agreement counts in USD [EUR 5.00]"),
        (
            "if open_books then 1 else price",
            "type-mismatch: the values are of different types: a number, a money [if open_books then 1 else price]",
        ),
        ("round(price, 1, up)", "type-mismatch: `1` is a number, but `price` is a money [1]"),
        ("count of x in price", "type-mismatch: `price` is a money, but a list is needed here [price]"),
        (
            "the lesser of size and price",
            "type-mismatch: numbers and amounts cannot be compared [the lesser of size and price]",
        ),
        (
            "any price in orders where open_books",
            "name-taken: `price` already has a meaning here [any price in orders where open_books]",
        ),
        ("any o in orders where o.rush", "name-taken: `o` already has a meaning here [any o in orders where o.rush]"),
        ("price is present", "never-absent: `price` is never absent [price]"),
    ],
)
def test_each_fault_and_its_words(text: str, fault: str) -> None:
    variables = {"o": ORDER} if any(sign in text for sign in ("o.", "[o", " o ")) else {}
    assert faults(text, **variables) == [fault]
    assert fault.partition(":")[0] in CODES


def test_earlier_records_need_one_in_view() -> None:
    text = "count of x in earlier orders where x.rush"
    assert faults(text, o=ORDER) == []
    assert faults(text) == [
        "no-record-in-view: there is no order in view that others could be earlier than [earlier orders]"
    ]


def test_what_was_asked_is_not_called_needless() -> None:
    assert faults("limit is present and limit is present") == []
