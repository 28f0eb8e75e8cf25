"""What is wrong with an expression that does not parse, said from examples.

In: Lark's exception and the excerpt. Out: a `Diagnostic` at the right place. The one idea: a list of mistakes that
people make, each with a few examples; an input that stops the parser in the same state as an example gets that
example's message. What fits none is told what could have stood there.
"""

from __future__ import annotations

import re

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from duly.diagnostics import Diagnostic
from duly.source import Excerpt

_MIXED = "`and` and `or` stand side by side without parentheses"
_ENDS = "the expression ends too early"

_EXAMPLES: dict[tuple[str, str], tuple[str, ...]] = {
    (_MIXED, "put parentheses around the part that belongs together"): (
        "a and b or c", "a or b and c", "a and b and c or d", "a is x and b is y or c is z",
        "a has happened and b has happened or c has happened", "a before b and c before d or e",
        "a has happened or b has happened and c has happened", "a = 1 or b = 2 and c = 3",
        "(a and b or c)", "(a or b and c)", "a before (b and c or d)", "not a and not b or c", "if a and b or c then d",
    ),
    ("a period needs to say from which day it is counted", "write `8 days after X` or `8 days before X`"): (
        "8 days from a", "8 days of a", "a within 8 days of b", "8 days since a",
    ),
    ("the comparison `==` is written `=`", "write a single `=`"): ("a == b",),
    ("`if` needs a `then`", "write `if condition then value else value`"): ("if a else b", "if a", "if a b"),
    ("`the earlier of` and its sisters take two values joined by `and`", "for more, write `the earliest of a, b and c`"): (
        "the earlier of a, b and c", "the later of a, b", "the earlier of a", "the lesser of a, b", "the greater of a",
    ),
    ("`the earliest of` and its sisters take three values or more, with `and` before the last", "write `the earliest of a, b and c`"): (
        "the earliest of a and b", "the earliest of a, b", "the latest of a, b, c", "the least of a and b",
    ),
    ("`has` is followed by `happened`", "write `X has happened` or `X has not happened`"): ("a has", "a has been", "a has occurred"),
    ("an option of a reading is a name and a value", "write `by reading NAME: option_a value, option_b value`"): (
        "by reading r: a", "by reading r: a 1, b", "by reading r a 1",
    ),
    ("`where` or `in` is missing", "write `count of x in list where condition`"): (
        "count of x where y", "count x in y", "any x where y", "count of list",
    ),
}


def describe(fault: UnexpectedInput, excerpt: Excerpt) -> Diagnostic:
    """The diagnostic for an input at which the parser stopped."""
    if isinstance(fault, UnexpectedCharacters):
        return _characters(fault, excerpt)
    start, end = _place(fault, excerpt)
    named = _named(fault)
    if named:
        return Diagnostic("syntax", named[0], excerpt.span(start, end), named[1])
    if not excerpt.text.strip():
        return Diagnostic("syntax", "the expression is empty", excerpt.span(0, len(excerpt.text)))
    at_end = isinstance(fault, UnexpectedEOF) or (isinstance(fault, UnexpectedToken) and fault.token.type == "$END")
    if at_end:
        last = len(excerpt.text.rstrip())
        return Diagnostic("syntax", _ENDS, excerpt.span(last - 1, last), _could_be(fault))
    word = excerpt.text[start:end]
    return Diagnostic("syntax", f"`{word}` cannot stand here", excerpt.span(start, end), _could_be(fault))


def _characters(fault: UnexpectedCharacters, excerpt: Excerpt) -> Diagnostic:
    start = fault.pos_in_stream
    found = re.match(r"[A-Za-z_][A-Za-z0-9_]*|\S", excerpt.text[start:])
    word = found.group() if found else excerpt.text[start : start + 1]
    span = excerpt.span(start, start + len(word))
    if word[:1] == "=" and excerpt.text[max(0, start - 1)] == "=":
        return Diagnostic("syntax", "the comparison `==` is written `=`", span, "write a single `=`")
    if word in ("!",):
        return Diagnostic("syntax", "`!=` is written `<>`", span, "write `<>`")
    if word[:1].isupper():
        return Diagnostic("syntax", f"`{word}` begins with a capital letter", span, "names are in small letters, joined by `_`")
    if word in ("“", "”", "‘", "’", "'"):
        return Diagnostic("syntax", f"`{word}` is not a quotation mark of the language", span, 'texts stand in straight double quotes: "…"')
    if word == '"':
        return Diagnostic("syntax", "a text is not closed", span, 'texts stand in straight double quotes: "…"')
    return Diagnostic("syntax", f"`{word}` cannot stand here", span, _could_be(fault))


def _place(fault: UnexpectedInput, excerpt: Excerpt) -> tuple[int, int]:
    token = getattr(fault, "token", None)
    if isinstance(token, Token) and token.type != "$END" and token.start_pos is not None:
        return token.start_pos, token.start_pos + len(token)
    end = len(excerpt.text.rstrip())
    return max(0, end - 1), end


def _named(fault: UnexpectedInput) -> tuple[str, str] | None:
    from duly.language.parser import lark_parser

    by_number = {str(number): list(texts) for number, texts in enumerate(_EXAMPLES.values())}
    found = fault.match_examples(lark_parser().parse, by_number)
    return None if found is None else tuple(_EXAMPLES)[int(found)]


_WORDS = {
    "NAME": "a name", "NUMBER": "a number", "MONEY": "an amount", "DATE": "a date", "TEXT": "a text",
    "PERCENT": "a percentage", "LPAR": "`(`", "RPAR": "`)`", "COMMA": "`,`", "COLON": "`:`", "$END": "the end",
    "CALENDAR_NAME": "a calendar", "STATE": "a state",
}


def _could_be(fault: UnexpectedInput) -> str | None:
    """At most eight things that could have stood at the place, the most telling first."""
    accepted: set[str] = set()
    for key in ("accepts", "expected", "allowed"):
        found = getattr(fault, key, None)
        if found:
            accepted = {str(item) for item in found}
            break
    values = {"NAME", "NUMBER", "MONEY", "DATE", "TEXT", "LPAR"}
    said = ["a value"] if values <= accepted else [_WORDS[word] for word in sorted(accepted & set(_WORDS))]
    if "a value" not in said:
        said += [f"`{word.lower()}`" for word in sorted(accepted) if word.isalpha() and word not in _WORDS]
    said = said[:8]
    return f"here could stand {', '.join(said)}" if said else None
