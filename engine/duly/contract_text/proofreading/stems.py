"""Words by what they share: `revoke`, `revokes`, `revocation` and `revoked` are one stem.

In: words. Out: stems, and those that say something. The one idea: a clause and the section that it means hardly ever
use the same form of a word, so forms are folded; a fold that is too coarse only ever makes a hint less likely, because
a hint says that two passages share nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_ENDINGS = [
    "ations",
    "ation",
    "ating",
    "ated",
    "ates",
    "ate",
    "ments",
    "ment",
    "ances",
    "ance",
    "ences",
    "ence",
    "ities",
    "ity",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "als",
    "al",
    "ors",
    "or",
    "ers",
    "er",
    "ables",
    "able",
    "ive",
    "ives",
    "ed",
    "es",
    "s",
    "e",
    "y",
]
_LEAST = 3
"""Letters that must be left of a word."""

MOST_KEPT = 8192
"""Stems that are remembered; a contract has fewer words."""

_EMPTY = """
a an and any all are as at be been being both but by can could did do does each either else every for from further
had has have he her hereby herein hereinafter hereof hereto hereunder him his how if in into is it its itself may me
might more most must neither no none nor not nothing of off on one only or other others our out over own per same shall
she should since so some such than that the their them then there thereafter thereby therefor therein thereof thereto
these they this those through thus to under unless until up upon us was we were what whatsoever when where whether
which while who whom whose will with within without would you your
accordance above after agree agreed agrees also amount applicable apply before below case clause contrary date day days
described during exercise extent event following foregoing forth give given giving hereafter make made month months
notice notwithstanding obligation obligations otherwise paragraph party parties  period person
pursuant provide provided provision provisions purpose purposes reasonable receive required respect
section sections set subject term terms time two written year years article agreement
"""
EMPTY = frozenset(_EMPTY.split())
"""Words that stand in any clause and tell none from another."""


@lru_cache(maxsize=MOST_KEPT)
def stem(word: str) -> str:
    """What the forms of a word have in common, in small letters."""
    word = word.lower().removesuffix("'s").strip("'.-")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word.removesuffix(ending)
            break
    return word[:-1] + "c" if word.endswith("k") else word


def telling(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(stem(word) for word in words if len(word) > 2 and word.lower() not in EMPTY)
