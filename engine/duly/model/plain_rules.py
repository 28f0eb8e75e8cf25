"""Rules as plain data, and back.

In: `Rules`, or what was made of them. Out: lists, texts and numbers as JSON has them, or `Rules` that are equal. The
one idea: what rules are made of is a closed list of classes, so that nothing but these can come back, whatever the data
says. A value with parts is a list that begins with the number of its class; a span is the number of its file and two
places in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from duly.language import nodes as n
from duly.language.types import Type
from duly.model import nodes as m
from duly.source import Source, Span

_TUPLE, _SPAN, _FRACTION, _DATE, _MAPPING = range(5)
_LEFT_OUT: dict[str, Callable[[], Any]] = {"calendars": dict, "used": dict, "derived": m.Derived}
"""What is put into rules after they have been read, and what stands there until then."""


class NotPlain(ValueError):
    """The data is not what was made of any rules."""


@cache
def _classes() -> tuple[type, ...]:
    """The classes that rules are made of, always in the same order."""
    found = [each for module in (n, m) for each in vars(module).values() if isinstance(each, type)]
    made = [each for each in found if is_dataclass(each) and each.__module__ in (n.__name__, m.__name__)]
    return (Type, *sorted(made, key=lambda each: (each.__module__, each.__name__)))


@cache
def _numbers() -> dict[type, int]:
    return {each: number for number, each in enumerate(_classes(), _MAPPING + 1)}


def _parts(class_: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(class_) if each.name not in _LEFT_OUT)


def plain(rules: m.Rules, sources: Sequence[Source]) -> Any:
    """Rules as plain data; `sources` are the files that they were read from."""
    places = {source: number for number, source in enumerate(sources)}

    def of(value: Any) -> Any:
        match value:
            case None | bool() | int() | str():
                return value
            case tuple():
                return [_TUPLE, *map(of, value)]
            case Span():
                return [_SPAN, places[value.source], value.start, value.end]
            case Fraction():
                return [_FRACTION, value.numerator, value.denominator]
            case date():
                return [_DATE, value.toordinal()]
            case dict():
                return [_MAPPING, *([key, of(each)] for key, each in value.items())]
            case _:
                class_ = type(value)
                return [_numbers()[class_], *(of(getattr(value, name)) for name in _parts(class_))]

    return of(rules)


def rules_of(data: Any, sources: Sequence[Source]) -> m.Rules:
    """The rules of which the data was made; raises `NotPlain` where it was made of none."""
    makers = _makers(sources)

    def of(value: Any) -> Any:
        return makers[value[0]](value, of) if type(value) is list else value

    try:
        rules = of(data)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as fault:
        raise NotPlain(str(fault)) from fault
    if not isinstance(rules, m.Rules):
        raise NotPlain("this is not what was made of rules")
    return rules


_Maker = Callable[[list[Any], Callable[[Any], Any]], Any]


def _makers(sources: Sequence[Source]) -> list[_Maker]:
    """For each number what makes a value of the parts behind it."""
    return [
        lambda parts, of: tuple([of(each) for each in parts[1:]]),
        lambda parts, of: Span(sources[parts[1]], parts[2], parts[3]),
        lambda parts, of: Fraction(parts[1], parts[2]),
        lambda parts, of: date.fromordinal(parts[1]),
        lambda parts, of: {key: of(each) for key, each in parts[1:]},
        *map(_maker, _classes()),
    ]


def _maker(class_: type) -> _Maker:
    """Makes a value of one class without going through its constructor, which costs several times as much."""
    setters = tuple(getattr(class_, name).__set__ for name in _parts(class_))
    left_out = tuple(
        (getattr(class_, each.name).__set__, _LEFT_OUT[each.name]) for each in fields(class_) if each.name in _LEFT_OUT
    )

    def make(parts: list[Any], of: Callable[[Any], Any]) -> Any:
        made: Any = object.__new__(class_)
        for put, part in zip(setters, parts[1:], strict=True):
            put(made, of(part) if type(part) is list else part)
        for put, new in left_out:
            put(made, new())
        return made

    return make
