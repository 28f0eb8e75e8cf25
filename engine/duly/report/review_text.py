"""A review as a page of text.

In: a `Review`. Out: text. The one idea: first what happened in one line, then what is of substance with everything that
a reviewer needs to judge it, then the rest, the shorter the less it weighs.
"""

from __future__ import annotations

from collections.abc import Sequence

from duly.comparison.changes import LEVELS, Change, Level
from duly.comparison.reviewing import Review
from duly.comparison.witnesses import Built, Witness
from duly.report.left_out import left_out
from duly.report.page import Page

HEADINGS: dict[Level, str] = {
    "substance": "Of substance",
    "unclear": "Perhaps of substance",
    "wording": "Of wording",
    "none": "Written otherwise, with the same meaning",
}
_COUNTED: dict[Level, str] = {
    "substance": "of substance",
    "unclear": "unclear",
    "wording": "of wording",
    "none": "without effect",
}
_LONGEST, _AROUND = 160, 40
"""From how many characters on a value is shown in part, and how many then stand around what differs."""


def verdict(review: Review) -> str:
    """The review in one line."""
    return counted([review])


def counted(reviews: Sequence[Review]) -> str:
    """How many changes there are of each level in all of the reviews, and how many that are accepted."""
    accepted = sum(len(review.accepted) for review in reviews)
    whole = sum(len(review.unaccepted) for review in reviews)
    if not whole:
        return f"no changes but {accepted} accepted" if accepted else "no changes of meaning or wording"
    counts = {level: sum(review.count(level) for review in reviews) for level in LEVELS}
    said = ", ".join(f"{count} {_COUNTED[level]}" for level, count in counts.items() if count)
    more = f"; {accepted} more accepted" if accepted else ""
    return f"{whole} {'change' if whole == 1 else 'changes'}: {said}{more}"


def render_text(review: Review, columns: int = 100, color: bool = False) -> str:
    """The page."""
    page = Page(columns, color)
    page.title(f"{review.old} → {review.new}")
    page.line(verdict(review))
    for said in left_out(review):
        page.line(said)
    for level in LEVELS:
        changes = [change for change in review.unaccepted if change.level == level]
        if changes:
            page.heading(HEADINGS[level])
            for change in changes:
                _change(page, change, review)
    accepted = [change for change in review.changes if change.fingerprint in review.accepted]
    if accepted:
        page.heading("Accepted")
        for change in accepted:
            page.line(why_accepted(change, review), indent=2, right=change.fingerprint)
    return page.text()


def _change(page: Page, change: Change, review: Review) -> None:
    section = f"[{change.cite}] " if change.cite else ""
    page.line(f"{section}{change.says}", indent=2, right=change.fingerprint)
    page.line(f"{place(change)}: {values(change)}", indent=6)
    if change.note:
        page.line(change.note, indent=6)
    if change.level == "substance":
        page.line(judged(change), indent=6)
        if not review.is_one_sided:
            page.line(shown(change, review), indent=6)


def why_accepted(change: Change, review: Review) -> str:
    """An accepted change in one line, with the reason."""
    return f"{place(change)}: {values(change)} (accepted: {review.accepted[change.fingerprint].why})"


def place(change: Change) -> str:
    """The rule and key: `deliver, by`."""
    return change.place


def values(change: Change) -> str:
    """Before and after, as they are written; of long ones the part that differs, with some words around it."""
    before, after = (" ".join(text.split()) for text in (change.before, change.after))
    if not before or not after:
        return f"{_short(before)} → {_short(after)}"
    if max(len(before), len(after)) <= _LONGEST:
        return f"{before} → {after}"
    first = _shared(before, after)
    room = min(len(before), len(after)) - first
    last = min(_shared(before[::-1], after[::-1]), room)
    return " → ".join(_around(text, first, len(text) - last) for text in (before, after))


def _short(text: str) -> str:
    return f"{text[: _LONGEST - 1]}…" if len(text) > _LONGEST else text or "nothing"


def _around(text: str, first: int, end: int) -> str:
    """A part of a text with whole words around it, and each `not (` around it, which turns round what it means."""
    start = text.rfind(" ", 0, max(first - _AROUND, 0)) + 1
    stop = text.find(" ", min(end + _AROUND, len(text)))
    stop = len(text) if stop < 0 else stop
    return f"{_denials(text[:start])}{'…' * (start > 0)}{text[start:stop]}{'…' * (stop < len(text))}"


def _denials(head: str) -> str:
    """Each `not (` of a text that is not closed in it."""
    opened: list[bool] = []
    for place, sign in enumerate(head):
        if sign == "(":
            opened.append(head[:place].endswith("not "))
        elif sign == ")" and opened:
            opened.pop()
    return "…not (" * sum(opened)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def judged(change: Change) -> str:
    """For whom it is better and worse."""
    said = [f"better for the {change.better_for.replace('_', ' ')}"] if change.better_for else []
    said += [f"worse for the {change.worse_for.replace('_', ' ')}"] if change.worse_for else []
    if not said:
        return "For whom this is better or worse cannot be told from the rules."
    whole = ", ".join(said)
    return f"{whole[0].upper()}{whole[1:]}."


def shown(change: Change, review: Review) -> str:
    """The facts on which a change shows, or in how many it was sought."""
    witness = review.witnesses.get(change.fingerprint)
    if witness is None and change.fingerprint in review.idle:
        return "No outcome is worked out from it."
    if witness is None:
        built = f", {review.built} of them built at the boundaries" if review.built else ""
        spent = f"; {review.spent} of them took too many steps to be compared in full" if review.spent else ""
        return f"No difference found in {review.tried} fact {'set' if review.tried == 1 else 'sets'}{built}{spent}."
    also = f" (reached by {', '.join(witness.also)} too)" if witness.also else ""
    lead = f"On {facts_of(witness)}, as of {witness.day.isoformat()}"
    verb = "" if witness.before.startswith(_VERBS) else "is "
    return f"{lead}: {witness.outcome} {verb}{witness.before} → {witness.after}{also}."


_VERBS = ("stands", "not there")
"""What is said of an outcome without *is*."""


def facts_of(witness: Witness) -> str:
    """What facts these are: those of a scenario or file, those with something moved, or made-up ones."""
    built = witness.built
    if built is None:
        return f"the facts of {witness.case}"
    if not built.base:
        return f"made-up facts ({'; '.join((*_moved(built), *_read(built))) or 'none'})"
    changed = [*_moved(built), *_read(built)]
    return f"the facts of {built.base}" + (f" with {'; '.join(changed)}" if changed else "")


def _moved(built: Built) -> list[str]:
    if not built.base:
        return [f"{each.fact} {each.after}" for each in built.moved]
    return [f"{each.fact} {each.before or 'not said'} → {each.after or 'not said'}" for each in built.moved]


def _read(built: Built) -> list[str]:
    return [f"the passage {name} read as {option}" for name, option in built.readings]
