"""References to sections, and lists of them: `Sections 6.3(a) or (b)`, `Articles III, IV and V`, `6.1(e)(iii)`.

In: a unit's prose. Out: `Reference`s in the order of the text, one for each section that is named. The one idea: a
plain pattern finds the word (`Section`, `Clauses`, `Article` …) and a pyparsing grammar reads the list that follows.
A bare mark goes on with a list only where the member before it ended in a mark, so that in `pursuant to Article V,
(ii) if …` the `(ii)` belongs to the sentence; what it stands for is completed from the member before it, `6.3(b)`. A
number with marks, `6.1(e)(iii)`, is a reference without a word before it; a number without marks is not.

Not read as references: rules, forms and titles of Acts. A section of an Act or of another agreement is one; `of` says
whose it is, as far as the words next to it do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pyparsing as pp

from duly.contract_text.headings import structure
from duly.contract_text.nodes import Unit
from duly.contract_text.prose import Prose
from duly.source import Span

ReferenceKind: TypeAlias = Literal[
    "section", "article", "clause", "paragraph", "schedule", "exhibit", "annex", "appendix", "part", "item"
]


@dataclass(frozen=True, slots=True)
class Reference:
    """A section that is named: the kind of word used, the number with its marks, whose it is (None: this agreement's).

    `through` is true for the last of a range: `Clauses 3.1 to 3.3` gives 3.1, and 3.3 with `through`.
    """

    kind: ReferenceKind
    target: str
    span: Span
    of: str | None = None
    through: bool = False

    @property
    def label(self) -> str:
        """The label that the section would have in the outline: `6.1.e.v`, `Article IV`, `Schedule 2`."""
        marks = ".".join(re.findall(r"[^().]+(?:\.\d+)*", self.target))
        if self.kind in ("article", "schedule", "exhibit", "annex", "appendix", "part"):
            return f"{self.kind.capitalize()} {marks}"
        return marks


_WORDS: dict[str, ReferenceKind] = {
    "section": "section",
    "sections": "section",
    "§": "section",
    "§§": "section",
    "article": "article",
    "articles": "article",
    "clause": "clause",
    "clauses": "clause",
    "sub-clause": "clause",
    "sub-clauses": "clause",
    "subsection": "section",
    "subsections": "section",
    "paragraph": "paragraph",
    "paragraphs": "paragraph",
    "schedule": "schedule",
    "schedules": "schedule",
    "exhibit": "exhibit",
    "exhibits": "exhibit",
    "annex": "annex",
    "annexes": "annex",
    "appendix": "appendix",
    "appendices": "appendix",
    "part": "part",
    "parts": "part",
}
_KEYWORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_ANCHOR = re.compile(
    rf"(?<![\w-])(?P<word>{_KEYWORD})\s*(?<!\w)(?=[\d(])|(?<![\w-])(?P<named>{_KEYWORD})\s+(?=[\d(IVXLCA-Z])", re.I
)
_BARE = re.compile(r"(?<![\w.$(])\d{1,3}(?:\.\d{1,3})+(?:\([a-zA-Z]{1,5}\)|\(\d{1,2}\))+(?!\w)")
_OF_ITEMS = re.compile(r"\b(?:any|none|either|each|both|all|one|neither)\s+of\s+(?=\([a-z]{1,5}\))", re.IGNORECASE)
_OF = re.compile(
    r"(?:\s+(?:hereof|above|below))?\s+(?:of|to|in)\s+(?:the|that certain|such|said)\s+"
    r"([A-Z][\w'’-]*(?:\s+(?:[A-Z][\w'’-]*|of(?=\s+[A-Z])))*)"
)
_CODE = re.compile(r"\b(?:\d+\s+)?(U\.S\.C\.|C\.F\.R\.)\s*\Z")
_UNITS = r"(?!\s*(?:%|per\s?cent|days?\b|months?\b|years?\b|weeks?\b|hours?\b|business\b|shares?\b|calendar\b))"

_marks = r"(?:\((?:[a-z]{1,5}|[A-Z]{1,4}|\d{1,2})\))"
_numbered = pp.Regex(rf"\d{{1,4}}(?:\.\d{{1,3}})*(?:[A-Z](?=\W))?{_marks}*(?![\w%])(?!\.\d){_UNITS}")
_dotted = pp.Regex(rf"\d{{1,3}}(?:(?:\.\d{{1,3}})+{_marks}*|{_marks}+)(?![\w%]){_UNITS}")
_marked = pp.Regex(rf"{_marks}+(?!\w)")
_roman = pp.Regex(rf"[IVXLC]{{1,8}}(?!\w){_marks}*")
_letter = pp.Regex(r"[A-Z](?:-\d{1,2})?(?![\w.'’-])")


def _member(element: pp.ParserElement) -> pp.ParserElement:
    return pp.Group(pp.Located(element))


_again = pp.Suppress(pp.Opt(pp.Regex(rf"(?:{_KEYWORD})(?=\s)", re.IGNORECASE)))
_and = pp.Suppress(pp.Regex(r",?\s*(?:and/or|and|or)\b"))
_to = pp.Regex(r"(?:to|through|–|-)(?=\s)").set_parse_action(pp.replace_with("to"))
_said = pp.Suppress(pp.Opt(pp.Regex(r"(?:said|this|such)\b")))
_bare_list = (
    pp.Suppress(",") + _member(_marked) + pp.FollowedBy(pp.Regex(r",?\s*(?:\([a-z]+\),?\s*)*(?:and/or|and|or)\s*\("))
)
_bare_next = _bare_list | (_and + _member(_marked)) | (_to + _member(_marked))


def _list(first: pp.ParserElement, following: pp.ParserElement, comma: bool) -> pp.ParserElement:
    """A member, and what may follow it; only after a word in the plural may a comma go on with a plain number."""
    join = (_and + _member(following)) | (_to + _member(following))
    if comma:
        join = (pp.Suppress(",") + _member(following)) | join
    return _member(first) + pp.ZeroOrMore(_bare_next | join)


_SINGULAR = _list(_numbered | _marked, _dotted, False)
_PLURAL = _list(_numbered | _marked, _numbered, True)
_ROMANS = _list(_roman | _numbered, _roman | _numbered, True)
_ROMAN = _list(_roman | _numbered, _roman, False)
_NAMES = _list(_numbered | _roman | _letter, _numbered | _roman | _letter, False)
_ITEMS = _member(_marked) + pp.ZeroOrMore(_bare_next)
LONGEST = 400
"""Characters that a list of references may take."""


def references(unit: Unit) -> tuple[Reference, ...]:
    """Every section that `unit` names, in order; the label of an article that it is the heading of is none."""
    own = unit.kind == "heading" and structure(unit.prose.text) is not None
    return tuple(each for each in references_in(unit.prose) if not (own and each.span.start <= unit.span.start + 12))


def references_in(prose: Prose) -> tuple[Reference, ...]:
    """Every section that `prose` names, in order."""
    text = prose.text
    found: list[tuple[int, int, Reference]] = []
    taken = -1
    for start, kind, grammar in sorted(_anchors(text), key=lambda each: each[0]):
        if start < taken:
            continue
        for reference, end in _members(prose, text, start, kind, grammar):
            found.append((reference.span.start, end, reference))
            taken = max(taken, end)
    return tuple(reference for _, _, reference in sorted(found, key=lambda each: each[0]))


def _anchors(text: str) -> Iterator[tuple[int, ReferenceKind, pp.ParserElement]]:
    """Where a reference may begin, after its word, and the grammar for what follows."""
    for match in _ANCHOR.finditer(text):
        word = (match["word"] or match["named"]).lower()
        kind = _WORDS[word]
        plural = word.endswith(("s", "§§", "appendices")) and word != "annex"
        if kind == "article":
            yield match.end(), kind, _ROMANS if plural else _ROMAN
        elif kind in ("section", "clause", "paragraph"):
            yield match.end(), kind, _PLURAL if plural else _SINGULAR
        elif (match["word"] or match["named"])[0].isupper():
            yield match.end(), kind, _NAMES
    for match in _BARE.finditer(text):
        yield match.start(), "section", _SINGULAR
    for match in _OF_ITEMS.finditer(text):
        yield match.end(), "item", _ITEMS


def _members(
    prose: Prose, text: str, start: int, kind: ReferenceKind, grammar: pp.ParserElement
) -> Iterator[tuple[Reference, int]]:
    """The references of the list that begins at `start`, with where each ends in the text."""
    window = text[start : start + LONGEST]
    try:
        tokens = grammar.parse_string(window)
    except pp.ParseBaseException:
        return
    ends = start + max(token[2] for token in tokens if token != "to")
    whose = _whose(text, start, ends)
    before, through = "", False
    for token in tokens:
        if token == "to":
            through = True
            continue
        begin, (shown,), end = token
        if before and shown.startswith("(") and not before.endswith(")"):
            return
        before = _completed(before, shown)
        yield Reference(kind, before, prose.span(start + begin, start + end), whose, through), start + end
        through = False


def _completed(before: str, shown: str) -> str:
    """What a bare mark stands for after the member before it: `(b)` after `6.3(a)` is `6.3(b)`."""
    if not shown.startswith("(") or not before:
        return shown
    marks = re.findall(r"\([^)]*\)", before)
    stem = before[: len(before) - sum(map(len, marks))]
    given = re.findall(r"\([^)]*\)", shown)
    depth = next((index for index in range(len(marks) - 1, -1, -1) if _alike(marks[index], given[0])), len(marks) - 1)
    return stem + "".join(marks[: max(0, depth)]) + shown


def _alike(one: str, other: str) -> bool:
    """Whether two marks can belong to one list: digits, capitals, small letters or small numerals."""
    return _style(one) & _style(other) != set()


def _style(mark: str) -> set[str]:
    bare = mark.strip("()")
    styles = {"digits"} if bare.isdigit() else set()
    if bare.isalpha() and len(bare) == 1:
        styles.add("letter" if bare.islower() else "capital")
    if re.fullmatch(r"[ivxlc]+", bare):
        styles = {"roman"} if len(bare) > 1 else {"roman", "letter"}
    return styles


def _whose(text: str, start: int, end: int) -> str | None:
    """The Act or other agreement that the sections belong to, if the words next to them say so."""
    word = re.search(r"\S+\s*\Z", text[max(0, start - 20) : start])
    code = _CODE.search(text, max(0, start - 40), start - (len(word.group()) if word else 0))
    if code:
        return code.group(1)
    after = _OF.match(text, end, end + 120)
    return after.group(1) if after else None
