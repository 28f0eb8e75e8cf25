"""Dates as contracts write them: `March 4, 1999`, `the 3rd day of October, 2001`, `31st December 2003`, `11/16/01`.

In: nothing. Out: the pyparsing grammar of a date with a month's name, the pattern with which one begins, and the
pattern of a date in digits. The one idea: a date may lack its day (`July 1994`) or its year (`March 31`); it is kept
as it is, and a day that the calendar does not have is no date. In `11/16/01` the month stands first, as in the United
States, unless it can only be the day.
"""

from __future__ import annotations

import re
from datetime import date

import pyparsing as pp

from duly.contract_text.figures import Figure
from duly.limits import EARLIEST_YEAR, LATEST_YEAR

_MONTH_WORDS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = {name.lower(): index for index, name in enumerate(_MONTH_WORDS.split("|"), 1)}
_MONTHS |= {name[:3]: index for name, index in _MONTHS.items()} | {"sept": 9}
MONTH = rf"(?:{_MONTH_WORDS}|{_MONTH_WORDS.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_MONTH_NAME = pp.Regex(rf"{MONTH}(?=\W)", re.IGNORECASE).set_parse_action(
    lambda tokens: _MONTHS[tokens[0].rstrip(".").lower()]
)
_DAY = pp.Regex(r"(\d{1,2})(?:st|nd|rd|th)?\b").set_parse_action(lambda tokens: int(tokens[0].rstrip("dhnrst")))
_YEAR = pp.Regex(r"(?:1[5-9]|2\d)\d\d\b").set_parse_action(lambda tokens: int(tokens[0]))
_COMMA = pp.Suppress(pp.Opt(","))
_DAY_OF = pp.Suppress(pp.Opt(pp.Keyword("day")) + pp.Opt(pp.Keyword("of")))
NAMED_DATE = (
    (_MONTH_NAME("month") + _DAY("day") + _COMMA + _YEAR("year"))
    | (_DAY("day") + _DAY_OF + _MONTH_NAME("month") + _COMMA + _YEAR("year"))
    | (_MONTH_NAME("month") + _COMMA + _YEAR("year"))
    | (_MONTH_NAME("month") + _DAY("day"))
    | (_DAY("day") + _DAY_OF + _MONTH_NAME("month"))
)
"""A date with a month's name; read its parse result with `named_date`."""
DATE_BEGINS = re.compile(
    rf"\b{MONTH}\s+(?=\d)|(?<![\w.,/$-])\d{{1,2}}(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+(?={MONTH}\W)"
)
"""What a date with a month's name begins with."""
DATE_IN_DIGITS = re.compile(
    r"(?<![\w/.-])(?:(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d\d)|(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d))(?![\w/-])"
)
"""A date in digits: month, day and year, or year-month-day."""


def named_date(tokens: pp.ParseResults) -> Figure:
    """The date that the grammar found; raises ValueError where the calendar has no such day."""
    parts = tokens.as_dict()
    return Figure("date", _day_text(parts.get("year"), parts["month"], parts.get("day")))


def _day_text(year: int | None, month: int, day: int | None) -> str:
    """A day as text; raises ValueError where the calendar has no such day."""
    if day is None:
        return f"{year:04}-{month:02}"
    if year is None:
        return f"--{date(2000, month, day):%m-%d}"
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(year)
    return date(year, month, day).isoformat()


def date_in_digits(found: re.Match[str]) -> Figure:
    """The date of a match of `DATE_IN_DIGITS`; two-digit years up to 69 are of this century. Raises ValueError."""
    if found["iy"]:
        return Figure("date", _day_text(int(found["iy"]), int(found["im"]), int(found["id"])))
    month, day, year = int(found["m"]), int(found["d"]), int(found["y"])
    if month > 12:
        month, day = day, month
    if len(found["y"]) == 2:
        year += 2000 if year < 70 else 1900
    return Figure("date", _day_text(year, month, day))
