"""A small world of names for the checker's tests: a supply contract's."""

from __future__ import annotations

from duly.diagnostics import Diagnostic
from duly.language.checker import check
from duly.language.names import Symbol
from duly.language.parser import parse
from duly.language.types import (
    BEGUN,
    BOOLEAN,
    DATE,
    EVENT,
    MONEY,
    NUMBER,
    PARTY,
    TEXT,
    WINDOW,
    Type,
)
from duly.source import Excerpt

ORDER = Type("record", name="order")
GRADE = Type("choice", options=("fine", "coarse"))
FACTS = {
    "open_books": BOOLEAN,
    "size": NUMBER,
    "limit": NUMBER.maybe(),
    "price": MONEY,
    "signed": EVENT,
    "revoked": EVENT,
    "planned": DATE,
    "perhaps_planned": DATE.maybe(),
    "deadline": DATE.awaiting(),
    "term": WINDOW,
    "perhaps_term": WINDOW.maybe(),
    "awaited_term": WINDOW.awaiting(),
    "grade": GRADE,
    "perhaps_grade": GRADE.maybe(),
    "note": TEXT,
    "winner": PARTY,
    "orders": Type("list", of=ORDER),
    "perhaps_orders": Type("list", of=ORDER, optional=True),
    "days_off": Type("list", of=DATE),
    "delivery": Type("norm", name="delivery"),
    "perhaps_order": ORDER.maybe(),
}


class Supply:
    """Fake names; see `FACTS`."""

    currency = "USD"
    parties = ("buyer", "seller")
    states = ("pending", "in force", "terminated")
    groups = ("delivery", "agreement")
    calendars = ("nyse",)

    def parties_of(self, agreement: str) -> tuple[str, ...]:
        return () if agreement else self.parties

    def symbol(self, name: str) -> Symbol | None:
        if name == "invoice":
            return Symbol("term", MONEY, (ORDER,))
        return Symbol("fact", FACTS[name]) if name in FACTS else None

    def all_names(self) -> tuple[str, ...]:
        return (*FACTS, "invoice")

    def fields(self, record: str) -> dict[str, Type]:
        assert record == "order"
        return {"placed": BEGUN, "shipped": EVENT, "amount": MONEY, "discount": NUMBER.maybe(), "rush": BOOLEAN}

    def norm_field(self, norm: str, name: str) -> Type | None:
        return {"due": DATE.awaiting(), "done": EVENT}.get(name)

    def norm_states(self, norm: str) -> tuple[str, ...]:
        return ("due", "overdue", "performed late")

    def options(self, reading: str) -> tuple[str, ...] | None:
        return ("wide", "narrow") if reading == "scope" else None

    def readings(self) -> tuple[str, ...]:
        return ("scope",)

    def silence(self, name: str) -> Type | None:
        return NUMBER if name == "rounding" else None


def checked(text: str, **variables: Type) -> tuple[Type | None, tuple[Diagnostic, ...]]:
    tree = parse(Excerpt.of(text))
    assert not isinstance(tree, Diagnostic), tree
    return check(tree, Supply(), variables)


def type_of(text: str, **variables: Type) -> str:
    """The type of an expression in which nothing is wrong."""
    type_, found = checked(text, **variables)
    assert not found, found
    assert type_ is not None
    return str(type_) + (", awaited" if type_.awaited else "")


def faults(text: str, **variables: Type) -> list[str]:
    """Each fault as `code: message [underlined]`."""
    _, found = checked(text, **variables)
    return [f"{fault.code}: {fault.message} [{fault.span.text if fault.span else ''}]" for fault in found]
