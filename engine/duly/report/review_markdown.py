"""A review as a comment on a change under review.

In: reviews. Out: Markdown: a line of verdict, a table of what is of substance, details folded, and the rest in one
line. The one idea: what comes from a rule file is text or stands in a code span that it cannot end, so none of it is
markup, calls a person or links anywhere. A comment has a largest size: what would pass it is counted instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duly.comparison.changes import Change
from duly.comparison.reviewing import Review
from duly.report.review_text import counted, judged, place, shown, values, verdict, why_accepted
from duly.report.visible import visible

LARGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!@])")
_CALLS = re.compile(r"(\\[@#]|(?<!\w)(?:GH-|www(?=\.)|[A-Za-z]{2,9}:(?=//)))")
"""What makes a name, number or address behind it a link, in spite of a backslash."""
_NOTHING = "&#8203;"
_WEIGHTY = ("substance", "unclear")


def render_markdown(review: Review) -> str:
    """The comment on one agreement."""
    head = f"**{_capital(_prose(verdict(review)))}** ({_prose(review.old)} → {_prose(review.new)})"
    return _joined([head, "", *_body(review, LARGEST - len(head))])


def render_all(reviews: Sequence[Review], old: str, new: str) -> str:
    """The comment on all agreements between two ends."""
    lines = [f"**{_capital(_prose(counted(reviews)))}** ({_prose(old)} → {_prose(new)})", ""]
    changed = [review for review in reviews if review.changes]
    for review in changed:
        lines += [f"### {_prose(review.new if not review.is_one_sided else f'{review.old} → {review.new}')}", ""]
        if len(changed) > 1:
            lines += [f"{_capital(_prose(verdict(review)))}.", ""]
        lines += [*_body(review, LARGEST // len(changed) - 200), ""]
    same = [review.new for review in reviews if not review.changes]
    if same:
        lines.append(f"No changes of meaning or wording: {', '.join(_code(name) for name in same)}.")
    return _joined(lines)


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _body(review: Review, room: int) -> list[str]:
    """Table, details and the rest, in about as many characters as there is room for."""
    weighty = [change for change in review.unaccepted if change.level in _WEIGHTY]
    rows = [_row(change) for change in weighty]
    details = ["\n".join(_details(change, review)) for change in weighty]
    rest = [_code(place(change)) for change in review.unaccepted if change.level not in _WEIGHTY]
    accepted = [f"- {_code(each.fingerprint)} {_prose(why_accepted(each, review))}" for each in _accepted(review)]
    lines: list[str] = []
    if rows:
        lines += ["| section | what changes | for whom | |", "| --- | --- | --- | --- |", *_cut(rows, room // 2)]
        lines += ["", "<details><summary>Before, after, and the facts on which it shows</summary>", ""]
        lines += [*_cut(details, room // 4), "", "</details>", ""]
    if accepted:
        lines += [f"<details><summary>Accepted: {len(accepted)}</summary>", "", *_cut(accepted, room // 8)]
        lines += ["", "</details>", ""]
    if rest:
        lines.append(f"Also: {', '.join(_cut(rest, room // 8))}.")
    return lines


def _accepted(review: Review) -> list[Change]:
    return [change for change in review.changes if change.fingerprint in review.accepted]


def _cut(parts: Sequence[str], room: int) -> list[str]:
    """As many parts as there is room for; of the others how many they are."""
    kept: list[str] = []
    for part in parts:
        room -= len(part) + 1
        if room < 0:
            more = f"and {len(parts) - len(kept)} more, for which a comment has no room"
            return [*kept, f"| | {more} | | |" if part.startswith("|") else f"- {more}" if part[:1] == "-" else more]
        kept.append(part)
    return kept


def _row(change: Change) -> str:
    for_whom = _prose(judged(change)) if change.level == "substance" else "unclear"
    return f"| {_prose(change.cite)} | {_prose(change.says)} | {for_whom} | `{change.fingerprint}` |"


def _details(change: Change, review: Review) -> list[str]:
    lines = [f"- {_code(change.fingerprint)} {_code(place(change))}: {_code(values(change))}"]
    if change.note:
        lines.append(f"  - {_prose(change.note)}")
    if change.level == "substance" and not review.is_one_sided:
        lines.append(f"  - {_prose(shown(change, review))}")
    return lines


def _prose(text: str) -> str:
    """A text in which no sign is markup, no name is called, no address a link and no amount a formula."""
    escaped = _SIGNS.sub(r"\\\1", visible(" ".join(text.split())))
    return _CALLS.sub(rf"\1{_NOTHING}", escaped).replace("$", "<span>$</span>")


def _code(text: str) -> str:
    """A code span that holds the text, whatever backticks are in it."""
    said = visible(" ".join(text.split()))
    longest = max((len(run) for run in re.findall("`+", said)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{said}{pad}{fence}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
