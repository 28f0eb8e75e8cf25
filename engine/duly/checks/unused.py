"""What is declared and read by no rule (`unused`).

What it does: finds facts, fields, terms, readings, silences, groups, actions and records that nothing uses. A term is
used by an expression or by `report: true`; a field by an expression that reads a field of its name, or by `begins`; a
reading by a value or rule under one of its options; a group by what gives way or by `breaches of`. A silence without a
type is there to be read by people, so nothing has to use it.

Why it matters: a fact that no rule reads is asked for in vain, and a rule that should have read it may be missing.

Example: a fact `price` in an agreement whose rules never speak of `price`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from duly.checks.clauses import clause_of
from duly.checks.rules_read import written
from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.types import Type
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary


@dataclass(slots=True)
class _Uses:
    """The names that are read, by what they can be."""

    names: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)
    silences: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each thing that is not used."""
    rules, uses = vocabulary.rules, _uses(vocabulary.rules)
    groups = _groups(rules, uses)
    yield from _not_in("fact", rules.facts, uses.names)
    yield from _not_in("term", {name: term for name, term in rules.terms.items() if not term.report}, uses.names)
    yield from _not_in("reading", rules.readings, uses.readings)
    read = {name: silence for name, silence in rules.silences.items() if silence.type is not None}
    yield from _not_in("matter", read, uses.silences)
    yield from _not_in("record", rules.records, uses.records)
    yield from _not_in("group", rules.groups, groups)
    for record in rules.records.values():
        if record.name in uses.records:
            yield from _fields(record, uses)
    acted = {norm.action for norm in rules.norms.values()}
    for name, span in rules.action_spans.items():
        if name not in acted:
            yield Diagnostic("unused", f"no norm is about the action `{name}`", span)


def _not_in(kind: str, declared: Mapping[str, Any], used: Iterable[str]) -> Iterator[Diagnostic]:
    for name, each in declared.items():
        if name not in used:
            clause = None if isinstance(each, (m.RecordType, m.Group)) else clause_of(each)
            yield Diagnostic("unused", f"no rule reads the {kind} `{name}`", each.span, clause=clause)


def _fields(record: m.RecordType, uses: _Uses) -> Iterator[Diagnostic]:
    for each in record.fields:
        if each.name not in uses.fields and each.name != record.begins:
            yield Diagnostic("unused", f"no rule reads the field `{each.name}` of `{record.name}`", each.span)


def _uses(rules: m.Rules) -> _Uses:
    uses = _Uses()
    for place in written(rules):
        for node in place.parts:
            _use(node, uses)
    unders = [rule.under for kind in _under(rules) for rule in kind]
    unders += [reading.arises_under for reading in rules.readings.values()]
    uses.readings.update(name for under in unders for name, _ in under)
    own = [fact.type for fact in rules.facts.values()] + [term.type for term in rules.terms.values()]
    _use_types(own, rules, uses)
    return uses


def _under(rules: m.Rules) -> Iterator[Iterable[m.LifeLine | m.Fact | m.Term | m.Norm | m.Exception_]]:
    """Every rule that may stand under an option."""
    yield rules.agreement.life
    yield rules.facts.values()
    yield from (record.fields for record in rules.records.values())
    yield rules.terms.values()
    yield rules.norms.values()
    yield rules.exceptions.values()


def _use(node: n.Expression, uses: _Uses) -> None:
    match node:
        case n.Name(name=name) | n.Index(name=name):
            uses.names.add(name)
        case n.Field(name=name):
            uses.fields.add(name)
        case n.ByReading(reading=reading):
            uses.readings.add(reading)
        case n.Silence(name=name):
            uses.silences.add(name)
        case n.BreachesOf(group=group):
            uses.names.add(group)
        case _:
            pass


def _use_types(types: Iterable[Type], rules: m.Rules, uses: _Uses) -> None:
    """The records that facts and terms hold, and those that their fields name."""
    waiting = list(types)
    while waiting:
        type_ = waiting.pop()
        if type_.of is not None:
            waiting.append(type_.of)
        if type_.kind == "record" and type_.name in rules.records and type_.name not in uses.records:
            uses.records.add(type_.name)
            waiting.extend(each.type for each in rules.records[type_.name].fields)


def _groups(rules: m.Rules, uses: _Uses) -> set[str]:
    """The groups that are named by an expression, an exception, or a group that is."""
    waiting = [*uses.names, *(name for exception in rules.exceptions.values() for name in exception.gives_way)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in rules.groups and name not in found:
            found.add(name)
            waiting.extend(rules.groups[name].norms)
    return found
