"""Grammar rules to nodes.

In: the tree that Lark makes of an `Excerpt`. Out: an expression, or `Faulty` with its diagnostic. The one idea: each
rule of the grammar has a method of its name, which is given the parts already made; a loop, not a recursion, goes
through the tree, innermost first, so no depth of nesting can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn, TypeVar, cast

from lark import Token, Tree
from lark.tree import Meta

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.literals import Flaw, read_date, read_money, read_number, read_text
from duly.language.syntax_errors import A_NAME_NEEDED
from duly.source import Excerpt, Span

_Read = TypeVar("_Read", Fraction, date, str, tuple[Fraction, str])


class Faulty(Exception):
    """A word that has the form of something and cannot be it, such as 2001-02-30."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


_COMPARING = {"equal": "=", "unequal": "<>", "less": "<", "at_most": "<=", "more": ">", "at_least": ">="}
_ARITHMETIC = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
_UNITS = {"DAYS": "days", "WEEKS": "weeks", "MONTHS": "months", "YEARS": "years", "BUSINESS_DAYS": "business days"}


def build(tree: Tree[Token], excerpt: Excerpt, reserved: frozenset[str]) -> n.Expression:
    """The nodes of a tree of grammar rules, made innermost first without recursion; raises `Faulty`.

    `reserved` are the words of the language, which nobody may choose as a name.
    """
    builder = _Builder(excerpt, reserved)
    made: list[list[Any]] = [[]]
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        part, entered = waiting.pop()
        if not isinstance(part, Tree):
            made[-1].append(part)
        elif not entered:
            made.append([])
            waiting.append((part, True))
            waiting.extend((child, False) for child in reversed(part.children))
        else:
            parts = made.pop()
            made[-1].append(builder.node(part.data, part.meta, parts))
    return cast(n.Expression, made[0][0])


class _Builder:
    """Makes a node of each grammar rule: the method of the rule's name is given the parts already made."""

    def __init__(self, excerpt: Excerpt, reserved: frozenset[str]) -> None:
        self.excerpt = excerpt
        self.reserved = reserved

    def node(self, rule: str, meta: Meta, parts: list[Any]) -> Any:
        """The node of one grammar rule."""
        make = _RULES.get(rule)
        return make(self, meta, parts) if make else self._plain(rule, parts, meta)

    def _span(self, meta: Meta) -> Span:
        return self.excerpt.span(meta.start_pos, meta.end_pos)

    def _token_span(self, token: Token) -> Span:
        start = token.start_pos or 0
        return self.excerpt.span(start, start + len(token))

    def _refuse(self, code: str, token: Token, flaw: Flaw) -> NoReturn:
        raise Faulty(Diagnostic(code, flaw.message, self._token_span(token), flaw.hint))

    def _read(self, reader: Callable[[str], _Read | Flaw], token: Token, text: str) -> _Read:
        value = reader(text)
        if isinstance(value, Flaw):
            self._refuse("invalid-literal", token, value)
        return value

    def _free(self, token: Token) -> str:
        """A name that someone chose; where only a name can stand, the words of the language arrive as names too."""
        name = str(token)
        if name in self.reserved and name != "agreement":
            self._refuse("syntax", token, Flaw(f"`{name}` cannot stand here", A_NAME_NEEDED))
        return name

    def _plain(self, data: str, parts: list[Any], meta: Meta) -> Any:
        span = self._span(meta)
        if data in _COMPARING:
            return n.Compare(cast(n.Comparing, _COMPARING[data]), parts[0], parts[1], span=span)
        if data in ("before", "after", "falls_on"):
            return n.Order(cast(n.Ordering, data.replace("_", " ")), parts[0], parts[1], span=span)
        if data in ("on_or_before", "on_or_after"):
            return n.Order(cast(n.Ordering, data.replace("_", " ")), parts[0], parts[2], span=span)
        if data in _ARITHMETIC:
            return n.Arithmetic(cast(Any, _ARITHMETIC[data]), parts[0], parts[1], span=span)
        if data.startswith("the_") or data.endswith("_of"):
            which = data.removeprefix("the_").removesuffix("_of")
            return n.Choose(cast(n.Choosing, which), tuple(parts), span=span)
        raise AssertionError(f"the grammar has a rule without a node: {data}")

    # Literals and names.

    def number(self, meta: Meta, parts: list[Token]) -> n.Number:
        return n.Number(self._read(read_number, parts[0], parts[0]), span=self._span(meta))

    def percent(self, meta: Meta, parts: list[Token]) -> n.Number:
        return n.Number(self._read(read_number, parts[0], parts[0][:-1]) / 100, True, span=self._token_span(parts[0]))

    def percent_of(self, meta: Meta, parts: list[Any]) -> n.Arithmetic:
        return n.Arithmetic("*", self.percent(meta, parts[:1]), parts[1], span=self._span(meta))

    def money(self, meta: Meta, parts: list[Token]) -> n.MoneyAmount:
        return n.MoneyAmount(*self._read(read_money, parts[0], parts[0]), span=self._span(meta))

    def date(self, meta: Meta, parts: list[Token]) -> n.Day:
        return n.Day(self._read(read_date, parts[0], parts[0]), span=self._span(meta))

    def text(self, meta: Meta, parts: list[Token]) -> n.Quoted:
        return n.Quoted(self._read(read_text, parts[0], parts[0]), span=self._span(meta))

    def true(self, meta: Meta, parts: list[Any]) -> n.Truth:
        return n.Truth(True, span=self._span(meta))

    def false(self, meta: Meta, parts: list[Any]) -> n.Truth:
        return n.Truth(False, span=self._span(meta))

    def as_of(self, meta: Meta, parts: list[Any]) -> n.AsOf:
        return n.AsOf(span=self._span(meta))

    def silence(self, meta: Meta, parts: list[Token]) -> n.Silence:
        return n.Silence(self._free(parts[0]), span=self._span(meta))

    def name(self, meta: Meta, parts: list[Token]) -> n.Name:
        return n.Name(self._free(parts[0]), span=self._span(meta))

    def field(self, meta: Meta, parts: list[Any]) -> n.Field:
        return n.Field(parts[0], str(parts[1]), span=self._span(meta))

    def index(self, meta: Meta, parts: list[Any]) -> n.Index:
        return n.Index(self._free(parts[0]), tuple(parts[1:]), span=self._span(meta))

    def index_of(self, meta: Meta, parts: list[Any]) -> n.Index:
        owner, name = parts[0], parts[1]
        if not isinstance(owner, n.Name):
            flaw = Flaw(f"`{name}` cannot be asked for each of several", "brackets follow the name of a term or norm")
            self._refuse("syntax", name, flaw)
        return n.Index(f"{owner.name}.{self._free(name)}", tuple(parts[2:]), span=self._span(meta))

    def in_view(self, meta: Meta, parts: list[Token | None]) -> str:
        return ".".join(self._free(part) for part in parts if part is not None)

    def call(self, meta: Meta, parts: list[Any]) -> n.Call:
        return n.Call(self._free(parts[0]), tuple(parts[1:]), span=self._span(meta))

    def breaches(self, meta: Meta, parts: list[str]) -> n.BreachesOf:
        return n.BreachesOf(parts[0], span=self._span(meta))

    def breaches_by(self, meta: Meta, parts: list[Any]) -> n.BreachesOf:
        return n.BreachesOf(parts[0], self._free(parts[1]), span=self._span(meta))

    def group(self, meta: Meta, parts: list[n.Expression]) -> n.Expression:
        return parts[0]

    # Logic.

    def negation(self, meta: Meta, parts: list[n.Expression]) -> n.Not:
        return n.Not(parts[0], span=self._span(meta))

    def conjunction(self, meta: Meta, parts: list[n.Expression]) -> n.And:
        return n.And(tuple(parts), span=self._span(meta))

    def disjunction(self, meta: Meta, parts: list[n.Expression]) -> n.Or:
        return n.Or(tuple(parts), span=self._span(meta))

    def within(self, meta: Meta, parts: list[n.Expression]) -> n.Within:
        left, window = parts
        if isinstance(window, n.Shift):
            window = n.Stretch(window.period, window.direction, window.anchor, span=window.span)
        return n.Within(left, window, span=self._span(meta))

    def happened(self, meta: Meta, parts: list[n.Expression]) -> n.Happened:
        return n.Happened(parts[0], span=self._span(meta))

    def not_happened(self, meta: Meta, parts: list[n.Expression]) -> n.Happened:
        return n.Happened(parts[0], True, span=self._span(meta))

    def present(self, meta: Meta, parts: list[n.Expression]) -> n.Present:
        return n.Present(parts[0], span=self._span(meta))

    def absent(self, meta: Meta, parts: list[n.Expression]) -> n.Present:
        return n.Present(parts[0], True, span=self._span(meta))

    def word(self, meta: Meta, parts: list[Token]) -> str:
        return " ".join(parts[0].split())

    def is_word(self, meta: Meta, parts: list[Any]) -> n.Is:
        return n.Is(parts[0], tuple(parts[1:]), span=self._span(meta))

    def is_not_word(self, meta: Meta, parts: list[Any]) -> n.Is:
        return n.Is(parts[0], tuple(parts[1:]), True, span=self._span(meta))

    is_one_of = is_word
    is_not_one_of = is_not_word

    def is_word_on(self, meta: Meta, parts: list[Any]) -> n.OnDay:
        said = n.Is(parts[0], (parts[1],), span=self._span(meta))
        return n.OnDay(said, parts[2], span=self._span(meta))

    def is_not_word_on(self, meta: Meta, parts: list[Any]) -> n.OnDay:
        said = n.Is(parts[0], (parts[1],), True, span=self._span(meta))
        return n.OnDay(said, parts[2], span=self._span(meta))

    # Numbers and days.

    def negative(self, meta: Meta, parts: list[n.Expression]) -> n.Negative:
        return n.Negative(parts[0], span=self._span(meta))

    def period(self, meta: Meta, parts: list[Any]) -> n.Periods:
        count, unit = parts[0], parts[1]
        calendar = self._free(parts[2]) if len(parts) > 2 and parts[2] is not None else None
        return n.Periods(count, cast(n.PeriodUnit, _UNITS[unit.type]), calendar, span=self._span(meta))

    def shift_after(self, meta: Meta, parts: list[Any]) -> n.Shift:
        return n.Shift(parts[0], "after", parts[1], span=self._span(meta))

    def shift_before(self, meta: Meta, parts: list[Any]) -> n.Shift:
        return n.Shift(parts[0], "before", parts[1], span=self._span(meta))

    def stretch_after(self, meta: Meta, parts: list[Any]) -> n.Stretch:
        return n.Stretch(parts[0], "after", parts[1], span=self._span(meta))

    def stretch_before(self, meta: Meta, parts: list[Any]) -> n.Stretch:
        return n.Stretch(parts[0], "before", parts[1], span=self._span(meta))

    def from_through(self, meta: Meta, parts: list[n.Expression]) -> n.FromThrough:
        return n.FromThrough(parts[0], parts[1], span=self._span(meta))

    def from_on(self, meta: Meta, parts: list[n.Expression]) -> n.FromThrough:
        return n.FromThrough(parts[0], None, span=self._span(meta))

    def through(self, meta: Meta, parts: list[n.Expression]) -> n.FromThrough:
        return n.FromThrough(None, parts[0], span=self._span(meta))

    def days_between(self, meta: Meta, parts: list[Any]) -> n.Between:
        return n.Between("days", parts[-2], parts[-1], span=self._span(meta))

    def business_days_between(self, meta: Meta, parts: list[Any]) -> n.Between:
        named = next((part for part in parts[:-2] if isinstance(part, Token) and part.type == "NAME"), None)
        calendar = self._free(named) if named is not None else None
        return n.Between("business days", parts[-2], parts[-1], calendar, span=self._span(meta))

    def failure(self, meta: Meta, parts: list[n.Expression]) -> n.Failure:
        return n.Failure(parts[0], parts[1], span=self._span(meta))

    def on_day(self, meta: Meta, parts: list[n.Expression]) -> n.OnDay:
        return n.OnDay(parts[0], parts[1], span=self._span(meta))

    # What reaches to the end.

    def first_day(self, meta: Meta, parts: list[Any]) -> n.FirstDay:
        window, condition = (part for part in parts if not isinstance(part, Token))
        return n.FirstDay(window, condition, span=self._span(meta))

    def if_else(self, meta: Meta, parts: list[n.Expression]) -> n.If:
        return n.If(parts[0], parts[1], parts[2], span=self._span(meta))

    def if_then(self, meta: Meta, parts: list[n.Expression]) -> n.If:
        return n.If(parts[0], parts[1], span=self._span(meta))

    def option(self, meta: Meta, parts: list[Any]) -> n.Option:
        return n.Option(str(parts[0]), parts[1], span=self._span(meta))

    def by_reading(self, meta: Meta, parts: list[Any]) -> n.ByReading:
        return n.ByReading(parts[0], tuple(parts[1:]), span=self._span(meta))

    def earlier_list(self, meta: Meta, parts: list[n.Expression]) -> n.Earlier:
        return n.Earlier(parts[0], span=self._span(meta))

    def listed(self, meta: Meta, parts: list[n.Expression]) -> n.Expression:
        return parts[0]

    def _fold(self, kind: n.Folding, meta: Meta, parts: list[Any]) -> n.Fold:
        name, items, where = parts[0], parts[1], parts[2] if len(parts) > 2 else None
        return n.Fold(kind, self._free(name), items, where, span=self._span(meta))

    def _fold_of(self, kind: n.Folding, meta: Meta, parts: list[Any]) -> n.Fold:
        body, name, items, where = parts[0], parts[1], parts[2], parts[3] if len(parts) > 3 else None
        return n.Fold(kind, self._free(name), items, where, body, span=self._span(meta))

    def any_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold("any", meta, parts)

    def those(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold("those", meta, parts)

    def every_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold_of("every", meta, [parts[-1], *parts[:-1]])

    def count_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold("count", meta, parts)

    def first_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold("first", meta, parts)

    def last_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold("last", meta, parts)

    def sum_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold_of("sum", meta, parts)

    def product_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold_of("product", meta, parts)

    def days_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold_of("days", meta, parts)

    def days_within_of(self, meta: Meta, parts: list[Any]) -> n.Fold:
        cut = self.within(meta, parts[:2])
        cut = n.Within(cut.left, cut.window, span=parts[0].span.to(parts[1].span))
        return self._fold_of("days", meta, [cut, *parts[2:]])

    def earliest_for(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold_of("earliest", meta, parts)

    def latest_for(self, meta: Meta, parts: list[Any]) -> n.Fold:
        return self._fold_of("latest", meta, parts)


_RULES: dict[str, Callable[[_Builder, Meta, list[Any]], Any]] = {
    name: method
    for name, method in vars(_Builder).items()
    if callable(method) and not name.startswith("_") and name != "node"
}
