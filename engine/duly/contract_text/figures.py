"""Figures: values as they are compared between a contract's words and a rule's logic.

In: nothing. Out: `Figure`, and whether one is among those that a logic has. The one idea: the same figure is written in
several ways that mean the same, so two are held equal where no reader would tell them apart: 52 weeks and 364 days, one
year and twelve months, $25,000 and the number 25000, 1% and 0.01. Days and business days are never equal.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

FigureKind: TypeAlias = Literal["period", "date", "money", "number", "percent", "time"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it is compared: 75 with unit `days`, 2000000 with unit `USD`, 2/3, or a day as `2001-10-17`.

    Units of periods: `hours`, `days`, `business days`, `trading days`, `weeks`, `months`, `years`. The unit of a number
    is what is counted (`shares`) or empty. A date is text: `2001-10-17`, `1994-07`, or `--03-31` for every year.
    """

    kind: FigureKind
    value: Fraction | str
    unit: str = ""

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, str) else shown(self.value)
        if self.kind == "percent":
            return f"{value}%"
        return f"{value} {self.unit}" if self.unit else value


def shown(value: Fraction) -> str:
    """A number as a decimal where it is one, else as a ratio."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    scaled = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{scaled[:-places]}.{scaled[-places:]}" if places else sign + scaled


_SAME = {"weeks": (Fraction(7), "days"), "years": (Fraction(12), "months"), "quarters": (Fraction(3), "months")}


def is_among(figure: Figure, known: Set[Figure]) -> bool:
    """Whether `figure` is one of `known`, in whatever way it is written there."""
    if figure.kind == "date" and isinstance(figure.value, str) and len(figure.value) == len("2001-09"):
        return any(each.kind == "date" and str(each.value).startswith(figure.value) for each in known)
    return not _ways(figure).isdisjoint(way for each in known for way in _ways(each))


def _ways(figure: Figure) -> frozenset[tuple[str, Fraction | str, str]]:
    """What a figure can be written as, for comparison."""
    value, unit = figure.value, figure.unit
    if isinstance(value, str):
        return frozenset({(figure.kind, value, "")})
    match figure.kind:
        case "period":
            factor, base = _SAME.get(unit, (Fraction(1), unit))
            return frozenset({("period", value * factor, base), *({("number", value, "")} if unit == "hours" else ())})
        case "percent":
            return frozenset({("number", value / 100, "")})
        case _:
            return frozenset({("number", value, "")})
