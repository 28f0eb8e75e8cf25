"""What can be said of rules without facts, beyond whether they load: one check a file, each with its documentation.

In: the `Vocabulary` of an agreement that loads. Out: diagnostics. A check is a function that yields; to add one, write
its file, its row in `codes/rules.py`, and its name in the tuple below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from duly.checks import (
    acts_with_days,
    citations,
    counting_lines,
    duties_against_prohibitions,
    efforts,
    life_lines,
    performance,
    questions,
    unused,
)
from duly.diagnostics import Diagnostic
from duly.model.vocabulary import Vocabulary

Check: TypeAlias = Callable[[Vocabulary], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    counting_lines.check,
    acts_with_days.check,
    performance.check,
    efforts.check,
    questions.check,
    citations.check,
    unused.check,
    life_lines.check,
    duties_against_prohibitions.check,
)


def check_rules(vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """What every check finds, each finding once."""
    return tuple(dict.fromkeys(found for check in CHECKS for found in check(vocabulary)))
