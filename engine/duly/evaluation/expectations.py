"""What a scenario expects, as claims that are true or false of an outcome.

In: the list under `expect`. Out: `Claim`s, one for each thing expected on each day, and diagnostics. The one idea: a
claim holds its value as text in the form in which outcomes are shown, since both then have one way to be written:
amounts with their commas, numbers without needless zeros, and of what is not known that word, with its bounds where
they matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from duly.diagnostics import Diagnostic
from duly.evaluation.show import show
from duly.language.types import Type
from duly.model import nodes as m
from duly.model.loader import Loaded
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.model.uses import everything
from duly.source import Span
from duly.suggest import did_you_mean
from duly.values import Money

Kind: TypeAlias = Literal["state", "used", "norm", "term", "total", "unknown", "breaches", "next change"]
AGREEMENT = "agreement"
UNDETERMINED = "undetermined"
NOTHING = "none"
_DATES = ("due", "ends", "triggered", "done")
_MONEY = re.compile(
    r"(?P<minus>-)?(?P<sign>\$|[A-Z]{3} )(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<rest>\.[0-9]+)?"
)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_KNOWN = ("unknown", "open", UNDETERMINED, "absent", "not yet", "never", "none", "between ")


@dataclass(frozen=True, slots=True)
class Claim:
    """That on a day something has a value: `key` says what of the subject; several words are meant as a set."""

    as_of: date
    kind: Kind
    subject: str
    key: str
    wanted: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


def read_claims(node: Node | None, loaded: Loaded) -> tuple[tuple[Claim, ...], tuple[Diagnostic, ...]]:
    """The claims of a scenario, and what is wrong with them."""
    reader = _Reader(loaded)
    items = node.items if isinstance(node, Sequence) else ()
    claims = tuple(claim for item in items if isinstance(item, Mapping) for claim in reader.day(item))
    return claims, tuple(reader.found)


class _Reader:
    """One reading of one list of expectations."""

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.vocabulary is not None, "scenarios are read for an agreement that has rules"
        self.vocabulary = loaded.vocabulary
        self.rules = loaded.rules
        self.found: list[Diagnostic] = []

    def _say(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        self.found.append(Diagnostic(code, message, span, hint))

    def day(self, item: Mapping) -> Iterator[Claim]:
        """The claims about one day."""
        as_of = self._date(_scalar(item, "as_of"))
        if as_of is None:
            return
        for key in ("state", "possible"):
            words = _scalars(item.get(key))
            if words:
                self._states(words, (*m.LIFE_STATES, UNDETERMINED) if key == "state" else m.LIFE_STATES, "an agreement")
                yield Claim(as_of, "state", AGREEMENT, key, _texts(words), words[0].span)
        for entry in _entries(item, "states"):
            if self._used(entry.key) and isinstance(entry.value, Scalar):
                self._states((entry.value,), (*m.LIFE_STATES, UNDETERMINED), "an agreement")
                yield Claim(as_of, "used", entry.key.text, "state", (entry.value.text,), entry.value.span)
        for entry in _entries(item, "norms"):
            yield from self._norm(as_of, entry.key, entry.value)
        for entry in _entries(item, "terms"):
            if (type_ := self._term(entry.key)) is not None and isinstance(entry.value, Scalar):
                wanted = (self._value(entry.value, type_),)
                yield Claim(as_of, "term", entry.key.text, "value", wanted, entry.value.span)
        for entry in _entries(item, "totals"):
            if self._norm_named(entry.key) is not None and isinstance(entry.value, Scalar):
                wanted = (self._value(entry.value, Type("money")),)
                yield Claim(as_of, "total", entry.key.text, "amount", wanted, entry.value.span)
        yield from self._rest(as_of, item)

    def _rest(self, as_of: date, item: Mapping) -> Iterator[Claim]:
        unknown = item.get("unknown")
        if isinstance(unknown, Sequence):
            yield Claim(as_of, "unknown", "what is missing", "", _texts(_scalars(unknown)), unknown.span)
        for entry in _entries(item, "breaches"):
            if self._norm_named(entry.key) is not None:
                yield Claim(as_of, "breaches", entry.key.text, "breaches", self._days(entry.value), entry.value.span)
        for entry in _entries(item, "next_change"):
            is_known = entry.key.text == AGREEMENT or self._norm_named(entry.key) is not None
            if is_known and isinstance(entry.value, Scalar):
                wanted = entry.value.text if entry.value.text == NOTHING else self._shown_date(entry.value)
                yield Claim(as_of, "next change", entry.key.text, "next change", (wanted,), entry.value.span)

    # Norms and terms.

    def _norm(self, as_of: date, key: Scalar, node: Node) -> Iterator[Claim]:
        norm = self._norm_named(key)
        if norm is None:
            return
        if isinstance(node, Scalar):
            yield Claim(as_of, "norm", key.text, "state", ("absent",), node.span)
            return
        for entry in node.entries if isinstance(node, Mapping) else ():
            words = _scalars(entry.value)
            wanted = self._norm_value(norm, entry.key.text, entry.value)
            span = words[0].span if words else entry.value.span
            yield Claim(as_of, "norm", key.text, entry.key.text, wanted, span)

    def _norm_value(self, norm: m.Norm, key: str, node: Node) -> tuple[str, ...]:
        words = _scalars(node)
        if key in ("state", "possible"):
            known = (*m.NORM_STATES[norm.kind], "not applicable")
            self._states(words, (*known, UNDETERMINED, "absent") if key == "state" else known, f"a {norm.kind}")
            return _texts(words)
        if key == "breaches":
            return self._days(node)
        type_ = Type("date") if key in _DATES else self._amount_type(norm)
        return tuple(self._value(word, type_) for word in words)

    def _amount_type(self, norm: m.Norm) -> Type:
        return Type("money") if norm.amount is not None else Type("number")

    def _states(self, words: tuple[Scalar, ...], known: tuple[str, ...], what: str) -> None:
        for word in words:
            if word.text not in known:
                hint = did_you_mean(word.text, known) or f"one of {', '.join(known)}"
                self._say("unknown-state", f"{what} is never `{word.text}`", word.span, hint)

    def _used(self, key: Scalar) -> bool:
        if key.text not in self.rules.used:
            hint = did_you_mean(key.text, self.rules.used)
            self._say("unknown-name", f"this agreement uses none that is called `{key.text}`", key.span, hint)
        return key.text in self.rules.used

    def _norm_named(self, key: Scalar) -> m.Norm | None:
        name = key.text.partition("[")[0].strip()
        if name in self.rules.norms:
            return self.rules.norms[name]
        hint = did_you_mean(name, everything(self.rules.norms))
        self._say("unknown-name", f"no norm is called `{name}`", key.span, hint)
        return None

    def _term(self, key: Scalar) -> Type | None:
        name = key.text.partition("[")[0].strip()
        if name in self.rules.terms:
            return self.rules.terms[name].type
        hint = did_you_mean(name, everything(self.rules.terms))
        self._say("unknown-name", f"no term is called `{name}`", key.span, hint)
        return None

    # Values.

    def _value(self, scalar: Scalar, type_: Type) -> str:
        """What is expected, in the form in which outcomes show it."""
        text = " ".join(scalar.text.split())
        if text.startswith(_NOT_KNOWN):
            return text
        if type_.kind in ("date", "event"):
            return self._shown_date(scalar)
        if type_.kind in ("money", "number"):
            return self._amount(scalar, text)
        if type_.kind == "boolean" and text not in ("true", "false"):
            self._say("wrong-expectation", f"`{text}` is not `true` or `false`", scalar.span)
        return text

    def _amount(self, scalar: Scalar, text: str) -> str:
        whole, slash, parts = text.partition(" / ")
        if (
            slash
            and _NUMBER.fullmatch(parts)
            and Fraction(parts)
            and (_MONEY.fullmatch(whole) or _NUMBER.fullmatch(whole))
        ):
            return self._quotient(whole, Fraction(parts))
        if money := _MONEY.fullmatch(text):
            currency = "USD" if money["sign"] == "$" else money["sign"].strip()
            amount = Fraction(money["digits"].replace(",", "") + (money["rest"] or ""))
            return show(Money(-amount if money["minus"] else amount, currency))
        if _NUMBER.fullmatch(text):
            return show(Fraction(text))
        hint = 'write amounts with their currency, such as "$1,234.50"; what is not known is `unknown` or `open`'
        self._say("wrong-expectation", f"`{text}` is neither an amount nor a number", scalar.span, hint)
        return text

    def _quotient(self, whole: str, parts: Fraction) -> str:
        """An amount or number that does not end, written as what it is a part of: `$158 / 30`."""
        money = _MONEY.fullmatch(whole)
        if money is None:
            return show(Fraction(whole) / parts)
        currency = "USD" if money["sign"] == "$" else money["sign"].strip()
        amount = Fraction(money["digits"].replace(",", "") + (money["rest"] or ""))
        return show(Money((-amount if money["minus"] else amount) / parts, currency))

    def _shown_date(self, scalar: Scalar) -> str:
        if not _DAY.fullmatch(scalar.text):
            hint = "a date is year-month-day; what is not known is `unknown`, `open` or `not yet`"
            self._say("wrong-expectation", f"`{scalar.text}` is not a date", scalar.span, hint)
            return scalar.text
        day = self._date(scalar)
        return day.isoformat() if day is not None else scalar.text

    def _days(self, node: Node) -> tuple[str, ...]:
        return tuple(self._shown_date(scalar) for scalar in _scalars(node))

    def _date(self, scalar: Scalar | None) -> date | None:
        if scalar is None:
            return None
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            self._say("invalid-date", f"there is no day `{scalar.text}`", scalar.span)
            return None


def _entries(item: Mapping, key: str) -> tuple[Entry, ...]:
    node = item.get(key)
    return node.entries if isinstance(node, Mapping) else ()


def _scalar(item: Mapping, key: str) -> Scalar | None:
    node = item.get(key)
    return node if isinstance(node, Scalar) else None


def _scalars(node: Node | None) -> tuple[Scalar, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar))


def _texts(words: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(word.text for word in words)
