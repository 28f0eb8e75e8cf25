"""The failure to act by a day.

In: what gives the act and the day on any day read. Out: an event. The one idea: `failure of X by D` falls on D (or on
the day after, by a counting line) and is seen from the next day on, because D itself has to end; it is looked for on
the first day on which D has ended without X, as D then stands, since it stays when D moves. Until D has ended nothing
has failed, whatever is not known of X. A day that is already past when it arises is missed on the day before it is
seen, never earlier, so that nothing that was read before turns out otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from duly.language.frame import Frame
from duly.language.happenings import as_day, bounds_of, compare, first_day
from duly.values import NEVER, Absent, Happening, Unknown, Value

_ONE_DAY = timedelta(days=1)
_Read = Callable[[Frame], Value]


def failure(act: _Read, by: _Read, start: date, frame: Frame) -> Happening:
    """The event that the day that `by` gives ended without `act`; not looked for before `start`."""
    missed = first_day(lambda view: _is_missed(act, by, view), frame, min(start, frame.day))
    if missed.status != "not yet":
        return _dated(missed, by, frame)
    due = as_day(by(frame))
    if compare("on or before", bounds_of(act(frame)), bounds_of(due), frame) is True:
        return NEVER
    low = max(frame.day, due) if isinstance(due, date) else frame.day
    return Happening("not yet", low, None, missed.reasons)


def _is_missed(act: _Read, by: _Read, view: Frame) -> Value:
    due = as_day(by(view))
    if isinstance(due, Absent):
        return False
    low, high = (due.low, due.high) if isinstance(due, Unknown) else (due, due)
    if low is not None and view.day <= low:
        view.watch(low + _ONE_DAY)
        return False
    in_time = compare("on or before", bounds_of(act(view)), bounds_of(due), view)
    if in_time is True:
        return False
    is_over = high is not None and view.day > high and not (isinstance(due, Unknown) and due.may_be_absent)
    if not is_over:
        view.watch(high + _ONE_DAY if high is not None else None)
        return Unknown(due.reasons | (in_time.reasons if isinstance(in_time, Unknown) else frozenset()))
    return in_time if isinstance(in_time, Unknown) else True


def _dated(missed: Happening, by: _Read, frame: Frame) -> Happening:
    """The failure on its day: that of the due day as it stood when it was missed."""
    first, last = missed.low, missed.high
    assert first is not None, "what is or may be missed is so from a day on"
    low, reasons = _day_of(first, by, frame, least=True)
    high, more = _day_of(last, by, frame, least=False) if last is not None else (None, frozenset())
    return Happening(missed.status, low, high, missed.reasons | (frozenset() if low == high else reasons | more))


def _day_of(seen: date, by: _Read, frame: Frame, least: bool) -> tuple[date | None, Any]:
    due = as_day(by(frame.at(seen)))
    if isinstance(due, Absent):
        return None, due.reasons
    if isinstance(due, Unknown):
        reasons, due = due.reasons, due.low if least else due.high
    else:
        reasons = frozenset()
    if due is None:
        return None, reasons
    day = frame.world.failure_day(max(due, seen - _ONE_DAY), frame)
    if isinstance(day, Unknown):
        return (day.low if least else day.high), reasons | day.reasons
    return day, reasons
