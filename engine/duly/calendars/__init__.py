"""Business day calendars: on which days an exchange, an office or a bank is closed, as dated data.

In: the id of a calendar that comes with the engine, or the text of a calendar file. Out: a `Calendar`, which says of a
day whether it is a business day, and if not why.

The one idea: a calendar is data, not a computation. Each closure is a date with a name in a file, so a closing that no
rule foresaw (a day of mourning, a storm) is a line like any other, a change shows in a diff, and a new release of a
holiday library moves nobody's deadline. What a calendar does not know it says: before its first day, and after the last
day through which its closures were officially published, it answers `None`, on weekends too. The files go on past that
day with the closures that today's rules would give; those are there to be read and compared, never to be counted by.

Every Saturday and Sunday is closed; a day with shortened hours is a business day. Two calendars differ more often than
one expects: on Monday 2001-11-12 federal offices kept Veterans Day and the New York Stock Exchange was open. So every
count of business days names its calendar. `docs/calendars.md` says where the closures come from.
"""

from __future__ import annotations

from pathlib import Path

from duly.calendars.calendar import Calendar
from duly.calendars.calendar_file import calendar_hash, read_calendar

__all__ = ["Calendar", "calendar_hash", "known_calendars", "load_calendar", "read_calendar"]

_FOLDER = Path(__file__).parent


def known_calendars() -> tuple[str, ...]:
    """The ids of the calendars that come with the engine, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def load_calendar(id: str) -> Calendar | None:
    """The calendar that comes with the engine under `id`, or `None` if there is none."""
    if id not in known_calendars():
        return None
    calendar = read_calendar((_FOLDER / f"{id}.json").read_text(encoding="utf-8"))
    if isinstance(calendar, str):
        raise RuntimeError(f"the calendar {id} that comes with the engine is faulty: {calendar}")
    return calendar
