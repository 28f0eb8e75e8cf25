"""The folder of a new agreement is written.

In: a folder, and its files as names and texts. Out: nothing, or what keeps them from being written. The one idea: what
somebody has is never written over, so a folder that holds anything is refused before the first file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from duly.diagnostics import Diagnostic


def is_free(folder: Path) -> bool:
    """Whether nothing stands there, or only an empty folder."""
    return not folder.is_symlink() and (not folder.exists() or (folder.is_dir() and not any(folder.iterdir())))


def write_new(folder: Path, files: Iterable[tuple[str, str]]) -> tuple[Diagnostic, ...]:
    """Writes the files, named within the folder; none of them over one that is there."""
    try:
        for name, text in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as failure:
        reason = (failure.strerror or "no reason is given").lower()
        return (Diagnostic("file-unreadable", f"this cannot be written: {reason}", file=folder.as_posix()),)
    return ()
