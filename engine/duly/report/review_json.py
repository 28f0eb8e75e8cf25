"""A review as JSON.

In: a `Review`. Out: one JSON document in a stable order. The one idea: everything that the page of text says, with the
names of levels, kinds of changes and parties as they stand in the data.
"""

from __future__ import annotations

import json
from typing import Any

from duly.comparison.changes import LEVELS, Change
from duly.comparison.reviewing import Review

FORMAT_VERSION = "1"


def render_json(review: Review) -> str:
    """The document."""
    whole = {
        "format_version": FORMAT_VERSION,
        "old": review.old,
        "new": review.new,
        "counts": {level: review.count(level) for level in LEVELS},
        "tried": review.tried,
        "unshared": review.unshared,
        "changes": [_change(change, review) for change in review.changes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change, review: Review) -> dict[str, Any]:
    witness = review.witnesses.get(change.fingerprint)
    place = change.span.source.position(change.span.start) if change.span is not None else None
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
        },
    }
