"""Why, and why not.

In: a rule and the frame in which it was read. Out: `Step`, a tree. The one idea: an explanation is the evaluation made
again and written down, so it cannot say anything else than what was evaluated. Each step has the rule, the section,
the expression with its value; the leaves are facts. *Why not* is the same tree for what is not in force: the conjunct
that failed is marked as the one that decided. A name that is explained elsewhere is a step of its own, opened once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from duly.evaluation.facts import Given
from duly.evaluation.life import agreement_states, line_began
from duly.evaluation.show import show
from duly.language import nodes as n
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.nodes import children
from duly.language.printer import write
from duly.model import nodes as m
from duly.model.uses import scope_of
from duly.model.vocabulary import expressions_of
from duly.values import Listed, NormRef, Record

if TYPE_CHECKING:
    from duly.evaluation.world import World

_DEEPEST = 24
Opened: TypeAlias = set[tuple[Any, ...]]
"""What has been explained already, and is only named when it comes again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about, the section, the expression, what it came to on which day, and what it rests on.

    `kind` is `rule`, `expression`, `fact`, `reading`, `exception` or `counting`; `decides` marks the step that made the
    difference among its sisters.
    """

    kind: str
    label: str
    value: str
    cite: m.Citations = ()
    note: str = ""
    day: date | None = None
    decides: bool = False
    steps: tuple[Step, ...] = ()


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


class _Explainer:
    """One explanation; what it has opened once it names afterwards."""

    def __init__(self, world: World, day: date, opened: Opened | None = None) -> None:
        self.world = world
        self.day = day
        self.opened: Opened = opened if opened is not None else set()

    # Rules.

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
        from duly.evaluation.world import bind

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

    # Expressions.

    def expression(self, node: n.Expression, frame: Frame, depth: int) -> Step:
        """An expression with its value and those of its parts; constants are not steps."""
        view = frame.at(frame.day)
        value = evaluate(node, view)
        shown = show(value)
        if depth <= 0:
            return Step("expression", write(node), shown)
        match node:
            case n.Name(name=name):
                return self._name(name, value, frame, depth)
            case n.Index(name=name, arguments=arguments) if name in self.world.rules.terms:
                given = tuple(evaluate(argument, view) for argument in arguments)
                return self.term(self.world.rules.terms[name], given, frame, depth)
            case n.Field(target=target, name=name):
                return self._field(target, name, value, view)
            case n.ByReading(reading=reading, options=options):
                return self._by_reading(node, reading, options, shown, frame, depth)
            case n.Fold():
                return self._fold(node, value, frame)
            case n.Cases(limbs=limbs):
                return self._cases(node, limbs, shown, frame, depth)
            case n.OnDay(operand=operand, day=day):
                then = evaluate(day, view)
                past = frame.at(then) if isinstance(then, date) and then <= frame.day else frame
                return Step(
                    "expression",
                    write(node),
                    shown,
                    steps=(self.expression(day, frame, depth - 1), self.expression(operand, past, depth - 1)),
                )
            case _:
                steps = tuple(self.expression(child, frame, depth - 1) for child in self._telling(node, value, view))
                return Step("expression", write(node), shown, steps=self._deciding(node, value, steps))

    def _telling(self, node: n.Expression, value: Any, view: Frame) -> tuple[n.Expression, ...]:
        """The parts worth a step: no constants, no periods; of an `if` the condition and the branch taken."""
        if isinstance(node, n.If):
            verdict = evaluate(node.condition, view)
            then = () if verdict is False else (node.then,)
            otherwise = () if verdict is True else (node.otherwise,)
            parts: tuple[n.Expression | None, ...] = (node.condition, *then, *otherwise)
        elif isinstance(node, n.Shift | n.Stretch):
            parts = (node.anchor,)
        else:
            parts = children(node)
        return tuple(part for part in parts if part is not None and self._tells(part, view))

    def _tells(self, part: n.Expression, view: Frame) -> bool:
        """Whether a part has a value of its own to tell: constants and the words of a choice have not."""
        if not isinstance(part, n.Name):
            return not isinstance(part, n.Number | n.MoneyAmount | n.Day | n.Quoted | n.Truth | n.AsOf | n.Periods)
        rules = self.world.rules
        is_instance = part.name in rules.norms and not rules.norms[part.name].parameters
        known = part.name in view.bindings or part.name in rules.terms or part.name in rules.facts
        return known or is_instance or part.name in ("agreement", rules.agreement.name, *rules.used)

    def _deciding(self, node: n.Expression, value: Any, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Of a false `and` or a true `or`, marks the operand that decided."""
        word = {n.And: (False, "false"), n.Or: (True, "true")}.get(type(node))
        if word is None or value is not word[0]:
            return steps
        return tuple(replace(step, decides=step.value == word[1]) for step in steps)

    def _name(self, name: str, value: Any, frame: Frame, depth: int) -> Step:
        rules = self.world.rules
        if name in frame.bindings:
            return Step("fact", name, show(value))
        if name in rules.terms:
            return self.term(rules.terms[name], (), frame, depth)
        if name in rules.facts:
            fact = rules.facts[name]
            note = self._origin(fact, self.world.facts.given.get(name))
            return Step("fact", name, show(value), fact.cite, note)
        states = " or ".join(self.world.states(value, frame.at(frame.day))[0])
        if name in rules.norms:
            return Step("rule", name, states, rules.norms[name].cite, rules.norms[name].summary)
        said = (
            f"the state of the {rules.used[name].agreement.title}"
            if name in rules.used
            else "the state of the agreement"
        )
        return Step("rule", said, states)

    def _origin(self, fact: m.Fact, given: Given | None) -> str:
        """Where a fact's value comes from: given, assumed, presumed, or from nobody."""
        if given is None:
            presumed = fact.presume and not self.world.choices.strict
            return "not given; presumed, because none is recorded" if presumed else "not given"
        if given.assumed:
            return f"assumed: {given.assumed}"
        if given.kind == "absent":
            return "given: no" + (f", through {given.through}" if given.through is not None else "")
        return "given" + (f", known since {given.known_on}" if given.known_on is not None else "")

    def _field(self, target: n.Expression, name: str, value: Any, view: Frame) -> Step:
        owner = evaluate(target, view)
        if not isinstance(owner, Record):
            return Step("fact", f"{write(target)}.{name}", show(value))
        fact = next(field for field in self.world.rules.records[owner.type].fields if field.name == name)
        note = self._origin(fact, owner.fields.get(name))
        return Step("fact", f"{show(owner)}.{name}", show(value), fact.cite, note)

    def _by_reading(
        self, node: n.Expression, reading: str, options: tuple[n.Option, ...], shown: str, frame: Frame, depth: int
    ) -> Step:
        rule = self.world.rules.readings[reading]
        chosen = self.world.option(reading, frame.at(frame.day))
        taken = [option for option in options if chosen is None or option.name == chosen]
        steps = tuple(
            replace(step, label=f"{option.name}: {step.label}")
            for option in taken
            for step in (self.expression(option.value, frame, depth - 1),)
        )
        how = "open"
        if chosen is not None:
            is_chosen = reading in dict(self.world.choices.options)
            how = f"{chosen} ({'chosen' if is_chosen else 'assumed'})"
        return Step(
            "reading", f"reading {reading}: {rule.question}", f"{shown}, by {how}", rule.cite, "", None, False, steps
        )

    def _fold(self, node: n.Fold, value: Any, frame: Frame) -> Step:
        items = evaluate(node.items, frame.at(frame.day))
        steps: list[Step] = []
        if isinstance(items, Listed):
            for member in (*items.members, *items.possible):
                inner = frame.at(frame.day)
                inner.bindings = {**frame.bindings, node.variable: member}
                verdict = True if node.where is None else evaluate(node.where, inner)
                if verdict is not False:
                    steps.append(Step("fact", show(member), show(verdict)))
            if items.reasons:
                steps.append(Step("fact", write(node.items), "others possible"))
        return Step("expression", write(node), show(value), steps=tuple(steps))

    def _cases(self, node: n.Expression, limbs: tuple[n.Limb, ...], shown: str, frame: Frame, depth: int) -> Step:
        steps: list[Step] = []
        for limb in limbs:
            verdict: Any = True
            if limb.condition is not None:
                condition = self.expression(limb.condition, frame, depth - 1)
                verdict = evaluate(limb.condition, frame.at(frame.day))
                steps.append(replace(condition, label=f"if {condition.label}", decides=verdict is True))
            if verdict is not False:
                steps.append(self.expression(limb.value, frame, depth - 1))
            if verdict is True:
                break
        return Step("expression", "cases", shown, steps=tuple(steps))


def norm_id(ref: NormRef) -> str:
    """The stable id of a norm instance: `notice[r2, holder_b]`."""
    return ref.norm + (f"[{', '.join(map(show_id, ref.instance))}]" if ref.instance else "")


def show_id(value: Any) -> str:
    """A value within an id: a record by its id, everything else as it is shown."""
    return value.id if isinstance(value, Record) else show(value)
