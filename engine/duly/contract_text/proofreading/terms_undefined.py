"""Terms that are used and never defined.

In: the uses of terms. Out: `text-term-undefined` for each term, and for each document the hints `text-term-outside`
(terms that another paper is said to define, that another document of the file defines, or that stand in words for
another paper) and `text-name-unexplained` (names of laws, forms, markets and offices). The one idea: a lawyer must see
the one term that was forgotten among the twenty that are meant to be looked up elsewhere; so what is said to be
elsewhere is one hint, however long its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.proofreading.reading import Passage, on_lines
from duly.contract_text.proofreading.strangers import kind_of, places_of
from duly.contract_text.proofreading.uses import Use, Uses
from duly.diagnostics import Diagnostic
from duly.suggest import did_you_mean

UNDEFINED = "text-term-undefined"
OUTSIDE = "text-term-outside"
NAMES = "text-name-unexplained"
_ADDRESSED = ("dr.", "mr.", "ms.", "mrs.")
_CATCH_ALL = re.compile(
    r"\b(?:capitali[sz]ed\s+terms?|terms?|words?)\b[^.;]{0,120}?\bnot\s+(?:otherwise\s+)?defined\b[^.;]{0,120}?"
    r"\b(?:meanings?|defined|definitions?)\b",
    re.IGNORECASE,
)


def terms_undefined(found: tuple[Uses, ...]) -> Iterator[Diagnostic]:
    """Every term without a definition, and what is to be looked up elsewhere."""
    home: dict[str, Uses] = {}
    for uses in found:
        for key in uses.defined:
            home.setdefault(key, uses)
    for uses in found:
        yield from _in_document(uses, home)


def _in_document(uses: Uses, home: dict[str, Uses]) -> Iterator[Diagnostic]:
    clause = next((each for each in uses.reading.prose if _CATCH_ALL.search(each.text)), None)
    places = places_of(uses.strange)
    names: list[tuple[Use, ...]] = []
    elsewhere: dict[str, list[tuple[Use, ...]]] = {}
    for key, held in uses.strange.items():
        if key in uses.defined or key in uses.imported:
            continue
        kind = kind_of(uses, held, places)
        if kind == "term" and all(use.passage.inserted for use in held):
            elsewhere.setdefault("these stand in words for another paper, whose terms they are", []).append(held)
        elif key in home and home[key] is not uses and (kind == "term" or key.partition(" ")[0] in _ADDRESSED):
            elsewhere.setdefault(_other_document(home[key]), []).append(held)
        elif kind == "term" and clause is not None:
            elsewhere.setdefault(_said_elsewhere(clause), []).append(held)
        elif kind == "term":
            yield _undefined(uses, held)
        elif kind == "name":
            names.append(held)
    for said, listed in elsewhere.items():
        yield _listed(OUTSIDE, said, listed, "look them up there")
    if names:
        yield _listed(
            NAMES, "these names are nowhere explained", names, "see whether each is plain to whoever reads it"
        )


def _other_document(other: Uses) -> str:
    title = other.reading.document.title
    return f"only another document of this file, `{title}`, defines these" if title else "only another document does"


def _said_elsewhere(clause: Passage) -> str:
    return f"by the clause on line {clause.line} these have their meaning from another paper"


def _undefined(uses: Uses, held: tuple[Use, ...]) -> Diagnostic:
    shown = held[0].shown
    known = [each.term for definitions in uses.defined.values() for each in definitions]
    others = [use.line for use in held[1:]]
    hint = did_you_mean(shown, known) or (f"it also stands on {on_lines(others)}" if others else None)
    return Diagnostic(UNDEFINED, f"`{shown}` is used and nowhere defined", held[0].span, hint)


def _listed(code: str, said: str, listed: list[tuple[Use, ...]], hint: str) -> Diagnostic:
    ordered = sorted(listed, key=lambda held: held[0].span.start)
    shown = ", ".join(f"`{held[0].shown}` ({on_lines([use.line for use in held])})" for held in ordered)
    return Diagnostic(code, f"{said}: {shown}", ordered[0][0].span, hint)
