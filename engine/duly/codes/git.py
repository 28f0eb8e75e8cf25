"""Faults of what git is told."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity

GIT: tuple[Code, ...] = (
    Code(
        "not-a-repository",
        Severity.ERROR,
        "the folder is in no work tree of git",
        "Settings of a repository are written from within it. `duly git-setup --user` writes those for all of yours, "
        "from anywhere.",
        "duly git-setup, in a folder that git does not know",
    ),
    Code(
        "git-refused",
        Severity.ERROR,
        "git, or the system, refused to write a setting",
        "Most often another program has the file open, or it belongs to someone else. What was written until then is "
        "listed, and the command can be called again.",
        "duly git-setup, where `.git/config` cannot be written",
    ),
    Code(
        "git-setting",
        Severity.WARNING,
        "a setting that duly would write is there and says something else",
        "Someone gave git another program under the same name. It is neither written over nor removed; take it away if "
        "it is not needed, and call the command again.",
        "diff.duly.command = other-program",
    ),
)
