"""Terms as they are compared, and terms that are taken over from another place.

In: terms and passages. Out: their folds. The one idea: a term is used in the plural, in capitals and with an apostrophe
without being another term; `Holders' Counsel` and `Holder's Counsel` are one as well.
"""

from __future__ import annotations

import re

from duly.contract_text.proofreading.reading import Passage
from duly.contract_text.references import Reference

_PHRASE = re.compile(r"((?:[A-Z0-9][\w'.-]*\s+(?:of\s+)?){0,5}[A-Z][\w'.-]*)\Z")
_IMPORT = re.compile(
    r"\s*\((?:each\s+)?(?:as|all\s+as)\s+(?:such\s+terms?\s+(?:is|are)\s+)?defined\s+(?:in|under)\s+(?:Section|Clause|Article|Paragraph)?\s*\Z",
    re.I,
)


def fold_term(term: str) -> str:
    """A term as it is compared: small letters, plain spaces, no possessive."""
    return re.sub(r"'s?(?=\s|\Z)", "", " ".join(term.split())).casefold()


def singular(term: str) -> str:
    """The fold of a term with its last word in the singular."""
    folded = fold_term(term)
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if folded.endswith(ending) and not folded.endswith("ss"):
            return folded.removesuffix(ending) + instead
    return folded


def same_term(one: str, other: str) -> bool:
    """Whether two terms differ at most in number, capitals and apostrophes."""
    return singular(one) == singular(other)


def imports(passage: Passage, reference: Reference) -> str | None:
    """The term in front of a reference that is said to define it: `the Price (as defined in Section 4.1)`."""
    start, _ = passage.stretch(reference.span)
    before = passage.text[max(0, start - 160) : start]
    opened = _IMPORT.search(before)
    phrase = _PHRASE.search(before, 0, opened.start()) if opened else None
    return phrase[1] if phrase else None
