"""Trees of rule files to what they say.

In: the trees of an agreement's files, which fit the schema. Out: `Rules` and diagnostics. The one idea: what a scalar
is follows from the key it stands under, so every key is read by name, once, here: prose stays text, expressions are
parsed where they stand, and nothing is guessed from its looks. Names and types are the resolver's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar, cast

from duly.diagnostics import Diagnostic, Label
from duly.language.nodes import Cases, Expression, Limb
from duly.language.parser import parse, reserved_words
from duly.language.types import Type, read_type, type_words
from duly.model import nodes as m
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.source import Span
from duly.suggest import did_you_mean

_CITATION = re.compile(r"(?P<section>.+?)(?: units? (?P<units>[0-9]+(?:, ?[0-9]+)*))?")
_SAYS: dict[m.NormKind, tuple[str, ...]] = {
    "duty": (" must ",),
    "maintenance": (" must keep ",),
    "prohibition": (" must not ",),
    "permission": (" may ",),
    "power": (" may ",),
    "statement": (" states ",),
    "disposition": (" gets ", " gives ", " is "),
}
_EFFECTS: tuple[m.EffectKind, ...] = ("permit", "replace", "suspend", "set", "waive", "end")
_SECTIONS = ("records", "facts", "terms", "norms", "groups", "exceptions", "readings", "silent", "actions")
_Made = TypeVar("_Made")


def read_rules(trees: tuple[Mapping, ...], digest: str) -> tuple[m.Rules | None, tuple[Diagnostic, ...]]:
    """What the files say together; None where no file says which agreement it is."""
    reader = _Reader()
    rules = reader.rules(trees, digest)
    return rules, tuple(reader.found)


class _Reader:
    """One reading of one agreement's files."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.records: frozenset[str] = frozenset()
        self.clause: str | None = None

    def _say(
        self, code: str, message: str, span: Span, hint: str | None = None, labels: tuple[Label, ...] = ()
    ) -> None:
        self.found.append(Diagnostic(code, message, span, hint, labels, self.clause))

    # The whole.

    def rules(self, trees: tuple[Mapping, ...], digest: str) -> m.Rules | None:
        """The rules of all trees together."""
        entries = {section: list(self._entries(trees, section)) for section in _SECTIONS}
        for section in ("facts", "terms", "norms", "exceptions", "readings", "groups"):
            self._check_names(entries[section])
        self._check_names(
            [*entries["facts"], *entries["terms"], *entries["norms"], *entries["groups"]], only_twice=True
        )
        self.records = frozenset(entry.key.text for entry in entries["records"])
        agreements = [tree.entry("agreement") for tree in trees if tree.get("agreement") is not None]
        if not agreements:
            place = trees[0].span
            self._say("no-agreement", "no file of the folder has an `agreement` section", Span(place.source, 0, 0))
            return None
        if len(agreements) > 1:
            second, first = cast(Entry, agreements[1]).key, cast(Entry, agreements[0]).key
            self._say(
                "name-twice",
                "the folder has two `agreement` sections",
                second.span,
                labels=(Label(first.span, "the first"),),
            )
        return m.Rules(
            agreement=self._agreement(cast(Mapping, cast(Entry, agreements[0]).value)),
            actions={entry.key.text: _text(entry.value) for entry in entries["actions"]},
            action_spans={entry.key.text: entry.key.span for entry in entries["actions"]},
            records=self._each(entries["records"], self._record),
            facts=self._each(entries["facts"], self._fact),
            terms=self._each(entries["terms"], self._term),
            norms=self._each(entries["norms"], self._norm),
            groups=self._each(entries["groups"], self._group),
            exceptions=self._each(entries["exceptions"], self._exception),
            readings=self._each(entries["readings"], self._reading),
            silences=self._each(entries["silent"], self._silence),
            text=tuple(self._units(trees)),
            digest=digest,
        )

    def _entries(self, trees: tuple[Mapping, ...], section: str) -> Iterator[Entry]:
        for tree in trees:
            found = tree.get(section)
            if isinstance(found, Mapping):
                yield from found.entries

    def _check_names(self, entries: list[Entry], only_twice: bool = False) -> None:
        seen: dict[str, Entry] = {}
        for entry in entries:
            name = entry.key.text
            if not only_twice and name in reserved_words():
                self._say("reserved-name", f"`{name}` is a word of the language", entry.key.span, "choose another name")
            if name in seen and seen[name] is not entry:
                self._say(
                    "name-twice",
                    f"`{name}` stands twice",
                    entry.key.span,
                    labels=(Label(seen[name].key.span, "the first"),),
                )
            seen.setdefault(name, entry)

    def _each(self, entries: list[Entry], make: Callable[[Entry, Mapping], _Made | None]) -> dict[str, _Made]:
        made: dict[str, _Made] = {}
        for entry in entries:
            mapping = entry.value
            self.clause = _clause(mapping)
            one = make(entry, mapping)  # type: ignore[arg-type]
            if one is not None:
                made.setdefault(entry.key.text, one)
            self.clause = None
        return made

    # Parts that many rules have.

    def _expression(self, mapping: Mapping, key: str) -> Expression | None:
        node = mapping.get(key)
        return None if node is None else self._written(node)

    def _written(self, node: Node) -> Expression | None:
        if isinstance(node, Mapping):
            return self._cases(node)
        parsed = parse(cast(Scalar, node).excerpt)
        if isinstance(parsed, Diagnostic):
            self.found.append(_with_clause(parsed, self.clause))
            return None
        return parsed

    def _cases(self, node: Mapping) -> Expression | None:
        limbs: list[Limb] = []
        items = cast(Sequence, node.get("cases")).items
        for position, item in enumerate(items):
            limb = cast(Mapping, item)
            condition, value = self._expression(limb, "if"), self._expression(limb, "value")
            if limb.get("if") is None and position < len(items) - 1:
                self._say(
                    "limb-order",
                    "a limb without `if` takes everything, so the limbs after it are never reached",
                    limb.span,
                )
            if value is not None and (condition is not None or limb.get("if") is None):
                cite = self._cite(limb)
                limbs.append(Limb(condition, value, str(cite[0]) if cite else None, span=limb.span))
        return Cases(tuple(limbs), span=node.span) if len(limbs) == len(items) else None

    def _cite(self, mapping: Mapping) -> m.Citations:
        node = mapping.get("cite")
        if node is None:
            return ()
        return tuple(read_citation(scalar.text) for scalar in _scalars(node))

    def _under(self, mapping: Mapping, key: str = "under") -> m.Under:
        node = mapping.get(key)
        if not isinstance(node, Mapping):
            return ()
        return tuple((entry.key.text, tuple(scalar.text for scalar in _scalars(entry.value))) for entry in node.entries)

    def _parameters(self, mapping: Mapping) -> m.Parameters:
        node = mapping.get("for")
        if not isinstance(node, Mapping):
            return ()
        made = [(entry.key.text, self._written(entry.value)) for entry in node.entries]
        return tuple((name, items) for name, items in made if items is not None)

    def _type(self, mapping: Mapping) -> Type | None:
        scalar = cast(Scalar, mapping.get("type"))
        type_ = read_type(scalar.text, self.records)
        if isinstance(type_, str):
            self._say("unknown-type", type_, scalar.span, did_you_mean(scalar.text, type_words(self.records)))
            return None
        return type_

    # The kinds of rules.

    def _agreement(self, node: Mapping) -> m.Agreement:
        dated = node.get("dated")
        life = node.get("life")
        counting = node.get("counting")
        parties = cast(Mapping, node.get("parties"))
        return m.Agreement(
            id=_get(node, "id"),
            title=_get(node, "title"),
            parties=tuple((entry.key.text, _text(entry.value)) for entry in parties.entries),
            dated=self._date(cast(Scalar, dated)) if dated is not None else None,
            governing_law=_get(node, "governing_law"),
            currency=_get(node, "currency"),
            version=_get(node, "version"),
            source=_get(node, "source"),
            life=tuple(filter(None, map(self._life, life.items))) if isinstance(life, Sequence) else (),
            counting=tuple(map(self._counting, counting.entries)) if isinstance(counting, Mapping) else (),
            span=node.span,
        )

    def _date(self, scalar: Scalar) -> date | None:
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            self._say("invalid-date", f"there is no day `{scalar.text}`", scalar.span)
            return None

    def _life(self, node: Node) -> m.LifeLine | None:
        line = cast(Mapping, node)
        self.clause = _clause(line)
        given = [key for key in ("from", "after") if line.get(key) is not None]
        if len(given) != 1:
            self._say("life-line", "a line of the life cycle has either `from` or `after`", line.span)
            return None
        start = self._expression(line, given[0])
        if start is None:
            return None
        return m.LifeLine(
            state=_get(line, "state"),
            start=start,
            after=given[0] == "after",
            working_back_to=self._expression(line, "working_back_to"),
            cite=self._cite(line),
            under=self._under(line),
            summary=_get(line, "summary"),
            span=line.span,
        )

    def _counting(self, entry: Entry) -> m.CountingLine:
        line = cast(Mapping, entry.value)
        name, choice = entry.key.text, _get(line, "is") or None
        choices = m.COUNTING_CHOICES[name]
        if choice is not None and choices and choice not in choices:
            hint = did_you_mean(choice, choices) or f"one of: {', '.join(choices)}"
            self._say("counting-line", f"`{name}` cannot be `{choice}`", cast(Scalar, line.get("is")).span, hint)
        if line.get("cite") is None and line.get("assumed") is None:
            message = f"`{name}` needs the section it comes from (`cite`) or why it is assumed (`assumed`)"
            self._say("counting-line", message, entry.key.span)
        return m.CountingLine(
            name=name, choice=choice, cite=self._cite(line), assumed=_get(line, "assumed"), span=entry.key.span
        )

    def _record(self, entry: Entry, node: Mapping) -> m.RecordType:
        begins = node.get("begins")
        fields_node = cast(Mapping, node.get("fields"))
        fields = self._each(list(fields_node.entries), self._fact)
        if isinstance(begins, Scalar):
            first = fields.get(begins.text)
            if first is None or first.type.kind != "event":
                message = f"`{begins.text}` is not a field of type event"
                self._say("record-begins", message, begins.span, did_you_mean(begins.text, fields))
        must: list[m.Must] = []
        rows = node.get("must")
        for row in rows.items if isinstance(rows, Sequence) else ():
            condition = self._expression(cast(Mapping, row), "condition")
            if condition is not None:
                must.append(m.Must(condition=condition, says=_get(cast(Mapping, row), "says"), span=row.span))
        return m.RecordType(
            name=entry.key.text,
            begins=begins.text if isinstance(begins, Scalar) else None,
            fields=tuple(fields.values()),
            must=tuple(must),
            span=entry.key.span,
        )

    def _fact(self, entry: Entry, node: Mapping) -> m.Fact | None:
        type_ = self._type(node)
        if type_ is None:
            return None
        return m.Fact(
            name=entry.key.text,
            type=type_,
            ask=_get(node, "ask"),
            answered_by=_get(node, "answered_by"),
            presume=node.get("presume") is not None,
            over=cast(Any, _get(node, "over")),
            optional=_get(node, "optional") == "true",
            judgment_of=_get(node, "judgment_of"),
            cite=self._cite(node),
            under=self._under(node),
            summary=_get(node, "summary"),
            span=entry.key.span,
        )

    def _term(self, entry: Entry, node: Mapping) -> m.Term | None:
        type_, value = self._type(node), self._expression(node, "value")
        parameters = self._parameters(node)
        if type_ is None or value is None:
            return None
        return m.Term(
            name=entry.key.text,
            type=type_,
            value=value,
            parameters=parameters,
            amendable=_get(node, "amendable") == "true",
            report=_get(node, "report") == "true",
            cite=self._cite(node),
            under=self._under(node),
            summary=_get(node, "summary"),
            span=entry.key.span,
        )

    def _norm(self, entry: Entry, node: Mapping) -> m.Norm | None:
        kinds = [kind for kind in _SAYS if node.get(kind) is not None]
        if len(kinds) != 1:
            message = "a norm is one of duty, maintenance, prohibition, permission, power, statement and disposition"
            self._say(
                "norm-kind",
                message,
                entry.key.span,
                "write one of them as a key, such as `duty: supplier must deliver`",
            )
            return None
        kind = kinds[0]
        said = cast(Scalar, node.get(kind))
        bearer, action = self._bearer_and_action(kind, said)
        during = node.get("during")
        return m.Norm(
            kind=kind,
            name=entry.key.text,
            bearer=bearer,
            action=action,
            to=_get(node, "to"),
            parameters=self._parameters(node),
            upon=self._expression(node, "upon"),
            when=self._expression(node, "when"),
            holds_while=self._expression(node, "while"),
            during=tuple(scalar.text for scalar in _scalars(during)) if during is not None else ("in force",),
            start=self._expression(node, "from"),
            until=self._expression(node, "until"),
            by=self._expression(node, "by"),
            done=self._expression(node, "done"),
            effective=self._expression(node, "effective"),
            untrue=self._expression(node, "untrue"),
            once=_get(node, "once") == "true",
            amount=self._expression(node, "amount"),
            effort=_get(node, "effort"),
            effort_met=self._expression(node, "effort_met"),
            cite=self._cite(node),
            under=self._under(node),
            summary=_get(node, "summary"),
            span=entry.key.span,
        )

    def _bearer_and_action(self, kind: m.NormKind, said: Scalar) -> tuple[str, str]:
        for verb in _SAYS[kind]:
            bearer, found, action = said.text.partition(verb)
            if found and " " not in bearer.strip() and " " not in action.strip() and action.strip():
                return bearer.strip(), action.strip()
        form = " or ".join(f"`{kind}: PARTY{verb}ACTION`" for verb in _SAYS[kind])
        self._say("norm-kind", f"`{said.text}` does not say who and what", said.span, f"write {form}")
        return "", ""

    def _group(self, entry: Entry, node: Node) -> m.Group:
        return m.Group(name=entry.key.text, norms=tuple(scalar.text for scalar in _scalars(node)), span=entry.key.span)

    def _exception(self, entry: Entry, node: Mapping) -> m.Exception_ | None:
        kinds = [kind for kind in _EFFECTS if node.get(kind) is not None]
        if len(kinds) != 1:
            message = f"an exception has one effect, not {len(kinds)}"
            self._say(
                "exception-effect", message, entry.key.span, f"one of {', '.join(f'`{kind}`' for kind in _EFFECTS)}"
            )
            return None
        if node.get("upon") is None and node.get("when") is None and kinds[0] != "suspend":
            self._say("exception-effect", "an exception says `upon` which event or `when` it holds", entry.key.span)
        return m.Exception_(
            name=entry.key.text,
            gives_way=tuple(scalar.text for scalar in _scalars(cast(Node, node.get("gives_way")))),
            effect=self._effect(kinds[0], cast(Node, node.get(kinds[0]))),
            parameters=self._parameters(node),
            upon=self._expression(node, "upon"),
            when=self._expression(node, "when"),
            cite=self._cite(node),
            under=self._under(node),
            summary=_get(node, "summary"),
            span=entry.key.span,
        )

    def _effect(self, kind: m.EffectKind, node: Node) -> m.Effect:
        if not isinstance(node, Mapping):
            return m.Effect(kind=kind)
        replaced = [(entry.key.text, self._written(entry.value)) for entry in node.entries] if kind == "replace" else []
        if kind == "replace":
            return m.Effect(kind=kind, replace=tuple((key, value) for key, value in replaced if value is not None))
        return m.Effect(
            kind=kind,
            start=self._expression(node, "from"),
            until=self._expression(node, "until"),
            clock_stops=_get(node, "clock") == "stops",
            value=self._expression(node, "value"),
            breach_on=self._expression(node, "breach_on"),
            keeps_day=_get(node, "day") != "lost",
            accrued_falls=_get(node, "accrued") == "falls",
            working_back_to=self._expression(node, "working_back_to"),
        )

    def _reading(self, entry: Entry, node: Mapping) -> m.Reading:
        rows = cast(Mapping, node.get("options")).entries
        options = tuple(
            m.ReadingOption(
                name=row.key.text,
                says=_get(cast(Mapping, row.value), "says"),
                because=_get(cast(Mapping, row.value), "because"),
                span=row.key.span,
            )
            for row in rows
        )
        assumed = cast(Scalar, node.get("assumed"))
        names = [option.name for option in options]
        if assumed.text not in (*names, "none"):
            hint = did_you_mean(assumed.text, names) or f"one of {', '.join(names)}, or none"
            self._say("unknown-option", f"there is no option `{assumed.text}`", assumed.span, hint)
        return m.Reading(
            name=entry.key.text,
            question=_get(node, "question"),
            options=options,
            assumed=None if assumed.text == "none" else assumed.text,
            arises_under=self._under(node, "arises_under"),
            cite=self._cite(node),
            summary=_get(node, "summary"),
            span=entry.key.span,
        )

    def _silence(self, entry: Entry, node: Mapping) -> m.Silence:
        return m.Silence(
            name=entry.key.text,
            matter=_get(node, "matter"),
            type=self._type(node) if node.get("type") is not None else None,
            cite=self._cite(node),
            summary=_get(node, "summary"),
            span=entry.key.span,
        )

    def _units(self, trees: tuple[Mapping, ...]) -> Iterator[m.TextUnit]:
        for tree in trees:
            rows = tree.get("text")
            for row in rows.items if isinstance(rows, Sequence) else ():
                yield self._unit(cast(Mapping, row))

    def _unit(self, row: Mapping) -> m.TextUnit:
        given = [key for key in ("encoded_by", "no_effect", "not_encoded") if row.get(key) is not None]
        if len(given) != 1:
            self._say(
                "unit-claim", "a unit is either `encoded_by` rules, or has `no_effect`, or is `not_encoded`", row.span
            )
        encoded = row.get("encoded_by")
        return m.TextUnit(
            section=_get(row, "section"),
            unit=int(_get(row, "unit")),
            fingerprint=_get(row, "fingerprint") or None,
            rules=tuple(scalar.text for scalar in _scalars(encoded)) if encoded is not None else (),
            no_effect=_get(row, "no_effect") or None,
            not_encoded=_get(row, "not_encoded") or None,
            waives_figures=_get(row, "waives_figures") or None,
            span=row.span,
        )


def _get(mapping: Mapping, key: str) -> str:
    node = mapping.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _scalars(node: Node) -> tuple[Scalar, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar))


def read_citation(text: str) -> m.Citation:
    """The section, and units if any, that a text such as `7.2 units 1, 3` names."""
    found = _CITATION.fullmatch(" ".join(text.split()))
    assert found is not None, "every text has the form of a citation"
    units = tuple(int(number) for number in (found["units"] or "").replace(",", " ").split())
    return m.Citation(found["section"], units)


def _clause(node: Node) -> str | None:
    if not isinstance(node, Mapping):
        return None
    cite, summary = node.get("cite"), _get(node, "summary")
    sections = ", ".join(scalar.text for scalar in _scalars(cite)) if cite is not None else ""
    return f"{sections}, {summary}" if sections and summary else sections or None


def _with_clause(diagnostic: Diagnostic, clause: str | None) -> Diagnostic:
    from dataclasses import replace

    return replace(diagnostic, clause=clause)
