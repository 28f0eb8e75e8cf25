"""Tree to text.

In: an expression. Out: its one canonical spelling. The one idea: `parse(write(e)) == e` for every expression that
parses, so what is shown in an explanation or a diff can be put back into a rule file. Parentheses stand where the
grammar needs them and nowhere else; a form that reaches on to the right, such as `the lesser of A and B`, needs them
before a sign that it would swallow.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from duly.language import nodes as n

_OPEN, _LOGIC, _CONDITION, _COMPARISON, _SUM, _PRODUCT, _UNARY, _DATED, _REFERENCE = range(9)
"""How tightly a form holds together; a form stands in parentheses where a tighter one is needed."""


def write(node: n.Expression) -> str:
    """The canonical spelling of an expression; of `cases`, which are written in YAML, a reading aid."""
    return _write(node, _OPEN)


def write_number(value: Fraction) -> str:
    """A number as people write it, exact: digits with a point, or a quotient."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while value.denominator > 1 and (value * 10**digits).denominator != 1:
        digits += 1
    whole = abs(value * 10**digits)
    text = str(whole.numerator).rjust(digits + 1, "0")
    return ("-" if value < 0 else "") + text[:-digits] + "." + text[-digits:]


def write_money(amount: Fraction, currency: str) -> str:
    """An amount as people write it: `$256,781.20`; with more than two decimals only where they are needed."""
    sign = "-" if amount < 0 else ""
    amount = abs(amount)
    plain = write_number(amount)
    whole, _, decimals = plain.partition(".")
    if "/" in plain:
        nearest = (amount * 10_000).numerator // (amount * 10_000).denominator
        return f"{sign}{_symbol(currency)}{nearest // 10_000:,}.{nearest % 10_000:04d}…"
    return f"{sign}{_symbol(currency)}{int(whole):,}{'.' + decimals.ljust(2, '0') if decimals else '.00'}"


def _symbol(currency: str) -> str:
    return "$" if currency == "USD" else f"{currency} "


def write_period(count: str, unit: str, calendar: str | None) -> str:
    """A period: `1 day`, `10 business days of nyse`."""
    said = unit.removesuffix("s") if count == "1" else unit
    return f"{count} {said}" + (f" of {calendar}" if calendar else "")


def _write(node: n.Expression, needed: int) -> str:
    text, binds = _form(node)
    return f"({text})" if binds < needed else text


def _form(node: n.Expression) -> tuple[str, int]:
    match node:
        case n.Number() | n.MoneyAmount() | n.Day() | n.Quoted() | n.Truth() | n.AsOf() | n.Silence() | n.Name():
            return _leaf(node), _REFERENCE
        case n.Field() | n.Index() | n.Call() | n.BreachesOf():
            return _reference(node), _REFERENCE
        case n.Not(operand=operand):
            return f"not {_write(operand, _CONDITION)}", _CONDITION
        case n.And(operands=operands):
            return " and ".join(_write(operand, _CONDITION) for operand in operands), _LOGIC
        case n.Or(operands=operands):
            return " or ".join(_write(operand, _CONDITION) for operand in operands), _LOGIC
        case n.Compare() | n.Order() | n.Within() | n.Happened() | n.Present() | n.Is():
            return _comparison(node), _COMPARISON
        case n.Negative(operand=operand):
            return f"-{_write(operand, _UNARY)}", _UNARY
        case n.Arithmetic():
            return _arithmetic(node)
        case n.If() | n.Fold() | n.ByReading() | n.Cases() | n.FirstDay():
            return _reaching(node), _OPEN
        case n.Earlier(items=items):
            return f"earlier {_write(items, _REFERENCE)}", _OPEN
        case n.OnDay():
            return _on_day(node)
        case n.Periods() | n.Shift() | n.Stretch() | n.FromThrough() | n.Between() | n.Choose() | n.Failure():
            return _time(node), _DATED
        case _:
            assert_never(node)


def _comparison(node: n.Compare | n.Order | n.Within | n.Happened | n.Present | n.Is) -> str:
    match node:
        case n.Compare(operator=operator, left=left, right=right) | n.Order(operator=operator, left=left, right=right):
            first = (
                f"({write(left)})" if operator in ("before", "after") and _ends_in_period(left) else _write(left, _SUM)
            )
            return f"{first} {operator} {_write(right, _SUM)}"
        case n.Within(left=left, window=window):
            return f"{_write(left, _SUM)} within {_window(window)}"
        case n.Happened(event=event, negated=negated):
            return f"{_write(event, _SUM)} has {'not ' if negated else ''}happened"
        case n.Present(operand=operand, negated=negated):
            return f"{_write(operand, _SUM)} is {'absent' if negated else 'present'}"
        case n.Is():
            return _is(node)


def _leaf(
    node: n.Number | n.MoneyAmount | n.Day | n.Quoted | n.Truth | n.AsOf | n.Silence | n.Name,
) -> str:
    match node:
        case n.Number(value=value, percent=True):
            return f"{write_number(value * 100)}%"
        case n.Number(value=value):
            return write_number(value)
        case n.MoneyAmount(amount=amount, currency=currency):
            return write_money(amount, currency)
        case n.Day(value=value):
            return value.isoformat()
        case n.Quoted(value=text):
            return f'"{text}"'
        case n.Truth(value=truth):
            return "true" if truth else "false"
        case n.Silence(name=name):
            return f"silent {name}"
        case n.Name(name=name):
            return name
        case n.AsOf():
            return "as_of"


def _reference(node: n.Field | n.Index | n.Call | n.BreachesOf) -> str:
    match node:
        case n.Field(target=n.BreachesOf() as target, name=name):
            return (
                f"({_reference(target)}).{name}"  # without parentheses the name would be one of the group's agreement
            )
        case n.Field(target=target, name=name):
            return f"{_write(target, _REFERENCE)}.{name}"
        case n.Index(name=name, arguments=arguments):
            return f"{name}[{', '.join(_write(argument, _SUM) for argument in arguments)}]"
        case n.Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_write(argument, _LOGIC) for argument in arguments)})"
        case n.BreachesOf(group=group, party=party):
            return f"breaches of {group}" + (f" by {party}" if party else "")


def _is(node: n.Is) -> str:
    said = "is not" if node.negated else "is"
    words = node.words[0] if len(node.words) == 1 else f"one of ({', '.join(node.words)})"
    return f"{_write(node.left, _SUM)} {said} {words}"


def _arithmetic(node: n.Arithmetic) -> tuple[str, int]:
    left, right = node.left, node.right
    if node.operator == "*" and isinstance(left, n.Number) and left.percent:
        return f"{_leaf(left)} of {_write(right, _UNARY)}", _UNARY
    loose, tight, binds = (_SUM, _PRODUCT, _SUM) if node.operator in "+-" else (_PRODUCT, _UNARY, _PRODUCT)
    first = f"({write(left)})" if _reaches_on(left, loose) else _write(left, loose)
    return f"{first} {node.operator} {_write(right, tight)}", binds


def _reaches_on(node: n.Expression, needed: int = _OPEN) -> bool:
    """Whether the spelling ends in something that an arithmetic sign behind it would become part of."""
    match node:
        case n.Choose() | n.Between():
            return True
        case n.FromThrough(last=last):
            return last is not None
        case n.Shift(anchor=last) | n.Stretch(anchor=last) | n.Failure(by=last):
            return _reaches_on(last, _DATED)
        case n.Negative(operand=last):
            return needed <= _UNARY and _reaches_on(last, _UNARY)
        case n.Arithmetic(operator="+" | "-", right=last):
            return needed <= _SUM and _reaches_on(last, _PRODUCT)
        case n.Arithmetic(left=n.Number(percent=True), operator="*", right=last):
            return needed <= _UNARY and _reaches_on(last, _UNARY)
        case n.Arithmetic(right=last):
            return needed <= _PRODUCT and _reaches_on(last, _UNARY)
        case _:
            return False


def _ends_in_period(node: n.Expression) -> bool:
    """Whether the spelling ends in a period, which a `before` behind it would count from a day."""
    match node:
        case n.Periods():
            return True
        case n.Arithmetic(right=last) | n.Negative(operand=last) | n.Shift(anchor=last) | n.Stretch(anchor=last):
            return _ends_in_period(last)
        case n.FromThrough(last=last) | n.Between(last=last) | n.Failure(by=last):
            return last is not None and _ends_in_period(last)
        case n.Choose(operands=operands):
            return _ends_in_period(operands[-1])
        case _:
            return False


def _window(window: n.Expression) -> str:
    """In `within`, `8 days after X` is the window of those days."""
    if isinstance(window, n.Stretch):
        return f"{_period(window.period)} {window.direction} {_write(window.anchor, _DATED)}"
    return _write(window, _SUM)


def _period(period: n.Periods) -> str:
    return write_period(_write(period.count, _REFERENCE), period.unit, period.calendar)


def _choose(node: n.Choose) -> str:
    parts = [_write(operand, _SUM) for operand in node.operands]
    return f"the {node.which} of {', '.join(parts[:-1])} and {parts[-1]}"


def _on_day(node: n.OnDay) -> tuple[str, int]:
    day = _write(node.day, _REFERENCE)
    if isinstance(node.operand, n.Is) and len(node.operand.words) == 1:
        return f"{_is(node.operand)} on {day}", _COMPARISON
    return f"{_write(node.operand, _REFERENCE)} on {day}", _DATED


def _time(
    node: n.Periods | n.Shift | n.Stretch | n.FromThrough | n.Between | n.Choose | n.Failure,
) -> str:
    match node:
        case n.Periods():
            return _period(node)
        case n.Shift(period=period, direction=direction, anchor=anchor):
            return f"{_period(period)} {direction} {_write(anchor, _DATED)}"
        case n.Stretch(period=period, direction=direction, anchor=anchor):
            said = "following" if direction == "after" else "preceding"
            return f"{_period(period)} {said} {_write(anchor, _DATED)}"
        case n.FromThrough(first=first, last=last):
            return _from_through(first, last)
        case n.Between(unit=unit, first=first, last=last, calendar=calendar):
            of = f" of {calendar}" if calendar else ""
            return f"{unit}{of} from {_write(first, _SUM)} to {_write(last, _SUM)}"
        case n.Choose():
            return _choose(node)
        case n.Failure(event=event, by=by):
            missed = f"({write(event)})" if isinstance(event, n.BreachesOf) else _write(event, _REFERENCE)
            return f"failure of {missed} by {_write(by, _DATED)}"


def _from_through(first: n.Expression | None, last: n.Expression | None) -> str:
    begin = f"from {_write(first, _SUM)}" if first is not None else ""
    end = f"through {_write(last, _SUM)}" if last is not None else "onward"
    return f"{begin} {end}".strip()


def _reaching(node: n.If | n.Fold | n.ByReading | n.Cases | n.FirstDay) -> str:
    match node:
        case n.If(condition=condition, then=then, otherwise=None):
            return f"if {_write(condition, _OPEN)} then {_write(then, _OPEN)}"
        case n.If(condition=condition, then=then, otherwise=otherwise):
            last = "" if otherwise is None else f" else {_write(otherwise, _OPEN)}"
            return f"if {_write(condition, _OPEN)} then {_write(then, _LOGIC)}{last}"
        case n.ByReading(reading=reading, options=options):
            return f"by reading {reading}: " + ", ".join(
                f"{option.name} {_write(option.value, _SUM)}" for option in options
            )
        case n.Cases(limbs=limbs):
            said = [
                f"{'otherwise' if limb.condition is None else write(limb.condition)}: {write(limb.value)}"
                for limb in limbs
            ]
            return "; ".join(said)
        case n.FirstDay(window=window, condition=condition):
            return f"first day {_write(window, _SUM)} on which {_write(condition, _LOGIC)}"
        case n.Fold():
            return _fold(node)


def _fold(node: n.Fold) -> str:
    items = write(node.items) if isinstance(node.items, n.Earlier) else _write(node.items, _REFERENCE)
    listed = f"{node.variable} in {items}"
    where = f" where {_write(node.where, _LOGIC)}" if node.where is not None else ""
    body = _write(node.body, _LOGIC) if node.body is not None and node.kind == "every" else ""
    match node.kind:
        case "those":
            return f"{listed}{where}"
        case "every":
            return f"every {listed}{where} has {body}"
        case "days" if isinstance(node.body, n.Within):
            inner = f"{_write(node.body.left, _SUM)} within {_write(node.body.window, _SUM)}"
            return f"days of {inner} for {listed}{where}"
        case "sum" | "product" | "days" | "earliest" | "latest":
            inner = _write(node.body, _SUM) if node.body is not None else ""
            return f"{node.kind} of {inner} for {listed}{where}"
        case "count":
            return f"count of {listed}{where}"
        case _:
            return f"{node.kind} {listed}{where}"
