"""What a contract counts and dates: periods, dates, amounts of money, shares, percentages, fractions, times of day.

In: a unit's prose. Out: `Quantity`s in the order of the text, each with its place and its `Figure`, a value that can be
sought in the logic of a rule. The one idea: a plain pattern finds where one might begin, and a pyparsing grammar says
whether one does and what it comes to. Scanning with the grammar alone took a hundred times as long.

Numbers in names are no quantities: section numbers, forms, rules, Acts, plans called by a year, addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import pyparsing as pp

from duly.contract_text.dates import DATE_BEGINS, DATE_IN_DIGITS, NAMED_DATE, date_in_digits, named_date
from duly.contract_text.figures import Figure
from duly.contract_text.number_words import BEGINS, ORDINALS, PARTS, Number, fraction, in_digits, number
from duly.contract_text.prose import Prose
from duly.diagnostics import Diagnostic
from duly.source import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure where it stands; `agrees` is false where the same number in words and in digits differ."""

    figure: Figure
    span: Span
    words: str
    agrees: bool = True


_AHEAD = r"(?:[^.;:!?]|\.(?=\d)){0,60}?"
"""What may stand between the beginning of a number and what it counts."""

# Periods

_LENGTH = r"(?:days?|months?|years?|weeks?|hours?)"
_qualifier = pp.CaselessKeyword("consecutive") | pp.CaselessKeyword("calendar") | pp.CaselessKeyword("full")
_business = pp.CaselessKeyword("business") | pp.CaselessKeyword("working") | pp.CaselessKeyword("banking")
_length = pp.Regex(rf"{_LENGTH}\b", re.IGNORECASE)
_hyphen = pp.Suppress(pp.Opt("-"))
_kind_of_day = pp.Opt(pp.Suppress(_qualifier)) + pp.Opt(
    _business("business") | pp.CaselessKeyword("trading")("trading")
)
_period = number("count") + _hyphen + _kind_of_day + _hyphen + _length("length")
_ordinal = pp.one_of(list(ORDINALS), caseless=True, as_keyword=True).set_parse_action(
    lambda tokens: Number(Fraction(ORDINALS[tokens[0].lower()]))
) | pp.Regex(r"(\d{1,3})(?:st|nd|rd|th)\b").set_parse_action(lambda tokens: Number(Fraction(tokens[0][:-2])))
_DAY_AFTER = (
    rf"\b(?:{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
    r"(?=(?:\s+\w+)?\s+day\s+(?:after|following|from|before|prior)\b)"
)
_day_after = _ordinal("count") + _kind_of_day + pp.Regex(r"day\b", re.IGNORECASE)("length")


def _to_period(tokens: pp.ParseResults) -> Parsed:
    unit = tokens["length"].lower().rstrip("s") + "s"
    if unit == "days":
        unit = "business days" if "business" in tokens else "trading days" if "trading" in tokens else unit
    return Figure("period", tokens["count"].value, unit), tokens["count"].agrees


# Money, numbers of things, percentages, fractions, times of day

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
_CODES = ("USD", "EUR", "GBP", "CHF", "CAD", "JPY")
_scale = pp.one_of("thousand million billion", caseless=True, as_keyword=True).set_parse_action(
    lambda tokens: {"thousand": 10**3, "million": 10**6, "billion": 10**9}[tokens[0].lower()]
)
_currency = pp.one_of(list(_SIGNS)) | pp.one_of(list(_CODES), as_keyword=True)
_money = _currency("currency") + pp.Suppress(pp.Opt("$")) + in_digits("amount") + pp.Opt(_scale("scale"))
_THING = r"(?:shares?|options?|warrants?|units?|times|time|tonnes?|tons?)"
_things = number("count") + pp.Regex(rf"{_THING}\b", re.IGNORECASE)("thing")
_PERCENT = r"(?:%|per\s?cent\b)"
_sign = pp.Regex(_PERCENT, re.IGNORECASE)
_percent = (
    number("count")
    + pp.Suppress(_sign)
    + pp.Opt(pp.Suppress("(") + in_digits("again") + pp.Suppress(_sign) + pp.Suppress(")"))
)
_TIME = re.compile(
    r"(?<![\w:.])(\d{1,2})(?::(\d\d))?\s?([ap])\.?m\b\.?|(?<![\w:.])([01]?\d|2[0-3]):([0-5]\d)(?![\w:])", re.IGNORECASE
)


def _to_money(tokens: pp.ParseResults) -> Parsed:
    currency = tokens["currency"]
    return Figure("money", tokens["amount"] * tokens.as_dict().get("scale", 1), _SIGNS.get(currency, currency)), True


def _to_things(tokens: pp.ParseResults) -> Parsed:
    thing = tokens["thing"].lower().rstrip("s") + "s"
    return Figure("number", tokens["count"].value, thing), tokens["count"].agrees


def _to_percent(tokens: pp.ParseResults) -> Parsed:
    count, again = tokens["count"], tokens.as_dict().get("again")
    return Figure("percent", count.value), count.agrees and again in (None, count.value)


def _to_fraction(tokens: pp.ParseResults) -> Parsed:
    return Figure("number", tokens[0].value), True


def _time(found: re.Match[str]) -> Figure:
    if found[3]:
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
        return Figure("time", f"{hour:02}:{found[2] or '00'}")
    return Figure("time", f"{int(found[4]):02}:{found[5]}")


Parsed: TypeAlias = tuple[Figure, bool]
_Rule: TypeAlias = tuple[re.Pattern[str], pp.ParserElement, Callable[[pp.ParseResults], Parsed]]


def _rules(*rows: tuple[str, pp.ParserElement, Callable[[pp.ParseResults], Parsed]]) -> tuple[_Rule, ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), pp.Located(row[1]), row[2]) for row in rows)


_NUMBER_RULES = _rules(
    (rf"{_AHEAD}{_LENGTH}\b", _period, _to_period),
    (rf"{_AHEAD}{_PERCENT}", _percent, _to_percent),
    (rf"\w*(?:-|\s)?(?:{'|'.join(PARTS)})\b|\d+/\d", fraction, _to_fraction),
    (rf"{_AHEAD}{_THING}\b", _things, _to_things),
)
"""What a number may be of: what must follow where the number begins, and the grammar."""
_OTHER_RULES = _rules(
    (r"[$€£]|\b(?:USD|EUR|GBP|CHF|CAD|JPY)\b", _money, _to_money),
    (_DAY_AFTER, _day_after, _to_period),
)
_DATES: _Rule = (DATE_BEGINS, pp.Located(NAMED_DATE), lambda tokens: (named_date(tokens), True))
_PATTERNS = ((DATE_IN_DIGITS, date_in_digits), (_TIME, _time))
_NUMBER = re.compile(BEGINS, re.IGNORECASE)
LONGEST = 160
"""Characters that a quantity may take."""


def quantities(prose: Prose) -> tuple[Quantity, ...]:
    """Every quantity in `prose`, in order; of two at one place the earlier rule wins (a date before a fraction)."""
    text = prose.text
    found: list[Quantity] = []
    taken = 0
    for start, end, (figure, agrees) in sorted(_candidates(text), key=lambda each: each[0]):
        if start >= taken:
            found.append(Quantity(figure, prose.span(start, end), text[start:end], agrees))
            taken = end
    return tuple(found)


def _candidates(text: str) -> Iterator[tuple[int, int, Parsed]]:
    """Everything that one of the rules takes for a quantity, with where it begins and ends, rule by rule."""
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            with suppress(ValueError):
                yield match.start(), match.end(), (read(match), True)
    for anchor, grammar, convert in (_DATES, *_OTHER_RULES):
        for match in anchor.finditer(text):
            yield from _read(text, match.start(), grammar, convert)
    for match in _NUMBER.finditer(text):
        for ahead, grammar, convert in _NUMBER_RULES:
            if ahead.match(text, match.start()):
                yield from _read(text, match.start(), grammar, convert)


def _read(
    text: str, start: int, grammar: pp.ParserElement, convert: Callable[[pp.ParseResults], Parsed]
) -> Iterator[tuple[int, int, Parsed]]:
    """What `grammar` makes of the text from `start`, if anything."""
    with suppress(ValueError, ZeroDivisionError, pp.ParseBaseException):
        begin, tokens, end = grammar.parse_string(text[start : start + LONGEST])
        yield start + begin, start + end, convert(tokens)


def disagreements(found: Iterable[Quantity]) -> tuple[Diagnostic, ...]:
    """A diagnostic for each number that is given in words and, differently, in digits."""
    return tuple(
        Diagnostic("text-number-words", f"the words and the digits of `{each.words}` differ", each.span)
        for each in found
        if not each.agrees
    )
