"""An outcome becomes a page for a lawyer without patience.

In: `Outcome`. Out: text. The one idea: what is asked first stands first. The state of the agreement and why; then the
days by which something has to happen, and those on which it should have; then what each party must, may and must not
do; then the figures, what is not known and what hangs on it; then what was assumed. Norms and figures that do not
matter on these facts are only counted, unless all are wanted.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from duly.evaluation.outcome import Outcome, StateOutcome, TermOutcome
from duly.report.outcome_days import write_breaches, write_deadlines
from duly.report.outcome_grounds import question, write_grounds
from duly.report.outcome_norms import write_parties
from duly.report.outcome_page import Layout
from duly.report.outcome_readings import write_readings
from duly.report.page import Page
from duly.report.words import Questions, cited, dated, either, listed
from duly.values import Absent, Happening, Listed, Money

_AFTERWARDS = "what rules presume is taken not to have happened, and all else is not known"


def render_text(outcome: Outcome, layout: Layout) -> str:
    """The outcome as text."""
    page = Page(layout.columns, layout.color)
    questions = Questions(outcome)
    _head(page, outcome)
    for called, title, state in outcome.states:
        _state(page, called, title, state, questions)
        _presumed(page, state)
    _completeness(page, outcome)
    for _, title, state in outcome.states:
        _history(page, f"So far, the {title}:" if len(outcome.states) > 1 else "So far:", state)
    write_deadlines(page, outcome, questions, layout.is_full)
    write_breaches(page, outcome, layout.is_full)
    write_parties(page, outcome, questions, layout.is_full, layout.words)
    _figures(page, outcome.terms, questions, layout.is_full)
    write_readings(page, outcome.forks, layout.is_full)
    write_grounds(page, outcome, questions, layout.is_full)
    return page.text()


def _head(page: Page, outcome: Outcome) -> None:
    page.title(f"{outcome.title}, as of {dated(outcome.as_of)}")
    page.line("; ".join(f"{role}: {name}" for role, name in outcome.parties))
    through = f"complete through {dated(outcome.facts_through)}" if outcome.facts_through is not None else ""
    said = "; ".join(each for each in (outcome.facts_title, through) if each)
    if said:
        page.line(f"Facts: {said}")
    page.blank()


def _state(page: Page, called: str, title: str, state: StateOutcome, questions: Questions) -> None:
    """The state and why; of one that is not determined what would settle it."""
    if state.state == "undetermined":
        page.line(f"The state of the {title} is UNDETERMINED: {either(state.possible)}.", color="1")
        asked = [each for each in questions.asked if called in each.affects]
        if asked:
            page.line("To settle it:", 2)
        for each in asked:
            page.line(f"{questions.number(each):>2}  {question(each)}", 4, 4)
        waits = questions.waits(state.reasons)
        if waits:
            page.line(f"It waits for {waits}.", 2)
    else:
        since = f" since {dated(state.since)}" if state.since is not None else ""
        page.line(f"The {title} is {state.state.upper()}{since}.", right=cited(state.cite), color="1")
        if state.summary:
            page.line(state.summary, 2, 0)
    if state.next_change is not None:
        then = either(state.next_change.to.split(" or "))
        page.line(f"If nothing more happens, it is {then} from {dated(state.next_change.day)}.", 2)


def _presumed(page: Page, state: StateOutcome) -> None:
    """What the state rests on beyond the facts."""
    presumed = [note.name for note in state.notes if note.kind == "presumption"]
    if presumed:
        names = listed(presumed, most=9)
        page.line(f"This presumes what nobody has recorded not to be there: {names}.", 2)


def _completeness(page: Page, outcome: Outcome) -> None:
    """Whether the day lies after those that the facts speak of."""
    through = outcome.facts_through
    if through is not None and through < outcome.as_of:
        said = "what is not recorded is not known" if outcome.receipt.strict else _AFTERWARDS
        page.line(f"The facts are complete only through {dated(through)}; after that day {said}.", 2)


def _history(page: Page, lead: str, state: StateOutcome) -> None:
    """The states so far, with how those days looked then where they look otherwise now."""
    if len(state.history) < 2:
        return
    page.line(lead, 2)
    for period in state.history:
        days = str(period.first) if period.first == period.last else f"{period.first} to {period.last}"
        then = f" (looked then: {either(period.looked_then.split(' or '))})"
        said = either(period.state.split(" or ")) + (then if period.looked_then != period.state else "")
        page.line(f"{days:<26}{said}", 4, 26)


def _figures(page: Page, terms: tuple[TermOutcome, ...], questions: Questions, is_full: bool) -> None:
    """What rules report, and with `is_full` every term; what is zero or not there is only counted otherwise."""
    wanted = [term for term in terms if term.is_shown or is_full]
    shown = [term for term in wanted if is_full or not _is_nothing(term.value)]
    if wanted:
        page.heading("FIGURES")
    for term in shown:
        summary = f". {term.summary}" if term.summary else ""
        page.line(f"{term.id}: {questions.figure(term.value)}{summary}", 2, 4, cited(term.cite))
    left = listed((term.id for term in wanted if term not in shown), most=100)
    if left:
        page.line(f"Zero, none or not there: {left} (--all shows them).", 2, 2)


def _is_nothing(value: Any) -> bool:
    """Whether a figure is known to be zero, none or not there."""
    match value:
        case Fraction():
            return value == 0
        case Money():
            return value.amount == 0
        case Listed():
            return not value.members and value.is_complete
        case Happening():
            return value.status == "not yet" and value.day is None
        case Absent():
            return not value.is_open or any(each.kind == "gate" for each in value.reasons)
        case _:
            return value is None
