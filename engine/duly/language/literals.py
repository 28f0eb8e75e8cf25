"""The values that are written out: numbers, amounts, dates and texts.

In: the characters of one literal, already of the right form. Out: its value, or `Flaw`, why it has none. The one
idea: what only looks like a value (a thirtieth of February, a comma in the wrong place) is refused here, where it is
read, and never becomes another value that someone did not mean.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duly.limits import EARLIEST_YEAR, LATEST_YEAR

_CURRENCY_SIGNS = {"$": "USD"}
_DATE_LENGTH = len("2001-10-03")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a literal has no value, and what could be written instead."""

    message: str
    hint: str | None = None


def read_number(text: str) -> Fraction | Flaw:
    """The number that `12` or `12.50` spells; a percent sign is the caller's."""
    if len(text) > 1 and text[0] == "0" and text[1] != ".":
        return Flaw(f"the number `{text}` begins with a zero", "numbers have no zeros in front and no commas in them")
    return Fraction(text)


def read_money(text: str) -> tuple[Fraction, str] | Flaw:
    """The amount and currency code that `$256,781.20` or `EUR 12` spells."""
    currency, digits = (_CURRENCY_SIGNS[text[0]], text[1:]) if text[0] in _CURRENCY_SIGNS else (text[:3], text[4:])
    groups = digits.partition(".")[0].split(",")
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        return Flaw(f"the commas in `{text}` do not set off thousands", "an amount is written `$1,250.00`")
    return Fraction(digits.replace(",", "")), currency


def read_date(text: str) -> date | Flaw:
    """The day that `2001-10-03` spells."""
    if len(text) != _DATE_LENGTH or text[4] != "-":
        return Flaw(f"`{text}` is not a date", "dates are year-month-day, as in `2001-10-03`")
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return Flaw(f"there is no day `{text}`", "dates are year-month-day")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        return Flaw(f"the year of `{text}` is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return value


def read_text(text: str) -> str | Flaw:
    """What stands between the quotation marks; nothing in it may be invisible or turn the direction of reading."""
    hidden = next((sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")), None)
    if hidden is not None:
        return Flaw(
            f"a text has an invisible character in it (U+{ord(hidden):04X})", "write it anew without the character"
        )
    return text[1:-1]
