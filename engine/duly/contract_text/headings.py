"""What is a heading, and of what kind.

In: the text of a paragraph or of its beginning. Out: whether and as what it heads something. The one idea: a heading
is known by its words. It is in capitals, or every word of weight in it begins with one, and it is no sentence.
Whether it is centred or underlined does not count, because a copy may have lost that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from duly.contract_text.sentences import first_sentence

StructureKind: TypeAlias = Literal["article", "attachment", "part"]


@dataclass(frozen=True, slots=True)
class Structure:
    """The heading of an article, attachment or part: its label, and where a title after it on the line begins."""

    kind: StructureKind
    label: str
    title: int


_NUMBER_WORDS = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN"
_STRUCTURE = re.compile(
    r"(?:#{1,6}\s+)?(?P<word>ARTICLE|EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM|PART|CHAPTER)\s+"
    rf"(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*|[A-Z](?:-\d{{1,3}})?|[IVXLC]{{1,8}}|{_NUMBER_WORDS})"
    r"(?P<after>\s*[-–—.:]+\s*|\s+|\Z)",
    re.IGNORECASE,
)
_ATTACHMENTS = frozenset(("exhibit", "schedule", "annex", "appendix", "attachment", "addendum"))
_SMALL = """
a an and as at but by etc for from if in into its no nor not of off on or out over per so the to under up upon
via vs with within without before after between among through during against concerning regarding than that
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_SENTENCE_MAKERS = """
SHALL WILL MAY MUST IS ARE WAS WERE HAS HAVE DOES DO MAKES AGREES HEREBY ACKNOWLEDGE ACKNOWLEDGES
"""
_VERBS = frozenset(_SENTENCE_MAKERS.split())
_COLON_HEADING = re.compile(r"[^.:;]{2,80}:(?=\s|\Z)")
_WORD = re.compile(r"[^\s/;,–—-]+")
_KNOWN = {
    "between": "parties",
    "it is agreed": "covenants",
    "agreed terms": "covenants",
    "background and recitals": "recitals",
}
_SLUG = re.compile(r"[^a-z0-9]+")

MOST_WORDS = 20
"""Words that a heading may have."""
MOST_UNMARKED = 12
"""Words that a heading without a number may have."""


def structure(text: str) -> Structure | None:
    """The heading of an article, an attachment or a part, if that is what the whole of `text` is."""
    if len(text) > 300 or (found := _STRUCTURE.match(text)) is None:
        return None
    word, number = found["word"], found["number"]
    if word.islower() or (number.islower() and not number.isdigit()):
        return None
    rest = text[found.end() :]
    if not rest and text.endswith(".") and not word.isupper():
        return None
    if rest and not (is_capitals(rest) or (found["after"].strip() and is_title(rest))):
        return None
    small = word.lower()
    kind: StructureKind = (
        "attachment" if small in _ATTACHMENTS else "article" if small in ("article", "chapter") else "part"
    )
    shown = number.capitalize() if number.upper() in _NUMBER_WORDS.split("|") else number.upper()
    return Structure(kind, f"{word.capitalize()} {shown}", found.end())


def is_structural(text: str) -> bool:
    """Whether `text` is the heading of an article, attachment or part."""
    return structure(text) is not None


def is_capitals(text: str) -> bool:
    """Whether `text` has letters and all of them are capitals."""
    return text.isupper() and sum(map(str.isalpha, text[:40])) >= 2


def is_title(text: str) -> bool:
    """Whether every word of weight in `text` begins with a capital or a digit, and none makes it a sentence."""
    words = _WORD.findall(text[:400])
    if not words or len(words) > MOST_WORDS or len(text) > 400:
        return False
    if not (first := words[0].lstrip("\"'“‘(")) or not (first[0].isupper() or first[0].isdigit()):
        return False
    if text.isupper() and not _VERBS.isdisjoint(words):
        return False
    return all(_may_stand_in_title(word) for word in words) and any(map(str.isalpha, text))


def _may_stand_in_title(word: str) -> bool:
    bare = word.strip("\"'“”‘’().,:*_")
    return not bare or not bare[0].islower() or bare in _SMALL_WORDS


def unmarked_heading(text: str, opening: bool) -> bool:
    """Whether a paragraph without a mark is a heading. At the opening of a document a title need not be in capitals."""
    words = text.rstrip(": ").split()
    if not words or len(words) > (MOST_WORDS if opening else MOST_UNMARKED) or text[-1] in ".;,?!":
        return False
    if is_capitals(text):
        return (any(len(word) > 2 for word in words) and _VERBS.isdisjoint(words)) or slug(text) in _KNOWN.values()
    return is_title(text) and (opening or (len(words) <= 6 and not re.search(r"[\d,.:\"“/]", text)))


def run_in_heading(text: str) -> int:
    """Where the heading ends with which the text after a mark begins: `Term. This …`; 0 where there is none."""
    colon = _COLON_HEADING.match(text, 0, 100)
    if colon and is_title(colon.group()):
        return colon.end()
    end = first_sentence(text[:500])
    head = text[:end].rstrip()
    whole = end >= len(text)
    if head.endswith((";", ",")) or not is_title(head.rstrip(".")):
        return 0
    if whole and head.endswith(".") and is_capitals(head) and len(head.split()) > 6:
        return 0
    return end if whole or head.endswith(".") else 0


def slug(heading: str) -> str:
    """The label of a section that has a heading and no number."""
    words = " ".join(_SLUG.sub(" ", heading.lower()).split())
    return _KNOWN.get(words, words.replace(" ", "-")[:60].strip("-")) or "heading"
