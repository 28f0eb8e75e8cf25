"""Trees of rule files to what they say.

In: the trees of an agreement's files, which fit the schema. Out: `Rules` and diagnostics. The one idea: what a scalar
is follows from the key it stands under, so every key is read by name, once, here and in the readers that this one is
made of: prose stays text, expressions are parsed where they stand, and nothing is guessed from its looks. Names and
types are the resolver's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from duly.diagnostics import Diagnostic, Label
from duly.language.parser import reserved_words
from duly.model import nodes as m
from duly.model.agreement_reader import AgreementReader
from duly.model.norm_reader import NormReader
from duly.model.rule_parts import clause_of, scalars, text_at, text_of
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.source import Span
from duly.suggest import did_you_mean

_SECTIONS = ("records", "facts", "terms", "norms", "groups", "exceptions", "readings", "silent", "actions")
_Made = TypeVar("_Made")


def read_rules(trees: tuple[Mapping, ...], digest: str) -> tuple[m.Rules | None, tuple[Diagnostic, ...]]:
    """What the files say together; None where no file says which agreement it is."""
    reader = _Reader()
    rules = reader.rules(trees, digest)
    return rules, tuple(reader.found)


class _Reader(AgreementReader, NormReader):
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

    def _group(self, entry: Entry, node: Node) -> m.Group:
        return m.Group(name=entry.key.text, norms=tuple(scalar.text for scalar in scalars(node)), span=entry.key.span)

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
