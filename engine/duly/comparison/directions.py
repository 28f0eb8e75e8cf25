"""Which way a value moved: later or earlier, more or less, wider or narrower.

In: two expressions in the form in which they are compared. Out: a `Move`, or None where none can be told. The one idea:
a move is told only where it holds on all facts, because every part that differs moves the same way and nothing turns it
round on the way out; `the earlier of A and B` is no earlier if B is later, `A and B` is no wider if B is narrower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from duly.language import nodes as n
from duly.language.printer import write_money, write_number, write_period

Way: TypeAlias = Literal["up", "down"]
"""Up is later, more, wider."""

_ROUND: dict[Way, Way] = {"up": "down", "down": "up"}
_DAYS = {"days": (1, 1), "weeks": (7, 7), "months": (28, 31), "years": (365, 366)}
"""How many days one of a unit is, at least and at most."""
_Compare: TypeAlias = Callable[[n.Expression, n.Expression], "Move | None"]


@dataclass(frozen=True, slots=True)
class Move:
    """The way, and by how much where that is one figure; without a figure it may also be none on some facts."""

    way: Way
    by: str = ""


def turned(move: Move | None) -> Move | None:
    """The other way round."""
    return replace(move, way=_ROUND[move.way]) if move else None


def day_move(old: n.Expression, new: n.Expression) -> Move | None:
    """Whether a day is later (up) or earlier, on all facts."""
    match old, new:
        case n.Day(value=one), n.Day(value=other) if one != other:
            days = (other - one).days
            return Move("up" if days > 0 else "down", write_period(str(abs(days)), "days", None))
        case n.Shift(), n.Shift() if old.direction == new.direction:
            move = _period_move(old.period, new.period)
            if old.anchor == new.anchor:
                return move if old.direction == "after" else turned(move)
            return day_move(old.anchor, new.anchor) if old.period == new.period else None
        case n.Choose(), n.Choose() if old.which == new.which:
            return _operands(old.operands, new.operands, "up" if old.which in _LATEST else "down", day_move)
        case n.Choose(), _ if new in old.operands:
            return Move("down" if old.which in _LATEST else "up")
        case _, n.Choose() if old in new.operands:
            return Move("up" if new.which in _LATEST else "down")
        case n.Fold(kind="earliest" | "latest", body=one), n.Fold(body=other) if _but_for(old, new, "body"):
            return _vague(day_move(one, other)) if one and other else None
        case _:
            return _of_branches(old, new, day_move)


_LATEST = ("later", "latest", "greater", "greatest")


def _period_move(old: n.Periods, new: n.Periods) -> Move | None:
    """Whether a period is longer; what is longer on some days only cannot be told."""
    one, other = old.count, new.count
    if not isinstance(one, n.Number) or not isinstance(other, n.Number) or min(one.value, other.value) < 0:
        return None
    if old.unit == new.unit and old.calendar == new.calendar:
        difference = other.value - one.value
        if not difference:
            return None
        said = write_period(write_number(abs(difference)), old.unit, old.calendar)
        return Move("up" if difference > 0 else "down", said)
    low, high = _length(old)
    least, most = _length(new)
    if high is not None and least >= high:
        return Move("up")
    return Move("down") if most is not None and most <= low else None


def _length(period: n.Periods) -> tuple[Fraction, Fraction | None]:
    """How many days a period is at least and at most; of business days nobody knows how many."""
    assert isinstance(period.count, n.Number), "only periods of so many units are measured"
    if period.unit == "business days":
        return period.count.value, None
    least, most = _DAYS[period.unit]
    return period.count.value * least, period.count.value * most


def amount_move(old: n.Expression, new: n.Expression) -> Move | None:
    """Whether a number or amount is more (up) or less, on all facts."""
    match old, new:
        case n.Number(value=one), n.Number(value=other) if one != other:
            return Move("up" if other > one else "down", write_number(abs(other - one)))
        case n.MoneyAmount(), n.MoneyAmount() if old.currency == new.currency and old.amount != new.amount:
            said = write_money(abs(new.amount - old.amount), old.currency)
            return Move("up" if new.amount > old.amount else "down", said)
        case n.Arithmetic(operator="+"), n.Arithmetic(operator="+"):
            return _operands((old.left, old.right), (new.left, new.right), "up", amount_move)
        case _, n.Arithmetic(operator="+") if (more := _more_than(old, new)) is not None:
            return more
        case n.Arithmetic(operator="+"), _ if (less := _more_than(new, old)) is not None:
            return turned(less)
        case n.Arithmetic(operator="-"), n.Arithmetic(operator="-") if old.right == new.right:
            return _vague(amount_move(old.left, new.left))
        case n.Arithmetic(operator="-"), n.Arithmetic(operator="-") if old.left == new.left:
            return _vague(turned(amount_move(old.right, new.right)))
        case n.Choose(), n.Choose() if old.which == new.which:
            return _operands(old.operands, new.operands, "up" if old.which in _LATEST else "down", amount_move)
        case n.Choose(), _ if new in old.operands:
            return Move("down" if old.which in _LATEST else "up")
        case _, n.Choose() if old in new.operands:
            return Move("up" if new.which in _LATEST else "down")
        case n.Arithmetic(operator="*" | "/"), n.Arithmetic() if old.operator == new.operator:
            return _scaled(old, new)
        case n.Fold(kind="count"), n.Fold() if _but_for(old, new, "where"):
            return _vague(condition_move(old.where, new.where))
        case n.Fold(kind="sum", body=one), n.Fold(body=other) if _but_for(old, new, "body"):
            return _vague(amount_move(one, other)) if one and other else None
        case _:
            return _of_branches(old, new, amount_move)


def _scaled(old: n.Arithmetic, new: n.Arithmetic) -> Move | None:
    """So many times as much, or a part of it, where the factor or divisor is one figure above nothing."""
    if old.right == new.right and _is_above_nothing(old.right):
        return _vague(amount_move(old.left, new.left))
    if old.operator == "/":
        return None
    for factor, one in ((old.left, old.right), (old.right, old.left)):  # whose order is that of their words
        for same, other in ((new.left, new.right), (new.right, new.left)):
            if factor == same and _is_above_nothing(factor):
                return _vague(amount_move(one, other))
    return None


def _is_above_nothing(figure: n.Expression) -> bool:
    return isinstance(figure, n.Number) and figure.value > 0


def _but_for(old: n.Fold, new: n.Fold, part: Literal["where", "body", "items"]) -> bool:
    """Whether two folds are the same but for one part."""
    return replace(old, **{part: getattr(new, part)}) == new


def _more_than(old: n.Expression, new: n.Arithmetic) -> Move | None:
    """What a sum is more than one of its parts, if the other part is a figure."""
    for part, rest in ((new.left, new.right), (new.right, new.left)):
        if part == old and isinstance(rest, (n.Number, n.MoneyAmount)):
            zero = n.Number(Fraction(0), span=rest.span)
            if isinstance(rest, n.MoneyAmount):
                return amount_move(n.MoneyAmount(Fraction(0), rest.currency, span=rest.span), rest)
            return amount_move(zero, rest)
    return None


def _vague(move: Move | None) -> Move | None:
    return Move(move.way) if move else None


def _of_branches(old: n.Expression, new: n.Expression, compare: _Compare) -> Move | None:
    """The move of what is chosen by the same condition or reading, or read as of the same day."""
    match old, new:
        case n.OnDay(), n.OnDay() if old.day == new.day:
            return compare(old.operand, new.operand)
        case n.If(otherwise=one), n.If(otherwise=other) if old.condition == new.condition and one and other:
            return _together([(old.then, new.then), (one, other)], compare)
        case n.ByReading(), n.ByReading() if old.reading == new.reading:
            pairs = zip(old.options, new.options, strict=False)
            if [each.name for each in old.options] != [each.name for each in new.options]:
                return None
            return _together([(one.value, other.value) for one, other in pairs], compare)
        case n.Cases(), n.Cases() if [x.condition for x in old.limbs] == [x.condition for x in new.limbs]:
            pairs_of_limbs = zip(old.limbs, new.limbs, strict=True)
            return _together([(one.value, other.value) for one, other in pairs_of_limbs], compare)
        case n.Cases(), n.Cases() if [x.value for x in old.limbs] == [x.value for x in new.limbs]:
            return _of_conditions(old.limbs, new.limbs, compare)
        case _:
            return None


def _of_conditions(old: tuple[n.Limb, ...], new: tuple[n.Limb, ...], compare: _Compare) -> Move | None:
    """The move of limbs with the same values of which one begins to hold in more or fewer cases: up if it now comes
    before lesser values more often, and all values after it are lesser."""
    changed = [
        place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one.condition != other.condition
    ]
    if len(changed) != 1 or changed[0] == len(old) - 1:
        return None
    place = changed[0]
    wider = condition_move(old[place].condition, new[place].condition)
    moves = [compare(later.value, old[place].value) for later in old[place + 1 :]]
    ways = {move.way if move else None for move in moves}
    if wider is None or len(ways) != 1 or (way := ways.pop()) is None:
        return None
    return Move(way if wider.way == "up" else _ROUND[way])


def _together(pairs: Iterable[tuple[n.Expression, n.Expression]], compare: _Compare) -> Move | None:
    """The move of all pairs that differ, if they all move the same way; of others the figure is the most."""
    pairs = tuple(pairs)
    moves = [compare(one, other) for one, other in pairs if one != other]
    ways = {move.way if move else None for move in moves}
    if len(ways) != 1 or (way := ways.pop()) is None:
        return None
    figures = {move.by for move in moves if move}
    if len(figures) != 1 or not (figure := figures.pop()):
        return Move(way)
    is_all = len(moves) == len(pairs) or figure.startswith(_UP_TO)
    return Move(way, figure if is_all else f"{_UP_TO}{figure}")


_UP_TO = "up to "


def _operands(
    old: tuple[n.Expression, ...], new: tuple[n.Expression, ...], if_more: Way, compare: _Compare
) -> Move | None:
    """The move of operands whose order does not matter; `if_more` is the way if there are more of them."""
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    if gone and come:
        return _vague(compare(gone[0], come[0])) if len(gone) == len(come) == 1 else None
    if not gone and not come:
        return None
    return Move(if_more if come else _ROUND[if_more])


# Conditions.


def condition_move(old: n.Expression | None, new: n.Expression | None) -> Move | None:
    """Whether a condition is wider (up: it holds whenever it did, and perhaps more often) or narrower, on all facts."""
    if old is None or new is None:
        return Move("up" if new is None else "down") if old != new else None
    match old, new:
        case n.Or(), n.Or():
            return _operands(old.operands, new.operands, "up", condition_move)
        case n.And(), n.And():
            return _operands(old.operands, new.operands, "down", condition_move)
        case n.And(), n.Or() if set(old.operands) & set(new.operands):
            return Move("up")  # one that is in both holds where all do
        case n.Or(), n.And() if set(old.operands) & set(new.operands):
            return Move("down")
        case n.Or(), _ if new in old.operands:
            return Move("down")
        case _, n.Or() if old in new.operands:
            return Move("up")
        case n.And(), _ if new in old.operands:
            return Move("up")
        case _, n.And() if old in new.operands:
            return Move("down")
        case n.Not(), n.Not():
            return turned(condition_move(old.operand, new.operand))
        case n.Is(), n.Is() if old.left == new.left and old.negated == new.negated:
            return _words_move(old, new)
        case n.Compare(), n.Compare():
            return _compare_move(old, new)
        case n.Order(), n.Order() if old.left == new.left:
            return _order_move(old, new)
        case n.Order(), n.Order() if (old.operator, old.right) == (new.operator, new.right):
            # what is moved later may never come, and what never comes is not after a day
            return turned(_vague(day_move(old.left, new.left))) if old.operator in _EARLY else None
        case n.Within(), n.Within() if old.left == new.left:
            return _window_move(old.window, new.window)
        case n.Happened(), n.Happened() if old.negated == new.negated:
            move = _vague(day_move(old.event, new.event))
            return move if old.negated else turned(move)
        case n.Fold(), n.Fold():
            return _fold_move(old, new)
        case n.Truth(value=value), _ if old != new:
            return Move("down" if value else "up")
        case _, n.Truth(value=value) if old != new:
            return Move("up" if value else "down")
        case _:
            return _of_branches(old, new, condition_move)


def _fold_move(old: n.Fold, new: n.Fold) -> Move | None:
    """`any`, `every`, and lists of those of which something holds: with more of them, or more asked of each."""
    if old.kind not in ("any", "every", "those"):
        return None
    if old.kind == "every" and _but_for(old, new, "body"):
        return _vague(condition_move(old.body, new.body))
    is_other_list = _but_for(old, new, "items")
    if not is_other_list and not _but_for(old, new, "where"):
        return None
    move = condition_move(old.items, new.items) if is_other_list else condition_move(old.where, new.where)
    return turned(_vague(move)) if old.kind == "every" else _vague(move)


def _words_move(old: n.Is, new: n.Is) -> Move | None:
    one, other = set(old.words), set(new.words)
    if one < other or other < one:
        return Move("up" if (one < other) != old.negated else "down")
    return None


def _compare_move(old: n.Compare, new: n.Compare) -> Move | None:
    """`A < B` and `A <= B`, as they stand in the form in which they are compared."""
    if not {old.operator, new.operator} <= {"<", "<="}:
        return None
    if old.operator != new.operator:
        same = (old.left, old.right) == (new.left, new.right)
        return Move("up" if new.operator == "<=" else "down") if same else None
    if old.left == new.left:
        return _vague(amount_move(old.right, new.right))
    return _vague(turned(amount_move(old.left, new.left))) if old.right == new.right else None


_EARLY, _LATE = ("before", "on or before"), ("after", "on or after")


def _order_move(old: n.Order, new: n.Order) -> Move | None:
    """An event or day against a day: a later last day is wider, a later first day narrower."""
    if old.operator == new.operator:
        move = _vague(day_move(old.right, new.right))
        return move if old.operator in _EARLY else turned(move) if old.operator in _LATE else None
    if old.right != new.right or not any({old.operator, new.operator} == set(pair) for pair in (_EARLY, _LATE)):
        return None
    return Move("up" if new.operator.startswith("on or") else "down")


def _window_move(old: n.Expression, new: n.Expression) -> Move | None:
    match old, new:
        case n.Stretch(), n.Stretch() if old.anchor == new.anchor and old.direction == new.direction:
            return _period_move(old.period, new.period)
        case n.FromThrough(), n.FromThrough() if old.first == new.first and old.last and new.last:
            return _vague(day_move(old.last, new.last))
        case n.FromThrough(), n.FromThrough() if old.last == new.last and old.first and new.first:
            return _vague(turned(day_move(old.first, new.first)))
        case _:
            return None
