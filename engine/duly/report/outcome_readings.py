"""What each outcome is under all readings.

In: the forks of an outcome. Out: lines on a page. The one idea: a reader looks for what a reading decides; on what all
readings agree is said in one line.
"""

from __future__ import annotations

from duly.evaluation.outcome import ReadingForks
from duly.report.page import Page
from duly.report.words import listed, listed_norms

_FULL = 2
"""How many instances of one norm are shown in full."""


def write_readings(page: Page, forks: tuple[ReadingForks, ...], is_full: bool) -> None:
    """The outcomes that readings decide, with what each combination gives; then those on which all agree."""
    if not forks:
        return
    page.heading("UNDER ALL READINGS")
    shown: dict[str, int] = {}
    more: dict[str, list[str]] = {}
    for each in (each for each in forks if not each.agrees):
        base = each.id.partition("[")[0]
        shown[base] = shown.get(base, 0) + 1
        if is_full or shown[base] <= _FULL:
            _write_forks(page, each)
        else:
            more.setdefault(base, []).append(each.id)
    for base, ids in more.items():
        page.line(f"{base}: {len(ids)} more depend on readings (--all shows them)", 2, 4)
    agreed = [each.id for each in forks if each.agrees]
    if agreed:
        page.line(f"The same under every reading: {listed_norms(agreed, is_full)}.", 2, 4)


def _write_forks(page: Page, forks: ReadingForks) -> None:
    name = "the state of the agreement" if forks.id == "agreement" else forks.id
    depends = f"depends on {listed(forks.decided_by, most=20)}" if forks.decided_by else "not tried in full"
    page.line(f"{name}: {depends}", 2, 4)
    for fork in forks.forks:
        under = ", ".join(f"{reading}={option}" for reading, option in fork.readings) or "all that were tried"
        page.line(f"{under}: {fork.said}", 4, 4)
    if forks.untried:
        page.line(f"{forks.untried} combinations were not tried", 4, 4)
