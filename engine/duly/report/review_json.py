"""A review as JSON.

In: a `Review`, or several. Out: one JSON document in a stable order. The one idea: everything that the page of text
says, with the names of levels, kinds of changes and parties as they stand in the data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from duly.comparison.changes import LEVELS, Change
from duly.comparison.reviewing import Review
from duly.comparison.witnesses import Built

FORMAT_VERSION = "1"


def render_json(review: Review) -> str:
    """The document of one review."""
    return _written({"format_version": FORMAT_VERSION, **_review(review)})


def render_all(reviews: Sequence[Review], old: str, new: str) -> str:
    """The document of the reviews of all agreements between two ends."""
    whole = {
        "format_version": FORMAT_VERSION,
        "old": old,
        "new": new,
        "counts": {level: sum(review.count(level) for review in reviews) for level in LEVELS},
        "accepted": sum(len(review.accepted) for review in reviews),
        "reviews": [_review(review) for review in reviews],
    }
    return _written(whole)


def _written(whole: dict[str, Any]) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _review(review: Review) -> dict[str, Any]:
    return {
        "old": review.old,
        "new": review.new,
        "counts": {level: review.count(level) for level in LEVELS},
        "accepted": len(review.accepted),
        "tried": review.tried,
        "built": review.built,
        "spent": review.spent,
        "unshared": review.unshared,
        "changes": [_change(change, review) for change in review.changes],
        "unused_acceptances": [found.span.text for found in review.unused if found.span is not None],
    }


def _change(change: Change, review: Review) -> dict[str, Any]:
    witness = review.witnesses.get(change.fingerprint)
    place = change.span.source.position(change.span.start) if change.span is not None else None
    acceptance = review.accepted.get(change.fingerprint)
    return {
        "fingerprint": change.fingerprint,
        "id": change.id,
        "level": change.level,
        "kind": change.kind,
        "rule": change.rule,
        "key": change.key,
        "cite": change.cite,
        "party": change.party,
        "before": change.before,
        "after": change.after,
        "says": change.says,
        "better_for": change.better_for,
        "worse_for": change.worse_for,
        "note": change.note,
        "accepted": acceptance.why if acceptance is not None else None,
        "file": change.span.source.name if change.span is not None else "",
        "line": place.line if place is not None else 0,
        "shown_on": None
        if witness is None
        else {
            "facts": witness.case,
            "as_of": witness.day.isoformat(),
            "outcome": witness.outcome,
            "before": witness.before,
            "after": witness.after,
            "also": list(witness.also),
            "built": _built(witness.built),
        },
    }


def _built(built: Built | None) -> dict[str, Any] | None:
    """How a fact set was built, and all of it, as it can be given to `duly evaluate`; None of one that was given."""
    if built is None:
        return None
    return {
        "from": built.base,
        "moved": [{"fact": each.fact, "before": each.before, "after": each.after} for each in built.moved],
        "readings": dict(built.readings),
        "fact_set": json.loads(built.document),
    }
