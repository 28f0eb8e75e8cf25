"""Who a contract says its parties are, and whose law governs it.

In: a document, or a unit's text. Out: `Party`s; the name of a law. The one idea: parties are named before the first
number, each right before a parenthesis with the word that the contract calls it by, `… between Somebody & Co. (the
"Seller") and …`; the name begins after the last `between` or `and`, and ends where it is described.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duly.contract_text.nodes import Document, Unit
from duly.language.parser import reserved_words

_OPENING = ("preamble", "parties", "title")
_CALLED = re.compile(
    r'\(\s*(?:(?:hereinafter|hereafter|herein|referred|to|as|called|known|also|sometimes|the|an?|each),?\s+)*"([^"]{1,60})"'
)
_BETWEEN = re.compile(r"\b(?:between|among|amongst|BETWEEN|AMONG)\b[:,]?\s*|\(\d+\)\s*")
_AND = re.compile(r"(?:^|[\s,;])(?:and|AND)\s+(?=[A-Z\"])")
_DESCRIBED = re.compile(r",?\s+(?:an?|located|whose|having|with|of|residing|organi[sz]ed|incorporated|as)\s")
_LAST = re.compile(
    r"(?<![\w.,'&-])(?:[A-Z][\w.'&-]*)(?:(?:\s+|,\s+(?=(?:Inc|LLC|LLP|L\.|LP|Ltd|Co|Corp|M\.D|Ph\.D|N\.A)\b))"
    r"(?:[A-Z][\w.'&-]*|&|of|and|the))*,?\s*\Z"
)
"""The words in capitals that a text ends with, with such a form of company behind a comma."""
_NAME = re.compile(r"[A-Z][^()\"]{0,119}")
_LAW = re.compile(
    r"(?i:\blaws?\s+of\s+(?:the\s+)?(?:(?:state|commonwealth|province)\s+of\s+)?)((?:[A-Z][A-Za-z]*[ ,.]?\s*){1,4})"
)
_THEIR_LAW = re.compile(r"(?i:\bin\s+accordance\s+with|\bgoverned\s+by)\s+((?:[A-Z][a-z]+\s+){1,3})(?i:law)\b")
_NOT_LAW = frozenset({"WITHOUT", "AND", "EXCLUDING", "AS", "APPLICABLE", "IN", "BUT", "OR", "FOR", "THE", "WITH"})
_WORDS = re.compile(r"[^a-z0-9]+")
_TAKEN = frozenset({"signed", "anyone", "agreement"})


@dataclass(frozen=True, slots=True)
class Party:
    """A party: the role by which rules speak of it, and its name."""

    role: str
    name: str


def parties(document: Document) -> tuple[Party, ...]:
    """The parties that the document's opening names; two to be filled in where fewer are found."""
    found: dict[str, Party] = {}
    for unit in document.units:
        if unit.section.split(".")[0] in _OPENING:
            for party in _named(unit, document.title):
                found.setdefault(party.role, party)
    if len(found) >= 2:
        return tuple(found.values())
    return (Party("first_party", "the first party"), Party("second_party", "the second party"))


def governing_law(text: str) -> str | None:
    """Whose law a sentence says governs, such as `New York`; None where it says nothing of the kind."""
    if "govern" not in text.casefold():
        return None
    match = _LAW.search(text) or _THEIR_LAW.search(text)
    if match is None:
        return None
    words: list[str] = []
    for word in match[1].split():
        plain = word.rstrip(",.")
        if plain.upper() in _NOT_LAW:
            break
        words.append(plain.title() if plain.isupper() else plain)
        if plain != word:
            break
    return " ".join(words) or None


def _named(unit: Unit, title: str) -> Iterator[Party]:
    """The parties in one sentence of the opening."""
    text, before = unit.prose.text, 0
    for called in _CALLED.finditer(text):
        name = _name(text[before : called.start()])
        before = called.end()
        role = _role(called[1])
        is_title = called[1].casefold() in title.casefold() or role.endswith("agreement")
        if name is not None and role not in ("party", "parties") and not is_title:
            yield Party(role, name)


def _name(text: str) -> str | None:
    """The name at the end of what stands before a parenthesis."""
    starts = [match.end() for match in _BETWEEN.finditer(text)] or [match.end() for match in _AND.finditer(text)]
    last = _LAST.search(text)
    rest = text[starts[-1] :].lstrip(" ,;)") if starts else last[0] if last else ""
    end = _DESCRIBED.search(rest)
    name = rest[: end.start()] if end else rest
    name = " ".join(name.split()).rstrip(",; ")
    is_name = _NAME.fullmatch(name) and len(name.split()) <= 8 and not name.startswith(("This ", "THIS "))
    return name if is_name and name.isprintable() else None


def _role(called: str) -> str:
    """A role from the word that the contract calls a party by."""
    made = _WORDS.sub("_", called.casefold()).strip("_")
    made = made if made[:1].isalpha() else f"party_{made}".rstrip("_")
    return f"{made}_party" if made in _TAKEN or made in reserved_words() else made
