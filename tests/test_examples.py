"""The example agreements hold: nothing is found in them, their scenarios pass, every sentence is accounted for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import CHECKOUT, text_of

from duly.cli.main import duly

SHELF = CHECKOUT / "docs" / "examples"
EXAMPLES = sorted(path.name for path in SHELF.iterdir() if path.is_dir())


def run(*line: str) -> Result:
    return CliRunner().invoke(duly, list(line))


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)


def test_there_is_an_example() -> None:
    assert "mill-lease" in EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_found_in_it(name: str) -> None:
    found = run("check", f"docs/examples/{name}")
    assert (found.exit_code, found.stdout) == (0, ""), found.output
    assert run("fmt", "--check", f"docs/examples/{name}").exit_code == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_scenarios_pass_on_both_sides_of_every_boundary(name: str) -> None:
    found = run("test", f"docs/examples/{name}")
    assert found.exit_code == 0, found.output
    tried = re.search(r"boundaries tried on both sides: (\d+) of (\d+)", found.stdout)
    assert tried is not None and tried[1] == tried[2], found.stdout
    assert "readings used by every option: 1 of 1" in found.stdout


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_sentence_is_accounted_for(name: str) -> None:
    found = run("text", "status", f"docs/examples/{name}", "--text", f"docs/examples/{name}.txt")
    assert found.exit_code == 0 and "every unit is accounted for" in found.stdout, found.output


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_commands_of_its_readme_work(name: str) -> None:
    lines = re.findall(r"^    duly (.+)$", text_of(SHELF / name / "README.md"), re.MULTILINE)
    assert lines
    for line in lines:
        assert run(*shlex.split(line)).exit_code == 0, line


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_readme_names_its_files(name: str) -> None:
    named = set(re.findall(r"^\| `([\w./-]+)`", text_of(SHELF / name / "README.md"), re.MULTILINE))
    there = {path.name for path in (SHELF / name).glob("*.yaml")}
    assert there == {each for each in named if each.endswith(".yaml")}
    assert all((SHELF / name / Path(each)).exists() for each in named)


# A story whose answers were worked out by hand.

STORY = (
    "docs/examples/mill-lease",
    "--facts",
    "docs/examples/mill-lease/facts/first-spring.json",
    "--as-of",
    "2024-05-20",
)


@pytest.mark.parametrize(
    "said",
    [
        "The agreement is IN FORCE since 2024-01-08 Mon.",
        "2024-05-05 Sun  15 days ago   tenant owes $2,520.00 to landlord",  # fifteen days after the fifth, so 5% more
        "2024-06-03 Mon  in 14 days    landlord, repair[beam]: DUE",  # fifteen business days without Memorial Day
        "2024-05-02 Thu  landlord: notice_of_entry, by spring",  # one day's notice
        "2024-03-06 Wed  tenant: pay_rent[2024-03-01 through 2024-03-31]",
        "tenant_bears[2024-01-01]: $180.00",
    ],
)
def test_the_story_of_the_first_spring(said: str) -> None:
    found = run("evaluate", *STORY)
    assert found.exit_code == 0 and said in found.stdout, found.output
