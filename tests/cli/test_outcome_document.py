"""The JSON of an outcome fits its schema, and is the same bytes whatever the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from folders import CHECKOUT
from jsonschema import Draft202012Validator

HERE = CHECKOUT / "tests" / "transcripts"
OCTOBER = "rules/supply/facts/october.json"
UNSIGNED = "rules/supply/facts/unsigned.yaml"
SHIPPED = sorted((CHECKOUT / "rules").glob("*/facts/*"))


def schema(name: str) -> Draft202012Validator:
    path = CHECKOUT / "schemas" / f"{name}.schema.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def evaluated(*words: str, environment: dict[str, str] | None = None) -> bytes:
    """What the command writes to standard output, run in a process of its own."""
    line = [sys.executable, "-m", "duly", "evaluate", *words, "--format", "json"]
    done = subprocess.run(line, cwd=HERE, capture_output=True, env={**os.environ, **(environment or {})})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def document(*words: str) -> dict[str, Any]:
    found = json.loads(evaluated(*words))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("supply", "--facts", OCTOBER, "--as-of", "2001-11-18", "--all-readings"),
        ("supply", "--facts", UNSIGNED, "--as-of", "2001-11-05", "--strict"),
        ("supply", "--facts", OCTOBER, "--as-of", "2001-12-20", "--known-by", "2001-11-30"),
        ("supply", "--facts", OCTOBER, "--as-of", "2003-01-01", "--reading", "delivery_day=acceptance"),
    ],
    ids=lambda words: " ".join(words[2:]),
)
def test_an_outcome_fits_the_schema(words: tuple[str, ...]) -> None:
    assert [f"{'/'.join(map(str, e.path))}: {e.message}" for e in schema("outcome").iter_errors(document(*words))] == []


@pytest.mark.parametrize("facts", SHIPPED, ids=[f"{path.parent.parent.name}/{path.name}" for path in SHIPPED])
def test_outcomes_of_shipped_facts_fit_the_schema(facts: Path) -> None:
    found = document(str(facts.parent.parent), "--facts", str(facts), "--as-of", "2001-12-01")
    assert next(schema("outcome").iter_errors(found), None) is None


@pytest.mark.parametrize("key", ["state", "norms", "receipt", "missing"])
def test_the_schema_misses_what_is_not_there(key: str) -> None:
    found = document("supply", "--facts", OCTOBER, "--as-of", "2001-11-05", "--no-why")
    del found[key]
    assert [error.message for error in schema("outcome").iter_errors(found)] == [f"'{key}' is a required property"]


def test_the_schema_refuses_what_it_does_not_know() -> None:
    found = document("supply", "--facts", OCTOBER, "--as-of", "2001-11-05", "--no-why")
    found["norms"][0]["amount"] = {"amount": 1000.5, "currency": "USD"}
    found["norms"][0]["mood"] = "due"
    assert len(list(schema("outcome").iter_errors(found))) == 2


def test_what_a_norm_comes_to() -> None:
    """Worked out by hand: see the comments in `tests/transcripts/evaluate.txt`."""
    found = document("supply", "--facts", OCTOBER, "--as-of", "2001-11-05")
    norms = {norm["id"]: norm for norm in found["norms"]}
    late, owed = norms["deliver[o1]"], norms["pay[o1]"]
    assert (late["state"], late["due"], late["done"]) == (
        "performed late",
        "2001-10-16",
        {"event": "happened", "day": "2001-10-18"},
    )
    assert (owed["state"], owed["due"], owed["amount"]) == (
        "due",
        "2001-11-17",
        {"amount": "1000.00", "currency": "USD"},
    )
    assert owed["next_change"] == {"day": "2001-11-18", "to": "overdue"}
    assert found["state"]["next_change"] == {"day": "2002-09-25", "to": "expired"}
    assert found["breaches"] == [
        {"norm": "deliver[o1]", "bearer": "supplier", "day": "2001-10-16", "act": None, "waived": "false"}
    ]
    assert [each["id"] for each in found["deadlines"]][:3] == ["pay_retainer[2001-11-15]", "deliver[o2]", "pay[o1]"]
    assert len(found["deadlines"]) == 12


def test_without_the_explanations_all_the_rest_is_the_same() -> None:
    words = ("supply", "--facts", OCTOBER, "--as-of", "2001-11-05")
    full, bare = document(*words), document(*words, "--no-why")
    assert full["state"]["why"] and all(norm["why"] for norm in full["norms"])
    for part in (full["state"], *full["norms"]):
        part["why"] = None
    assert full == bare


def locales() -> list[str]:
    """Locales that this machine may have; one that it has not falls back to C, which is no fault."""
    return ["C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1"]


SURROUNDINGS = [
    *({"PYTHONHASHSEED": seed} for seed in ("0", "1", "2")),
    *({"TZ": zone} for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")),
    *({"LC_ALL": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} for name in locales()),
    {"COLUMNS": "40", "PYTHONIOENCODING": "latin-1"},
]


@pytest.fixture(scope="module")
def reference() -> bytes:
    return evaluated("supply", "--facts", OCTOBER, "--as-of", "2001-11-18", "--all-readings")


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda each: next(iter(each.items())))
def test_the_same_bytes_everywhere(surroundings: dict[str, str], reference: bytes) -> None:
    words = ("supply", "--facts", OCTOBER, "--as-of", "2001-11-18", "--all-readings")
    assert evaluated(*words, environment=surroundings) == reference
    assert b"\r" not in reference


def test_the_layout_and_order_of_facts_do_not_matter(tmp_path: Path, reference: bytes) -> None:
    said = json.loads((HERE / OCTOBER).read_text(encoding="utf-8"))
    turned = {**said, "facts": dict(reversed(said["facts"].items()))}
    other = tmp_path / "other.json"
    other.write_text(json.dumps(dict(reversed(turned.items())), indent=7), encoding="utf-8", newline="\r\n")
    assert evaluated("supply", "--facts", str(other), "--as-of", "2001-11-18", "--all-readings") == reference


def test_yaml_and_json_say_the_same(reference: bytes) -> None:
    words = ("supply", "--facts", OCTOBER.replace(".json", ".yaml"), "--as-of", "2001-11-18", "--all-readings")
    assert evaluated(*words) == reference


# Fact sets.


@pytest.mark.parametrize("facts", SHIPPED, ids=[f"{path.parent.parent.name}/{path.name}" for path in SHIPPED])
def test_shipped_fact_sets_fit_the_schema(facts: Path) -> None:
    if facts.suffix == ".json":
        assert next(schema("facts").iter_errors(json.loads(facts.read_text(encoding="utf-8"))), None) is None
