"""The two things that are compared, wherever they lie.

In: a folder, a file, `REV:path` in a git repository, an agreement's id, or the empty side. Out: `Side`: the agreement,
or None where it is empty; its scenario files; and every diagnostic. The one idea: what git holds is written to a folder
that is gone afterwards and read from there like any other (`git_checkout.py`), with the calendars of its revision, so
both kinds of sides are one.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from duly.calendars import Calendar
from duly.codes import severity_of
from duly.comparison.acceptances import Acceptance, read_acceptances
from duly.comparison.git_checkout import Checkout, checked_out
from duly.comparison.git_objects import Tree, commit_of, entries, tree_of
from duly.comparison.scenario_files import ScenarioFile, scenario_files
from duly.diagnostics import Diagnostic, Severity
from duly.files import read_source
from duly.model import shelf
from duly.model.loader import Loaded, load_folder, load_sources
from duly.model.nodes import Rules
from duly.model.others import beside
from duly.model.own_calendars import calendars_of, hidden_by
from duly.suggest import did_you_mean
from duly.workspace.loading import findings

EMPTY = ("/dev/null", "NUL")
_RULES = (".yaml", ".yml")
_GIT_NAME = re.compile(r"((?:[^:{]|\{[^}]*\})*):(.*)", re.DOTALL)
"""A revision may hold a colon in braces: `HEAD^{/fix: it}:rules/supply`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its rules, unless it is the empty one, and its scenario files."""

    name: str
    loaded: Loaded | None
    files: tuple[ScenarioFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: tuple[Diagnostic, ...] = ()
    """What keeps scenario files from being read; the comparison goes on without them."""
    acceptances: tuple[Acceptance, ...] = ()
    """The changes that are accepted in this version; they count where it is the new one."""
    faulty_acceptances: tuple[Diagnostic, ...] = ()
    folder: Path | None = None
    """Where it can be written to; None of what git holds, of a file and of the empty side."""
    revision: str | None = None
    """What of git it is of, empty for the index; None where it lies in the working tree."""
    prefix: str = ""
    """Where in its repository the working directory lies, where that was asked."""

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
    path = Path(named)
    there = _GIT_NAME.fullmatch(named)
    if there is not None and not _exists(path) and not (os.name == "nt" and len(there[1]) == 1):
        return _of_git(named, there[1], there[2])
    if path.is_file():
        return _of_file(path, named, path.parent, None)
    folder = shelf.folder_of(named)
    if folder is None and not _exists(path) and isinstance(commit_of(named), str):
        hint = f"`{named}` is a revision of git; what it holds is named `{named}:PATH`"
        return Side(named, None, (), (Diagnostic("no-agreement", f"there is no agreement `{named}`", hint=hint),))
    return replace(_side(named, shelf.load_agreement(named), folder), folder=folder)


def side_of_folder(folder: Path, shown: str, prefix: str = "") -> Side:
    """The agreement in a folder of the working tree."""
    return replace(_side(shown, load_folder(folder, shown), folder), folder=folder, prefix=prefix)


def side_of_checkout(checkout: Checkout, path: str) -> Side | None:
    """The agreement, or the file of one, at a path of the repository; None where the tree has none."""
    found, shown = checkout.at(path), checkout.tree.named(path)
    faults = checkout.faults_under(path)
    if found is None:
        return Side(shown, None, (), faults) if faults else None
    if found.is_file():
        side = _of_file(found, shown, found.parent, checkout.calendars)
    else:
        side = _side(shown, load_folder(found, shown, checkout.calendars), found)
    files = tuple(each.held() for each in side.files)
    return replace(side, files=files, diagnostics=(*faults, *side.diagnostics), revision=checkout.tree.revision)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _of_file(path: Path, shown: str, folder: Path, calendars: Mapping[str, Calendar] | None) -> Side:
    """One rule file, with the calendars of the folder that it lies in."""
    source = read_source(path, shown)
    own, wrong = calendars_of(folder, Path(shown).parent.as_posix())
    if isinstance(source, Diagnostic):
        return Side(shown, None, (), (source,))
    others = beside(folder, Path(shown).parent.as_posix(), calendars)
    loaded = load_sources([source], not wrong, hidden_by(own, calendars), others)
    return _side(shown, replace(loaded, diagnostics=(*wrong, *loaded.diagnostics)), None)


def _side(named: str, loaded: Loaded, folder: Path | None) -> Side:
    diagnostics = (*loaded.diagnostics, *findings(loaded))
    errors = tuple(found for found in diagnostics if severity_of(found.code) is Severity.ERROR)
    if errors or loaded.vocabulary is None:
        return Side(named, loaded, (), errors)
    if folder is None:
        return Side(named, loaded)
    files, unread = scenario_files(folder, named)
    return Side(named, loaded, files, (), unread, *read_acceptances(folder, named))


def _of_git(named: str, revision: str, path: str) -> Side:
    """What git holds at a path, which begins in the working directory; else, as in git, at the top of the tree."""
    tree = tree_of(revision)
    if isinstance(tree, Diagnostic):
        return Side(named, None, (), (tree,))
    path = path.strip("/")
    at_top = replace(tree, prefix="").within(path)
    for where in dict.fromkeys((tree.within(path), at_top)):
        side = _at(tree, where) if where is not None else None
        if side is not None:
            return replace(side, name=named)
    hint = (
        _moved(tree, path)
        or _near(tree, path)
        or f"`git ls-tree -r --name-only {revision or 'HEAD'}` lists the files that it has"
    )
    return Side(named, None, (), (Diagnostic("no-agreement", f"git has nothing that is called `{named}`", hint=hint),))


def _moved(tree: Tree, path: str) -> str | None:
    """Where an agreement that lies there now lay in the tree, beside that place, by its id."""
    here = Path(path)
    loaded = load_folder(here, path) if _exists(here) and here.is_dir() else None
    where = tree.within(path)
    if loaded is None or loaded.vocabulary is None or where is None:
        return None
    with checked_out(tree, (where,)) as checkout:
        folders = () if isinstance(checkout, Diagnostic) else checkout.agreements(posixpath.dirname(where))
        for folder in folders:
            side = None if isinstance(checkout, Diagnostic) else side_of_checkout(checkout, folder)
            if side is not None and side.rules is not None and side.rules.agreement.id == loaded.rules.agreement.id:
                return f"there the agreement `{loaded.rules.agreement.id}` lies in `{tree.named(folder)}`"
    return None


def _near(tree: Tree, path: str) -> str | None:
    """The folder or rule file that was probably meant."""
    listed = entries(tree, ("",))
    files = [row.path for row in listed if row.path.endswith(_RULES)] if isinstance(listed, tuple) else []
    return did_you_mean(path, {*files, *(posixpath.dirname(file) for file in files)})


def _at(tree: Tree, path: str) -> Side | None:
    paths = (path, posixpath.dirname(path)) if path.endswith(_RULES) else (path,)  # a file with those beside it
    with checked_out(tree, paths) as checkout:
        if isinstance(checkout, Diagnostic):
            return Side(tree.named(path), None, (), (checkout,))
        return side_of_checkout(checkout, path)
