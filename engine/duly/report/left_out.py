"""What a comparison of two versions could not take into account.

In: a review or an impact. Out: sentences. The one idea: what is left out is told in the same words on every page, since
a reader takes what a page does not say for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.comparison.impacts import Impact
from duly.comparison.reviewing import Review


def left_out(compared: Review | Impact) -> Iterator[str]:
    """Which scenarios and fact sets were not tried, and why."""
    if compared.unshared:
        scenarios = "1 scenario was" if compared.unshared == 1 else f"{compared.unshared} scenarios were"
        yield f"{scenarios} left out: the versions cannot both read them with the same facts."
    if compared.unread:
        yield "Some scenarios or fact sets have faults and were left out."
