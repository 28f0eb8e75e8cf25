"""A merge by lines, as git does it, where a file's pieces cannot be followed.

In: three versions as bytes. Out: git's merge of them, with its markers, and how many conflicts are in it. The one idea:
git's own program does it, in an empty folder and without anyone's settings, so that nothing but it can run.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

_LONGEST_RUN = 600
_MOST_CONFLICTS = 127
"""What `git merge-file` says of so many conflicts or more; above that it says that it failed."""


def merge_lines(
    versions: tuple[bytes, bytes, bytes], labels: tuple[str, str, str], marker: int, shows_base: bool
) -> tuple[bytes, int]:
    """The merge of base, ours and theirs, and its conflicts; ours as it is, with one, where git cannot merge them."""
    shown = ["--diff3"] if shows_base else []
    names = ("ours", "base", "theirs")
    said = [word for label in (labels[1], labels[0], labels[2]) for word in ("-L", label)]
    base, ours, theirs = versions
    with tempfile.TemporaryDirectory() as made:
        for name, data in zip(names, (ours, base, theirs), strict=True):
            (Path(made) / name).write_bytes(data)
        words = ["merge-file", "-p", "-q", *shown, f"--marker-size={marker}", *said, *names]
        try:
            run = run_alone(words, made)
        except (OSError, subprocess.TimeoutExpired):
            return ours, 1
    return (run.stdout, run.returncode) if 0 <= run.returncode <= _MOST_CONFLICTS else (ours, 1)


def run_alone(words: Iterable[str], folder: str) -> subprocess.CompletedProcess[bytes]:
    """Runs git in a folder outside of any repository, with no settings but its own."""
    return subprocess.run(
        ["git", *words], cwd=folder, env=_alone(os.environ, folder), capture_output=True, timeout=_LONGEST_RUN
    )


def _alone(environment: Mapping[str, str], folder: str) -> dict[str, str]:
    kept = {name: value for name, value in environment.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(Path(folder).resolve().parent),
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "LC_ALL": "C",
    }
