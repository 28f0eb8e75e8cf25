"""A person accepts changes.

In: reviews, fingerprints of changes in them, and why. Out: the files that were written, or what cannot be done. The one
idea: only a change that stands in the report can be accepted, and only where the new version is a folder that can be
written to, since its acceptances travel with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from duly.comparison.acceptances import ACCEPTED, write_acceptances
from duly.comparison.changes import Change
from duly.comparison.reviewing import Review
from duly.diagnostics import Diagnostic
from duly.evaluation.questions import WrongQuestion
from duly.suggest import did_you_mean


def accept(
    reviews: Iterable[Review], fingerprints: Iterable[str], because: str
) -> dict[str, int] | tuple[Diagnostic, ...]:
    """Accepts each change of these fingerprints: how many lines each file got, or what is wrong with writing.

    Raises WrongQuestion for a fingerprint that no change has, a side that is no folder, and an empty reason.
    """
    if not because.strip():
        raise WrongQuestion("there is no reason to write down", "say after `--because` why the change is accepted")
    wanted: dict[Path, tuple[str, list[Change]]] = {}
    for review, change in _found(tuple(reviews), tuple(dict.fromkeys(fingerprints))):
        folder = review.new_side.folder if review.new_side is not None else None
        if folder is None:
            message = f"`{review.new}` is no folder that an acceptance can be written to"
            raise WrongQuestion(message, "let NEW be the agreement's folder in the working tree")
        changes = wanted.setdefault(folder, (review.new, []))[1]
        changes += [change] if change.fingerprint not in review.accepted else []
    written: dict[str, int] = {}
    for folder, (shown, changes) in wanted.items():
        faults = write_acceptances(folder, shown, changes, because) if changes else ()
        if faults:
            return faults
        written[f"{shown.rstrip('/')}/{ACCEPTED}"] = len(changes)
    return written


def _found(reviews: tuple[Review, ...], fingerprints: tuple[str, ...]) -> list[tuple[Review, Change]]:
    rows = [(review, change) for review in reviews for change in review.changes]
    for each in fingerprints:
        if not any(change.fingerprint == each for _, change in rows):
            known = [change.fingerprint for _, change in rows]
            hint = did_you_mean(each, known) or "a fingerprint stands at the right of each change in the report"
            raise WrongQuestion(f"there is no change with the fingerprint `{each}`", hint)
    return [row for each in fingerprints for row in rows if row[1].fingerprint == each]
