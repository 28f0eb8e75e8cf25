"""The cases of `tests/conformance/*.yaml`, which say what the language means.

Another implementation can run the same files: a case declares facts and rules, gives facts, and says what an
expression (on one or several days) or norms come to. `schemas/conformance.schema.json` says how a case is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conformance.agreements import QUESTION, facts_of, load, plain, together, words, world_of

from duly.evaluation.norms import norm_instances, status
from duly.evaluation.world import World
from duly.model.yaml_tree import load_yaml
from duly.resources import schema_file
from duly.source import Source
from duly.values import Absent, AgreementRef, Happening, Listed, Money, Reasons, Record, Unknown, Value, Window

FOLDER = Path(__file__).parent
FILES = tuple(sorted(FOLDER.glob("*.yaml")))


def _read(path: Path) -> dict[str, Any]:
    tree, found = load_yaml(Source(path.name, path.read_text(encoding="utf-8")))
    assert tree is not None and not found, found
    read: dict[str, Any] = plain(tree)
    return read


def _cases() -> Iterator[Any]:
    for path in FILES:
        whole = _read(path)
        for case in whole["cases"]:
            yield pytest.param(together(whole.get("setting", {}), case), id=f"{path.stem}: {case['name'].text}")


CASES = tuple(_cases())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_cases_fits_the_schema(path: Path) -> None:
    schema = json.loads(schema_file("conformance").read_text(encoding="utf-8"))
    faults = sorted(jsonschema.Draft202012Validator(schema).iter_errors(words(_read(path))), key=str)
    assert not faults, [(list(fault.path), fault.message) for fault in faults]


def test_names_of_cases_are_not_used_twice() -> None:
    names = [case.id for case in CASES]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


@pytest.mark.parametrize("case", CASES)
def test_a_case_comes_to_what_it_says(case: dict[str, Any]) -> None:
    loaded = load(case)
    said = words(case)
    if "error" in said:
        errors = [[each.code, each.span.text.strip('"') if each.span else ""] for each in loaded.diagnostics]
        assert [said["error"]["code"], said["error"]["at"]] in errors, errors
        return
    assert loaded.is_sound, [
        (found.code, found.message, found.span and found.span.text) for found in loaded.diagnostics
    ]
    facts, found = facts_of(case, loaded)
    assert facts is not None, found
    world = world_of(case, loaded, facts)
    for day, expected in _days(said):
        assert _came_to(world, date.fromisoformat(day), said) == _normal(expected), f"on {day}"
    for day, norms in said.get("states", {}).items():
        for norm, states in norms.items():
            came = _states(world, date.fromisoformat(day), norm)
            assert came == (states if isinstance(states, list) else [states]), f"{norm} on {day}"


def _days(said: dict[str, Any]) -> list[tuple[str, Any]]:
    if "on" in said:
        return list(said["on"].items())
    return [(said["as_of"], said["gives"])] if "expression" in said else []


def _came_to(world: World, day: date, said: dict[str, Any]) -> Any:
    frame = world.frame(day)
    value = world.name(QUESTION, frame)
    shown = _shown(value)
    if "notes" in said:
        notes = sorted(f"{note.kind} {note.name}" for note in frame.notes)
        assert notes == sorted(said["notes"]), notes
    return shown


def _states(world: World, day: date, norm: str) -> list[str]:
    frame = world.frame(day)
    if norm == "agreement":
        return list(world.states(AgreementRef("case"), frame)[0])
    name, _, instance = norm.partition(" of ")
    sure, possible, _ = norm_instances(world, world.rules.norms[name], frame)
    wanted = [ref for ref in (*sure, *possible) if not instance or [_word(each) for each in ref.instance] == [instance]]
    return list(status(world, wanted[0], frame).states) if wanted else ["no such instance"]


def _normal(expected: Any) -> Any:
    """An expectation with its lists of reasons in order."""
    if not isinstance(expected, dict):
        return expected
    return {
        key: sorted(inner) if key in ("unknown", "open", "incomplete") else inner for key, inner in expected.items()
    }


def _reasons(reasons: Reasons) -> list[str]:
    return sorted({f"{reason.kind} {reason.name}" for reason in reasons})


def _shown(value: Value) -> Any:
    match value:
        case Unknown():
            if value.is_open:
                shown: dict[str, Any] = {"open": sorted({reason.name for reason in value.reasons})}
            else:
                shown = {"unknown": _reasons(value.reasons)}
            ends = {"low": value.low, "high": value.high}
            shown |= {end: _word(bound) for end, bound in ends.items() if bound is not None}
            return {**shown, **({"may_be_absent": "true"} if value.may_be_absent else {})}
        case Absent():
            return "absent"
        case Happening(status="happened") if value.day is not None:
            return {"happened": value.day.isoformat()}
        case Happening(status="not yet"):
            return "not yet"
        case Happening():
            bounds = {"low": value.low, "high": value.high}
            shown = {"happened" if value.status == "happened" else "perhaps": "between" if value.high else "since"}
            shown |= {end: bound.isoformat() for end, bound in bounds.items() if bound is not None}
            return {**shown, "unknown": _reasons(value.reasons)}
        case Listed():
            shown = {"list": [_word(member) for member in value.members]}
            if value.possible:
                shown["possible"] = [_word(member) for member in value.possible]
            return {**shown, **({"incomplete": _reasons(value.reasons)} if value.reasons else {})}
        case _:
            return _word(value)


def _word(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Money():
            sign = "-" if value.amount < 0 else ""
            return f"{sign}${_number(abs(value.amount))}"
        case Fraction():
            return _number(value)
        case date():
            return value.isoformat()
        case Window():
            return " to ".join(end.isoformat() if end is not None else "…" for end in (value.first, value.last))
        case Record():
            return value.id
        case _:
            return str(value)


def _number(value: Fraction) -> str:
    """A whole number, or a fraction in lowest terms."""
    return str(value)
