"""What `duly diff --format sarif` says fits the standard, and names each change with its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from cli.lease import (
    BASE,
    EVIL_BASE,
    EVIL_LONGER,
    LONGER,
    REWORDED,
    REWRITTEN,
    accept,
    commit,
    form,
    git,
    line_of,
    shown,
    two_versions,
    write,
)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_versions(tmp_path, monkeypatch, BASE, LONGER)


OBJECTS: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool"}, {"results", "columnKind"}),
    "tool": ({"driver"}, set()),
    "driver": ({"name"}, {"version", "rules"}),
    "rule": ({"id"}, {"shortDescription", "defaultConfiguration", "properties"}),
    "result": (
        {"message"},
        {"ruleId", "ruleIndex", "kind", "level", "locations", "partialFingerprints", "properties", "suppressions"},
    ),
    "suppression": ({"kind"}, {"status", "justification"}),
    "region": (set(), {"startLine", "startColumn", "endLine", "endColumn"}),
    "artifactLocation": (set(), {"uri", "uriBaseId"}),
}
"""Of the objects of SARIF 2.1.0 the keys that each must have, and of those that it may have the ones that are used."""


def fits(kind: str, node: dict[str, Any]) -> None:
    must, may = OBJECTS[kind]
    assert must <= node.keys() <= must | may, (kind, sorted(node))


def sarif(*words: str) -> dict[str, Any]:
    """The one run of a document, after what the standard demands of it was checked."""
    log = json.loads(form("sarif", *words))
    fits("log", log)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (found,) = log["runs"]
    fits("run", found)
    fits("tool", found["tool"])
    fits("driver", found["tool"]["driver"])
    rules = found["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        fits("rule", rule)
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in found["results"]:
        result_fits(result, rules)
    run_of_it: dict[str, Any] = found
    return run_of_it


def result_fits(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    fits("result", result)
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("none", "note", "warning", "error")
    assert (result["kind"] == "fail") == (result["level"] != "none")
    assert result["message"]["text"] and "](" not in result["message"]["text"]
    assert re.fullmatch("[0-9a-f]{12}", result["partialFingerprints"]["dulyChange/v1"])
    for suppression in result.get("suppressions", ()):
        fits("suppression", suppression)
        assert suppression["kind"] in ("inSource", "external")
        assert suppression["status"] in ("accepted", "underReview", "rejected")
    for location in result["locations"]:
        physical = location["physicalLocation"]
        fits("artifactLocation", physical["artifactLocation"])
        fits("region", physical["region"])
        assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", physical["artifactLocation"]["uri"])
        assert not physical["artifactLocation"]["uri"].startswith("/")
        assert min(physical["region"].values()) >= 1


def test_sarif_names_the_change_its_place_and_its_fingerprint() -> None:
    found = sarif()
    (result,) = found["results"]
    (change,) = shown("old", "new")["changes"]
    line = line_of(LONGER, "by: 20 days")
    assert result["ruleId"] == "norm-by-changed"
    assert result["partialFingerprints"] == {"dulyChange/v1": change["fingerprint"]}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "new/lease.yaml", "uriBaseId": "%SRCROOT%"}
    end = len("    by: 20 days after called_back") + 1  # the end is exclusive
    assert place["region"] == {"startLine": line, "startColumn": 5, "endLine": line, "endColumn": end}
    assert result["properties"]["betterFor"] == "lessee"


@pytest.mark.parametrize(
    ("text", "words", "level"),
    [
        (LONGER, (), "warning"),
        (LONGER, ("--fail-on", "substance"), "error"),
        (REWORDED, (), "note"),
        (REWRITTEN, (), "none"),
        (REWRITTEN, ("--fail-on", "none"), "error"),
    ],
)
def test_levels_of_sarif(text: str, words: tuple[str, ...], level: str) -> None:
    write("new/lease.yaml", text)
    assert [each["level"] for each in sarif("old", "new", *words)["results"]] == [level]


def test_an_accepted_change_is_suppressed_with_the_reason() -> None:
    accept(shown("old", "new")["changes"][0]["fingerprint"])
    (result,) = sarif()["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "agreed <b> @octocat"}
    ]


def test_every_kind_of_change_makes_sarif_that_fits() -> None:
    assert len(sarif("/dev/null", "new")["results"]) > 40
    assert len(sarif("new", "/dev/null")["results"]) > 40
    assert sarif("old", "old")["results"] == []


def test_sarif_links_to_nothing() -> None:
    write("old/lease.yaml", EVIL_BASE)
    write("new/lease.yaml", EVIL_LONGER)
    assert "[x] (https://example.com)" in sarif()["results"][0]["message"]["text"]


def test_files_are_named_from_the_top_of_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q", "-b", "main", ".")
    write("legal é/rules/lease/lease.yaml", BASE)
    write("legal é/rules/mill/mill.yaml", BASE.replace("id: lease", "id: mill"))
    commit("first")
    write("legal é/rules/lease/lease.yaml", LONGER)
    commit("longer")
    monkeypatch.chdir("legal é")
    for words in (("--against", "HEAD~1"), ("--against", "HEAD~1..HEAD"), ("--cached", "--against", "HEAD~1")):
        (result,) = sarif(*words)["results"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri) == "legal é/rules/lease/lease.yaml"
        assert "::warning file=legal é/rules/lease/lease.yaml,line=" in form("github", *words)
