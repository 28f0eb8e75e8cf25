"""Faults of what is compared: revisions, and changes that were accepted."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity

COMPARISON: tuple[Code, ...] = (
    Code(
        "no-revision",
        Severity.ERROR,
        "git does not hold what it is asked for",
        "A revision is what git takes for one: a branch, a tag, the beginning of a commit's number, `HEAD~2`. In a "
        "shallow clone older ones are missing until they are fetched.",
        "duly diff --against mian",
    ),
    Code(
        "acceptance-line",
        Severity.ERROR,
        "a line of `.duly-accepted` does not say what is accepted and why",
        "A line is a fingerprint as `duly diff` shows it, the rule and key that change, and after `#` the reason. What "
        "counts must be certain, so nothing is compared as long as a line cannot be read.",
        "3f9a1c0b7d2e  give_back, by",
    ),
    Code(
        "acceptance-twice",
        Severity.WARNING,
        "`.duly-accepted` accepts a change twice",
        "The first line counts. Take one of them out, most likely after a merge.",
        "two lines that begin with 3f9a1c0b7d2e",
    ),
    Code(
        "acceptance-unused",
        Severity.WARNING,
        "a line of `.duly-accepted` matches no change",
        "The change is in both versions by now, or it was altered after it was accepted and has to be looked at again. "
        "A line that is about another rule or key than its change counts for nothing, too.",
        "3f9a1c0b7d2e  give_back, by  # when that day is 25 days by now",
    ),
)
