"""Why an expression has its value: the expression with the values of its parts.

In: an expression and the frame in which it was read. Out: `Step`. The one idea: the tree of an expression is the tree
of its explanation, less what has no value of its own to tell; a name leads to the rule or the fact that it stands for.
How rules are explained is not said here: `explanation.py` does, which stands on this.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from duly.evaluation.facts import Given
from duly.evaluation.show import show
from duly.evaluation.steps import Step
from duly.language import nodes as n
from duly.language.evaluator import evaluate
from duly.language.frame import Frame
from duly.language.happenings import as_day
from duly.language.nodes import children
from duly.language.printer import write
from duly.model import nodes as m
from duly.values import Listed, Record

if TYPE_CHECKING:
    from duly.evaluation.world import World


class ExpressionSteps(ABC):
    """The steps of expressions, in one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    @abstractmethod
    def term(self, term: m.Term, arguments: tuple[Any, ...], frame: Frame, depth: int) -> Step:
        """A term's value, and what set it."""

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
            case n.FirstDay(window=window, condition=condition):
                found = as_day(value)
                past = frame.at(found) if isinstance(found, date) else frame
                return Step(
                    "expression",
                    write(node),
                    shown,
                    steps=(self.expression(window, frame, depth - 1), self.expression(condition, past, depth - 1)),
                )
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
