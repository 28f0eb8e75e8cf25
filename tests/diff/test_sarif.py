"""What `--format sarif` writes, held against the part of the SARIF 2.1.0 schema that it uses.

The schema below was written from the published one (OASIS, errata 01): for each object that occurs, what it must have,
and of what it may have all that duly writes; nothing else is let through, so a key that SARIF does not know is found.
What the schema cannot say (the standard's sections are named) stands in functions beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from version_pairs import PairOfVersions, pairs

from duly.comparison.reviewing import review
from duly.report.review_sarif import render_sarif

BASE = (Path(__file__).parent / "base.yaml").read_text(encoding="utf-8")
PAIRS = pairs()


def closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object", "required": list(required), "properties": properties, "additionalProperties": False,
    }  # fmt: skip


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def listed(name: str, unique: bool = False) -> dict[str, Any]:
    return {"type": "array", "items": ref(name), "uniqueItems": unique}


TEXT = {"type": "string"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
PLACE = {"type": "integer", "minimum": 1}
BAG = {"type": "object", "properties": {"tags": {"type": "array", "items": TEXT, "uniqueItems": True}}}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(("version", "runs"), **{"$schema": TEXT}, version={"const": "2.1.0"}, runs=listed("run")),
    "$defs": {
        "run": closed(
            ("tool",),
            tool=ref("tool"),
            results=listed("result"),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        ),
        "tool": closed(("driver",), driver=ref("toolComponent")),
        "toolComponent": closed(("name",), name=TEXT, version=TEXT, rules=listed("reportingDescriptor", unique=True)),
        "reportingDescriptor": closed(
            ("id",),
            id=TEXT,
            shortDescription=ref("multiformatMessageString"),
            defaultConfiguration=ref("reportingConfiguration"),
            properties=BAG,
        ),
        "multiformatMessageString": closed(("text",), text=TEXT),
        "reportingConfiguration": closed(level=LEVEL),
        "result": closed(
            ("message",),
            ruleId=TEXT,
            ruleIndex={"type": "integer", "minimum": -1},
            kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
            level=LEVEL,
            message=closed(("text",), text=TEXT),
            locations=listed("location"),
            partialFingerprints={"type": "object", "additionalProperties": TEXT},
            suppressions=listed("suppression", unique=True),
            properties=BAG,
        ),
        "location": closed(physicalLocation=ref("physicalLocation")),
        "physicalLocation": closed(
            ("artifactLocation",), artifactLocation=ref("artifactLocation"), region=ref("region")
        ),
        "artifactLocation": closed(uri={"type": "string", "pattern": "^[A-Za-z0-9._~%/:-]+$"}, uriBaseId=TEXT),
        "region": closed(("startLine",), startLine=PLACE, startColumn=PLACE, endLine=PLACE, endColumn=PLACE),
        "suppression": closed(
            ("kind",),
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=TEXT,
        ),
    },
}


def sarif(old: str, new: str) -> list[Any]:
    """The results of a document that is as SARIF wants it."""
    log = json.loads(render_sarif([review(old, new, with_facts=False)]))
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)  # 3.19.23
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]  # 3.27.6
        assert (result["level"] == "none") == (result["kind"] != "fail")  # 3.27.10
        for location in result["locations"]:
            is_placed(location["physicalLocation"])
    found: list[Any] = run["results"]
    return found


def is_placed(place: dict[str, Any]) -> None:
    file, region = place["artifactLocation"], place["region"]
    if ":" in file["uri"]:
        assert "uriBaseId" not in file  # 3.4.4: of an absolute address there is no base
    assert (region["startLine"], region.get("startColumn", 1)) <= (
        region.get("endLine", region["startLine"]),
        region.get("endColumn", region.get("startColumn", 1)),
    )  # 3.30.2


@pytest.fixture(params=PAIRS)
def pair(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> PairOfVersions:
    found = PAIRS[request.param]
    monkeypatch.chdir(found.folder)
    return found


def test_every_pair_makes_sarif_as_it_should_be(pair: PairOfVersions) -> None:
    assert len(sarif(pair.old, pair.new)) == len(pair.changes)


@pytest.mark.parametrize(
    "broken",
    [
        '{"version": "2.1.0"}',
        '{"version": "2.1.0", "runs": [{}]}',
        '{"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}',
        '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{}]}]}',
        '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [], "level": "note"}]}',
        '{"version": "2.1", "runs": []}',
    ],
)
def test_the_schema_finds_what_is_wrong(broken: str) -> None:
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(json.loads(broken))


@pytest.fixture
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def versions(old: Path, new: Path, what: str = "give the press back") -> tuple[str, str]:
    text = BASE.replace("return_press: give the press back", f"return_press: {json.dumps(what)}")
    for path, each in (
        (old, text),
        (new, text.replace("by: 15 days after called_back", "by: 9 days after called_back")),
    ):
        path.mkdir(parents=True)
        (path / "lease.yaml").write_text(each, encoding="utf-8")
    return str(old), str(new)


def test_what_stands_in_braces_is_no_place_to_be_filled(in_a_folder_of_its_own: Path) -> None:
    (result,) = sarif(*versions(Path("old"), Path("new"), "give {0} back, {or not}"))
    assert result["message"]["text"].startswith("The lessee has 6 days less to give {{0}} back, {{or not}}.")


def uri(result: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = result["locations"][0]["physicalLocation"]["artifactLocation"]
    return found


def test_a_file_is_named_by_where_it_lies(in_a_folder_of_its_own: Path) -> None:
    top = in_a_folder_of_its_own
    (below,) = sarif(*versions(Path("old"), Path("new é")))
    assert uri(below) == {"uri": "new%20%C3%A9/lease.yaml", "uriBaseId": "%SRCROOT%"}
    (beside,) = sarif(*versions(Path("../old"), Path("../new")))
    assert uri(beside) == {"uri": "../new/lease.yaml"}
    (elsewhere,) = sarif(*versions(top / "a", top / "b"))
    assert uri(elsewhere) == {"uri": f"file://{top.as_posix()}/b/lease.yaml"}
