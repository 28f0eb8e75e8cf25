"""What a change of a rule may reach.

In: rules, and the name of one. Out: the norms and terms, and perhaps the state of the agreement, whose outcome the rule
can alter. The one idea: whatever names a rule reads it, and what reads a reader reads it too; an outcome that is not in
this closure is the same in both versions, so nobody has to look at it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from duly.comparison.changes import Change
from duly.language import nodes as n
from duly.language.nodes import walk
from duly.model import nodes as m
from duly.model.vocabulary import expressions_of

STATE = "agreement"
"""The name under which the state of the agreement is reached."""
_EVERYTHING = ("counting", "agreement")


def reached(change: Change, rules: m.Rules) -> tuple[str, ...]:
    """The norms, terms and `agreement` that a change reaches, the nearest first."""
    outcomes = (*rules.norms, *rules.terms, STATE)
    if change.kind in _EVERYTHING:
        return outcomes
    readers = _readers(rules)
    starts: tuple[str, ...] = (STATE,) if change.kind == "life" else (change.rule,)
    if change.kind == "calendar":
        starts = counting_by(change.rule, rules)
    found: dict[str, None] = {}
    waiting = deque((*starts, *([change.before] if change.id.endswith("-renamed") else ())))
    while waiting:
        name = waiting.popleft()
        if name not in found:
            found[name] = None
            waiting.extend(readers.get(name, ()))
    known = set(outcomes)
    return tuple(name for name in found if name in known)


def counting_by(calendar: str, rules: m.Rules) -> tuple[str, ...]:
    """The rules that count by a calendar: those that name it, or all, where a counting line takes it for theirs."""
    agreements = (rules.agreement, *(each.agreement for each in rules.used.values()))
    lines = [line for each in agreements for line in each.counting if line.name == "business_day"]
    if any(line.choice in (None, calendar) for line in lines):
        return (*rules.norms, *rules.terms, STATE)
    tables = (rules.terms, rules.norms, rules.exceptions, rules.records)
    rows: list[tuple[str, object]] = [row for table in tables for row in table.items()]
    rows += [(STATE, line) for each in agreements for line in each.life]
    return tuple(dict.fromkeys(name for name, rule in rows if _names_calendar(rule, calendar)))


def _names_calendar(rule: object, calendar: str) -> bool:
    nodes = (node for _, each in expressions_of(rule) for node in walk(each))
    return any(isinstance(node, (n.Periods, n.Between)) and node.calendar == calendar for node in nodes)


def read_by(change: Change, outcomes: Iterable[str], rules: m.Rules) -> dict[str, int]:
    """What the changed rule reads, and what that reads, each with how many steps away it is; the nearest first.

    A rule that other rules only look at (a fact, a reading, a group) stands here with what its readers read, and every
    rule with what the `outcomes` read in which it shows, because without that it shows nowhere.
    """
    further = ((name, place + 2) for place, name in enumerate(outcomes))
    return _closure([*((name, 0) for name in _starts(change, rules)), *further], rules)


def read_from(expressions: Iterable[n.Expression], rules: m.Rules) -> frozenset[str]:
    """Everything that expressions read, directly or not."""
    own = rules.agreement.name
    names = [(name, 0) for each in expressions for name in _names(each, own, rules) if name not in rules.norms]
    return frozenset(_closure(names, rules))


def _closure(starts: Iterable[tuple[str, int]], rules: m.Rules) -> dict[str, int]:
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    for reader, name in _uses(rules):
        uses[reader][name] = None
    found: dict[str, int] = {}
    waiting = sorted(starts, key=lambda row: row[1])
    while waiting:
        later: list[tuple[str, int]] = []
        least = min(steps for _, steps in waiting)
        for name, steps in waiting:
            if steps > least:
                later.append((name, steps))
            elif name not in found:
                found[name] = steps
                later += [(used, steps + 1) for used in uses.get(name, ())]
        waiting = later
    return found


def _starts(change: Change, rules: m.Rules) -> tuple[str, ...]:
    if change.kind in _EVERYTHING:
        return (*rules.norms, *rules.terms, STATE)
    if change.kind == "calendar":
        return counting_by(change.rule, rules)
    name = STATE if change.kind == "life" else change.rule
    if change.kind in ("norm", "term", "life"):
        return (name,)
    return (name, *_readers(rules).get(name, ()))


def _readers(rules: m.Rules) -> dict[str, tuple[str, ...]]:
    """Which rules read a rule."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for reader, name in _uses(rules):
        found[name][reader] = None
    return {name: tuple(readers) for name, readers in found.items()}


def _uses(rules: m.Rules) -> Iterator[tuple[str, str]]:
    own = rules.agreement.id.replace("-", "_")
    for name, rule in (*rules.terms.items(), *rules.norms.items(), *rules.exceptions.items(), *rules.records.items()):
        for _, expression in expressions_of(rule):
            yield from ((name, used) for used in _names(expression, own, rules))
    for name, fact in rules.facts.items():
        of = fact.type.of or fact.type
        yield from ((name, used) for used in (of.name,) if used in rules.records)
    for table in (rules.terms, rules.norms, rules.exceptions, rules.facts):
        for name, each in table.items():
            yield from ((name, reading) for reading, _ in each.under)
    for reading in rules.readings.values():
        yield from ((reading.name, other) for other, _ in reading.arises_under)
    for exception in rules.exceptions.values():
        yield from ((target, exception.name) for target in exception.gives_way)
    for group in rules.groups.values():
        yield from ((member, group.name) for member in group.norms)
        yield from ((group.name, member) for member in group.norms)
    yield from ((name, STATE) for name in rules.norms)
    for line in rules.agreement.life:
        for _, expression in expressions_of(line):
            yield from ((STATE, used) for used in _names(expression, own, rules))
        yield from ((STATE, reading) for reading, _ in line.under)


def _names(expression: n.Expression, own: str, rules: m.Rules) -> Iterator[str]:
    """The rules that an expression names."""
    for node in walk(expression):
        match node:
            case n.Name(name=name) | n.Index(name=name) | n.Silence(name=name):
                yield STATE if name == own else name
            case n.ByReading(reading=name):
                yield name
            case n.BreachesOf(group=name):
                yield from rules.norms if name == own else (name,)
            case _:
                pass
