"""The two things that are compared, wherever they lie.

In: a folder, a file, `REV:path` in a git repository, an agreement's id, or the empty side. Out: `Side`: the agreement,
or None where it is empty; its scenarios; and every diagnostic. The one idea: what git holds is written into a
folder that is gone afterwards and read from there like any other, so both kinds of sides are one; of git only its two
commands that read objects are used, and nothing that the repository says is run.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from duly.codes import severity_of
from duly.diagnostics import Diagnostic, Severity
from duly.evaluation.scenarios import Scenario, read_scenarios
from duly.files import read_source
from duly.model import shelf
from duly.model.loader import Loaded, load_folder, load_sources
from duly.model.nodes import Rules
from duly.source import Source
from duly.workspace.loading import findings

EMPTY = ("/dev/null", "NUL")


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its rules, unless it is the empty one, and its scenarios."""

    name: str
    loaded: Loaded | None
    scenarios: tuple[Scenario, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: tuple[Diagnostic, ...] = ()
    """What is wrong with scenarios; they show nothing then, and the comparison goes on without them."""

    @property
    def is_sound(self) -> bool:
        """Whether it can be compared."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)

    @property
    def rules(self) -> Rules | None:
        """Its rules; None of the empty side."""
        return self.loaded.rules if self.loaded is not None else None


def read_side(named: str) -> Side:
    """The side of this name; its diagnostics say what keeps it from being compared."""
    if named in EMPTY:
        return Side(named, None)
    if not Path(named).exists() and ":" in named:
        return _of_git(named)
    path = Path(named)
    if path.is_file():
        source = read_source(path, path.as_posix())
        loaded = load_sources([source]) if isinstance(source, Source) else Loaded(None, {}, (source,), ())
        return _side(named, loaded, None)
    folder = shelf.folder_of(named)
    return _side(named, shelf.load_agreement(named), folder)


def _side(named: str, loaded: Loaded, folder: Path | None) -> Side:
    diagnostics = (*loaded.diagnostics, *findings(loaded))
    errors = tuple(found for found in diagnostics if severity_of(found.code) is Severity.ERROR)
    if errors or loaded.vocabulary is None:
        return Side(named, loaded, (), errors)
    scenarios, unread = _scenarios(named, loaded, folder) if folder is not None else ((), ())
    return Side(named, loaded, scenarios, (), unread)


def _scenarios(named: str, loaded: Loaded, folder: Path) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The scenarios that can be run, and what is wrong with others."""
    found: list[Scenario] = []
    faults: list[Diagnostic] = []
    for path in sorted((folder / "scenarios").rglob("*.yaml")):
        source = read_source(path, f"{named.rstrip('/')}/{path.relative_to(folder).as_posix()}")
        if isinstance(source, Source):
            scenarios, wrong = read_scenarios(source, loaded, folder)
            found += scenarios
            faults += wrong
        else:
            faults.append(source)
    return tuple(found), tuple(faults)


# git.


def _of_git(named: str) -> Side:
    revision, _, path = named.partition(":")
    with _checked_out(revision, path.strip("/") or ".") as found:
        if isinstance(found, str):
            message = f"git has nothing that is called `{named}`"
            return Side(named, None, (), (Diagnostic("no-agreement", message, hint=found or None),))
        if found.is_file():
            source = read_source(found, named)
            loaded = load_sources([source]) if isinstance(source, Source) else Loaded(None, {}, (source,), ())
            return _side(named, loaded, None)
        return _side(named, load_folder(found, named), found)


@contextmanager
def _checked_out(revision: str, path: str) -> Iterator[Path | str]:
    """The files of a revision in a folder of their own, or what git says instead."""
    if revision.startswith("-"):
        yield "a revision does not begin with `-`"
        return
    try:
        listed = _git("ls-tree", "-r", "-z", revision, "--", path)
    except (OSError, subprocess.CalledProcessError) as failure:
        yield _last_words(failure)
        return
    rows = [row.partition("\t") for row in listed.decode("utf-8", "replace").split("\0") if row]
    blobs = [(head.split()[2], PurePosixPath(name)) for head, _, name in rows if head.split()[1] == "blob"]
    if not blobs:
        yield "look at its files with `git ls-tree`; paths begin in the working directory"
        return
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        for digest, name in blobs:
            _write(root, digest, name)
        yield root / path if path != "." else root


def _write(root: Path, digest: str, name: PurePosixPath) -> None:
    """Writes one file; a name that leads out of the folder is left out."""
    if name.is_absolute() or ".." in name.parts:
        return
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_git("cat-file", "blob", digest))


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], capture_output=True, check=True).stdout


def _last_words(failure: OSError | subprocess.CalledProcessError) -> str:
    if isinstance(failure, subprocess.CalledProcessError):
        said = failure.stderr.decode("utf-8", "replace").strip().splitlines()
        return said[-1] if said else ""
    return "git is not installed"
