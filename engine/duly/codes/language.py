"""Faults of expressions: syntax, names, types."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity

ERROR = Severity.ERROR

SPELLING: tuple[Code, ...] = (
    Code(
        "syntax",
        ERROR,
        "the words of an expression do not fit together",
        "An expression is a short formula in words: conditions joined by `and` or `or`, days counted from other days, "
        "amounts. The underlined word is the first that cannot stand where it stands; the mistake may be just before "
        "it. Where `and` and `or` meet, parentheses say what belongs together.",
        "signed has happened and paid or waived",
    ),
    Code(
        "invalid-literal",
        ERROR,
        "what looks like a date, number, amount or text has no value",
        "A date is year-month-day with two digits for month and day, and must be in the calendar. Commas stand only in "
        "amounts, and set off thousands. A text may have no invisible characters in it.",
        "2001-02-30",
    ),
    Code(
        "expression-too-long",
        ERROR,
        "an expression is longer or nested deeper than what a reader could follow",
        "Give parts of it names of their own, as terms, and use the names.",
        "an expression of 5,000 characters",
    ),
)

NAMING: tuple[Code, ...] = (
    Code(
        "unknown-name",
        ERROR,
        "a name that no fact, term, norm, party or matter has",
        "Every name in an expression has to be declared: as a fact, a term, a norm or a record. Look for a slip, "
        "or declare what is missing. A party is not a value: write `winner is buyer`.",
        "delivery_dat has happened",
    ),
    Code(
        "unknown-field",
        ERROR,
        "a record or norm has nothing of this name",
        "A record has the fields that its type declares. A norm has the days of its life, such as `due` and `done`, as "
        "far as its kind has them.",
        "delivery.du has happened",
    ),
    Code(
        "unknown-function",
        ERROR,
        "there is no function of this name",
        "The functions stand in docs/functions.md; there are no others, and none can be added in rules. The lesser of "
        "two amounts and the earlier of two days are said in words.",
        "max(price, deposit)",
    ),
    Code(
        "wrong-arguments",
        ERROR,
        "a function or name is given too many values, too few, or none",
        "A function takes as many values as its signature says. A term that stands for each record of a list needs to "
        "be told which one, in brackets.",
        "round(price, $0.01)",
    ),
    Code(
        "unknown-option",
        ERROR,
        "a word that is not one of those that this could be",
        "A choice has the options that its fact declares, a norm the states of its kind, a reading its options. The "
        "word compared with them is none of these, so the comparison could never be true.",
        "grade is fin",
    ),
    Code(
        "unknown-reading",
        ERROR,
        "there is no reading of this name",
        "A passage that can be read in more than one way is listed under `readings` with its options.",
        "by reading scop: wide 10, narrow 5",
    ),
    Code(
        "options-not-covered",
        ERROR,
        "a value by reading leaves out an option of the reading",
        "Whichever way the passage is read, there has to be a value; give one for each option that the reading lists.",
        "by reading scope: wide 10",
    ),
    Code(
        "name-taken",
        ERROR,
        "a name for the members of a list already means something else",
        "In `any x in orders where …` the name `x` stands for one order after the other. It may not be the name of a "
        "fact, a term, or a name from around it, lest a reader take the one for the other.",
        "any price in prices where price > $5.00",
    ),
    Code(
        "unknown-calendar",
        ERROR,
        "there is no calendar of this name",
        "Business days are counted by a calendar that comes with duly, or one that the agreement brings along.",
        "10 business days of nise after signed",
    ),
    Code(
        "no-record-in-view",
        ERROR,
        "`earlier` stands where there is no record that others could be earlier than",
        "`earlier orders` are the orders before the one being looked at. That one is known only in a rule that stands "
        "`for` each order, or inside `any x in orders where …`.",
        "count of x in earlier orders",
    ),
)

TYPING: tuple[Code, ...] = (
    Code(
        "type-mismatch",
        ERROR,
        "a value of one kind stands where another kind is needed",
        "Days are compared with days and amounts with amounts. A period (`8 days`) is no day and no number: it needs a "
        "day from which it is counted. Numbers and amounts are multiplied, but not added.",
        "price + 5",
    ),
    Code(
        "may-be-absent",
        ERROR,
        "a value is needed that may not be there, and nobody has asked",
        "A fact may have no value, and an event may not have happened. Ask first: to the left in the same `and`, or in "
        "an `if` around it. An event may be compared with a day without asking, and days may be counted from it: until "
        "it happens, the answer is open.",
        "days from signed to as_of > 30",
    ),
    Code(
        "never-absent",
        Severity.WARNING,
        "a question is asked whose answer is always yes",
        "The value is always there, so asking changes nothing. Perhaps another name is meant, or the fact should "
        "say that it may be absent.",
        "price is present",
    ),
)

LANGUAGE: tuple[Code, ...] = (*SPELLING, *NAMING, *TYPING)
