"""`duly diff --against`: all agreements of a repository between two ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.lease import BASE, LONGER, REWORDED, commit, git, own_repository, run, shown, write

PRESS, MILL = "rules/Bail à presse", "rules/mill"
MILL_TEXT = BASE.replace("id: lease", "id: mill")
DAYS_MORE = "The lessee has 5 days more to give the press back."


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two agreements at `first`, of which the press has another text on the branch `topic`."""
    top = tmp_path / "a repository é"
    own_repository(top, monkeypatch)
    write(f"{PRESS}/lease.yaml", BASE)
    write(f"{MILL}/mill.yaml", MILL_TEXT)
    commit("first")
    git("checkout", "-q", "-b", "topic")
    write(f"{PRESS}/lease.yaml", LONGER)
    commit("longer")
    git("checkout", "-q", "main")
    return top


def found(*words: str) -> dict[str, list[str]]:
    """What changes, by the new side of each agreement."""
    return {each["new"]: [change["says"] for change in each["changes"]] for each in shown(*words)["reviews"]}


def test_a_revision_is_compared_with_the_working_tree() -> None:
    assert found("--against", "HEAD") == {PRESS: [], MILL: []}
    write(f"{PRESS}/lease.yaml", LONGER)
    assert found("--against", "HEAD") == {PRESS: [DAYS_MORE], MILL: []}
    assert found("--against", "topic") == {PRESS: [], MILL: []}


def test_the_page_is_one_report() -> None:
    write(f"{PRESS}/lease.yaml", LONGER)
    page = run("--against", "HEAD").stdout
    assert page.startswith("HEAD → the working tree\n")
    assert "1 of 2 agreements changed; 1 change: 1 of substance" in page
    assert f"HEAD:{PRESS} → {PRESS}" in page
    assert f"No changes of meaning or wording: {MILL}" in page


def test_ranges_compare_two_revisions_and_not_the_working_tree() -> None:
    write(f"{MILL}/mill.yaml", "broken: [")
    assert found("--against", "main..topic") == {f"topic:{PRESS}": [DAYS_MORE], f"topic:{MILL}": []}
    less = DAYS_MORE.replace("more", "less")
    assert found("--against", "topic..main") == {f"main:{PRESS}": [less], f"main:{MILL}": []}
    assert found("--against", "..topic") == {f"topic:{PRESS}": [DAYS_MORE], f"topic:{MILL}": []}


def test_three_dots_begin_where_the_two_parted() -> None:
    write(f"{MILL}/mill.yaml", MILL_TEXT.replace("summary: Pay the rent.", "summary: Rent."))
    commit("on main")
    two, three = found("--against", "main..topic"), found("--against", "main...topic")
    assert [len(two[f"topic:{each}"]) for each in (PRESS, MILL)] == [1, 1]
    assert [len(three[f"topic:{each}"]) for each in (PRESS, MILL)] == [1, 0]


def test_the_index_is_an_end() -> None:
    write(f"{PRESS}/lease.yaml", LONGER)
    assert found("--cached") == {f":{PRESS}": [], f":{MILL}": []}
    assert found("--against", "index") == {PRESS: [DAYS_MORE], MILL: []}
    git("add", "-A")
    write(f"{PRESS}/lease.yaml", REWORDED)
    assert found("--cached") == {f":{PRESS}": [DAYS_MORE], f":{MILL}": []}
    assert found("--cached", "--against", "topic") == {f":{PRESS}": [], f":{MILL}": []}
    assert len(found("--against", "index")[PRESS]) == 2  # the days again, and the other words


def test_before_the_first_commit_everything_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    git("init", "-q", "-b", "main", ".")
    write("rules/lease/lease.yaml", BASE)
    git("add", "-A")
    (review,) = shown("--cached")["reviews"]
    assert (review["old"], review["new"], bool(review["changes"])) == ("/dev/null", ":rules/lease", True)
    assert run("--against", "HEAD").exit_code == 3


def test_agreements_can_be_named_by_path_by_id_and_by_their_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(found("--against", "HEAD", "mill")) == [MILL]
    assert list(found("--against", "HEAD", f"{MILL}/")) == [MILL]
    assert list(found("--against", "HEAD", str(Path(MILL).resolve()))) == [MILL]
    assert list(found("--against", "HEAD", "rules")) == [PRESS, MILL]
    monkeypatch.chdir("rules")
    assert list(found("--against", "HEAD", "mill")) == ["mill"]
    monkeypatch.chdir("mill")
    assert list(found("--against", "HEAD", ".", "../Bail à presse")) == [".", "../Bail à presse"]


def test_agreements_that_came_went_and_were_renamed() -> None:
    write("rules/loan/loan.yaml", BASE[: BASE.index("\nterms:")].replace("id: lease", "id: loan"))
    shutil.rmtree(MILL)
    Path(PRESS).rename("rules/press")
    write("rules/press/lease.yaml", LONGER)
    reviews = {(each["old"], each["new"]): each["changes"] for each in shown("--against", "HEAD")["reviews"]}
    assert set(reviews) == {
        ("/dev/null", "rules/loan"),
        (f"HEAD:{MILL}", "/dev/null"),
        (f"HEAD:{PRESS}", "rules/press"),
    }
    assert [change["says"] for change in reviews[f"HEAD:{PRESS}", "rules/press"]] == [DAYS_MORE]
    assert all(change["id"].endswith("-removed") for change in reviews[f"HEAD:{MILL}", "/dev/null"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--against", "topik"), "git has no revision `topik`"),
        (("--against", "topik"), "did you mean `topic`?"),
        (("--against", "main..topik"), "did you mean `topic`?"),
        (("--against", "main...topik"), "did you mean `topic`?"),
        (("--against", "--output=x"), "git has no revision `--output=x`"),
        (("--against", MILL), "this is a path; a revision comes first"),
        (("--against", "HEAD", "mil"), "there is no agreement `mil`, neither in `HEAD` nor in the working tree"),
        (("--against", "HEAD", "mil"), "did you mean `mill`?"),
        (("--against", "HEAD", f"{MILL}/mill.yaml"), f"name its folder, `{MILL}`"),
        (("HEAD", MILL), "`HEAD` is a revision of git; what it holds is named `HEAD:PATH`"),
        (("HEAD:rules/mil", MILL), "did you mean `rules/mill`?"),
        (("HEAD:../mill", MILL), "git has nothing that is called `HEAD:../mill`"),
    ],
)
def test_what_is_not_there_is_an_error_with_what_was_meant(words: tuple[str, ...], said: str) -> None:
    wrong = run(*words)
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert said in wrong.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say what to compare"),
        ((MILL,), f"`{MILL}` alone cannot be compared"),
        ((MILL, MILL, MILL), "two versions are compared, and 3 are named"),
        (("--against", ""), "--against needs a revision"),
        (("--cached", "--against", "index"), "leave --cached out"),
        (("--cached", "--against", "main..topic"), "leave --cached out"),
    ],
)
def test_wrong_words_are_wrong_usage(words: tuple[str, ...], said: str) -> None:
    wrong = run(*words)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert said in wrong.stderr


def test_a_side_that_does_not_load_leaves_no_report() -> None:
    write(f"{PRESS}/lease.yaml", LONGER)
    write(f"{MILL}/mill.yaml", MILL_TEXT.replace("done: returned", "done: retuned"))
    broken = run("--against", "HEAD")
    assert (broken.exit_code, broken.stdout) == (3, "")
    assert f"{MILL}/mill.yaml" in broken.stderr and "did you mean `returned`?" in broken.stderr
    commit("broken")
    write(f"{MILL}/mill.yaml", MILL_TEXT)
    broken = run("--against", "HEAD")
    assert (broken.exit_code, broken.stdout) == (3, "")
    assert f"HEAD:{MILL}/mill.yaml" in broken.stderr


def test_outside_of_a_repository_git_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "bare folder").mkdir()
    monkeypatch.chdir(tmp_path / "bare folder")
    wrong = run("--against", "HEAD")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "not a git repository" in wrong.stderr


def test_a_repository_without_a_working_tree_compares_revisions_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert found("--against", "main..topic") == {f"topic:{PRESS}": [DAYS_MORE], f"topic:{MILL}": []}
    wrong = run("--against", "main")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "this repository has no working tree to compare with" in wrong.stderr


def test_without_agreements_there_is_nothing_to_say_so_it_is_an_error() -> None:
    shutil.rmtree("rules")
    commit("gone")
    wrong = run("--against", "HEAD")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "there are no agreements under `rules`, neither in `HEAD` nor in the working tree" in wrong.stderr


def test_a_merge_that_is_not_finished_is_an_error() -> None:
    write(f"{PRESS}/lease.yaml", LONGER.replace("20 days after called_back", "25 days after called_back"))
    commit("longer still")
    git("merge", "-q", "topic", check=False)
    wrong = run("--cached")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "stands in a merge that is not finished" in wrong.stderr


def test_fail_on_counts_every_agreement() -> None:
    write(f"{MILL}/mill.yaml", MILL_TEXT.replace("summary: Pay the rent.", "summary: Rent."))
    assert run("--against", "HEAD", "--fail-on", "wording").exit_code == 1
    assert run("--against", "HEAD", "--fail-on", "substance").exit_code == 0
    assert run("--against", "HEAD", PRESS, "--fail-on", "none").exit_code == 0


def fact_set(id: str) -> str:
    facts = {"signed": "2001-03-01", "delivered": "2001-03-01", "called_back": "2001-06-01", "returned": None}
    return json.dumps({"agreement": id, "through": "2001-06-18", "facts": facts})


def test_fact_sets_go_to_the_agreement_that_they_name() -> None:
    write(f"{PRESS}/lease.yaml", LONGER)
    write(f"{MILL}/mill.yaml", MILL_TEXT.replace("by: 15 days after called_back", "by: 20 days after called_back"))
    write("cases/press.json", fact_set("lease"))
    write("cases/mill.json", fact_set("mill"))
    reviews = shown("--against", "HEAD", "--facts", "cases")["reviews"]
    assert [each["changes"][0]["shown_on"]["facts"] for each in reviews] == ["cases/press.json", "cases/mill.json"]


def test_fact_sets_that_stand_one_a_line_go_to_the_agreement_that_they_name() -> None:
    write(f"{PRESS}/lease.yaml", LONGER)
    write("cases/press.ndjson", f"\n{fact_set('lease')}\n{fact_set('lease')}\n")
    reviews = shown("--against", "HEAD", "--facts", "cases")["reviews"]
    assert reviews[0]["changes"][0]["shown_on"]["facts"].startswith("cases/press.ndjson")


def test_a_fact_set_of_no_agreement_that_is_compared_is_an_error() -> None:
    write("cases/mill.json", fact_set("mil"))
    wrong = run("--against", "HEAD", "--facts", "cases")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "this is for the agreement `mil`, which is not compared" in wrong.stderr
    assert "did you mean `mill`?" in wrong.stderr


def test_the_index_is_a_side_of_its_own() -> None:
    write(f"{PRESS}/lease.yaml", LONGER)
    git("add", "-A")
    assert [each["says"] for each in shown(f"HEAD:{PRESS}", f":{PRESS}")["changes"]] == [DAYS_MORE]
    assert shown(f":{PRESS}", PRESS)["changes"] == []


def test_in_a_folder_below_paths_begin_there_or_at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("rules")
    assert shown("HEAD:mill", "mill")["changes"] == []
    assert shown(f"HEAD:{MILL}", "mill")["changes"] == []
