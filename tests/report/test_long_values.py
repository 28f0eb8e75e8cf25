"""Of long values a report shows the part that differs, never two beginnings that are the same."""

from __future__ import annotations

import pytest

from duly.comparison.changes import Change
from duly.report.review_text import values

LONG = " ".join(f"word{number:02}" for number in range(60))


def shown(before: str, after: str) -> str:
    return values(
        Change(
            id="term-value-changed", level="substance", kind="term", rule="rent", key="value", cite="2", party="",
            before=before, after=after, says="",
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "word30",
            "another",
            "…word24 word25 word26 word27 word28 word29 word30 word31 word32 word33 word34 word35 word36… → "
            "…word24 word25 word26 word27 word28 word29 another word31 word32 word33 word34 word35 word36…",
        ),
        (
            "word00",
            "first",
            "word00 word01 word02 word03 word04 word05 word06… → first word01 word02 word03 word04 word05 word06…",
        ),
        (
            "word59",
            "last",
            "…word53 word54 word55 word56 word57 word58 word59 → …word53 word54 word55 word56 word57 word58 last",
        ),
    ],
    ids=["in the middle", "at the beginning", "at the end"],
)
def test_the_part_that_differs_is_shown(old: str, new: str, said: str) -> None:
    assert shown(LONG, LONG.replace(old, new)) == said


def test_what_is_only_on_one_side_is_cut_at_its_end() -> None:
    assert shown("", LONG) == f"nothing → {LONG[:159]}…"
    assert shown("a day", "another day") == "a day → another day"


def test_a_part_that_is_denied_is_shown_as_denied() -> None:
    """Of what stands under `not`, more means less; a bracket that is closed before the part says nothing of it."""
    start = " and ".join(f"not (p{number:02})" for number in range(12))
    old, new = (f"{start} and not (any u in uses where {start} and as_of {word} u.day)" for word in ("before", "after"))
    assert shown(old, new) == (
        "…not (…(p09) and not (p10) and not (p11) and as_of before u.day) → "
        "…not (…(p09) and not (p10) and not (p11) and as_of after u.day)"
    )
