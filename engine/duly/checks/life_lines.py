"""Lines of the life cycle that can never give the state (`never-governs`).

What it does: finds lines that another line always covers. A final state never gives way, so a line that begins with it
or, by its date, after it is never seen; of two lines that begin with the same event the later one in the file governs.
Lines under an option of a reading, or working back, cover nothing for certain.

Why it matters: such a line reads as if it had an effect.

Example: `{state: in force, from: 2001-11-01}` beside `{state: void, from: 2001-10-01}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from duly.checks.clauses import clause_of
from duly.diagnostics import Diagnostic, Label
from duly.language.nodes import Day
from duly.model.nodes import FINAL_STATES, LifeLine
from duly.model.vocabulary import Vocabulary


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for each line that is always covered."""
    lines = vocabulary.rules.agreement.life
    for position, line in enumerate(lines):
        for other_position, other in enumerate(lines):
            is_later = other_position > position
            if other is not line and _covers(other, line, is_later):
                message = f"the agreement is never `{line.state}` by this line"
                labels = (Label(other.span, "because this one governs instead"),)
                yield Diagnostic("never-governs", message, line.span, None, labels, clause_of(line))
                break


def _covers(other: LifeLine, line: LifeLine, is_later: bool) -> bool:
    """Whether `other` governs on every day on which `line` might."""
    if other.under or other.working_back_to is not None or line.working_back_to is not None:
        return False
    starts_together = (other.start, other.after) == (line.start, line.after)
    if other.state in FINAL_STATES:
        first, second = _day(other), _day(line)
        is_before = first is not None and second is not None and first < second
        return is_before or (starts_together and (line.state not in FINAL_STATES))
    return starts_together and is_later and line.state not in FINAL_STATES


def _day(line: LifeLine) -> date | None:
    """The day on which a line begins, where it is written as a date."""
    if not isinstance(line.start, Day):
        return None
    return line.start.value + timedelta(days=1) if line.after else line.start.value
