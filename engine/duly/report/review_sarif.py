"""A review as SARIF 2.1.0, the form in which programs that show findings take them.

In: reviews. Out: one JSON document. The one idea: a kind of change is a rule of SARIF, a change is a result, and its
fingerprint goes along, so that a program knows the same change again when lines have moved; what was accepted is there
and suppressed, with the reason. Files are named from the top of the repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from duly.comparison.changes import Change
from duly.comparison.placing import Placed, Places
from duly.comparison.reviewing import Review
from duly.report.review_github import said, weight
from duly.report.visible import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
_FINGERPRINT = "dulyChange/v1"


def render_sarif(reviews: Iterable[Review], fail_on: str | None = None) -> str:
    """The document; a change that fails the run (`fail_on`) is an error."""
    rows = [(change, review) for review in reviews for change in review.changes]
    kinds = {change.id: _kind(change) for change, _ in reversed(rows)}
    kinds = {id: kinds[id] for id in sorted(kinds)}
    places = {id(review): Places(review) for _, review in rows}
    results = [
        _result(change, review, list(kinds).index(change.id), places[id(review)].of(change), fail_on)
        for change, review in rows
    ]
    driver = {
        "name": "duly",
        "version": version("duly"),
        "rules": list(kinds.values()),
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _kind(change: Change) -> dict[str, Any]:
    """What is said of all changes of a kind."""
    verb = change.id.rpartition("-")[2]
    what = f"`{change.key}` of a {change.kind}" if change.key else f"A {change.kind}"
    level = {"substance": "warning", "unclear": "warning", "wording": "note", "none": "none"}[change.level]
    return {
        "id": change.id,
        "shortDescription": {"text": f"{what} {verb}"},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": [change.level]},
    }


def _result(change: Change, review: Review, index: int, placed: Placed, fail_on: str | None) -> dict[str, Any]:
    weighed = weight(change, review, fail_on)
    is_none = change.level == "none" and weighed != "error"
    result: dict[str, Any] = {
        "ruleId": change.id,
        "ruleIndex": index,
        "kind": "informational" if is_none else "fail",
        "level": "none" if is_none else _LEVELS[weighed],
        "message": _message(said(change, review)),
        "locations": [_location(placed)] if placed.file else [],
        "partialFingerprints": {_FINGERPRINT: change.fingerprint},
        "properties": {
            "level": change.level,
            "agreement": review.new if not review.is_one_sided else "",
            "section": change.cite,
            "rule": change.rule,
            "key": change.key,
            "party": change.party,
            "before": change.before,
            "after": change.after,
            "betterFor": change.better_for,
            "worseFor": change.worse_for,
        },
    }
    if change.fingerprint in review.accepted:
        why = review.accepted[change.fingerprint].why
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": _plain(why)}]
    return result


def _plain(text: str) -> str:
    """A text in which nothing is a link: SARIF reads `[words](target)` as one."""
    return visible(text).replace("](", "] (")


def _message(rows: Iterable[str]) -> dict[str, str]:
    """A message; SARIF reads `{0}` as a place to be filled, so braces that are meant stand twice (3.11.5)."""
    return {"text": "\n".join(map(_plain, rows)).replace("{", "{{").replace("}", "}}")}


def _location(placed: Placed) -> dict[str, Any]:
    """Where it is; a file as a whole is its first line, because GitHub takes no result without one."""
    region = {"startLine": 1}
    if placed.span is not None:
        start, end = placed.span.position, placed.span.source.position(placed.span.end)
        region = {"startLine": start.line, "startColumn": start.column}
        region |= {"endLine": end.line, "endColumn": end.column}
    return {"physicalLocation": {"artifactLocation": _file(placed.file), "region": region}}


def _file(path: str) -> dict[str, str]:
    """A file under the top of the sources; one that lies elsewhere is named by where it lies."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    is_below = path.split("/")[0] != ".."
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"} if is_below else {"uri": quote(path)}
