"""What must hold of records, held against a fact set.

In: the rules and a fact set. Out: a diagnostic for each record of which something does not hold. The one idea: `must`
is an expression like any other, in which the record is called `this`; it is read on the day through which the fact set
is complete, and only what is false is a fault: what is not known may still turn out to hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.diagnostics import Diagnostic
from duly.evaluation.facts import FactSet, Given
from duly.evaluation.world import World
from duly.language.evaluator import evaluate
from duly.model.nodes import Rules
from duly.model.uses import everything, scope_of
from duly.model.vocabulary import Vocabulary
from duly.values import Record


def broken_musts(rules: Rules, facts: FactSet) -> tuple[Diagnostic, ...]:
    """A diagnostic for each record and each `must` that is false of it."""
    if not any(type_.must for type_ in everything(rules.records).values()):
        return ()
    world = World(Vocabulary(rules, tuple(rules.calendars)), facts, rules.calendars)
    return tuple(_broken(world, facts))


def _broken(world: World, facts: FactSet) -> Iterator[Diagnostic]:
    for given in facts.given.values():
        for record in given.value if given.kind == "list" else ():
            for must in world.rules.records[record.type].must if isinstance(record, Record) else ():
                frame = world.frame(max(facts.through, world.earliest), {"this": record})
                frame.scope = scope_of(record.type)
                if evaluate(must.condition, frame) is False:
                    place = next((part.span for part in record.fields.values() if isinstance(part, Given)), given.span)
                    message = f"`{record.id}`: {must.says}"
                    yield Diagnostic("record-must", message, place or given.span)
