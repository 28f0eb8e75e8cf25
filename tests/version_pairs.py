"""The pairs of versions that lie in the folders of `tests/diff`: what they are, and what is expected of each.

A pair is `old.yaml` and `new.yaml` (or the folders `old` and `new`), perhaps `facts`, and `expected.txt`: a title, the
changes that a reader of both texts finds (`id level better/worse`, `-` where it cannot be told), written by hand after
`#`, and below them the report, which was read against the two texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "diff"


@dataclass(frozen=True, slots=True)
class PairOfVersions:
    """One folder: the names of both sides within it, and what is expected."""

    folder: Path
    old: str
    new: str
    facts: tuple[str, ...]
    changes: tuple[str, ...]
    report: str


def pairs() -> dict[str, PairOfVersions]:
    """All pairs by the names of their folders."""
    return {path.parent.name: _pair(path) for path in sorted(HERE.glob("*/expected.txt"))}


def _pair(path: Path) -> PairOfVersions:
    folder = path.parent
    head, _, report = path.read_text(encoding="utf-8").partition("\n\n")
    lines = [line.removeprefix("# ") for line in head.splitlines()][1:]
    changes = tuple(line for line in lines if line != "no change")
    old, new = ("old.yaml", "new.yaml") if (folder / "old.yaml").exists() else ("old", "new")
    facts = ("facts",) if (folder / "facts").exists() else ()
    return PairOfVersions(folder, old, new, facts, changes, report)
