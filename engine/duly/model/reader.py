"""Trees of rule files to what they say.

In: the trees of an agreement's files, which fit the schema. Out: `Rules` and diagnostics. The one idea: what a scalar
is follows from the key it stands under, so every key is read by name, once, here: prose stays text, expressions are
parsed where they stand, and nothing is guessed from its looks. Names and types are the resolver's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar, cast

from duly.diagnostics import Diagnostic, Label
from duly.language.parser import reserved_words
from duly.model import nodes as m
from duly.model.rule_parts import PartReader, clause_of, scalars, text_at, text_of
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.source import Span
from duly.suggest import did_you_mean

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


class _Reader(PartReader):
    """One reading of one agreement's files."""

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
            actions={entry.key.text: text_of(entry.value) for entry in entries["actions"]},
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
            self.clause = clause_of(mapping)
            one = make(entry, mapping)  # type: ignore[arg-type]
            if one is not None:
                made.setdefault(entry.key.text, one)
            self.clause = None
        return made

    # The kinds of rules.

    def _agreement(self, node: Mapping) -> m.Agreement:
        dated = node.get("dated")
        life = node.get("life")
        counting = node.get("counting")
        parties = cast(Mapping, node.get("parties"))
        named = node.get("uses")
        uses = scalars(named) if named is not None else ()
        return m.Agreement(
            id=text_at(node, "id"),
            title=text_at(node, "title"),
            parties=tuple((entry.key.text, text_of(entry.value)) for entry in parties.entries),
            dated=self._date(cast(Scalar, dated)) if dated is not None else None,
            governing_law=text_at(node, "governing_law"),
            currency=text_at(node, "currency"),
            version=text_at(node, "version"),
            source=text_at(node, "source"),
            life=tuple(filter(None, map(self._life, life.items))) if isinstance(life, Sequence) else (),
            counting=tuple(map(self._counting, counting.entries)) if isinstance(counting, Mapping) else (),
            short=text_at(node, "short"),
            uses=tuple(each.text for each in uses),
            uses_spans=tuple(each.span for each in uses),
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
        self.clause = clause_of(line)
        given = [key for key in ("from", "after") if line.get(key) is not None]
        if len(given) != 1:
            self._say("life-line", "a line of the life cycle has either `from` or `after`", line.span)
            return None
        start = self._expression(line, given[0])
        if start is None:
            return None
        return m.LifeLine(
            state=text_at(line, "state"),
            start=start,
            after=given[0] == "after",
            working_back_to=self._expression(line, "working_back_to"),
            cite=self._cite(line),
            under=self._under(line),
            summary=text_at(line, "summary"),
            span=line.span,
        )

    def _counting(self, entry: Entry) -> m.CountingLine:
        line = cast(Mapping, entry.value)
        name, choice = entry.key.text, text_at(line, "is") or None
        choices = m.COUNTING_CHOICES[name]
        if choice is not None and choices and choice not in choices:
            hint = did_you_mean(choice, choices) or f"one of: {', '.join(choices)}"
            self._say("counting-line", f"`{name}` cannot be `{choice}`", cast(Scalar, line.get("is")).span, hint)
        if line.get("cite") is None and line.get("assumed") is None:
            message = f"`{name}` needs the section it comes from (`cite`) or why it is assumed (`assumed`)"
            self._say("counting-line", message, entry.key.span)
        return m.CountingLine(
            name=name, choice=choice, cite=self._cite(line), assumed=text_at(line, "assumed"), span=entry.key.span
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
                must.append(m.Must(condition=condition, says=text_at(cast(Mapping, row), "says"), span=row.span))
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
            ask=text_at(node, "ask"),
            answered_by=text_at(node, "answered_by"),
            presume=node.get("presume") is not None,
            over=cast(Any, text_at(node, "over")),
            optional=text_at(node, "optional") == "true",
            judgment_of=text_at(node, "judgment_of"),
            assumed=text_at(node, "assumed"),
            cite=self._cite(node),
            under=self._under(node),
            summary=text_at(node, "summary"),
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
            amendable=text_at(node, "amendable") == "true",
            report=text_at(node, "report") == "true",
            assumed=text_at(node, "assumed"),
            cite=self._cite(node),
            under=self._under(node),
            summary=text_at(node, "summary"),
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
            to=text_at(node, "to"),
            parameters=self._parameters(node),
            upon=self._expression(node, "upon"),
            when=self._expression(node, "when"),
            holds_while=self._expression(node, "while"),
            during=tuple(scalar.text for scalar in scalars(during)) if during is not None else ("in force",),
            start=self._expression(node, "from"),
            until=self._expression(node, "until"),
            by=self._expression(node, "by"),
            done=self._expression(node, "done"),
            effective=self._expression(node, "effective"),
            untrue=self._expression(node, "untrue"),
            once=text_at(node, "once") == "true",
            amount=self._expression(node, "amount"),
            effort=text_at(node, "effort"),
            effort_met=self._expression(node, "effort_met"),
            cite=self._cite(node),
            under=self._under(node),
            summary=text_at(node, "summary"),
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
        return m.Group(name=entry.key.text, norms=tuple(scalar.text for scalar in scalars(node)), span=entry.key.span)

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
            gives_way=tuple(scalar.text for scalar in scalars(cast(Node, node.get("gives_way")))),
            effect=self._effect(kinds[0], cast(Node, node.get(kinds[0]))),
            parameters=self._parameters(node),
            upon=self._expression(node, "upon"),
            when=self._expression(node, "when"),
            cite=self._cite(node),
            under=self._under(node),
            summary=text_at(node, "summary"),
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
            clock_stops=text_at(node, "clock") == "stops",
            value=self._expression(node, "value"),
            breach_on=self._expression(node, "breach_on"),
            keeps_day=text_at(node, "day") != "lost",
            accrued_falls=text_at(node, "accrued") == "falls",
            working_back_to=self._expression(node, "working_back_to"),
        )

    def _reading(self, entry: Entry, node: Mapping) -> m.Reading:
        rows = cast(Mapping, node.get("options")).entries
        options = tuple(
            m.ReadingOption(
                name=row.key.text,
                says=text_at(cast(Mapping, row.value), "says"),
                because=text_at(cast(Mapping, row.value), "because"),
                span=row.key.span,
            )
            for row in rows
        )
        assumed = cast(Scalar, node.get("assumed"))
        names = [option.name for option in options]
        for row in rows:
            if row.key.text == "none":
                hint = "choose another name: `assumed: none` says that no option is assumed"
                self._say("reserved-name", "an option is not called `none`", row.key.span, hint)
        if assumed.text not in (*names, "none"):
            hint = did_you_mean(assumed.text, names) or f"one of {', '.join(names)}, or none"
            self._say("unknown-option", f"there is no option `{assumed.text}`", assumed.span, hint)
        return m.Reading(
            name=entry.key.text,
            question=text_at(node, "question"),
            options=options,
            assumed=None if assumed.text == "none" else assumed.text,
            arises_under=self._under(node, "arises_under"),
            cite=self._cite(node),
            summary=text_at(node, "summary"),
            span=entry.key.span,
        )

    def _silence(self, entry: Entry, node: Mapping) -> m.Silence:
        return m.Silence(
            name=entry.key.text,
            matter=text_at(node, "matter"),
            type=self._type(node) if node.get("type") is not None else None,
            cite=self._cite(node),
            summary=text_at(node, "summary"),
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
            section=text_at(row, "section"),
            unit=int(text_at(row, "unit")),
            fingerprint=text_at(row, "fingerprint") or None,
            rules=tuple(scalar.text for scalar in scalars(encoded)) if encoded is not None else (),
            no_effect=text_at(row, "no_effect") or None,
            not_encoded=text_at(row, "not_encoded") or None,
            waives_figures=text_at(row, "waives_figures") or None,
            span=row.span,
        )
