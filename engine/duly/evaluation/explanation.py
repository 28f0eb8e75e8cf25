"""Why, and why not.

In: a rule and the frame in which it was read. Out: `Step`, a tree. The one idea: an explanation is the evaluation made
again and written down, so it cannot say anything else than what was evaluated. Each step has the rule, the section,
the expression with its value; the leaves are facts. *Why not* is the same tree for what is not in force: the conjunct
that failed is marked as the one that decided. A name that is explained elsewhere is a step of its own, opened once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from duly.evaluation.expression_steps import ExpressionSteps
from duly.evaluation.life import agreement_states, line_began
from duly.evaluation.show import show
from duly.evaluation.steps import Step, norm_id, show_id
from duly.language import nodes as n
from duly.language.frame import Frame
from duly.language.printer import write
from duly.model import nodes as m
from duly.model.uses import scope_of
from duly.model.vocabulary import expressions_of
from duly.values import NormRef

if TYPE_CHECKING:
    from duly.evaluation.world import World

__all__ = ["Opened", "Step", "explain_norm", "explain_state", "explain_term", "norm_id", "show_id"]

_DEEPEST = 24
Opened: TypeAlias = set[tuple[Any, ...]]
"""What has been explained already, and is only named when it comes again."""


def explain_norm(
    world: World,
    ref: NormRef,
    day: date,
    depth: int = _DEEPEST,
    opened: Opened | None = None,
    states: tuple[str, ...] | None = None,
) -> Step:
    """Why a norm instance is in the state that it is in; what is in `opened` is not explained again.

    `states` are those that are possible once open readings are read by one option each.
    """
    return _narrowed(_Explainer(world, day, opened).norm(ref, depth), states)


def _narrowed(step: Step, states: tuple[str, ...] | None) -> Step:
    if states is None:
        return step
    said = " or ".join(states)
    return replace(step, value=said if len(states) == 1 else f"undetermined: {said}")


def explain_term(world: World, term: m.Term, arguments: tuple[Any, ...], day: date, depth: int = _DEEPEST) -> Step:
    """Why a term has the value that it has."""
    return _Explainer(world, day).term(term, arguments, world.frame(day), depth)


def explain_state(
    world: World,
    day: date,
    depth: int = _DEEPEST,
    opened: Opened | None = None,
    scope: str = "",
    states: tuple[str, ...] | None = None,
) -> Step:
    """Why the agreement, or the used one that `scope` names, is in its state; not again what is in `opened`.

    `states` are those that are possible once open readings are read by one option each.
    """
    frame = world.frame(day)
    frame.scope = scope
    step = _Explainer(world, day, opened).state(frame, depth)
    return step if states is None else replace(step, value=" or ".join(states))


class _Explainer(ExpressionSteps):
    """The steps of rules, for one explanation; what it has opened once it names afterwards."""

    def __init__(self, world: World, day: date, opened: Opened | None = None) -> None:
        super().__init__(world)
        self.day = day
        self.opened: Opened = opened if opened is not None else set()

    def state(self, frame: Frame, depth: int) -> Step:
        """The life of the agreement, line by line."""
        self.opened.add(("life", frame.scope, frame.day))
        states, _ = agreement_states(self.world, frame)
        steps: list[Step] = []
        agreement = self.world.rules.agreement_called(frame.scope)
        for line in agreement.life:
            view = frame.at(frame.day)
            began = line_began(self.world, line, view)
            inner = self.expression(line.start, frame, depth - 1)
            said = f"`{line.state}` {'after' if line.after else 'from'} {write(line.start)}"
            decides = began.status == "happened" and line.state in states
            steps.append(Step("rule", said, show(began), line.cite, line.summary, None, decides, (inner,)))
        label = f"the state of the {agreement.title}"
        return Step("rule", label, " or ".join(states), (), "", frame.day, steps=tuple(steps))

    def norm(self, ref: NormRef, depth: int) -> Step:
        """A norm instance, key by key, with the exceptions to it."""
        from duly.evaluation.norms import bindings_of, status

        frame = self.world.frame(self.day)
        norm = self.world.rules.norms[ref.norm]
        found = status(self.world, ref, frame)
        frame.bindings, frame.scope = bindings_of(self.world, ref), scope_of(norm.name)
        steps = list(self._readings(norm.under, frame))
        states, _ = agreement_states(self.world, frame)
        gate_ok = all(state in norm.during for state in states)
        gate = Step(
            "rule",
            f"lives while the agreement is {' or '.join(norm.during)}",
            " or ".join(states),
            (),
            "",
            None,
            not gate_ok,
            self._life_lines(frame, depth),
        )
        steps.append(gate)
        for key, expression in expressions_of(norm):
            if key == "for":
                continue
            step = (
                self._acts(norm, ref, frame, depth) if key == "done" else self.expression(expression, frame, depth - 1)
            )
            steps.append(replace(step, label=f"{key}: {step.label}"))
        steps.extend(self._exceptions(norm, frame, depth))
        return Step(
            "rule",
            norm_id(ref),
            found.state if len(found.states) == 1 else f"undetermined: {' or '.join(found.states)}",
            norm.cite,
            norm.summary,
            self.day,
            steps=tuple(steps),
        )

    def _life_lines(self, frame: Frame, depth: int) -> tuple[Step, ...]:
        if ("life", frame.scope, frame.day) in self.opened:
            return ()
        return self.state(frame, depth - 1).steps

    def _acts(self, norm: m.Norm, ref: NormRef, frame: Frame, depth: int) -> Step:
        from duly.evaluation.norms import acts_of, status

        assert norm.done is not None
        if not isinstance(norm.done, n.Fold):
            return self.expression(norm.done, frame, depth - 1)
        found, doubts = acts_of(self.world, norm, ref, frame.at(frame.day))
        verdicts = {id(act.what): act.verdict for act in status(self.world, ref, frame).acts}
        steps = [
            Step(
                "fact",
                show(what),
                f"{show(verdicts.get(id(what), verdict))} ({show(event)})",
                decides=verdicts.get(id(what), verdict) is True,
            )
            for what, event, verdict, _ in found
        ]
        said = f"{len(found)} act{'' if len(found) == 1 else 's'}" + (", others possible" if doubts else "")
        return Step("expression", write(norm.done), said, steps=tuple(steps))

    def _exceptions(self, norm: m.Norm, frame: Frame, depth: int) -> Iterator[Step]:
        from duly.evaluation import effects

        for (target, kind), exceptions in self.world.exceptions.items():
            if target != norm.name:
                continue
            for exception in exceptions:
                if kind in ("permit", "waive"):
                    continue
                view = frame.at(frame.day)
                if kind == "end":
                    said: Any = effects.event_of(self.world, exception, dict(frame.bindings), view)
                    decides = said.status == "happened"
                else:
                    said = effects.holds(self.world, exception, dict(frame.bindings), view)
                    decides = said is True
                inner = tuple(
                    replace(self.expression(expression, frame, depth - 2), label=f"{key}: {write(expression)}")
                    for key, expression in expressions_of(exception)
                    if key in ("upon", "when") and not exception.parameters
                )
                label = f"exception {exception.name} ({kind})"
                yield Step(
                    "exception",
                    label,
                    show(said),
                    exception.cite,
                    exception.summary,
                    None,
                    decides,
                    (*self._readings(exception.under, frame), *inner),
                )

    def _readings(self, under: m.Under, frame: Frame) -> Iterator[Step]:
        for reading, options in under:
            chosen = self.world.option(reading, frame)
            rule = self.world.rules.readings[reading]
            said = f"stands under {' or '.join(options)}"
            yield Step(
                "reading",
                f"reading {reading}: {said}",
                chosen or "open",
                rule.cite,
                rule.question,
                None,
                chosen not in options,
            )

    def term(self, term: m.Term, arguments: tuple[Any, ...], frame: Frame, depth: int) -> Step:
        """A term's value, and what set it."""
        from duly.evaluation.instances import bind

        label = term.name + (f"[{', '.join(map(show_id, arguments))}]" if arguments else "")
        view = frame.at(frame.day)
        value = self.world.term(term, arguments, view)
        key = ("term", term.name, arguments, frame.day)
        if key in self.opened or depth <= 0:
            return Step(
                "rule", label, show(value), term.cite, term.summary, frame.day if frame.day != self.day else None
            )
        self.opened.add(key)
        inner = frame.at(frame.day)
        inner.bindings, inner.scope = bind(term.parameters, arguments), scope_of(term.name)
        steps = [*self._readings(term.under, inner), self.expression(term.value, inner, depth - 1)]
        for exception in self.world.exceptions.get((term.name, "set"), ()):
            standing = self.world.stands(exception.under, inner)
            if standing is not False:
                said = f"exception {exception.name} (set)"
                from duly.evaluation.effects import event_of

                event = event_of(self.world, exception, {}, inner.at(inner.seen))
                steps.append(
                    Step(
                        "exception",
                        said,
                        show(event),
                        exception.cite,
                        exception.summary,
                        None,
                        event.status == "happened",
                    )
                )
        return Step(
            "rule",
            label,
            show(value),
            term.cite,
            term.summary,
            frame.day if frame.day != self.day else None,
            steps=tuple(steps),
        )
