"""Which rule of one version is which of the other.

In: the rules of both. Out: pairs of rules of each kind, and the names that changed. The one idea: a name decides, and
where a name is gone, content: a rule that says mostly the same under another name is the same rule, so that a new name
neither hides what changed with it nor makes a rule look new. What else changed is compared key by key all the same, so
a wrong match can make a change read badly but can never lose it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from duly.comparison.parts import Rule, parts
from duly.comparison.rewrites import Names
from duly.model import nodes as m

_ALIKE = (3, 5)
"""Of the keys that either rule has, how many must be the same: three in five."""
_AT_LEAST = 2

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule in both versions; None where it is not there."""

    kind: str
    old_name: str
    new_name: str
    old: Rule | None
    new: Rule | None


def tables(rules: m.Rules | None) -> dict[str, Table]:
    """The rules of a version by kind and name; none of a version that is empty."""
    if rules is None:
        return {kind: {} for kind in KINDS}
    return {
        "agreement": {"agreement": rules.agreement},
        "counting": {line.name: line for line in rules.agreement.counting},
        "life": _life(rules.agreement.life),
        "record": rules.records,
        "fact": rules.facts,
        "term": rules.terms,
        "norm": rules.norms,
        "group": rules.groups,
        "exception": rules.exceptions,
        "reading": rules.readings,
        "silence": rules.silences,
        "text": {f"{unit.section} unit {unit.unit}": unit for unit in rules.text},
    }


KINDS = (
    "agreement", "counting", "life", "record", "fact", "term", "norm", "group", "exception", "reading", "silence",
    "text",
)  # fmt: skip
_RENAMED = ("fact", "term", "norm", "group", "exception", "reading", "silence")


def _life(lines: tuple[m.LifeLine, ...]) -> dict[str, m.LifeLine]:
    """The lines of a life cycle, those of one state numbered."""
    counted: dict[str, int] = {}
    found: dict[str, m.LifeLine] = {}
    for line in lines:
        counted[line.state] = counted.get(line.state, 0) + 1
        found[line.state if counted[line.state] == 1 else f"{line.state} ({counted[line.state]})"] = line
    return found


def match(old: m.Rules | None, new: m.Rules | None) -> tuple[tuple[Pair, ...], dict[str, str]]:
    """All pairs, and the new names of rules by their old ones."""
    before, after = tables(old), tables(new)
    names: dict[str, str] = {}
    for _ in range(2):  # what a rule reads may have got another name too
        found = {kind: _renamed(before[kind], after[kind], names) for kind in _RENAMED}
        names = {one: other for kind in _RENAMED for one, other in found[kind].items() if _is_free(one, before, kind)}
    return tuple(_pairs(before, after, names)), names


def _is_free(name: str, before: dict[str, Table], kind: str) -> bool:
    """Whether a name names nothing of another kind."""
    return not any(name in before[other] for other in _RENAMED if other != kind)


def _renamed(old: Table, new: Table, names: Names) -> dict[str, str]:
    """Rules that are gone under their name and there under another."""
    gone = {name: parts(rule, names) for name, rule in old.items() if name not in new}
    come = {name: parts(rule, {}) for name, rule in new.items() if name not in old}
    scored = [
        (same * 1000 // whole, one, other)
        for one, mine in gone.items()
        for other, theirs in come.items()
        if (whole := len(mine.keys() | theirs.keys()))
        and (same := sum(key in theirs and part.value == theirs[key].value for key, part in mine.items())) >= _AT_LEAST
        and same * _ALIKE[1] >= whole * _ALIKE[0]
    ]
    found: dict[str, str] = {}
    for _, one, other in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if one not in found and other not in found.values():
            found[one] = other
    return found


def _pairs(before: dict[str, Table], after: dict[str, Table], names: Names) -> Iterator[Pair]:
    for kind in KINDS:
        old, new = before[kind], after[kind]
        if kind == "life":
            old, new = _matched_lines(old, new, names)
        taken = set()
        for name, rule in old.items():
            now = names.get(name, name) if kind in _RENAMED else name
            taken.add(now)
            yield Pair(kind, name, now if now in new else name, rule, new.get(now))
        yield from (Pair(kind, name, name, None, rule) for name, rule in new.items() if name not in taken)


def _matched_lines(old: Table, new: Table, names: Names) -> tuple[Table, Table]:
    """The lines of both life cycles, those that say the same under one name, so that a line between is no change."""
    mine = {name: {key: part.value for key, part in parts(line, names).items()} for name, line in old.items()}
    theirs = {name: {key: part.value for key, part in parts(line, {}).items()} for name, line in new.items()}
    free = list(old)
    called: dict[str, str] = {}
    for name, said in theirs.items():
        equal = next((one for one in free if mine[one] == said), None)
        if equal is not None:
            called[name] = equal
            free.remove(equal)
    for name, line in new.items():
        if name not in called:
            near = next((one for one in free if old[one].state == line.state), None)
            called[name] = near if near is not None else _fresh(name, called, old)
            if near is not None:
                free.remove(near)
    return old, {called[name]: line for name, line in new.items()}


def _fresh(name: str, called: Mapping[str, str], old: Table) -> str:
    number, free = 1, name
    while free in old or free in called.values():
        number += 1
        free = f"{name.partition(' (')[0]} ({number})"
    return free
