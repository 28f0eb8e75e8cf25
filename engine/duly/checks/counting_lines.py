"""Counting lines that a rule needs and the agreement does not have (`missing-counting-line`).

What it does: every period needs `trigger_day`, one in months or years also `month_end`; business days need
`business_day` unless the expression names its calendar; a duty with a due day, and `failure of X by D`, need `failure`.

Why it matters: most disputes about a deadline are about one of these lines. Taken for granted, it would be nowhere in
the outcome; as a line of the agreement it has a section, or a reason why it is assumed, and is listed where it counts.

Example: `by: 2 months after signed` in an agreement whose `counting` has no line `month_end`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.checks.rules_read import Written, written
from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary

_SAID = {
    "trigger_day": "whether the day from which it runs is counted",
    "month_end": "what a month ends on where the day is missing",
    "business_day": "by which calendar business days are counted",
    "failure": "on which day a failure to act by the last day falls",
}


def check(vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """A diagnostic for the first place that needs each missing line of each rule."""
    there = {line.name for line in vocabulary.rules.agreement.counting}
    for place in written(vocabulary.rules):
        told: set[str] = set()
        for node, line in _needs(place):
            if line not in there and line not in told:
                told.add(line)
                message = f"no line of `counting` says {_SAID[line]}"
                hint = f"add `{line}` under `counting`, with `cite` or `assumed`"
                yield Diagnostic("missing-counting-line", message, node.span, hint, clause=place.clause)


def _needs(place: Written) -> Iterator[tuple[n.Expression, str]]:
    """Each expression that needs a line, with the line's name."""
    if place.key == "by" and isinstance(place.rule, m.Norm) and place.rule.kind == "duty":
        yield place.expression, "failure"
    for node in place.parts:
        match node:
            case n.Periods(unit=unit, calendar=calendar):
                yield node, "trigger_day"
                if unit in ("months", "years"):
                    yield node, "month_end"
                if unit == "business days" and calendar is None:
                    yield node, "business_day"
            case n.Between(unit="business days", calendar=None):
                yield node, "business_day"
            case n.Failure():
                yield node, "failure"
            case _:
                pass
