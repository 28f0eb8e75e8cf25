"""The calendars of one agreement.

In: the folder of an agreement. Out: the calendars that its rules may name, by id, and what is wrong with files. The one
idea: an agreement may bring calendars of its own, in `calendars/` in its folder; they come before those of the same
name that come with duly, so that whoever has the folder has the days that it counts by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from duly.calendars import Calendar, known_calendars, load_calendar, read_calendar
from duly.diagnostics import Diagnostic
from duly.files import read_source

FOLDER = "calendars"


def shipped_calendars() -> dict[str, Calendar]:
    """The calendars that come with duly, by id."""
    return {name: calendar for name in known_calendars() if (calendar := load_calendar(name)) is not None}


def calendars_of(folder: Path, shown: str) -> tuple[dict[str, Calendar], tuple[Diagnostic, ...]]:
    """An agreement's own calendars, by id, and what is wrong with others; `shown` is how its folder is called."""
    there = folder / FOLDER
    files = sorted(there.glob("*.json")) if there.is_dir() else []
    return read_calendars((path, f"{shown.rstrip('/')}/{FOLDER}/{path.name}") for path in files)


def read_calendars(files: Iterable[tuple[Path, str]]) -> tuple[dict[str, Calendar], tuple[Diagnostic, ...]]:
    """The calendars in files, each given with its name in messages."""
    found: dict[str, Calendar] = {}
    faults: list[Diagnostic] = []
    for path, name in files:
        read = _read(path, name)
        if isinstance(read, Diagnostic):
            faults.append(read)
        else:
            found[read.id] = read
    return found, tuple(faults)


def _read(path: Path, name: str) -> Calendar | Diagnostic:
    source = read_source(path, name)
    if isinstance(source, Diagnostic):
        return source
    calendar = read_calendar(source.text)
    if isinstance(calendar, str):
        return Diagnostic("calendar-file", calendar, file=name)
    if calendar.id != path.stem:
        message = f"the id `{calendar.id}` is not the name of the file"
        return Diagnostic("calendar-file", message, hint=f"call the file `{calendar.id}.json`", file=name)
    return calendar


def hidden_by(own: Mapping[str, Calendar], base: Mapping[str, Calendar] | None) -> dict[str, Calendar]:
    """All calendars for an agreement: its own, and `base` behind them (None: those that come with duly)."""
    return {**(shipped_calendars() if base is None else base), **own}
