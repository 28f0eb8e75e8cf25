"""Static types of expressions.

In: nothing. Out: `Type`, and the writing and reading of types as rule files spell them. The one idea: absence is in
the type. `optional` says that a value may be absent, so that an expression that needs the value has to have asked;
`awaited` says that it is absent only as long as an event has not come, so that a comparison with it is open rather than
wrong. An event needs no asking in comparisons: that it may not have happened is what an event is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "boolean",
    "number",
    "money",
    "date",
    "event",
    "window",
    "choice",
    "text",
    "party",
    "record",
    "list",
    "period",
    "norm",
    "agreement",
    "breach",
]


@dataclass(frozen=True, slots=True)
class Type:
    """A type: its kind, for a choice its options, for a record or norm its name, for a list what it holds."""

    kind: Kind
    name: str = ""
    options: tuple[str, ...] = ()
    of: Type | None = None
    optional: bool = False
    awaited: bool = False

    def __str__(self) -> str:
        said: str = self.kind
        if self.kind == "choice":
            said = f"choice of {', '.join(self.options)}"
        elif self.kind == "record":
            said = self.name
        elif self.kind == "list" and self.of is not None:
            said = f"list of {self.of}"
        return f"{said}, perhaps absent" if self.optional and not self.awaited else said

    @property
    def needs_asking(self) -> bool:
        """Whether its value may be absent, so that whoever needs it must have asked."""
        return self.optional or (self.kind == "event" and self.name != "begun")

    def present(self) -> Type:
        """This type once it is known that there is a value; an event then is its day."""
        if self.kind == "event":
            return DATE
        return replace(self, optional=False, awaited=False)

    def maybe(self) -> Type:
        """This type where there may be no value."""
        return self if self.kind == "event" else replace(self, optional=True, awaited=False)

    def awaiting(self) -> Type:
        """This type where there is no value until an event comes."""
        return replace(self, optional=True, awaited=True)


BOOLEAN = Type("boolean")
NUMBER = Type("number")
MONEY = Type("money")
DATE = Type("date")
EVENT = Type("event")
BEGUN = Type("event", name="begun")
"""The event with which a record begins: whoever sees the record knows that it has happened."""
WINDOW = Type("window")
TEXT = Type("text")
PARTY = Type("party")
PERIOD = Type("period")
BREACH = Type("breach")

_SIMPLE = {type_.kind: type_ for type_ in (BOOLEAN, NUMBER, MONEY, DATE, EVENT, WINDOW, TEXT, PARTY)}
_WORD = re.compile(r"[a-z][a-z0-9_]*")


def read_type(text: str, records: frozenset[str]) -> Type | str:
    """The type that `text` spells (`event`, `choice of a, b`, `list of order`), or what is wrong with it."""
    text = " ".join(text.split())
    if text.startswith("list of "):
        inner = read_type(text.removeprefix("list of "), records)
        return inner if isinstance(inner, str) else Type("list", of=inner)
    if text.startswith("choice of "):
        options = tuple(part.strip() for part in text.removeprefix("choice of ").split(","))
        faulty = [option for option in options if not _WORD.fullmatch(option)]
        if faulty:
            return f"`{faulty[0]}` is not an option: options are words in small letters"
        twice = [option for option in options if options.count(option) > 1]
        return f"the option `{twice[0]}` stands twice" if twice else Type("choice", options=options)
    if text in _SIMPLE:
        return _SIMPLE[text]
    if text in records:
        return Type("record", name=text)
    return f"there is no type `{text}`"


def type_words(records: frozenset[str]) -> tuple[str, ...]:
    """What a type may be called, for hints."""
    return (*_SIMPLE, *sorted(records), "list of", "choice of")


def is_comparable(left: Type, right: Type) -> bool:
    """Whether two values of these types can be equal."""
    if left.kind == "list" or right.kind == "list":
        return False
    if left.kind == right.kind == "choice":
        return bool(set(left.options) & set(right.options))
    if left.kind == right.kind == "record":
        return left.name == right.name
    return left.kind == right.kind or {left.kind, right.kind} == {"date", "event"}


def common_type(first: Type, second: Type) -> Type | None:
    """The type of something that is either of two, or None where they have nothing in common."""
    optional = first.optional or second.optional
    awaited = optional and all(type_.awaited or not type_.optional for type_ in (first, second))
    if {first.kind, second.kind} == {"date", "event"}:
        return _day_or_event(first, second)
    if first.kind == second.kind == "event":
        return EVENT
    if first.kind != second.kind or first.name != second.name:
        return None
    if first.kind == "choice":
        options = first.options + tuple(option for option in second.options if option not in first.options)
        return Type("choice", options=options, optional=optional, awaited=awaited)
    if first.kind == "list":
        if first.of is None or second.of is None:
            return None
        inner = common_type(first.of, second.of)
        return None if inner is None else Type("list", of=inner, optional=optional, awaited=awaited)
    return replace(first, optional=optional, awaited=awaited)


def _day_or_event(first: Type, second: Type) -> Type:
    """A day that may wait for the event; if the day may be wanting for another reason, so may the result."""
    day = first if first.kind == "date" else second
    if day.optional and not day.awaited:
        return DATE.maybe()
    return DATE.awaiting() if first.needs_asking or second.needs_asking else DATE
