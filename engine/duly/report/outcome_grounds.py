"""What an outcome rests on: what is not known, what was assumed, what was left aside, and the receipt.

In: `Outcome`. Out: lines on a page. The one idea: a reader who doubts an answer finds here each question that is open
with what hangs on it, and each choice that somebody else could have made.
"""

from __future__ import annotations

from collections.abc import Iterable

from duly.evaluation.outcome import Missing, Outcome, ReadingForks, Receipt, ReliedOn
from duly.report.page import Page
from duly.report.words import Questions, listed, waiting
from duly.values import Reason

NOTICE = "This is no legal advice."
_HASH = 12


def write_grounds(page: Page, outcome: Outcome, questions: Questions, is_full: bool) -> None:
    """Everything below the norms."""
    _unknown(page, questions, outcome, is_full)
    _waiting(page, outcome)
    if outcome.forks:
        _forks(page, outcome.forks)
    _assumed(page, outcome.relied_on)
    _rest(page, outcome)
    _receipt(page, outcome.receipt)


def _unknown(page: Page, questions: Questions, outcome: Outcome, is_full: bool) -> None:
    if not questions.asked:
        return
    page.heading("NOT KNOWN")
    for number, each in enumerate(questions.asked, 1):
        page.line(f"{number:>2}  {_question(each)}", 2, 4)
        page.line(f"hangs on it: {_affected(each.affects, is_full)}", 6, 2)


def _question(missing: Missing) -> str:
    name, detail = missing.name, missing.detail
    who = f"; {missing.answered_by} can say" if missing.answered_by else ""
    match missing.kind:
        case "fact":
            return f"{missing.ask} ({name}{who})" if missing.ask else f"{name} is not known{who}"
        case "list":
            return f"{missing.ask or 'Are there others?'} ({name}{who})"
        case "judgment":
            judge = f", a judgment of {missing.answered_by}" if missing.answered_by else ", a judgment"
            return f"{missing.ask or name} ({name}{judge})"
        case "reading":
            return f"{detail or name} (reading {name}, left open)"
        case "silence":
            return f"The agreement is silent: {detail or name} ({name})"
        case "order":
            return f"Which came first? {name}"
        case "effort":
            return f"Were the efforts enough ({detail})? {name}"
        case "conflict":
            return f"Two rules disagree about {name}" + (f": {detail}" if detail else "")
        case _:
            return f"{missing.kind}: {name}" + (f": {detail}" if detail else "")


def _affected(names: Iterable[str], is_full: bool) -> str:
    """What hangs on it: instances of one norm as one."""
    counts: dict[str, list[str]] = {}
    for name in names:
        counts.setdefault(name.partition("[")[0], []).append(name)
    said: list[str] = []
    for base, own in counts.items():
        if is_full or len(own) <= 2:
            said += own
        else:
            said.append(f"{base} ({len(own)} times)")
    words = ["the state of the agreement" if name == "agreement" else name for name in said]
    return listed(words, most=1000 if is_full else 8)


def _waiting(page: Page, outcome: Outcome) -> None:
    rows = [each for each in outcome.missing if each.kind == "open"]
    if not rows:
        return
    page.heading("NOT DECIDED YET")
    for each in rows:
        said = waiting(Reason("open", each.name, each.detail))
        page.line(f"waits for {said}: {_affected(each.affects, False)}", 2, 4)


def _assumed(page: Page, relied_on: tuple[ReliedOn, ...]) -> None:
    rows = [each for each in relied_on if each.kind in ("reading", "assumption", "counting", "judgment")]
    presumed = list(dict.fromkeys(each.name for each in relied_on if each.kind == "presumption"))
    shown = [each for each in rows if not (each.kind == "reading" and each.detail == "open")]
    if not shown and not presumed:
        return
    page.heading("TAKEN AS GIVEN")
    for each in shown:
        page.line(_ground(each), 2, 4)
    if presumed:
        page.line(f"presumed not to have happened, because none is recorded: {listed(presumed, most=100)}", 2, 4)


def _ground(relied: ReliedOn) -> str:
    match relied.kind:
        case "reading":
            how, _, option = relied.detail.partition(": ")
            return f"reading {relied.name}, {how}: {option}. {relied.says}"
        case "assumption":
            return f"assumed of {relied.name}: {relied.detail}"
        case "counting":
            choice, _, why = relied.detail.partition(": ")
            return f"counting, {relied.name.replace('_', ' ')}: {choice}" + (f" (assumed: {why})" if why else "")
        case _:
            return f"judgment of {relied.detail}: {relied.says or relied.name} ({relied.name})"


def _rest(page: Page, outcome: Outcome) -> None:
    if outcome.left_aside:
        page.heading("LEFT ASIDE")
        for aside in outcome.left_aside:
            page.line(f"{aside.name}, {aside.day}: after the day asked about, so it has not happened yet", 2, 4)
    if outcome.conflicts:
        page.heading("CONFLICTS")
        for conflict in outcome.conflicts:
            page.line(f"{conflict.about}: {conflict.detail}", 2, 4)
    if outcome.not_encoded:
        page.heading("NOT ENCODED")
        for unit in outcome.not_encoded:
            page.line(f"{unit.section} unit {unit.unit}: {unit.reason}", 2, 4)


def _forks(page: Page, forks: tuple[ReadingForks, ...]) -> None:
    page.heading("UNDER ALL READINGS")
    for each in forks:
        if each.agrees:
            continue
        page.line(f"{each.id}: depends on {listed(each.decided_by)}", 2, 4)
        for fork in each.forks:
            under = ", ".join(f"{name} = {option}" for name, option in fork.readings) or "every reading"
            page.line(f"{under}: {fork.said}", 4, 4)
        if each.untried:
            page.line(f"{each.untried} combinations were not tried", 4, 4)
    agreed = [each.id for each in forks if each.agrees]
    if agreed:
        page.line(f"The same under every reading: {_affected(agreed, False)}.", 2, 4)


def _receipt(page: Page, receipt: Receipt) -> None:
    page.blank()
    known = f", as known by {receipt.known_by}" if receipt.known_by is not None else ""
    strict = ", without presumptions" if receipt.strict else ""
    chosen = ", ".join(f"{name} = {option}" for name, option in receipt.readings)
    readings = f", readings chosen: {chosen}" if chosen else ""
    page.line(
        f"duly {receipt.engine}; rules {receipt.rules[:_HASH]}; facts {receipt.facts[:_HASH]}; "
        f"as of {receipt.as_of}{known}{strict}{readings}. {NOTICE}"
    )
