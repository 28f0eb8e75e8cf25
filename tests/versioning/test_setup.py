"""`duly git-setup`: what it writes, where, and that it takes away just that."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from versioning.scratch import BASE, LATER, LEASE, MORE_TIME, Repository, changed

KEYS = ("diff.duly.command", "diff.duly.textconv", "diff.duly.xfuncname", "merge.duly.name", "merge.duly.driver")
LINES = "rules/**/*.yaml diff=duly merge=duly\nrules/**/*.yml diff=duly merge=duly\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_says_each_line_that_it_writes(repository: Repository) -> None:
    said = repository.duly("git-setup").stdout.splitlines()
    config, attributes = repository.top / ".git" / "config", repository.top / ".gitattributes"
    for key, line in zip(KEYS, said, strict=False):
        assert line == f"wrote         {config.as_posix()}: {key} = {repository.git('config', key).strip()}"
    assert said[5:] == [f"wrote         {attributes.as_posix()}: {line}" for line in LINES.splitlines()]
    assert LINES in attributes.read_text(encoding="utf-8")


def test_a_second_run_changes_nothing_and_says_so(repository: Repository) -> None:
    repository.duly("git-setup")
    before = bytes_of(repository.top)
    again = repository.duly("git-setup", "--repo")
    assert (again.returncode, bytes_of(repository.top)) == (0, before)
    assert all(line.startswith("already there ") for line in again.stdout.splitlines())


@pytest.mark.parametrize("before", [None, b"* text=auto\n", b"* text=auto", b"# ends\r\n*.yaml text\r\n", b"\xff\n"])
def test_undo_leaves_every_byte_as_it_was(repository: Repository, before: bytes | None) -> None:
    if before is not None:
        (repository.top / ".gitattributes").write_bytes(before)
    repository.git("config", "diff.other.command", "x")
    files = bytes_of(repository.top)
    repository.duly("git-setup")
    assert bytes_of(repository.top) != files
    done = repository.duly("git-setup", "--undo")
    assert (done.returncode, bytes_of(repository.top)) == (0, files)
    assert done.stdout.count("removed ") == 7
    again = repository.duly("git-setup", "--undo")
    assert (again.returncode, "removed" in again.stdout, bytes_of(repository.top)) == (0, False, files)


def test_undo_leaves_what_others_wrote_beside_and_between(repository: Repository) -> None:
    repository.duly("git-setup")
    repository.git("config", "diff.duly.binary", "false")
    path = repository.top / ".gitattributes"
    first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("a text\n" + first + "b text\n" + "".join(rest) + "c text\n" + LINES, encoding="utf-8")
    repository.duly("git-setup", "--undo")
    assert path.read_text(encoding="utf-8") == "a text\nb text\nc text\n" + LINES
    assert repository.git("config", "--get-regexp", "duly") == "diff.duly.binary false\n"


def test_a_setting_of_someone_else_is_left_and_named(repository: Repository) -> None:
    repository.git("config", "diff.duly.command", "other program")
    for words in ((), ("--undo",)):
        done = repository.duly("git-setup", *words)
        assert done.returncode == 1
        assert "warning[git-setting]: `diff.duly.command` is not of duly and was left as it is" in done.stderr
        assert repository.git("config", "diff.duly.command") == "other program\n"


def test_where_duly_has_moved_its_path_is_changed(repository: Repository) -> None:
    repository.git("config", "merge.duly.driver", "'/old place/duly' git-merge-driver %O %A %B")
    assert "changed " in repository.duly("git-setup").stdout
    assert shlex.quote(Path(sys.executable).as_posix()) in repository.git("config", "merge.duly.driver")


def test_outside_of_a_repository_it_refuses(repository: Repository) -> None:
    for folder in ("..", ".git"):
        done = repository.duly("git-setup", folder=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert "error[not-a-repository]: this folder is in no work tree of git" in done.stderr


def test_both_at_once_is_wrong_usage(repository: Repository) -> None:
    done = repository.duly("git-setup", "--user", "--repo")
    assert (done.returncode, "--user and --repo exclude each other" in done.stderr) == (2, True)


@pytest.mark.parametrize("named", [None, "my attributes"])
def test_for_the_user(repository: Repository, named: str | None) -> None:
    if named:
        repository.git("config", "--global", "core.attributesFile", f"~/{named}")
    before, files = bytes_of(repository.home), bytes_of(repository.top)
    done = repository.duly("git-setup", "--user", folder="..")
    assert done.returncode == 0, done.stderr
    assert LINES in (repository.home / (named or ".config/git/attributes")).read_text(encoding="utf-8")
    repository.write(LEASE, BASE)
    repository.git("add", "-A")
    repository.write(LEASE, changed(LATER))
    assert MORE_TIME in repository.git("diff")
    (repository.top / LEASE).unlink()
    assert repository.duly("git-setup", "--user", "--undo", folder="..").returncode == 0
    after = {name: data for name, data in bytes_of(repository.home).items() if data}
    assert after == before
    assert bytes_of(repository.top).keys() >= files.keys()


def test_from_a_folder_below_and_in_another_work_tree(repository: Repository) -> None:
    repository.write(f"legal/{LEASE}", BASE)
    assert repository.duly("git-setup", folder="legal/rules/a lease é").returncode == 0
    assert (repository.top / "legal" / ".gitattributes").exists()
    repository.commit()
    repository.git("worktree", "add", "-q", "-b", "side", "../other tree")
    path = repository.top.parent / "other tree" / "legal" / LEASE
    path.write_text(changed(LATER), encoding="utf-8")
    assert MORE_TIME in repository.git("diff", folder="../other tree/legal/rules")
    assert MORE_TIME in repository.git("diff", "--relative", folder="../other tree/legal/rules")
    done = repository.duly("git-setup", "--undo", folder="../other tree")
    assert (done.returncode, done.stdout.count("removed ")) == (0, 7)
    assert not (repository.top.parent / "other tree" / "legal" / ".gitattributes").exists()


def test_a_program_whose_path_has_signs_in_it(repository: Repository) -> None:
    program = repository.home / "it's 100% du ly" / "duly"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m duly "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    from duly.versioning.setup import settings

    for setting in settings((program.as_posix(),)):
        repository.git("config", setting.key, setting.value)
    repository.write(".gitattributes", LINES)
    repository.write(LEASE, BASE)
    repository.commit()
    repository.write(LEASE, changed(LATER))
    assert MORE_TIME in repository.git("diff")
    repository.git("checkout", "-q", "-b", "other")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write(LEASE, changed(("Pay the rent.", "Rent.")))
    repository.commit()
    repository.git("merge", "-q", "-m", "both", "other")
    assert repository.read(LEASE) == changed(LATER, ("Pay the rent.", "Rent."))


def test_attributes_that_are_a_link_are_refused(repository: Repository) -> None:
    target = repository.home / "elsewhere"
    target.write_bytes(b"x\n")
    (repository.top / ".gitattributes").symlink_to(target)
    done = repository.duly("git-setup")
    assert (done.returncode, target.read_bytes()) == (1, b"x\n")
    assert "error[git-refused]" in done.stderr


def test_settings_that_git_does_not_write_are_named_and_written_the_next_time(repository: Repository) -> None:
    lock = repository.top / ".git" / "config.lock"
    lock.touch()
    done = repository.duly("git-setup")
    assert (done.returncode, done.stdout.count("wrote ")) == (1, 2)
    assert [key for key in KEYS if f"git could not write `{key}`" in done.stderr] == list(KEYS)
    lock.unlink()
    again = repository.duly("git-setup")
    assert (again.returncode, again.stdout.count("wrote "), again.stdout.count("already there ")) == (0, 5, 2)
