"""The scenarios of agreements are run.

In: the names of agreements. Out: `ScenarioRun`: what does not load, the result of every scenario in the order of the
files, and what they covered. The one idea: scenarios know nothing of each other, so they are dealt out to as many
processes as are wanted, each of which reads the agreement for itself, and what comes back is put in order again.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from duly.codes import severity_of
from duly.diagnostics import Diagnostic, Severity
from duly.evaluation.coverage import Covered, Recorder, covered
from duly.evaluation.scenario_runs import ScenarioResult, run
from duly.evaluation.scenarios import Scenario, read_scenarios
from duly.files import read_source
from duly.model import shelf
from duly.model.loader import Loaded
from duly.workspace.checking import scenario_files
from duly.workspace.loading import load_agreement

_Part = tuple[tuple[tuple[int, ScenarioResult], ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class AgreementRun:
    """One agreement: what keeps it or its scenarios from being run, or their results and what they covered."""

    name: str
    diagnostics: tuple[Diagnostic, ...]
    results: tuple[ScenarioResult, ...]
    coverage: tuple[Covered, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the scenarios were run."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """All agreements that were asked for."""

    agreements: tuple[AgreementRun, ...]

    @property
    def is_sound(self) -> bool:
        """Whether all of them were run."""
        return all(each.is_sound for each in self.agreements)

    @property
    def has_failures(self) -> bool:
        """Whether a scenario failed."""
        return any(result.failures for each in self.agreements for result in each.results)

    @property
    def percent_tried(self) -> int:
        """How many of a hundred sides of all points were tried, rounded down; all, where there are none."""
        rows = [row for each in self.agreements for row in each.coverage]
        sides = sum(len(row.point.sides) for row in rows)
        return 100 * sum(len(row.seen) for row in rows) // sides if sides else 100


def run_scenarios(named: Iterable[str], jobs: int = 1) -> ScenarioRun:
    """Runs the scenarios of the agreements named; of all in `rules/` and shipped where none is.

    Where one that is named is not there, nothing is run: it would be told only after minutes, and is most likely
    another one misspelled.
    """
    names = tuple(named)
    missing = tuple(name for name in names if shelf.folder_of(name) is None)
    return ScenarioRun(tuple(_tested(name, jobs) for name in missing or names or shelf.agreement_ids()))


def _tested(name: str, jobs: int) -> AgreementRun:
    loaded, scenarios, found = _read(name)
    if any(severity_of(each.code) is Severity.ERROR for each in found):
        return AgreementRun(name, found, (), ())
    count = max(1, min(jobs, len(scenarios)))
    if count == 1:
        parts = [_part(loaded, scenarios, 0, 1)]
    else:
        with ProcessPoolExecutor(count) as pool:
            parts = list(pool.map(_part_of, [(name, first, count) for first in range(count)]))
    rows = sorted((row for results, _ in parts for row in results), key=lambda row: row[0])
    assert loaded.vocabulary is not None, "an agreement without errors has rules"
    seen = covered(loaded.vocabulary, (sides for _, sides in parts))
    return AgreementRun(name, found, tuple(result for _, result in rows), seen)


def _read(name: str) -> tuple[Loaded, tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The agreement, its scenarios, and what is wrong with either."""
    loaded = load_agreement(name)
    found = list(loaded.diagnostics)
    scenarios: list[Scenario] = []
    folder = shelf.folder_of(name)
    if not loaded.is_sound or folder is None:
        return loaded, (), tuple(found)
    for path in scenario_files(folder):
        source = read_source(path, f"{_shown(loaded)}/{path.relative_to(folder).as_posix()}")
        if isinstance(source, Diagnostic):
            found.append(source)
            continue
        read, faults = read_scenarios(source, loaded, folder)
        found += faults
        scenarios += read
    return loaded, tuple(scenarios), tuple(found)


def _shown(loaded: Loaded) -> str:
    """How the folder of an agreement is called in messages."""
    return Path(loaded.sources[0].name).parent.as_posix()


def _part_of(task: tuple[str, int, int]) -> _Part:
    """One process's share."""
    name, first, step = task
    loaded, scenarios, _ = _read(name)
    return _part(loaded, scenarios, first, step)


def _part(loaded: Loaded, scenarios: tuple[Scenario, ...], first: int, step: int) -> _Part:
    assert loaded.vocabulary is not None, "an agreement without errors has rules"
    recorder = Recorder(loaded.vocabulary)
    rows = tuple((place, run(loaded, scenarios[place], recorder)) for place in range(first, len(scenarios), step))
    return rows, recorder.covered()
