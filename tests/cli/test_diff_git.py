"""What git holds is read, with the calendars of its revision, and nothing that a repository says is run."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from cli.lease import BASE, LONGER, commit, git, own_repository, run, shown, write
from folders import ENGINE

from duly.comparison import git_checkout
from duly.comparison.sides import read_side

LEASE = "rules/lease"
HARBOUR = BASE.replace("by: 15 days after called_back", "by: 2 business days of harbour after called_back")
FACTS = {
    "agreement": "lease",
    "through": "2001-07-05",
    "facts": {"signed": "2001-03-01", "delivered": "2001-03-01", "called_back": "2001-07-03", "returned": None},
}
"""The press is called back on a Tuesday."""


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = tmp_path / "top"
    own_repository(top, monkeypatch)
    write(f"{LEASE}/lease.yaml", BASE)
    commit("first")
    return top


# Nothing is run.


def tripwire(folder: Path) -> tuple[str, Path]:
    """A program that leaves a mark when it is run, and the mark."""
    mark, program = folder / "it was run", folder / "trip.sh"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program), mark


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
@pytest.mark.parametrize(
    ("settings", "control"),
    [
        ({"core.fsmonitor": "{trip}"}, ("status",)),
        ({"filter.x.smudge": "{trip}", "filter.x.clean": "{trip}"}, ("checkout", "HEAD", "--", ".")),
        ({"diff.x.textconv": "{trip}"}, ("cat-file", "--textconv", f"HEAD:{LEASE}/lease.yaml")),
        ({"alias.show": "!{trip}", "alias.x": "!{trip}"}, ("x",)),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_nothing_that_a_repository_configures_is_run(
    settings: dict[str, str], control: tuple[str, ...], repository: Path, tmp_path: Path
) -> None:
    trip, mark = tripwire(tmp_path)
    write(".gitattributes", "*.yaml filter=x diff=x\n")
    for name, value in settings.items():
        git("config", name, value.format(trip=trip))
    for words in (("--against", "HEAD"), ("--cached",), ("--against", "index"), (f"HEAD:{LEASE}", LEASE)):
        assert run(*words).exit_code == 0
    assert not mark.exists()
    Path(f"{LEASE}/lease.yaml").unlink()
    git(*control, check=False)
    assert mark.exists(), "the tripwire would not have shown anything"


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
def test_what_a_clone_left_out_is_not_fetched(repository: Path, tmp_path: Path) -> None:
    trip, mark = tripwire(tmp_path)
    digest = git("rev-parse", f"HEAD:{LEASE}/lease.yaml").strip()
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{trip}",
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
    }.items():
        git("config", name, value)
    (repository / ".git" / "objects" / digest[:2] / digest[2:]).unlink()
    wrong = run("--against", "HEAD")
    assert (wrong.exit_code, wrong.stdout, mark.exists()) == (3, "", False)
    assert "git does not have the content of this file" in wrong.stderr
    git("cat-file", "-p", digest, check=False)
    assert mark.exists(), "the tripwire would not have shown anything"


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_a_program_called_git_in_the_folder_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    trip, mark = tripwire(Path.cwd())
    Path(trip).rename("git")
    monkeypatch.setenv("PATH", os.pathsep.join((".", os.environ["PATH"])))
    assert run("--against", "HEAD").exit_code == 3
    assert not mark.exists()


# Names and kinds of files.


def test_names_are_taken_letter_by_letter() -> None:
    odd = "rules/*é [a] (b); $c"
    write(f"{odd}/le ase.yaml", BASE.replace("id: lease", "id: odd"))
    write("rules/xé [a] (b); $c/lease.yaml", BASE.replace("id: lease", "id: other"))
    commit()
    write(f"{odd}/le ase.yaml", LONGER.replace("id: lease", "id: odd"))
    reviews = shown("--against", "HEAD", odd)["reviews"]
    assert [(each["new"], len(each["changes"])) for each in reviews] == [(odd, 1)]
    assert len(shown(f"HEAD:{odd}", odd)["changes"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_is_refused_and_not_followed() -> None:
    Path(f"{LEASE}/more.yaml").symlink_to("lease.yaml")
    commit()
    wrong = run("--against", "HEAD~1..HEAD")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "links are not followed" in wrong.stderr and f"HEAD:{LEASE}/more.yaml" in wrong.stderr


def test_a_file_that_is_too_large_is_told_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as smaller:
        smaller.setattr(git_checkout, "FILE_BYTES", 100)
        side = read_side(f"HEAD:{LEASE}")
    assert [each.code for each in side.diagnostics] == ["file-not-text"]  # only its size is there, without its words
    assert read_side(f"HEAD:{LEASE}").is_sound


def test_a_colon_in_braces_is_part_of_the_revision() -> None:
    git("commit", "-q", "--allow-empty", "-m", "mend: it")
    assert shown(f"HEAD^{{/mend: it}}:{LEASE}", LEASE)["changes"] == []


def test_an_agreement_that_another_one_uses_is_that_of_the_same_end() -> None:
    used = BASE.replace("id: lease", "id: frame").replace("\n  life:", "\n  short: frame\n  life:", 1)
    uses = BASE.replace("  currency: USD\n", "  currency: USD\n  uses: [frame]\n")
    write("rules/frame/frame.yaml", used)
    write(f"{LEASE}/lease.yaml", uses.replace("upon: called_back", "upon: frame.first_day"))
    commit("one name")
    write("rules/frame/frame.yaml", used.replace("first_day", "day_one"))
    write(f"{LEASE}/lease.yaml", uses.replace("upon: called_back", "upon: frame.day_one"))
    for words in (("--against", "HEAD", "lease"), ("--cached", "lease"), (f"HEAD:{LEASE}", LEASE)):
        assert run(*words).exit_code == 0
    assert run(f"HEAD:{LEASE}/lease.yaml", f"{LEASE}/lease.yaml").exit_code == 0
    write(f"{LEASE}/lease.yaml", uses.replace("upon: called_back", "upon: frame.first_day"))
    wrong = run("--against", "HEAD", "lease")
    assert (wrong.exit_code, f"{LEASE}/lease.yaml" in wrong.stderr) == (3, True)


# Calendars.


def calendar(*closed: str, id: str = "harbour") -> str:
    head = {"id": id, "title": "Harbour", "source": "a notice", "first": "2001-01-01", "last": "2001-12-31"}
    return json.dumps({**head, "published_through": "2001-12-31", "closures": dict.fromkeys(closed, "closed")})


def test_each_side_counts_by_the_calendars_of_its_own_revision() -> None:
    """Two business days after Tuesday, July 3: Thursday, or Friday where July 4 is closed."""
    write(f"{LEASE}/lease.yaml", HARBOUR)
    write(f"{LEASE}/calendars/harbour.json", calendar())
    commit("open")
    write(f"{LEASE}/calendars/harbour.json", calendar("2001-07-04"))
    write("cases/july.json", json.dumps(FACTS))
    for words in (("--against", "HEAD"), (f"HEAD:{LEASE}", LEASE), (f"HEAD:{LEASE}/lease.yaml", LEASE)):
        found = shown(*words, "--facts", "cases")
        (change,) = found["reviews"][0]["changes"] if "reviews" in found else found["changes"]
        assert (change["id"], change["before"], change["after"]) == ("calendar-closures-changed", "", "2001-07-04")
        assert "due 2001-07-05" in change["shown_on"]["before"]
        assert "due 2001-07-06" in change["shown_on"]["after"]


def test_the_fingerprint_of_rules_that_git_holds_includes_their_calendars() -> None:
    write(f"{LEASE}/lease.yaml", HARBOUR)
    digests = []
    for closed in ((), ("2001-07-04",)):
        write(f"{LEASE}/calendars/harbour.json", calendar(*closed))
        commit()
        rules, there = read_side(f"HEAD:{LEASE}").rules, read_side(LEASE).rules
        assert rules is not None and there is not None and rules.digest == there.digest
        digests.append(rules.digest)
    assert digests[0] != digests[1]


def test_a_calendar_that_git_holds_and_nobody_can_read_is_an_error() -> None:
    write(f"{LEASE}/calendars/harbour.json", "{")
    commit()
    wrong = run("--against", "HEAD~1..HEAD")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert f"HEAD:{LEASE}/calendars/harbour.json" in wrong.stderr


def test_where_duly_runs_from_its_checkout_its_calendars_are_those_of_the_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = repository / "engine" / "calendars"
    shutil.copytree(ENGINE / "calendars", own, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (own / "nyse.json").read_text(encoding="utf-8")
    assert '"2001-07-04"' in text
    (own / "nyse.json").write_text(text.replace('"2001-07-04"', '"2001-07-05"'), encoding="utf-8")
    write(f"{LEASE}/lease.yaml", HARBOUR.replace("of harbour", "of nyse"))
    commit("another day")
    monkeypatch.setattr(git_checkout, "calendars_folder", lambda: own)
    (change,) = shown(f"HEAD:{LEASE}", LEASE)["changes"]  # the working tree is read with those of duly itself
    assert (change["rule"], change["before"], change["after"]) == ("nyse", "2001-07-05", "2001-07-04")
    (own / "nyse.json").write_text("{", encoding="utf-8")
    commit("broken")
    assert "HEAD:engine/calendars/nyse.json" in run(f"HEAD:{LEASE}", LEASE).stderr
