"""What git asks of a merge driver, and whether what came of it can be evaluated.

In: three files as git or a person names them. Out: `FileMerge`: the merged bytes, what clashes, and what is wrong with
the merged agreement where both sides had nothing wrong. The one idea: a merge without a clash may still be wrong, as
where one side takes a fact away and the other reads it; so the result is loaded, with the other files of its folder,
merged in the same way where git says which versions are merged, and as they stand in the work tree where it does not.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from duly.diagnostics import Diagnostic
from duly.files import read_source
from duly.limits import DRIVER_BYTES
from duly.merging.by_lines import merge_lines
from duly.merging.merge import Merge, Style, merge
from duly.versioning.file_diff import folder_of, load_files
from duly.versioning.repository import HEAD, WORK_TREE, Files, Version, answer, read_folder, top_folder
from duly.workspace.file_kinds import RULES, kind_of

_THEIRS = "GITHEAD_"
"""The beginning of the names under which git tells what is merged in."""


@dataclass(frozen=True, slots=True)
class FileMerge:
    """A merge of one file; `faults` are those of the merged agreement where both sides load, so that it is to blame."""

    merge: Merge
    faults: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why nothing was merged."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return not (self.merge.conflicts or self.faults or self.diagnostics)


def merge_files(base: str, ours: str, theirs: str, style: Style) -> FileMerge:
    """The merge of three files; the others in the folder of `ours` are what it is loaded with."""
    paths = [Path(name) for name in (base, ours, theirs)]
    read = [_bytes(path) for path in paths]
    wrong = tuple(each for each in read if isinstance(each, Diagnostic))
    data = [each for each in read if isinstance(each, bytes)]
    if wrong:
        return FileMerge(Merge(b""), (), wrong)
    made = merge(data[0], data[1], data[2], style)
    mine = {path.resolve() for path in paths}
    around = {
        path.name: path.read_bytes()
        for path in sorted(paths[1].parent.iterdir())
        if path.suffix in (".yaml", ".yml") and path.is_file() and path.resolve() not in mine
    }
    return FileMerge(made, _faults(made, data[1], data[2], paths[1].name, "", [{}, around]))


def merge_for_git(base: str, ours: str, theirs: str, path: str, style: Style) -> FileMerge:
    """The merge of the file that is at `path` in the repository, for which git has written three files."""
    data = [Path(name).read_bytes() for name in (base, ours, theirs)]
    made = merge(data[0], data[1], data[2], style)
    top = top_folder() or Path.cwd()
    folder = folder_of(path)
    versions = _versions()
    if versions is None:
        around = read_folder(WORK_TREE, folder, top)
        return FileMerge(made, _faults(made, data[1], data[2], path, folder, [around]))
    others = [_without(read_folder(version, folder, top), path) for version in versions]
    return FileMerge(made, _faults_of_versions(made, data, path, folder, others))


def merge_plainly(base: str, ours: str, theirs: str, style: Style) -> FileMerge:
    """The same by lines, which is never taken for settled: for when the other way failed."""
    data = [Path(name).read_bytes() for name in (base, ours, theirs)]
    made, conflicts = merge_lines((data[0], data[1], data[2]), style.labels, style.marker, style.shows_base)
    return FileMerge(Merge(made, max(conflicts, 1), by_lines=True))


def _without(files: Files, path: str) -> Files:
    return {name: data for name, data in files.items() if name != path}


def _bytes(path: Path) -> bytes | Diagnostic:
    """The bytes of a file; it need not be text."""
    try:
        return path.read_bytes()
    except OSError:
        found = read_source(path)
        return found if isinstance(found, Diagnostic) else found.text.encode()


def _versions() -> tuple[Version, Version, Version] | None:
    """Base, ours and theirs, where git says so: one head is merged in, and both have one common ancestor."""
    heads = [name.removeprefix(_THEIRS) for name in os.environ if name.startswith(_THEIRS)]
    others = [head for head in heads if head != answer("rev-parse", "HEAD")]
    if len(others) != 1:
        return None
    base = answer("merge-base", "--all", "HEAD", others[0])
    if not base or "\n" in base:
        return None
    return Version(base), HEAD, Version(others[0])


# Loading.


def _faults(
    made: Merge, ours: bytes, theirs: bytes, path: str, folder: str, around: list[Files]
) -> tuple[Diagnostic, ...]:
    """What is wrong with the merged file among others, if both versions load among the same."""
    if made.conflicts or made.data in (ours, theirs) or not _is_rules(path, made.data):
        return ()
    for others in around:
        if not any(load_files({**others, path: side}, folder)[1] for side in (ours, theirs)):
            return load_files({**others, path: made.data}, folder)[1]
    return ()


def _faults_of_versions(
    made: Merge, data: list[bytes], path: str, folder: str, versions: list[Files]
) -> tuple[Diagnostic, ...]:
    """What is wrong with the merged agreement, if both sides load, each with its own files."""
    if made.conflicts or not _is_rules(path, made.data):
        return ()
    others = _merged_files(versions)
    if others is None:
        return ()
    sides = zip(versions[1:], data[1:], strict=True)
    if any(load_files({**files, path: side}, folder)[1] for files, side in sides):
        return ()
    return load_files({**others, path: made.data}, folder)[1]


def _merged_files(versions: list[Files]) -> Files | None:
    """The other files of the folder, merged; None where one of them clashes, which is told where git merges it."""
    base, ours, theirs = versions
    found: Files = {}
    for name in dict.fromkeys((*ours, *theirs)):
        data = _merged_file(*(side.get(name) for side in (base, ours, theirs)))
        if isinstance(data, Merge):
            return None
        if data is not None:
            found[name] = data
    return found


def _merged_file(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | Merge | None:
    """One file merged; None where it is gone, and the merge itself where it clashes."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return Merge(b"", 1)
    made = merge(base or b"", ours, theirs)
    return made if made.conflicts else made.data


def _is_rules(path: str, data: bytes) -> bool:
    """Whether the merged file is one of rules, and not too large to be read while git waits."""
    name = PurePosixPath(path)
    if name.suffix not in (".yaml", ".yml") or name.parent.name in ("facts", "scenarios"):
        return False
    return len(data) <= DRIVER_BYTES and _kind(data) == RULES


def _kind(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made, "merged.yaml")
        path.write_bytes(data)
        return kind_of(path)[0]
