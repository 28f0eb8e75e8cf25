"""Numbers in words, in digits, and in both: `seventy-five (75)`, `four 4`, `2,000,000`, `two-thirds`.

In: nothing. Out: the pyparsing grammar of a number, the pattern with which one begins, and the value of number words.
The one idea: where a contract gives a number twice, both are read, and whether they agree is part of the result.
Values are exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

import pyparsing as pp

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_SMALL = {word: value for value, word in enumerate([*_ONES.split(), "eighteen", "nineteen"])}
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS, 2)}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINAL_ONES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS = {word: value for value, word in enumerate(_ORDINAL_ONES.split(), 1)} | {
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "twentieth": 20,
    "twenty-first": 21,
    "thirtieth": 30,
    "forty-fifth": 45,
    "sixtieth": 60,
    "ninetieth": 90,
}
"""Ordinal numbers that contracts count days with."""
PARTS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "tenths": 10,
}

_WORD = "|".join(sorted((*_SMALL, *_TENS, *_LARGE), key=len, reverse=True))
WORDS = rf"\b(?:{_WORD})(?:(?:-|\s+(?:and\s+)?)(?:{_WORD}))*\b"
"""The pattern of a number in words."""
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""The pattern of a number in digits."""
BEGINS = rf"\b(?<![$€£.,/-])(?:\d|(?:{_WORD})\b)"
"""The pattern of what a number begins with."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and whether the words and the digits that give it agree (true where it is given once)."""

    value: Fraction
    agrees: bool = True


def words_value(words: str) -> Fraction | None:
    """The value of a number in words; None where the words make no number (`one two`)."""
    total = group = 0
    last = 10**12
    for word in re.split(r"[-\s]+", words.lower()):
        if word == "and":
            continue
        if word in _LARGE:
            group = max(group, 1) * _LARGE[word]
            if word != "hundred":
                total, group = total + group, 0
            last = 100
            continue
        value = _SMALL.get(word, _TENS.get(word, -1))
        if value < 0 or last < 20 or (value >= 10 and last < 100):
            return None
        group, last = group + value, value
    return Fraction(total + group)


def digits_value(digits: str) -> Fraction:
    """The value of a number in digits, with or without commas between the thousands."""
    return Fraction(digits.replace(",", ""))


def _read_words(text: str, place: int, tokens: pp.ParseResults) -> Fraction:
    value = words_value(tokens[0])
    if value is None:
        raise pp.ParseException(text, place, "not one number")
    return value


def _read_number(tokens: pp.ParseResults) -> Number:
    return Number(tokens[0], len(set(tokens)) == 1)


def _read_fraction(tokens: pp.ParseResults) -> Number:
    part = PARTS.get(tokens[-1])
    return Number(Fraction(tokens[0], part) if part else Fraction(int(tokens[0]), int(tokens[1])))


in_words = pp.Regex(WORDS, re.IGNORECASE).set_parse_action(_read_words)
in_digits = pp.Regex(DIGITS).set_parse_action(lambda tokens: digits_value(tokens[0]))
_open, _close = pp.Suppress("("), pp.Suppress(")")
number = (
    (in_words + pp.Opt((_open + in_digits + _close) | in_digits)) | (in_digits + pp.Opt(_open + in_words + _close))
).set_parse_action(_read_number)
"""A number in words, in digits or in both; gives a `Number`."""
fraction = (
    (in_words + pp.Suppress(pp.Opt("-")) + pp.one_of(list(PARTS), as_keyword=True))
    | pp.Regex(r"(\d{1,3})/(\d{1,3})(?![\d/])").set_parse_action(lambda tokens: tokens[0].split("/"))
).set_parse_action(_read_fraction)
"""A fraction: `two-thirds`, `one-half`, `5/8`; gives a `Number`."""
