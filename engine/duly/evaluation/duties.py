"""Duties to achieve: triggered once, due by a day, performed, late, excused, suspended or ended.

In: a duty's instance and a frame. Out: `NormStatus`. What is triggered stands until done, excused, suspended or ended.
An act performs though it comes before the trigger, and is held against the due day as it stood on the act's day. An
ending always takes what had not fallen due by its last day, and what had fallen due only if it says so. Below an
absolute standard of effort a missed result is undetermined until someone judges the efforts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from duly.evaluation import effects
from duly.evaluation.norm_status import (
    NormStatus,
    branches,
    ending,
    has_passed,
    key_value,
    ordered,
    reasons_of,
    trigger,
    verdict_of,
)
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_day, as_event, earliest
from duly.model import nodes as m
from duly.values import (
    NEVER,
    NO_REASONS,
    Absent,
    Breach,
    Happening,
    Listed,
    NormRef,
    Reason,
    Reasons,
    Unknown,
    Value,
    join_reasons,
)

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)


def duty_status(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> NormStatus:
    """What a duty comes to on the frame's day."""
    triggered = trigger(world, norm, view)
    due = as_day(key_value(world, norm, "by", norm.by, view)) if norm.by is not None else None
    due = _with_clock(world, norm, triggered, due, view)
    done = _done_event(norm, view)
    ended, falls = ending(world, norm, view)
    amount = key_value(world, norm, "amount", norm.amount, view)
    permitted = effects.permitted(world, norm, dict(view.bindings), view)
    suspended = effects.suspended(world, norm, dict(view.bindings), view)
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if triggered.status == "not yet":
        ahead = triggered.low is not None and triggered.low == triggered.high and triggered.low > view.day
        gone, doubt = _fell_before_trigger(triggered, ended)
        states.add("ended" if gone else "upcoming" if ahead else "not triggered")
        if doubt and not gone:
            states.add("ended")
            reasons |= ended.reasons
    else:
        found, why = _after_trigger(norm, due, done, ended, falls, permitted, suspended, view)
        states |= found
        reasons |= why
        if triggered.status == "unknown":
            states.add("not triggered")
            reasons |= triggered.reasons
    breaches = tuple(_duty_breaches(world, norm, ref, due, done, ended, states, view))
    breached = _breach_event(breaches, states, "overdue", reasons, view)
    return NormStatus(
        ordered("duty", states),
        reasons,
        triggered,
        due,
        done,
        None,
        ended,
        amount,
        (),
        breaches,
        breached,
    )


def _fell_before_trigger(triggered: Happening, ended: Happening) -> tuple[bool, bool]:
    """Whether a norm that is not triggered yet has ended, for sure or perhaps."""
    return ended.status == "happened", ended.status == "unknown"


def _after_trigger(
    norm: m.Norm,
    due: Value,
    done: Happening,
    ended: Happening,
    falls: bool,
    permitted: bool | Unknown,
    suspended: bool | Unknown,
    view: Frame,
) -> tuple[set[str], Reasons]:
    """The states of a triggered duty."""
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if done.status != "not yet":
        states |= _performed(norm, due, done, view)
        reasons |= NO_REASONS if len(states) == 1 else join_reasons(due) | done.reasons
    if done.status == "happened":
        return states, reasons
    reasons |= done.reasons if done.status == "unknown" else NO_REASONS
    gone = _falls_away(due, ended, falls)
    late = has_passed(due, view)
    reasons |= reasons_of(gone, permitted, suspended)
    for is_gone in branches(gone):
        for is_excused in (False,) if is_gone else branches(permitted):
            for is_suspended in (False,) if is_gone or is_excused else branches(suspended):
                if is_gone or is_excused or is_suspended:
                    states.add("ended" if is_gone else "excused" if is_excused else "suspended")
                    continue
                reasons |= reasons_of(late)
                for is_late in branches(late):
                    states |= _missed(norm, view) if is_late else {"due"}
                    if is_late and norm.effort:
                        reasons |= frozenset((Reason("effort", norm.name, norm.effort),))
    return states, reasons


def _performed(norm: m.Norm, due: Value, done: Happening, view: Frame) -> set[str]:
    """Performed in time or late: the act is held against the due day as it stood on its day."""
    if norm.by is None or done.low is None:
        return {"performed"} if norm.by is None else {"performed", "performed late"}
    if isinstance(due, Absent):
        return {"performed"}
    then = due
    if done.day is not None and done.day < view.day:
        past = view.at(done.day)
        then = as_day(evaluate(norm.by, past))
        view.notes |= past.notes
        then = due if isinstance(then, (Absent, Unknown)) else then
    if isinstance(then, date):
        if done.high is not None and done.high <= then:
            return {"performed"}
        return {"performed late"} if done.low > then else {"performed", "performed late"}
    return {"performed", "performed late"}


def _missed(norm: m.Norm, view: Frame) -> set[str]:
    """A missed due day: below an absolute standard of effort it is undetermined until someone judges the efforts."""
    if not norm.effort:
        return {"overdue"}
    met = verdict_of(norm.effort_met, view) if norm.effort_met is not None else Unknown(NO_REASONS)
    return {"due"} if met is True else {"overdue"} if met is False else {"due", "overdue"}


def _falls_away(due: Value, ended: Happening, falls: bool) -> bool | Unknown:
    """Whether an ending takes an undone duty: always what was not due by its last day, else if it says so."""
    if ended.status == "not yet":
        return False
    unsure = (
        Unknown(ended.reasons | join_reasons(due)) if ended.status == "unknown" or not isinstance(due, date) else None
    )
    if falls:
        return True if ended.status == "happened" else Unknown(ended.reasons)
    if due is None or isinstance(due, Absent):
        return False if ended.status == "happened" else Unknown(ended.reasons)
    if isinstance(due, date):
        if ended.low is not None and due <= ended.low:
            return False
        if ended.status == "happened" and ended.high is not None and due > ended.high:
            return True
    return unsure or Unknown(ended.reasons)


def _with_clock(world: World, norm: m.Norm, triggered: Happening, due: Value, view: Frame) -> Value:
    """A due day moved by the days of a suspension that stops the clock; while it lasts, the day is open."""
    for exception in world.exceptions.get((norm.name, "suspend"), ()):
        effect = exception.effect
        if not effect.clock_stops or effect.start is None or not isinstance(due, date):
            continue
        sure, _, _ = effects.ranges(world, exception, dict(view.bindings), view)
        for row in sure:
            outer, view.bindings = view.bindings, row
            start = as_event(evaluate(effect.start, view), view)
            end = as_event(evaluate(effect.until, view), view) if effect.until is not None else NEVER
            view.bindings = outer
            due = _moved(due, triggered, start, end)
            if not isinstance(due, date):
                return due
    return due


def _moved(due: date, triggered: Happening, start: Happening, end: Happening) -> Value:
    if start.status == "not yet" or (start.low is not None and start.low > due):
        return due
    if start.day is None or end.status == "unknown":
        return Unknown(start.reasons | end.reasons, due, None)
    first = max(start.day, triggered.day + _ONE_DAY) if triggered.day is not None else start.day
    if end.status == "not yet":
        return Unknown(frozenset((Reason("open", "suspension", "has not ended"),)), due, None)
    if end.day is None or end.day < first:
        return due if end.day is not None else Unknown(end.reasons, due, None)
    return due + timedelta(days=(end.day - first).days + 1)


def _done_event(norm: m.Norm, view: Frame) -> Happening:
    """The act that performs: an event, or the first record of a list."""
    if norm.done is None:
        return Happening("not yet", view.day, None, frozenset((Reason("open", norm.name, "no act is recorded"),)))
    value = evaluate(norm.done, view)
    if isinstance(value, Listed):
        events = [view.world.begins(member, view) for member in value.members]
        events += [
            Happening("unknown", event.low, None, event.reasons)
            for event in (view.world.begins(member, view) for member in value.possible)
        ]
        if value.reasons:
            events.append(Happening("unknown", None, None, value.reasons))
        value = earliest(events, view, as_events=True)
    return as_event(value, view)


def _duty_breaches(
    world: World,
    norm: m.Norm,
    ref: NormRef,
    due: Value,
    done: Happening,
    ended: Happening,
    states: set[str],
    view: Frame,
) -> Iterator[Breach]:
    """A missed due day is a failure of that day (or the next, by the counting line), also if performed late."""
    if states not in ({"overdue"}, {"performed late"}) or not isinstance(due, date):
        return
    day = world.failure_day(due, view)
    yield Breach(norm.name, ref.instance, day if isinstance(day, date) else None, due)


def _breach_event(
    breaches: tuple[Breach, ...], states: set[str], missed: str, reasons: Reasons, view: Frame
) -> Happening:
    days = [breach.day for breach in breaches if breach.day is not None]
    if days:
        return Happening("happened", min(days), min(days))
    if missed in states and len(states) > 1:
        return Happening("unknown", None, None, reasons)
    return Happening("not yet", view.day, None, frozenset((Reason("open", "breach", "none so far"),)))
