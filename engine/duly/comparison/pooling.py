"""All fact sets on which two versions are tried.

In: both sides with their scenario files, and paths of fact sets. Out: `Pool`. The one idea: a fact set that was read
for one version serves the other where both declare the same facts and records; else it is read again under the other's,
and where that fails it is left out and counted. Scenario files are read one by one, when somebody wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from duly.comparison.cases import Case, declared
from duly.comparison.given import Given, read_given
from duly.comparison.scenario_files import ScenarioFile, are_read_alike
from duly.comparison.sides import Side
from duly.diagnostics import Diagnostic
from duly.evaluation.interpreter import Request
from duly.evaluation.scenarios import Scenario
from duly.model.loader import Loaded


class Pool:
    """The cases of two versions; `unshared` is how many scenarios that were read only one of them can read.

    `diagnostics` is what is wrong with files of facts; `unread` what is wrong with scenarios that were read, and with
    single lines of files that hold one fact set a line, of which `left_out` is the number.
    """

    def __init__(self, old: Side, new: Side, named: Iterable[str] = ()) -> None:
        self._old, self._new = old, new
        one, other = old.loaded, new.loaded
        self._loaded = (one, other) if one is not None and other is not None else None
        given = read_given(*self._loaded, named) if self._loaded is not None else Given()
        self.given = tuple(given.cases)
        self.diagnostics, self.left_out = given.diagnostics, given.left_out
        self.unshared = 0
        self._unread: list[Diagnostic] = []
        self._of_lines = given.unread
        self._cases: list[Case] = []
        self._waiting = self._batches()

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What is wrong with scenarios and single lines, which were left out then."""
        return (*self._unread, *self._of_lines)

    @property
    def waiting(self) -> Mapping[str, str]:
        """The texts of scenario files that were not read yet, by what they are called here."""
        return {
            name: "\n".join(each.source.text for pair in pairs for each in pair if each is not None)
            for name, pairs in self._waiting.items()
        }

    @property
    def read(self) -> tuple[Case, ...]:
        """The cases that were read so far, given ones first."""
        return (*self.given, *self._cases)

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases."""
        for name in tuple(self._waiting):
            self.take(name)
        return self.read

    def take(self, name: str) -> tuple[Case, ...]:
        """The cases of a file that was waiting: the scenarios of both sides, the same one once."""
        pairs = self._waiting.pop(name)
        if self._loaded is None:
            return ()
        is_shared, is_alike = declared(self._loaded[0]) == declared(self._loaded[1]), are_read_alike(*self._loaded)
        mine: dict[tuple[str, str], Scenario] = {}
        theirs: dict[tuple[str, str], Scenario] = {}
        for one, other in pairs:
            first, second = self._scenarios(self._loaded, one, other, is_alike)
            mine |= {_identity(each): each for each in first}
            theirs |= {_identity(each): each for each in second}
        found = []
        for identity in {**mine, **theirs}:
            before, after = mine.get(identity), theirs.get(identity)
            if is_shared:
                before, after = before or after, after or before
            if before is not None and after is not None:
                found.append(_of_scenario(before, after, self._old, self._new))
            else:
                self.unshared += 1
        self._cases += found
        return tuple(found)

    def _scenarios(
        self, loaded: tuple[Loaded, Loaded], one: ScenarioFile | None, other: ScenarioFile | None, is_alike: bool
    ) -> tuple[tuple[Scenario, ...], tuple[Scenario, ...]]:
        """The scenarios of a file under both versions; read once where that comes to the same."""
        mine, faults = one.read(loaded[0]) if one is not None else ((), ())
        if one is not None and other is not None and not faults and is_alike and one.is_like(other):
            return mine, mine
        theirs, more = other.read(loaded[1]) if other is not None else ((), ())
        self._unread += [*faults, *more]
        return mine, theirs

    def _batches(self) -> dict[str, tuple[tuple[ScenarioFile | None, ScenarioFile | None], ...]]:
        """The files of both sides that are read together: each with its namesake; all where facts are declared
        otherwise, because a scenario may have gone to another file, and which cannot be read is counted then."""
        if self._loaded is None:
            return {}
        old, new = ({each.path: each for each in side.files} for side in (self._old, self._new))
        pairs = {name: (old.get(name), new.get(name)) for name in {**old, **new}}
        if declared(self._loaded[0]) == declared(self._loaded[1]):
            return {name: (pair,) for name, pair in pairs.items()}
        return {"": tuple(pairs.values())} if pairs else {}


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
