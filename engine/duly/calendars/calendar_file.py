"""The calendar file: its keys, what is wrong with one, and its hash.

In: the text of a calendar file (JSON), one of ours or an agreement's own. Out: a `Calendar`, or a clause that says what
is wrong with the file.

The one idea: a file is taken only if every key and every date in it is understood. A closure that was silently dropped
would move a deadline by a day, and nobody would see it.

    {
      "id": "harbour_exchange",
      "title": "Harbour Exchange, full day closures",
      "source": "notice of the exchange of 2000-11-01",
      "first": "2001-01-01",
      "last": "2001-12-31",
      "published_through": "2001-12-31",
      "closures": {
        "2001-07-04": "Independence Day"
      }
    }
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

from duly.calendars.calendar import Calendar
from duly.limits import EARLIEST_YEAR, LATEST_YEAR

TEXTS = ("id", "title", "source")
DAYS = ("first", "last", "published_through")
KEYS = (*TEXTS, *DAYS, "closures")

_ID = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Fault(Exception):
    """What is wrong with a calendar file; never leaves this module."""


def read_calendar(text: str) -> Calendar | str:
    """The calendar that `text` holds, or a clause that says what is wrong with it."""
    try:
        return _calendar(_members(text))
    except _Fault as fault:
        return str(fault)


def calendar_hash(calendar: Calendar) -> str:
    """SHA-256 of everything that the calendar says, in hexadecimal; layout and order of its file do not matter."""
    content = {
        **{key: getattr(calendar, key) for key in TEXTS},
        **{key: getattr(calendar, key).isoformat() for key in DAYS},
        "closures": {day.isoformat(): name for day, name in calendar.closures.items()},
    }
    canonical = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _members(text: str) -> dict[str, object]:
    """The top level of the file, with exactly the keys that a calendar has."""
    try:
        content = json.loads(text, object_pairs_hook=_without_repeats)
    except RecursionError:
        raise _Fault("the file is nested too deeply") from None
    except ValueError as error:
        raise _Fault(f"the file is not JSON: {error}") from None
    if not isinstance(content, dict):
        raise _Fault("the file does not hold a mapping")
    for key in KEYS:
        if key not in content:
            raise _Fault(f"the key `{key}` is missing")
    for key in content:
        if key not in KEYS:
            raise _Fault(f"the key `{key}` is not a key of a calendar")
    return content


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise _Fault(f"the key `{repeated}` stands twice")
    return members


def _calendar(members: dict[str, object]) -> Calendar:
    id_, title, source = (_text(members[key], key) for key in TEXTS)
    if not _ID.fullmatch(id_):
        raise _Fault(f"the id `{id_}` is not a name of small letters, digits and underscores")
    first, last, published = (_day(members[key], key) for key in DAYS)
    if not first <= published <= last:
        raise _Fault("`first`, `published_through` and `last` are not in this order")
    closures = members["closures"]
    if not isinstance(closures, dict):
        raise _Fault("`closures` is not a mapping from dates to names")
    named = sorted((_day(key, "closures"), _text(name, key)) for key, name in closures.items())
    for day, _ in named:
        if not first <= day <= last:
            raise _Fault(f"the closure {day.isoformat()} lies outside `first` to `last`")
    return Calendar(id_, title, source, first, last, published, dict(named))


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Fault(f"`{key}` is not a text")
    return value


def _day(value: object, key: str) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise _Fault(f"`{key}` has a date that is not written YYYY-MM-DD")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise _Fault(f"`{key}` has a date that does not exist: {value}") from None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise _Fault(f"`{key}` has a date outside the years {EARLIEST_YEAR} to {LATEST_YEAR}: {value}")
    return day
