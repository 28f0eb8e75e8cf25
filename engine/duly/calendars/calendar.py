"""What a calendar answers: whether a day is a business day, why not, and how many lie before it.

In: dated closures with a source, a range and the day through which they were published. Out: answers about days, `None`
where the calendar does not know.

The one idea: the days that a calendar knows are one unbroken range, from `first` through `known_through`, so whoever
counts needs to look at the two ends of a stretch of days only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

WEEKEND = {5: "Saturday", 6: "Sunday"}
"""The days of the week that are closed in every calendar, by `date.weekday()`."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The closures of one exchange, office or place.

    `closures` maps closed dates to what they are called. `first` and `last` bound the file; `published_through` is the
    last day through which the closures were officially published rather than computed by rule.
    """

    id: str
    title: str
    source: str
    first: date
    last: date
    published_through: date
    closures: Mapping[date, str] = field(repr=False, hash=False)
    closed_weekdays: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = sorted(day.toordinal() for day in self.closures if day.weekday() not in WEEKEND)
        object.__setattr__(self, "closed_weekdays", tuple(days))

    @property
    def known_through(self) -> date:
        """The last day on which the calendar answers."""
        return min(self.last, self.published_through)

    def is_known(self, day: date) -> bool:
        """Whether the calendar answers for `day`."""
        return self.first <= day <= self.known_through

    def is_business_day(self, day: date) -> bool | None:
        """Whether `day` is a business day; `None` where the calendar does not know."""
        if not self.is_known(day):
            return None
        return day.weekday() not in WEEKEND and day not in self.closures

    def why_closed(self, day: date) -> str | None:
        """What closes `day`: the closure's name, or the day of the week; `None` if it is open or not known."""
        if not self.is_known(day):
            return None
        return self.closures.get(day) or WEEKEND.get(day.weekday())

    def business_days_through(self, ordinal: int) -> int:
        """Business days from the first day of the common era through `ordinal`, by this calendar's closures.

        A running total: only the difference of two of them, for days that the calendar knows, means anything. Day 1
        was a Monday, so the weekdays are five for each full week and at most five of the week begun.
        """
        weeks, begun = divmod(ordinal, 7)
        return weeks * 5 + min(begun, 5) - bisect_right(self.closed_weekdays, ordinal)
