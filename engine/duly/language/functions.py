"""The function table: every function, with its signature, meaning, example and what it does.

In: known arguments. Out: a value. The one idea: functions are total over known values of their types and know nothing
of unknown and absent; the evaluator handles those, once, for all. The reference `docs/functions.md` is made from this
table. There are no user functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from duly.language import amount_functions as amounts
from duly.language import day_functions as days
from duly.language.types import DATE, MONEY, NUMBER, PERIOD, WINDOW, Type

LIST_OF_DATES = Type("list", of=DATE)
LIST_OF_WINDOWS = Type("list", of=WINDOW)
_AMOUNT = "number or money"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name and its type; `number or money` stands for either, a tuple for a choice of words."""

    name: str
    type: Type | str | tuple[str, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function. `result` is its type; the index of a parameter says that it has that parameter's type.

    What never falls as its first argument rises `grows`; of a first argument between bounds it keeps bounds.
    """

    name: str
    parameters: tuple[Parameter, ...]
    result: Type | int
    meaning: str
    example: str
    apply: Callable[..., Any]
    grows: bool = False

    @property
    def signature(self) -> str:
        """The signature as the reference writes it."""
        said: list[str] = []
        for parameter in self.parameters:
            kind = " | ".join(parameter.type) if isinstance(parameter.type, tuple) else str(parameter.type)
            said.append(f"{parameter.name}{', …' if parameter.repeated else ''}: {kind}")
        result = "as the first" if isinstance(self.result, int) else str(self.result)
        return f"{self.name}({'; '.join(said)}) -> {result}"


_METHODS = tuple(amounts.METHODS)

_TABLE = (
    Function(
        "round",
        (Parameter("value", _AMOUNT), Parameter("unit", _AMOUNT), Parameter("mode", tuple(amounts.MODES))),
        0,
        "The value rounded to a whole multiple of the unit. Nothing is rounded without it.",
        "round($10.005, $0.01, half_up)",
        amounts.rounded,
        grows=True,
    ),
    Function(
        "allocate",
        (
            Parameter("total", _AMOUNT),
            Parameter("parts", NUMBER),
            Parameter("unit", _AMOUNT),
            Parameter("method", _METHODS),
        ),
        Type("list", of=MONEY),
        "The total in equal parts of whole units whose sum is exactly the total. `last_absorbs_down` rounds each part "
        "down and the last takes the rest, `last_absorbs_nearest` rounds to the nearest, `spread` gives the first "
        "parts a unit more.",
        "allocate($100.00, 3, $0.01, spread)",
        amounts.allocated,
    ),
    Function(
        "instalment",
        (
            Parameter("total", _AMOUNT),
            Parameter("days", LIST_OF_DATES),
            Parameter("day", DATE),
            Parameter("unit", _AMOUNT),
            Parameter("method", _METHODS),
        ),
        0,
        "What falls on `day` when the total is allocated to the days in order.",
        "instalment($100.00, month_days(from 2001-10-12 through 2001-12-31, 15), 2001-10-15, $0.01, spread)",
        amounts.instalment,
    ),
    Function(
        "schedule",
        (Parameter("period", PERIOD), Parameter("first", DATE), Parameter("window", WINDOW)),
        LIST_OF_DATES,
        "The day `first` and each whole number of periods after it, as far as they lie in the window.",
        "schedule(2 weeks, 2001-10-19, from 2001-10-12 through 2001-12-31)",
        days.schedule,
    ),
    Function(
        "month_days",
        (Parameter("window", WINDOW), Parameter("numbers", NUMBER, repeated=True)),
        LIST_OF_DATES,
        "The days of the window with these numbers in their month; a number past the month's end is its last day.",
        "month_days(from 2001-10-12 through 2001-12-31, 15, 31)",
        days.month_days,
    ),
    Function(
        "month_of",
        (Parameter("day", DATE),),
        WINDOW,
        "The calendar month in which the day lies.",
        "month_of(2001-10-12)",
        days.month_of,
    ),
    Function(
        "months_touching",
        (Parameter("window", WINDOW),),
        LIST_OF_WINDOWS,
        "The calendar months that have a day in the window.",
        "months_touching(from 2001-10-12 through 2001-12-31)",
        days.months_touching,
    ),
    Function(
        "months_following",
        (Parameter("day", DATE), Parameter("count", NUMBER)),
        LIST_OF_WINDOWS,
        "That many months one after the other, the first beginning on the day after `day`.",
        "months_following(2001-09-24, 4)",
        days.months_following,
    ),
    Function(
        "months_beginning",
        (Parameter("day", DATE), Parameter("count", NUMBER)),
        LIST_OF_WINDOWS,
        "That many months one after the other, the first beginning on `day` itself.",
        "months_beginning(2001-09-24, 4)",
        days.months_beginning,
    ),
    Function(
        "days_in",
        (Parameter("window", WINDOW),),
        NUMBER,
        "How many days the window has.",
        "days_in(from 2001-10-12 through 2001-10-14)",
        days.days_in,
    ),
    Function(
        "days_common",
        (Parameter("one", WINDOW), Parameter("other", WINDOW)),
        NUMBER,
        "How many days two windows share.",
        "days_common(month_of(2002-09-24), from 2001-09-25 through 2002-09-24)",
        days.days_common,
    ),
    Function(
        "first_day",
        (Parameter("window", WINDOW),),
        DATE,
        "The window's first day.",
        "first_day(month_of(2001-10-12))",
        days.first_day,
    ),
    Function(
        "last_day",
        (Parameter("window", WINDOW),),
        DATE,
        "The window's last day.",
        "last_day(month_of(2001-10-12))",
        days.last_day,
    ),
)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _TABLE}
"""All functions by name."""
