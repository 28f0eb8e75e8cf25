"""Agreements whose folder has another name at the other end of `duly diff --against`."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.lease import BASE, LONGER, commit, git, own_repository, run, shown, write

DAYS_MORE = "The lessee has 5 days more to give the press back."
OLD, NEW = ("HEAD:rules/old", "rules/new"), ("HEAD:rules/mill", "rules/mill")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease lay in `rules/old` at HEAD and lies, with another text, in `rules/new` now."""
    own_repository(tmp_path / "a repository", monkeypatch)
    write("rules/old/lease.yaml", BASE)
    write("rules/mill/mill.yaml", BASE.replace("id: lease", "id: mill"))
    commit("first")
    git("mv", "rules/old", "rules/new")
    write("rules/new/lease.yaml", LONGER)


def found(*words: str) -> dict[tuple[str, str], list[str]]:
    reviews = shown("--against", "HEAD", *words)["reviews"]
    return {(each["old"], each["new"]): [change["says"] for change in each["changes"]] for each in reviews}


@pytest.mark.parametrize("named", [("rules/new",), ("rules/old",), ("lease",), ("rules/new", "rules/old"), ("new",)])
def test_it_is_known_by_its_id_whatever_it_is_called_by(named: tuple[str, ...]) -> None:
    assert found(*named) == {OLD: [DAYS_MORE]}


def test_it_is_known_among_all() -> None:
    assert found() == {NEW: [], OLD: [DAYS_MORE]}


def test_it_is_known_from_the_folder_of_agreements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("rules")
    expected = {("HEAD:rules/old", "new"): [DAYS_MORE]}
    assert found("new") == found("old") == found("lease") == expected


def test_what_is_staged_is_known_too() -> None:
    (each,) = shown("--cached", "rules/new")["reviews"]
    assert (each["old"], each["new"], each["changes"]) == ("HEAD:rules/old", ":rules/new", [])


def test_with_another_id_it_is_known_by_its_rules() -> None:
    write("rules/new/lease.yaml", LONGER.replace("id: lease", "id: letting"))
    for named in ((), ("rules/new",)):
        said = found(*named)[OLD]
        assert sorted(said) == sorted([DAYS_MORE, "`id` of the agreement changes."])


def test_another_agreement_is_another_one() -> None:
    """Of its rules none has the same name, so what was there is gone and what is there is new."""
    text = BASE.replace("id: lease", "id: loan")
    for name in ("signed", "ended_early", "delivered", "called_back", "returned", "paid", "insured", "consented",
                 "lendings", "bought", "hours", "good_standing", "rent", "first_day", "give_back", "keep_insured",
                 "lend_it", "buy_it", "it_works", "agreed_move", "pay_day"):  # fmt: skip
        text = text.replace(name, f"{name}_2")
    write("rules/new/lease.yaml", text)
    assert {("HEAD:rules/old", "/dev/null"), ("/dev/null", "rules/new")} <= found().keys()


def test_what_could_be_either_of_two_is_neither() -> None:
    write("rules/newer/lease.yaml", LONGER)
    assert {("HEAD:rules/old", "/dev/null"), ("/dev/null", "rules/new"), ("/dev/null", "rules/newer")} <= found().keys()


@pytest.mark.parametrize("folder", [".", "rules"])
def test_a_path_that_git_does_not_have_is_told_with_where_it_lay(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    path = "rules/new" if folder == "." else "new"
    wrong = run(f"HEAD:{path}", path)
    assert wrong.exit_code == 3
    assert f"git has nothing that is called `HEAD:{path}`" in wrong.stderr
    assert "there the agreement `lease` lies in `HEAD:rules/old`" in wrong.stderr
