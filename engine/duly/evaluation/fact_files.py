"""A file of facts, or standard input, to a fact set.

In: a name and the agreement that the facts are for. Out: `FactSet`, perhaps with warnings, or every error. The one
idea: the suffix of the name says whether it is JSON or YAML, and both give the same tree; standard input, which has no
name, is JSON if it begins with a brace.
"""

from __future__ import annotations

import sys
from pathlib import Path

from duly.diagnostics import Diagnostic
from duly.evaluation.facts import FactSet
from duly.evaluation.facts_reader import read_facts
from duly.evaluation.late_days import late_days
from duly.evaluation.musts import broken_musts
from duly.files import decode, read_source
from duly.limits import FILE_BYTES
from duly.model.json_tree import load_json
from duly.model.nodes import Rules
from duly.model.tree import Node
from duly.source import Source

STANDARD_INPUT = "-"
_SUFFIXES = (".json", ".yaml", ".yml")


def load_facts(named: str, rules: Rules) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    """The fact set in the file `named` (`-` is standard input), with warnings; None, with errors, if it holds none."""
    source = _standard_input() if named == STANDARD_INPUT else _file(Path(named))
    if isinstance(source, Diagnostic):
        return None, (source,)
    return facts_of(source, rules)


def facts_of(source: Source, rules: Rules) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    """The fact set of a text; it is JSON if its name says so, or if that says nothing and it begins with a brace."""
    suffix = Path(source.name).suffix.lower()
    if suffix == ".json" or (suffix not in _SUFFIXES and source.text.lstrip()[:1] == "{"):
        return facts_of_json(source, rules)
    from duly.model.yaml_tree import load_yaml  # costly to import, and not needed for JSON

    return _facts_in(*load_yaml(source), rules)


def facts_of_json(source: Source, rules: Rules) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    """The fact set of a text that is JSON, whatever its name."""
    return _facts_in(*load_json(source), rules)


def _facts_in(
    tree: Node | None, found: tuple[Diagnostic, ...], rules: Rules
) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    if tree is None:
        return None, found
    facts, faults = read_facts(tree, rules)
    if facts is None:
        return None, faults
    faults = broken_musts(rules, facts)
    return (None, faults) if faults else (facts, late_days(facts))


def _standard_input() -> Source | Diagnostic:
    return decode(sys.stdin.buffer.read(FILE_BYTES + 1), "standard input")


def _file(path: Path) -> Source | Diagnostic:
    shown = path.as_posix()
    source = read_source(path, shown)  # that there is no such file, or a folder, comes before what its name lacks
    if isinstance(source, Source) and path.suffix.lower() not in _SUFFIXES:
        hint = "the name of a file of facts ends in `.json`, `.yaml` or `.yml`; `-` is standard input"
        return Diagnostic("fact-set", f"`{path.name}` does not say whether it is JSON or YAML", hint=hint, file=shown)
    return source
