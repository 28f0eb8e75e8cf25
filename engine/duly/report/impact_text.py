"""An impact as a page of text.

In: an `Impact`. Out: text. The one idea: how many fact sets come out otherwise, then change by change which, some of
them in full; what altered nothing here is named at the end, because that is no proof that it alters nothing.
"""

from __future__ import annotations

from duly.comparison.impacts import Caused, Impact
from duly.comparison.witnesses import Witness
from duly.report.left_out import left_out
from duly.report.page import Page
from duly.report.review_text import judged, place, values

_MOST_SHOWN = 5


def verdict(impact: Impact) -> str:
    """The impact in one line."""
    sets = "fact set" if impact.tried == 1 else "fact sets"
    said = f"another outcome in {impact.differing} of {impact.tried} {sets}"
    if impact.differing_norms == impact.differing:
        return said
    return f"{said}; in {impact.differing_norms} of a norm or of the state of the agreement, else of values only"


def render_text(impact: Impact, columns: int = 100, color: bool = False) -> str:
    """The page."""
    page = Page(columns, color)
    page.title(f"{impact.old} → {impact.new}")
    page.line(verdict(impact))
    for said in left_out(impact):
        page.line(said)
    if impact.left_out:
        lines = "1 line was" if impact.left_out == 1 else f"{impact.left_out} lines were"
        page.line(f"{lines} left out: no fact set that both versions can read.")
    if impact.spent:
        page.line(
            f"{impact.spent} fact {'set' if impact.spent == 1 else 'sets'} took too many steps to compare in full."
        )
    for caused in impact.caused:
        _caused(page, caused)
    for heading, changes in (
        ("Perhaps a cause of some of these too", impact.shared),
        ("Without another outcome here", impact.silent),
    ):
        if changes:
            page.heading(heading)
        for change in changes:
            page.line(f"{place(change)}: {values(change)}", indent=2, right=change.fingerprint)
    return page.text()


def _caused(page: Page, caused: Caused) -> None:
    change = caused.change
    page.heading(f"{caused.cases} {'fact set' if caused.cases == 1 else 'fact sets'}: {change.says}")
    section = f"[{change.cite}] " if change.cite else ""
    page.line(f"{section}{place(change)}: {values(change)}", indent=2, right=change.fingerprint)
    page.line(judged(change), indent=2)
    ordered = _ordered(caused)
    for row in ordered[:_MOST_SHOWN]:
        also = f" (reached by {', '.join(row.also)} too)" if row.also else ""
        lead = f"{row.case}, as of {row.day.isoformat()}"
        page.line(f"{lead}: {row.outcome} is {row.before} → {row.after}{also}", indent=4)
    if len(ordered) > _MOST_SHOWN:
        page.line(f"and {len(ordered) - _MOST_SHOWN} more; --format json lists all", indent=4)


def _ordered(caused: Caused) -> list[Witness]:
    """The differences, those of states of norms first, and of each fact set one before the second of any."""
    seen: dict[str, int] = {}
    rows: list[tuple[int, int, int, Witness]] = []
    for number, row in enumerate(sorted(caused.differences, key=_weight)):
        seen[row.case] = seen.get(row.case, 0) + 1
        rows.append((seen[row.case], _weight(row), number, row))
    return [row for *_, row in sorted(rows, key=lambda each: each[:3])]


def _weight(row: Witness) -> int:
    """States of norms and of the agreement, then their days and amounts, then values of terms."""
    return 2 if row.is_value else 0 if row.is_other_state else 1
