"""A rule, key by key.

In: a rule of any kind. Out: its `Part`s: for each key its value, how it is written, and what a change of it may do. The
one idea: this table is all that the comparison knows of kinds of rules; a key that is not in it would change unseen, so
a test holds it against the fields of the nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from duly.comparison.changes import Level
from duly.comparison.rewrites import Names, normal
from duly.language import nodes as n
from duly.language.printer import write
from duly.model import nodes as m

Rule: TypeAlias = (
    m.Norm | m.Term | m.Exception_ | m.Fact | m.RecordType | m.Group | m.Reading | m.Silence | m.LifeLine
    | m.CountingLine | m.TextUnit | m.Agreement
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The value of a key: `value` as it is compared, `raw` as it stands, `text` as it is shown."""

    key: str
    value: Any
    raw: Any
    text: str
    level: Level


def parts(rule: Rule, names: Names) -> dict[str, Part]:
    """The parts of a rule by key, without those that say nothing; `names` are rules with another name by now."""
    found = (_part(key, value, level, names) for key, value, level in _keys(rule))
    return {part.key: part for part in found if part.value not in (None, "", (), False)}


def _part(key: str, value: Any, level: Level, names: Names) -> Part:
    if isinstance(value, n.Expression):
        return Part(key, normal(value, names), value, write(value), level)
    if isinstance(value, frozenset):
        there = tuple(sorted(names.get(each, each) for each in value))
        return Part(key, there, there, ", ".join(there), level)
    if key == "for":
        rows = tuple((name, normal(items, names)) for name, items in value)
        return Part(key, rows, value, ", ".join(f"{name}: {write(items)}" for name, items in value), level)
    return Part(key, value, value, _text(value), level)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else ""
        case tuple():
            return "; ".join(map(_text, value))
        case _:
            return str(value)


_Keys: TypeAlias = Iterator[tuple[str, Any, Level]]


def _keys(rule: Rule) -> _Keys:
    match rule:
        case m.Norm():
            yield from _norm(rule)
        case m.Term():
            yield from _term(rule)
        case m.Exception_():
            yield from _exception(rule)
        case m.Fact():
            yield from _fact(rule)
        case m.RecordType():
            yield from _record(rule)
        case m.Group():
            yield "norms", frozenset(rule.norms), "substance"
        case m.Reading():
            yield from _reading(rule)
        case m.Silence():
            yield "type", str(rule.type) if rule.type else "", "substance"
            yield "matter", rule.matter, "wording"
            yield from _sources(rule)
        case m.LifeLine():
            yield "state", rule.state, "substance"
            yield "after" if rule.after else "from", rule.start, "substance"
            yield "working_back_to", rule.working_back_to, "substance"
            yield from _sources(rule)
        case m.CountingLine():
            yield "is", rule.choice, "substance"
            yield "assumed", bool(rule.assumed), "unclear"
            yield "reason", rule.assumed, "wording"
            yield "cite", rule.cite, "wording"
        case m.TextUnit():
            yield from _unit(rule)
        case m.Agreement():
            yield from _agreement(rule)


def _sources(rule: m.Norm | m.Term | m.Exception_ | m.Fact | m.Reading | m.Silence | m.LifeLine) -> _Keys:
    yield "under", frozenset(f"{name}: {option}" for name, options in rule.under for option in options), "substance"
    yield "cite", rule.cite, "wording"
    yield "summary", rule.summary, "wording"


def _norm(rule: m.Norm) -> _Keys:
    yield "kind", rule.kind, "substance"
    yield "bearer", rule.bearer, "substance"
    yield "action", rule.action, "substance"
    yield "to", rule.to, "substance"
    yield "for", rule.parameters, "substance"
    yield "upon", rule.upon, "substance"
    yield "when", rule.when, "substance"
    yield "while", rule.holds_while, "substance"
    yield "during", frozenset(rule.during), "substance"
    yield "from", rule.start, "substance"
    yield "until", rule.until, "substance"
    yield "by", rule.by, "substance"
    yield "done", rule.done, "substance"
    yield "effective", rule.effective, "substance"
    yield "untrue", rule.untrue, "substance"
    yield "amount", rule.amount, "substance"
    yield "once", rule.once, "substance"
    yield "effort", rule.effort, "substance"
    yield "effort_met", rule.effort_met, "substance"
    yield from _sources(rule)


def _term(rule: m.Term) -> _Keys:
    yield "type", str(rule.type), "substance"
    yield "for", rule.parameters, "substance"
    yield "value", rule.value, "substance"
    yield "sections of limbs", _limb_sections(rule.value), "wording"
    yield "amendable", rule.amendable, "substance"
    yield "report", rule.report, "wording"
    yield "assumed", rule.assumed, "wording"
    yield from _sources(rule)


def _limb_sections(value: n.Expression) -> tuple[str, ...]:
    return tuple(limb.cite or "none" for limb in value.limbs) if isinstance(value, n.Cases) else ()


def _exception(rule: m.Exception_) -> _Keys:
    effect = rule.effect
    yield "gives_way", frozenset(rule.gives_way), "substance"
    yield "for", rule.parameters, "substance"
    yield "upon", rule.upon, "substance"
    yield "when", rule.when, "substance"
    yield "effect", effect.kind, "substance"
    for key, value in effect.replace:
        yield f"replace {key}", value, "substance"
    yield "from", effect.start, "substance"
    yield "until", effect.until, "substance"
    yield "clock stops", effect.clock_stops, "substance"
    yield "value", effect.value, "substance"
    yield "breach_on", effect.breach_on, "substance"
    yield "day", ("kept" if effect.keeps_day else "lost") if effect.kind == "end" else "", "substance"
    yield "accrued", ("falls" if effect.accrued_falls else "stands") if effect.kind == "end" else "", "substance"
    yield "working_back_to", effect.working_back_to, "substance"
    yield from _sources(rule)


def _fact(rule: m.Fact) -> _Keys:
    yield "type", str(rule.type), "substance"
    yield "presume", "none recorded" if rule.presume else "", "substance"
    yield "over", rule.over, "substance"
    yield "optional", rule.optional, "substance"
    yield "judgment_of", rule.judgment_of, "substance"
    yield "assumed", rule.assumed, "unclear"
    yield "ask", rule.ask, "wording"
    yield "answered_by", rule.answered_by, "wording"
    yield from _sources(rule)


def _record(rule: m.RecordType) -> _Keys:
    yield "begins", rule.begins, "substance"
    for number, must in enumerate(sorted(rule.must, key=lambda each: write(normal(each.condition))), 1):
        yield f"must {number}", must.condition, "substance"
        yield f"must {number} says", must.says, "wording"
    for each in rule.fields:
        for key, value, level in _fact(each):
            yield f"{each.name}, {key}", value, level


def _reading(rule: m.Reading) -> _Keys:
    yield "assumed", rule.assumed or "none", "substance"
    yield "options", frozenset(option.name for option in rule.options), "substance"
    arises = frozenset(f"{name}: {option}" for name, options in rule.arises_under for option in options)
    yield "arises_under", arises, "substance"
    yield "question", rule.question, "wording"
    for option in rule.options:
        yield f"{option.name} says", option.says, "wording"
        yield f"{option.name} because", option.because, "wording"
    yield from _sources(rule)


def _unit(rule: m.TextUnit) -> _Keys:
    claim = "not encoded" if rule.not_encoded else "no effect" if rule.no_effect else "encoded"
    yield "claim", claim, "substance"
    yield "fingerprint", rule.fingerprint, "unclear"
    yield "encoded_by", frozenset(rule.rules), "wording"
    yield "reason", rule.not_encoded or rule.no_effect or "", "wording"
    yield "waives_figures", rule.waives_figures, "wording"


def _agreement(rule: m.Agreement) -> _Keys:
    yield "id", rule.id, "substance"
    yield "title", rule.title, "wording"
    for role, name in rule.parties:
        yield f"party {role}", name, "substance"
    yield "dated", rule.dated, "substance"
    yield "governing_law", rule.governing_law, "substance"
    yield "currency", rule.currency, "substance"
    yield "version", rule.version, "wording"
    yield "source", rule.source, "wording"
