"""Agreements out of git into a folder, where they are read like any other.

In: a tree and paths in it. Out: `Checkout`: a temporary folder with the files that duly reads, under the names that
they have in the repository, and the calendars of that tree. The one idea: what lies in the folder is what one revision
says, calendars included; those that come with duly are taken from the revision too where it holds them, which is so
where duly runs from a checkout of itself. A file is written as bytes; nothing is converted, filtered or followed.
"""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from duly.calendars import Calendar
from duly.comparison.acceptances import ACCEPTED
from duly.comparison.git_objects import Entry, Tree, contents, entries
from duly.diagnostics import Diagnostic
from duly.limits import FILE_BYTES
from duly.model.own_calendars import FOLDER, read_calendars
from duly.resources import calendars_folder

_RULES = (".yaml", ".yml")
_SUFFIXES = (*_RULES, ".json")


@dataclass(frozen=True, slots=True)
class Checkout:
    """The files of a tree in a folder of their own. `calendars` are duly's own in this tree; None where it has none."""

    tree: Tree
    root: Path
    files: frozenset[str]
    faults: tuple[tuple[str, Diagnostic], ...]
    """What of the tree cannot be written, by its path in the repository."""
    calendars: Mapping[str, Calendar] | None

    def at(self, path: str) -> Path | None:
        """The file or folder at a path of the repository; None where the tree has none."""
        return self.root / path if path in self.files or any(self._under(path, self.files)) else None

    def faults_under(self, path: str) -> tuple[Diagnostic, ...]:
        """What cannot be read of the file or folder, and of duly's calendars."""
        names = {name for name, _ in self.faults}
        mine = {path, "", *self._under(path, names)}
        return tuple(fault for name, fault in self.faults if name in mine)

    def agreements(self, folder: str) -> tuple[str, ...]:
        """The folders with rule files that lie directly in a folder of the repository."""
        return tuple(each for each in self.rule_folders() if each and posixpath.dirname(each) == folder)

    def rule_folders(self) -> tuple[str, ...]:
        """All folders with rule files, those that cannot be read too."""
        names = {*self.files, *(name for name, _ in self.faults)}
        return tuple(sorted({posixpath.dirname(name) for name in names if name.endswith(_RULES)}))

    @staticmethod
    def _under(path: str, names: Iterable[str]) -> Iterator[str]:
        return (name for name in names if not path or name.startswith(f"{path}/"))


@contextmanager
def checked_out(tree: Tree, paths: Iterable[str]) -> Iterator[Checkout | Diagnostic]:
    """The files at paths of the repository, and what other agreements beside them say; gone when it is left."""
    wanted = dict.fromkeys(paths)
    listed = entries(tree, dict.fromkeys(posixpath.dirname(path) for path in wanted))
    if isinstance(listed, Diagnostic):
        yield listed
        return
    with tempfile.TemporaryDirectory(prefix="duly-") as made:
        root = Path(made)
        rows = [row for row in listed if any(_is_read(row.path, path) for path in wanted)]
        faults = tuple(_write_all(root, tree, rows))
        files = frozenset(row.path for row in rows) - {name for name, _ in faults}
        calendars, wrong = _shipped(tree)
        yield Checkout(tree, root, files, (*faults, *(("", each) for each in wrong)), calendars)


def _is_read(name: str, path: str) -> bool:
    """Whether duly reads a file for the agreement, or the folder of agreements, at `path`."""
    whole = PurePosixPath(name)
    if name == path:
        return True
    if not path or name.startswith(f"{path}/"):
        return whole.suffix in _SUFFIXES or whole.name == ACCEPTED
    beside = PurePosixPath(posixpath.relpath(name, posixpath.dirname(path) or "."))  # an agreement may use another one
    is_rules = len(beside.parts) == 2 and whole.suffix in _RULES
    is_calendar = beside.parent.name == FOLDER and len(beside.parts) in (2, 3) and whole.suffix == ".json"
    return is_rules or is_calendar


def _write_all(root: Path, tree: Tree, rows: list[Entry]) -> Iterator[tuple[str, Diagnostic]]:
    """Writes the files; gives what cannot be, by its path."""
    for row in rows:
        if row.is_link:
            message = "this is a link, and links are not followed in what git holds"
            yield row.path, Diagnostic("file-unreadable", message, file=tree.named(row.path))
    for row, data in contents([row for row in rows if not row.is_link], FILE_BYTES):
        if data is None:
            message = "git does not have the content of this file; a clone may leave it out until it is fetched"
            yield row.path, Diagnostic("file-unreadable", message, file=tree.named(row.path))
            continue
        try:
            _write(root, row.path, data)
        except (OSError, ValueError) as failure:
            message = f"this cannot be written into a folder: {failure}"
            yield row.path, Diagnostic("file-unreadable", message, file=tree.named(row.path))


def _write(root: Path, name: str, data: bytes | int) -> None:
    """Writes one file; of one that is too large to be read there is only its size."""
    target = root / name
    if not target.resolve().is_relative_to(root.resolve()):
        raise ValueError("its name leads out of it")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        stream.truncate(data) if isinstance(data, int) else stream.write(data)


def _shipped(tree: Tree) -> tuple[Mapping[str, Calendar] | None, tuple[Diagnostic, ...]]:
    """The calendars that come with duly as they are in the tree; None where they do not lie in its repository."""
    folder = calendars_folder().resolve()
    if tree.top is None or not folder.is_relative_to(tree.top.resolve()):
        return None, ()
    path = folder.relative_to(tree.top.resolve()).as_posix()
    listed = entries(tree, (path,))
    rows = [] if isinstance(listed, Diagnostic) else [row for row in listed if row.path.endswith(".json")]
    if not rows:
        return None, ()
    with tempfile.TemporaryDirectory(prefix="duly-") as made:
        root = Path(made)
        faults = [fault for _, fault in _write_all(root, tree, rows)]
        found, wrong = read_calendars((root / row.path, tree.named(row.path)) for row in rows if not row.is_link)
    return found, (*faults, *wrong)
