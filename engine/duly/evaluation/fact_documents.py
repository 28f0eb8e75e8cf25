"""A fact set to the document that a file of it would hold.

In: a `FactSet`. Out: plain data as JSON has it. The one idea: reading the document gives the same facts again, so a
fact set that nobody wrote down can be altered as a document, read as strictly as any other, shown, and evaluated by
whoever wants to see for himself.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from duly.evaluation.facts import FactSet, Given
from duly.language.printer import write_money, write_number
from duly.values import Money, Record, Window

Document: TypeAlias = dict[str, Any]
_CONTENT = {"over time": "entries", "by day": "days", "list": "items", "between": "between"}
"""Under which key the value stands where something more is said of a fact."""
_BARE = "\x01"
"""Stands around digits that go without quotation marks, which no text of a fact set holds."""


def document_of(facts: FactSet) -> Document:
    """The document of a fact set; a fact that is complete through another day than the whole says so."""
    given = {name: _given(each, facts.through) for name, each in facts.given.items()}
    title = {"title": facts.title} if facts.title else {}
    return {"agreement": facts.agreement, **title, "through": facts.through.isoformat(), "facts": given}


def text_of(document: Document) -> str:
    """The document as JSON."""
    said = json.dumps(document, indent=1, default=lambda number: f"{_BARE}{number}{_BARE}")
    mark = json.dumps(_BARE).strip('"')
    return said.replace(f'"{mark}', "").replace(f'{mark}"', "")


def _given(given: Given, through: date) -> Any:
    value = _content(given, through)
    more = {
        "through": given.through.isoformat() if given.through not in (None, through) else None,
        "known_on": given.known_on.isoformat() if given.known_on else None,
        "assumed": given.assumed or None,
    }
    said = {key: each for key, each in more.items() if each is not None}
    if not said and given.kind != "between":
        return value
    return {_CONTENT.get(given.kind, "value"): value, **said}


def _content(given: Given, through: date) -> Any:
    match given.kind:
        case "absent":
            return None
        case "between":
            return [day.isoformat() for day in given.value]
        case "list":
            return [_record(each, through) if isinstance(each, Record) else plain(each) for each in given.value]
        case "over time":
            return [{"from": day.isoformat(), "value": plain(value)} for day, value in given.value]
        case "by day":
            return {day.isoformat(): plain(value) for day, value in given.value}
        case _:
            return plain(given.value)


def _record(record: Record, through: date) -> Document:
    fields = record.fields
    own = {name: _given(each, through) for name, each in fields.items() if name not in ("sequence", "known_on")}
    for name in ("sequence", "known_on"):
        if name in fields:
            own[name] = plain(fields[name].value)
    return {"id": record.id, **own}


def plain(value: Any) -> Any:
    """A value as JSON has it: days and amounts as text; a number that is not whole is exact all the same."""
    match value:
        case bool() | str():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            return value.numerator if value.denominator == 1 else Decimal(write_number(value))
        case Money():
            return write_money(value.amount, value.currency)
        case Window():
            ends = {"first": value.first, "last": value.last}
            return {name: day.isoformat() for name, day in ends.items() if day is not None}
        case _:
            raise AssertionError(f"no fact is a {type(value).__name__}")
