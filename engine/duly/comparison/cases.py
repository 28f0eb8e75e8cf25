"""One fact set under both versions.

In: sides, their scenarios, and files of facts. Out: `Case`s, each a fact set that both versions can read, with the days
that are looked at; and what each version says of an outcome on such a day. The one idea: only the outcomes that are
asked for are worked out, each as one line of text, so that many fact sets can be tried and what differs can be shown as
it was compared.

A fact set that was read for one version serves the other where both declare the same facts and records; else it is read
again under the other's, and where that fails it is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duly.calendars import Calendar
from duly.comparison.reach import STATE
from duly.comparison.sides import Side
from duly.comparison.witnesses import Built
from duly.diagnostics import Diagnostic
from duly.evaluation.explanation import norm_id, show_id
from duly.evaluation.fact_files import facts_of
from duly.evaluation.facts import FactSet
from duly.evaluation.interpreter import Request, world_of
from duly.evaluation.life import agreement_states
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.scenarios import Scenario
from duly.evaluation.show import show
from duly.evaluation.world import World, instances
from duly.files import read_source
from duly.language.frame import BudgetSpent
from duly.model.loader import Loaded
from duly.values import NormRef

_IDLE = ("not triggered", "not available", "not made", "not yet")
"""States of a norm that binds nobody yet, so that its days and amounts say nothing."""
_SUFFIXES = (".json", ".yaml", ".yml")


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


@dataclass(frozen=True, slots=True)
class Pool:
    """The cases, how many fact sets only one of the versions can read, and what is wrong with files of facts."""

    cases: tuple[Case, ...]
    unshared: int
    diagnostics: tuple[Diagnostic, ...]


def pool(old: Side, new: Side, folders: Iterable[str]) -> Pool:
    """All cases: the scenarios of both sides, the same one once, and the fact sets in the folders and files given."""
    if old.loaded is None or new.loaded is None:
        return Pool((), 0, ())
    found: list[Case] = []
    unshared: list[str] = []
    is_shared = declared(old.loaded) == declared(new.loaded)
    mine, theirs = ({_identity(each): each for each in side.scenarios} for side in (old, new))
    for identity in {**mine, **theirs}:
        one, other = mine.get(identity), theirs.get(identity)
        if is_shared:
            one, other = one or other, other or one
        if one is not None and other is not None:
            found.append(_of_scenario(one, other, old, new))
        else:
            unshared.append(identity[0])
    files, faults = _of_files(old.loaded, new.loaded, folders)
    return Pool((*files, *found), len(unshared), faults)


def _identity(scenario: Scenario) -> tuple[str, str]:
    """A scenario with its facts: one whose facts changed too is another one."""
    return scenario.name, scenario.facts.digest


def declared(loaded: Loaded) -> tuple[object, ...]:
    """What a fact set is read by."""
    facts = [(name, each.type, each.over, each.optional) for name, each in loaded.rules.facts.items()]
    records = [
        (name, each.begins, [(field.name, field.type, field.over, field.optional) for field in each.fields])
        for name, each in loaded.rules.records.items()
    ]
    return sorted(facts, key=lambda row: row[0]), sorted(records, key=lambda row: row[0])


def _of_scenario(one: Scenario, other: Scenario, old: Side, new: Side) -> Case:
    days = tuple(dict.fromkeys((*one.days, *other.days)))
    requests = tuple(_request(each, side) for each, side in ((one, old), (other, new)))
    about = frozenset(claim.subject.partition("[")[0] for each in (one, other) for claim in each.claims)
    sections = frozenset(part.strip() for part in other.cite.split(","))
    return Case(f"scenario {one.name}", days, (one.facts, other.facts), (requests[0], requests[1]), about | sections)


def _request(scenario: Scenario, side: Side) -> Request:
    """How a scenario is read, without readings that a side has not."""
    known = side.loaded.rules.readings if side.loaded is not None else {}
    chosen = tuple(
        (name, option)
        for name, option in scenario.readings
        if name in known and option in [each.name for each in known[name].options]
    )
    opened = frozenset(name for name in scenario.open_readings if name in known)
    return Request(scenario.days[0], scenario.known_by, chosen, opened, scenario.strict)


def _of_files(old: Loaded, new: Loaded, named: Iterable[str]) -> tuple[list[Case], tuple[Diagnostic, ...]]:
    found: list[Case] = []
    faults: list[Diagnostic] = []
    for path in (file for each in named for file in _files(Path(each))):
        source = read_source(path, path.as_posix())
        if isinstance(source, Diagnostic):
            faults.append(source)
            continue
        (one, first), (other, second) = facts_of(source, old.rules), facts_of(source, new.rules)
        faults += dict.fromkeys((*first, *second))
        if one is not None and other is not None:
            request = Request(one.through)
            found.append(Case(path.as_posix(), _days_of(one), (one, other), (request, request)))
    return found, tuple(faults)


def _days_of(facts: FactSet) -> tuple[date, ...]:
    """The days on which a fact set is looked at: the one through which it is complete, and those that it names."""
    named = sorted({day for day in facts.days() if day <= facts.through})
    return tuple(dict.fromkeys((facts.through, *named)))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    else:
        yield path


class Views:
    """Both versions' views of one case."""

    def __init__(self, old: Loaded, new: Loaded, case: Case) -> None:
        self.worlds = tuple(
            _world(loaded, facts, loaded.calendars, request)
            for loaded, facts, request in zip((old, new), case.facts, case.requests, strict=True)
        )

    def differences(self, name: tuple[str, str], day: date) -> tuple[tuple[str, str, str], ...]:
        """What differs of the outcome that is called so in either version: the instance, and what each version says."""
        try:
            one, other = (_said(world, each, day) for world, each in zip(self.worlds, name, strict=True))
        except BudgetSpent:
            return ()
        renamed = {_called(instance, name): said for instance, said in one.items()}
        rows = ((each, renamed.get(each, "not there"), other.get(each, "not there")) for each in {**renamed, **other})
        return tuple(row for row in rows if row[1] != row[2])


def _called(instance: str, name: tuple[str, str]) -> str:
    return name[1] + instance.removeprefix(name[0])


def _world(loaded: Loaded, facts: FactSet, calendars: Mapping[str, Calendar], request: Request) -> World:
    assert loaded.vocabulary is not None, "a side that is evaluated has rules"
    return world_of(loaded.vocabulary, facts, calendars, request)


def _said(world: World, name: str, day: date) -> dict[str, str]:
    """What is said of every instance of a norm or term, or of the agreement's state."""
    if name == STATE:
        return {STATE: " or ".join(agreement_states(world, world.frame(day))[0])}
    if name in world.rules.norms:
        sure, possible, _ = norm_instances(world, world.rules.norms[name], world.frame(day))
        return {norm_id(ref): _norm(world, ref, day) for ref in (*sure, *possible)}
    if name in world.rules.terms:
        term = world.rules.terms[name]
        sure_rows, possible_rows, _ = instances(term.parameters, world.frame(day))
        return {
            name + (f"[{', '.join(map(show_id, row))}]" if row else ""): show(world.term(term, row, world.frame(day)))
            for row in (*sure_rows, *possible_rows)
        }
    return {}


def _norm(world: World, ref: NormRef, day: date) -> str:
    found = status(world, ref, world.frame(day))
    if len(found.states) == 1 and found.states[0] in _IDLE:
        return found.states[0]
    said = [" or ".join(found.states)]
    said += [f"{word} {show(value)}" for word, value in (("due", found.due), ("ends", found.ends)) if value is not None]
    said += [f"{show(found.amount)}"] if found.amount is not None else []
    breaches = ", ".join(show(breach.day) for breach in found.breaches)
    return ", ".join(said) + (f"; breaches on {breaches}" if breaches else "")
