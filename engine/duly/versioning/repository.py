"""Which files a version of a git repository holds, read without running anything that it says.

In: a version (a commit, the index, the work tree) and a folder. Out: the bytes of the files in it that an agreement is
made of. The one idea: whatever git cannot answer is None or empty, and who asked goes on without it, because git itself
waits for the answer; hooks, monitors of files and transports are switched off.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from duly.comparison.git_objects import Entry, contents, entries, tree_of
from duly.diagnostics import Diagnostic
from duly.limits import FILE_BYTES
from duly.model.own_calendars import FOLDER

_PATIENCE = 20
"""Seconds that a search of the history may take."""
_SAFE = (
    "--no-pager", "--literal-pathspecs", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false",
    "-c", "protocol.allow=never",
)  # fmt: skip
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_USES = b"uses:"

Files = dict[str, bytes]
"""The bytes of files by their paths in the repository."""


@dataclass(frozen=True, slots=True)
class Version:
    """The work tree, or what git calls so: a commit, or the index, which is the empty revision."""

    revision: str | None


WORK_TREE = Version(None)
INDEX = Version("")
HEAD = Version("HEAD")


def ask(*words: str, given: bytes = b"", folder: Path | None = None) -> bytes | None:
    """What git answers; None where it fails, takes too long or is not installed."""
    program = shutil.which("git")
    if program is None or Path(program).parent.resolve() == Path.cwd():  # a program of the folder is not run
        return None
    try:
        return subprocess.run(
            [program, *_SAFE, *words],
            input=given,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
            cwd=folder,
            env={**os.environ, **_QUIET},
        ).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def answer(*words: str, folder: Path | None = None) -> str | None:
    """What git answers in one line."""
    said = ask(*words, folder=folder)
    return os.fsdecode(said).removesuffix("\n") if said is not None else None


def top_folder() -> Path | None:
    """The top of the work tree; None outside of one."""
    found = answer("rev-parse", "--show-toplevel")
    return Path(found) if found else None


def ids_in(version: Version, paths: Iterable[str]) -> dict[str, str]:
    """The ids of the files at these paths, as far as they are there."""
    wanted = tuple(paths)
    return {row.path: row.digest for row in _entries(version, wanted) if row.path in wanted}


def _entries(version: Version, paths: Iterable[str]) -> tuple[Entry, ...]:
    tree = tree_of(version.revision or "")
    listed = entries(tree, paths) if not isinstance(tree, Diagnostic) else tree
    return () if isinstance(listed, Diagnostic) else tuple(row for row in listed if not row.is_link)


def read_folder(version: Version, folder: str, top: Path) -> Files:
    """The rule files and calendars of an agreement's folder, which ends in `/` or is empty, and of those it may use."""
    own = _read(version, folder, folder, top)
    if folder and any(_USES in data for data in own.values()):
        shelf = PurePosixPath(folder).parent.as_posix()
        return _read(version, "" if shelf == "." else f"{shelf}/", None, top) | own
    return own


def _read(version: Version, below: str, folder: str | None, top: Path) -> Files:
    """The files below a folder: those of one agreement, or of all in it."""
    if version.revision is None:
        pattern = "" if folder is not None else "*/"
        names = [path.relative_to(top).as_posix() for path in _there(top / below, pattern)]
        return {name: (top / name).read_bytes() for name in names}
    depth = 1 if folder is not None else 2
    rows = [row for row in _entries(version, (below.rstrip("/"),)) if _is_read(row.path.removeprefix(below), depth)]
    return {row.path: data for row, data in contents(rows, FILE_BYTES) if isinstance(data, bytes)}


def _there(folder: Path, pattern: str) -> Iterator[Path]:
    for suffix in ("*.yaml", "*.yml", f"{FOLDER}/*.json"):
        yield from sorted(path for path in folder.glob(pattern + suffix) if path.is_file())


def _is_read(name: str, depth: int) -> bool:
    """Whether a path is one of a rule file or calendar of an agreement, `depth` folders down counted from 1."""
    parts = PurePosixPath(name).parts
    if ".." in parts:
        return False
    if len(parts) == depth:
        return name.endswith((".yaml", ".yml"))
    return len(parts) == depth + 1 and parts[-2] == FOLDER and name.endswith(".json")
