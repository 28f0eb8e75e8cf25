"""The single edits of a fact set that are worth trying.

In: a document of facts, what is declared of them, the edges of a change, and days. Out: `Edit`s, each of one fact or of
one field of one record, the likeliest first. The one idea: every edit is one that a person could make to the file: a
day moved to a boundary, a truth turned round, another word, a figure just around one that a rule names, something said
that was not, something no longer said, one record more or less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from duly.comparison.boundaries import Edges
from duly.evaluation.fact_documents import Document, plain
from duly.language.types import Type
from duly.model import nodes as m
from duly.values import Money

NOT_SAID = object()
"""The value of a fact that a document does not name."""
_FAR = 3
"""One step of reading further away weighs as much as so many edits of one fact."""
_MOST_RECORDS, _MOST_DAYS, _AROUND = 3, 12, 3
"""How many records of a list are edited; on how many days one more is tried, of which each stands among those around
it."""
_CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value of a fact, or of a field of the record with an id."""

    fact: str
    value: Any
    record: str = ""
    field: str = ""


def edits(document: Document, rules: m.Rules, edges: Edges, days: tuple[date, ...]) -> tuple[Edit, ...]:
    """All edits of the facts that the changed rule reads."""
    ranked: list[tuple[int, int, Edit]] = []
    for name, steps in edges.read.items():
        if name in rules.facts:
            found = _of_fact(rules.facts[name], document["facts"].get(name, NOT_SAID), rules, edges, days)
            ranked += [(depth + _FAR * steps, len(ranked), each) for depth, each in enumerate(found)]
    return tuple(each for *_, each in sorted(ranked, key=lambda row: row[:2]))


def _of_fact(fact: m.Fact, said: Any, rules: m.Rules, edges: Edges, days: tuple[date, ...]) -> Iterator[Edit]:
    if fact.type.kind == "list":
        yield from _of_list(fact, said, rules, edges, days)
    else:
        yield from (Edit(fact.name, value) for value in _other_values(fact, said, rules, edges, days))


def _other_values(fact: m.Fact, said: Any, rules: m.Rules, edges: Edges, days: tuple[date, ...]) -> Iterator[Any]:
    """Values of a fact other than what is said of it."""
    plainly = said.get("value", said) if isinstance(said, dict) else said
    found = [value for value in _values(fact, rules, edges, days) if value != plainly]
    if said is not NOT_SAID:
        found.insert(min(_FAR, len(found)), NOT_SAID)
    yield from found


def _values(fact: m.Fact, rules: m.Rules, edges: Edges, days: tuple[date, ...]) -> Iterator[Any]:
    """All values that are worth trying; of a fact over time each holds from one day on, of one by day on all days."""
    if fact.over and days:
        for value in _values_of(fact.type, rules, edges, days):
            if fact.over == "time":
                yield [{"from": min(days).isoformat(), "value": value}]
            else:
                yield {day.isoformat(): value for day in days}
        return
    found = list(_values_of(fact.type, rules, edges, days))
    if fact.type.kind == "event" or fact.optional:
        found.insert(min(2, len(found)), None)
    yield from found


def _values_of(type_: Type, rules: m.Rules, edges: Edges, days: tuple[date, ...]) -> Iterator[Any]:
    match type_.kind:
        case "boolean":
            yield from (True, False)
        case "choice":
            named = [word for word in edges.words if word in type_.options]
            yield from dict.fromkeys((*named, *type_.options))
        case "party":
            yield from (role for role, _ in rules.agreement.parties)
        case "date" | "event":
            yield from (day.isoformat() for day in days)
        case "number":
            yield from (plain(figure + more) for figure in edges.figures or (Fraction(1),) for more in (0, 1, -1))
        case "money":
            for figure in edges.figures or (Fraction(1000),):
                amounts = (Money(figure + more, rules.agreement.currency) for more in (Fraction(0), _CENT, -_CENT))
                yield from map(plain, amounts)
        case "text":
            yield "something"
        case _:
            pass


# Records.


def _of_list(fact: m.Fact, said: Any, rules: m.Rules, edges: Edges, days: tuple[date, ...]) -> Iterator[Edit]:
    inner = fact.type.of
    members = said.get("items", []) if isinstance(said, dict) else said if isinstance(said, list) else []
    if inner is None or inner.kind != "record" or inner.name not in rules.records:
        return
    type_ = rules.records[inner.name]
    for day in days[::_AROUND][:_MOST_DAYS]:
        more = _new_record(type_, members, rules, edges, (day, *days))
        truths = {each.name: False for each in type_.fields if each.type.kind == "boolean"}
        yield Edit(fact.name, [*members, more])
        if truths:
            yield Edit(fact.name, [*members, {**more, **truths}])
    fields = sorted(type_.fields, key=lambda each: _rank(each.name, edges))
    for member in members[:_MOST_RECORDS]:
        for each in fields:
            if each.name in edges.fields or each.name == type_.begins:
                for value in _other_values(each, member.get(each.name, NOT_SAID), rules, edges, days):
                    yield Edit(fact.name, value, str(member["id"]), each.name)
        yield Edit(fact.name, [each for each in members if each is not member])
    if members:
        yield Edit(fact.name, [])
    elif said is NOT_SAID:
        yield Edit(fact.name, [])
    else:
        yield Edit(fact.name, NOT_SAID)


def _rank(field: str, edges: Edges) -> int:
    return edges.fields.index(field) if field in edges.fields else len(edges.fields)


def _new_record(
    type_: m.RecordType, members: list[Document], rules: m.Rules, edges: Edges, days: tuple[date, ...]
) -> Document:
    """One record more: like the last one on another day if there is one, else with the first value of each field."""
    taken = {str(member["id"]) for member in members}
    name = next(each for number in range(1, len(members) + 2) if (each := f"x{number}") not in taken)
    made: Document = dict(members[-1]) if members else {}
    for field in type_.fields:
        is_day = field.type.kind in ("event", "date")
        if field.name not in made or (is_day and field.name == type_.begins):
            first = next(_values(field, rules, edges, days), NOT_SAID)
            if first is not NOT_SAID:
                made[field.name] = first
    return {**made, "id": name}


# A fact set from nothing.


def made_up(rules: m.Rules, edges: Edges, first: date, through: date, only_begun: bool) -> Document:
    """A document in which everything that matters is said: events on days that follow each other, all else at its
    first value; what is presumed not to have happened is left to the presumption, and lists are empty. If `only_begun`,
    nothing has happened but that with which what is looked at begins."""
    facts: Document = {}
    day = first
    for name, fact in rules.facts.items():
        if name not in edges.read or fact.presume:
            continue
        if fact.type.kind == "list":
            facts[name] = []
            continue
        is_day = fact.type.kind in ("event", "date") and not fact.over
        if is_day and only_begun and name not in edges.begins and (fact.type.kind == "event" or fact.optional):
            facts[name] = None
            continue
        value = next(_values(fact, rules, edges, (day,)), NOT_SAID)
        if value is not NOT_SAID:
            facts[name] = value
        if is_day:
            day = date.fromordinal(day.toordinal() + 1)
    return {"agreement": rules.agreement.id, "through": through.isoformat(), "facts": facts}
