"""What a condition asks about.

In: a condition. Out: the spellings of what must be there if it is true, or false. The one idea: a guard is known by
its spelling, so the very same words must be asked about and used. `x has happened and days from x to y > 3` is right,
because the second operand counts only if the first is true; with `or` the second counts only if the first is false, so
there `x has not happened or days from x to y > 3` is right.
"""

from __future__ import annotations

from duly.language import nodes as n
from duly.language.printer import write

NOTHING: frozenset[str] = frozenset()


def asked_if_true(condition: n.Expression) -> frozenset[str]:
    """The spellings of what must be there if `condition` is true."""
    match condition:
        case n.Happened(event=operand, negated=False) | n.Present(operand=operand, negated=False):
            return frozenset((write(operand),))
        case n.And(operands=operands):
            return NOTHING.union(*map(asked_if_true, operands))
        case n.Or(operands=operands):
            return frozenset.intersection(*map(asked_if_true, operands))
        case n.Not(operand=operand):
            return asked_if_false(operand)
        case n.Order(operator="after" | "on or after" | "falls on", left=left, right=right):
            return frozenset((write(left), write(right)))
        case n.Order(left=left) | n.Within(left=left):
            return frozenset((write(left),))
        case _:
            return NOTHING


def asked_if_false(condition: n.Expression) -> frozenset[str]:
    """The spellings of what must be there if `condition` is false."""
    match condition:
        case n.Happened(event=operand, negated=True) | n.Present(operand=operand, negated=True):
            return frozenset((write(operand),))
        case n.Or(operands=operands):
            return NOTHING.union(*map(asked_if_false, operands))
        case n.And(operands=operands):
            return frozenset.intersection(*map(asked_if_false, operands))
        case n.Not(operand=operand):
            return asked_if_true(operand)
        case _:
            return NOTHING
