"""A review as a comment on a change under review.

In: a `Review`. Out: Markdown: a line of verdict, a table of what is of substance, details folded, and the rest in one
line. The one idea: what comes from a rule file stands in code spans that it cannot end, so none of it is markup.
"""

from __future__ import annotations

import re

from duly.comparison.changes import Change
from duly.comparison.reviewing import Review
from duly.report.review_text import judged, place, shown, values, verdict
from duly.report.visible import visible

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!@])")


def render_markdown(review: Review) -> str:
    """The comment."""
    lines = [f"**{_prose(verdict(review)).capitalize()}** ({_prose(review.old)} → {_prose(review.new)})", ""]
    weighty = [change for change in review.changes if change.level in ("substance", "unclear")]
    if weighty:
        lines += ["| section | what changes | for whom | |", "| --- | --- | --- | --- |"]
        lines += [_row(change) for change in weighty]
        lines += ["", "<details><summary>Before, after, and the facts on which it shows</summary>", ""]
        for change in weighty:
            lines += _details(change, review)
        lines += ["</details>", ""]
    rest = [change for change in review.changes if change not in weighty]
    if rest:
        lines.append(f"Also: {', '.join(_code(place(change)) for change in rest)}.")
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(change: Change) -> str:
    for_whom = _prose(judged(change)) if change.level == "substance" else "unclear"
    return f"| {_prose(change.cite)} | {_prose(change.says)} | {for_whom} | {_code(change.fingerprint)} |"


def _details(change: Change, review: Review) -> list[str]:
    lines = [f"- {_code(change.fingerprint)} {_code(place(change))}: {_code(values(change))}"]
    if change.note:
        lines.append(f"  - {_prose(change.note)}")
    if change.level == "substance" and not review.is_one_sided:
        lines.append(f"  - {_prose(shown(review.witnesses.get(change.fingerprint), review))}")
    return lines


def _prose(text: str) -> str:
    """A text in which no sign is markup."""
    return _SIGNS.sub(r"\\\1", visible(" ".join(text.split())))


def _code(text: str) -> str:
    """A code span that holds the text, whatever backticks are in it."""
    said = visible(" ".join(text.split())).replace("|", "¦")
    longest = max((len(run) for run in re.findall("`+", said)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{said}{pad}{fence}"
