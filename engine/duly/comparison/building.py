"""A fact set that was built from another one.

In: a document of facts and edits of it. Out: a `Case` for both versions, or None where either refuses it. The one idea:
what was built is read like a file that a person wrote, by the rules of each version, so nothing is shown that could not
be given to `duly evaluate`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from duly.comparison.boundaries import Readings
from duly.comparison.cases import Case, declared
from duly.comparison.edits import NOT_SAID, Edit
from duly.comparison.witnesses import Built, Moved
from duly.evaluation.fact_documents import Document, text_of
from duly.evaluation.fact_files import facts_of
from duly.evaluation.facts import FactSet
from duly.evaluation.interpreter import Request
from duly.model.loader import Loaded
from duly.source import Source

_NAME = "built.json"


class Builder:
    """Builds fact sets for two versions."""

    def __init__(self, old: Loaded, new: Loaded) -> None:
        self.old, self.new = old, new
        self._is_shared = declared(old) == declared(new)

    def case(
        self, base: Case | None, before: Document, edited: Iterable[Edit], readings: Readings, days: tuple[date, ...]
    ) -> Case | None:
        """The fact set after the edits, read under the readings, to be looked at on the days."""
        after = {**before, "facts": dict(before["facts"])}
        for each in edited:
            apply(after, each)
        last = max((*days, date.fromisoformat(before["through"])))
        after["through"] = last.isoformat()
        return self.of_document(base, before, after, readings, days)

    def of_document(
        self, base: Case | None, before: Document, after: Document, readings: Readings, days: tuple[date, ...]
    ) -> Case | None:
        """The fact set of a document, and what in it is another fact than in the one before."""
        text = text_of(after)
        facts = self._read(text)
        if facts is None:
            return None
        requests = tuple(self._request(base, place, readings, days) for place in (0, 1))
        built = Built(base.name if base else "", moved(before if base else {"facts": {}}, after), readings, text)
        name = base.name if base else "made-up facts"
        return Case(name, days, facts, (requests[0], requests[1]), frozenset(), built)

    def _read(self, text: str) -> tuple[FactSet, FactSet] | None:
        source = Source(_NAME, text)
        one, _ = facts_of(source, self.old.rules)
        if one is None or self._is_shared:
            return (one, one) if one is not None else None
        other, _ = facts_of(source, self.new.rules)
        return (one, other) if other is not None else None

    def _request(self, base: Case | None, place: int, readings: Readings, days: tuple[date, ...]) -> Request:
        known = (self.old, self.new)[place].rules.readings
        there = tuple(
            (name, option)
            for name, option in readings
            if name in known and option in [each.name for each in known[name].options]
        )
        if base is None:
            return Request(days[0], None, there)
        request = base.requests[place]
        chosen = tuple(sorted({**dict(request.readings), **dict(there)}.items()))
        return replace(request, readings=chosen, open_readings=request.open_readings - {name for name, _ in there})


def apply(document: Document, edit: Edit) -> None:
    """Makes an edit in a document whose facts may be written to."""
    facts = document["facts"]
    if edit.record:
        listed = facts[edit.fact]
        members = listed["items"] if isinstance(listed, dict) else listed
        changed = [_with(member, edit) if str(member["id"]) == edit.record else member for member in members]
        facts[edit.fact] = {**listed, "items": changed} if isinstance(listed, dict) else changed
    elif edit.value is NOT_SAID:
        facts.pop(edit.fact, None)
    else:
        facts[edit.fact] = edit.value


def _with(member: Document, edit: Edit) -> Document:
    rest = {name: value for name, value in member.items() if name != edit.field}
    return rest if edit.value is NOT_SAID else {**rest, edit.field: edit.value}


# What was moved, in words.


def moved(before: Document, after: Document) -> tuple[Moved, ...]:
    """Every fact that another value stands for, and the day through which the set is complete."""
    names = dict.fromkeys((*before["facts"], *after["facts"]))
    pairs = [(name, before["facts"].get(name, NOT_SAID), after["facts"].get(name, NOT_SAID)) for name in names]
    found = [row for name, one, other in pairs if one != other for row in _moved(name, one, other)]
    if before.get("through", after["through"]) != after["through"]:
        found.append(Moved("complete through", before["through"], after["through"]))
    return tuple(found)


def _moved(name: str, one: Any, other: Any) -> Iterable[Moved]:
    was, became = _members(one), _members(other)
    if was is None or became is None:
        return [Moved(name, said(one), said(other))]
    found: list[Moved] = []
    for key in dict.fromkeys((*was, *became)):
        mine, theirs = was.get(key), became.get(key)
        if mine is None or theirs is None:
            found.append(Moved(f"{name}[{key}]", said(mine or NOT_SAID), said(theirs or NOT_SAID)))
        elif mine != theirs:
            fields = dict.fromkeys((*mine, *theirs))
            pairs = [(field, mine.get(field, NOT_SAID), theirs.get(field, NOT_SAID)) for field in fields]
            found += [Moved(f"{name}[{key}].{field}", said(a), said(b)) for field, a, b in pairs if a != b]
    return found


def _members(value: Any) -> dict[str, Document] | None:
    """The records of a list by id; None of what is no list of records that stands on both sides."""
    listed = value.get("items") if isinstance(value, dict) else value
    if value is NOT_SAID or not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        return None
    return {str(each["id"]): each for each in listed} if all("id" in each for each in listed) else None


def said(value: Any) -> str:
    """A value of a document in a few words; empty where nobody says anything."""
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "absent"
        case str() | int():
            return str(value)
        case dict() if "id" in value:
            return ", ".join(f"{name} {said(each)}" for name, each in value.items() if name != "id")
        case dict():
            return ", ".join(f"{name} {said(each)}" for name, each in value.items())
        case list():
            return "; ".join(map(said, value)) or "none"
        case _:
            return "" if value is NOT_SAID else str(value)
