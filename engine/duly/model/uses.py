"""One agreement reading another.

In: the rules of an agreement, and those of the agreements that it uses. Out: rules in which both are in view. The one
idea: what is another agreement's carries that agreement's short name in front, `lease.signed`, wherever it is
written or shown, and everything else stays as it is; so the rest of the program knows one set of names. An agreement's
own rules are what its tables iterate over; what they look up may also be of an agreement that it uses (`Scope`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar, cast

from duly.language import nodes as n
from duly.language.mapping import each_part
from duly.language.types import Type
from duly.model import nodes as m
from duly.source import Span

_Rule = TypeVar("_Rule")
_TABLES = ("records", "facts", "terms", "norms", "groups", "exceptions", "readings", "silences")


class Scope(dict[str, _Rule]):
    """The rules of one kind by name: iterated are an agreement's own, looked up also those of agreements it uses."""

    def __init__(self, own: Mapping[str, _Rule], used: Mapping[str, _Rule]) -> None:
        super().__init__(own)
        self.used = dict(used)

    def __missing__(self, name: str) -> _Rule:
        return self.used[name]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.used

    def get(self, name: str, default: Any = None) -> Any:
        """The rule of this name, own or used."""
        found = super().get(name, self)
        return self.used.get(name, default) if found is self else found

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self), self.used)


def everything(table: Mapping[str, _Rule]) -> dict[str, _Rule]:
    """All rules of a kind in view: the agreement's own, then those of agreements that it uses."""
    return {**table, **(table.used if isinstance(table, Scope) else {})}


def facts_by_name(rules: m.Rules) -> dict[str, m.Fact]:
    """Every fact in view by its name in fact sets: its own, with its agreement's in front only where two share it."""
    facts = everything(rules.facts)
    shared = Counter(name.rpartition(".")[2] for name in facts)
    named: dict[str, m.Fact] = {}
    for name, fact in facts.items():
        plain = name.rpartition(".")[2]
        whole = name if "." in name else f"{rules.agreement.name}.{name}"
        named[plain if shared[plain] == 1 else whole] = fact
    return named


def agreement_ids(rules: m.Rules) -> tuple[str, ...]:
    """The ids of the agreements that facts for these rules are for."""
    own = () if rules.is_set else (rules.agreement.id,)
    return (*(each.agreement.id for each in rules.used.values()), *own)


def scope_of(name: str) -> str:
    """The short name of the used agreement that a name belongs to; empty for an agreement's own."""
    return name.partition(".")[0] if "." in name else ""


def reading_others(rules: m.Rules, used: Sequence[tuple[m.Rules, m.Circles]]) -> m.Rules:
    """The rules with those that they use in view; each of `used` comes with its circles."""
    seen: dict[str, dict[str, Any]] = {table: {} for table in _TABLES}
    agreements: dict[str, m.Used] = {}
    for others, circles in used:
        seen_from = _FromOutside(others)
        for table in _TABLES:
            given = getattr(others, table)
            seen[table].update({seen_from.own(name): seen_from.rule(rule) for name, rule in given.items()})
            seen[table].update(given.used if isinstance(given, Scope) else {})
        names, delayed = (frozenset(map(seen_from.circular, each)) for each in (circles.names, circles.delayed))
        agreements |= others.used
        agreements[seen_from.short] = m.Used(seen_from.mapped(others.agreement), m.Circles(names, delayed), others.text)
    reaching = _Reaching(tuple(agreements))
    tables: dict[str, Any] = {
        table: Scope({name: reaching.mapped(rule) for name, rule in getattr(rules, table).items()}, seen[table])
        for table in _TABLES
    }
    agreement = reaching.mapped(rules.agreement)
    theirs = {name: calendar for others, _ in used for name, calendar in others.calendars.items()}
    calendars = {**theirs, **rules.calendars}
    digest = _digest(rules, used)
    return replace(rules, **tables, agreement=agreement, used=agreements, calendars=calendars, digest=digest)


def together(members: Sequence[tuple[m.Rules, m.Circles]]) -> m.Rules:
    """Several agreements side by side: rules with nothing of their own, in whose view all of them are."""
    first = members[0][0].agreement
    agreements = [rules.agreement for rules, _ in members]
    shared = replace(
        first,
        id=" ".join(each.id for each in agreements),
        title=" and ".join(each.title for each in agreements),
        parties=tuple(dict.fromkeys(party for each in agreements for party in each.parties)),
        dated=None,
        governing_law="",
        version="",
        source="",
        life=(),
        counting=(),
        short="all",
        uses=tuple(each.id for each in agreements),
    )
    empty: dict[str, Any] = {table: {} for table in _TABLES}
    rules = replace(members[0][0], **empty, agreement=shared, text=(), digest="", used={}, is_set=True)
    return reading_others(rules, members)


def _digest(rules: m.Rules, used: Sequence[tuple[m.Rules, m.Circles]]) -> str:
    """A fingerprint of the rules and of those that they use."""
    return sha256("\n".join((rules.digest, *(others.digest for others, _ in used))).encode()).hexdigest()


def reaching(expression: n.Expression, rules: m.Rules) -> n.Expression:
    """An expression that stands in no rule, with names where it reads what the rules have in view."""
    return _Reaching(tuple(rules.used)).expression(expression)


class _Mapping:
    """Changes every expression of a rule, and what else a subclass says."""

    def expression(self, node: n.Expression) -> n.Expression:
        """The expression in place of `node`."""
        raise NotImplementedError

    def mapped(self, value: Any) -> Any:
        """The same value with every part changed that names something."""
        match value:
            case n.Node():
                return self.expression(cast(n.Expression, value))
            case tuple():
                made = tuple(map(self.mapped, value))
                return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
            case Span() | type():
                return value
            case _ if is_dataclass(value):
                return self.part(value)
            case _:
                return value

    def part(self, value: Any) -> Any:
        """The same for a node of the rules."""
        given = {each.name: getattr(value, each.name) for each in fields(value)}
        changed = {name: new for name, old in given.items() if (new := self.mapped(old)) is not old}
        return replace(value, **changed) if changed else value


class _Reaching(_Mapping):
    """An agreement's rules with names where they were read as fields: `lease.signed`."""

    def __init__(self, shorts: tuple[str, ...]) -> None:
        self._shorts = shorts

    def expression(self, node: n.Expression) -> n.Expression:
        """The expression with names in place of such fields."""
        match node:
            case n.Field(target=n.Name(name=short), name=name) if short in self._shorts:
                return n.Name(f"{short}.{name}", span=node.span)
            case _:
                return each_part(node, self.expression)


class _FromOutside(_Mapping):
    """The rules of an agreement as another one sees them."""

    def __init__(self, rules: m.Rules) -> None:
        self.short = rules.agreement.name
        self._tables = {table: frozenset(getattr(rules, table)) for table in _TABLES}
        self._rules = frozenset().union(*self._tables.values()) - self._tables["readings"]

    def own(self, name: str) -> str:
        """The agreement's own name of something, as it is seen from outside."""
        return f"{self.short}.{name}"

    def rule(self, rule: Any) -> Any:
        """A rule under the name that it has from outside."""
        return replace(self.mapped(rule), name=self.own(rule.name))

    def circular(self, name: str) -> str:
        """The name of a rule that stands in a circle; the life of the agreement has the agreement's."""
        return self._named(name) if name in self._rules or "." in name else self.short

    def _named(self, name: str) -> str:
        if name in ("agreement", self.short):
            return self.short
        return self.own(name) if name in self._rules else name

    def _reading(self, name: str) -> str:
        return self.own(name) if name in self._tables["readings"] else name

    def expression(self, node: n.Expression) -> n.Expression:
        """The expression with the names seen from outside; variables stay as they are."""
        match node:
            case n.Name(name=name):
                return replace(node, name=self._named(name))
            case n.Index(name=name):
                node = replace(node, name=self._named(name))
            case n.BreachesOf(group=name):
                return replace(node, group=self._named(name))
            case n.Silence(name=name):
                return replace(node, name=self._named(name))
            case n.ByReading(reading=name):
                node = replace(node, reading=self._reading(name))
            case n.Cases(limbs=limbs):
                node = replace(node, limbs=tuple(map(self._limb, limbs)))
            case _:
                pass
        return each_part(node, self.expression)

    def _limb(self, limb: n.Limb) -> n.Limb:
        return replace(limb, cite=f"{self.short} {limb.cite}") if limb.cite else limb

    def part(self, value: Any) -> Any:
        """The same for a node of the rules, whose names stand in fields of their own."""
        match value:
            case m.Citation():
                return replace(value, agreement=value.agreement or self.short)
            case Type(kind="record", name=name):
                return replace(value, name=self._named(name))
            case Type(kind="party"):
                return replace(value, name=self.short)
            case Type(of=Type() as inner):
                return replace(value, of=self.part(inner))
            case Type():
                return value
        made = super().part(value)
        changed: dict[str, Any] = {}
        for key in ("under", "arises_under"):
            if getattr(value, key, ()):
                changed[key] = tuple((self._reading(name), options) for name, options in getattr(value, key))
        for key in ("gives_way", "norms"):
            if getattr(value, key, ()):
                changed[key] = tuple(map(self._named, getattr(value, key)))
        return replace(made, **changed) if changed else made
