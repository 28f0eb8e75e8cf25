"""What a norm comes to: its state, dates, uses and breaches on a day.

In: an instance of a norm and a frame. Out: `NormStatus`. Where something that decides the state is unknown, every state that
it may be in is listed with the reasons: the reader sees *undetermined*, and which states it is between.

A duty (to achieve) and a disposition are triggered once: `upon` an event, or else on the first day on which `when` and the
gate (the agreement's life) hold. What is triggered stands until done, excused, suspended or ended. An act performs though
it comes before the trigger, and is held against the due day as it stood on the act's day. All other norms are read on each
day: `from` or `upon` begins them, `until` is their last day, `while` suspends them, the gate suspends or ends them. Their
acts are judged each as of its own day, on the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from duly.evaluation import effects
from duly.evaluation.effects import both, settled
from duly.evaluation.life import agreement_states
from duly.evaluation.world import bind, instances
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_day, as_event, earliest, first_day
from duly.language.nodes import Expression, Fold
from duly.model import nodes as m
from duly.values import (
    NEVER, NO_REASONS, Absent, Breach, Happening, Listed, NormRef, Reason, Reasons, Record, Unknown, Value, join_reasons,
)

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)
Bindings = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """An act that uses, performs or violates a norm: the record or event, its day, and a verdict on it.

    Of a power the verdict is whether the use was effective; of a prohibition whether the act was a breach.
    """

    what: Any
    event: Happening
    verdict: bool | Unknown


@dataclass(frozen=True, slots=True)
class NormStatus:
    """What a norm instance comes to on a day. `states` has one member where the state is determined."""

    states: tuple[str, ...]
    reasons: Reasons = NO_REASONS
    triggered: Happening = NEVER
    due: Value = None
    done: Happening = NEVER
    ends: Value = None
    ended: Happening = NEVER
    amount: Value = None
    acts: tuple[Act, ...] = ()
    breaches: tuple[Breach, ...] = ()
    breached: Happening = NEVER
    exercised: Happening = NEVER
    doubts: Reasons = NO_REASONS

    @property
    def state(self) -> str:
        """The state, or `undetermined`."""
        return self.states[0] if len(self.states) == 1 else "undetermined"


def bindings_of(world: World, ref: NormRef) -> Bindings:
    """The variables of a norm instance."""
    return bind(world.rules.norms[ref.norm].parameters, ref.instance)


def status(world: World, ref: NormRef, frame: Frame) -> NormStatus:
    """What a norm instance comes to on the frame's day."""
    return world.remember(("norm", ref.norm, ref.instance), frame, lambda view: _status(world, ref, view))


def _status(world: World, ref: NormRef, view: Frame) -> NormStatus:
    norm = world.rules.norms[ref.norm]
    view.bindings = bindings_of(world, ref)
    standing = world.stands(norm.under, view)
    if standing is False:
        return NormStatus(("not applicable",), frozenset((Reason("gate", norm.name, "stands under an option not taken"),)))
    match norm.kind:
        case "duty":
            found = _duty(world, norm, ref, view)
        case "disposition":
            found = _disposition(world, norm, view)
        case "statement":
            found = _statement(world, norm, view)
        case _:
            found = _continuing(world, norm, ref, view)
    if standing is True:
        return found
    from dataclasses import replace

    return replace(found, states=(*found.states, "not applicable"), reasons=found.reasons | standing.reasons)


# What the kinds share.


def _gate(world: World, norm: m.Norm, frame: Frame) -> bool | Unknown:
    """Whether the agreement is in a state that the norm lives through."""
    states, reasons = agreement_states(world, frame)
    hits = sum(state in norm.during for state in states)
    return hits > 0 if hits in (0, len(states)) else Unknown(reasons)


def _key(world: World, norm: m.Norm, key: str, expression: Expression | None, frame: Frame) -> Value:
    """The value of a norm's key on the frame's day, with what replaces it; None where there is none."""
    value = None if expression is None else evaluate(expression, frame)
    if (norm.name, "replace") in world.exceptions:
        value = effects.replaced(world, norm, key, dict(frame.bindings), value, frame)
    return value


def trigger(world: World, norm: m.Norm, frame: Frame) -> Happening:
    """The event that triggers a norm; of one that is known and still ahead, the day."""
    if norm.upon is None:
        condition = norm.when
        if condition is None:
            return first_day(lambda view: _gate(world, norm, view), frame, world.earliest)
        return first_day(lambda view: both(_verdict(condition, view), _gate(world, norm, view)), frame, world.earliest)
    event = as_event(_day_if_to_come(evaluate(norm.upon, frame)), frame)
    if event.status == "not yet":
        return event
    if event.day is None:
        return Happening("unknown", event.low, event.high, event.reasons) if norm.when is not None or norm.during else event
    gate_view = frame.at(event.day)
    gate = _gate(world, norm, gate_view) if norm.kind in ("duty", "disposition") else True
    frame.notes |= gate_view.notes
    verdict, day = settled(norm.when, event.day, frame)
    verdict = both(gate, verdict)
    if verdict is True:
        return Happening("happened", day, day)
    if verdict is False:
        return NEVER
    assert isinstance(verdict, Unknown)
    if verdict.is_open:
        return Happening("not yet", frame.day, None, verdict.reasons)
    return Happening("unknown", day, day, verdict.reasons)


def _day_if_to_come(value: Value) -> Value:
    return value


def _verdict(condition: Expression, frame: Frame) -> bool | Unknown:
    value = evaluate(condition, frame)
    return value if isinstance(value, (bool, Unknown)) else Unknown(join_reasons(value))


def _passed(day: Value, frame: Frame) -> bool | Unknown:
    """Whether a day is past on the frame's day; one that is not there never is."""
    if isinstance(day, date):
        frame.watch(day + _ONE_DAY if day < date.max else None)
        return frame.day > day
    if isinstance(day, Unknown):
        for end in (day.low, day.high):
            if isinstance(end, date):
                frame.watch(end + _ONE_DAY)
        if isinstance(day.high, date) and frame.day > day.high and not day.may_be_absent:
            return True
        if isinstance(day.low, date) and frame.day <= day.low:
            return False
        return False if day.is_open and day.low is None else Unknown(day.reasons)
    return False


def _ended(world: World, norm: m.Norm, frame: Frame) -> tuple[Happening, bool]:
    """The earliest last day that an ending gives, and whether what has accrued falls with it."""
    events = [(exception, event) for exception, event in effects.endings(world, norm, dict(frame.bindings), frame)]
    if not events:
        return NEVER, False
    found = earliest([event for _, event in events], frame, as_events=True)
    assert isinstance(found, Happening)
    falls = any(exception.effect.accrued_falls for exception, event in events if event.status != "not yet")
    return found, falls


def _branches(verdict: bool | Unknown) -> tuple[bool, ...]:
    return (verdict,) if isinstance(verdict, bool) else (True, False)


def _reasons(*verdicts: bool | Unknown) -> Reasons:
    return join_reasons(*(verdict for verdict in verdicts if isinstance(verdict, Unknown)))


def _ordered(kind: m.NormKind, states: set[str]) -> tuple[str, ...]:
    return tuple(state for state in m.NORM_STATES[kind] if state in states)


# Duties and dispositions: triggered once.


def _duty(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> NormStatus:
    triggered = trigger(world, norm, view)
    due = as_day(_key(world, norm, "by", norm.by, view)) if norm.by is not None else None
    due = _with_clock(world, norm, triggered, due, view)
    done = _done_event(norm, view)
    ended, falls = _ended(world, norm, view)
    amount = _key(world, norm, "amount", norm.amount, view)
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
        _ordered("duty", states), reasons, triggered, due, done, None, ended, amount, (), breaches, breached,
    )


def _fell_before_trigger(triggered: Happening, ended: Happening) -> tuple[bool, bool]:
    """Whether a norm that is not triggered yet has ended, for sure or perhaps."""
    return ended.status == "happened", ended.status == "unknown"


def _after_trigger(
    norm: m.Norm, due: Value, done: Happening, ended: Happening, falls: bool, permitted: bool | Unknown,
    suspended: bool | Unknown, view: Frame,
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
    late = _passed(due, view)
    reasons |= _reasons(gone, permitted, suspended)
    for is_gone in _branches(gone):
        for is_excused in (False,) if is_gone else _branches(permitted):
            for is_suspended in (False,) if is_gone or is_excused else _branches(suspended):
                if is_gone or is_excused or is_suspended:
                    states.add("ended" if is_gone else "excused" if is_excused else "suspended")
                    continue
                reasons |= _reasons(late)
                for is_late in _branches(late):
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
    met = _verdict(norm.effort_met, view) if norm.effort_met is not None else Unknown(NO_REASONS)
    return {"due"} if met is True else {"overdue"} if met is False else {"due", "overdue"}


def _falls_away(due: Value, ended: Happening, falls: bool) -> bool | Unknown:
    """Whether an ending takes a duty that is not done: always what had not fallen due by its last day, else if it says so."""
    if ended.status == "not yet":
        return False
    unsure = Unknown(ended.reasons | join_reasons(due)) if ended.status == "unknown" or not isinstance(due, date) else None
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
        events += [Happening("unknown", event.low, None, event.reasons) for event in (view.world.begins(member, view) for member in value.possible)]
        if value.reasons:
            events.append(Happening("unknown", None, None, value.reasons))
        value = earliest(events, view, as_events=True)
    return as_event(value, view)


def _duty_breaches(
    world: World, norm: m.Norm, ref: NormRef, due: Value, done: Happening, ended: Happening, states: set[str], view: Frame
) -> Iterator[Breach]:
    """A missed due day is a failure of that day (or the day after, by the counting line); it stays when performed late."""
    if states not in ({"overdue"}, {"performed late"}) or not isinstance(due, date):
        return
    day = world.failure_day(due, view)
    yield Breach(norm.name, ref.instance, day if isinstance(day, date) else None, due)


def _breach_event(breaches: tuple[Breach, ...], states: set[str], missed: str, reasons: Reasons, view: Frame) -> Happening:
    days = [breach.day for breach in breaches if breach.day is not None]
    if days:
        return Happening("happened", min(days), min(days))
    if missed in states and len(states) > 1:
        return Happening("unknown", None, None, reasons)
    return Happening("not yet", view.day, None, frozenset((Reason("open", "breach", "none so far"),)))


def _disposition(world: World, norm: m.Norm, view: Frame) -> NormStatus:
    triggered = trigger(world, norm, view)
    ended, _ = _ended(world, norm, view)
    amount = _key(world, norm, "amount", norm.amount, view)
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if triggered.status != "happened":
        states.add("not yet")
        reasons |= triggered.reasons if triggered.status == "unknown" else NO_REASONS
    if triggered.status != "not yet":
        states |= {"happened": {"undone"}, "not yet": {"in effect"}}.get(ended.status, {"undone", "in effect"})
        reasons |= ended.reasons if ended.status == "unknown" else NO_REASONS
    return NormStatus(_ordered("disposition", states), reasons, triggered, None, NEVER, None, ended, amount)


def _statement(world: World, norm: m.Norm, view: Frame) -> NormStatus:
    triggered = trigger(world, norm, view)
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    if triggered.status != "happened":
        states.add("not made")
        reasons |= triggered.reasons if triggered.status == "unknown" else NO_REASONS
    if triggered.status != "not yet":
        made = view.at(triggered.day) if triggered.day is not None else view
        untrue = _verdict(norm.untrue, made) if norm.untrue is not None else False
        view.notes |= made.notes
        states |= {"untrue" if is_untrue else "stands" for is_untrue in _branches(untrue)}
        reasons |= _reasons(untrue)
    return NormStatus(_ordered("statement", states), reasons, triggered)


# Norms that are read on each day.


def _first_day_of(world: World, norm: m.Norm, view: Frame) -> Happening:
    """The event with which a continuing norm begins: the later of `from` and `upon`, else the first day of its gate."""
    events: list[Value] = []
    if norm.start is not None:
        events.append(as_event(_key(world, norm, "from", norm.start, view), view))
    if norm.upon is not None or norm.when is not None or not events:
        events.append(trigger(world, norm, view))
    if len(events) == 1:
        return events[0]  # type: ignore[no-any-return]
    from duly.language.happenings import latest

    return latest(events, view, as_events=True)  # type: ignore[no-any-return]


def stands_on(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    """Whether a continuing norm is in force on the frame's day, whatever has been done under it."""
    verdicts: list[bool | Unknown] = [world.stands(norm.under, view), _gate(world, norm, view)]
    begun = _first_day_of(world, norm, view)
    verdicts.append({"happened": True, "not yet": False}.get(begun.status, Unknown(begun.reasons)))
    if norm.holds_while is not None:
        verdicts.append(effects._not_open(_verdict(norm.holds_while, view)))
    over = _is_over(world, norm, view)
    verdicts.append((not over) if isinstance(over, bool) else over)
    ended = _has_ended(world, norm, view)
    verdicts.append((not ended) if isinstance(ended, bool) else ended)
    suspended = effects.suspended(world, norm, dict(view.bindings), view)
    verdicts.append((not suspended) if isinstance(suspended, bool) else suspended)
    return both(*verdicts)


def _last_day(world: World, norm: m.Norm, view: Frame) -> Value:
    """The norm's own last day. An event ends it only from the day after, so it is read as of the day before."""
    if norm.until is None and (norm.name, "replace") not in world.exceptions:
        return None
    before = view.at(view.day - _ONE_DAY) if view.day > world.earliest else view
    value = as_day(_key(world, norm, "until", norm.until, before))
    view.notes |= before.notes
    if before is not view:
        view.watch(before.until + _ONE_DAY if before.until is not None else None)
    return value


def _is_over(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    return _passed(_last_day(world, norm, view), view)


def _has_ended(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    """Whether an ending's last day is past."""
    ended, _ = _ended(world, norm, view)
    if ended.status == "not yet":
        return False
    if ended.low is not None and view.day <= ended.low:
        view.watch(ended.low + _ONE_DAY)
        return False
    if ended.status == "happened" and ended.high is not None and view.day > ended.high:
        return True
    return Unknown(ended.reasons)


def acts_of(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> tuple[list[tuple[Any, Happening, bool | Unknown, Bindings]], Reasons]:
    """The acts that `done` names, each with its day and whether it is one, judged as of its own day; and why there may be more."""
    if norm.done is None:
        return [], NO_REASONS
    own = bindings_of(world, ref)
    if isinstance(norm.done, Fold) and norm.done.kind == "those":
        view.bindings = own
        listed = evaluate(norm.done.items, view)
        where: Expression | None = norm.done.where
        variable = norm.done.variable
    else:
        value = evaluate(norm.done, view)
        if not isinstance(value, Listed):
            event = as_event(value, view)
            return ([(None, event, True, own)] if event.status != "not yet" else []), NO_REASONS
        listed, where, variable = value, None, ""
    if not isinstance(listed, Listed):
        return [], join_reasons(listed)
    found: list[tuple[Any, Happening, bool | Unknown, Bindings]] = []
    for member in (*listed.members, *listed.possible):
        bindings = {**own, variable: member} if variable else own
        event = as_event(member.day, view) if isinstance(member, Breach) and member.day else view.world.begins(member, view)
        verdict = _on_its_day(where, event, bindings, view)
        if member in listed.possible:
            verdict = both(verdict, Unknown(event.reasons))
        if verdict is not False and event.status != "not yet":
            found.append((member, event, verdict, bindings))
    return found, listed.reasons


def _on_its_day(condition: Expression | None, event: Happening, bindings: Bindings, view: Frame) -> bool | Unknown:
    if condition is None:
        return True
    day = event.day if event.day is not None else view.day
    then = view.at(day)
    then.bindings = bindings
    verdict = _verdict(condition, then)
    view.notes |= then.notes
    if day == view.day:
        view.watch(then.until)
    return verdict


def _continuing(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> NormStatus:
    acts, doubts = _judged_acts(world, norm, ref, view)
    view.bindings = bindings_of(world, ref)
    begun = _first_day_of(world, norm, view)
    ends = _last_day(world, norm, view)
    ended, _ = _ended(world, norm, view)
    states, reasons = _continuing_states(world, norm, begun, acts, doubts, view)
    amount = _key(world, norm, "amount", norm.amount, view)
    uses = _acts_event(acts, doubts, view)
    breaches: tuple[Breach, ...] = ()
    if norm.kind in ("prohibition", "maintenance"):
        breaches = tuple(Breach(norm.name, ref.instance, act.event.day, act.event.low, act.what) for act in acts if act.verdict is True)
    is_violable = norm.kind in ("prohibition", "maintenance")
    return NormStatus(
        _ordered(norm.kind, states), reasons, begun, None, uses, ends, ended, amount, tuple(acts), breaches,
        uses if is_violable else NEVER, NEVER if is_violable else uses, doubts,
    )


def _judged_acts(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> tuple[list[Act], Reasons]:
    """Each act with its verdict: a breach if the norm stood on its day and nothing permits it; a use likewise, if effective."""
    found, doubts = acts_of(world, norm, ref, view)
    judged: list[Act] = []
    for what, event, is_one, bindings in found:
        day = event.day if event.day is not None else view.day
        then = view.at(day)
        then.bindings = bindings_of(world, ref)
        verdicts: list[bool | Unknown] = [is_one, stands_on(world, norm, then)]
        then.bindings = bindings
        if norm.kind in ("prohibition", "maintenance"):
            permitted = effects.permitted(world, norm, bindings, then)
            verdicts.append((not permitted) if isinstance(permitted, bool) else permitted)
        elif norm.effective is not None:
            verdicts.append(_verdict(norm.effective, then))
        if event.day is None:
            verdicts.append(Unknown(event.reasons))
        view.notes |= then.notes
        if day == view.day:
            view.watch(then.until)
        judged.append(Act(what, event, both(*verdicts)))
    return judged, doubts


def _acts_event(acts: list[Act], doubts: Reasons, view: Frame) -> Happening:
    """The event of the first act that counts."""
    events = [act.event if act.verdict is True else Happening("unknown", act.event.low, None, _reasons(act.verdict)) for act in acts if act.verdict is not False]
    if doubts:
        events.append(Happening("unknown", None, None, doubts))
    found = earliest(events, view, as_events=True)
    assert isinstance(found, Happening)
    return found


_WORDS = {
    "before": {"permission": "not available", "power": "not available"},
    "standing": {"permission": "available", "power": "available"},
}


def _continuing_states(
    world: World, norm: m.Norm, begun: Happening, acts: list[Act], doubts: Reasons, view: Frame
) -> tuple[set[str], Reasons]:
    before = _WORDS["before"].get(norm.kind, "not triggered")
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    gate, over, ended = _gate(world, norm, view), _is_over(world, norm, view), _has_ended(world, norm, view)
    holds = effects._not_open(_verdict(norm.holds_while, view)) if norm.holds_while is not None else True
    suspended = effects.suspended(world, norm, dict(view.bindings), view)
    used = _any_act(acts, doubts)
    if begun.status == "unknown":
        reasons |= begun.reasons
    if begun.status != "happened":
        ahead = begun.status == "not yet" and begun.low is not None and begun.low == begun.high and begun.low > view.day
        states.add("ended" if ended is True or _is_final(world, view) else "upcoming" if ahead else before)
    if begun.status != "not yet":
        found, why = _begun_states(world, norm, (ended, gate, over, holds, suspended, used), view)
        states |= found
        reasons |= why
    return states, reasons


def _begun_states(
    world: World, norm: m.Norm, verdicts: tuple[bool | Unknown, ...], view: Frame
) -> tuple[set[str], Reasons]:
    """The states of a continuing norm that has begun; only what decides between them gives reasons."""
    ended, gate, over, holds, suspended, used = verdicts
    is_use = norm.kind in ("permission", "power")
    states: set[str] = set()
    reasons: Reasons = _reasons(ended)
    for is_ended in _branches(ended):
        if is_ended:
            states.add("ended")
            continue
        reasons |= _reasons(over)
        for is_over in _branches(over):
            if is_over:
                reasons |= _reasons(used) if is_use else NO_REASONS
                states |= {"exercised" if was_used else "lapsed" for was_used in _branches(used)} if is_use else {"lifted"}
                continue
            running = both(gate, holds, (not suspended) if isinstance(suspended, bool) else suspended)
            reasons |= _reasons(running)
            for runs in _branches(running):
                if not runs:
                    states.add("ended" if _is_final(world, view) else "suspended")
                elif is_use:
                    states.add("available")
                else:
                    reasons |= _reasons(used)
                    states |= {"violated" if was_used else "in force" for was_used in _branches(used)}
    return states, reasons


def _any_act(acts: list[Act], doubts: Reasons) -> bool | Unknown:
    if any(act.verdict is True for act in acts):
        return True
    unsure = [act.verdict for act in acts if isinstance(act.verdict, Unknown)]
    if unsure or doubts:
        return Unknown(_reasons(*unsure) | doubts)
    return False


def _is_final(world: World, view: Frame) -> bool:
    states, _ = agreement_states(world, view)
    return all(state in m.FINAL_STATES for state in states)


# Breaches of several norms.


def norm_instances(world: World, norm: m.Norm, frame: Frame) -> tuple[tuple[NormRef, ...], tuple[NormRef, ...], Reasons]:
    """The instances of a norm: sure, possible, and why there may be others."""
    sure, possible, doubts = instances(norm.parameters, frame)
    return tuple(NormRef(norm.name, row) for row in sure), tuple(NormRef(norm.name, row) for row in possible), doubts


def breaches_of(world: World, group: str, party: str | None, frame: Frame) -> Listed:
    """The breaches of a norm, a group or the whole agreement by the day read, in the order of their days."""
    sure: list[Breach] = []
    possible: list[Breach] = []
    doubts: Reasons = NO_REASONS
    for name in world.vocabulary.norm_names((group,)):
        norm = world.rules.norms[name]
        if party is not None and norm.bearer not in (party, "parties", "anyone"):
            continue
        outer, frame.bindings = frame.bindings, {}
        found, perhaps, others = norm_instances(world, norm, frame)
        doubts |= others
        for ref in (*found, *perhaps):
            came_to = status(world, ref, frame)
            (sure if ref in found else possible).extend(came_to.breaches)
            if came_to.breached.status == "unknown":
                possible.append(Breach(name, ref.instance, None, came_to.breached.low))
                doubts |= came_to.breached.reasons if not came_to.breaches else NO_REASONS
        frame.bindings = outer
    ordered = sorted(sure, key=lambda breach: (breach.day or date.max, breach.norm))
    return Listed(tuple(ordered), tuple(possible), doubts)


def act_id(what: Any) -> str | None:
    """The id of the record that an act is."""
    return what.id if isinstance(what, Record) else None
