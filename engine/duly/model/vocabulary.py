"""The names of an agreement and their types.

In: `Rules`. Out: `Vocabulary`, the `Names` that the expression checker asks. The one idea: the type of a term is that
of its value, worked out when first asked for; where terms lead in a circle through time, the declared type breaks it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from duly.language.checker import check
from duly.language.names import Symbol
from duly.language.nodes import Day, Expression, Fold, walk
from duly.language.types import BEGUN, BOOLEAN, DATE, EVENT, Type
from duly.model import nodes as m
from duly.model.uses import everything, scope_of

_NORM_FIELDS = {"triggered": EVENT, "done": EVENT, "breached": EVENT, "exercised": EVENT, "ended": EVENT}


class Vocabulary:
    """The names in view of an agreement's expressions; implements `duly.language.names.Names`."""

    def __init__(self, rules: m.Rules, calendars: tuple[str, ...]) -> None:
        self.rules = rules
        self._calendars = calendars
        self._types: dict[str, Type] = {}
        self._working: set[str] = set()
        self._yielding: dict[tuple[str, m.EffectKind], tuple[m.Exception_, ...]] | None = None

    def circles(self) -> m.Circles:
        """The rules that read each other through time, of all agreements in view."""
        derived = self.rules.derived
        if derived.circles is None:
            from duly.model.circles import circles_of

            all_ = (circles_of(self), *(each.circles for each in self.rules.used.values()))
            names, delayed = (
                frozenset().union(*each) for each in zip(*((c.names, c.delayed) for c in all_), strict=True)
            )
            derived.circles = m.Circles(names, delayed)
        return derived.circles

    @property
    def earliest(self) -> date:
        """The earliest day that a rule in view names; the last of all days where none names any."""
        derived = self.rules.derived
        if derived.earliest is None:
            agreements = (self.rules.agreement, *(each.agreement for each in self.rules.used.values()))
            tables = (self.rules.terms, self.rules.norms, self.rules.exceptions)
            rules: list[object] = [line for agreement in agreements for line in agreement.life]
            rules += [rule for table in tables for rule in everything(table).values()]
            nodes = (node for rule in rules for _, expression in expressions_of(rule) for node in walk(expression))
            days = [node.value for node in nodes if isinstance(node, Day)]
            days += [agreement.dated for agreement in agreements if agreement.dated is not None]
            derived.earliest = min(days, default=date.max)
        return derived.earliest

    def derived(self) -> str:
        """What follows from the rules, as text, so that it need not be worked out again."""
        circles = self.circles()
        return json.dumps([sorted(circles.names), sorted(circles.delayed), self.earliest.isoformat()])

    def is_derived(self, told: str) -> bool:
        """Takes what `derived` once gave of these rules; False where the text is no such thing."""
        try:
            names, delayed, earliest = json.loads(told)
            circles = m.Circles(frozenset(map(str, names)), frozenset(map(str, delayed)))
            self.rules.derived.circles, self.rules.derived.earliest = circles, date.fromisoformat(earliest)
        except (ValueError, TypeError):
            return False
        return True

    @property
    def yielding(self) -> dict[tuple[str, m.EffectKind], tuple[m.Exception_, ...]]:
        """Exceptions by what gives way and kind of effect, in the order of the files."""
        if self._yielding is None:
            found: dict[tuple[str, m.EffectKind], list[m.Exception_]] = {}
            rules = self.rules
            for exception in everything(rules.exceptions).values():
                others = [name for name in exception.gives_way if name in rules.terms or name in rules.exceptions]
                for name in (*self.norm_names(exception.gives_way), *others):
                    found.setdefault((name, exception.effect.kind), []).append(exception)
            self._yielding = {key: tuple(exceptions) for key, exceptions in found.items()}
        return self._yielding

    @property
    def currency(self) -> str:
        """The agreement's currency code."""
        return self.rules.agreement.currency

    @property
    def parties(self) -> tuple[str, ...]:
        """The roles of the agreement's parties."""
        return self.parties_of("")

    def parties_of(self, agreement: str) -> tuple[str, ...]:
        """The roles of the parties of an agreement that is used, by its short name; of the own without one."""
        return self.rules.agreement_called(agreement).roles

    @property
    def states(self) -> tuple[str, ...]:
        """The states of an agreement's life."""
        return m.LIFE_STATES

    @property
    def groups(self) -> tuple[str, ...]:
        """What `breaches of` may name."""
        return (*everything(self.rules.norms), *everything(self.rules.groups), self.own_name, *self.rules.used)

    @property
    def own_name(self) -> str:
        """What expressions call the agreement."""
        return self.rules.agreement.name

    @property
    def calendars(self) -> tuple[str, ...]:
        """The calendars that are there."""
        return self._calendars

    def all_names(self) -> tuple[str, ...]:
        """Every name, for hints."""
        rules = self.rules
        tables = (rules.facts, rules.terms, rules.norms)
        return (*(name for table in tables for name in everything(table)), self.own_name, *rules.used)

    def symbol(self, name: str) -> Symbol | None:
        """What a name stands for."""
        rules = self.rules
        if name in rules.facts:
            return Symbol("fact", self.fact_type(rules.facts[name]))
        if name in rules.terms:
            return Symbol("term", self.term_type(name), self.parameter_types(rules.terms[name].parameters))
        if name in rules.norms:
            return Symbol("norm", Type("norm", name=name), self.parameter_types(rules.norms[name].parameters))
        if name == self.own_name or name in rules.used:
            return Symbol("agreement", Type("agreement", name=rules.agreement_called(name).id))
        return None

    def fact_type(self, fact: m.Fact) -> Type:
        """A fact's type; what is optional, or stands under an option, may be absent."""
        return fact.type.maybe() if fact.optional or fact.under else fact.type

    def term_type(self, name: str) -> Type:
        """A term's type: that of its value."""
        if name not in self._types:
            term = self.rules.terms[name]
            if name in self._working:
                return term.type
            self._working.add(name)
            found, _ = check(term.value, self, self.variables(term.parameters))
            self._working.discard(name)
            fits = found is not None and (
                found.kind == term.type.kind or {found.kind, term.type.kind} == {"date", "event"}
            )
            self._types[name] = _declared(term, found) if fits and found is not None else term.type
        return self._types[name]

    def variables(self, parameters: m.Parameters) -> dict[str, Type]:
        """The variables that `for` binds."""
        bound: dict[str, Type] = {}
        for name, items in parameters:
            type_, _ = check(items, self, bound)
            if type_ is not None and type_.kind == "list" and type_.of is not None:
                bound[name] = type_.of
        return bound

    def parameter_types(self, parameters: m.Parameters) -> tuple[Type, ...]:
        """The types of what stands in brackets after a name that stands `for` each of something."""
        return tuple(self.variables(parameters).values())

    def fields(self, record: str) -> dict[str, Type]:
        """The fields of a record type."""
        type_ = self.rules.records.get(record)
        if type_ is None:
            return {}
        return {fact.name: BEGUN if fact.name == type_.begins else self.fact_type(fact) for fact in type_.fields}

    def norm_field(self, norm: str, name: str) -> Type | None:
        """The type of a norm's date."""
        if name in _NORM_FIELDS:
            return _NORM_FIELDS[name]
        if name == "ends":
            return DATE.awaiting()
        if name == "due" and norm in self.rules.norms:
            rule = self.rules.norms[norm]
            if rule.by is None:
                return None
            found, _ = check(rule.by, self, self.variables(rule.parameters))
            return found.awaiting() if found is not None and found.kind == "event" else found or DATE
        return None

    def norm_states(self, norm: str) -> tuple[str, ...]:
        """The states that a norm may have."""
        return m.NORM_STATES[self.rules.norms[norm].kind] if norm in self.rules.norms else ()

    def options(self, reading: str) -> tuple[str, ...] | None:
        """The options of a reading."""
        found = self.rules.readings.get(reading)
        return tuple(option.name for option in found.options) if found is not None else None

    def readings(self) -> tuple[str, ...]:
        """Every reading."""
        return tuple(everything(self.rules.readings))

    def silence(self, name: str) -> Type | None:
        """The type of a silence."""
        found = self.rules.silences.get(name)
        return found.type if found is not None else None

    def act_variable(self, norm: m.Norm) -> dict[str, Type]:
        """The variable by which a norm's `done` names its acts, where it does."""
        if isinstance(norm.done, Fold) and norm.done.kind == "those":
            variables = self.variables(norm.parameters)
            type_, _ = check(norm.done, self, variables)
            if type_ is not None and type_.of is not None:
                return {norm.done.variable: type_.of}
        return {}

    def targets(self, exception: m.Exception_) -> tuple[m.Norm, ...]:
        """The norms that give way to an exception, groups resolved."""
        return tuple(self.rules.norms[name] for name in self.norm_names(exception.gives_way))

    def norm_names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names of norms among `names` and in the groups and agreements among them, each once."""
        found: dict[str, None] = {}
        waiting, seen = list(reversed(names)), set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self.rules.norms:
                found[name] = None
            elif name in self.rules.groups:
                waiting.extend(reversed(self.rules.groups[name].norms))
            elif name == self.own_name:
                waiting.extend(reversed(tuple(self.rules.norms)))
            elif name in self.rules.used:
                norms = everything(self.rules.norms)
                waiting.extend(each for each in reversed(tuple(norms)) if scope_of(each) == name)
        return tuple(found)

    def exception_variables(self, exception: m.Exception_) -> dict[str, Type]:
        """What an exception sees: the variables that all the norms that give way share, and its own."""
        shared: dict[str, Type] | None = None
        for norm in self.targets(exception):
            own = {
                **self.variables(norm.parameters),
                **(self.act_variable(norm) if exception.effect.kind == "permit" else {}),
            }
            shared = (
                own if shared is None else {name: type_ for name, type_ in shared.items() if own.get(name) == type_}
            )
        bound = dict(shared or {})
        for name, items in exception.parameters:
            type_, _ = check(items, self, bound)
            if type_ is not None and type_.of is not None:
                bound[name] = type_.of
        return bound


def _declared(term: m.Term, found: Type) -> Type:
    """The type found, under the kind that is declared; what stands under an option may be absent."""
    type_ = found
    if term.type.kind == "event" and found.kind == "date":
        type_ = EVENT
    elif term.type.kind == "date" and found.kind == "event":
        type_ = DATE.awaiting()
    elif term.type.kind == "choice":
        type_ = replace(term.type, optional=found.optional, awaited=found.awaited)
    return type_.maybe() if term.under and type_.kind != "event" else type_


def expressions_of(rule: object) -> tuple[tuple[str, Expression], ...]:
    """Every expression of a rule with the key it stands under."""
    match rule:
        case m.Term():
            return (*(("for", items) for _, items in rule.parameters), ("value", rule.value))
        case m.Norm():
            keys = {
                "upon": rule.upon,
                "when": rule.when,
                "while": rule.holds_while,
                "from": rule.start,
                "until": rule.until,
                "by": rule.by,
                "done": rule.done,
                "effective": rule.effective,
                "untrue": rule.untrue,
                "amount": rule.amount,
                "effort_met": rule.effort_met,
            }
            given = tuple((key, value) for key, value in keys.items() if value is not None)
            return (*(("for", items) for _, items in rule.parameters), *given)
        case m.Exception_():
            effect = rule.effect
            parts = {
                "upon": rule.upon,
                "when": rule.when,
                "from": effect.start,
                "until": effect.until,
                "value": effect.value,
                "breach_on": effect.breach_on,
                "working_back_to": effect.working_back_to,
            }
            given = tuple((key, value) for key, value in parts.items() if value is not None)
            return (*(("for", items) for _, items in rule.parameters), *given, *effect.replace)
        case m.LifeLine():
            back = () if rule.working_back_to is None else (("working_back_to", rule.working_back_to),)
            return (("after" if rule.after else "from", rule.start), *back)
        case m.RecordType():
            return tuple(("must", must.condition) for must in rule.must)
        case _:
            return ()


EXPECTED = {
    "upon": ("event", "date"),
    "when": ("boolean",),
    "while": ("boolean",),
    "from": ("event", "date"),
    "until": ("event", "date"),
    "by": ("date", "event"),
    "after": ("event", "date"),
    "effective": ("boolean",),
    "untrue": ("boolean",),
    "amount": ("money", "number"),
    "effort_met": ("boolean",),
    "breach_on": ("date", "event"),
    "working_back_to": ("date", "event"),
    "for": ("list",),
    "must": ("boolean",),
}
"""What kind of value each key takes."""

BOOLEAN_KEYS = tuple(key for key, kinds in EXPECTED.items() if kinds == (BOOLEAN.kind,))
