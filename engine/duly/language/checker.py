"""Static types: every expression has one before any fact is seen.

In: a tree and the `Names` in view. Out: its type, or diagnostics. The one idea is *asking*: what may be absent can be
compared with a day without asking when it is an event (that it may not have happened is what an event is), and
can be counted from (8 days after what has not come is absent), but wherever its value itself is needed there must be a
guard: to the left in the same `and` (`x is present and x > 3`), or the `if`, the limb or the `where` around it. What a
guard asks stands in `asking.py`. Another day is another question: inside `(…) on D` nothing has been asked yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import assert_never

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.asking import NOTHING, asked_if_false, asked_if_true
from duly.language.names import Names
from duly.language.naming_checks import NamingChecks
from duly.language.printer import write
from duly.language.time_checks import TimeChecks
from duly.language.type_checks import TIMELY, a_type
from duly.language.types import BOOLEAN, DATE, EVENT, MONEY, NUMBER, TEXT, WINDOW, Type, is_comparable
from duly.suggest import did_you_mean

__all__ = ["asked_if_false", "asked_if_true", "check"]


def check(node: n.Expression, names: Names, variables: dict[str, Type]) -> tuple[Type | None, tuple[Diagnostic, ...]]:
    """The type of an expression in which `variables` are bound, None where it has none; and what is wrong with it."""
    checker = _Checker(names, dict(variables))
    type_ = checker.type_of(node)
    return type_, tuple(checker.found)


_RESULTS: dict[tuple[str, str, str], Type] = {
    ("number", "+", "number"): NUMBER,
    ("number", "-", "number"): NUMBER,
    ("money", "+", "money"): MONEY,
    ("money", "-", "money"): MONEY,
    ("number", "*", "number"): NUMBER,
    ("money", "*", "number"): MONEY,
    ("number", "*", "money"): MONEY,
    ("number", "/", "number"): NUMBER,
    ("money", "/", "number"): MONEY,
    ("money", "/", "money"): NUMBER,
    ("date", "-", "date"): NUMBER,
}
"""What arithmetic gives; what is not here has no meaning."""


class _Checker(NamingChecks, TimeChecks):
    """The checks of everything else: logic, comparisons, numbers, branches and lists."""

    def _type_of(self, node: n.Expression) -> Type | None:
        match node:
            case n.Number():
                return NUMBER
            case n.MoneyAmount():
                return self._money(node)
            case n.Day() | n.AsOf():
                return DATE
            case n.Quoted():
                return TEXT
            case n.Truth():
                return BOOLEAN
            case n.Silence():
                return self._silence(node)
            case n.Name():
                return self._name(node)
            case n.Field():
                return self._field(node)
            case n.Index():
                return self._index(node)
            case n.Call():
                return self._call(node)
            case n.Not(operand=operand):
                return self._need(operand, "boolean") and BOOLEAN
            case n.And(operands=operands):
                return self._logic(operands, asked_if_true)
            case n.Or(operands=operands):
                return self._logic(operands, asked_if_false)
            case n.Compare():
                return self._compare(node)
            case n.Order(left=left, right=right):
                return self._both(self._in_time(left), self._in_time(right))
            case n.Within(left=left, window=window):
                return self._both(self._in_time(left), self._window(window))
            case n.Happened(event=event):
                return BOOLEAN if self._in_time(event) is not None else None
            case n.Present(operand=operand):
                return self._present(operand)
            case n.Is():
                return self._is(node)
            case n.Negative(operand=operand):
                return self._need(operand, "number", "money")
            case n.Arithmetic():
                return self._arithmetic(node)
            case n.Periods():
                return self._period(node)
            case n.Shift(period=period, anchor=anchor):
                return self._counted(period, anchor, DATE)
            case n.Stretch(period=period, anchor=anchor):
                return self._counted(period, anchor, WINDOW)
            case n.FromThrough():
                return self._from_through(node)
            case n.Between():
                return self._between(node)
            case n.Choose():
                return self._choose(node)
            case n.If() | n.Cases():
                return self._branches(node)
            case n.Fold():
                return self._fold(node)
            case n.Earlier(items=items):
                return self._earlier(node, items)
            case n.BreachesOf():
                return self._breaches(node)
            case n.ByReading():
                return self._by_reading(node)
            case n.OnDay():
                return self._on_day(node)
            case n.FirstDay():
                return self._first_day(node)
            case n.Failure(event=event, by=by):
                return EVENT if self._both(self._in_time(event), self._in_time(by)) else None
            case _:
                assert_never(node)

    def _first_day(self, node: n.FirstDay) -> Type | None:
        window = self._window(node.window)
        before, self.asked = self.asked, NOTHING
        condition = self._need(node.condition, "boolean")
        self.asked = before
        return EVENT if window is not None and condition is not None else None

    def _on_day(self, node: n.OnDay) -> Type | None:
        day = self._in_time(node.day)
        before, self.asked = self.asked, NOTHING
        type_ = self.type_of(node.operand)
        self.asked = before
        return type_ if day is not None else None

    def _logic(
        self, operands: tuple[n.Expression, ...], asked_by: Callable[[n.Expression], frozenset[str]]
    ) -> Type | None:
        """Each operand counts only where those to its left have not decided already."""
        asked = NOTHING
        for operand in operands:
            with self._asking(asked):
                self._need(operand, "boolean")
            asked |= asked_by(operand)
        return BOOLEAN

    def _compare(self, node: n.Compare) -> Type | None:
        left, right = self._need(node.left), self._need(node.right)
        if left is None or right is None:
            return None
        if not is_comparable(left, right):
            worded = {"choice", "party", "norm", "agreement"} & {left.kind, right.kind}
            hint = "one of its words is asked for by `X is word`" if worded else None
            self._say("type-mismatch", f"{a_type(left)} cannot be compared with {a_type(right)}", node.span, hint)
            return None
        if node.operator not in ("=", "<>") and left.kind not in ("number", "money"):
            hint = "days and events are compared with `before`, `after`, `on or before`, `on or after`"
            self._say(
                "type-mismatch", f"`{node.operator}` orders numbers and amounts, not {a_type(left)}", node.span, hint
            )
            return None
        return BOOLEAN

    def _present(self, operand: n.Expression) -> Type | None:
        type_ = self.type_of(operand)
        if type_ is None:
            return None
        if not type_.needs_asking and write(operand) not in self.asked:
            self._say("never-absent", f"`{write(operand)}` is never absent", operand.span)
        return BOOLEAN

    def _is(self, node: n.Is) -> Type | None:
        left = self.type_of(node.left)
        if left is None:
            return None
        known: tuple[str, ...]
        match left.kind:
            case "choice":
                known = left.options
            case "party":
                known = self.names.parties_of(left.name)
            case "norm":
                known = self.names.norm_states(left.name)
            case "agreement":
                known = self.names.states
            case _:
                hint = "a condition stands alone: `X` or `not X`" if left.kind == "boolean" else None
                self._mismatch(node.left, "choice, party, norm or agreement", left, hint)
                return None
        if left.needs_asking:
            return self._unasked(node.left, left)
        for word in node.words:
            if word not in known:
                hint = did_you_mean(word, known) or f"one of {', '.join(known)}"
                self._say("unknown-option", f"`{write(node.left)}` is never `{word}`", node.span, hint)
        return BOOLEAN

    def _arithmetic(self, node: n.Arithmetic) -> Type | None:
        left, right = self._need(node.left), self._need(node.right)
        if left is None or right is None:
            return None
        result = _RESULTS.get((left.kind, node.operator, right.kind))
        if result is None:
            kinds = (left.kind, right.kind)
            hint = "days are counted with `8 days after X`" if "period" in kinds or "date" in kinds else None
            message = f"`{node.operator}` does not go between {a_type(left)} and {a_type(right)}"
            self._say("type-mismatch", message, node.span, hint)
        return result

    def _branches(self, node: n.If | n.Cases) -> Type | None:
        if isinstance(node, n.If):
            limbs: list[tuple[n.Expression | None, n.Expression]] = [(node.condition, node.then)]
            limbs += [(None, node.otherwise)] if node.otherwise is not None else []
        else:
            limbs = [(limb.condition, limb.value) for limb in node.limbs]
        asked = NOTHING
        types: list[Type | None] = []
        for condition, value in limbs:
            with self._asking(asked):
                if condition is not None:
                    self._need(condition, "boolean")
                with self._asking(asked_if_true(condition) if condition is not None else ()):
                    types.append(self.type_of(value))
            asked |= asked_if_false(condition) if condition is not None else NOTHING
        result = self._common(node, types)
        return result.maybe() if result is not None and limbs[-1][0] is not None else result

    @contextmanager
    def _bound(self, node: n.Fold, type_: Type) -> Iterator[None]:
        if node.variable in self.variables or self.names.symbol(node.variable) is not None:
            self._say("name-taken", f"`{node.variable}` already has a meaning here", node.span, "choose another name")
        before = self.variables
        self.variables = {**before, node.variable: type_}
        yield
        self.variables = before

    def _fold(self, node: n.Fold) -> Type | None:
        listed = self._need(node.items, "list")
        if listed is None or listed.of is None:
            return None
        member = listed.of
        with self._bound(node, member):
            if node.where is not None:
                self._need(node.where, "boolean")
            with self._asking(asked_if_true(node.where) if node.where is not None else ()):
                body = self._body(node)
        match node.kind:
            case "any" | "every":
                return BOOLEAN
            case "count" | "product" | "days":
                return NUMBER
            case "sum":
                return body
            case "earliest" | "latest":
                return self._first_or_last(body)
            case "first" | "last":
                return member.maybe()
            case "those":
                return listed

    def _first_or_last(self, body: Type | None) -> Type | None:
        """The earliest or latest of a list that may be empty."""
        if body is None or (body.kind == "event" and body.needs_asking):
            return body
        return DATE.maybe() if body.optional and not body.awaited else DATE.awaiting()

    def _body(self, node: n.Fold) -> Type | None:
        if node.body is None:
            return None
        if node.kind == "every":
            return self._need(node.body, "boolean")
        if node.kind == "sum":
            return self._need(node.body, "number", "money")
        if node.kind == "product":
            return self._need(node.body, "number")
        if node.kind == "days":
            if not isinstance(node.body, n.Within):
                return self._need(node.body, "window")
            self._need(node.body.window, "window")
            return self._need(node.body.left, "window")
        return self._need(node.body, *TIMELY, asking=False)

    def _earlier(self, node: n.Expression, items: n.Expression) -> Type | None:
        listed = self._need(items, "list")
        if listed is None or listed.of is None:
            return None
        if listed.of.kind != "record":
            self._mismatch(items, "list of records", listed)
            return None
        own = [
            name for name, type_ in self.variables.items() if type_.kind == "record" and type_.name == listed.of.name
        ]
        if not own:
            message = f"there is no {listed.of.name} in view that others could be earlier than"
            self._say("no-record-in-view", message, node.span, "let the rule stand `for` each of them")
            return None
        return listed
