"""What an outcome rests on: what is not known, what was assumed, what was left aside, and the receipt.

In: `Outcome`. Out: lines on a page. The one idea: a reader who doubts an answer finds here each question that is open
with what hangs on it, and each choice that somebody else could have made.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.evaluation.outcome import Missing, Outcome, Receipt, ReliedOn
from duly.report.page import Page
from duly.report.words import Questions, cited, listed, listed_norms, waiting
from duly.values import Reason

NOTICE = "This is no legal advice."
_READ = "Read so (another option: --reading NAME=OPTION; all: --all-readings; the questions: --all):"
_HASH = 12
"""How much of a fingerprint is shown."""


def write_grounds(page: Page, outcome: Outcome, questions: Questions, is_full: bool) -> None:
    """Everything below the norms."""
    _unknown(page, questions, is_full)
    _waiting(page, outcome, is_full)
    _taken(page, outcome.relied_on, is_full)
    _rest(page, outcome)
    _receipt(page, outcome.receipt)


# What is missing.


def _unknown(page: Page, questions: Questions, is_full: bool) -> None:
    if not questions.asked:
        return
    page.heading("NOT KNOWN, AND WHAT HANGS ON IT")
    for each in questions.asked:
        page.line(f"{questions.number(each):>2}  {question(each)}", 2, 4)
        for option, says in each.options:
            page.line(f"{option}: {says}", 8, 4)
        page.line(f"hangs on it: {listed_norms(each.affects, is_full)}", 6, 4)


def question(missing: Missing) -> str:
    """What to ask, of whom, and under which name to answer."""
    name, detail = missing.name, missing.detail
    who = f"; {missing.answered_by} can say" if missing.answered_by else ""
    match missing.kind:
        case "fact":
            return f"{missing.ask or 'What is it?'} ({name}{who})"
        case "list":
            return f"{missing.ask or 'Are there others?'} ({name}{who})"
        case "judgment":
            judge = f" of {missing.answered_by}" if missing.answered_by else ""
            return f"{missing.ask or 'Is it so?'} ({name}; a judgment{judge})"
        case "reading":
            return f"{detail or name} (reading {name}, left open)"
        case "silence":
            return f"The agreement is silent: {detail or name} ({name})"
        case "order":
            return f"Which came first? ({name})"
        case "effort":
            return f"Were the efforts enough? ({name}; {detail.replace('_', ' ')})"
        case "conflict":
            return f"Two rules disagree about {name}" + (f": {detail}" if detail else "")
        case kind:
            return f"{kind}, {name}" + (f": {detail}" if detail else "")


def _waiting(page: Page, outcome: Outcome, is_full: bool) -> None:
    """What only time will decide, of what is undetermined; a figure says itself what it waits for."""
    figures = {term.id for term in outcome.terms}
    rows = [each for each in outcome.missing if each.kind == "open" and not figures.issuperset(each.affects)]
    if not rows:
        return
    page.heading("NOT DECIDED YET")
    for each in rows:
        said = waiting(Reason("open", each.name, each.detail))
        page.line(f"waits for {said}: {listed_norms(each.affects, is_full)}", 2, 4)


# What was taken as given.


def _taken(page: Page, relied_on: tuple[ReliedOn, ...], is_full: bool) -> None:
    page_has = False
    for kind, lead, said in (
        ("reading", _READ, _reading),
        ("assumption", "Assumed in the facts:", _assumption),
        ("understanding", "Understood so, because the contract does not say:", _assumption),
        ("counting", "Counted so, by an assumption:", _counting),
        ("judgment", "Judged by somebody:", _judgment),
    ):
        rows = [(row, cite) for row, cite in said([each for each in relied_on if each.kind == kind], is_full)]
        if rows and not page_has:
            page.heading("TAKEN AS GIVEN")
            page_has = True
        if rows:
            page.line(lead, 2)
        for row, cite in rows:
            page.line(row, 4, 4, cite)
    presumed = list(dict.fromkeys(each.name for each in relied_on if each.kind == "presumption"))
    if presumed and not page_has:
        page.heading("TAKEN AS GIVEN")
    if presumed:
        page.line(f"Presumed, because none is recorded, not to be there: {listed(presumed, most=100)}", 2, 4)


_Rows = Iterator[tuple[str, str]]


def _reading(relied: list[ReliedOn], is_full: bool) -> _Rows:
    """Each reading with the option taken, and with `is_full` its question; one left open stands under *not known*."""
    for each in relied:
        how, _, option = each.detail.partition(": ")
        chosen = "" if how == "assumed" else f" ({how})"
        said = each.says if is_full else each.chosen
        if option:
            yield f"{each.name}={option}{chosen}: {said}", cited(each.cite)


def _assumption(relied: list[ReliedOn], is_full: bool) -> _Rows:
    yield from ((f"{each.name}: {each.detail}", "") for each in relied)


def _counting(relied: list[ReliedOn], is_full: bool) -> _Rows:
    for each in relied:
        choice, _, why = each.detail.partition(": ")
        yield f"{each.name.replace('_', ' ')}: {choice}" + (f" ({why})" if why else ""), ""


def _judgment(relied: list[ReliedOn], is_full: bool) -> _Rows:
    """Each question once, with the names of all the facts that answer it."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in relied:
        alike.setdefault((each.says or "Is it so?", each.detail), []).append(each.name)
    for (says, judge), names in alike.items():
        yield f"{says} ({listed(names, most=len(names) if is_full else 6)}; a judgment of {judge})", ""


# The rest.


def _rest(page: Page, outcome: Outcome) -> None:
    if outcome.left_aside:
        page.heading("LEFT ASIDE")
        page.line("Dated after the day asked about, so they have not happened yet:", 2)
        for aside in outcome.left_aside:
            page.line(f"{aside.day}  {aside.name}", 4, 4)
    if outcome.conflicts:
        page.heading("CONFLICTS")
        for conflict in outcome.conflicts:
            about = "the agreement" if conflict.about == "agreement" else conflict.about
            page.line(f"{about}: {conflict.detail}", 2, 4)
    if outcome.not_encoded:
        page.heading("NOT ENCODED")
        for unit in outcome.not_encoded:
            page.line(f"{unit.section} unit {unit.unit}: {unit.reason}", 2, 4)


def _receipt(page: Page, receipt: Receipt) -> None:
    chosen = ", ".join(f"{name}={option}" for name, option in receipt.readings)
    said = [f"rules {receipt.rules[:_HASH]}", f"facts {receipt.facts[:_HASH]}", f"as of {receipt.as_of}"]
    said += [f"as known by {receipt.known_by}"] if receipt.known_by is not None else []
    said += ["presuming nothing"] if receipt.strict else []
    said += [f"read by {chosen}"] if chosen else []
    page.blank()
    page.line("; ".join(said))
    page.line(f"duly {receipt.engine}. {NOTICE}")
