"""Fact sets at paths that somebody gave.

In: files and folders, and both versions. Out: cases, and every diagnostic. The one idea: a file that holds one fact set
is one that somebody meant, so what is wrong with it is an error; of a file that holds one a line (`.ndjson`), which
some program wrote, a line that holds none is told with its number, left out and counted, and the others stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from duly.comparison.cases import Case
from duly.diagnostics import Diagnostic
from duly.evaluation.fact_files import facts_of, facts_of_json
from duly.evaluation.facts import FactSet
from duly.evaluation.interpreter import Request
from duly.files import read_source
from duly.model.loader import Loaded
from duly.source import Source

LINES = ".ndjson"
"""How the name of a file ends that holds one fact set a line, as JSON."""
_SUFFIXES = (".json", ".yaml", ".yml", LINES)
_MOST_TOLD = 20
"""Of so many lines of a file it is told what is wrong with them; further ones are only counted."""


@dataclass(slots=True)
class Given:
    """The cases at the paths, and what is wrong: with files, and with lines of them, which are counted."""

    cases: list[Case] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    of_lines: list[Diagnostic] = field(default_factory=list)
    left_out: int = 0

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with files."""
        return tuple(self.faults)

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What is wrong with lines."""
        return tuple(self.of_lines)


def read_given(old: Loaded, new: Loaded, named: Iterable[str]) -> Given:
    """The fact sets at the paths, in the order of the paths and of the names in a folder."""
    found = Given()
    for path in (file for each in named for file in _files(Path(each))):
        source = read_source(path, path.as_posix())
        if isinstance(source, Diagnostic):
            found.faults.append(source)
        elif path.suffix.lower() == LINES:
            _read_lines(found, source, old, new)
        else:
            (one, first), (other, second) = facts_of(source, old.rules), facts_of(source, new.rules)
            found.faults += dict.fromkeys((*first, *second))
            if one is not None and other is not None:
                found.cases.append(_case(source.name, one, other))
    return found


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
    else:
        yield path


def _read_lines(found: Given, source: Source, old: Loaded, new: Loaded) -> None:
    faulty = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            continue
        name = f"{source.name}:{number}"
        one, other = (facts_of_json(Source(name, line), side.rules)[0] for side in (old, new))
        if one is not None and other is not None:
            found.cases.append(_case(name, one, other))
            continue
        faulty += 1
        if faulty <= _MOST_TOLD:
            at_its_place = Source(source.name, "\n" * (number - 1) + line)
            both = (facts_of_json(at_its_place, side.rules)[1] for side in (old, new))
            found.of_lines += dict.fromkeys(fault for each in both for fault in each)
    found.left_out += faulty


def _case(name: str, one: FactSet, other: FactSet) -> Case:
    request = Request(one.through)
    return Case(name, _days_of(one), (one, other), (request, request))


def _days_of(facts: FactSet) -> tuple[date, ...]:
    """The days on which a fact set is looked at: the one through which it is complete, and those that it names."""
    named = sorted({day for day in facts.days() if day <= facts.through})
    return tuple(dict.fromkeys((facts.through, *named)))
