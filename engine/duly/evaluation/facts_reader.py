"""Trees of fact sets to `FactSet`, held against the vocabulary of the agreement.

In: a tree (JSON or YAML), the rules. Out: a fact set and every diagnostic. The one idea: the declared type of a fact
says how its value is read, so `22:22`, `no` and `1.10` are never anything but what is asked for; amounts are text,
because a number in JSON may already have lost its cents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from duly.diagnostics import Diagnostic, Label
from duly.evaluation.fact_values import ValueReader, is_null
from duly.evaluation.facts import FactSet, Given
from duly.model.nodes import Fact, RecordType, Rules
from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.model.uses import everything
from duly.source import Span
from duly.suggest import did_you_mean
from duly.values import ABSENT, Record

_KEYS = ("agreement", "agreements", "title", "through", "facts")
_DETAILS = ("value", "through", "known_on", "assumed", "between", "items", "entries", "days")
_RECORD_KEYS = ("id", "sequence", "known_on")
_NOT_KNOWN = ("unknown", "not known", "unsure", "unclear", "n/a", "?", "tbd")
_NO = ("no", "none", "never", "not yet", "nil", "~")
_YES = ("yes", "y", "done", "happened")
"""Words that people write where a value is missing, where something did not happen, and where it did."""
NOT_SAID = "unknown"
"""The one key of a fact that is named and not given; what stands under it is for people."""


def read_facts(tree: Node, rules: Rules) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    """The fact set that a file holds; None, with diagnostics, where it does not."""
    reader = _Reader(rules)
    facts = reader.fact_set(tree)
    return (None if reader.found else facts), tuple(reader.found)


def digest_of(tree: Node) -> str:
    """A fingerprint of what a tree says, whatever its layout and order of keys."""
    return hashlib.sha256(json.dumps(_plain(tree), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(node: Node) -> Any:
    match node:
        case Mapping():
            return {entry.key.text: _plain(entry.value) for entry in node.entries}
        case Sequence():
            return [_plain(item) for item in node.items]
        case Scalar():
            return {"null": True} if is_null(node) else node.text


class _Reader(ValueReader):
    """One reading of one fact set."""

    def __init__(self, rules: Rules) -> None:
        super().__init__(rules)
        self.through = date.min

    def fact_set(self, tree: Node) -> FactSet | None:
        """The fact set of a whole file."""
        if not isinstance(tree, Mapping):
            self._say("fact-set", "a fact set is a mapping with `agreement`, `through` and `facts`", tree.span)
            return None
        for entry in tree.entries:
            if entry.key.text not in _KEYS:
                hint = did_you_mean(entry.key.text, _KEYS)
                if entry.key.text in self.rules.facts:
                    hint = "facts stand under `facts`"
                self._say("unknown-key", f"a fact set has no key `{entry.key.text}`", entry.key.span, hint)
        self._agreement(tree)
        self.through = self._through(tree) or date.min
        facts = tree.get("facts")
        if not isinstance(facts, Mapping):
            place = facts.span if facts is not None else Span(tree.span.source, tree.span.start, tree.span.start)
            self._say("fact-set", "a fact set has `facts`, a mapping of names and values", place)
            return None
        given = dict(self._facts(facts))
        self._references(facts, given)
        title = tree.get("title")
        return FactSet(
            self.rules.agreement.id,
            (self._text(title) or "") if title is not None else "",
            self.through,
            given,
            digest_of(tree),
        )

    def _agreement(self, tree: Mapping) -> None:
        """Whether the facts are for what is evaluated: for one agreement, or for several that are read together."""
        one, several = tree.get("agreement"), tree.get("agreements")
        own = self.rules.agreement.id
        ids = {each.agreement.id for each in self.rules.used.values()} | ({own} if not self.rules.is_set else set())
        said = "`, `".join(sorted(ids)) if self.rules.is_set else own
        listed = several.items if isinstance(several, Sequence) else ()
        free = ids - {item.text for item in listed if isinstance(item, Scalar)}
        for node in (*((one,) if one is not None else ()), *listed):
            if not (isinstance(node, Scalar) and node.text in ids):
                what = node.text if isinstance(node, Scalar) else "…"
                together = f"name `{what}` too, to evaluate them together" if several is not None else None
                hint = did_you_mean(what, free) or together
                self._say("fact-set", f"these facts are for `{what}`, not for `{said}`", node.span, hint)
        if several is not None and not isinstance(several, Sequence):
            self._say("fact-set", "`agreements` is a list of ids", several.span)

    def _through(self, tree: Mapping) -> date | None:
        node = tree.get("through")
        if node is None:
            place = Span(tree.span.source, tree.span.start, tree.span.start)
            hint = "add `through: DATE`, the day through which what is not mentioned as happened did not happen"
            self._say("fact-set", "the fact set does not say through which day it is complete", place, hint)
            return None
        return self._date(node)

    def _facts(self, facts: Mapping) -> Iterator[tuple[str, Given]]:
        seen: dict[str, Span] = {}
        for entry in facts.entries:
            fact = self._called(entry.key)
            if fact is None:
                continue
            if fact.name in seen:
                first = (Label(seen[fact.name], "the first"),)
                self._say("wrong-value", f"`{fact.name}` is given twice", entry.key.span, labels=first)
            seen[fact.name] = entry.key.span
            given = self._given(fact, entry.value)
            if given is not None:
                yield fact.name, given

    def _called(self, key: Scalar) -> Fact | None:
        """The fact of this name: the agreement's own, or of one that it uses, with or without that one's name before.

        A name that two agreements give a fact has to say whose it means.
        """
        named, own = key.text, self.rules.agreement.name
        if named in self.rules.facts and "." in named:
            return self.rules.facts[named]
        if named.startswith(f"{own}.") and named.removeprefix(f"{own}.") in dict(self.rules.facts):
            return self.rules.facts[named.removeprefix(f"{own}.")]
        known = everything(self.rules.facts)
        found = [name for name in known if name == named or name.endswith(f".{named}")]
        if not found:
            hint = did_you_mean(named, (*known, *(name.rpartition(".")[2] for name in known)))
            self._say("unknown-fact", f"no fact is called `{named}`", key.span, hint)
        elif len(found) > 1:
            names = [name if "." in name else f"{own}.{name}" for name in found]
            said = " or ".join(f"`{name}`" for name in names)
            self._say("unknown-fact", f"two agreements have a fact called `{named}`", key.span, f"say whose: {said}")
        return known[found[0]] if len(found) == 1 else None

    # One fact.

    def _given(self, fact: Fact, node: Node) -> Given | None:
        if isinstance(node, Mapping) and node.keys() == (NOT_SAID,):
            return None  # a form to fill in says so of what nobody has filled in
        details = node if isinstance(node, Mapping) and self._is_detailed(fact, node) else None
        if details is None:
            return self._bare(fact, node, self.through, None, "")
        through, known_on = details.get("through"), details.get("known_on")
        assumed = details.get("assumed")
        for entry in details.entries:
            if entry.key.text not in _DETAILS:
                hint = did_you_mean(entry.key.text, _DETAILS)
                self._say("unknown-key", f"a fact has no key `{entry.key.text}`", entry.key.span, hint)
        through_day = self._date(through) if through is not None else self.through
        known_day = self._date(known_on) if known_on is not None else None
        said = (self._text(assumed) or "") if assumed is not None else ""
        content = next(
            (
                details.get(key)
                for key in ("value", "items", "entries", "days", "between")
                if details.get(key) is not None
            ),
            None,
        )
        if content is None:
            self._say("wrong-value", f"nothing is said of `{fact.name}`: a `value` is missing", details.span)
            return None
        if details.get("between") is not None:
            return self._between(fact, content, through_day, known_day, said)
        return self._bare(fact, content, through_day, known_day, said)

    def _is_detailed(self, fact: Fact, node: Mapping) -> bool:
        if fact.over == "day":
            return any(key in ("days", "through", "assumed", "known_on") for key in node.by_key)
        return any(key in _DETAILS for key in node.by_key) or not node.entries

    def _bare(self, fact: Fact, node: Node, through: date | None, known_on: date | None, assumed: str) -> Given | None:
        def given(kind: Any, value: Any) -> Given:
            return Given(
                kind, value, through, known_on, assumed, kind == "value" and fact.type.kind == "event", node.span
            )

        if fact.over:
            return self._dated_values(fact, node, given)
        if fact.type.kind == "list":
            return self._list(fact, node, given)
        if is_null(node):
            if fact.type.kind == "event" or fact.optional:
                return given("absent", None)
            hint = "leave it out if it is not known"
            self._say("wrong-value", f"`{fact.name}` cannot be absent", node.span, hint)
            return None
        if self._is_no_value(fact, node):
            return None
        value = self._value(fact.type, node)
        return None if value is None else given("value", value)

    def _is_no_value(self, fact: Fact, node: Node) -> bool:
        """Whether a word stands here that people write for *not known* or *did not happen*; says how to write that."""
        if not isinstance(node, Scalar) or node.style == "number" or fact.type.kind in ("text", "record"):
            return False
        word = node.text.strip().casefold()
        if word in ("true", "false"):
            if fact.type.kind != "event":
                return False
            word = _YES[0] if word == "true" else _NO[0]
        if node.text in fact.type.options or word not in (*_NOT_KNOWN, *_NO, *_YES):
            return False
        if word in _NOT_KNOWN:
            hint = f"leave `{fact.name}` out if it is not known, or write `{{unknown: why}}`"
        elif fact.type.kind == "boolean":
            hint = "write `true` or `false`; leave it out if it is not known"
        elif word in _NO and (fact.type.kind == "event" or fact.optional):
            hint = "`null` says that it did not happen, or is not there; leave it out if that is not known"
        elif word in _YES and fact.type.kind == "event":
            hint = "write the day on which it happened; `null` says that it has not; leave it out if that is not known"
        else:
            return False
        self._say("wrong-value", f"`{node.text}` is no value of `{fact.name}`", node.span, hint)
        return True

    def _between(
        self, fact: Fact, node: Node, through: date | None, known_on: date | None, assumed: str
    ) -> Given | None:
        days = [self._date(item) for item in node.items] if isinstance(node, Sequence) else []
        if fact.type.kind != "event" or len(days) != 2:
            self._say("wrong-value", "`between` gives an event's first and last possible day", node.span)
            return None
        if days[0] is None or days[1] is None:
            return None
        if days[1] < days[0]:
            self._say("wrong-value", "the last possible day is before the first", node.span)
            return None
        return Given("between", (days[0], days[1]), through, known_on, assumed, True, node.span)

    def _dated_values(self, fact: Fact, node: Node, given: Any) -> Given | None:
        pairs: list[tuple[date, Any]] = []
        if fact.over == "day" and isinstance(node, Mapping):
            rows = [(entry.key, entry.value) for entry in node.entries]
        elif fact.over == "time" and isinstance(node, Sequence):
            rows = []
            for item in node.items:
                first, value = (item.get("from"), item.get("value")) if isinstance(item, Mapping) else (None, None)
                if not isinstance(first, Scalar) or value is None:
                    self._say("wrong-value", "each entry has `from` and `value`", item.span)
                    continue
                rows.append((first, value))
        else:
            shape = (
                "a mapping of days and values" if fact.over == "day" else "a list of entries with `from` and `value`"
            )
            self._say("wrong-value", f"`{fact.name}` is {shape}", node.span)
            return None
        for first, value in rows:
            is_absent = fact.optional and is_null(value)
            day, said = self._date(first), ABSENT if is_absent else self._value(fact.type, value)
            if day is not None and said is not None:
                if any(day == other for other, _ in pairs):
                    self._say("wrong-value", f"two values for {day}", first.span)
                pairs.append((day, said))
        return given("over time" if fact.over == "time" else "by day", tuple(sorted(pairs, key=lambda pair: pair[0])))  # type: ignore[no-any-return]

    def _list(self, fact: Fact, node: Node, given: Any) -> Given | None:
        if not isinstance(node, Sequence):
            hint = "that there are none is `[]`; leave it out if it is not known, or write `{unknown: why}`"
            self._say("wrong-value", f"`{fact.name}` is a list", node.span, hint)
            return None
        inner = fact.type.of
        assert inner is not None, "a list has a type of members"
        if inner.kind != "record":
            values = [self._value(inner, item) for item in node.items]
            return given("list", tuple(value for value in values if value is not None))  # type: ignore[no-any-return]
        type_ = self.rules.records[inner.name]
        members: list[Record] = []
        seen: dict[str, Span] = {}
        for item in node.items:
            record = self._record(type_, item)
            if record is None:
                continue
            if record.id in seen:
                self._say(
                    "duplicate-id",
                    f"two records are called `{record.id}`",
                    item.span,
                    labels=(Label(seen[record.id], "the first"),),
                )
            seen[record.id] = item.span
            members.append(record)
        return given("list", tuple(members))  # type: ignore[no-any-return]

    def _record(self, type_: RecordType, node: Node) -> Record | None:
        if not isinstance(node, Mapping):
            self._say("wrong-value", f"a {type_.name} is a mapping of its fields", node.span)
            return None
        known = {fact.name: fact for fact in type_.fields}
        id_node = node.get("id")
        if not isinstance(id_node, Scalar) or not id_node.text.strip() or is_null(id_node):
            self._say("wrong-value", f"this {type_.name} has no `id`", node.span, "give it a short name of its own")
            return None
        fields: dict[str, Any] = {}
        for entry in node.entries:
            name = entry.key.text
            if name in known:
                given = self._given(known[name], entry.value)
                if given is not None:
                    fields[name] = given
            elif name == "sequence":
                number = self._number(entry.value)
                if number is not None and number.denominator != 1:
                    self._say("wrong-value", "a place in an order is a whole number", entry.value.span)
                elif number is not None:
                    fields[name] = Given("value", number, span=entry.value.span)
            elif name == "known_on":
                day = self._date(entry.value)
                if day is not None:
                    fields[name] = Given("value", day, span=entry.value.span)
            elif name != "id":
                hint = (
                    did_you_mean(name, (*known, *_RECORD_KEYS))
                    or f"it has {', '.join(f'`{field}`' for field in known)}"
                )
                self._say("unknown-fact", f"a {type_.name} has no `{name}`", entry.key.span, hint)
        return Record(type_.name, id_node.text, fields)

    def _references(self, facts: Mapping, given: dict[str, Given]) -> None:
        """A field that refers to a record names one that is there."""
        there: dict[str, set[str]] = {}
        records = [
            member
            for fact in given.values()
            if fact.kind == "list"
            for member in fact.value
            if isinstance(member, Record)
        ]
        for record in records:
            there.setdefault(record.type, set()).add(record.id)
        for record in records:
            for field in self.rules.records[record.type].fields:
                value = record.fields.get(field.name)
                if field.type.kind == "record" and isinstance(value, Given) and value.kind == "value":
                    known = there.get(field.type.name, set())
                    if value.value not in known and value.span is not None:
                        hint = did_you_mean(value.value, known)
                        self._say(
                            "unknown-record", f"there is no {field.type.name} called `{value.value}`", value.span, hint
                        )
