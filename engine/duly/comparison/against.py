"""Every agreement of a repository between two ends, as one report.

In: a revision, a range or the index; agreements, or none for all of them; fact sets. Out: `Reviews`. The one idea: what
is not there at one end is an agreement that came or went, never nothing; and where one side of one agreement does not
load, there is no report at all, because the rest would read as if that were all.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from duly.codes import severity_of
from duly.comparison.ends import End, ends
from duly.comparison.given import LINES
from duly.comparison.pairing import Pair, id_of, pairs, path_of
from duly.comparison.reviewing import Review, reviewed
from duly.diagnostics import Diagnostic, Severity
from duly.files import read_source
from duly.model.json_tree import load_json
from duly.model.tree import Mapping, Scalar
from duly.source import Source
from duly.suggest import did_you_mean
from duly.workspace.file_kinds import kind_of

SHELF = "rules"
_SUFFIXES = (".json", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of all agreements, by the order of their paths."""

    old: str
    new: str
    reviews: tuple[Review, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything could be read."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What is wrong with scenarios, which were left out then."""
        return tuple(dict.fromkeys(found for review in self.reviews for found in review.unread))

    @property
    def unused(self) -> tuple[Diagnostic, ...]:
        """Acceptances that match nothing any more."""
        return tuple(found for review in self.reviews for found in review.unused)

    def reaches(self, level: str) -> bool:
        """Whether any change that nobody has accepted is of this level or weighs more."""
        return any(review.reaches(level) for review in self.reviews)


def against(
    revision: str,
    agreements: Iterable[str] = (),
    facts: Iterable[str] = (),
    cached: bool = False,
    with_facts: bool = True,
) -> Reviews:
    """The agreements, or all under `rules`, as they are at both ends that `revision` names (see `ends.py`).

    `cached` takes what is staged for the new end; the empty revision is HEAD then. `with_facts` as in `review`.
    """
    named = tuple(map(_as_path, agreements))
    looked_in = (SHELF, *(path for each in named for path in _places(each)))
    with ends(revision, cached, looked_in) as both:
        if isinstance(both, Diagnostic):
            return Reviews(revision, "", (), (both,))
        paths, missing = _paths(both, named)
        found = pairs(both, paths)
        names = both[0].name, both[1].name
    broken = dict.fromkeys((*missing, *(fault for pair in found for side in pair for fault in side.diagnostics)))
    if broken:
        return Reviews(*names, (), tuple(broken))
    given, unclaimed = _facts(facts, found)
    reviews = tuple(reviewed(old, new, given[place], with_facts) for place, (old, new) in enumerate(found))
    wrong = dict.fromkeys((*unclaimed, *(fault for review in reviews for fault in review.diagnostics)))
    return Reviews(*names, reviews, tuple(wrong))


def _as_path(named: str) -> str:
    """An agreement as it is named on a command line, as a path that begins in the working directory."""
    path = posixpath.normpath(named.replace(os.sep, "/") or ".")
    return posixpath.normpath(os.path.relpath(path).replace(os.sep, "/")) if Path(path).is_absolute() else path


def _places(path: str) -> tuple[str, ...]:
    """Where an agreement of this name may lie: at that path, or on the shelf."""
    return (path, f"{SHELF}/{path}") if "/" not in path and path not in (".", "..") else (path,)


def _paths(both: tuple[End, End], named: tuple[str, ...]) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The paths of the agreements that are compared, and what is wrong with names."""
    if not named:
        found = _there(both, SHELF)
        if found:
            return found, ()
        message = f"there are no agreements under `{SHELF}`, neither in `{both[0].name}` nor in {both[1].name}"
        return [], (Diagnostic("no-agreement", message, hint="name the folder of an agreement"),)
    paths: dict[str, None] = {}
    missing = []
    for each in named:
        place = next((path for path in _places(each) if any(end.has(path) for end in both)), None)
        if place is None and "/" not in each:
            place = path_of(both, each, (SHELF, "."))
        inside = [place] if place is not None else _there(both, each)
        paths |= dict.fromkeys(inside)
        if not inside:
            missing.append(_missing(both, each))
    return sorted(paths), tuple(missing)


def _there(both: tuple[End, End], folder: str) -> list[str]:
    """The agreements in a folder at either end."""
    return sorted({path for end in both for path in end.agreements(folder)})


def _missing(both: tuple[End, End], named: str) -> Diagnostic:
    message = f"there is no agreement `{named}`, neither in `{both[0].name}` nor in {both[1].name}"
    known = _there(both, SHELF)
    if named.endswith(_SUFFIXES):
        return Diagnostic("no-agreement", message, hint=f"name its folder, `{posixpath.dirname(named) or '.'}`")
    names = [*known, *(posixpath.basename(path) for path in known)]
    hint = did_you_mean(named, names) or (f"there are {', '.join(f'`{path}`' for path in known)}" if known else None)
    return Diagnostic("no-agreement", message, hint=hint)


def _facts(facts: Iterable[str], found: list[Pair]) -> tuple[list[list[str]], tuple[Diagnostic, ...]]:
    """For each pair the fact sets that are for it; one that says not for which agreement it is, is for all."""
    ids = [{id_of(old), id_of(new)} - {""} for old, new in found]
    given: list[list[str]] = [[] for _ in found]
    unclaimed = []
    for path in (file for each in facts for file in _files(Path(each))):
        named = posixpath.basename(_named(path))
        takers = [place for place, known in enumerate(ids) if not named or named in known]
        for place in takers:
            given[place].append(path.as_posix())
        if not takers:
            message = f"this is for the agreement `{named}`, which is not compared"
            hint = did_you_mean(named, {name for known in ids for name in known})
            unclaimed.append(Diagnostic("fact-set", message, hint=hint, file=path.as_posix()))
    return given, tuple(unclaimed)


def _named(path: Path) -> str:
    """The agreement that a fact set is for; of a file with one a line, what the first says."""
    if path.suffix.lower() != LINES:
        return kind_of(path)[1] if path.suffix in _SUFFIXES else ""
    source = read_source(path)
    first = next(filter(str.strip, source.text.split("\n")), "") if isinstance(source, Source) else ""
    tree, _ = load_json(Source("line", first))
    node = tree.get("agreement") if isinstance(tree, Mapping) else None
    return node.text if isinstance(node, Scalar) else ""


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.suffix in (*_SUFFIXES, LINES) and file.is_file())
    else:
        yield path
