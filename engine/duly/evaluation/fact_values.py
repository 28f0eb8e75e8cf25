"""One value of a fact set, read as its declared type asks for.

In: a scalar (or, for a window, a mapping) and a type. Out: the value, or None with a diagnostic collected. The one
idea: the type says how the words are read, so `22:22`, `no` and `1.10` are never anything but what is asked for;
amounts are text with their currency, because a number in JSON may already have lost its cents.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

from duly.diagnostics import Diagnostic, Label
from duly.language.types import Type
from duly.limits import EARLIEST_YEAR, LATEST_YEAR
from duly.model.nodes import Rules
from duly.model.tree import Mapping, Node, Scalar
from duly.source import Span
from duly.suggest import did_you_mean
from duly.values import Money, Window

_MONEY = re.compile(
    r"(?P<minus>-)?(?P<sign>\$|[A-Z]{3} ?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<rest>\.[0-9]+)?"
)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def is_null(node: Node) -> bool:
    """Whether a file says that there is no value."""
    return isinstance(node, Scalar) and (node.style == "null" or (node.style == "plain" and node.text == "null"))


class ValueReader:
    """Reads values and collects what is wrong with them."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.found: list[Diagnostic] = []

    def _say(
        self, code: str, message: str, span: Span, hint: str | None = None, labels: tuple[Label, ...] = ()
    ) -> None:
        self.found.append(Diagnostic(code, message, span, hint, labels))

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
        if type_.kind == "window" and not is_null(node):
            return self._window(node)
        if not isinstance(node, Scalar) or is_null(node):
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
                return self._one_of(node, self.rules.agreement_called(type_.name).roles, "party")
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
        if not isinstance(node, Scalar) or is_null(node):
            self._say("wrong-value", "a text is needed here", node.span)
            return None
        if node.style in ("number", "boolean"):
            self._say("wrong-value", f"`{node.text}` is not a text", node.span, "put it in quotation marks")
            return None
        return node.text


def _a(type_: Type) -> str:
    said = str(type_)
    return said if said.startswith(("list", "choice")) else f"{'an' if said[0] in 'aeiou' else 'a'} {said}"
