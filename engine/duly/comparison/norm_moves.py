"""Which way a key of a norm moved, and whether that is good for whoever has the norm.

In: a key and both its values, in the form in which they are compared. Out: a `Move`, and a sign. The one idea: a duty
is a burden and a permission is a benefit, so what a key did says for whom it is better where the key has a direction
for norms of that kind. The table below says which have; everything else cannot be told.
"""

from __future__ import annotations

from typing import Any

from duly.comparison.directions import Move, amount_move, condition_move, day_move

_LIMITS = {"duty": -1, "maintenance": -1, "prohibition": -1, "statement": -1, "permission": 1, "power": 1}
UP_IS_GOOD: dict[str, dict[str, int]] = {
    "by": {"duty": 1},
    "until": {"maintenance": -1, "prohibition": -1, "permission": 1, "power": 1},
    "from": {"maintenance": 1, "prohibition": 1, "permission": -1, "power": -1},
    "when": _LIMITS,
    "while": _LIMITS,
    "during": _LIMITS,
    "done": {"duty": 1, "maintenance": -1, "prohibition": -1},
    "effective": {"power": 1},
    "untrue": {"statement": -1},
    "amount": {"duty": -1},
    "once": {"permission": 1, "power": 1},
}
"""For which kinds of norms a later day, more, or a wider condition under a key is better (1) or worse (-1) for whoever
bears or has the norm; for the others it cannot be told."""


def sign_of(key: str, kind: str, move: Move | None) -> int:
    """Whether a move is good (1) or bad (-1) for whoever has a norm of the kind; 0 where that cannot be told."""
    if move is None:
        return 0
    return UP_IS_GOOD.get(key, {}).get(kind, 0) * (1 if move.way == "up" else -1)


def moved(key: str, one: Any, other: Any) -> Move | None:
    """Which way a key of a norm or exception moved; a key that is not there limits nothing."""
    match key:
        case "by" | "until" | "from" if one is None or other is None:
            gone = other is None
            return Move("up" if gone != (key == "from") else "down")
        case "by" | "until" | "from":
            return day_move(one, other) if one and other else None
        case "once":
            return Move("up" if other is None else "down")
        case "amount":
            return amount_move(one, other) if one and other else None
        case "during":
            before, after = set(one or ()), set(other or ())
            return Move("up") if before < after else Move("down") if after < before else None
        case "untrue" | "done" if one is None or other is None:
            return None
        case _:
            return condition_move(one, other)
