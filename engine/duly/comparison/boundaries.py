"""Where a change of rules would show, if anywhere: days, amounts and words at its edges.

In: a change, and the rules of both versions. Out: `Edges`: the periods, days, amounts and words that the changed rule
and its nearest neighbours name, and the passages that have to be read in some way for the change to matter. With the
views of a fact set they give `points`: the days on which something in it turns, each with the day before and after. The
one idea: two versions differ at the boundary that one of them draws elsewhere, so that is where facts are moved to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from duly.comparison.cases import Case, Views
from duly.comparison.changes import Change
from duly.comparison.matching import tables
from duly.comparison.reach import STATE, read_by, read_from
from duly.counting import Period, Unit
from duly.evaluation.facts import FactSet
from duly.evaluation.instances import instances
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.world import World
from duly.language import nodes as n
from duly.language.frame import BudgetSpent
from duly.limits import EARLIEST_YEAR, LATEST_YEAR
from duly.model import nodes as m
from duly.model.vocabulary import expressions_of
from duly.values import Happening, Value, Window

_NEAR_STEPS, _NEAR_OUTCOMES = 2, 4
_MOST_PERIODS, _MOST_ANCHORS, _MOST_POINTS = 4, 10, 36
_MOST_INSTANCES = 4
_ONE_DAY = timedelta(days=1)

Readings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edges:
    """What the changed rule and its neighbours name, the nearest first, and how passages have to be read.

    `read` is all that they read, with how far away it is; `begins` what the agreement, the norms in which the change
    shows, and the changed exception begin with; `needed` are the readings without which it cannot matter; `tried`
    other ways to read what the rule names.
    """

    read: dict[str, int]
    begins: frozenset[str]
    periods: tuple[n.Periods, ...]
    days: tuple[date, ...]
    figures: tuple[Fraction, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...]
    needed: Readings
    tried: tuple[Readings, ...]


def edges_of(change: Change, outcomes: tuple[tuple[str, str], ...], old: m.Rules, new: m.Rules) -> Edges:
    """The edges of a change that shows in the `outcomes`, by their old and new names."""
    read: dict[str, int] = {}
    shown = [tuple(dict.fromkeys(pair[place] for pair in outcomes[:_NEAR_OUTCOMES])) for place in (0, 1)]
    for rules, names in ((new, shown[1]), (old, shown[0])):
        for name, steps in read_by(change, names, rules).items():
            read[name] = min(steps, read.get(name, steps))
    read = dict(sorted(read.items(), key=lambda row: row[1]))
    near = [node for rules in (old, new) for each in _changed(change, rules) for node in n.walk(each)]
    near += [node for rules in (new, old) for each in _around(read, rules) for node in n.walk(each)]
    nodes = tuple(near)
    needed = _needed(change, old, new)
    return Edges(
        read=read,
        begins=_beginnings(change, shown[0], old) | _beginnings(change, shown[1], new),
        periods=tuple(dict.fromkeys(node for node in nodes if isinstance(node, n.Periods)))[:_MOST_PERIODS],
        days=tuple(dict.fromkeys((*_ends_of_months(change, new), *_named(nodes))))[:_MOST_ANCHORS],
        figures=tuple(dict.fromkeys(_figures(nodes))),
        words=tuple(dict.fromkeys(word for node in nodes if isinstance(node, n.Is) for word in node.words)),
        fields=tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, n.Field))),
        needed=needed,
        tried=tuple(each for each in _other_readings(nodes, new) if each != needed),
    )


def _changed(change: Change, rules: m.Rules) -> Iterator[n.Expression]:
    """The expressions of the changed rule, those under the changed key first."""
    rule = tables(rules).get(change.kind, {}).get(change.rule)
    found = expressions_of(rule) if rule is not None else ()
    yield from (each for key, each in sorted(found, key=lambda row: row[0] != change.key))


def _around(read: dict[str, int], rules: m.Rules) -> Iterator[n.Expression]:
    """The expressions of what the changed rule reads."""
    for name, steps in read.items():
        if steps > _NEAR_STEPS:
            break
        found: tuple[object, ...] = rules.agreement.life if name == STATE else ()
        for table in (rules.terms, rules.norms, rules.exceptions, rules.records):
            found = (*found, *((table[name],) if name in table else ()))
        yield from (each for rule in found for _, each in expressions_of(rule))


def _beginnings(change: Change, outcomes: Iterable[str], rules: m.Rules) -> frozenset[str]:
    """The facts with which the agreement's life, the norms and the changed exception begin."""
    found = [line.start for line in rules.agreement.life[:1]]
    for norm in (rules.norms[name] for name in outcomes if name in rules.norms):
        found += [each for each in (norm.upon, norm.start, norm.by) if each is not None]
    exception = rules.exceptions.get(change.rule)
    found += [exception.upon] if exception is not None and exception.upon is not None else []
    found += [rules.terms[name].value for name in outcomes if name in rules.terms]
    return read_from(found, rules) & frozenset(rules.facts)


def _named(nodes: Iterable[n.Expression]) -> Iterator[date]:
    return (node.value for node in nodes if isinstance(node, n.Day))


def _ends_of_months(change: Change, rules: m.Rules) -> tuple[date, ...]:
    """Days from which months are counted otherwise, if that is what changed."""
    dated = rules.agreement.dated
    if (change.kind, change.rule) != ("counting", "month_end") or dated is None:
        return ()
    return date(dated.year, 11, 30), date(dated.year, 8, 31), date(dated.year + 1, 1, 31)


def _figures(nodes: Iterable[n.Expression]) -> Iterator[Fraction]:
    for node in nodes:
        match node:
            case n.Compare() | n.Choose() | n.Arithmetic():
                for part in n.children(node):
                    if isinstance(part, n.Number):
                        yield part.value
                    elif isinstance(part, n.MoneyAmount):
                        yield part.amount
            case _:
                pass


# Readings.


def _needed(change: Change, old: m.Rules, new: m.Rules) -> Readings:
    """The readings under which the change matters, where what is assumed is none of them."""
    found: dict[str, str] = {}
    for rules in (old, new):
        rule = tables(rules).get(change.kind, {}).get(change.rule)
        for reading, options in getattr(rule, "under", ()):
            if reading in rules.readings and rules.readings[reading].assumed not in options:
                found.setdefault(reading, options[0])
    for one, other in zip(_changed(change, old), _changed(change, new), strict=False):
        for mine, theirs in zip(_by_reading(one), _by_reading(other), strict=False):
            if mine.reading == theirs.reading and mine != theirs and mine.reading in new.readings:
                before = {option.name: option.value for option in mine.options}
                moved = [each.name for each in theirs.options if before.get(each.name) != each.value]
                if moved and new.readings[mine.reading].assumed not in moved:
                    found.setdefault(mine.reading, moved[0])
    return _with_those_above(found, new)


def _by_reading(expression: n.Expression) -> Iterator[n.ByReading]:
    return (node for node in n.walk(expression) if isinstance(node, n.ByReading))


def _other_readings(nodes: Iterable[n.Expression], rules: m.Rules) -> Iterator[Readings]:
    """Every other option of each passage that is named."""
    named = dict.fromkeys(node.reading for node in nodes if isinstance(node, n.ByReading))
    for name in named:
        for option in rules.readings[name].options if name in rules.readings else ():
            if option.name != rules.readings[name].assumed:
                yield _with_those_above({name: option.name}, rules)


def _with_those_above(chosen: dict[str, str], rules: m.Rules) -> Readings:
    """The choices with those under whose options their passages arise at all."""
    waiting = list(chosen)
    while waiting:
        name = waiting.pop()
        for above, options in rules.readings[name].arises_under if name in rules.readings else ():
            if above not in chosen and above in rules.readings and rules.readings[above].assumed not in options:
                chosen[above] = options[0]
                waiting.append(above)
    return tuple(sorted(chosen.items()))


# Days.


def points(edges: Edges, views: Views, case: Case, outcomes: Iterable[tuple[str, str]]) -> tuple[date, ...]:
    """The days on which something turns in a fact set, each with the next and the one before, the likeliest first."""
    day = case.days[-1]
    near = [name for name, steps in edges.read.items() if steps <= _NEAR_STEPS]
    turning = [_days_of(world, near, day) for world in views.worlds]
    named = [_days_of(world, (pair[place] for pair in outcomes), day) for place, world in enumerate(views.worlds)]
    own = _own_days(edges, case.facts[1])
    anchors = tuple(dict.fromkeys((*own, *turning[1], *edges.days)))[:_MOST_ANCHORS]
    then = [max(own) + _ONE_DAY] if own else []
    shifted = _shifted(edges, views.worlds[1], anchors, day)
    rows = (*then, *edges.days[:3], *named[1], *named[0], *edges.days, *shifted, *turning[0], *anchors)
    found = dict.fromkeys(
        each for row in dict.fromkeys(rows) for each in _around_day(row) if EARLIEST_YEAR <= each.year <= LATEST_YEAR
    )
    return tuple(found)[:_MOST_POINTS]


def _around_day(day: date) -> tuple[date, ...]:
    if not EARLIEST_YEAR < day.year < LATEST_YEAR:
        return ()
    return day, day + _ONE_DAY, day - _ONE_DAY


def _own_days(edges: Edges, facts: FactSet) -> tuple[date, ...]:
    """The days that the fact set gives of facts which the changed rule reads."""
    named = (FactSet("", "", date.min, {name: facts.given[name]}, "") for name in edges.read if name in facts.given)
    found = dict.fromkeys(day for each in named for day in sorted(each.days() - {date.min}))
    return tuple(found)[:_MOST_ANCHORS]


def _shifted(edges: Edges, world: World, anchors: Iterable[date], day: date) -> Iterator[date]:
    """The ends of the periods, counted from each anchor both ways, as the agreement counts."""
    counts = [each for each in edges.periods if isinstance(each.count, n.Number) and each.count.value.denominator == 1]
    for anchor in anchors:
        for each in counts:
            assert isinstance(each.count, n.Number), "picked above"
            period = Period(int(each.count.value), Unit(each.unit), each.calendar)
            for is_back in (False, True):
                found = world.count(anchor, period, is_back, world.frame(day))
                if isinstance(found, date):
                    yield found


def _days_of(world: World, names: Iterable[str], day: date) -> tuple[date, ...]:
    """The days that norms and terms have for values in a fact set."""
    try:
        values = [value for name in names for value in _values(world, name, day)]
    except BudgetSpent:
        return ()
    return tuple(dict.fromkeys(found for value in values for found in _in(value)))


def _values(world: World, name: str, day: date) -> Iterator[Value]:
    rules = world.rules
    if name in rules.norms:
        for ref in norm_instances(world, rules.norms[name], world.frame(day))[0][:_MOST_INSTANCES]:
            found = status(world, ref, world.frame(day))
            yield from (found.due, found.ends, found.triggered)
    elif name in rules.terms:
        term = rules.terms[name]
        for row in instances(term.parameters, world.frame(day))[0][:_MOST_INSTANCES]:
            yield world.term(term, row, world.frame(day))


def _in(value: Value) -> tuple[date, ...]:
    match value:
        case date():
            return (value,)
        case Happening() if value.day is not None:
            return (value.day,)
        case Window(first=first, last=last):
            return tuple(day for day in (first, last) if day is not None)
        case _:
            return ()
