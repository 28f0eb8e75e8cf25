"""The two ends between which all agreements of a repository are compared.

In: a revision, a range or the index, as a person names it. Out: two `End`s: the working tree, or what git holds of a
revision or of the index. The one idea: an end says which agreements it has and gives each as a side, so whoever
compares need not know where it lies. Paths begin in the working directory at both ends.

    main            what main holds       -> the working tree
    main..topic     what main holds       -> what topic holds
    main...topic    where the two parted  -> what topic holds
    index           what is staged        -> the working tree
    main, cached    what main holds       -> what is staged
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from duly.comparison.git_checkout import Checkout, checked_out
from duly.comparison.git_objects import INDEX, Tree, head_or_nothing, merge_base, tree_of
from duly.comparison.sides import Side, side_of_checkout, side_of_folder
from duly.diagnostics import Diagnostic
from duly.model.loader import rule_files

_RANGE = re.compile(r"(?P<one>.*?)(?P<dots>\.\.\.?)(?P<other>.*)", re.DOTALL)
WORKING_TREE = "the working tree"
_STAGED = "the index"


@dataclass(frozen=True, slots=True)
class Worked:
    """The end that lies in the working directory; `prefix` is where in the repository that is."""

    prefix: str
    name: str = WORKING_TREE

    def agreements(self, folder: str) -> tuple[str, ...]:
        """The folders with rule files directly in a folder."""
        try:
            inside = sorted(each for each in Path(folder).iterdir() if each.is_dir() and rule_files(each))
        except (OSError, ValueError):
            return ()
        return tuple(posixpath.normpath(each.as_posix()) for each in inside)

    def has(self, path: str) -> bool:
        """Whether there is an agreement at a path."""
        return Path(path).is_dir() and bool(rule_files(Path(path)))

    def side(self, path: str) -> Side | None:
        """The agreement at a path."""
        return side_of_folder(Path(path), path, self.prefix) if self.has(path) else None


@dataclass(frozen=True, slots=True)
class Held:
    """An end that git holds."""

    name: str
    checkout: Checkout

    def agreements(self, folder: str) -> tuple[str, ...]:
        """The folders with rule files directly in a folder."""
        where = self.checkout.tree.within(folder)
        found = self.checkout.agreements(where) if where is not None else ()
        return tuple(posixpath.relpath(each, self.checkout.tree.prefix or ".") for each in found)

    def has(self, path: str) -> bool:
        """Whether there is an agreement at a path, or something that should be one and cannot be read."""
        where = self.checkout.tree.within(path)
        return where is not None and where in self.checkout.rule_folders()

    def side(self, path: str) -> Side | None:
        """The agreement at a path."""
        where = self.checkout.tree.within(path)
        return side_of_checkout(self.checkout, where) if where is not None and self.has(path) else None


End: TypeAlias = Worked | Held


def is_range(named: str) -> bool:
    """Whether two revisions are named."""
    return _RANGE.fullmatch(named) is not None


@contextmanager
def ends(named: str, cached: bool, paths: Iterable[str]) -> Iterator[tuple[End, End] | Diagnostic]:
    """Both ends, with what lies at these paths; what git holds is gone when they are left."""
    trees = _trees(named, cached)
    if isinstance(trees, Diagnostic):
        yield trees
        return
    wanted = tuple(paths)
    with ExitStack() as stack:
        found: list[End] = []
        for tree in trees:
            end = Worked(trees[0].prefix) if tree is None else _held(tree, wanted, stack)
            if isinstance(end, Diagnostic):
                yield end
                return
            found.append(end)
        yield found[0], found[1]


def _held(tree: Tree, paths: tuple[str, ...], stack: ExitStack) -> Held | Diagnostic:
    inside = [where for path in paths if (where := tree.within(path)) is not None]
    checkout = stack.enter_context(checked_out(tree, inside))
    name = tree.revision or _STAGED
    return checkout if isinstance(checkout, Diagnostic) else Held(name, checkout)


def _trees(named: str, cached: bool) -> tuple[Tree, Tree | None] | Diagnostic:
    """The trees of both ends; None is the working tree, which only the new end can be."""
    parted = _RANGE.fullmatch(named)
    if parted is not None:
        one, other = parted["one"] or "HEAD", parted["other"] or "HEAD"
        base = merge_base(one, other) if parted["dots"] == "..." else one
        return base if isinstance(base, Diagnostic) else _both(tree_of(base), tree_of(other))
    if cached:
        return _both(tree_of(named) if named else head_or_nothing(), tree_of(""))
    found = tree_of("" if named == INDEX else named)
    if isinstance(found, Tree) and found.top is None:
        hint = "name two revisions, such as `HEAD~1..HEAD`"
        return Diagnostic("no-revision", "this repository has no working tree to compare with", hint=hint)
    return _both(found, None)


def _both(one: Tree | Diagnostic, other: Tree | Diagnostic | None) -> tuple[Tree, Tree | None] | Diagnostic:
    if isinstance(one, Diagnostic):
        return one
    return other if isinstance(other, Diagnostic) else (one, other)
