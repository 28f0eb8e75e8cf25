"""All fact sets on which two versions are tried.

In: both sides with their scenarios, and paths of fact sets. Out: `Pool`. The one idea: a fact set that was read for one
version serves the other where both declare the same facts and records; else it is read again under the other's, and
where that fails it is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duly.comparison.cases import Case, declared
from duly.comparison.given import read_given
from duly.comparison.sides import Side
from duly.diagnostics import Diagnostic
from duly.evaluation.interpreter import Request
from duly.evaluation.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Pool:
    """The cases, how many fact sets only one of the versions can read, and what is wrong with files of facts.

    `unread` is what is wrong with single lines of files that hold one fact set a line; `left_out` is their number.
    """

    cases: tuple[Case, ...] = ()
    unshared: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: tuple[Diagnostic, ...] = ()
    left_out: int = 0


def pool(old: Side, new: Side, named: Iterable[str]) -> Pool:
    """All cases: the scenarios of both sides, the same one once, and the fact sets at the paths given."""
    if old.loaded is None or new.loaded is None:
        return Pool()
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
    given = read_given(old.loaded, new.loaded, named)
    return Pool((*given.cases, *found), len(unshared), given.diagnostics, given.unread, given.left_out)


def _identity(scenario: Scenario) -> tuple[str, str]:
    """A scenario with its facts: one whose facts changed too is another one."""
    return scenario.name, scenario.facts.digest


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
