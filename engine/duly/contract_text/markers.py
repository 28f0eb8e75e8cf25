"""The mark that a section or item begins with: `4.`, `4.2`, `a.`, `(iv)`, `B)`.

In: the first characters of a paragraph. Out: a `Marker` with every way in which it can be read. The one idea: whether
`i.` is the ninth letter or the first Roman numeral cannot be seen from the mark; so a marker keeps both, and the
outline decides by what came before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

NumberKind: TypeAlias = Literal["digits", "letter", "roman"]


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark: its style (`1.`, `(a)` …), how it is shown in a label, its readings (kind, value), and where it ends.

    `path` is what a decimal number consists of: (4, 2) for `4.2`, (4,) for `4.`; empty for all others.
    """

    style: str
    shown: str
    readings: tuple[tuple[NumberKind, int], ...]
    path: tuple[int, ...]
    end: int


_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_PARTS = tuple(
    zip((100, 90, 50, 40, 10, 9, 5, 4, 1), ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True)
)
_MARK = re.compile(
    r"(?:\*\*|__)?(?:"
    r"(?:(?:sections?|clause|§)\s+)(?P<worded>\d{1,3}(?:\.\d{1,3}){0,5})[.:]?(?=\s+(?-i:[\"“‘(\[A-Z])|\s*\Z)"
    r"|(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,5})\.?(?=\s|\Z)"
    r"|(?P<number>\d{1,3})\.(?=\s|\Z)"
    r"|(?P<open>\()?(?P<mark>\d{1,3}|[a-z]|[ivxlc]{2,8}|([a-z])\6)(?P<close>[.)])(?=\s|\Z)"
    r")\s*",
    re.IGNORECASE,
)


def marker(text: str) -> Marker | None:
    """The mark that `text` begins with, if it begins with one."""
    found = _MARK.match(text, 0, 60)
    if found is None:
        return None
    decimal = found["worded"] or found["decimal"] or found["number"]
    if decimal:
        path = tuple(int(part) for part in decimal.split("."))
        return Marker("decimal", decimal, (("digits", path[-1]),), path, found.end())
    shown, opened, closed = found["mark"], found["open"] or "", found["close"]
    if opened and closed == ".":
        return None
    readings = _readings(shown)
    case = "1" if shown.isdigit() else "A" if shown[0].isupper() else "a"
    if not readings or (shown.lower() != shown and shown.upper() != shown):
        return None
    return Marker(f"{opened}{case}{closed}", shown, readings, (), found.end())


def _readings(shown: str) -> tuple[tuple[NumberKind, int], ...]:
    """As digits, as a letter (`bb` follows `z`), and as a Roman numeral, as far as each is possible."""
    if shown.isdigit():
        return (("digits", int(shown)),)
    small = shown.lower()
    readings: list[tuple[NumberKind, int]] = []
    if len(set(small)) == 1 and len(small) <= 2:
        readings.append(("letter", ord(small[0]) - 96 + 26 * (len(small) - 1)))
    value = roman_value(small)
    if value is not None:
        readings.append(("roman", value))
    return tuple(readings)


def previous(mark: Marker) -> tuple[str, ...]:
    """How the mark before `mark` in its list would be shown, in each reading that has one."""
    found: list[str] = []
    for kind, value in mark.readings:
        if kind == "roman" and value > 1:
            found.append(roman(value - 1))
        elif kind == "digits" and value > 1:
            found.append(str(value - 1))
        elif kind == "letter" and 1 < value <= 26:
            found.append(chr(95 + value))
    return tuple(each.upper() if mark.shown[0].isupper() else each for each in found)


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral below 400, in either case; None where it is not one as it would be written."""
    digits = [_ROMAN_DIGITS.get(character) for character in numeral.lower()]
    if not digits or None in digits:
        return None
    values = [digit for digit in digits if digit is not None]
    following = [*values[1:], 0]
    total = sum(-one if one < two else one for one, two in zip(values, following, strict=True))
    return total if 0 < total < 400 and roman(total) == numeral.lower() else None


def roman(value: int) -> str:
    """The Roman numeral, in small letters, of a number from 1 to 399."""
    shown = ""
    for amount, letters in _ROMAN_PARTS:
        while value >= amount:
            shown, value = shown + letters, value - amount
    return shown
