"""The expression language's tree, whole.

In: nothing. Out: the node types that the parser makes, the checker types, the evaluator runs and the printer writes.
Nodes are plain data. Equality ignores positions, so two expressions are equal when they say the same. Where a contract
has one word for two things (`8 days after X` is a day, `within 8 days after X` a window), there are two nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal as Word
from typing import TypeAlias, assert_never

from duly.source import Span

PeriodUnit: TypeAlias = Word["days", "business days", "weeks", "months", "years"]
Direction: TypeAlias = Word["after", "before"]
Ordering: TypeAlias = Word["before", "after", "on or before", "on or after", "falls on"]
Comparing: TypeAlias = Word["=", "<>", "<", "<=", ">", ">="]
Choosing: TypeAlias = Word["earlier", "later", "lesser", "greater", "earliest", "latest", "least", "greatest"]
Folding: TypeAlias = Word[
    "any", "every", "count", "sum", "product", "days", "earliest", "latest", "first", "last", "those"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An expression or a part of one, with its place."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact ratio; `percent` only says how it was written (5% is 1/20)."""

    value: Fraction
    percent: bool = False


@dataclass(frozen=True, slots=True)
class MoneyAmount(Node):
    """An amount with its currency code."""

    amount: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Day(Node):
    """A date."""

    value: date


@dataclass(frozen=True, slots=True)
class Quoted(Node):
    """A text."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class AsOf(Node):
    """`as_of`: the day being read."""


@dataclass(frozen=True, slots=True)
class Silence(Node):
    """`silent NAME`: a matter on which the contract says nothing; always unknown."""

    name: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A fact, term, norm, agreement, or variable bound by `for` or by a fold."""

    name: str


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A record's field or a norm's date."""

    target: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Index(Node):
    """One instance of a term or norm that stands for each record: `name[r]`."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the table applied to arguments; a bare word among them is a choice of the function's."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not X`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And(Node):
    """True if every operand is; a false one decides it, whatever the others are."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """True if any operand is; a true one decides it."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Equality of any two values of a type, order of numbers and amounts."""

    operator: Comparing
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Order(Node):
    """Events and days in time; a comparison with an event is a window that may still be open."""

    operator: Ordering
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Within(Node):
    """An event or day lies in a window."""

    left: Expression
    window: Expression


@dataclass(frozen=True, slots=True)
class Happened(Node):
    """`X has happened`, or with `negated` `X has not happened`."""

    event: Expression
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Present(Node):
    """`X is present` / `X is absent`: asks whether there is a value."""

    operand: Expression
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Is(Node):
    """A choice, party or state is one of the words given."""

    left: Expression
    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """`-X`, of a number or amount."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Sums, differences, products and quotients; a quotient stays an exact fraction."""

    operator: Word["+", "-", "*", "/"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Periods(Node):
    """A period such as `10 business days of nyse`; the count is a whole number, `calendar` None is the agreement's."""

    count: Expression
    unit: PeriodUnit
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Shift(Node):
    """`8 days after X`: a day."""

    period: Periods
    direction: Direction
    anchor: Expression


@dataclass(frozen=True, slots=True)
class Stretch(Node):
    """`8 days following X` (or, in `within`, `8 days after X`): the window of those days; `before` is its mirror."""

    period: Periods
    direction: Direction
    anchor: Expression


@dataclass(frozen=True, slots=True)
class FromThrough(Node):
    """`from A through B`: a window, both days in; either end may be left open with None."""

    first: Expression | None
    last: Expression | None


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`days from A to B`: how many days B is after A."""

    unit: Word["days", "business days"]
    first: Expression
    last: Expression
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """`the earlier of A and B` and its sisters."""

    which: Choosing
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if … then … else …`; without `else` it is absent where the condition is false."""

    condition: Expression
    then: Expression
    otherwise: Expression | None = None


@dataclass(frozen=True, slots=True)
class Limb(Node):
    """One limb of `cases`: None as the condition is the last resort; `cite` is the section it comes from."""

    condition: Expression | None
    value: Expression
    cite: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Limbs in order; written in YAML, never inside an expression."""

    limbs: tuple[Limb, ...]


@dataclass(frozen=True, slots=True)
class Fold(Node):
    """Something said of the members of a list: `count of x in list where …`, `any x in list where …`.

    The body of `days of` is a window, or `WINDOW within WINDOW`, of which only the days in both count.
    """

    kind: Folding
    variable: str
    items: Expression
    where: Expression | None = None
    body: Expression | None = None


@dataclass(frozen=True, slots=True)
class Earlier(Node):
    """`earlier LIST`: the records of the list that begin before the one being looked at."""

    items: Expression


@dataclass(frozen=True, slots=True)
class BreachesOf(Node):
    """`breaches of G by P`: breaches of a norm, group or agreement; each has `norm`, `day` and `waived`."""

    group: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Option(Node):
    """One option of a reading with its value."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class ByReading(Node):
    """A value by option of a reading."""

    reading: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class OnDay(Node):
    """`X on D`: X as it was on the day D."""

    operand: Expression
    day: Expression


@dataclass(frozen=True, slots=True)
class Failure(Node):
    """`failure of X by D`: the event that D ended without X."""

    event: Expression
    by: Expression


@dataclass(frozen=True, slots=True)
class FirstDay(Node):
    """`first day from A through B on which C`: the event that C holds, each day of the window judged as of that day."""

    window: Expression
    condition: Expression


Written: TypeAlias = Number | MoneyAmount | Day | Quoted | Truth | AsOf
Named: TypeAlias = Silence | Name | Field | Index | Call | BreachesOf
Logical: TypeAlias = Not | And | Or | Compare | Order | Within | Happened | Present | Is
Counted: TypeAlias = Negative | Arithmetic | Periods | Shift | Stretch | FromThrough | Between | Choose | Failure
Chosen: TypeAlias = If | Cases | Fold | Earlier | ByReading | OnDay | FirstDay

Expression: TypeAlias = Written | Named | Logical | Counted | Chosen
"""Every kind of expression; closed, so that a `match` over it can be checked for completeness."""


def walk(node: Expression) -> tuple[Expression, ...]:
    """`node` and every expression inside it, outermost first."""
    found: list[Expression] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting.extend(reversed(children(current)))
    return tuple(found)


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside `node`, in the order in which they are written."""
    match node:
        case Number() | MoneyAmount() | Day() | Quoted() | Truth() | AsOf() | Silence() | Name() | BreachesOf():
            return ()
        case Not(operand=part) | Negative(operand=part) | Present(operand=part) | Happened(event=part):
            return (part,)
        case Field(target=part) | Is(left=part) | Periods(count=part) | Earlier(items=part):
            return (part,)
        case And(operands=parts) | Or(operands=parts) | Choose(operands=parts):
            return parts
        case Index(arguments=parts) | Call(arguments=parts):
            return parts
        case Compare(left=one, right=other) | Order(left=one, right=other) | Arithmetic(left=one, right=other):
            return (one, other)
        case FirstDay(window=one, condition=other):
            return (one, other)
        case Within(left=one, window=other) | Between(first=one, last=other) | Failure(event=one, by=other):
            return (one, other)
        case Shift(period=one, anchor=other) | Stretch(period=one, anchor=other) | OnDay(operand=one, day=other):
            return (one, other)
        case FromThrough(first=first, last=last):
            return _there(first, last)
        case If(condition=condition, then=then, otherwise=otherwise):
            return _there(condition, then, otherwise)
        case Cases(limbs=limbs):
            return _there(*(part for limb in limbs for part in (limb.condition, limb.value)))
        case Fold(kind="sum" | "product" | "days" | "earliest" | "latest", items=items, where=where, body=body):
            return _there(body, items, where)
        case Fold(items=items, where=where, body=body):
            return _there(items, where, body)
        case ByReading(options=options):
            return tuple(option.value for option in options)
        case _:
            assert_never(node)


def _there(*parts: Expression | None) -> tuple[Expression, ...]:
    return tuple(part for part in parts if part is not None)
