"""What git tells a diff driver of one file becomes what its change means.

In: the words with which git calls a diff driver. Out: `FileDiff`: the changes of that file's rules, or notices and
git's own lines. The one idea: nothing is hidden. A rule file is read with the other files of its folder, each side with
those of its own version, and compared by meaning; where a side cannot be read so, its diagnostics say why, and what
differs is shown line by line, as it is for any file that is no rule file, is too large or is no text.

Facts on which a change shows are not sought here, because git asks for one file after another: `duly diff` shows them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from duly.codes import severity_of
from duly.comparison.changes import Change
from duly.comparison.compare import compare
from duly.diagnostics import Diagnostic, Severity
from duly.files import decode
from duly.limits import DRIVER_BYTES
from duly.merging.by_lines import run_alone
from duly.model import nodes as m
from duly.model.loader import load_folder
from duly.source import Source
from duly.versioning.history import Content, versions_of
from duly.versioning.repository import Files, read_folder, top_folder
from duly.workspace.file_kinds import RULES, kind_of
from duly.workspace.loading import findings

_ABSENT = "."
_FILES = ("100644", "100755", "0")
_BINARY = b"Binary files "
_OF_SECTION = {"action": "actions", "life": "agreement"}
"""Where changes that are of no single rule stand."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a file as git gives it: its path in the repository, where its content lies, id and mode."""

    path: str
    file: str
    hex: str
    mode: str

    @property
    def is_there(self) -> bool:
        """Whether this side has the file."""
        return self.mode != _ABSENT

    @property
    def content(self) -> Content:
        """What is known of it in the repository."""
        if not self.is_there:
            return Content(self.path, None)
        return Content(self.path, "" if set(self.hex) == {"0"} else self.hex)

    @property
    def folder(self) -> str:
        """The folder that it stands in, with a `/` behind it; empty at the top."""
        return folder_of(self.path)

    def data(self) -> bytes:
        """Its bytes; none where it is not there."""
        return Path(self.file).read_bytes() if self.is_there else b""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What is to be said of one file. `changes` is None where it was compared by lines only, which `lines` hold."""

    old: Side
    new: Side
    changes: tuple[Change, ...] | None
    notices: tuple[str, ...] = ()
    diagnostics: tuple[tuple[str, tuple[Diagnostic, ...]], ...] = ()
    """What is wrong with either side, by which side it is."""
    lines: str = ""


def file_diff(words: Sequence[str]) -> FileDiff | None:
    """What git's words for a diff driver are about; None where they are none, as for a file that is being merged."""
    sides = _sides(words)
    if sides is None:
        return None
    top = top_folder() or Path.cwd()
    old, new = (_within(side, top) for side in sides)
    return _compared(old, new, top)


def plain_diff(words: Sequence[str], why: str) -> FileDiff | None:
    """The same by lines only, with the reason; without lines where the files cannot be read."""
    sides = _sides(words)
    if sides is None:
        return None
    try:
        return FileDiff(*sides, None, (why,), lines=lines_of(*sides))
    except OSError as failure:
        return FileDiff(*sides, None, (f"This cannot be read: {(failure.strerror or 'refused').lower()}.",))


def _sides(words: Sequence[str]) -> tuple[Side, Side] | None:
    if len(words) < 7:
        return None
    return Side(words[0], *words[1:4]), Side(words[7] if len(words) > 7 else words[0], *words[4:7])


def _within(side: Side, top: Path) -> Side:
    """The side with its path from the top of the repository, which git leaves out where it is asked for a folder's."""
    prefix = os.environ.get("GIT_PREFIX", "")
    is_elsewhere = prefix and not (top / side.path).exists() and (top / prefix / side.path).exists()
    return replace(side, path=f"{prefix}{side.path}") if is_elsewhere else side


def _compared(old: Side, new: Side, top: Path) -> FileDiff:
    if not _is_rules(old, new):
        return FileDiff(old, new, None, lines=lines_of(old, new))
    if max(len(old.data()), len(new.data())) > DRIVER_BYTES:
        said = f"This is larger than the {DRIVER_BYTES} bytes that are compared by meaning here."
        return FileDiff(old, new, None, (said,), lines=lines_of(old, new))
    found = versions_of(old.content, new.content, top)
    guess = "Versions of the other files of its folder were not found; those of the work tree are used."
    notices = (guess,) if found.is_guess else ()
    rules: list[m.Rules | None] = []
    wrong: list[tuple[str, tuple[Diagnostic, ...]]] = []
    for name, side, version in (("old", old, found.old), ("new", new, found.new)):
        loaded, faults = _load(side, read_folder(version, side.folder, top))
        rules.append(loaded)
        if faults:
            wrong.append((name, faults))
    if wrong:
        return FileDiff(old, new, None, notices, tuple(wrong), lines_of(old, new))
    return FileDiff(old, new, _of_file(compare(rules[0], rules[1]), old, new), notices)


def _is_rules(old: Side, new: Side) -> bool:
    """Whether both sides, as far as they are there, are rule files."""
    there = [side for side in (old, new) if side.is_there]
    names = [PurePosixPath(side.path) for side in there]
    return (
        all(map(_is_within, names))
        and all(name.suffix in (".yaml", ".yml") and name.parent.name not in ("facts", "scenarios") for name in names)
        and all(side.mode in _FILES or set(side.mode) == {"0"} for side in there)
        and all(kind_of(Path(side.file))[0] == RULES for side in there)
    )


def _is_within(path: PurePosixPath) -> bool:
    """Whether a path leads nowhere but into the repository, as it does not where any two files are compared."""
    return not (path.is_absolute() or ".." in path.parts)


def _load(side: Side, others: Files) -> tuple[m.Rules | None, tuple[Diagnostic, ...]]:
    """The agreement of a side; None where no rule file is there, or with what is wrong."""
    files = dict(others)
    files.pop(side.path, None)
    if side.is_there:
        files[side.path] = side.data()
    return load_files(files, side.folder)


def load_files(files: Files, folder: str) -> tuple[m.Rules | None, tuple[Diagnostic, ...]]:
    """The agreement that the files of a folder make, by their paths; None where it has none, or with its errors."""
    if not any(folder_of(path) == folder and not path.endswith(".json") for path in files):
        return None, ()
    with tempfile.TemporaryDirectory(prefix="duly-") as made:
        for path, data in files.items():
            assert _is_within(PurePosixPath(path)), "what git holds stands in no folder above it"
            target = Path(made, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        loaded = load_folder(Path(made, folder), folder.rstrip("/") or ".")
    found = (*loaded.diagnostics, *findings(loaded))
    errors = tuple(each for each in found if severity_of(each.code) is Severity.ERROR)
    return (None, errors) if errors or loaded.vocabulary is None else (loaded.rules, ())


def _of_file(changes: Sequence[Change], old: Side, new: Side) -> tuple[Change, ...]:
    """The changes that stand in this file; those of rules in the others are told where git shows those."""
    names = {f"{side.folder.rstrip('/') or '.'}/{PurePosixPath(side.path).name}" for side in (old, new)}
    texts = [decode(side.data(), side.path) for side in (old, new)]
    return tuple(
        change
        for change in changes
        if (change.span.source.name in names if change.span is not None else _stands_in(change, texts))
    )


def _stands_in(change: Change, texts: Sequence[Source | Diagnostic]) -> bool:
    section = _OF_SECTION.get(change.kind)
    heads = (f"\n{text.text}" for text in texts if isinstance(text, Source))
    return section is not None and any(f"\n{section}:" in head for head in heads)


def folder_of(path: str) -> str:
    """The folder of a path, with a `/` behind it; empty at the top."""
    found = PurePosixPath(path).parent.as_posix()
    return "" if found == "." else f"{found}/"


# Lines.


def lines_of(old: Side, new: Side) -> str:
    """What differs line by line, as git shows it, without git's heading; what is no text is only said to differ."""
    with tempfile.TemporaryDirectory() as made:
        names = []
        for name, side in (("old", old), ("new", new)):
            names.append(name if side.is_there else os.devnull)
            if side.is_there:
                shutil.copyfile(side.file, Path(made) / name)
        words = ("diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--", *names)
        said = run_alone(words, made).stdout
    start = said.find(b"\n@@ ")
    if start != -1:
        return said[start + 1 :].decode("utf-8", "replace")
    return "The files are binary and differ.\n" if _BINARY in said else ""
