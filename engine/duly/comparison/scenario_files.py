"""The scenario files of a side, to be read when they are wanted.

In: an agreement's folder. Out: `ScenarioFile`s, which hold the texts; and, when one is read, its scenarios. The one
idea: to read all scenarios of an agreement takes longer than to find one that shows a change, so a file is read when it
is its turn. What git holds is gone by then, so its files bring along what their scenarios are based on.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from duly.comparison.cases import declared
from duly.diagnostics import Diagnostic
from duly.evaluation.scenarios import Scenario, read_scenarios
from duly.files import read_source
from duly.model.loader import Loaded
from duly.model.uses import everything
from duly.model.vocabulary import expressions_of
from duly.source import Source

_Read: TypeAlias = tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]
_FOLDER = "scenarios"
_BASED_ON = re.compile(r"""based_on:\s*["']?([^"'\n#,}]+)""")


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """One file: its path in the agreement's folder, its text, and what its scenarios may be based on, by path; None
    where the folder is still there."""

    path: str
    source: Source
    folder: Path
    bases: tuple[tuple[str, bytes], ...] | None = None
    _kept: dict[int, tuple[Loaded, _Read]] = field(default_factory=dict, compare=False, repr=False)
    """What was read for which version; many versions may be compared with one."""

    def held(self) -> ScenarioFile:
        """The same with all that it needs, for when its folder is gone."""
        return replace(self, bases=tuple(self._bases()))

    def is_like(self, other: ScenarioFile) -> bool:
        """Whether both say the same, based on the same."""
        return self.source.text == other.source.text and tuple(self._bases()) == tuple(other._bases())

    def read(self, loaded: Loaded) -> _Read:
        """The scenarios that can be run, and what is wrong with others."""
        if id(loaded) not in self._kept:
            self._kept[id(loaded)] = loaded, self._made(loaded)
        return self._kept[id(loaded)][1]

    def _made(self, loaded: Loaded) -> _Read:
        if self.bases is None:
            return read_scenarios(self.source, loaded, self.folder)
        with tempfile.TemporaryDirectory(prefix="duly-") as made:
            for path, data in self.bases:
                target = Path(made, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            return read_scenarios(self.source, loaded, Path(made))

    def _bases(self) -> Iterator[tuple[str, bytes]]:
        if self.bases is not None:
            yield from self.bases
            return
        named = {found[1].strip() for found in _BASED_ON.finditer(self.source.text)}
        for path in sorted(each for each in named if ".." not in Path(each).parts and not Path(each).is_absolute()):
            if (self.folder / path).is_file():
                yield path, (self.folder / path).read_bytes()


def scenario_files(folder: Path, shown: str) -> tuple[tuple[ScenarioFile, ...], tuple[Diagnostic, ...]]:
    """The scenario files of an agreement, and what keeps others from being read."""
    found: list[ScenarioFile] = []
    faults: list[Diagnostic] = []
    for path in sorted((folder / _FOLDER).rglob("*.yaml")):
        inside = path.relative_to(folder).as_posix()
        source = read_source(path, f"{shown.rstrip('/')}/{inside}")
        if isinstance(source, Source):
            found.append(ScenarioFile(inside, source, folder))
        else:
            faults.append(source)
    return tuple(found), tuple(faults)


def are_read_alike(one: Loaded, other: Loaded) -> bool:
    """Whether the same text is the same scenarios for two versions, with the same faults."""
    return _read_by(one) == _read_by(other)


def _read_by(loaded: Loaded) -> tuple[object, ...]:
    """All of an agreement that decides how scenarios are read: what may be given and what may be expected."""
    rules, agreement = loaded.rules, loaded.rules.agreement
    norms = [
        (name, each.kind, each.bearer, each.parameters, [key for key, _ in expressions_of(each)])
        for name, each in everything(rules.norms).items()
    ]
    terms = [(name, each.type, each.parameters) for name, each in everything(rules.terms).items()]
    options = [(name, [each.name for each in found.options]) for name, found in everything(rules.readings).items()]
    others = (*everything(rules.groups), *everything(rules.exceptions), *everything(rules.silences), *rules.used)
    is_called = (agreement.id, agreement.name, agreement.currency, agreement.parties, rules.is_set)
    facts = [(name, each.type, each.over, each.optional) for name, each in everything(rules.facts).items()]
    told = (sorted(rows, key=lambda row: row[0]) for rows in (facts, norms, terms, options))
    return declared(loaded), is_called, sorted(others), *told
