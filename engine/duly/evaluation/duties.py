"""Duties to achieve: triggered once, due by a day, performed, late, excused, suspended or ended.

In: a duty's instance and a frame. Out: `NormStatus`. What is triggered stands until done, excused, suspended or ended.
An act performs though it comes before the trigger, and is held against the due day as it stood on the act's day. An
ending always takes what had not fallen due by its last day, and what had fallen due only if it says so. While a duty is
excused or suspended nobody can complain, so nothing is missed then. Below an absolute standard of effort a missed
result is undetermined until someone judges the efforts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from duly.evaluation import effects
from duly.evaluation.act_days import stretches
from duly.evaluation.clock import with_clock
from duly.evaluation.effects import both, either
from duly.evaluation.norm_status import (
    NormStatus,
    bindings_of,
    branches,
    efforts_met,
    ending,
    has_passed,
    key_value,
    not_enough,
    ordered,
    reasons_of,
    trigger,
)
from duly.evaluation.waivers import is_waived
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_event, as_last_day, earliest, first_day
from duly.model import nodes as m
from duly.values import (
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
_RESTS = frozenset(("excused", "suspended"))


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a duty stands on a day, whatever was missed before."""

    states: frozenset[str]
    reasons: Reasons
    triggered: Happening
    due: Value
    done: Happening
    ended: Happening


def duty_status(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> NormStatus:
    """What a duty comes to on the frame's day."""
    now = _standing(world, norm, ref, view)
    amount = key_value(world, norm, "amount", norm.amount, view)
    breached, due_then = _breached(world, norm, ref, now, view)
    day = breached.low if breached.low == breached.high else None
    breach = Breach(norm.name, ref.instance, day, due_then, reasons=breached.reasons)
    states, reasons = _with_waiver(world, norm, now, breach if breached.status != "not yet" else None, view)
    return NormStatus(
        ordered("duty", states),
        reasons,
        now.triggered,
        now.due,
        now.done,
        None,
        now.ended,
        amount,
        (),
        (breach,) if breached.status == "happened" else (),
        breached,
    )


def _with_waiver(
    world: World, norm: m.Norm, now: _Standing, breach: Breach | None, view: Frame
) -> tuple[set[str], Reasons]:
    """The states, where a duty whose breach, be it only possible, is waived is excused and no longer overdue."""
    states, reasons = set(now.states), now.reasons
    if "overdue" not in states or breach is None or (norm.name, "waive") not in world.exceptions:
        return states, reasons
    waived = is_waived(world, breach, view)
    if waived is not False:
        states.add("excused")
        reasons |= reasons_of(waived)
    return (states - {"overdue"} if waived is True else states), reasons


def _standing(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> _Standing:
    def stand(inner: Frame) -> _Standing:
        inner.bindings = bindings_of(world, ref)
        return _stands(world, norm, inner)

    return world.remember(("duty", norm.name, ref.instance), view, stand)


def _stands(world: World, norm: m.Norm, view: Frame) -> _Standing:
    triggered = trigger(world, norm, view)
    due = _due(world, norm, triggered, view)
    done = _done_event(norm, view)
    ended, falls = ending(world, norm, view)
    states, reasons = _not_triggered(triggered, ended, view)
    if triggered.status != "not yet":
        permitted = effects.permitted(world, norm, dict(view.bindings), view)
        suspended = effects.suspended(world, norm, dict(view.bindings), view)
        gone = _falls_away(due if isinstance(due, (date, Unknown)) else triggered, ended, falls)
        late = _is_late(norm, triggered, due, view)
        after, why = _after_trigger(world, norm, due, done, ended, late, gone, permitted, suspended, view)
        states, reasons = states | after, reasons | why
    return _Standing(frozenset(states), reasons, triggered, due, done, ended)


def _not_triggered(triggered: Happening, ended: Happening, view: Frame) -> tuple[set[str], Reasons]:
    """The states of a duty that has not been triggered, or may not have been; none of one that has."""
    if triggered.status == "happened":
        return set(), NO_REASONS
    is_ahead = triggered.status == "not yet" and triggered.low is not None and triggered.low == triggered.high
    waits = "upcoming" if is_ahead and triggered.low is not None and triggered.low > view.day else "not triggered"
    states = {"ended"} if ended.status == "happened" else {waits}
    doubts = triggered.reasons if triggered.status == "unknown" else NO_REASONS
    if ended.status != "unknown":
        return states, doubts
    return states | {"ended"}, doubts | ended.reasons


def _due(world: World, norm: m.Norm, triggered: Happening, view: Frame) -> Value:
    """The due day as it stands on the frame's day, with what replaces it and what suspensions add; None without one."""
    if norm.by is None:
        return None
    due = as_last_day(key_value(world, norm, "by", norm.by, view))
    return with_clock(world, norm, triggered, due, view)


def _after_trigger(
    world: World,
    norm: m.Norm,
    due: Value,
    done: Happening,
    ended: Happening,
    late: bool | Unknown,
    gone: bool | Unknown,
    permitted: bool | Unknown,
    suspended: bool | Unknown,
    view: Frame,
) -> tuple[set[str], Reasons]:
    """The states of a triggered duty."""
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if done.status != "not yet":
        too_late = both(gone, _came_after(done, ended))
        states |= {"ended"} if too_late is not False else set()
        performed = _performed(world, norm, due, done, view) if too_late is not True else set()
        rested = _rested_until_done(world, norm, due, done, view) if "performed late" in performed else False
        states |= performed | {"performed"} if rested is not False else performed
        states -= {"performed late"} if rested is True else set()
        if len(states) > 1:
            reasons |= join_reasons(due) | done.reasons | reasons_of(too_late, rested)
    if done.status == "happened":
        return states, reasons
    reasons |= done.reasons if done.status == "unknown" else NO_REASONS
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
                        reasons |= _efforts_in_doubt(norm, view)
    return states, reasons


def _came_after(done: Happening, ended: Happening) -> bool | Unknown:
    """Whether an act came after the last day of a duty that fell away: then it performed nothing."""
    if done.low is not None and ended.high is not None and done.low > ended.high:
        return True
    if done.high is not None and ended.low is not None and done.high <= ended.low:
        return False
    return False if ended.status == "not yet" else Unknown(done.reasons | ended.reasons)


def _is_late(norm: m.Norm, triggered: Happening, due: Value, view: Frame) -> bool | Unknown:
    """Whether the due day is past; of one that was past when the duty arose, somebody has to judge."""
    late = has_passed(due, view)
    arose_by = triggered.high if triggered.high is not None else view.day
    low, high = _bounds(due)
    if late is not True or (low is not None and arose_by <= low):
        return late
    reasons = frozenset((Reason("judgment", norm.name, "its due day was past when the duty arose"),))
    is_sure = triggered.low is not None and high is not None and high < triggered.low
    return Unknown(reasons if is_sure else reasons | triggered.reasons | join_reasons(due))


def _performed(world: World, norm: m.Norm, due: Value, done: Happening, view: Frame) -> set[str]:
    """Performed in time or late: the act is held against the due day as it stood on its day."""
    if norm.by is None:
        return {"performed"}
    first = done.low if done.low is not None else world.earliest
    last = min(done.high, view.day) if done.high is not None else view.day
    days = [_due_then(world, norm, due, day, view) for day in (min(first, last), last)]
    lows, highs = zip(*(_bounds(day) for day in days), strict=True)
    if None not in lows and last <= min(lows):
        if last == view.day and done.day is None:  # it may still come, on a day that is too late
            view.watch(min(lows) + _ONE_DAY if min(lows) < date.max else None)
        return {"performed"}
    if None not in highs and first > max(highs):
        return {"performed late"}
    return {"performed", "performed late"}


def _rested_until_done(world: World, norm: m.Norm, due: Value, done: Happening, view: Frame) -> bool | Unknown:
    """Whether a duty rested from its due day through the day of its performance, which then is in time."""
    if not _may_rest(world, norm):
        return False
    low, high = _bounds(due)
    last = min(done.high, view.day) if done.high is not None else view.day
    verdicts = _rests(world, norm, low, last, view)
    if low == high and done.day is not None:
        return both(*verdicts)
    return _alike(verdicts, join_reasons(due) | done.reasons)


def _rested_when_due(world: World, norm: m.Norm, low: date | None, high: date | None, view: Frame) -> bool | Unknown:
    """Whether a duty rested on its due day, which lies between these."""
    return _alike(_rests(world, norm, low, high if high is not None else view.day, view), NO_REASONS)


def _may_rest(world: World, norm: m.Norm) -> bool:
    """Whether an exception excuses or suspends the duty on some days, on which it rests."""
    return (norm.name, "permit") in world.exceptions or (norm.name, "suspend") in world.exceptions


def _rests(world: World, norm: m.Norm, first: date | None, last: date, view: Frame) -> list[bool | Unknown]:
    """Whether a duty rested on each day from one through another, once for all days over which it is the same."""
    bindings = dict(view.bindings)

    def judge(then: Frame) -> bool | Unknown:
        permitted = effects.permitted(world, norm, bindings, then)
        return True if permitted is True else either(permitted, effects.suspended(world, norm, bindings, then))

    first = first if first is not None else world.earliest
    return [verdict for verdict, _ in stretches(min(first, last), last, judge, view)]


def _alike(verdicts: list[bool | Unknown], why: Reasons) -> bool | Unknown:
    """The verdict on each of several days of which one is meant."""
    if all(verdict is verdicts[0] for verdict in verdicts) and isinstance(verdicts[0], bool):
        return verdicts[0]
    return Unknown(why | reasons_of(*verdicts))


def _due_then(world: World, norm: m.Norm, due: Value, day: date, view: Frame) -> Value:
    if day >= view.day:
        return due
    past = view.at(day)
    then = _due(world, norm, trigger(world, norm, past), past)
    view.notes |= past.notes
    return due if isinstance(then, Absent) else then


def _bounds(due: Value) -> tuple[date | None, date | None]:
    """Between which days a due day lies; what is never due is never missed."""
    if isinstance(due, Absent):
        return date.max, date.max
    if isinstance(due, Unknown):
        return due.low, None if due.may_be_absent else due.high
    return due, due


def _missed(norm: m.Norm, view: Frame) -> set[str]:
    """A missed due day: below an absolute standard of effort it is undetermined until someone judges the efforts."""
    if not norm.effort:
        return {"overdue"}
    met = efforts_met(norm, view)
    return {"due"} if met is True else {"overdue"} if met is False else {"due", "overdue"}


def _efforts_in_doubt(norm: m.Norm, view: Frame) -> Reasons:
    return reasons_of(efforts_met(norm, view))


def _falls_away(ripe: Value, ended: Happening, falls: bool | Unknown) -> bool | Unknown:
    """Whether an ending takes an undone duty: always what was not ripe by its last day, else if it says so.

    A duty is ripe on its due day or, without one, on the day of its trigger.
    """
    if ended.status == "not yet":
        return False
    if falls is True:
        return True if ended.status == "happened" else Unknown(ended.reasons)
    if isinstance(falls, Unknown):
        stands = _falls_away(ripe, ended, False)
        return True if stands is True else Unknown(falls.reasons | reasons_of(stands))
    low, high = _bounds(ripe) if not isinstance(ripe, Happening) else (ripe.low, ripe.high)
    if high is not None and ended.low is not None and high <= ended.low:
        return False
    if ended.status == "happened" and ended.high is not None and low is not None and low > ended.high:
        return True
    return Unknown(ended.reasons | join_reasons(ripe))


def _done_event(norm: m.Norm, view: Frame) -> Happening:
    """The act that performs: an event, or the first record of a list."""
    if norm.done is None:
        return Happening("not yet", view.day, None, frozenset((Reason("open", norm.name, "no act is recorded"),)))
    value = evaluate(norm.done, view)
    if isinstance(value, Listed):
        events = [view.world.begins(member, view) for member in value.members]
        events += [
            Happening("unknown", event.low, event.high, event.reasons | value.doubts)
            for event in (view.world.begins(member, view) for member in value.possible)
            if event.status != "not yet"
        ]
        if value.reasons:
            events.append(Happening("unknown", None, None, value.reasons))
        value = earliest(events, view, as_events=True)
    return as_event(value, view)


# What was missed: it stays when the day moves or the duty ends.


def _breached(world: World, norm: m.Norm, ref: NormRef, now: _Standing, view: Frame) -> tuple[Happening, date | None]:
    """The failure as an event, with the due day that was missed: that of the first day on which it was seen."""
    none_so_far = Happening("not yet", view.day, None, frozenset((Reason("open", "breach", "none so far"),)))
    if now.triggered.status == "not yet" or norm.by is None:
        return none_so_far, None
    progress = world.progress(("missed", norm.name, ref.instance))
    missed = first_day(lambda then: _is_missed(world, norm, ref, then), view, min(world.earliest, view.day), progress)
    if missed.status == "not yet":
        return none_so_far, None
    dues = [_standing(world, norm, ref, view.at(day)).due for day in (missed.low, missed.high) if day is not None]
    low, high = _bounds(dues[0])[0], _bounds(dues[-1])[1] if missed.high is not None else None
    if low is None or low == date.max:
        return Happening(missed.status, None, None, missed.reasons), None
    days = [world.failure_day(day, view) if day is not None else None for day in (low, high)]
    first = days[0].low if isinstance(days[0], Unknown) else days[0]
    last = days[1].high if isinstance(days[1], Unknown) else days[1]
    reasons = missed.reasons | join_reasons(*days, *dues)
    if _may_rest(world, norm):
        view.bindings = bindings_of(world, ref)
        rested = _rested_when_due(world, norm, low, high, view)
        reasons |= reasons_of(rested)
        first = missed.low if rested is True else first
        last = missed.high if rested is not False else last
    return Happening(missed.status, first, last, reasons if first != last else NO_REASONS), low


def _is_missed(world: World, norm: m.Norm, ref: NormRef, then: Frame) -> bool | Unknown:
    found = _standing(world, norm, ref, then)
    missed = found.states & {"overdue", "performed late"}
    if not missed and found.states & _RESTS:
        return _missed_before_it_rested(world, norm, ref, found, then)
    if not missed:
        return False
    verdict = True if missed == found.states else Unknown(found.reasons)
    return both(verdict, not_enough(norm, then)) if "performed late" in missed and norm.effort else verdict


def _missed_before_it_rested(world: World, norm: m.Norm, ref: NormRef, found: _Standing, then: Frame) -> bool | Unknown:
    """Whether a duty that rests by now did not on its due day, which ended without performance."""
    late = has_passed(found.due, then)
    if late is False:
        return False
    low, high = _bounds(found.due)
    then.bindings = bindings_of(world, ref)
    rested = _rested_when_due(world, norm, low, high, then)
    did_not = (not rested) if isinstance(rested, bool) else rested
    verdict = True if found.states <= _RESTS else Unknown(found.reasons)
    return both(late, did_not, verdict, not_enough(norm, then))
