"""Every fault of a contract's text is found at its words: the cases of texts.yaml, and what no such case can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.mill import CONTRACT, write_mill
from cli.mill import with_fingerprints as accept_all
from folders import CHECKOUT
from ruamel.yaml import YAML

from duly.codes.text import PROOFREADING, TEXT
from duly.contract_text.nodes import Outline
from duly.contract_text.quantities import disagreements, quantities
from duly.diagnostics import Diagnostic
from duly.workspace.contract import EncodedText, encoded_text, read_contract
from duly.workspace.loading import load_agreement

CASES: list[dict[str, Any]] = YAML(typ="safe").load(CHECKOUT / "tests" / "diagnostics" / "texts.yaml")
ELSEWHERE = {
    "text-number-words",  # said of quantities, not by `text status`: below
    "text-not-as-reviewed",  # said of the whole by `evaluate --text`: the last test here
    "text-not-accepted",  # said where a file cannot be written: tests/cli/test_text.py
    "claim-without-account",  # a row that the reader of rule files refuses already: tests/contract_text/test_status.py
} | {code.name for code in PROOFREADING}  # said by `text proofread`: tests/contract_text/proofread.yaml


def faulty(case: dict[str, Any], folder: Path) -> None:
    """Writes the contract and rules of a case."""
    rules = write_mill(folder)
    files = {"contract": folder / "mill.txt", "rules": rules / "rules.yaml", "text": rules / "text.yaml"}
    if case.get("accepted", True):
        accept_all(Path())
    for edit in case.get("edits", ()):
        text = files[edit["in"]].read_text(encoding="utf-8")
        assert edit["old"] in text, edit
        changed = text.replace(edit["old"], edit["new"])
        files[edit["in"]].write_text(changed, encoding=edit.get("encoding", "utf-8"), newline="\n")
    if case.get("moved"):
        moved = CONTRACT.replace("The borrower may grind rye", "It is painted blue. The borrower may grind rye")
        files["contract"].write_text(
            moved.replace("time. It is painted blue.", "time."), encoding="utf-8", newline="\n"
        )
    if "all" in case:
        files["contract"].write_text(case["all"], encoding="utf-8", newline="\n")


def told() -> list[Diagnostic]:
    """What is said of the contract beside its rules."""
    loaded = load_agreement("mill")
    contract = read_contract("mill.txt")
    if isinstance(contract, Diagnostic):
        return [contract]
    assert isinstance(contract, Outline)
    found = encoded_text(loaded, contract)
    if isinstance(found, Diagnostic):
        return [*contract.notes, found]
    assert isinstance(found, EncodedText)
    return [*contract.notes, *found.status().diagnostics]


def fits(expected: str, got: Diagnostic) -> bool:
    code, _, words = expected.partition(": ")
    said = " ".join(got.span.text.split()) if got.span is not None else ""
    return got.code == code and (said.startswith(words[:-1]) if words.endswith("…") else not words or said == words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_each_fault_is_found_at_its_words(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    faulty(case, tmp_path)
    found = told()
    said = [(each.code, each.span.text if each.span else "") for each in found]
    for expected in case.get("expect", case.get("some", ())):
        assert any(fits(expected, each) for each in found), (expected, said)
    if "expect" in case and case["about"] not in ("a contract without any words", "a text without a numbered section"):
        assert len(found) == len(case["expect"]), said


def test_every_code_occurs() -> None:
    told_of = {line.partition(":")[0] for case in CASES for line in case.get("expect", case.get("some", ()))}
    assert told_of | ELSEWHERE == {code.name for code in TEXT}


def test_words_that_were_not_reviewed_are_refused_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    faulty({"edits": [{"in": "contract", "old": "shall not grind", "new": "shall grind"}]}, tmp_path)
    contract = read_contract("mill.txt")
    assert isinstance(contract, Outline)
    found = encoded_text(load_agreement("mill"), contract)
    assert isinstance(found, EncodedText)
    assert [each.code for each in found.faults()] == ["text-not-as-reviewed", "unit-changed"]


def test_words_and_digits_that_disagree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    faulty({"edits": [{"in": "contract", "old": "ten (10) days", "new": "ten (12) days"}]}, tmp_path)
    contract = read_contract("mill.txt")
    assert isinstance(contract, Outline)
    units = [unit for document in contract.documents for unit in document.units]
    found = [each for unit in units for each in disagreements(quantities(unit.prose))]
    assert [(each.code, each.span.text if each.span else "") for each in found] == [
        ("text-number-words", "ten (12) days")
    ]
