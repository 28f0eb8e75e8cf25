"""An outcome becomes a page for a lawyer without patience.

In: `Outcome`. Out: text. The one idea: what is asked first stands first. The state of the agreement and why; then the
days by which something has to happen; then what each party must, may and must not do; then what is not known and what
hangs on it; then what was assumed. Norms that do not matter on these facts are only counted, unless all are wanted.
"""

from __future__ import annotations

from dataclasses import dataclass

from duly.evaluation.outcome import NormOutcome, Outcome, TermOutcome
from duly.report import outcome_grounds, outcome_norms
from duly.report.page import Page
from duly.report.words import Questions, cited, dated, either, listed


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is laid out: its width, whether in colour, and whether everything is shown."""

    columns: int = 100
    color: bool = False
    is_full: bool = False


def render_text(outcome: Outcome, layout: Layout = Layout()) -> str:
    """The outcome as text."""
    page = Page(layout.columns, layout.color)
    questions = Questions(outcome)
    _head(page, outcome, questions)
    _deadlines(page, outcome, questions, layout.is_full)
    _figures(page, outcome.terms, questions, layout.is_full)
    outcome_norms.write_parties(page, outcome, questions, layout.is_full)
    outcome_grounds.write_grounds(page, outcome, questions, layout.is_full)
    return page.text()


def _head(page: Page, outcome: Outcome, questions: Questions) -> None:
    state = outcome.state
    page.title(f"{outcome.title}, as of {dated(outcome.as_of)}")
    page.line("; ".join(f"{role}: {name}" for role, name in outcome.parties))
    if outcome.facts_title:
        page.line(f"Facts: {outcome.facts_title}")
    page.blank()
    if state.state == "undetermined":
        page.line(f"The state of the agreement is UNDETERMINED: {either(state.possible)}.", color="1;33")
        needs = questions.needs(state.reasons)
        if needs:
            page.line(f"It {needs} (see NOT KNOWN).", 2)
    else:
        since = f" since {dated(state.since)}" if state.since is not None else ""
        page.line(f"The agreement is {state.state.upper()}{since}.", right=cited(state.cite), color="1")
        if state.summary:
            page.line(state.summary, 2)
    if state.next_change is not None:
        page.line(f"If nothing more happens: {state.next_change.to} from {dated(state.next_change.day)}.", 2)


def _deadlines(page: Page, outcome: Outcome, questions: Questions, is_full: bool) -> None:
    rows = outcome_norms.deadline_rows(outcome, questions, is_full)
    if not rows:
        return
    page.heading("DEADLINES")
    for said, right in rows:
        page.line(said, 2, 25, right)


def _figures(page: Page, terms: tuple[TermOutcome, ...], questions: Questions, is_full: bool) -> None:
    shown = [term for term in terms if term.is_shown or is_full]
    if not shown:
        return
    page.heading("FIGURES")
    for term in shown:
        label = f"{term.id}: {questions.value(term.value)}"
        page.line(label, 2, 4, cited(term.cite))
        if term.summary:
            page.line(term.summary, 4)


def state_counts(norms: tuple[NormOutcome, ...]) -> str:
    """How many norms are in which state: `3 not triggered, 1 ended`."""
    counts: dict[str, int] = {}
    for norm in norms:
        counts[norm.state] = counts.get(norm.state, 0) + 1
    return listed((f"{count} {state}" for state, count in sorted(counts.items())), most=20)
