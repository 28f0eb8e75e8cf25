"""The agreements of this checkout held against the contracts that they encode."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import CHECKOUT

from duly.cli.main import duly

RULES = CHECKOUT / "rules" / "separation-agreement"
QUESTION = ("--facts", str(RULES / "facts" / "signed-2001-10-03.json"), "--as-of", "2001-12-01")


def run(*words: str) -> Result:
    return CliRunner().invoke(duly, list(words))


@pytest.fixture
def exhibit(contracts_folder: Path) -> Iterator[str]:
    """The file with the Separation Agreement."""
    yield str(next(contracts_folder.glob("exhibit-10.20*.txt")))


def test_the_separation_agreement_accounts_for_every_unit(exhibit: str) -> None:
    found = run("text", "status", str(RULES), "--text", exhibit, "--format", "json")
    document = json.loads(found.stdout)
    assert [each["message"] for each in document["diagnostics"]] == []
    assert (found.exit_code, document["complete"], len(document["units"])) == (0, True, 135)


def test_every_unit_is_reviewed(exhibit: str) -> None:
    before = (RULES / "text.yaml").read_bytes()
    assert run("text", "accept", str(RULES), "--text", exhibit).stderr.startswith("accepted nothing: ")
    assert (RULES / "text.yaml").read_bytes() == before


def test_a_lost_word_is_refused_beside_the_rules(exhibit: str, tmp_path: Path) -> None:
    text = Path(exhibit).read_bytes().decode("cp1252")
    assert "does not" in text
    copy = tmp_path / "copy.txt"
    copy.write_text(text.replace("does not", "does"), encoding="utf-8")
    found = run("evaluate", str(RULES), *QUESTION, "--text", str(copy))
    assert (found.exit_code, found.stdout) == (3, "")
    assert "error[text-not-as-reviewed]" in found.stderr


def test_the_words_stand_beside_the_rules(exhibit: str) -> None:
    found = run("explain", str(RULES), "effective_date", *QUESTION, "--text", exhibit)
    assert found.exit_code == 0
    assert "16 unit 1: “The Effective Date" in found.stdout


def test_an_outcome_says_which_definition_is_not_encoded() -> None:
    document = json.loads(run("evaluate", str(RULES), *QUESTION, "--format", "json", "--no-why").stdout)
    told = {(each["section"], each["unit"]): each["affects"] for each in document["not_encoded"]}
    assert told["8.b", 3] == ["comply_with_non_competition"]
    assert ("17.c", 1) not in told  # no outcome rests on that section
