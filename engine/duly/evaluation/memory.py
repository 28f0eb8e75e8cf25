"""What is remembered within one evaluation.

In: what a rule came to on a day, with the days over which it holds. Out: the same for whoever asks on one of them. The
one idea: a value is kept once for a stretch of days, and if it mattered from which day things were looked at, for a
stretch of these too; what has not happened so far has its lower bound raised when it is read on a later day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from duly.language.frame import Frame, Note
from duly.values import Happening


@dataclass(frozen=True, slots=True)
class Remembered:
    """A value with the days over which it holds and, if it mattered, the days from which it may be looked at."""

    start: date
    until: date | None
    leaf: date | None
    seen: date | None
    seen_until: date | None
    value: Any
    notes: frozenset[Note]

    def is_for(self, frame: Frame) -> bool:
        """Whether the value holds for what the frame reads."""
        if frame.day < self.start or (self.until is not None and frame.day >= self.until):
            return False
        return self.seen is None or (
            self.seen <= frame.seen and (self.seen_until is None or frame.seen < self.seen_until)
        )


class Memory:
    """What is remembered of one rule: by the days on which it was asked for, and by those for which it holds."""

    __slots__ = ("_asked", "_held", "_seen_from", "_starts")

    def __init__(self) -> None:
        self._asked: dict[tuple[date, date], Remembered] = {}
        self._starts: list[date] = []
        self._held: list[Remembered] = []
        self._seen_from: list[Remembered] = []

    def of(self, frame: Frame) -> Remembered | None:
        """What is remembered for the day that the frame reads."""
        asked = frame.day, frame.seen
        found = self._asked.get(asked)
        if found is not None:
            return found
        place = bisect_right(self._starts, frame.day) - 1
        if place >= 0 and self._held[place].is_for(frame):
            found = self._held[place]
        elif self._seen_from:
            found = next((each for each in reversed(self._seen_from) if each.is_for(frame)), None)
        if found is not None:
            self._asked[asked] = found
        return found

    def keep(self, made: Remembered, frame: Frame) -> None:
        """Remembers what was worked out for a frame."""
        if made.seen is None:
            place = bisect_right(self._starts, made.start)
            self._starts.insert(place, made.start)
            self._held.insert(place, made)
        else:
            self._seen_from.append(made)
        self._asked[frame.day, frame.seen] = made


def refreshed(value: Any, frame: Frame) -> Any:
    """A remembered event that has not happened so far has not happened by the day read either."""
    if isinstance(value, Happening) and value.status == "not yet" and value.low is not None and value.low < frame.day:
        return replace(value, low=frame.day)
    return value
