"""Trees of fact sets to `FactSet`, held against the vocabulary of the agreement.

In: a tree (JSON or YAML), the rules. Out: a fact set and every diagnostic. The one idea: the declared type of a fact
says how its value is read, so `22:22`, `no` and `1.10` are never anything but what is asked for; amounts are text,
because a number in JSON may already have lost its cents.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from duly.diagnostics import Diagnostic, Label
from duly.evaluation.facts import FactSet, Given
from duly.language.types import Type
from duly.limits import EARLIEST_YEAR, LATEST_YEAR
from duly.model.nodes import Fact, RecordType, Rules
from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.source import Span
from duly.suggest import did_you_mean
from duly.values import Money, Record, Window

_DETAILS = ("value", "through", "known_on", "assumed", "between", "items", "entries", "days")
_MONEY = re.compile(
    r"(?P<minus>-)?(?P<sign>\$|[A-Z]{3} ?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<rest>\.[0-9]+)?"
)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_RECORD_KEYS = ("id", "sequence", "known_on")
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
            return {"null": True} if _is_null(node) else node.text


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.style == "null" or (node.style == "plain" and node.text == "null"))


class _Reader:
    """One reading of one fact set."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.found: list[Diagnostic] = []
        self.through = date.min

    def _say(
        self, code: str, message: str, span: Span, hint: str | None = None, labels: tuple[Label, ...] = ()
    ) -> None:
        self.found.append(Diagnostic(code, message, span, hint, labels))

    def fact_set(self, tree: Node) -> FactSet | None:
        """The fact set of a whole file."""
        if not isinstance(tree, Mapping):
            self._say("fact-set", "a fact set is a mapping with `agreement`, `through` and `facts`", tree.span)
            return None
        for entry in tree.entries:
            if entry.key.text not in ("agreement", "title", "through", "facts"):
                hint = did_you_mean(entry.key.text, ("agreement", "title", "through", "facts"))
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
        node = tree.get("agreement")
        own = self.rules.agreement.id
        if node is not None and not (isinstance(node, Scalar) and node.text == own):
            said = node.text if isinstance(node, Scalar) else "…"
            self._say("fact-set", f"these facts are for `{said}`, not for `{own}`", node.span)

    def _through(self, tree: Mapping) -> date | None:
        node = tree.get("through")
        if node is None:
            place = Span(tree.span.source, tree.span.start, tree.span.start)
            hint = "add `through: DATE`, the day through which what is not mentioned as happened did not happen"
            self._say("fact-set", "the fact set does not say through which day it is complete", place, hint)
            return None
        return self._date(node)

    def _facts(self, facts: Mapping) -> Iterator[tuple[str, Given]]:
        for entry in facts.entries:
            fact = self.rules.facts.get(entry.key.text)
            if fact is None:
                hint = did_you_mean(entry.key.text, self.rules.facts)
                self._say("unknown-fact", f"no fact is called `{entry.key.text}`", entry.key.span, hint)
                continue
            given = self._given(fact, entry.value)
            if given is not None:
                yield fact.name, given

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
        if _is_null(node):
            if fact.type.kind == "event" or fact.optional:
                return given("absent", None)
            hint = "leave it out if it is not known"
            self._say("wrong-value", f"`{fact.name}` cannot be absent", node.span, hint)
            return None
        value = self._value(fact.type, node)
        return None if value is None else given("value", value)

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
            day, said = self._date(first), self._value(fact.type, value)
            if day is not None and said is not None:
                if any(day == other for other, _ in pairs):
                    self._say("wrong-value", f"two values for {day}", first.span)
                pairs.append((day, said))
        return given("over time" if fact.over == "time" else "by day", tuple(sorted(pairs, key=lambda pair: pair[0])))  # type: ignore[no-any-return]

    def _list(self, fact: Fact, node: Node, given: Any) -> Given | None:
        if not isinstance(node, Sequence):
            hint = "an empty list is `[]`" if _is_null(node) else None
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
        if not isinstance(id_node, Scalar) or not id_node.text.strip() or _is_null(id_node):
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

    # One value.

    def _window(self, node: Node) -> Window | None:
        """A window as `first` and `last`, either of which may be left out."""
        ends = [node.get(key) for key in ("first", "last")] if isinstance(node, Mapping) else []
        if not isinstance(node, Mapping) or not any(ends) or set(node.by_key) - {"first", "last"}:
            self._say("wrong-value", "a window is its first and last day: `{first: DATE, last: DATE}`", node.span)
            return None
        days = [None if end is None else self._date(end) for end in ends]
        if any(end is not None and day is None for end, day in zip(ends, days, strict=True)):
            return None
        if days[0] is not None and days[1] is not None and days[1] < days[0]:
            self._say("wrong-value", "the last day of this window is before its first", node.span)
            return None
        return Window(days[0], days[1])

    def _value(self, type_: Type, node: Node) -> Any:
        if type_.kind == "window" and not _is_null(node):
            return self._window(node)
        if not isinstance(node, Scalar) or _is_null(node):
            self._say("wrong-value", f"{_a(type_)} is needed here", node.span)
            return None
        match type_.kind:
            case "date" | "event":
                return self._date(node)
            case "boolean":
                return self._boolean(node)
            case "number":
                return self._number(node)
            case "money":
                return self._money(node)
            case "choice":
                return self._one_of(node, type_.options, "choice")
            case "party":
                return self._one_of(node, tuple(role for role, _ in self.rules.agreement.parties), "party")
            case "text" | "record":
                return self._text(node)
            case _:
                self._say("wrong-value", f"{_a(type_)} cannot be given as a fact", node.span)
                return None

    def _date(self, node: Node) -> date | None:
        if (
            not isinstance(node, Scalar)
            or node.style in ("number", "boolean", "null")
            or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text)
        ):
            self._say("invalid-date", "a date is year-month-day, such as 2001-10-03", node.span)
            return None
        try:
            day = date.fromisoformat(node.text)
        except ValueError:
            self._say("invalid-date", f"there is no day `{node.text}`", node.span)
            return None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            self._say("invalid-date", f"the year is not between {EARLIEST_YEAR} and {LATEST_YEAR}", node.span)
            return None
        return day

    def _boolean(self, node: Scalar) -> bool | None:
        if node.style in ("boolean", "plain") and node.text in ("true", "false"):
            return node.text == "true"
        self._say("wrong-value", f"`{node.text}` is not `true` or `false`", node.span)
        return None

    def _number(self, node: Node) -> Fraction | None:
        if isinstance(node, Scalar) and node.style in ("number", "plain") and _NUMBER.fullmatch(node.text):
            return Fraction(node.text)
        said = node.text if isinstance(node, Scalar) else "this"
        hint = "numbers are digits, with a point where needed, without quotes" if isinstance(node, Scalar) else None
        self._say("wrong-value", f"`{said}` is not a number", node.span, hint)
        return None

    def _money(self, node: Scalar) -> Money | None:
        currency = self.rules.agreement.currency
        example = '"$1,234.50"' if currency == "USD" else f'"{currency} 1,234.50"'
        found = None if node.style in ("number", "boolean") else _MONEY.fullmatch(node.text.strip())
        if found is None:
            said = (
                "a number is not an amount of money"
                if node.style == "number"
                else f"`{node.text}` is not an amount of money"
            )
            self._say("wrong-value", said, node.span, f"write amounts as text with their currency: {example}")
            return None
        given = "USD" if found["sign"] == "$" else found["sign"].strip()
        if given != currency:
            self._say("wrong-value", f"an amount in {given}, but the agreement counts in {currency}", node.span)
            return None
        amount = Fraction(found["digits"].replace(",", "") + (found["rest"] or ""))
        return Money(-amount if found["minus"] else amount, currency)

    def _one_of(self, node: Scalar, options: tuple[str, ...], kind: str) -> str | None:
        if node.text in options and node.style not in ("number", "boolean"):
            return node.text
        hint = did_you_mean(node.text, options) or f"one of {', '.join(options)}"
        self._say("wrong-value", f"`{node.text}` is not a {kind} here", node.span, hint)
        return None

    def _text(self, node: Node) -> str | None:
        if not isinstance(node, Scalar) or _is_null(node):
            self._say("wrong-value", "a text is needed here", node.span)
            return None
        if node.style in ("number", "boolean"):
            self._say("wrong-value", f"`{node.text}` is not a text", node.span, "put it in quotation marks")
            return None
        return node.text


def _a(type_: Type) -> str:
    said = str(type_)
    return said if said.startswith(("list", "choice")) else f"{'an' if said[0] in 'aeiou' else 'a'} {said}"
