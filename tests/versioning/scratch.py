"""Scratch repositories: a folder, a home and an identity of their own, and git told to use this duly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from folders import CHECKOUT

BASE = (CHECKOUT / "tests" / "diff" / "base.yaml").read_text(encoding="utf-8")
LEASE = "rules/a lease é/le ase ü.yaml"
LATER = ("by: 15 days after called_back", "by: 20 days after called_back")
RENT = ("Pay the rent.", "Pay all of the rent.")
MORE_TIME = "The lessee has 5 days more to give the press back."


def changed(*pairs: tuple[str, str], text: str = BASE) -> str:
    """The text with other words, each of which stands in it once."""
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


class Repository:
    """A repository in a folder; its settings and identity are its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home of tests"
        self.top = folder / "scratch é repository"
        self.home.mkdir()
        self.top.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "XDG_"))}
        self.environment = kept | {
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CEILING_DIRECTORIES": str(folder),
            "GIT_AUTHOR_NAME": "Tests",
            "GIT_AUTHOR_EMAIL": "tests@example.com",
            "GIT_COMMITTER_NAME": "Tests",
            "GIT_COMMITTER_EMAIL": "tests@example.com",
            "LC_ALL": "C.UTF-8",
        }
        self.git("init", "-q", "-b", "main", ".")
        self.git("config", "core.quotePath", "false")

    def run(self, *words: str, folder: str = ".", given: str | None = None) -> subprocess.CompletedProcess[str]:
        """What a program writes, whatever its status."""
        return subprocess.run(
            words, cwd=self.top / folder, env=self.environment, capture_output=True, encoding="utf-8", input=given
        )

    def git(self, *words: str, folder: str = ".") -> str:
        """What git writes where it is content."""
        done = self.run("git", *words, folder=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def duly(self, *words: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """What duly writes."""
        return self.run(sys.executable, "-P", "-m", "duly", *words, folder=folder)

    def write(self, path: str, text: str) -> None:
        (self.top / path).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).write_text(text, encoding="utf-8", newline="\n")

    def read(self, path: str) -> str:
        return (self.top / path).read_bytes().decode("utf-8")

    def commit(self, message: str = "a change") -> str:
        """All files as they are, committed; gives the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def with_lease(self) -> Repository:
        """The lease, committed, in a repository that was told of duly."""
        self.write(LEASE, BASE)
        assert self.duly("git-setup").returncode == 0
        self.commit("first")
        return self
