"""An impact as JSON.

In: an `Impact`. Out: one JSON document in a stable order, with every outcome that differs.
"""

from __future__ import annotations

import json
from typing import Any

from duly.comparison.impacts import Caused, Impact

FORMAT_VERSION = "1"


def render_json(impact: Impact) -> str:
    """The document."""
    whole = {
        "format_version": FORMAT_VERSION,
        "old": impact.old,
        "new": impact.new,
        "tried": impact.tried,
        "differing": impact.differing,
        "differing_norms": impact.differing_norms,
        "unshared": impact.unshared,
        "left_out": impact.left_out,
        "spent": impact.spent,
        "caused": [_caused(each) for each in impact.caused],
        "perhaps_causes_too": [change.fingerprint for change in impact.shared],
        "without_another_outcome": [change.fingerprint for change in impact.silent],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _caused(caused: Caused) -> dict[str, Any]:
    change = caused.change
    return {
        "fingerprint": change.fingerprint,
        "id": change.id,
        "rule": change.rule,
        "key": change.key,
        "says": change.says,
        "better_for": change.better_for,
        "worse_for": change.worse_for,
        "cases": caused.cases,
        "differences": [
            {
                "facts": row.case,
                "as_of": row.day.isoformat(),
                "outcome": row.outcome,
                "before": row.before,
                "after": row.after,
                "also": list(row.also),
            }
            for row in caused.differences
        ],
    }
