"""Due days that are put off while the clock stands still.

In: a duty's due day and the suspensions that stop its clock. Out: the day to which they put it off. The one idea: each
day of a suspension that begins before the due day is over counts once, however many suspensions it lies in; while one
lasts, the day is open.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from duly.evaluation import effects
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_event
from duly.model import nodes as m
from duly.values import NEVER, NO_REASONS, Happening, Reason, Unknown, Value

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)


def with_clock(world: World, norm: m.Norm, triggered: Happening, due: Value, view: Frame) -> Value:
    """A due day put off by the days of suspensions that stop the clock, each day once; while one lasts, it is open."""
    spans: list[tuple[Happening, Happening]] = []
    for exception in world.exceptions.get((norm.name, "suspend"), ()):
        if exception.effect.clock_stops and exception.effect.start is not None and isinstance(due, date):
            found = _spans(world, exception, view)
            if isinstance(found, Unknown):
                return Unknown(found.reasons, due, None)
            spans.extend(found)
    return _put_off(due, triggered, spans) if spans and isinstance(due, date) else due


def _spans(world: World, exception: m.Exception_, view: Frame) -> list[tuple[Happening, Happening]] | Unknown:
    """The beginnings and ends of the suspensions of an exception, or why they are not known."""
    standing = world.stands(exception.under, view)
    if standing is False:
        return []
    sure, possible, doubts = effects.ranges(world, exception, dict(view.bindings), view)
    if isinstance(standing, Unknown) or possible or doubts:
        reasons = standing.reasons if isinstance(standing, Unknown) else NO_REASONS
        return Unknown(reasons | doubts | (frozenset((Reason("list", exception.name),)) if possible else NO_REASONS))
    effect, outer = exception.effect, view.bindings
    spans: list[tuple[Happening, Happening]] = []
    for row in sure:
        view.bindings = row
        holds = _is_meant(exception, view)
        if isinstance(holds, Unknown):
            view.bindings = outer
            return holds
        if not holds:
            continue
        assert effect.start is not None, "a suspension without a first day has no span"
        end = as_event(evaluate(effect.until, view), view) if effect.until is not None else NEVER
        spans.append((as_event(evaluate(effect.start, view), view), end))
    view.bindings = outer
    return spans


def _is_meant(exception: m.Exception_, view: Frame) -> bool | Unknown:
    """Whether the condition of a suspension holds, judged on the day of its event or, without one, of its beginning."""
    first = exception.upon if exception.upon is not None else exception.effect.start
    assert first is not None, "a suspension without a first day has no span"
    start = as_event(evaluate(first, view), view)
    if start.day is None or exception.when is None:
        return start.status != "not yet" or exception.upon is None
    return effects.not_yet_if_open(effects.settled(exception.when, start.day, view)[0])


def _put_off(due: date, triggered: Happening, spans: list[tuple[Happening, Happening]]) -> Value:
    """The due day after the days of all spans that begin before it is over, in the order of their beginnings."""
    covered = triggered.day if triggered.day is not None else date.min
    for start, end in sorted(spans, key=lambda span: span[0].low or date.min):
        if start.status == "not yet" or (start.low is not None and start.low > due):
            continue
        if start.day is None or end.status == "unknown" or (end.status == "happened" and end.day is None):
            return Unknown(start.reasons | end.reasons, due, None)
        if end.day is None:
            return Unknown(frozenset((Reason("open", "suspension", "has not ended"),)), due, None)
        first = max(start.day, covered + _ONE_DAY)
        due += max(timedelta(0), end.day - first + _ONE_DAY)
        covered = max(covered, end.day)
    return due
