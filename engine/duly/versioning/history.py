"""Which versions of a repository the two sides of one file's difference belong to.

In: the path and the id of the file on both sides, as git gives them to a diff driver. Out: two `Version`s, each with
the other files of its side, or the work tree where none was found. The one idea: git tells its driver which contents
it compares but not which versions, so they are looked for where those contents stand: the index and the last commit
first, then the one commit that made exactly this change, then the newest commit that brought the content in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duly.versioning.repository import HEAD, INDEX, WORK_TREE, Version, ask, ids_in


@dataclass(frozen=True, slots=True)
class Content:
    """A file of one side: its path in the repository, and its id; None where it is not there, empty if not hashed."""

    path: str
    id: str | None

    @property
    def is_of_work_tree(self) -> bool:
        """Whether git has no id for it, so that it is a file of the work tree."""
        return self.id == ""


@dataclass(frozen=True, slots=True)
class Versions:
    """Where the other files of both sides are. `is_guess` says that at least one side was not found."""

    old: Version
    new: Version
    is_guess: bool = False


def versions_of(old: Content, new: Content, top: Path) -> Versions:
    """The versions that both sides belong to."""
    index, head = (ids_in(version, (old.path, new.path)) for version in (INDEX, HEAD))
    if new.is_of_work_tree:
        return Versions(_before_work_tree(old, index, head, top) or WORK_TREE, WORK_TREE)
    if old.is_of_work_tree:
        return Versions(WORK_TREE, _before_work_tree(new, index, head, top) or WORK_TREE)
    for one, other, tables in ((HEAD, INDEX, (head, index)), (INDEX, HEAD, (index, head))):
        if tables[0].get(old.path) == old.id and tables[1].get(new.path) == new.id:
            return Versions(one, other)
    return _of_history(old, new, top)


def _before_work_tree(side: Content, index: dict[str, str], head: dict[str, str], top: Path) -> Version | None:
    """The version that the work tree is compared with."""
    if side.id is None:
        return HEAD if side.path not in head else INDEX
    for version, table in ((INDEX, index), (HEAD, head)):
        if table.get(side.path) == side.id:
            return version
    return _newest(side, list(_changes((side.path,), top)))


def _of_history(old: Content, new: Content, top: Path) -> Versions:
    """The commit that changed just this, and the one before it; else the commits that brought either side in."""
    changes = list(_changes((old.path, new.path), top))
    for commit, rows in changes:
        befores, afters = {(path, before) for path, before, _ in rows}, {(path, after) for path, _, after in rows}
        if (old.path, old.id) in befores and (new.path, new.id) in afters:
            return Versions(Version(f"{commit}^"), Version(commit))
        if (old.path, old.id) in afters and (new.path, new.id) in befores:
            return Versions(Version(commit), Version(f"{commit}^"))
    one, other = _newest(old, changes), _newest(new, changes)
    return Versions(one or WORK_TREE, other or WORK_TREE, one is None or other is None)


_Rows = list[tuple[str, str | None, str | None]]


def _changes(paths: tuple[str, ...], top: Path) -> Iterator[tuple[str, _Rows]]:
    """Each commit that changed one of the paths, the newest first: path, id before and id after."""
    listed = ask("rev-list", "--all", "HEAD", "--", *dict.fromkeys(paths), folder=top)
    if listed is None:
        listed = ask("rev-list", "--all", "--", *dict.fromkeys(paths), folder=top) or b""
    words = ("diff-tree", "--stdin", "-r", "-z", "--root", "--no-renames", "--no-ext-diff", "--raw", "--no-abbrev")
    said = ask(*words, "--", *dict.fromkeys(paths), given=listed, folder=top) or b""
    commit, rows = "", list[tuple[str, str | None, str | None]]()
    fields = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    for field in fields:
        if field.startswith(":"):
            _, _, before, after, _ = field.split()
            rows.append((next(fields), _id(before), _id(after)))
        elif field.strip():
            if commit:
                yield commit, rows
            commit, rows = field.strip(), []
    if commit:
        yield commit, rows


def _id(written: str) -> str | None:
    return None if set(written) == {"0"} else written


def _newest(side: Content, changes: list[tuple[str, _Rows]]) -> Version | None:
    """The newest commit that brought this content in; of what is not there, none."""
    found = (commit for commit, rows in changes if any(row[0] == side.path and row[2] == side.id for row in rows))
    commit = next(found, None) if side.id is not None else None
    return Version(commit) if commit is not None else None
