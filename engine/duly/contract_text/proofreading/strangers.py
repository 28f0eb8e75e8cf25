"""What a capitalised phrase that nothing defines is: a term, a name, or nothing to speak of.

In: the uses of a phrase. Out: its `Kind`. The one idea: capitals alone say little, because names have them too. A
phrase is used as a *term* where it stands as a kind of thing (`any Widget`, `ten Widgets`, `this Contract`), or again
and again; a *name* is of a law, a form, a market or an office; and a place, a person, a day, a title, or a phrase that
the sentence itself explains is neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from duly.contract_text.proofreading.naming import fold_term
from duly.contract_text.proofreading.reading import OPENING
from duly.contract_text.proofreading.uses import CALENDAR, STRUCTURE, Use, Uses

Kind: TypeAlias = Literal["term", "name", "nothing"]

_KINDS = "a an any each every such no all other more its their this these those his her our your # two"
_A_KIND = frozenset(_KINDS.split())
_NAME_ENDS = frozenset(
    [
        "act",
        "code",
        "exchange",
        "market",
        "journal",
        "states",
        "kingdom",
        "service",
        "agency",
        "bureau",
        "department",
        "court",
        "courts",
        "board",
        "association",
        "authority",
        "commission",
        "ministry",
        "office",
        "university",
        "bank",
        "index",
        "inc",
        "corp",
        "corporation",
        "llc",
        "ltd",
        "plc",
        "lp",
        "llp",
        "gmbh",
        "time",
        "union",
        "republic",
        "times",
        "post",
        "constitution",
        "treaty",
        "convention",
        "rules",
        "regulations",
        "union",
        "institute",
        "society",
    ]
)
_IDENTIFIERS = re.compile(
    r"(?:Rules?|Regulations?|Forms?|Title|Directive|Chapter)(?:\s+\w.*)?|[A-Z]{1,3}-\d{1,3}[A-Z]?"
)
_INCORPORATED = frozenset(
    [
        "corporation",
        "limited",
        "partnership",
        "company",
        "general",
        "statutory",
        "law",
        "laws",
        "resident",
        "residents",
        "court",
        "courts",
    ]
)
_ALONE = frozenset(["inc", "llc", "lp", "llp", "ltd", "corp", "form", "rule", "title", "regulation"])
_OF_AN_ACT = re.compile(r" (?:in|with|for|and) (?:[A-Z][\w'-]* ){0,6}Act\b")
_PERSON = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof|Messrs)\b|.*\b[A-Z]\.?\s[A-Z]|(?:Attn|Attention)\b")
OFTEN = 3
"""Uses from which a phrase counts as a term without a word before it that says so."""


def kind_of(uses: Uses, found: tuple[Use, ...], places: frozenset[str]) -> Kind:
    """What the phrase is that is used like this."""
    shown = found[0].shown
    words = [word.lower().strip(".'") for word in shown.split()]
    real = [use for use in found if not use.initial or len(words) > 1]
    if (
        not real
        or (all(use.is_named for use in found) and not _IDENTIFIERS.fullmatch(shown))
        or _is_nothing(shown, words, places)
    ):
        return "nothing"
    if _is_own_name(uses, words) or all(_OF_AN_ACT.match(use.passage.text, use.end) for use in real):
        return "nothing"
    if words[-1] in _NAME_ENDS or _IDENTIFIERS.fullmatch(shown):
        is_full = words[-1] == "act" and (len(words) > 2 or any(use.after == "of" for use in found))
        return "name" if not is_full and _is_spoken_of(real, shown) else "nothing"
    if _is_kind(real, words):
        return "term"
    if any(use.before == "the" for use in real) and not (shown.isupper() and len(words) == 1):
        return "term"
    if len(real) < OFTEN:
        return "name" if any(use.before in ("m", "p.m", "a.m") for use in real) else "nothing"
    return "name" if shown.isupper() else "term"


def places_of(found: Mapping[str, tuple[Use, ...]]) -> frozenset[str]:
    """The phrases that the document shows to be places: `State of Maine`, `a Maine corporation`, `laws of Maine`."""
    places: set[str] = set()
    for key, held in found.items():
        head, _, rest = key.partition(" of ")
        if rest and head in ("state", "commonwealth", "province", "city", "county", "district", "town"):
            places |= {key, rest}
        elif any(use.before in ("a", "an") and use.after in _INCORPORATED for use in held):
            places.add(key)
    return frozenset(places)


def _is_nothing(shown: str, words: list[str], places: frozenset[str]) -> bool:
    if (
        words[0] in STRUCTURE
        or (len(words) == 1 and words[0] in _ALONE)
        or re.fullmatch(r"(?:\w\.)+\w?", shown)
        or fold_term(shown) in places
        or len(shown) == 1
        or _PERSON.match(shown)
    ):
        return True
    return any(word in CALENDAR for word in words) or words == ["united", "states"]


def _is_own_name(uses: Uses, words: list[str]) -> bool:
    """Whether it is what the document is called, `this Lease`, and the document gives itself no other short name."""
    titled = uses.reading.document.title.casefold().split()
    if words != titled[-len(words) :] and " ".join(words) not in uses.reading.names:
        return False
    given = {fold_term(each.term) for each in uses.reading.definitions if each.section in OPENING}
    return given.isdisjoint(uses.reading.names) or " ".join(words) in uses.reading.names


def _is_kind(real: list[Use], words: list[str]) -> bool:
    """Whether it is used as a kind of thing; one word after `a` may be an adjective, `a Roman numeral`."""
    kinds = [use for use in real if use.before in _A_KIND and (use.before != "#" or use.shown.endswith("s"))]
    if len(words) == 1 and len(kinds) == 1 and kinds[0].before in ("a", "an") and kinds[0].after[:1].islower():
        return len(real) >= OFTEN
    return bool(kinds)


def _is_spoken_of(real: list[Use], shown: str) -> bool:
    """Whether a name is used as something that is known: with an article, again, or by a number."""
    return (
        len(real) >= OFTEN
        or _IDENTIFIERS.fullmatch(shown) is not None
        or any(use.before in ("the", "a", "an", "m", "p.m", "a.m") for use in real)
        or shown.startswith("The ")
    )
