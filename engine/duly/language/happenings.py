"""Events and days in time: what can be said of them when not everything is known.

In: values on the time line (days, events, unknown days) and the day read. Out: Kleene verdicts and the earlier or
later of several. The one idea: whatever stands on the time line is a pair of bounds, a `sure` flag (it has a day for
certain) and a `moving` flag (it has not happened so far, so its lower bound moves with the day read); `nothing` says
that on the day read it is not there at all, and `runs` that it is the day read itself. Each comparison is true where
the bounds say so, false where they exclude it, and otherwise undecided for the reasons of whichever side is not fixed.

A window that has not ended decides nothing: `revoked within 7 days after signed` read on day 7 with no revocation so
far has the bound "not before day 7" on one side and day 7 on the other, which excludes nothing; read on day 8 it is
false.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from duly.language.frame import Frame, Note, Vantage
from duly.values import NEVER, NO_REASONS, Absent, Happening, Reasons, Unknown, Value, Window, happened

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where on the time line something lies: from `low` through `high` (None: no bound), if it ever does."""

    low: date | None
    high: date | None
    sure: bool
    moving: bool = False
    reasons: Reasons = NO_REASONS
    nothing: bool = False
    runs: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return self.sure and self.low is not None and self.low == self.high


def bounds_of(value: Value) -> Bounds:
    """The bounds of a day, event or unknown day; what is absent may lie anywhere, if it ever comes."""
    match value:
        case date():
            return Bounds(value, value, True)
        case Happening(status="happened"):
            return Bounds(value.low, value.high, True, reasons=value.reasons)
        case Happening(status=status):
            return Bounds(value.low, value.high, False, status == "not yet", value.reasons)
        case Unknown():
            return Bounds(value.low, value.high, not value.may_be_absent, reasons=value.reasons)
        case Absent():
            return Bounds(None, None, False, reasons=value.reasons, nothing=True)
        case _:
            raise AssertionError(f"not on the time line: {type(value).__name__}")


def _is_before(left: Bounds, right: Bounds) -> bool | None:
    if left.sure and left.high is not None and right.low is not None and left.high < right.low:
        return True
    if right.sure and right.high is not None and left.low is not None and left.low >= right.high:
        return False
    return None


def _is_on_or_before(left: Bounds, right: Bounds) -> bool | None:
    if left.sure and left.high is not None and right.low is not None and left.high <= right.low:
        return True
    if right.sure and right.high is not None and left.low is not None and left.low > right.high:
        return False
    return None


def _is_after(left: Bounds, right: Bounds) -> bool | None:
    if left.sure and right.sure and left.low is not None and right.high is not None and left.low > right.high:
        return True
    if left.high is not None and right.low is not None and left.high <= right.low:
        return False
    return None


def _is_on_or_after(left: Bounds, right: Bounds) -> bool | None:
    if left.sure and right.sure and left.low is not None and right.high is not None and left.low >= right.high:
        return True
    if left.high is not None and right.low is not None and left.high < right.low:
        return False
    return None


def _falls_on(left: Bounds, right: Bounds) -> bool | None:
    if left.is_exact and right.is_exact and left.low == right.low:
        return True
    apart = (left.high is not None and right.low is not None and left.high < right.low) or (
        right.high is not None and left.low is not None and left.low > right.high
    )
    return False if apart else None


_VERDICTS: dict[str, Callable[[Bounds, Bounds], bool | None]] = {
    "before": _is_before,
    "on or before": _is_on_or_before,
    "after": _is_after,
    "on or after": _is_on_or_after,
    "falls on": _falls_on,
}


def day_read(frame: Frame) -> Bounds:
    """The frame's day as it lies on the time line, for those who say themselves when it passes what they look at."""
    return Bounds(frame.day, frame.day, True, runs=True)


def compare(operator: str, one: Bounds, other: Bounds, frame: Frame) -> bool | Unknown:
    """The verdict of `one operator other`, read on the frame's day."""
    verdict = _VERDICTS[operator](one, other)
    _watch(one, other, frame)
    return verdict if verdict is not None else Unknown(_undecided(one, other))


def lies_within(point: Bounds, window: Value, frame: Frame) -> bool | Unknown:
    """Whether a day or event lies in a window; a bound of an unknown window is itself between bounds."""
    if isinstance(window, Absent):
        return Unknown(window.reasons or point.reasons)
    if isinstance(window, Unknown):
        low, high = window.low or Window(None, None), window.high or Window(None, None)
        sure, reasons = not window.may_be_absent, window.reasons
        first: Bounds | None = Bounds(low.first, high.first, sure, reasons=reasons)
        last: Bounds | None = Bounds(low.last, high.last, sure, reasons=reasons)
    else:
        first = Bounds(window.first, window.first, True) if window.first is not None else None
        last = Bounds(window.last, window.last, True) if window.last is not None else None
    return _between(point, first, last, frame)


def _between(point: Bounds, first: Bounds | None, last: Bounds | None, frame: Frame) -> bool | Unknown:
    verdicts: list[bool | None] = []
    reasons: Reasons = NO_REASONS
    for end, judge in ((first, _is_on_or_after), (last, _is_on_or_before)):
        if end is None:
            verdicts.append(point.sure or None)
            reasons |= point.reasons if not point.sure else NO_REASONS
            continue
        _watch(point, end, frame)
        verdict = judge(point, end)
        verdicts.append(verdict)
        if verdict is None:
            reasons |= _undecided(point, end)
    if False in verdicts:
        return False
    return Unknown(reasons) if None in verdicts else True


def _watch(one: Bounds, other: Bounds, frame: Frame) -> None:
    """What has not happened so far may be decided by a day passing: the days that the other side names.

    The day read itself passes the days that the other side names; a bound that moves with it stays where it is to it.
    """
    for moving, fixed in ((one, other), (other, one)):
        if moving.runs:
            keeps_up = fixed.moving and fixed.low is not None and fixed.low <= frame.day
            for day in (None if keeps_up else fixed.low, fixed.high):
                if day is not None and day < date.max:
                    frame.watch(day)
                    frame.watch(day + _ONE_DAY)
        elif moving.moving and not fixed.runs:
            for day in (fixed.low, fixed.high):
                if day is not None and day < date.max:
                    frame.watch(day)
                    frame.watch(day + _ONE_DAY)


def _undecided(*sides: Bounds) -> Reasons:
    return NO_REASONS.union(*(side.reasons for side in sides if not side.is_exact))


def as_event(value: Value, frame: Frame) -> Happening:
    """A day or event as an event read on the frame's day: a day to come has not happened yet."""
    match value:
        case Happening():
            return value
        case date():
            frame.watch(value)
            return happened(value) if value <= frame.day else Happening("not yet", value, value)
        case Absent():
            return Happening("not yet", frame.day, None, value.reasons)
        case Unknown():
            if not value.may_be_absent and value.high is not None and value.high <= frame.day:
                return Happening("happened", value.low, value.high, value.reasons)
            frame.watch(value.low)
            frame.watch(value.high)
            if value.low is not None and value.low > frame.day:
                return Happening("not yet", value.low, value.high, value.reasons)
            return Happening("unknown", value.low, value.high, value.reasons)
        case _:
            raise AssertionError(f"not on the time line: {type(value).__name__}")


def as_day(value: Value) -> Value:
    """An event as the day on which it happened: absent while it has not, unknown where that is not known."""
    if not isinstance(value, Happening):
        return value
    if value.day is not None:
        return value.day
    if value.status == "not yet":
        return Absent(value.reasons)
    return Unknown(value.reasons, value.low, value.high, may_be_absent=value.status == "unknown")


def as_last_day(value: Value) -> Value:
    """An event as its day, as `as_day` has it, and also where the day is known and still ahead."""
    is_ahead = isinstance(value, Happening) and value.status == "not yet" and value.low == value.high
    return value.high if is_ahead and value.high is not None else as_day(value)


def has_happened(value: Value, frame: Frame) -> bool | Unknown:
    """Whether something has happened by the day read."""
    event = as_event(value, frame)
    if event.status == "happened":
        return True
    return False if event.status == "not yet" else Unknown(event.reasons)


def earliest(values: Sequence[Value], frame: Frame, as_events: bool) -> Value:
    """The earliest of several; what has not come is passed over."""
    bounds = [bounds_of(value) for value in values]
    sure = [bound for bound in bounds if bound.sure]
    perhaps = [bound for bound in bounds if not bound.sure and not bound.moving and not bound.nothing]
    reasons = NO_REASONS.union(*(bound.reasons for bound in (*sure, *perhaps) if not bound.is_exact))
    if not sure and not perhaps:
        waiting = NO_REASONS.union(*(bound.reasons for bound in bounds))
        lows = [bound.low for bound in bounds if bound.low is not None]
        return Happening("not yet", min(lows, default=frame.day), None, waiting) if as_events else Absent(waiting)
    low = _least([bound.low for bound in (*sure, *perhaps)])
    highs = [bound.high for bound in sure if bound.high is not None]
    high = min(highs, default=None)
    if sure:
        return point(low, high, True, reasons, frame, as_events)
    return point(low, None, False, reasons, frame, as_events)


def latest(values: Sequence[Value], frame: Frame, as_events: bool) -> Value:
    """The latest of several, which has come when all have; never for none."""
    bounds = [bounds_of(value) for value in values]
    waiting = [bound for bound in bounds if bound.moving or bound.nothing]
    low = max((bound.low for bound in bounds if bound.low is not None), default=None)
    ahead = [bound.low for bound in waiting if bound.low is not None and bound.low == bound.high]
    if waiting and len(ahead) == len(waiting) and all(bound.sure for bound in bounds if bound not in waiting):
        day, why = max(ahead), NO_REASONS.union(*(bound.reasons for bound in waiting))
        return Happening("not yet", day, day, why) if as_events else day
    if waiting or not bounds:
        reasons = NO_REASONS.union(*(bound.reasons for bound in waiting))
        return (
            Happening("not yet", low if low is not None else frame.day, None, reasons) if as_events else Absent(reasons)
        )
    highs = [bound.high for bound in bounds]
    high = max(day for day in highs if day is not None) if None not in highs else None
    reasons = NO_REASONS.union(*(bound.reasons for bound in bounds if not bound.is_exact))
    return point(low, high, all(bound.sure for bound in bounds), reasons, frame, as_events)


def _least(days: Sequence[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def point(low: date | None, high: date | None, sure: bool, reasons: Reasons, frame: Frame, as_events: bool) -> Value:
    """What lies between two days, for certain if `sure`, as an event or as a day."""
    if sure and low is not None and low == high:
        return as_event(low, frame) if as_events else low
    if as_events and sure and high is not None:
        if high <= frame.day:
            return Happening("happened", low, high, reasons)
        frame.watch(high)
    return Happening("unknown", low, high, reasons) if as_events else Unknown(reasons, low, high, not sure)


def first_day_in(holds: Callable[[Frame], Value], window: Value, frame: Frame) -> Happening:
    """The first day of a window on which `holds` is true, as an event; never, once a window has passed without one.

    Of a window whose days are not known it is not known on which of them it would be.
    """
    if isinstance(window, Absent):
        return Happening("not yet", frame.day, None, window.reasons)
    if isinstance(window, Unknown):
        first = window.low.first if window.low is not None else None
        frame.watch(first)
        if first is not None and frame.day < first:
            return Happening("not yet", first, None, window.reasons)
        return Happening("unknown", first, None, window.reasons)
    start = window.first if window.first is not None else frame.world.earliest
    if frame.day < start:
        frame.watch(start)
        return Happening("not yet", start)
    if window.last is None:
        return first_day(holds, frame, start)
    if frame.day > window.last:
        then = frame.at(window.last)
        found = first_day(holds, then, start)
        frame.notes |= then.notes
    else:
        frame.watch(window.last + _ONE_DAY if window.last < date.max else None)
        found = first_day(holds, frame, start)
    if found.status == "unknown":
        return replace(found, high=window.last)
    return NEVER if found.status == "not yet" and frame.day > window.last else found


@dataclass(slots=True)
class Progress:
    """How far `first_day` has read the days of one question, for whoever asks it again of a later day.

    Nothing is carried over once it mattered from which day things were looked at.
    """

    day: date | None = None
    doubtful: date | None = None
    reasons: Reasons = NO_REASONS
    notes: set[Note] = field(default_factory=set)
    leaves: set[date] = field(default_factory=set)
    is_of_all: bool = True

    def resumed(self, frame: Frame) -> date | None:
        """The day to go on from, with what was found before it handed to the frame; None where all is to be read."""
        if not self.is_of_all or self.day is None or self.day > frame.day:
            return None
        frame.notes |= self.notes
        for leaf in self.leaves:
            frame.follow(None, leaf)
        return self.day

    def note(self, day: date, doubtful: date | None, reasons: Reasons, view: Frame) -> None:
        """Takes over what was found up to `day`, of which `view` is the reading of the days before it."""
        if self.is_of_all and (self.day is None or day > self.day):
            self.day, self.doubtful, self.reasons = day, doubtful, reasons
            self.notes |= view.notes
            self.leaves = {leaf for leaf in (*self.leaves, view.leaf) if leaf is not None and leaf > day}


def first_day(
    holds: Callable[[Frame], Value], frame: Frame, start: date, progress: Progress | None = None
) -> Happening:
    """The first day from `start` through the frame's on which `holds` is true, as an event seen from that frame's day.

    The days are read in stretches over which nothing can change. An undecided day that only waits for time does not
    hold yet: the event falls on the day that settles it. `progress` keeps how far they were read.
    """
    day, doubtful, reasons, waiting = start, None, NO_REASONS, NO_REASONS
    resumed = progress.resumed(frame) if progress is not None else None
    if progress is not None and resumed is not None:
        day, doubtful, reasons = resumed, progress.doubtful, progress.reasons
    while day <= frame.day:
        view = frame.at(day)
        view.vantage = Vantage()
        verdict = holds(view)
        frame.vantage.take(view.vantage, frame.seen)
        if progress is not None and view.vantage.mattered:
            progress.is_of_all = False
        if verdict is True:
            frame.notes |= view.notes
            return Happening("happened", doubtful or day, day, reasons)
        if isinstance(verdict, Unknown):
            if verdict.is_open:
                waiting = verdict.reasons
            else:
                doubtful, reasons = doubtful or day, reasons | verdict.reasons
        frame.notes |= view.notes
        if view.until is None:
            break
        frame.follow(view.until, view.leaf)
        day = view.until
        if progress is not None and day <= frame.day:
            progress.note(day, doubtful, reasons, view)
    if doubtful is not None:
        return Happening("unknown", doubtful, None, reasons)
    return Happening("not yet", frame.day, None, waiting)
