"""Several reviews as one page of text.

In: the reviews of all agreements between two ends. Out: text. The one idea: first how much there is in all, then the
page of each agreement that changed, then in one line those that did not.
"""

from __future__ import annotations

from collections.abc import Sequence

from duly.comparison.reviewing import Review
from duly.report.page import Page
from duly.report.review_text import counted, render_text


def render_all(reviews: Sequence[Review], old: str, new: str, columns: int = 100, color: bool = False) -> str:
    """The page."""
    head = Page(columns, color)
    changed = [review for review in reviews if review.changes]
    agreements = "agreement" if len(reviews) == 1 else "agreements"
    head.title(f"{old} → {new}")
    head.line(f"{len(changed)} of {len(reviews)} {agreements} changed; {counted(reviews)}")
    pages = [head.text(), *(render_text(review, columns, color) for review in changed)]
    same = [review.new for review in reviews if not review.changes]
    if same:
        tail = Page(columns, color)
        tail.line(f"No changes of meaning or wording: {', '.join(same)}")
        pages.append(tail.text())
    return "\n".join(pages)
