"""A review as annotations on the lines of a change.

In: reviews. Out: workflow commands for GitHub, one a change. The one idea: what a reviewer of the changed lines needs
stands beside them. GitHub shows ten annotations of a kind for each step, so those that weigh most come first, and what
means the same is not shown at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from duly.comparison.changes import LEVELS, Change
from duly.comparison.placing import Places
from duly.comparison.reviewing import Review
from duly.report.review_text import judged, place, shown, values
from duly.report.workflow_commands import command

Weight: TypeAlias = Literal["error", "warning", "notice"]


def render_github(reviews: Iterable[Review], fail_on: str | None = None) -> str:
    """The commands; a change that fails the run (`fail_on`) is an error."""
    rows = [
        (LEVELS.index(change.level), change.fingerprint in review.accepted, line)
        for review in reviews
        for change, line in _lines(review, fail_on)
    ]
    return "".join(line for *_, line in sorted(rows, key=lambda row: (row[1], row[0])))


def weight(change: Change, review: Review, fail_on: str | None) -> Weight:
    """How much a change weighs in a run that fails on changes of a level."""
    if change.fingerprint in review.accepted:
        return "notice"
    if fail_on is not None and LEVELS.index(change.level) <= [*LEVELS].index(fail_on):  # type: ignore[arg-type]
        return "error"
    return "warning" if change.level in ("substance", "unclear") else "notice"


def said(change: Change, review: Review) -> list[str]:
    """What is said of a change beside its lines, row by row."""
    rows = [change.says, f"{place(change)}: {values(change)}"]
    rows += [change.note] if change.note else []
    if change.level == "substance":
        rows.append(judged(change))
        if not review.is_one_sided:
            rows.append(shown(change, review))
    if change.fingerprint in review.accepted:
        rows.append(f"Accepted: {review.accepted[change.fingerprint].why}")
    return [*rows, f"fingerprint {change.fingerprint}"]


def _lines(review: Review, fail_on: str | None) -> Iterator[tuple[Change, str]]:
    places = Places(review)
    for change in review.changes:
        if change.level != "none" or weight(change, review, fail_on) == "error":
            placed = places.of(change)
            file = placed.file if placed.is_there else None
            section = f" [{change.cite}]" if change.cite else ""
            title = f"{change.level}: {change.id}{section}"
            yield change, command(weight(change, review, fail_on), file, placed.span, title, said(change, review))
