"""`git merge`, `rebase` and `cherry-pick` with duly as their merge driver, and `duly merge` beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from versioning.scratch import BASE, LATER, LEASE, RENT, Repository, changed

SUMMARY = ("Give the press back when called.", "Give it back when called.")
MORE = ("by: 15 days after called_back", "by: 25 days after called_back")
NORMS = BASE[BASE.index("\nnorms:") : BASE.index("\nexceptions:")]
USES = ("works and hours >= 1", "works and insured")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path).with_lease()


def branch(repository: Repository, files: dict[str, str]) -> None:
    """A branch `theirs` with these files, beside the branch one is on."""
    repository.git("checkout", "-q", "-b", "theirs")
    for path, text in files.items():
        repository.write(path, text)
    repository.commit("theirs")
    repository.git("checkout", "-q", "main")


def commit(repository: Repository, files: dict[str, str]) -> None:
    for path, text in files.items():
        repository.write(path, text)
    repository.commit("ours")


@pytest.mark.parametrize("how", [("merge", "-q", "-m", "both"), ("cherry-pick",), ("merge", "-q", "-s", "recursive")])
def test_keys_of_one_rule_merge(repository: Repository, how: tuple[str, ...]) -> None:
    branch(repository, {LEASE: changed(SUMMARY)})
    commit(repository, {LEASE: changed(LATER)})
    words = (*how, "--no-edit", "theirs") if how[-1] == "recursive" else (*how, "theirs")
    repository.git(*words)
    assert repository.read(LEASE) == changed(LATER, SUMMARY)
    assert repository.git("status", "--porcelain") == ""


def test_a_rebase_merges_too(repository: Repository) -> None:
    branch(repository, {LEASE: changed(SUMMARY)})
    commit(repository, {LEASE: changed(LATER)})
    repository.git("rebase", "-q", "main", "theirs")
    assert repository.read(LEASE) == changed(LATER, SUMMARY)


def test_rules_that_both_added_at_one_place_both_stay(repository: Repository) -> None:
    facts = [f"  {name}: {{type: event, ask: When?, answered_by: lessee}}\n" for name in ("oiled", "sold")]
    at = "\nterms:"
    branch(repository, {LEASE: changed((at, f"{facts[1]}{at}"))})
    commit(repository, {LEASE: changed((at, f"{facts[0]}{at}"))})
    repository.git("merge", "-q", "-m", "both", "theirs")
    assert repository.read(LEASE) == changed((at, f"{''.join(facts)}{at}"))


def test_a_clash_is_a_conflict_of_git_around_the_key(repository: Repository) -> None:
    branch(repository, {LEASE: changed(MORE, RENT)})
    commit(repository, {LEASE: changed(LATER, SUMMARY)})
    done = repository.run("git", "merge", "theirs")
    assert done.returncode == 1
    assert f"duly: {LEASE}: both sides changed norms, give_back, by" in done.stderr
    assert f"CONFLICT (content): Merge conflict in {LEASE}" in done.stdout
    said = repository.read(LEASE)
    ours, theirs = "    by: 20 days after called_back\n", "    by: 25 days after called_back\n"
    before, _, rest = said.partition("<<<<<<< ")
    conflict, _, after = rest.partition(">>>>>>> ")
    assert conflict.partition("\n")[2] == f"{ours}=======\n{theirs}"
    assert before + ours + after.partition("\n")[2] == changed(LATER, SUMMARY, RENT)
    assert repository.git("diff").startswith(f"diff --cc {LEASE}")
    assert repository.git("status", "--porcelain") == f'UU "{LEASE}"\n'


def test_a_conflict_shows_base_where_git_would(repository: Repository) -> None:
    repository.git("config", "merge.conflictStyle", "diff3")
    branch(repository, {LEASE: changed(MORE)})
    commit(repository, {LEASE: changed(LATER)})
    assert repository.run("git", "merge", "theirs").returncode == 1
    assert "||||||| base\n    by: 15 days after called_back\n=======\n" in repository.read(LEASE)


def test_a_file_that_cannot_be_followed_is_merged_by_lines(repository: Repository) -> None:
    branch(repository, {LEASE: changed(MORE).replace("norms:", "norms: [")})
    commit(repository, {LEASE: changed(LATER)})
    done = repository.run("git", "merge", "theirs")
    assert done.returncode == 1
    assert "merged by lines" in done.stderr
    assert "by: 20 days" in repository.read(LEASE) and "by: 25 days" in repository.read(LEASE)
    assert "norms: [" in repository.read(LEASE)


def test_added_by_both_and_taken_away_by_one(repository: Repository) -> None:
    new = "rules/new/new.yaml"
    branch(repository, {new: changed(SUMMARY)})
    commit(repository, {new: changed(LATER)})
    assert repository.run("git", "merge", "theirs").returncode == 1
    said = repository.read(new)
    assert said.count("<<<<<<<") == 1, "without a base it is not known who changed what of the rule"
    assert said.count("  give_back:\n") == 2 and "20 days" in said and SUMMARY[1] in said
    repository.git("merge", "--abort")
    repository.git("rm", "-q", LEASE)
    repository.git("commit", "-q", "-m", "gone")
    repository.git("checkout", "-q", "-b", "other", "HEAD^")
    commit(repository, {LEASE: changed(RENT)})
    assert "CONFLICT (modify/delete)" in repository.run("git", "merge", "main").stdout


def test_a_renamed_file_keeps_what_the_other_changed(repository: Repository) -> None:
    branch(repository, {LEASE: changed(SUMMARY)})
    repository.git("mv", LEASE, "rules/a lease é/ähnlich.yaml")
    commit(repository, {"rules/a lease é/ähnlich.yaml": changed(LATER)})
    repository.git("merge", "-q", "-m", "both", "theirs")
    assert repository.read("rules/a lease é/ähnlich.yaml") == changed(LATER, SUMMARY)


# What merges without a clash and does not load.


def without_fact(text: str) -> str:
    """The lease whose press is secured instead of insured."""
    return text.replace("insured", "secured")


def test_a_merge_that_does_not_load_is_reported_and_not_taken(repository: Repository) -> None:
    branch(repository, {LEASE: changed(USES)})
    commit(repository, {LEASE: without_fact(BASE)})
    done = repository.run("git", "merge", "theirs")
    assert done.returncode == 1
    assert f"duly: {LEASE}: both sides load, and the merged agreement does not:" in done.stderr
    assert "error[unknown-name]" in done.stderr and "`insured`" in done.stderr
    assert repository.read(LEASE) == without_fact(BASE).replace(USES[0], USES[1])
    assert repository.git("status", "--porcelain") == f'UU "{LEASE}"\n'


def test_so_it_is_where_two_files_do_not_fit_any_more(repository: Repository) -> None:
    norms, rest = "rules/split/norms.yaml", "rules/split/rest.yaml"
    commit(repository, {norms: f"language: 1\n{NORMS}", rest: BASE.replace(NORMS, "\n")})
    branch(repository, {norms: f"language: 1\n{changed(USES, LATER, text=NORMS)}"})
    ours = {norms: f"language: 1\n{NORMS}", rest: BASE.replace(NORMS, "\n")}
    commit(repository, {norms: without_fact(changed(RENT, text=ours[norms])), rest: without_fact(ours[rest])})
    done = repository.run("git", "merge", "theirs")
    assert (done.returncode, "both sides load, and the merged agreement does not" in done.stderr) == (1, True)
    assert "error[unknown-name]" in done.stderr


def test_it_is_not_blamed_for_what_a_side_had(repository: Repository) -> None:
    branch(repository, {LEASE: changed(SUMMARY).replace("done: returned", "done: retuned")})
    commit(repository, {LEASE: changed(LATER)})
    done = repository.run("git", "merge", "-q", "-m", "both", "theirs")
    assert (done.returncode, done.stderr) == (0, "")


def test_two_files_that_changed_together_on_one_side_are_no_fault(repository: Repository) -> None:
    norms, rest = "rules/split/norms.yaml", "rules/split/rest.yaml"
    before = {norms: f"language: 1\n{NORMS}", rest: BASE.replace(NORMS, "\n")}
    commit(repository, before)
    branch(repository, {path: without_fact(text) for path, text in before.items()})
    title = ("title: Lease of a Press", "title: Lease of the Press")
    commit(repository, {norms: changed(LATER, text=before[norms]), rest: changed(title, text=before[rest])})
    done = repository.run("git", "merge", "-q", "-m", "both", "theirs")
    assert (done.returncode, done.stderr) == (0, "")
    assert repository.read(rest) == without_fact(changed(title, text=before[rest]))


# The command.


def test_the_command_writes_and_says(repository: Repository) -> None:
    for name, text in (("base", BASE), ("ours", changed(LATER)), ("theirs", changed(SUMMARY)), ("more", changed(MORE))):
        repository.write(f"{name}.yaml", text)
    done = repository.duly("merge", "base.yaml", "ours.yaml", "theirs.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, changed(LATER, SUMMARY), "")
    done = repository.duly("merge", "base.yaml", "ours.yaml", "more.yaml", "-o", "ours.yaml", "--show-base")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "duly: ours.yaml: both sides changed norms, give_back, by\n"
    said = repository.read("ours.yaml")
    assert "<<<<<<< ours.yaml\n    by: 20 days" in said and "||||||| base.yaml\n    by: 15 days" in said


def test_the_command_loads_what_it_made(repository: Repository) -> None:
    for name, text in (("base", BASE), ("ours", without_fact(BASE)), ("theirs", changed(USES))):
        repository.write(f"{name}.yaml", text)
    done = repository.duly("merge", "base.yaml", "ours.yaml", "theirs.yaml", "-o", "merged.yaml")
    assert (done.returncode, "both sides load, and the merged agreement does not" in done.stderr) == (1, True)
    assert repository.read("merged.yaml") == without_fact(BASE).replace(USES[0], USES[1])


def test_the_command_with_the_other_files_of_the_folder(repository: Repository) -> None:
    before = f"language: 1\n{NORMS}"
    repository.write("split/rest.yaml", without_fact(BASE.replace(NORMS, "\n")))
    repository.write("split/norms.yaml", without_fact(changed(LATER, text=before)))
    repository.write("base.yaml", without_fact(before))
    repository.write("theirs.yaml", without_fact(changed(RENT, text=before)))
    done = repository.duly("merge", "base.yaml", "split/norms.yaml", "theirs.yaml", "-o", "split/norms.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert repository.read("split/norms.yaml") == without_fact(changed(LATER, RENT, text=before))


def test_files_that_are_not_there_are_an_error_and_nothing_is_written(repository: Repository) -> None:
    done = repository.duly("merge", "base.yaml", LEASE, "rules", "-o", "merged.yaml")
    assert (done.returncode, done.stdout) == (3, "")
    assert "error[file-missing]" in done.stderr and "error[file-is-a-folder]" in done.stderr
    assert not (repository.top / "merged.yaml").exists()
    assert repository.duly("merge", LEASE, LEASE).returncode == 2
    assert repository.duly("merge", LEASE, LEASE, LEASE, "-o", "no/such/folder.yaml").returncode != 0


GIVE_BACK = (("  give_back:\n    duty", "  hand_in:\n    duty"),)


@pytest.mark.parametrize("is_ours", [True, False])
def test_an_edit_lands_in_a_rule_that_the_other_side_renamed(repository: Repository, is_ours: bool) -> None:
    renamed, edited = changed(*GIVE_BACK), changed(LATER, RENT)
    branch(repository, {LEASE: edited if is_ours else renamed})
    commit(repository, {LEASE: renamed if is_ours else edited})
    repository.git("merge", "-q", "-m", "both", "theirs")
    assert repository.read(LEASE) == changed(*GIVE_BACK, LATER, RENT)
    assert repository.git("status", "--porcelain") == ""


def test_a_rule_that_was_taken_away_for_another_stays_a_conflict_that_can_be_read(repository: Repository) -> None:
    other = changed(*GIVE_BACK, SUMMARY, ("return_press\n    to: lessor", "return_press\n    to: lessee"))
    branch(repository, {LEASE: changed(LATER)})
    commit(repository, {LEASE: other})
    done = repository.run("git", "merge", "theirs")
    assert done.returncode == 1
    said = repository.read(LEASE)
    assert "=======\n  give_back:\n    duty: lessee must return_press\n" in said and "  hand_in:\n" in said
