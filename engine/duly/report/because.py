"""The shortest answer to *why*: the steps of an explanation that decide, from the question down to a fact.

In: `Step`. Out: paths of steps. The one idea: the explanation marks what decided where sisters compete; elsewhere the
state of a norm says which of its keys made it so, an unknown comes from what is unknown below it, and a value from the
part that has the same value.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.evaluation.explanation import Step

_BEGINNING = ("upon", "from", "when", "while")
_KEYS = {
    "upcoming": ("upon", "from"),
    "due": ("upon", "by"),
    "overdue": ("by", "done"),
    "performed": ("done",),
    "performed late": ("by", "done"),
    "in force": ("from", "upon"),
    "available": ("from", "upon"),
    "violated": ("done", "while"),
    "exercised": ("done",),
    "lapsed": ("until",),
    "lifted": ("until",),
    "in effect": ("upon", "from"),
    "stands": ("untrue",),
    "untrue": ("untrue",),
}
"""The keys that make a norm's state, where no exception and no state of the agreement does."""
_NOT_SO = ("not yet", "never", "false", "absent", "none")


def because(step: Step) -> tuple[tuple[Step, ...], ...]:
    """The paths to what decides, each from a part of the step down to its leaf."""
    return tuple((first, *_down(first)) for first in _first(step))


def _first(step: Step) -> tuple[Step, ...]:
    marked = [inner for inner in step.steps if inner.decides]
    if marked:
        return tuple(marked[:1])
    keyed = {key: inner for inner in step.steps if (key := inner.label.partition(": ")[0]) in (*_BEGINNING, *_ENDING)}
    if not keyed:
        return tuple(_next(step))
    if _is_open(step.value):
        return tuple(inner for inner in step.steps if _is_open(inner.value))[:1]
    if step.value.startswith("not "):
        return tuple(keyed[key] for key in _BEGINNING if key in keyed and keyed[key].value.startswith(_NOT_SO))[:1]
    return tuple(keyed[key] for key in _KEYS.get(step.value, ()) if key in keyed)


_ENDING = ("until", "by", "done", "untrue")


def _down(step: Step) -> Iterator[Step]:
    for inner in _next(step):
        yield inner
        yield from _down(inner)


def _next(step: Step) -> Iterator[Step]:
    """The one part that a step's value comes from, if there is one."""
    marked = [inner for inner in step.steps if inner.decides]
    same = [inner for inner in step.steps if inner.value == step.value]
    unsure = [inner for inner in step.steps if _is_open(inner.value)] if _is_open(step.value) else []
    found = marked or unsure or same or (step.steps if len(step.steps) == 1 else ())
    yield from found[:1]


def _is_open(value: str) -> bool:
    """Whether a value is not known: what may be one of several states is not known either."""
    return value.startswith(("unknown", "open", "undetermined", "not known")) or " or " in value
