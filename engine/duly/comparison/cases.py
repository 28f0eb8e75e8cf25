"""One fact set under both versions.

In: a fact set that both versions can read, with the days that are looked at (`Case`). Out: what each version says of an
outcome on such a day, and where they differ. The one idea: only the outcomes that are asked for are worked out, each as
one line of text, so that many fact sets can be tried and what differs can be shown as it was compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from duly.calendars import Calendar
from duly.comparison.reach import STATE
from duly.comparison.witnesses import Built
from duly.evaluation.explanation import norm_id, show_id
from duly.evaluation.facts import FactSet
from duly.evaluation.instances import instances
from duly.evaluation.interpreter import Request, world_of
from duly.evaluation.life import agreement_states
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.show import show
from duly.evaluation.world import World
from duly.language.frame import BudgetSpent
from duly.model.loader import Loaded
from duly.values import NormRef

IDLE = ("not triggered", "not available", "not made", "not yet")
"""States of a norm that binds nobody yet, so that its days and amounts say nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """A fact set for both versions, how it is read, and the days that are looked at.

    `about` are the rules that its scenario expects something of, and the sections that it cites.
    """

    name: str
    days: tuple[date, ...]
    facts: tuple[FactSet, FactSet]
    requests: tuple[Request, Request]
    about: frozenset[str] = frozenset()
    built: Built | None = None


def declared(loaded: Loaded) -> tuple[object, ...]:
    """What a fact set is read by."""
    facts = [(name, each.type, each.over, each.optional) for name, each in loaded.rules.facts.items()]
    records = [
        (name, each.begins, [(field.name, field.type, field.over, field.optional) for field in each.fields])
        for name, each in loaded.rules.records.items()
    ]
    return sorted(facts, key=lambda row: row[0]), sorted(records, key=lambda row: row[0])


class Views:
    """Both versions' views of one case. `is_spent` is whether the steps of an evaluation were not enough for something
    that was asked of it, so that nobody can say whether it differs."""

    def __init__(self, old: Loaded, new: Loaded, case: Case) -> None:
        self.worlds = tuple(
            _world(loaded, facts, loaded.calendars, request)
            for loaded, facts, request in zip((old, new), case.facts, case.requests, strict=True)
        )

        self.is_spent = False

    def differences(self, name: tuple[str, str], day: date) -> tuple[tuple[str, str, str], ...]:
        """What differs of the outcome that is called so in either version: the instance, and what each version says."""
        told = self._told(name)
        try:
            one, other = (_said(world, each, day, told) for world, each in zip(self.worlds, name, strict=True))
        except BudgetSpent:
            self.is_spent = True
            return ()
        renamed = {_called(instance, name): said for instance, said in one.items()}
        rows = ((each, renamed.get(each, "not there"), other.get(each, "not there")) for each in {**renamed, **other})
        return tuple(row for row in rows if row[1] != row[2])

    def _told(self, name: tuple[str, str]) -> tuple[str, ...]:
        """Of whom a norm is, to whom and which act: those of these that are others in the new version."""
        norms = [world.rules.norms.get(each) for world, each in zip(self.worlds, name, strict=True)]
        if None in norms:
            return ()
        return tuple(key for key in ("bearer", "to", "action") if len({getattr(each, key, "") for each in norms}) > 1)


def _called(instance: str, name: tuple[str, str]) -> str:
    return name[1] + instance.removeprefix(name[0])


def _world(loaded: Loaded, facts: FactSet, calendars: Mapping[str, Calendar], request: Request) -> World:
    assert loaded.vocabulary is not None, "a side that is evaluated has rules"
    return world_of(loaded.vocabulary, facts, calendars, request)


def _said(world: World, name: str, day: date, told: tuple[str, ...]) -> dict[str, str]:
    """What is said of every instance of a norm or term, or of the agreement's state."""
    if name == STATE:
        return {STATE: " or ".join(agreement_states(world, world.frame(day))[0])}
    if name in world.rules.norms:
        sure, possible, _ = norm_instances(world, world.rules.norms[name], world.frame(day))
        return {norm_id(ref): _norm(world, ref, day, told) for ref in (*sure, *possible)}
    if name in world.rules.terms:
        term = world.rules.terms[name]
        sure_rows, possible_rows, _ = instances(term.parameters, world.frame(day))
        return {
            name + (f"[{', '.join(map(show_id, row))}]" if row else ""): show(world.term(term, row, world.frame(day)))
            for row in (*sure_rows, *possible_rows)
        }
    return {}


def _norm(world: World, ref: NormRef, day: date, told: tuple[str, ...]) -> str:
    found = status(world, ref, world.frame(day))
    if len(found.states) == 1 and found.states[0] in IDLE:
        return found.states[0]
    rule = world.rules.norms[ref.norm]
    named = {"bearer": f"of the {rule.bearer}", "to": f"to the {rule.to}" if rule.to else "", "action": rule.action}
    whose = " ".join(named[key].replace("_", " ") for key in told if named[key])
    said = [" or ".join(found.states) + (f" ({whose})" if whose else "")]
    said += [f"{word} {show(value)}" for word, value in (("due", found.due), ("ends", found.ends)) if value is not None]
    said += [f"{show(found.amount)}"] if found.amount is not None else []
    breaches = ", ".join(show(breach.day) for breach in found.breaches)
    return ", ".join(said) + (f"; breaches on {breaches}" if breaches else "")
