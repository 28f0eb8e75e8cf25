"""Everything that can be said of rules without facts: names, types, parties, actions, readings.

In: `Rules` and the `Vocabulary` made of them. Out: diagnostics. The one idea: each rule is checked on its own with the
variables that it sees, and every fault is collected; circles (`circles.py`) and what is unused (`checks/`) come after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duly.diagnostics import Diagnostic
from duly.language.checker import check
from duly.language.nodes import Expression
from duly.language.types import Type
from duly.model import nodes as m
from duly.model.vocabulary import EXPECTED, Vocabulary, expressions_of
from duly.source import Span
from duly.suggest import did_you_mean

_MAY_BE_MISSING = ("upon", "from", "until", "by", "amount", "after", "value", "breach_on", "working_back_to")


def resolve(vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """What is wrong with the rules, in the order of their kinds."""
    return tuple(_Resolver(vocabulary).all())


class _Resolver:
    """One pass over one agreement's rules."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.rules = vocabulary.rules

    def all(self) -> Iterator[Diagnostic]:
        """Every fault."""
        rules = self.rules
        yield from self._counting()
        for line in rules.agreement.life:
            yield from _in_clause(line, self._expressions(line, {}))
            yield from self._under(line.under, line.span)
        for record in rules.records.values():
            yield from self._record(record)
        for fact in rules.facts.values():
            yield from self._fact(fact)
        for term in rules.terms.values():
            yield from _in_clause(term, self._term(term))
        for norm in rules.norms.values():
            yield from _in_clause(norm, self._norm(norm))
        for group in rules.groups.values():
            yield from self._known(group.norms, (*rules.norms, *rules.groups), "norm or group", group.span)
        for exception in rules.exceptions.values():
            yield from _in_clause(exception, self._exception(exception))
        for reading in rules.readings.values():
            yield from self._under(reading.arises_under, reading.span)

    def _counting(self) -> Iterator[Diagnostic]:
        for line in self.rules.agreement.counting:
            if line.name == "business_day" and line.choice is not None and line.choice not in self.vocabulary.calendars:
                hint = did_you_mean(line.choice, self.vocabulary.calendars)
                yield Diagnostic("unknown-calendar", f"there is no calendar `{line.choice}`", line.span, hint)

    def _record(self, record: m.RecordType) -> Iterator[Diagnostic]:
        for fact in record.fields:
            yield from self._fact(fact)
        own = Type("record", name=record.name)
        yield from self._expressions(record, {"this": own})

    def _fact(self, fact: m.Fact) -> Iterator[Diagnostic]:
        yield from self._under(fact.under, fact.span)
        if fact.presume and fact.type.kind not in ("event", "list"):
            message = f"`{fact.name}` is a {fact.type.kind}, but only events and lists can be presumed not recorded"
            yield Diagnostic("presumption", message, fact.span)

    def _term(self, term: m.Term) -> Iterator[Diagnostic]:
        yield from self._under(term.under, term.span)
        variables = self.vocabulary.variables(term.parameters)
        yield from self._expressions(term, variables, skip=("value",))
        yield from self._names_free(variables, term.span)
        found, faults = check(term.value, self.vocabulary, variables)
        yield from faults
        declared = term.type
        fits = found is None or found.kind == declared.kind or {found.kind, declared.kind} == {"date", "event"}
        if not fits:
            message = f"`{term.name}` is declared as {_a(declared)}, but its value is {_a(found)}"
            yield Diagnostic("type-mismatch", message, term.value.span)
        elif found is not None and declared.kind == "choice":
            strange = [option for option in found.options if option not in declared.options]
            if strange:
                yield Diagnostic("type-mismatch", f"`{term.name}` has no option `{strange[0]}`", term.value.span)
        elif found is not None and declared.kind == "list" and not _same_members(found, declared):
            message = f"`{term.name}` is declared as {_a(declared)}, but its value is {_a(found)}"
            yield Diagnostic("type-mismatch", message, term.value.span)

    def _norm(self, norm: m.Norm) -> Iterator[Diagnostic]:
        yield from self._under(norm.under, norm.span)
        yield from self._party(norm.bearer, norm.span)
        if norm.to:
            yield from self._party(norm.to, norm.span)
        if norm.action and norm.action not in self.rules.actions:
            hint = did_you_mean(norm.action, self.rules.actions) or "list it under `actions`"
            yield Diagnostic("unknown-action", f"no action is called `{norm.action}`", norm.span, hint)
        for state in norm.during:
            if state not in m.LIFE_STATES:
                hint = did_you_mean(state, m.LIFE_STATES) or f"one of {', '.join(m.LIFE_STATES)}"
                yield Diagnostic("unknown-state", f"an agreement is never `{state}`", norm.span, hint)
        yield from self._norm_keys(norm)
        variables = self.vocabulary.variables(norm.parameters)
        yield from self._names_free(variables, norm.span)
        acts = self.vocabulary.act_variable(norm)
        yield from self._expressions(norm, variables, acts=acts)

    def _norm_keys(self, norm: m.Norm) -> Iterator[Diagnostic]:
        for key, kinds in _ONLY_FOR.items():
            if _has(norm, key) and norm.kind not in kinds:
                message = f"a {norm.kind} has no `{key}`"
                yield Diagnostic("norm-key", message, norm.span, f"`{key}` is for {' and '.join(kinds)}")
        if norm.effort_met is not None and not norm.effort:
            yield Diagnostic("norm-key", "`effort_met` needs the standard of effort (`effort`)", norm.span)

    def _exception(self, exception: m.Exception_) -> Iterator[Diagnostic]:
        rules = self.rules
        yield from self._under(exception.under, exception.span)
        known = (*rules.norms, *rules.groups, *rules.terms, *rules.exceptions, self.vocabulary.own_name)
        yield from self._known(exception.gives_way, known, "rule", exception.span)
        variables = self.vocabulary.exception_variables(exception)
        kind = exception.effect.kind
        for name in exception.gives_way:
            if (name in rules.terms) != (kind == "set") and name in known:
                hint = "`set` is for terms, the other effects are for norms"
                yield Diagnostic("exception-effect", f"`{kind}` cannot be done to `{name}`", exception.span, hint)
            if name in rules.exceptions and kind != "suspend":
                hint = "an exception that gives way is suspended while the other holds"
                yield Diagnostic("exception-effect", f"`{kind}` cannot be done to an exception", exception.span, hint)
            if kind == "set" and name in rules.terms and not rules.terms[name].amendable:
                hint = f"mark `{name}` with `amendable: true`"
                yield Diagnostic("not-amendable", f"the term `{name}` is not amendable", exception.span, hint)
        yield from self._effect(exception)
        yield from self._expressions(exception, variables)

    def _effect(self, exception: m.Exception_) -> Iterator[Diagnostic]:
        """An effect that would do nothing to a norm that gives way is refused, so that nobody believes that it does."""
        effect = exception.effect
        if effect.clock_stops and effect.start is None:
            message = "a suspension that stops the clock says `from` which day"
            yield Diagnostic("exception-effect", message, exception.span)
        for norm in self.vocabulary.targets(exception):
            if norm.kind not in _EFFECTS_ON[effect.kind]:
                message = f"`{effect.kind}` does nothing to the {norm.kind} `{norm.name}`"
                hint = f"`{effect.kind}` is for {', '.join(_EFFECTS_ON[effect.kind]) or 'terms'}"
                yield Diagnostic("exception-effect", message, exception.span, hint)
            for key, _ in effect.replace:
                fits = norm.kind in _ONLY_FOR.get(key, (norm.kind,)) and (key == "until" or _has(norm, key))
                if not fits:
                    message = f"`{norm.name}` has no `{key}` that could be replaced"
                    yield Diagnostic("exception-effect", message, exception.span)

    # What the kinds share.

    def _expressions(
        self, rule: object, variables: dict[str, Type], skip: tuple[str, ...] = (), acts: dict[str, Type] | None = None
    ) -> Iterator[Diagnostic]:
        bound: dict[str, Type] = {}
        parameters = getattr(rule, "parameters", ())
        seen_for = 0
        for key, expression in expressions_of(rule):
            if key in skip:
                continue
            if key == "for":
                yield from self._one(key, expression, bound if isinstance(rule, m.Term | m.Norm) else variables)
                name = parameters[seen_for][0]
                bound = {**bound, **({name: variables[name]} if name in variables else {})}
                seen_for += 1
                continue
            in_view = {**variables, **(acts or {})} if key == "effective" else variables
            yield from self._one(key, expression, in_view)

    def _one(self, key: str, expression: Expression, variables: dict[str, Type]) -> Iterator[Diagnostic]:
        found, faults = check(expression, self.vocabulary, variables)
        yield from faults
        if found is None:
            return
        wanted = EXPECTED.get(key, ("date", "event", "list") if key == "done" else ())
        if wanted and found.kind not in wanted:
            message = f"`{key}` needs {_a_kind(wanted)}, not {_a(found)}"
            yield Diagnostic("type-mismatch", message, expression.span)
        elif key == "done" and found.of is not None and found.of.kind not in ("record", "date", "breach"):
            message = f"`done` needs acts that have a day: records, dates or breaches, not {_a(found)}"
            yield Diagnostic("type-mismatch", message, expression.span)
        elif found.optional and key not in _MAY_BE_MISSING and key != "done":
            yield Diagnostic(
                "may-be-absent", f"`{key}` may be absent here", expression.span, "ask first: `X is present and …`"
            )

    def _names_free(self, variables: Iterable[str], span: Span) -> Iterator[Diagnostic]:
        for name in variables:
            if self.vocabulary.symbol(name) is not None:
                yield Diagnostic("name-taken", f"`{name}` already has a meaning here", span, "choose another name")

    def _party(self, role: str, span: Span) -> Iterator[Diagnostic]:
        if role and role not in (*self.vocabulary.parties, "parties", "anyone"):
            hint = (
                did_you_mean(role, self.vocabulary.parties)
                or f"one of {', '.join(self.vocabulary.parties)}, or parties"
            )
            yield Diagnostic("unknown-party", f"no party is called `{role}`", span, hint)

    def _known(self, names: Iterable[str], known: tuple[str, ...], kind: str, span: Span) -> Iterator[Diagnostic]:
        for name in names:
            if name not in known:
                yield Diagnostic("unknown-name", f"no {kind} is called `{name}`", span, did_you_mean(name, known))

    def _under(self, under: m.Under, span: Span) -> Iterator[Diagnostic]:
        for reading, options in under:
            known = self.vocabulary.options(reading)
            if known is None:
                hint = did_you_mean(reading, self.rules.readings)
                yield Diagnostic("unknown-reading", f"there is no reading `{reading}`", span, hint)
                continue
            for option in options:
                if option not in known:
                    hint = did_you_mean(option, known) or f"one of {', '.join(known)}"
                    yield Diagnostic("unknown-option", f"the reading `{reading}` has no option `{option}`", span, hint)


_LASTING: tuple[m.NormKind, ...] = ("maintenance", "prohibition", "permission", "power")
_EFFECTS_ON: dict[m.EffectKind, tuple[m.NormKind, ...]] = {
    "permit": ("duty", "maintenance", "prohibition"),
    "replace": ("duty", *_LASTING, "disposition"),
    "suspend": ("duty", *_LASTING),
    "set": (),
    "waive": ("duty", "maintenance", "prohibition"),
    "end": ("duty", *_LASTING, "disposition"),
}
"""To which kinds of norm each effect does something."""

_ONLY_FOR: dict[str, tuple[m.NormKind, ...]] = {
    "by": ("duty",),
    "effort": ("duty", "maintenance"),
    "effective": ("power",),
    "once": ("permission", "power"),
    "untrue": ("statement",),
    "until": ("maintenance", "prohibition", "permission", "power"),
    "from": ("maintenance", "prohibition", "permission", "power"),
    "while": ("maintenance", "prohibition", "permission", "power"),
}


def _has(norm: m.Norm, key: str) -> bool:
    if key == "once":
        return norm.once
    return bool(norm.effort) if key == "effort" else any(key == given for given, _ in expressions_of(norm))


def _in_clause(rule: m.LifeLine | m.Term | m.Norm | m.Exception_, found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    sections = ", ".join(map(str, rule.cite))
    clause = f"{sections}, {rule.summary}" if sections and rule.summary else sections or None
    for diagnostic in found:
        yield replace(diagnostic, clause=clause)


def _same_members(one: Type, other: Type) -> bool:
    if one.of is None or other.of is None:
        return False
    return (one.of.kind, one.of.name) == (other.of.kind, other.of.name)


def _a(type_: Type | None) -> str:
    said = str(type_)
    return said if said.startswith(("list", "choice")) else f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def _a_kind(kinds: tuple[str, ...]) -> str:
    return " or ".join(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in kinds)
