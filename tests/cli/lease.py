"""The lease of tests/diff in folders and repositories of its own, for the tests of `duly diff`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from folders import CHECKOUT

from duly.cli.main import duly

BASE = (CHECKOUT / "tests" / "diff" / "base.yaml").read_text(encoding="utf-8")
LONGER = BASE.replace("by: 15 days after called_back", "by: 20 days after called_back")
"""The lessee has five days more to give the press back (section 3)."""
REWORDED = BASE.replace("summary: Pay the rent.", "summary: Rent.")
REWRITTEN = BASE.replace("works and hours >= 1", "hours >= 1 and works")
EVIL = (
    "<img src=x onerror=a()> `give` | **back** @octocat #12 GH-3 [x](https://example.com) www.example.com $x$ "
    "\\n::error::%0A"
)
"""What an action is called; it stands in what is said of every change of its norm."""
EVIL_BASE = BASE.replace("return_press: give the press back", f'return_press: "{EVIL}"')
EVIL_LONGER = EVIL_BASE.replace("by: 15 days after called_back", "by: 20 days after called_back")


def run(*words: str) -> Result:
    """`duly diff` with these words."""
    return CliRunner().invoke(duly, ["diff", *words])


def shown(*words: str) -> Any:
    """What `duly diff --format json` says."""
    found = run(*words, "--format", "json")
    assert found.stdout, found.stderr
    return json.loads(found.stdout)


def form(name: str, *words: str) -> str:
    """What `duly diff --format NAME` says, of `old` and `new` unless other words are given."""
    found = run(*(words or ("old", "new")), "--format", name)
    assert found.exit_code in (0, 1), found.stderr
    return found.stdout


def line_of(text: str, words: str) -> int:
    """The line, counted from 1, on which the words stand first."""
    return text[: text.index(words)].count("\n") + 1


def accept(fingerprint: str) -> None:
    """Accepts a change between `old` and `new`, with a reason in which nothing may be markup."""
    assert run("old", "new", "--accept", fingerprint, "--because", "agreed <b> @octocat").exit_code == 0


def write(path: str, text: str) -> None:
    """Writes a file and the folders that it needs."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8", newline="\n")


def git(*words: str, check: bool = True) -> str:
    """Runs git; what it wrote."""
    done = subprocess.run(["git", *words], check=check, capture_output=True, stdin=subprocess.DEVNULL)
    return os.fsdecode(done.stdout)


def own_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets git see no settings but those made here, and gives it an identity that is nobody's."""
    home = folder / "home of nobody"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        settings |= {f"GIT_{role}_NAME": "Tests", f"GIT_{role}_EMAIL": "tests@example.com"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def own_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes `folder` with an empty git repository in it and goes there; git is as `own_git` makes it."""
    own_git(folder.parent, monkeypatch)
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main", ".")


def two_versions(folder: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Goes to `folder`, with the lease in `old` and in `new`; git is as `own_git` makes it."""
    own_git(folder, monkeypatch)
    monkeypatch.chdir(folder)
    write("old/lease.yaml", old)
    write("new/lease.yaml", new)


def commit(said: str = "next") -> None:
    """Commits everything there is."""
    git("add", "-A")
    git("commit", "-q", "-m", said)
