"""A proofreader finds the faults of a text at their words, and says nothing of sound ones."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from contract_text.test_bad_input import HOSTILE
from folders import CHECKOUT, needs_contracts
from ruamel.yaml import YAML

from duly.codes import CODES
from duly.codes.text import PROOFREADING
from duly.contract_text.nodes import Outline
from duly.contract_text.outline import outline, read_outline
from duly.contract_text.proofreading import proofread
from duly.source import Source

HERE = CHECKOUT / "tests" / "contract_text"
CASES: list[dict[str, Any]] = YAML(typ="safe").load(HERE / "proofread.yaml")
SUPPLY = HERE / "supply-contract.txt"


def said(text: str) -> list[str]:
    found = proofread(outline(Source("given.txt", text)))
    ordered = sorted(found, key=lambda each: each.span.start if each.span else 0)
    told = [(each.code, " ".join(each.span.text.split()) if each.span else "") for each in ordered]
    return [f"{code}: {words}" for code, words in told if code != "text-without-sections"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_faults_are_found_at_their_words(case: dict[str, Any]) -> None:
    found = said(case["text"])
    if "some" in case:
        assert set(case["some"]) <= set(found)
    else:
        assert found == case.get("expect", [])


def test_every_code_of_the_proofreader_occurs() -> None:
    told = {line.partition(":")[0] for case in CASES for line in case.get("expect", case.get("some", ()))}
    assert told == {code.name for code in PROOFREADING} | {"text-number-words"}


def test_a_sound_contract_has_two_remarks() -> None:
    assert said(SUPPLY.read_text(encoding="utf-8")) == [
        "text-term-unused: “Purpose”",
        "text-name-unexplained: Portland Grain Index",
    ]


def lines(path: Path) -> list[tuple[str, int, str]]:
    read = read_outline(path)
    assert isinstance(read, Outline)
    return [(each.code, each.span.position.line if each.span else 0, each.message) for each in proofread(read)]


@needs_contracts
def test_what_was_listed_before_is_found(contracts_folder: Path) -> None:
    listed = YAML(typ="safe").load(HERE / "faults_of_the_exhibits.yaml")
    became = YAML(typ="safe").load(HERE / "faults_found.yaml")
    rows = {row["id"]: row for part in listed.values() for row in part}
    assert {each for part in became.values() for each in part} == set(rows)
    files = {"separation": "*10.20*", "consulting": "*10.20*", "registration": "*10.24*"}
    for part, found in became.items():
        told = lines(next(contracts_folder.glob(files[part])))
        for name, outcome in found.items():
            row = rows[name]
            if outcome.startswith("not found: "):
                assert not row.get("named"), name
                continue
            code, _, line = outcome.partition(" ")
            told_there = [each[2] for each in told if each[:2] == (code, int(line))]
            words = (
                row.get("term", "").partition("(")[0].removeprefix("The ").split(",")[0].strip().removeprefix("New ")
            )
            assert any(words.removeprefix("Section ") in each for each in told_there), (name, outcome, told_there)


def test_time_grows_as_the_text_does() -> None:
    text = SUPPLY.read_text(encoding="utf-8")
    times = []
    for copies in (10, 80):
        grown = outline(Source("grown.txt", text * copies))
        began = time.monotonic()
        assert all(each.code in CODES for each in proofread(grown))
        times.append(time.monotonic() - began)
    assert times[1] < 8 * 4 * times[0]


GROWING = {
    "commas": lambda size: "1. X. Pay " + ", ".join(["rent", "gas", "milk"] * size) + " and water.",
    "marks": lambda size: "1. X. Pay " + ", ".join(f"({chr(97 + each % 26)}) thing {each}" for each in range(size)),
    "dates": lambda size: "1. X. " + " ".join(f"He leaves the barn by May {1 + n % 30}, 2030." for n in range(size)),
    "small terms": lambda size: '1. X. "Mill Note" means it. A Mill Note. ' + "Such mill note goes. " * size,
    "ordinals": lambda size: "1. X. " + "first, this; third, that; " * size,
    "sections": lambda size: "\n\n".join(f"{each}. X. A (b) c." for each in range(1, size) if each % 7),
}
"""Texts of one thing that a check compares, as many as are asked for."""


@pytest.mark.parametrize("what", GROWING)
def test_time_grows_as_what_is_compared_does(what: str) -> None:
    times = []
    for size in (500, 4000):
        grown = outline(Source("grown.txt", GROWING[what](size)))
        began = time.monotonic()
        proofread(grown)
        times.append(time.monotonic() - began)
    assert times[1] < 8 * 4 * max(times[0], 0.02)


@pytest.mark.parametrize("what", ["one long line", "numbers", "decimals astray", "small letters"])
def test_hostile_text_is_proofread_in_time(what: str) -> None:
    read = outline(Source("hostile.txt", HOSTILE[what]))
    began = time.monotonic()
    assert all(each.code in CODES for each in proofread(read))
    assert time.monotonic() - began < 60  # in the square of their size, they would take many minutes
