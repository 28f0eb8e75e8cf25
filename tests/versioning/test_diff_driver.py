"""`git diff`, `git log`, `git show` with duly as their driver, in scratch repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from versioning.scratch import BASE, LATER, LEASE, MORE_TIME, RENT, Repository, changed

BROKEN = changed(("done: returned", "done: retuned"))
NORMS = BASE[BASE.index("\nnorms:") : BASE.index("\nexceptions:")]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path).with_lease()


def test_a_change_in_the_work_tree(repository: Repository) -> None:
    repository.write(LEASE, changed(LATER))
    said = repository.git("diff")
    assert said.startswith(f"diff --git a/{LEASE} b/{LEASE}\nduly: 1 change: 1 of substance\n  [3] {MORE_TIME}")
    assert "give_back, by: 15 days after called_back → 20 days after called_back" in said
    assert "Better for the lessee, worse for the lessor." in said
    assert "The lessee has 5 days less" in repository.git("diff", "-R")
    repository.git("add", "-A")
    assert repository.git("diff") == ""
    assert repository.git("diff", "--cached") == repository.git("diff", "HEAD") == said


def test_the_log_and_a_commit(repository: Repository) -> None:
    repository.write(LEASE, changed(LATER))
    repository.commit()
    repository.write(LEASE, changed(LATER, RENT))
    last = repository.commit()
    log = repository.git("log", "-p", "--ext-diff", "--format=%s")
    assert log.index("pay, summary: Pay the rent. → Pay all of the rent.") < log.index(MORE_TIME)
    assert log.count(MORE_TIME) == 1
    assert "duly: 1 change: 1 of wording" in repository.git("show", "--ext-diff", last)
    assert MORE_TIME in repository.git("show", "--ext-diff", "HEAD^")
    both = repository.git("diff", "HEAD~2", "HEAD")
    assert MORE_TIME in both and "duly: 2 changes: 1 of substance, 1 of wording" in both


def test_layout_order_and_comments_are_no_change_and_nothing_is_hidden(repository: Repository) -> None:
    repository.write(LEASE, BASE.replace("norms:\n", "# the norms\nnorms:\n"))
    assert "duly: no changes of meaning or wording; `git diff --no-ext-diff` shows what else" in repository.git("diff")
    assert "+# the norms" in repository.git("diff", "--no-ext-diff")
    repository.write(LEASE, BASE.replace("norms:\n", "norms:   \n"))
    repository.commit()
    shown = repository.git("show")
    assert "norms:" not in shown, "lines are compared in their one layout"
    assert "+norms:   " in repository.git("show", "--no-textconv")


def test_a_file_of_several(repository: Repository) -> None:
    """Rules of one file read those of the others of their own version, as they were then."""
    rest = "rules/split/rest.yaml"
    repository.write(rest, BASE.replace(NORMS, "\n"))
    repository.write("rules/split/norms.yaml", f"language: 1\n{NORMS}")
    repository.commit("split")
    renamed = {name: text.replace("called_back", "asked_back") for name, text in both(repository).items()}
    for name, text in renamed.items():
        repository.write(name, text)
    repository.commit("renamed")
    repository.write("rules/split/norms.yaml", renamed["rules/split/norms.yaml"].replace("15 days", "20 days"))
    longer = repository.commit("longer")
    repository.git("rm", "-q", "-r", "rules/split")
    repository.commit("gone")
    said = repository.git("show", "--ext-diff", longer)
    assert MORE_TIME in said and "does not load" not in said and "of the work tree are used" not in said
    log = repository.git("log", "-p", "--ext-diff", "--format=%s", "--", "rules/split")
    assert "does not load" not in log and log.count(MORE_TIME) == 1
    assert "The fact `called_back` is now called `asked_back`" in log or "asked_back" in log
    assert "The lessee no longer must give the press back." in log.partition("longer\n")[0]


def both(repository: Repository) -> dict[str, str]:
    return {name: repository.read(name) for name in ("rules/split/rest.yaml", "rules/split/norms.yaml")}


def test_a_change_is_told_with_the_file_that_it_is_in(repository: Repository) -> None:
    repository.write("rules/split/rest.yaml", BASE.replace(NORMS, "\n"))
    repository.write("rules/split/norms.yaml", f"language: 1\n{NORMS}")
    repository.commit("split")
    repository.write(
        "rules/split/norms.yaml", f"language: 1\n{NORMS}".replace("15 days after called", "20 days after called")
    )
    repository.write("rules/split/rest.yaml", BASE.replace(NORMS, "\n").replace("Is it insured?", "Insured?"))
    norms, rest = repository.git("diff").split("diff --git ")[1:]
    assert MORE_TIME in norms and "insured" not in norms
    assert "insured, ask" in rest and MORE_TIME not in rest


@pytest.mark.parametrize("broken_first", [True, False])
def test_a_side_that_does_not_load_says_why_and_lines_are_shown(repository: Repository, broken_first: bool) -> None:
    if broken_first:
        repository.write(LEASE, BROKEN)
        repository.commit()
        repository.write(LEASE, BASE)
    else:
        repository.write(LEASE, BROKEN)
    said = repository.git("diff")
    assert f"duly: the {'old' if broken_first else 'new'} version does not load, so lines are shown:" in said
    assert "error[unknown-name]: no term, fact or norm is called `retuned`" in said or "error[unknown-name]" in said
    assert f"--> {LEASE}" in said
    signs = "+-" if broken_first else "-+"
    assert f"{signs[0]}    done: returned" in said and f"{signs[1]}    done: retuned" in said
    assert "no changes" not in said


def test_added_deleted_and_renamed_files(repository: Repository) -> None:
    other = "rules/a lease é/ähnlich.yaml"
    repository.git("mv", LEASE, other)
    said = repository.git("diff", "--cached", "-M")
    assert f"rename from {LEASE}\nrename to {other}\nduly: no changes of meaning or wording" in said
    repository.write(other, changed(LATER))
    repository.git("add", "-A")
    assert MORE_TIME in repository.git("diff", "--cached", "-M")
    parts = repository.git("diff", "--cached", "--no-renames").split("diff --git ")[1:]
    added = next(part for part in parts if "new file mode 100644" in part)
    gone = next(part for part in parts if "deleted file mode 100644" in part)
    assert "duly: no changes" in gone or MORE_TIME in added
    repository.commit()
    repository.git("rm", "-q", other)
    assert "The lessee no longer must give the press back." in repository.git("diff", "--cached")
    repository.write("rules/new/new.yaml", BASE)
    repository.git("add", "rules/new/new.yaml")
    assert "The lessee now must give the press back." in repository.git("diff", "--cached", "--", "rules/new")


SCENARIOS = "language: 1\nagreement: lease\nscenarios:\n  one: {says: It is so., through: 2001-01-01}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("rules/a lease é/scenarios/all of it.yaml", SCENARIOS),
        ("rules/a lease é/all.yaml", SCENARIOS),
        ("rules/a lease é/facts/one.yaml", "agreement: lease\nthrough: 2001-01-01\nfacts: {signed: 2001-01-01}\n"),
    ],
)
def test_what_is_no_rule_file_is_shown_by_lines(repository: Repository, path: str, text: str) -> None:
    repository.write(path, text)
    repository.commit()
    repository.write(path, text.replace("2001-01-01", "2001-01-02"))
    said = repository.git("diff")
    assert "duly" not in said
    assert "\n@@ " in said and "2001-01-02" in said and "\n-" in said and "\n+" in said


def test_files_that_are_no_text_or_huge(repository: Repository) -> None:
    (repository.top / LEASE).write_bytes(b"language: 1\0\xff\n")
    said = repository.git("diff")
    assert "error[file-not-text]" in said and "The files are binary and differ." in said
    repository.commit()
    assert "+no text: 14 bytes, SHA-256 " in repository.git("show")
    repository.write(LEASE, "norms: [\n")
    repository.commit()
    assert "+norms: [" in repository.git("show", "--format=")
    lines = "".join(f"# line {number} of many\n" for number in range(60_000))
    repository.write(LEASE, BASE + lines)
    said = repository.git("diff")
    assert "This is larger than the 1048576 bytes that are compared by meaning here." in said
    assert said.count("\n+# line ") == 60_000


def test_a_link_and_a_file_without_its_bytes(repository: Repository) -> None:
    (repository.top / LEASE).unlink()
    (repository.top / LEASE).symlink_to("nowhere")
    assert "+nowhere" in repository.git("diff")
    done = repository.duly("git-diff-driver", "x.yaml", "gone", "0" * 40, "100644", "gone too", "0" * 40, "100644")
    assert done.returncode == 0 and "This cannot be read" in done.stdout


def test_a_file_in_a_merge_that_is_not_finished(repository: Repository) -> None:
    assert repository.duly("git-diff-driver", LEASE).stdout == f"* Unmerged path {LEASE}\n"
    assert repository.duly("git-diff-driver").returncode == 0


def test_signs_that_would_draw_are_made_visible(repository: Repository) -> None:
    repository.write(LEASE, changed(RENT).replace("done: returned", "done: retuned\x1b[2J\u202e"))
    said = repository.git("diff")
    assert "\x1b" not in said and "\u202e" not in said
    assert "retuned␛[2J<U+202E>" in said


def test_nothing_of_the_repository_is_run(repository: Repository) -> None:
    trap = repository.home / "trap"
    trap.write_text(f'#!/bin/sh\ntouch "{trap}.sprung"\ncat\n', encoding="utf-8")
    trap.chmod(0o755)
    for name in ("duly", "click", "ruamel", "json", "git"):
        repository.write(f"{name}.py", f"open({str(trap) + '.sprung'!r}, 'w')\n")
    repository.write("duly/__init__.py", f"open({str(trap) + '.sprung'!r}, 'w')\n")
    (repository.top / "git").write_bytes(trap.read_bytes())
    (repository.top / "git").chmod(0o755)
    repository.commit()
    repository.write(LEASE, changed(LATER))
    repository.git("add", "-A")
    blobs = [repository.git("rev-parse", f"{tree}:{LEASE}").strip() for tree in ("HEAD", "")]
    for key in ("core.fsmonitor", "diff.external", "filter.x.clean", "filter.x.smudge", "gpg.program", "core.pager"):
        repository.git("config", key, f"'{trap}'")
    repository.git("config", "log.showSignature", "true")
    for number, blob in enumerate(blobs):
        (repository.home / f"{number}.yaml").write_text(repository.git("cat-file", "blob", blob), encoding="utf-8")
    with (repository.top / ".gitattributes").open("a") as stream:
        stream.write("* filter=x\n")
    Path(f"{trap}.sprung").unlink(missing_ok=True)
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (repository.top / ".git" / "hooks" / hook).write_bytes(trap.read_bytes())
        (repository.top / ".git" / "hooks" / hook).chmod(0o755)
    files = [str(repository.home / f"{number}.yaml") for number in (0, 1)]
    words = (LEASE, files[0], blobs[0], "100644", files[1], blobs[1], "100644")
    done = repository.duly("git-diff-driver", *words)
    assert MORE_TIME in done.stdout
    broken = repository.home / "broken.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    repository.environment["PATH"] = f".{os.pathsep}{repository.environment['PATH']}"
    done = repository.duly("git-diff-driver", LEASE, files[0], blobs[0], "100644", str(broken), "0" * 40, "100644")
    assert "+    done: retuned" in done.stdout
    assert not Path(f"{trap}.sprung").exists()


def test_colour_is_as_git_has_it(repository: Repository) -> None:
    repository.write(LEASE, changed(LATER))
    assert "\x1b[" not in repository.git("diff")
    repository.environment["GIT_PAGER_IN_USE"] = "true"
    assert "\x1b[1mdiff --git" in repository.git("diff")
    repository.git("config", "color.ui", "false")
    assert "\x1b[" not in repository.git("diff")


def test_blame_and_names_of_rules_over_lines(repository: Repository) -> None:
    repository.write(LEASE, changed(LATER))
    repository.commit()
    assert "@@   give_back\n" in repository.git("show")
    assert "by: 20 days after called_back" in repository.git("blame", LEASE)


def test_of_long_values_the_part_that_differs_is_shown(repository: Repository) -> None:
    long = " ".join(f"word{number}" for number in range(60))
    repository.write(LEASE, changed(("Pay the rent.", f"Pay. {long}")))
    repository.commit()
    repository.write(LEASE, changed(("Pay the rent.", f"Pay. {long}".replace("word50", "other"))))
    said = " ".join(repository.git("diff").split())
    assert "word49 word50 word51" in said and "word49 other word51" in said
    assert "word10" not in said


def test_a_stash_and_a_merge_are_shown_too(repository: Repository) -> None:
    repository.write(LEASE, changed(LATER))
    repository.git("stash")
    assert MORE_TIME in repository.git("stash", "show", "-p", "--ext-diff")
    repository.git("stash", "pop", "-q")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "both", "side")
    assert MORE_TIME in repository.git("show", "--ext-diff", "-m", "--first-parent", "HEAD")


@pytest.mark.parametrize("form", ["{}/one.yaml", "../outside/one.yaml"])
def test_files_outside_of_the_repository_are_shown_by_lines_and_left_alone(repository: Repository, form: str) -> None:
    outside = repository.top.parent / "outside"
    outside.mkdir()
    (outside / "one.yaml").write_text(BASE, encoding="utf-8")
    (outside / "two.yaml").write_text(changed(LATER), encoding="utf-8")
    path = form.format(outside)
    words = (path, str(outside / "one.yaml"), "1" * 40, "100644", str(outside / "two.yaml"), "2" * 40, "100644")
    done = repository.duly("git-diff-driver", *words)
    assert (done.returncode, "+    by: 20 days after called_back" in done.stdout) == (0, True)
    assert sorted(each.name for each in outside.iterdir()) == ["one.yaml", "two.yaml"]
    assert (outside / "one.yaml").read_text(encoding="utf-8") == BASE
