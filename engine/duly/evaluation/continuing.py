"""Norms that are read on each day: prohibitions, duties to maintain, permissions and powers.

In: a norm's instance and a frame. Out: `NormStatus`. `from` or `upon` begins them, `until` is their last day, `while`
suspends them, the agreement's life suspends or ends them. Their acts are judged each as of its own day, on the earlier
ones: an act violates a prohibition if the prohibition stood on the act's day and nothing permits the act; it uses a
power if the power was there that day and the act has the form that the power asks for.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from duly.evaluation import effects
from duly.evaluation.act_days import judged_on_its_day
from duly.evaluation.effects import both
from duly.evaluation.life import agreement_states
from duly.evaluation.norm_status import (
    Act,
    Bindings,
    NormStatus,
    bindings_of,
    branches,
    ending,
    gate,
    has_passed,
    key_value,
    not_enough,
    ordered,
    reasons_of,
    trigger,
    verdict_of,
)
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_event, as_last_day, earliest, latest
from duly.language.nodes import Expression, Fold
from duly.model import nodes as m
from duly.values import (
    ABSENT,
    NEVER,
    NO_REASONS,
    Breach,
    Happening,
    Listed,
    NormRef,
    Reasons,
    Unknown,
    Value,
    join_reasons,
)

if TYPE_CHECKING:
    from duly.evaluation.world import World

_ONE_DAY = timedelta(days=1)
_BEFORE = {"permission": "not available", "power": "not available"}
"""What a norm that has not begun is called, where that is not `not triggered`."""


def _first_day_of(world: World, norm: m.Norm, view: Frame) -> Happening:
    """The event with which a continuing norm begins: the later of `from` and `upon`, else the first day of its gate."""
    events: list[Value] = []
    if norm.start is not None:
        events.append(as_event(key_value(world, norm, "from", norm.start, view), view))
    if norm.upon is not None or norm.when is not None or not events:
        events.append(trigger(world, norm, view))
    if len(events) == 1:
        return events[0]  # type: ignore[no-any-return]
    return latest(events, view, as_events=True)  # type: ignore[no-any-return]


def stands_on(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    """Whether a continuing norm is in force on the frame's day, whatever has been done under it."""
    verdicts: list[bool | Unknown] = [world.stands(norm.under, view), gate(world, norm, view)]
    begun = _first_day_of(world, norm, view)
    verdicts.append({"happened": True, "not yet": False}.get(begun.status, Unknown(begun.reasons)))
    if norm.holds_while is not None:
        verdicts.append(effects.not_yet_if_open(verdict_of(norm.holds_while, view)))
    over = _is_over(world, norm, view)
    verdicts.append((not over) if isinstance(over, bool) else over)
    ended = _has_ended(world, norm, view)
    verdicts.append((not ended) if isinstance(ended, bool) else ended)
    suspended = effects.suspended(world, norm, dict(view.bindings), view)
    verdicts.append((not suspended) if isinstance(suspended, bool) else suspended)
    return both(*verdicts)


def _last_day(world: World, norm: m.Norm, view: Frame) -> Value:
    """The norm's own last day. In a circle through time it is read as of the day before: an event ends a norm only
    from the day after."""
    if norm.until is None and (norm.name, "replace") not in world.exceptions:
        return None
    if not world.is_circular(norm.name):
        return as_last_day(key_value(world, norm, "until", norm.until, view))
    if view.day <= world.earliest:
        view.follow(view.day + _ONE_DAY, None)
        return ABSENT if norm.until is not None else None
    before = view.at(view.day - _ONE_DAY)
    value = as_last_day(key_value(world, norm, "until", norm.until, before))
    view.notes |= before.notes
    view.follow(before.until, before.leaf, days=1)
    return value


def _is_over(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    return has_passed(_last_day(world, norm, view), view)


def _has_ended(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    """Whether an ending's last day is past."""
    ended, _ = ending(world, norm, view)
    if ended.status == "not yet":
        return False
    if ended.low is not None and view.day <= ended.low:
        view.watch(ended.low + _ONE_DAY)
        return False
    if ended.status == "happened" and ended.high is not None and view.day > ended.high:
        return True
    return Unknown(ended.reasons)


def acts_of(
    world: World, norm: m.Norm, ref: NormRef, view: Frame
) -> tuple[list[tuple[Any, Happening, bool | Unknown, Bindings]], Reasons]:
    """The acts that `done` names, each judged as of its own day; and why there may be more."""
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
        event = _event_of(member, view)
        verdict = _on_its_day(where, event, bindings, view)
        if member in listed.possible:
            verdict = both(verdict, Unknown(event.reasons))
        if verdict is not False and event.status != "not yet":
            found.append((member, event, verdict, bindings))
    return found, listed.reasons


def _event_of(member: Any, view: Frame) -> Happening:
    """The event that an act is: a breach and a day are dated themselves, a record begins."""
    if isinstance(member, date) or (isinstance(member, Breach) and member.day):
        return as_event(member if isinstance(member, date) else member.day, view)
    return view.world.begins(member, view)


def _on_its_day(condition: Expression | None, event: Happening, bindings: Bindings, view: Frame) -> bool | Unknown:
    if condition is None:
        return True

    def judge(then: Frame) -> bool | Unknown:
        then.bindings = bindings
        return verdict_of(condition, then)

    return judged_on_its_day(event, judge, view)


def continuing_status(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> NormStatus:
    """What a continuing norm comes to on the frame's day."""
    acts, doubts = _judged_acts(world, norm, ref, view)
    view.bindings = bindings_of(world, ref)
    begun = _first_day_of(world, norm, view)
    ends = _last_day(world, norm, view)
    ended, _ = ending(world, norm, view)
    states, reasons = _continuing_states(world, norm, begun, acts, doubts, view)
    amount = key_value(world, norm, "amount", norm.amount, view)
    uses = _acts_event(acts, doubts, view)
    breaches: tuple[Breach, ...] = ()
    if norm.kind in ("prohibition", "maintenance"):
        breaches = tuple(
            Breach(norm.name, ref.instance, act.event.day, act.event.low, act.what, act.event.reasons)
            for act in acts
            if act.verdict is True
        )
    is_violable = norm.kind in ("prohibition", "maintenance")
    return NormStatus(
        ordered(norm.kind, states),
        reasons,
        begun,
        None,
        uses,
        ends,
        ended,
        amount,
        tuple(acts),
        breaches,
        uses if is_violable else NEVER,
        NEVER if is_violable else uses,
        doubts,
    )


def _judged_acts(world: World, norm: m.Norm, ref: NormRef, view: Frame) -> tuple[list[Act], Reasons]:
    """Each act with its verdict: a breach if the norm stood that day and nothing permits it; a use, if effective."""
    found, doubts = acts_of(world, norm, ref, view)
    judged: list[Act] = []
    for what, event, is_one, bindings in found:
        verdict = judged_on_its_day(event, partial(_judge, world, norm, ref, bindings), view)
        judged.append(Act(what, event, both(is_one, verdict)))
    return judged, doubts


def _judge(world: World, norm: m.Norm, ref: NormRef, bindings: Bindings, then: Frame) -> bool | Unknown:
    """Whether an act of the frame's day breaches the norm, or uses it with effect."""
    then.bindings = bindings_of(world, ref)
    stands = stands_on(world, norm, then)
    if stands is False:
        return False
    then.bindings = bindings
    if norm.kind in ("prohibition", "maintenance"):
        permitted = effects.permitted(world, norm, bindings, then)
        return both(stands, (not permitted) if isinstance(permitted, bool) else permitted, not_enough(norm, then))
    return both(stands, verdict_of(norm.effective, then)) if norm.effective is not None else stands


def _acts_event(acts: list[Act], doubts: Reasons, view: Frame) -> Happening:
    """The event of the first act that counts."""
    events = [
        act.event if act.verdict is True else Happening("unknown", act.event.low, None, reasons_of(act.verdict))
        for act in acts
        if act.verdict is not False
    ]
    if doubts:
        events.append(Happening("unknown", None, None, doubts))
    found = earliest(events, view, as_events=True)
    assert isinstance(found, Happening)
    return found


def _continuing_states(
    world: World, norm: m.Norm, begun: Happening, acts: list[Act], doubts: Reasons, view: Frame
) -> tuple[set[str], Reasons]:
    before = _BEFORE.get(norm.kind, "not triggered")
    states: set[str] = set()
    reasons: Reasons = NO_REASONS
    passes, over, ended = gate(world, norm, view), _is_over(world, norm, view), _has_ended(world, norm, view)
    holds = effects.not_yet_if_open(verdict_of(norm.holds_while, view)) if norm.holds_while is not None else True
    suspended = effects.suspended(world, norm, dict(view.bindings), view)
    used = _any_act(acts, doubts)
    if ended is True and over is not False:
        first = _ended_first(world, norm, view)
        ended = first if over is True or first is True else Unknown(reasons_of(first, over))
    if norm.once and used is not False:
        states.add("exercised")
        if used is True:
            return states, reasons
        reasons |= reasons_of(used)
    if begun.status == "unknown":
        reasons |= begun.reasons
    if begun.status != "happened":
        ahead = begun.status == "not yet" and begun.low is not None and begun.low == begun.high and begun.low > view.day
        gone = {True} if ended is True else _may_be_final(world, norm, view)
        if isinstance(ended, Unknown):
            gone, reasons = gone | {True}, reasons | ended.reasons
        states |= {"ended" if is_gone else "upcoming" if ahead else before for is_gone in gone}
        reasons |= reasons_of(passes) if len(gone) > 1 else NO_REASONS
    if begun.status != "not yet":
        found, why = _begun_states(world, norm, (ended, passes, over, holds, suspended, used), view)
        states |= found
        reasons |= why
    return states, reasons


def _begun_states(
    world: World, norm: m.Norm, verdicts: tuple[bool | Unknown, ...], view: Frame
) -> tuple[set[str], Reasons]:
    """The states of a continuing norm that has begun; only what decides between them gives reasons."""
    ended, passes, over, holds, suspended, used = verdicts
    is_use = norm.kind in ("permission", "power")
    states: set[str] = set()
    reasons: Reasons = reasons_of(ended)
    for is_ended in branches(ended):
        if is_ended:
            states.add("ended")
            continue
        reasons |= reasons_of(over)
        for is_over in branches(over):
            if is_over:
                was_final = _was_final(world, norm, view)
                reasons |= reasons_of(was_final)
                states |= {"ended"} if was_final is not False else set()
                if was_final is True:
                    continue
                reasons |= reasons_of(used) if is_use else NO_REASONS
                states |= (
                    {"exercised" if was_used else "lapsed" for was_used in branches(used)} if is_use else {"lifted"}
                )
                continue
            running = both(passes, holds, (not suspended) if isinstance(suspended, bool) else suspended)
            reasons |= reasons_of(running)
            for runs in branches(running):
                if not runs:
                    states |= _not_running(world, norm, (passes, holds, suspended), view)
                elif is_use:
                    states.add("available")
                else:
                    reasons |= reasons_of(used)
                    states |= {"violated" if was_used else "in force" for was_used in branches(used)}
    return states, reasons


def _ended_first(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    """Whether an ending came before the norm's own last day; what is over cannot be ended any more."""
    last, (ended, _) = _last_day(world, norm, view), ending(world, norm, view)
    if not isinstance(last, (date, Unknown)):
        return True
    low, high = (last.low, last.high) if isinstance(last, Unknown) else (last, last)
    if low is not None and ended.high is not None and ended.high < low:
        return True
    if high is not None and ended.low is not None and ended.low >= high:
        return False
    return Unknown(ended.reasons | join_reasons(last))


def _was_final(world: World, norm: m.Norm, view: Frame) -> bool | Unknown:
    """Whether the agreement was over for the norm on the norm's own last day, which is past."""
    last = _last_day(world, norm, view)
    if not isinstance(last, (date, Unknown)):
        return False
    low, high = (last.low, last.high) if isinstance(last, Unknown) else (last, last)

    def judge(then: Frame) -> bool | Unknown:
        was = _may_be_final(world, norm, then)
        return was == {True} if len(was) == 1 else Unknown(agreement_states(world, then)[1])

    return judged_on_its_day(Happening("happened", low, high, join_reasons(last)), judge, view)


def _any_act(acts: list[Act], doubts: Reasons) -> bool | Unknown:
    if any(act.verdict is True for act in acts):
        return True
    unsure = [act.verdict for act in acts if isinstance(act.verdict, Unknown)]
    if unsure or doubts:
        return Unknown(reasons_of(*unsure) | doubts)
    return False


def _may_be_final(world: World, norm: m.Norm, view: Frame) -> set[bool]:
    """Whether the agreement is over for the norm: yes, no, or perhaps."""
    states, _ = agreement_states(world, view)
    return {state in m.FINAL_STATES and state not in norm.during for state in states}


def _not_running(world: World, norm: m.Norm, verdicts: tuple[bool | Unknown, ...], view: Frame) -> set[str]:
    """The states of a norm that has begun and does not run: ended by a final state of the agreement, else suspended."""
    passes, holds, suspended = verdicts
    states: set[str] = set()
    if passes is not True:
        outside = [state for state in agreement_states(world, view)[0] if state not in norm.during]
        states |= {"ended" if state in m.FINAL_STATES else "suspended" for state in outside}
    if passes is not False and (holds is not True or suspended is not False):
        states.add("suspended")
    return states
