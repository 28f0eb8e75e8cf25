"""Which conditions, readings, states and boundaries of an agreement its scenarios have tried.

In: an agreement; then, for each scenario and day, the facts and the request. Out: `Covered`, one for each point that
can be tried, with the sides of it that were. The one idea: a point has a place in a rule file and a few sides (true and
false; each option; each state; the last day and the day after), and a rule whose point lacks a side has never been seen
to matter there. Sides are taken from evaluation itself, which tells a recorder what each expression came to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

from duly.calendars import Calendar
from duly.evaluation.facts import FactSet
from duly.evaluation.instances import instances
from duly.evaluation.interpreter import Request, world_of
from duly.evaluation.life import agreement_states, line_began
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.reachable import reachable_states
from duly.evaluation.world import World
from duly.language import nodes as n
from duly.language.frame import Frame
from duly.language.happenings import as_day
from duly.model import nodes as m
from duly.model.vocabulary import BOOLEAN_KEYS, Vocabulary, expressions_of
from duly.source import Span
from duly.values import Absent, Window

PointKind: TypeAlias = Literal["condition", "reading", "states", "boundary"]
LAST_DAY, DAY_AFTER = "last day", "day after"
DAY_BEFORE, FIRST_DAY = "day before", "first day"
_ONE_DAY = timedelta(days=1)
_LAST: dict[str, int] = {"on or before": 0, "before": -1, "after": 0, "on or after": -1, "falls on": 0}
"""How many days after the right side the left one lies on the last day before a comparison turns."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that scenarios can try: where it stands, in which words, and its sides."""

    kind: PointKind
    what: str
    sides: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Covered:
    """A point and the sides of it that were tried."""

    point: Point
    seen: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The sides that were not."""
        return tuple(side for side in self.point.sides if side not in self.seen)


class Recorder:
    """What is seen of an agreement's points; `watched` and `keep` add what answering one request shows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rules = vocabulary.rules
        self._points: dict[tuple[str, int], Point] = {}
        self._seen: dict[tuple[str, int], set[str]] = {}
        self._operands: dict[int, Any] = {}
        self._comparisons: dict[int, n.Order | n.Within] = {}
        self._as_of = date.min
        for key, point in _points(vocabulary):
            self._points[key] = point
            self._seen[key] = set()
        for node in _comparisons(vocabulary.rules):
            self._comparisons[id(node)] = node
            right = node.right if isinstance(node, n.Order) else node.window
            self._operands |= {id(node.left): None, id(right): None}

    def watched(self, facts: FactSet, calendars: Mapping[str, Calendar], request: Request) -> World:
        """The world of a request, which tells what is decided in it."""
        world = world_of(self._vocabulary, facts, calendars, request)
        self._as_of = request.as_of
        world.recorder = self.see
        return world

    def keep(self, world: World, request: Request) -> None:
        """Reads what the request asks for in its watched world, and keeps which options and states it came to."""
        self._options(self._read(world, request))

    def covered(self) -> tuple[tuple[str, ...], ...]:
        """The sides seen of each point, in the order of the points."""
        return tuple(tuple(side for side in self._points[key].sides if side in self._seen[key]) for key in self._points)

    # What evaluation tells.

    def see(self, node: n.Expression, frame: Frame, value: Any) -> None:
        """One expression that came to a value."""
        place = id(node)
        if place in self._operands:
            self._operands[place] = value
        if (seen := self._seen.get(("condition", place))) is not None and isinstance(value, bool):
            seen.add("true" if value else "false")
        if (comparison := self._comparisons.get(place)) is not None:
            self._compare(comparison, frame)

    def _compare(self, node: n.Order | n.Within, frame: Frame) -> None:
        right_node = node.right if isinstance(node, n.Order) else node.window
        right, last = self._operands[id(right_node)], 0
        if isinstance(node, n.Order):
            last = _LAST[node.operator]
        elif isinstance(right, Window):
            right, last = (right.last, 0) if right.last is not None else (right.first, -1)
        day, limit = self._day(self._operands[id(node.left)], frame), as_day(right)
        if day is not None and isinstance(limit, date):
            side = {last: LAST_DAY, last + 1: DAY_AFTER}.get((day - limit).days)
            if side is not None:
                self._seen["boundary", id(node)].add(side)

    def _day(self, value: Any, frame: Frame) -> date | None:
        """The day of what is compared; of what has not happened the day asked about, if that is the day read."""
        day = as_day(value)
        if isinstance(day, date):
            return day
        return frame.day if isinstance(day, Absent) and frame.day == self._as_of else None

    # What is asked.

    def _read(self, world: World, request: Request) -> Iterator[Frame]:
        """Reads the state, and the norms and terms that are asked for, on the day asked about."""
        rules = world.rules
        frame = world.frame(self._as_of)
        agreement_states(world, frame)
        yield frame
        for line in rules.agreement.life:
            for day, side in ((self._as_of + _ONE_DAY, DAY_BEFORE), (self._as_of, FIRST_DAY)):
                if line_began(world, line, world.frame(day)).day == day:
                    self._note(("boundary", id(line)), side)
        for norm in request.asked(rules.norms):
            yield from self._norm(world, norm)
        for term in request.asked(rules.terms):
            sure, possible, _ = instances(term.parameters, world.frame(self._as_of))
            for row in (*sure, *possible):
                frame = world.frame(self._as_of)
                world.term(term, row, frame)
                yield frame

    def _norm(self, world: World, norm: m.Norm) -> Iterator[Frame]:
        sure, possible, _ = norm_instances(world, norm, world.frame(self._as_of))
        for ref in (*sure, *possible):
            frame = world.frame(self._as_of)
            found = status(world, ref, frame)
            yield frame
            self._note(("states", id(norm)), found.state)
            acts = [found.done.day, *(act.event.day for act in found.acts)]
            days = {day for day in acts if day is not None} or {self._as_of}
            for key, limit in (("by", found.due), ("until", found.ends)):
                if isinstance(limit, date) and limit < date.max:
                    for day in days:
                        side = {limit: LAST_DAY, limit + _ONE_DAY: DAY_AFTER}.get(day)
                        self._note((key, id(norm)), side)

    def _note(self, key: tuple[str, int], side: str | None) -> None:
        if side is not None and key in self._seen and side in self._points[key].sides:
            self._seen[key].add(side)

    def _options(self, frames: Iterable[Frame]) -> None:
        for frame in frames:
            for note in frame.notes:
                if note.kind == "reading" and note.name in self._rules.readings:
                    option = note.detail.partition(": ")[2]
                    self._note(("reading", id(self._rules.readings[note.name])), option)


def points(vocabulary: Vocabulary) -> tuple[Point, ...]:
    """Everything that scenarios can try, in the order in which a recorder gives what was."""
    return tuple(dict(_points(vocabulary)).values())


def covered(vocabulary: Vocabulary, runs: Iterable[tuple[tuple[str, ...], ...]]) -> tuple[Covered, ...]:
    """What several recorders of one agreement have seen together, by place."""
    seen: list[set[str]] = [set() for _ in points(vocabulary)]
    for run in runs:
        for sides, more in zip(seen, run, strict=True):
            sides.update(more)
    found = [
        Covered(point, tuple(side for side in point.sides if side in sides))
        for point, sides in zip(points(vocabulary), seen, strict=True)
    ]
    return tuple(sorted(found, key=_place))


def _place(each: Covered) -> tuple[str, int, str]:
    return each.point.span.source.name, each.point.span.start, each.point.kind


def _rules_with_expressions(rules: m.Rules) -> tuple[m.LifeLine | m.Term | m.Norm | m.Exception_, ...]:
    return (*rules.agreement.life, *rules.terms.values(), *rules.norms.values(), *rules.exceptions.values())


def _points(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, int], Point]]:
    """Every point with its key: its kind and the identity of the node that it is about."""
    rules = vocabulary.rules
    for rule in _rules_with_expressions(rules):
        for key, expression in expressions_of(rule):
            for node in _conditions(key, expression):
                if isinstance(node, n.Truth):
                    continue
                yield ("condition", id(node)), Point("condition", _words(node.span), ("true", "false"), node.span)
    for node in _comparisons(rules):
        yield ("boundary", id(node)), Point("boundary", _words(node.span), (LAST_DAY, DAY_AFTER), node.span)
    for line in rules.agreement.life:
        what = f"{line.state} {'after' if line.after else 'from'} {_words(line.start.span)}"
        yield ("boundary", id(line)), Point("boundary", what, (DAY_BEFORE, FIRST_DAY), line.start.span)
    for norm in rules.norms.values():
        yield ("states", id(norm)), Point("states", norm.name, reachable_states(norm, vocabulary), norm.span)
        for key, limit in (("by", norm.by), ("until", norm.until)):
            if limit is not None:
                what = f"{norm.name}: {key} {_words(limit.span)}"
                yield (key, id(norm)), Point("boundary", what, (LAST_DAY, DAY_AFTER), limit.span)
    for reading in rules.readings.values():
        options = tuple(option.name for option in reading.options)
        yield ("reading", id(reading)), Point("reading", reading.name, options, reading.span)


def _conditions(key: str, expression: n.Expression) -> Iterator[n.Expression]:
    """What decides: the condition itself, those of `if` and `where`, and what `and` and `or` join."""
    if key in BOOLEAN_KEYS:
        yield expression
    for node in n.walk(expression):
        match node:
            case n.If(condition=condition) | n.FirstDay(condition=condition):
                yield condition
            case n.Cases(limbs=limbs):
                yield from (limb.condition for limb in limbs if limb.condition is not None)
            case n.Fold(where=where) if where is not None:
                yield where
            case n.And(operands=operands) | n.Or(operands=operands):
                yield from operands
            case _:
                pass


def _comparisons(rules: m.Rules) -> Iterator[n.Order | n.Within]:
    """Every comparison of days; the window of `days of` that another one cuts is none."""
    for rule in _rules_with_expressions(rules):
        for _, expression in expressions_of(rule):
            nodes = tuple(n.walk(expression))
            cut = {id(node.body) for node in nodes if isinstance(node, n.Fold) and node.kind == "days"}
            yield from (node for node in nodes if isinstance(node, (n.Order, n.Within)) and id(node) not in cut)


def _words(span: Span) -> str:
    return " ".join(span.text.split())
