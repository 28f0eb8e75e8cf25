"""An act judged as of its own day.

In: an event, and what judges it on a day. Out: a verdict. The one idea: an act is judged by what stood on its day;
where only the days are known between which it lies, by what stood on every one of them, so that a verdict is given
only if it does not matter on which of them it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from duly.language.frame import Frame
from duly.values import Happening, Unknown, join_reasons


def judged_on_its_day(event: Happening, judge: Callable[[Frame], bool | Unknown], view: Frame) -> bool | Unknown:
    """The verdict on an act seen from the view's day; unknown too where it may not have happened at all."""
    first = event.low if event.low is not None else view.world.earliest
    last = min(event.high, view.day) if event.high is not None else view.day
    verdicts = [verdict for verdict, _ in stretches(min(first, last), last, judge, view)]
    if all(verdict is False for verdict in verdicts):
        return False
    if event.day is not None or (event.status == "happened" and all(verdict is True for verdict in verdicts)):
        return verdicts[0]
    return Unknown(event.reasons | join_reasons(*(each for each in verdicts if isinstance(each, Unknown))))


def stretches(
    first: date, last: date, judge: Callable[[Frame], bool | Unknown], view: Frame
) -> list[tuple[bool | Unknown, date]]:
    """What is judged from one day through another, each verdict once for all days over which it holds, with its day."""
    found: list[tuple[bool | Unknown, date]] = []
    day: date | None = first
    while day is not None and day <= last:
        then = view.at(day)
        found.append((judge(then), day))
        view.notes |= then.notes
        if last == view.day and (then.until is None or then.until > last):
            view.follow(then.until, then.leaf)
        day = then.until
    return found
