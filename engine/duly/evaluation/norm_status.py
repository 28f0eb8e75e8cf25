"""What a norm comes to, and what the kinds of norms share: gate, trigger, keys with what replaces them, endings.

In: a norm and a frame. Out: `NormStatus` and the parts that it is made of. The one idea: where something that decides
a state is unknown, every state that the norm may be in is listed with the reasons, so the reader sees *undetermined*
and which states it is between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from duly.evaluation import effects
from duly.evaluation.effects import both, settled
from duly.evaluation.instances import bind, first_day_there
from duly.evaluation.life import agreement_states
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_event, earliest
from duly.language.nodes import Expression
from duly.model import nodes as m
from duly.values import NEVER, NO_REASONS, Breach, Happening, NormRef, Reason, Reasons, Unknown, Value, join_reasons

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


def gate(world: World, norm: m.Norm, frame: Frame) -> bool | Unknown:
    """Whether the agreement is in a state that the norm lives through."""
    states, reasons = agreement_states(world, frame)
    hits = sum(state in norm.during for state in states)
    return hits > 0 if hits in (0, len(states)) else Unknown(reasons)


def key_value(world: World, norm: m.Norm, key: str, expression: Expression | None, frame: Frame) -> Value:
    """The value of a norm's key on the frame's day, with what replaces it; None where there is none."""
    value = None if expression is None else evaluate(expression, frame)
    if (norm.name, "replace") in world.exceptions:
        value = effects.replaced(world, norm, key, dict(frame.bindings), value, frame)
    return value


def trigger(world: World, norm: m.Norm, frame: Frame) -> Happening:
    """The event that triggers a norm; of one that is known and still ahead, the day."""
    if norm.upon is None:
        condition, members = norm.when, tuple(frame.bindings.values())
        if condition is None:
            return first_day_there(world, members, lambda view: gate(world, norm, view), frame)
        return first_day_there(
            world, members, lambda view: both(verdict_of(condition, view), gate(world, norm, view)), frame
        )
    event = as_event(evaluate(norm.upon, frame), frame)
    if event.status == "not yet":
        return event
    if event.day is None:
        return (
            Happening("unknown", event.low, event.high, event.reasons)
            if norm.when is not None or norm.during
            else event
        )
    gate_view = frame.at(event.day)
    passes = gate(world, norm, gate_view) if norm.kind in ("duty", "disposition") else True
    frame.notes |= gate_view.notes
    verdict, day = settled(norm.when, event.day, frame)
    verdict = both(passes, verdict)
    if verdict is True:
        return Happening("happened", day, day)
    if verdict is False:
        return NEVER
    assert isinstance(verdict, Unknown)
    if verdict.is_open:
        return Happening("not yet", frame.day, None, verdict.reasons)
    return Happening("unknown", day, day, verdict.reasons)


def verdict_of(condition: Expression, frame: Frame) -> bool | Unknown:
    """A condition as a verdict; a value that is not there is no verdict."""
    value = evaluate(condition, frame)
    return value if isinstance(value, (bool, Unknown)) else Unknown(join_reasons(value))


def efforts_met(norm: m.Norm, frame: Frame) -> bool | Unknown:
    """Whether the efforts that the norm asks for were made, where somebody has judged them."""
    if norm.effort_met is not None:
        return verdict_of(norm.effort_met, frame)
    return Unknown(frozenset((Reason("effort", norm.name, norm.effort),)))


def not_enough(norm: m.Norm, frame: Frame) -> bool | Unknown:
    """Whether what was missed is a breach: below an absolute standard only where the efforts were not made."""
    met = efforts_met(norm, frame) if norm.effort else False
    return (not met) if isinstance(met, bool) else met


def has_passed(day: Value, frame: Frame) -> bool | Unknown:
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


def ending(world: World, norm: m.Norm, frame: Frame) -> tuple[Happening, bool | Unknown]:
    """The earliest last day that an ending gives, and whether what has accrued falls with it."""
    events = [(exception, event) for exception, event in effects.endings(world, norm, dict(frame.bindings), frame)]
    if not events:
        return NEVER, False
    found = earliest([event for _, event in events], frame, as_events=True)
    assert isinstance(found, Happening)
    falling = [event for exception, event in events if exception.effect.accrued_falls]
    if any(event.status == "happened" for event in falling):
        return found, True
    doubts = [event.reasons for event in falling if event.status == "unknown"]
    return found, Unknown(NO_REASONS.union(*doubts)) if doubts else False


def branches(verdict: bool | Unknown) -> tuple[bool, ...]:
    """What a verdict may turn out to be."""
    return (verdict,) if isinstance(verdict, bool) else (True, False)


def reasons_of(*verdicts: bool | Unknown) -> Reasons:
    """Why verdicts are unknown."""
    return join_reasons(*(verdict for verdict in verdicts if isinstance(verdict, Unknown)))


def ordered(kind: m.NormKind, states: set[str]) -> tuple[str, ...]:
    """States in the order in which their kind lists them."""
    return tuple(state for state in m.NORM_STATES[kind] if state in states)
