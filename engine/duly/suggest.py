"""The nearest known name to one that is not known, for hints.

In: a word and the words that would have been right. Out: the one that was probably meant, or None. The one idea: a
suggestion is worth more than none only if it is almost always right, so the bar is high and ties give nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The name in `known` closest to `word`, if close enough to have been meant; ties go to the first in order."""
    best: tuple[float, str] | None = None
    folded = word.casefold()
    for name in sorted(set(known)):
        if abs(len(name) - len(word)) > max(3, len(word) // 2):
            continue
        score = SequenceMatcher(None, folded, name.casefold()).ratio()
        if score >= 0.7 and (best is None or score > best[0]):
            best = (score, name)
    return best[1] if best else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint `did you mean `name`?`, or None where nothing is close."""
    name = nearest(word, known)
    return f"did you mean `{name}`?" if name else None
