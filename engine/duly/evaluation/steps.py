"""What an explanation is made of: steps, and the ids by which rules and values are named in them.

In: nothing but values. Out: `Step`, a tree, and the stable id of a norm instance. The one idea: a step holds only what
has been found and how it is written, so whoever shows or compares explanations needs no evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from duly.evaluation.show import show
from duly.model import nodes as m
from duly.values import NormRef, Record


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about, the section, the expression, what it came to on which day, and what it rests on.

    `kind` is `rule`, `expression`, `fact`, `reading`, `exception` or `counting`; `decides` marks the step that made the
    difference among its sisters.
    """

    kind: str
    label: str
    value: str
    cite: m.Citations = ()
    note: str = ""
    day: date | None = None
    decides: bool = False
    steps: tuple[Step, ...] = ()


def norm_id(ref: NormRef) -> str:
    """The stable id of a norm instance: `notice[r2, holder_b]`."""
    return ref.norm + (f"[{', '.join(map(show_id, ref.instance))}]" if ref.instance else "")


def show_id(value: Any) -> str:
    """A value within an id: a record by its id, everything else as it is shown."""
    return value.id if isinstance(value, Record) else show(value)
