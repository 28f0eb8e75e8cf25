"""git is told to show and merge rule files with duly, or no longer.

In: whose settings (those of this repository, or the user's), and the program to call. Out: `Setup`: every line that was
written, changed, removed or left, and what was refused. The one idea: what duly writes is known again by what it calls,
so that a second run changes nothing, an undo takes away that and no more, and a setting of the same name that is
someone else's stays, is named, and is never written over.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from duly.diagnostics import Diagnostic
from duly.versioning.attributes import LINES, has_block, with_block, without_block
from duly.versioning.repository import answer, ask, top_folder

Scope: TypeAlias = Literal["local", "global"]
Verb: TypeAlias = Literal["wrote", "changed", "removed", "already there", "not there", "left"]

DIFF_DRIVER, TEXTCONV, MERGE_DRIVER = "git-diff-driver", "git-textconv", "git-merge-driver"
"""The commands that git calls."""
_HUNK = "^(  [^ #-][^:]*|[a-z]+):"
"""A rule or section, which git's own differences then name above each change."""
_MERGE_NAME = "duly: rules by name and key"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of settings or attributes: where, what it says, and what was done about it."""

    verb: Verb
    place: str
    line: str


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that was done, and what kept it from being done."""

    steps: tuple[Step, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of git; it is ours if its value has the mark in it."""

    key: str
    value: str
    mark: str


def settings(program: Sequence[str]) -> tuple[Setting, ...]:
    """The settings with which git calls `program`, through a shell and wherever it stands."""
    called = " ".join(map(shlex.quote, program))
    merging = f"{called.replace('%', '%%')} {MERGE_DRIVER} %O %A %B %L %P %S %X %Y"
    return (
        Setting("diff.duly.command", f"{called} {DIFF_DRIVER}", DIFF_DRIVER),
        Setting("diff.duly.textconv", f"{called} {TEXTCONV}", TEXTCONV),
        Setting("diff.duly.xfuncname", _HUNK, _HUNK),
        Setting("merge.duly.name", _MERGE_NAME, _MERGE_NAME),
        Setting("merge.duly.driver", merging, MERGE_DRIVER),
    )


def set_up(scope: Scope, program: Sequence[str], is_undo: bool = False) -> Setup:
    """Writes settings and attributes, or takes them away; `program` is how duly is called."""
    top = top_folder()
    if answer("version") is None:
        return _refused("git is not installed", "install git and call this again")
    if scope == "local" and top is None:
        hint = "go to a folder with a work tree, make one with `git init`, or use --user for all of yours"
        return Setup((), (Diagnostic("not-a-repository", "this folder is in no work tree of git", hint=hint),))
    files = _with_blocks(scope, top) if is_undo else (_attributes_file(scope, top),)
    each = _undone if is_undo else _done
    done = [each(scope, setting) for setting in settings(program)]
    done += [result for path in files for result in _attributes(path, is_undo)]
    steps = tuple(result for result in done if isinstance(result, Step))
    found = tuple(result for result in done if isinstance(result, Diagnostic))
    return Setup(steps, (*found, *(_warning(scope, step) for step in steps if step.verb == "left")))


def _warning(scope: Scope, left: Step) -> Diagnostic:
    key = left.line.partition(" = ")[0]
    hint = f"see it with `git config --{scope} --get-all {key}`"
    return Diagnostic("git-setting", f"`{key}` is not of duly and was left as it is", hint=hint)


def _refused(message: str, hint: str | None = None, file: str | None = None) -> Setup:
    return Setup((), (Diagnostic("git-refused", message, hint=hint, file=file),))


# Settings.


def _values(scope: Scope, key: str) -> list[str]:
    said = ask("config", f"--{scope}", "-z", "--get-all", key)
    return [os.fsdecode(value) for value in (said or b"").split(b"\0")[:-1]]


def _place(scope: Scope, key: str) -> str:
    """The file that a setting stands in."""
    said = answer("config", f"--{scope}", "--show-origin", "--get-all", key) or ""
    found = said.partition("\t")[0].removeprefix("file:").strip('"')
    return ((top_folder() or Path.cwd()) / found).as_posix() if found else f"git config --{scope}"


def _done(scope: Scope, setting: Setting) -> Step | Diagnostic:
    """Writes one setting, if it is not there and no one else's."""
    line = f"{setting.key} = {setting.value}"
    there = _values(scope, setting.key)
    if there == [setting.value]:
        return Step("already there", _place(scope, setting.key), line)
    if any(setting.mark not in value for value in there):
        return Step("left", _place(scope, setting.key), f"{setting.key} = {', '.join(there)}")
    if ask("config", f"--{scope}", "--replace-all", setting.key, setting.value) is None:
        return Diagnostic("git-refused", f"git could not write `{setting.key}`")
    return Step("changed" if there else "wrote", _place(scope, setting.key), line)


def _undone(scope: Scope, setting: Setting) -> Step | Diagnostic:
    """Takes one setting away, if it is ours."""
    there = _values(scope, setting.key)
    ours = [value for value in there if setting.mark in value]
    if there and not ours:
        return Step("left", _place(scope, setting.key), f"{setting.key} = {', '.join(there)}")
    if not there:
        return Step("not there", f"git config --{scope}", setting.key)
    place = _place(scope, setting.key)
    for value in dict.fromkeys(ours):
        if ask("config", f"--{scope}", "--fixed-value", "--unset-all", setting.key, value) is None:
            return Diagnostic("git-refused", f"git could not remove `{setting.key}`")
    return Step("removed", place, f"{setting.key} = {', '.join(ours)}")


# Attributes.


def _attributes_file(scope: Scope, top: Path | None) -> Path:
    """The user's file, or that of the nearest folder with rules in it, else of the top of the work tree."""
    if scope == "global" or top is None:
        said = answer("config", "--global", "--type=path", "--get", "core.attributesFile")
        home = os.environ.get("XDG_CONFIG_HOME")
        return Path(said) if said else (Path(home) if home else Path.home() / ".config") / "git" / "attributes"
    folder = next((each for each in _upwards(top) if (each / "rules").is_dir()), top)
    return folder / ".gitattributes"


def _upwards(top: Path) -> Iterator[Path]:
    """The working directory and those above it, up to the top of the work tree."""
    here, top = Path.cwd().resolve(), top.resolve()
    yield from (each for each in (here, *here.parents) if each == top or top in each.parents)


def _with_blocks(scope: Scope, top: Path | None) -> tuple[Path, ...]:
    """The files that may have our block."""
    if scope == "global" or top is None:
        return (_attributes_file(scope, top),)
    listed = ask("ls-files", "-z", "-c", "-o", "--exclude-standard", folder=top) or b""
    names = [os.fsdecode(name) for name in listed.split(b"\0") if name.rpartition(b"/")[2] == b".gitattributes"]
    return tuple(dict.fromkeys((top / ".gitattributes", *(top / name for name in sorted(names)))))


def _attributes(path: Path, is_undo: bool) -> tuple[Step | Diagnostic, ...]:
    """Writes our block into a file of attributes, or takes it away; a file that held nothing else goes with it."""
    place = path.as_posix()
    try:
        if path.is_symlink():
            return (Diagnostic("git-refused", "this is a link, which git does not read as attributes", file=place),)
        before = path.read_bytes() if path.exists() else b""
        after = without_block(before) if is_undo else before if has_block(before) else with_block(before)
        if after != before and is_undo and not after:
            path.unlink()
        elif after != before:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(after)
    except OSError as failure:
        message = f"this cannot be written: {(failure.strerror or 'refused').lower()}"
        return (Diagnostic("git-refused", message, file=place),)
    if after == before:
        return (Step("not there", place, "attributes"),) if is_undo else _steps("already there", place)
    return _steps("removed" if is_undo else "wrote", place)


def _steps(verb: Verb, place: str) -> tuple[Step, ...]:
    return tuple(Step(verb, place, line) for line in LINES)
