"""What the rules of an agreement say of the contract's text: the figures in their logic, and what they cite.

In: `Rules`. Out: for every name that the `text` section may use, the figures of its logic, its citations and its place.
The one idea: a unit that says `8 days` is encoded only if a rule that claims it counts with 8 days, so figures are
taken from expressions, where they act, and never from summaries, where they only stand.

A figure counts for the rule whose expression has it, and for a rule that names the term it stands in: where a term says
`8 days after both_acts`, a norm `by` that term has the 8 days too. One step only: a figure two terms away is claimed by
naming the nearer term as well, so that a claim points to where a reader finds the figure. A fact, a reading and a group
have no logic of their own; a record has its conditions, `agreement` the lines of its life and its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from duly.contract_text.figures import Figure
from duly.contract_text.status import Citation
from duly.language import nodes as n
from duly.model import nodes as m
from duly.model.rule_parts import read_citation
from duly.model.vocabulary import expressions_of
from duly.source import Span

AGREEMENT = "agreement"
"""The name under which the `text` section claims a unit for the agreement's own lines."""
Rule: TypeAlias = m.LifeLine | m.CountingLine | m.Fact | m.Term | m.Norm | m.Exception_ | m.Reading | m.Silence


def figures_of(rules: m.Rules) -> dict[str, frozenset[Figure]]:
    """The figures of each rule's logic, with a key for every name that the `text` section may use."""
    logic = _logic(rules)
    own = {name: frozenset(figure for part in parts for figure in _figures(part)) for name, parts in logic.items()}
    if rules.agreement.dated is not None:
        own[AGREEMENT] |= {Figure("date", rules.agreement.dated.isoformat())}
    return {
        name: own[name].union(*(own[term] for term in _named(parts) if term in own and term in rules.terms))
        for name, parts in logic.items()
    }


def citations_of(rules: m.Rules) -> dict[str, tuple[Citation, ...]]:
    """What each rule cites. A fact is a question and may stand without a section; every other rule is listed."""
    found: dict[str, list[Citation]] = {}
    for name, rule in citing_rules(rules):
        cited = found.setdefault(name, []) if rule.cite or not isinstance(rule, m.Fact | m.CountingLine) else []
        for each in (*rule.cite, *_limbs(rule)):
            cited += [Citation(each.section, unit, span=rule.span) for unit in each.units or (None,)]
    return {name: tuple(cited) for name, cited in found.items()}


def places_of(rules: m.Rules) -> dict[str, Span]:
    """Where each rule stands."""
    return {name: rule.span for name, rule in citing_rules(rules)}


def _logic(rules: m.Rules) -> dict[str, tuple[n.Expression, ...]]:
    """Every part of every expression, by the name of its rule; rules of two kinds under one name are one here."""
    found: dict[str, tuple[n.Expression, ...]] = {AGREEMENT: ()}
    listed: list[tuple[str, object]] = [(AGREEMENT, line) for line in rules.agreement.life]
    kinds: tuple[Mapping[str, object], ...] = (rules.records, rules.facts, rules.terms, rules.norms, rules.exceptions)
    listed += ((name, rule) for kind in kinds for name, rule in kind.items())
    for name, rule in listed:
        parts = tuple(part for _, expression in expressions_of(rule) for part in n.walk(expression))
        found[name] = found.get(name, ()) + parts
    for name in (*rules.groups, *rules.readings, *rules.silences):
        found.setdefault(name, ())
    return found


def _named(parts: Iterable[n.Expression]) -> set[str]:
    return {part.name for part in parts if isinstance(part, n.Name | n.Index)}


def _figures(part: n.Expression) -> Iterator[Figure]:
    """The figures that one node writes down."""
    match part:
        case n.Periods(count=n.Number(value=count), unit=unit):
            yield Figure("period", count, unit)
        case n.Number(value=value, percent=True):
            yield Figure("percent", value * 100)
        case n.Number(value=value):
            yield Figure("number", value)
        case n.Arithmetic(operator="/", left=n.Number(value=above), right=n.Number(value=below)) if below:
            yield Figure("number", Fraction(above, below))
        case n.MoneyAmount(amount=amount, currency=currency):
            yield Figure("money", amount, currency)
        case n.Day(value=day):
            yield Figure("date", day.isoformat())


def citing_rules(rules: m.Rules) -> Iterator[tuple[str, Rule]]:
    """Every rule that cites, by name; a field of a record by the name of its record."""
    yield from ((AGREEMENT, line) for line in rules.agreement.life)
    yield from ((AGREEMENT, line) for line in rules.agreement.counting)
    yield from ((record.name, fact) for record in rules.records.values() for fact in record.fields if fact.cite)
    kinds: tuple[Mapping[str, Rule], ...] = (rules.facts, rules.terms, rules.norms)
    kinds += (rules.exceptions, rules.readings, rules.silences)
    yield from ((name, rule) for kind in kinds for name, rule in kind.items())


def _limbs(rule: Rule) -> Iterator[m.Citation]:
    """The sections of a term's limbs."""
    if isinstance(rule, m.Term) and isinstance(rule.value, n.Cases):
        yield from (read_citation(limb.cite) for limb in rule.value.limbs if limb.cite)
