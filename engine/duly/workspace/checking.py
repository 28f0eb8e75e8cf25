"""Whatever a person points at is checked: agreements, and the fact sets and scenarios that belong to them.

In: paths. Out: diagnostics. The one idea: a fact set or scenario means something only to its agreement, so every path
leads to agreements first; a folder stands for everything in it, a file for itself and the rules that it belongs to. A
fact set that lies somewhere else belongs to the agreement that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duly.codes import severity_of
from duly.contract_text.nodes import Outline
from duly.diagnostics import Diagnostic, Severity
from duly.evaluation.fact_files import load_facts
from duly.evaluation.late_days import late_days
from duly.evaluation.scenarios import read_scenarios
from duly.files import not_there, read_source
from duly.model import shelf
from duly.model.loader import Loaded, rule_files
from duly.source import Source
from duly.workspace.clause_words import ClauseWords
from duly.workspace.file_kinds import FACTS, RULES, SCENARIOS, kind_of
from duly.workspace.loading import findings

_SUFFIXES = {FACTS: (".json", ".yaml", ".yml"), SCENARIOS: (".yaml", ".yml")}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, how many agreements, fact sets and scenario files were looked at, and the agreements."""

    diagnostics: tuple[Diagnostic, ...]
    agreements: int
    fact_sets: int
    scenario_files: int
    loaded: tuple[Loaded, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether something does not load."""
        return self._has(Severity.ERROR)

    @property
    def has_warnings(self) -> bool:
        """Whether there is something to look at."""
        return self._has(Severity.WARNING)

    @property
    def summary(self) -> str:
        """What was looked at."""
        looked = ((self.agreements, "agreement"), (self.fact_sets, "fact set"), (self.scenario_files, "scenario file"))
        return "checked " + ", ".join(f"{number} {said}{'' if number == 1 else 's'}" for number, said in looked)

    def beside(self, contract: Outline) -> tuple[Checked, ClauseWords]:
        """The same with what keeps the contract's words from being shown, and the words for each diagnostic."""
        words = ClauseWords(self.loaded, contract)
        return replace(self, diagnostics=(*self.diagnostics, *words.faults)), words

    def _has(self, severity: Severity) -> bool:
        return any(severity_of(found.code) is severity for found in self.diagnostics)


def check(paths: Iterable[str]) -> Checked:
    """Everything that can be said of what stands at `paths`: folders or files."""
    checker = _Checker()
    for path in paths:
        checker.path(Path(path))
    return checker.result()


class _Checker:
    """One run; nothing is looked at twice."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.loaded: dict[Path, Loaded] = {}
        self.files: dict[str, set[Path]] = {FACTS: set(), SCENARIOS: set()}

    def result(self) -> Checked:
        """What was found so far."""
        unique = tuple(dict.fromkeys(self.found))
        counts = len(self.loaded), len(self.files[FACTS]), len(self.files[SCENARIOS])
        return Checked(unique, *counts, tuple(self.loaded.values()))

    def path(self, path: Path) -> None:
        """One path as it was given."""
        if _is(path, "dir"):
            self._folder(path)
        elif _is(path, "file") and path.parent.name in _SUFFIXES and _has_rules(path.parent.parent):
            self._agreement(path.parent.parent)
            self._file(path, path.parent.parent, path.parent.name)
        elif _is(path, "file") and kind_of(path)[0] in _SUFFIXES:
            self._elsewhere(path, *kind_of(path))
        elif _is(path, "file") and path.suffix in (".yaml", ".yml"):
            self._whole(path.parent)
        else:
            said = "this is neither a rule file nor a fact set or scenario in the folder of an agreement"
            shown = path.as_posix()
            is_file = _is(path, "file")
            self.found.append(Diagnostic("no-agreement", said, file=shown) if is_file else not_there(path, shown))

    def _elsewhere(self, path: Path, kind: str, named: str) -> None:
        """A fact set or scenarios outside the folder of the agreement that they are for."""
        folder = shelf.folder_of(named)
        if folder is None:
            said = f"no agreement is called `{named}`" if named else "this does not say for which agreement it is"
            hint = "`agreement:` at its top is the id of an agreement, or the path of its folder"
            self.found.append(Diagnostic("no-agreement", said, hint=hint, file=path.as_posix()))
            return
        self._agreement(folder)
        self._file(path, folder, kind)

    def _folder(self, folder: Path) -> None:
        files = [each for each in sorted(folder.iterdir()) if each.suffix in _SUFFIXES[FACTS] and _is(each, "file")]
        if files and all(kind_of(each)[0] != RULES for each in files):
            for each in files:
                self.path(each)
            return
        inside = [each for each in sorted(folder.iterdir()) if _has_rules(each)]
        if _has_rules(folder) or not inside:
            self._whole(folder)
            return
        for each in inside:
            self._whole(each)

    def _whole(self, folder: Path) -> None:
        """An agreement with its fact sets and scenarios."""
        self._agreement(folder)
        for kind in (FACTS, SCENARIOS):
            for path in _files(folder / kind, kind):
                self._file(path, folder, kind)

    def _agreement(self, folder: Path) -> Loaded:
        if folder not in self.loaded:
            loaded = shelf.load_place(folder, folder.as_posix())
            self.loaded[folder] = loaded
            self.found += [*loaded.diagnostics, *findings(loaded)]
        return self.loaded[folder]

    def _file(self, path: Path, folder: Path, kind: str) -> None:
        loaded = self.loaded[folder]
        if path in self.files[kind]:
            return
        self.files[kind].add(path)
        if loaded.vocabulary is None:
            source = read_source(path)
            self.found += [source] if isinstance(source, Diagnostic) else []
        elif kind == FACTS:
            self.found += load_facts(path.as_posix(), loaded.rules)[1]
        else:
            self._scenarios(path, folder, loaded)

    def _scenarios(self, path: Path, folder: Path, loaded: Loaded) -> None:
        source = read_source(path)
        if isinstance(source, Source):
            scenarios, faults = read_scenarios(source, loaded, folder)
            self.found += [*faults, *(found for each in scenarios for found in late_days(each.facts))]
        else:
            self.found.append(source)


def _files(folder: Path, kind: str) -> Iterator[Path]:
    """The files of a kind in a folder and those below it, in the order of their names."""
    if _is(folder, "dir"):
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _SUFFIXES[kind])


def scenario_files(folder: Path) -> tuple[Path, ...]:
    """The scenario files of the agreement in `folder`."""
    return tuple(_files(folder / SCENARIOS, SCENARIOS))


def _has_rules(folder: Path) -> bool:
    return _is(folder, "dir") and bool(rule_files(folder))


def _is(path: Path, kind: str) -> bool:
    """Whether there is a file or folder; a name that no file can have names none."""
    try:
        return path.is_dir() if kind == "dir" else path.is_file()
    except (OSError, ValueError):
        return False
