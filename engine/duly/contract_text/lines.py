"""The lines of a file without what the printed page added.

In: a source. Out: its lines in order, each a `Line`; blank lines and page breaks are kept as such, because they
separate paragraphs, and page furniture is gone. The one idea: furniture is known by its place. A number alone on a
line is a page number next to a page break (`<PAGE>`, a form feed), and a line that stands next to three page breaks
with other digits is a running header; the same words elsewhere are text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from duly.source import Source

LineKind: TypeAlias = Literal["text", "blank", "page"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line's place without the white space around it, how far it is indented, and its text; a tab counts as eight."""

    kind: LineKind
    start: int
    end: int
    indent: int
    text: str


_STRETCH = re.compile("[^\n\f\v\x1c-\x1e\x85\u2028\u2029]*(\n|\f|[\v\x1c-\x1e\x85\u2028\u2029])?")
_PAGE_TAG = re.compile(r"<PAGE>(\s*\d+)?|\\f|\\newpage", re.IGNORECASE)
_FILING_TAG = re.compile(r"</?(DOCUMENT|TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT|S|C|CAPTION|TABLE|FN)>.{0,80}")
_RULE = re.compile(r"[-_=*~.\s]{3,}")
PAGE_END = re.compile(
    r"-\s?\d{1,4}\s?-|page\s+\d{1,4}(\s+of\s+\d{1,4})?"
    r"|\[?\(?(the\s+)?(remainder|rest|balance) of (this |the )?page (is |has been )?(intentionally )?(left )?blank"
    r"\.?\)?\]?"
    r"|\[?\(?signature pages? (to )?follows?\.?\)?\]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?(\d{1,4}|[ivxl]{1,7}|[IVXL]{1,7}|[A-Z]-\d{1,3})\)?")
_DIGITS = re.compile(r"\d+")
HEADER_REPEATS = 3
"""Page breaks next to which a line must stand, with other digits, to be a running header."""


def lines(source: Source) -> tuple[Line, ...]:
    """The lines of `source` without page furniture."""
    found = [
        _as_page(line) if line.kind == "text" and PAGE_END.fullmatch(line.text) else line
        for line in _raw(source.text)
        if not (line.kind == "text" and _RULE.fullmatch(line.text))
    ]
    _drop_next_to_pages(found)
    return tuple(found)


def _raw(text: str) -> Iterator[Line]:
    """Every line; a form feed ends one and is a page break."""
    for stretch in _STRETCH.finditer(text):
        start, end = stretch.span()
        if start == end:
            continue
        broken = stretch.group(1) == "\f"
        body = stretch.group()
        bare = body.strip().strip("\ufeff").strip()
        if bare and _PAGE_TAG.fullmatch(bare):
            yield Line("page", start, end, 0, "")
        elif bare and not _FILING_TAG.fullmatch(bare):
            lead = body[: body.index(bare)]
            first = start + len(lead)
            yield Line("text", first, first + len(bare), len(lead.expandtabs(8)), bare)
        else:
            yield Line("blank", start, end, 0, "")
        if broken:
            yield Line("page", end - 1, end, 0, "")


def _drop_next_to_pages(found: list[Line]) -> None:
    """Takes out page numbers and running headers, which become page breaks themselves."""
    edges = list(_page_edges(found))
    for index in edges:
        if _NUMBER.fullmatch(found[index].text):
            found[index] = _as_page(found[index])
    edges = [index for index in _page_edges(found) if len(found[index].text) <= 120]
    seen = Counter(_DIGITS.sub("#", found[index].text) for index in set(edges))
    for index in edges:
        if found[index].kind == "text" and seen[_DIGITS.sub("#", found[index].text)] >= HEADER_REPEATS:
            found[index] = _as_page(found[index])


def _as_page(line: Line) -> Line:
    return Line("page", line.start, line.end, 0, "")


def _page_edges(found: list[Line]) -> Iterator[int]:
    """The index of each text line that is the last before, or the first after, a page break."""
    before: int | None = None
    after_page = False
    for index, line in enumerate(found):
        if line.kind == "text":
            if after_page:
                yield index
            before, after_page = index, False
        elif line.kind == "page":
            if before is not None:
                yield before
            before, after_page = None, True
