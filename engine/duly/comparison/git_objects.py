"""What a git repository holds, read and never run.

In: a revision as a person names it, or the index. Out: `Tree`, the files in it, and their bytes. The one idea: of git
only commands that read objects are used, with fixed words, everything that a person named behind the end of options,
and an environment in which nothing that a repository configures is started: no fetching, no monitor of files, no
pager, no question. So the repository of a stranger can be read.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duly.diagnostics import Diagnostic
from duly.suggest import did_you_mean

INDEX = "index"
"""What the index is called where a revision is named; a branch of this name is `refs/heads/index`."""
_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false")
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_FILE_MODES = ("100644", "100755")
LINK_MODE = "120000"


@dataclass(frozen=True, slots=True)
class Tree:
    """All files of a revision, or of the index. `prefix` is where in the repository the working directory lies."""

    name: str
    hash: str
    """Empty is the index."""
    top: Path | None
    """Where the working tree lies; None where there is none."""
    prefix: str

    def within(self, path: str) -> str | None:
        """A path of the working directory as one of the repository; None where it leads out of it."""
        whole = posixpath.normpath(posixpath.join(self.prefix, path.replace(os.sep, "/")))
        if whole == ".":
            return ""
        return None if whole.startswith(("../", "/")) or whole == ".." else whole

    @property
    def revision(self) -> str:
        """What stands before the colon in the name of a file: the revision, or nothing for the index."""
        return self.name if self.hash else ""

    def named(self, path: str) -> str:
        """How a file of the tree is called in messages: `HEAD:rules/supply`, or `:rules/supply` in the index."""
        return f"{self.revision}:{path}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a tree: its path in the repository, what it is, and where git keeps its bytes."""

    path: str
    mode: str
    digest: str

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link, which is not followed."""
        return self.mode == LINK_MODE


def tree_of(revision: str) -> Tree | Diagnostic:
    """The tree of a revision; of the empty one, the index."""
    top, prefix = _git("rev-parse", "--show-toplevel"), _git("rev-parse", "--show-prefix")
    if isinstance(prefix, Diagnostic):
        return prefix
    here = Path(_line(top)) if isinstance(top, bytes) else None
    if not revision:
        return Tree(INDEX, "", here, _line(prefix))
    found = commit_of(revision, "tree")
    return found if isinstance(found, Diagnostic) else Tree(revision, found, here, _line(prefix))


def head_or_nothing() -> Tree | Diagnostic:
    """The tree of HEAD; before the first commit, the tree without files."""
    head = tree_of("HEAD")
    if isinstance(head, Tree) or isinstance(_git("symbolic-ref", "--quiet", "HEAD"), Diagnostic):
        return head
    index, empty = tree_of(""), _git("hash-object", "-t", "tree", "--stdin")
    if isinstance(index, Diagnostic) or isinstance(empty, Diagnostic):
        return head
    return replace(index, name="HEAD", hash=_line(empty))


def commit_of(revision: str, kind: str = "commit") -> str | Diagnostic:
    """The hash of the commit, or tree, that a revision names."""
    if not revision.startswith("-"):
        found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{{kind}}}")
        if isinstance(found, bytes):
            return _line(found)
    return Diagnostic("no-revision", f"git has no revision `{revision}`", hint=_near(revision))


def merge_base(one: str, other: str) -> str | Diagnostic:
    """The commit from which two revisions part, by its number, shortened."""
    hashes = [commit_of(one), commit_of(other)]
    for found in hashes:
        if isinstance(found, Diagnostic):
            return found
    base = _git("merge-base", *map(str, hashes))
    if isinstance(base, Diagnostic):
        return Diagnostic("no-revision", f"`{one}` and `{other}` have no commit in common")
    short = _git("rev-parse", "--short", _line(base))
    return _line(short) if isinstance(short, bytes) else _line(base)


def _near(revision: str) -> str | None:
    """What was probably meant: a branch or tag, or a path."""
    if os.path.lexists(revision):
        return f"this is a path; a revision comes first, such as `HEAD` or `HEAD:{revision}`"
    listed = _git("for-each-ref", "--format=%(refname:short)")
    known = [name for name in _text(listed).splitlines() if name] if isinstance(listed, bytes) else []
    return did_you_mean(revision, [*known, "HEAD", INDEX]) or "it may not have been fetched; `git log` lists commits"


def entries(tree: Tree, paths: Iterable[str]) -> tuple[Entry, ...] | Diagnostic:
    """The files at and under paths of the repository (the empty one is all of it), each once."""
    found: dict[str, Entry] = {}
    for path in paths:
        listed = _listed(tree, path)
        if isinstance(listed, Diagnostic):
            return listed
        for row in _text(listed).split("\0")[:-1]:
            head, _, name = row.partition("\t")
            mode, kind, digest = head.split()
            if not tree.hash:
                digest, stage = kind, digest
                if stage != "0":
                    message = f"`{tree.named(name)}` stands in a merge that is not finished"
                    return Diagnostic("no-revision", message, hint="settle the conflict and add the file")
            if mode in (*_FILE_MODES, LINK_MODE):
                found[name] = Entry(name, mode, digest)
    return tuple(found.values())


def _listed(tree: Tree, path: str) -> bytes | Diagnostic:
    if tree.hash:
        return _git("ls-tree", "-r", "-z", "--full-tree", tree.hash, "--", *([path] if path else []))
    where = posixpath.relpath(path or ".", tree.prefix or ".")  # it begins in the working directory
    return _git("ls-files", "-s", "-z", "--full-name", "--", where)


def contents(wanted: Iterable[Entry], limit: int) -> Iterator[tuple[Entry, bytes | int | None]]:
    """The bytes of files, in one run of git; of those larger than `limit` only how many, of what is missing None."""
    rows = list(wanted)
    sizes = _sizes(rows)
    small = [row for row in rows if sizes.get(row.digest, limit + 1) <= limit]
    data = _git("cat-file", "--batch", given="".join(f"{row.digest}\n" for row in small).encode())
    place = 0
    for row in rows:
        if row not in small or isinstance(data, Diagnostic):
            yield row, sizes.get(row.digest)
            continue
        start = data.index(b"\n", place) + 1
        place = start + sizes[row.digest] + 1
        yield row, data[start : place - 1]


def _sizes(rows: list[Entry]) -> dict[str, int]:
    listed = _git("cat-file", "--batch-check", given="".join(f"{row.digest}\n" for row in rows).encode())
    said = [line.split() for line in _text(listed).splitlines()] if isinstance(listed, bytes) else []
    return {line[0]: int(line[2]) for line in said if len(line) == 3}


def _git(*words: str, given: bytes = b"") -> bytes | Diagnostic:
    """What git writes, or what it says instead."""
    program = shutil.which("git")
    if program is None or Path(program).parent.resolve() == Path.cwd():  # a program of the folder is not run
        return Diagnostic("no-revision", "git is not installed")
    line = [program, *_OPTIONS, *words]
    try:
        done = subprocess.run(line, input=given, capture_output=True, check=True, env={**os.environ, **_QUIET})
    except (OSError, ValueError) as failure:
        return Diagnostic("no-revision", f"git cannot be run: {failure}")
    except subprocess.CalledProcessError as failure:
        return Diagnostic("no-revision", _refusal(_text(failure.stderr)))
    return done.stdout


def _refusal(said: str) -> str:
    """What git says where it fails, as one clause."""
    line = next((row for row in said.strip().splitlines() if row), "it says not why")
    return f"git refuses: {line.removeprefix('fatal: ')}"


def _line(data: bytes) -> str:
    return _text(data).removesuffix("\n")


def _text(data: bytes) -> str:
    return os.fsdecode(data)
