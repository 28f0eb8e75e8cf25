"""Files are brought into their one layout.

In: folders and files. Out: `Formatted` for each YAML file in them. The one idea: a file is written only if it can be
read and would change, so what is broken is reported and left as its author has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from duly.diagnostics import Diagnostic
from duly.files import read_source
from duly.model.layout import lay_out
from duly.source import Source

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Formatted:
    """One file: whether its layout is another one, or what keeps it from being read."""

    name: str
    is_changed: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def format_files(paths: Iterable[str], is_check: bool = False) -> tuple[Formatted, ...]:
    """Lays out each YAML file that is named or stands in a folder that is; with `is_check` none is written."""
    files = dict.fromkeys(file for path in paths for file in _files(Path(path)))
    return tuple(_formatted(file, is_check) for file in files)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES and file.is_file())


def _formatted(path: Path, is_check: bool) -> Formatted:
    name = path.as_posix()
    source = read_source(path, name)
    if not isinstance(source, Source):
        return Formatted(name, False, (source,))
    text, found = lay_out(source)
    if text is None:
        return Formatted(name, False, found)
    data = text.encode("utf-8")
    is_changed = path.read_bytes() != data
    if is_changed and not is_check:
        try:
            path.write_bytes(data)
        except OSError as failure:
            message = f"this cannot be written: {(failure.strerror or 'refused').lower()}"
            return Formatted(name, False, (Diagnostic("file-unreadable", message, file=name),))
    return Formatted(name, is_changed)
