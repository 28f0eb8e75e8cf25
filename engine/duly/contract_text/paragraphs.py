"""Lines become paragraphs, also across pages.

In: lines without furniture. Out: `Paragraph`s, each a prose. The one idea: a blank line or a page break ends a
paragraph unless the words say otherwise. A paragraph that stops without a stop goes on after the page break, unless
what follows is a heading or an item; after a colon or semicolon it ends, because so lists of items stand. Indentation
is never evidence of structure on its own, because a copy that is wrapped anew has lost it; it only helps to see an
item that follows another without a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duly.contract_text.headings import is_capitals, is_structural
from duly.contract_text.lines import PAGE_END, Line
from duly.contract_text.markers import Marker, marker, previous
from duly.contract_text.prose import Prose
from duly.contract_text.sentences import breaks_between
from duly.source import Source


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words, and how many lines they stood on."""

    prose: Prose
    line_count: int


_ITEM_ENDS = re.compile(r"(?:[.;:,]|[;,]\s*(?:and|or))[\"'”’)\]]*\Z")
_CLOSED = re.compile(r"(?:[.:;!?]|;\s*(?:and|or))[\"'”’)\]]*\Z")
_BULLET = re.compile(r"[-*•·▪]\s+\S")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
LOOK_BACK = 40
"""Lines in which the item before a mark is sought."""
SHORT = 60
"""Characters below which what stands before a page break may be a heading or a line of an address."""


def paragraphs(source: Source, found: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs that the lines form, in order."""
    joined: list[list[Line]] = []
    for group, after_page in _groups(found):
        if joined and _goes_on(joined[-1], group, after_page):
            joined[-1].extend(group)
        else:
            joined.append(group)
    return tuple(
        Paragraph(Prose.join(source, ((line.start, line.end) for line in group)), len(group)) for group in joined
    )


def _groups(found: tuple[Line, ...]) -> Iterator[tuple[list[Line], bool]]:
    """The lines that stand together, and whether a page break stands before them."""
    group: list[Line] = []
    after_page = page_seen = False
    for line in found:
        if group and (line.kind != "text" or _starts_anew(group, line)):
            page_seen = _is_furniture(group)
            if not page_seen:
                yield group, after_page
            group = []
        if line.kind == "page":
            page_seen = True
        elif line.kind == "text":
            after_page = after_page if group else page_seen
            group.append(line)
    if group and not _is_furniture(group):
        yield group, after_page


def _is_furniture(group: list[Line]) -> bool:
    """Whether the lines together say that the rest of the page is blank."""
    return len(group) <= 3 and PAGE_END.fullmatch(" ".join(line.text for line in group)) is not None


def _starts_anew(group: list[Line], line: Line) -> bool:
    """Whether `line` begins a paragraph though no blank line stands before it."""
    last = group[-1]
    if _MARKDOWN_HEADING.match(line.text) or _MARKDOWN_HEADING.match(last.text) or _BULLET.match(line.text):
        return True
    if is_structural(line.text) and (_CLOSED.search(last.text, max(0, len(last.text) - 20)) or is_capitals(last.text)):
        return True
    if len(group) == 1 and is_structural(last.text):
        return True
    if len(group) == 1 and (mark := marker(last.text)) and is_capitals(last.text[mark.end :]):
        return not is_capitals(line.text)
    mark, first = marker(line.text), marker(group[0].text)
    if mark is None or not _ITEM_ENDS.search(last.text, max(0, len(last.text) - 20)) or _runs_on(group, mark):
        return False
    if line.indent > last.indent:
        return True
    if first is None:
        return False
    if line.indent == group[0].indent:
        return first.style == mark.style
    return line.indent < group[0].indent and first.style != mark.style == "decimal"


def _runs_on(group: list[Line], mark: Marker) -> bool:
    """Whether the item before `mark` stands in the running text of the paragraph, so that `mark` does too."""
    if not mark.style.startswith("("):
        return False
    text = " ".join(line.text for line in group[-LOOK_BACK:])
    return any(text.find(f"({one})", 1) > 0 for one in previous(mark))


def _goes_on(before: list[Line], group: list[Line], after_page: bool) -> bool:
    """Whether `group` goes on with the sentence that `before` left unfinished."""
    end, start = before[-1].text, group[0].text
    length = sum(len(line.text) for line in before)
    is_open = not _CLOSED.search(end, max(0, len(end) - 20)) or (
        end.endswith(".") and after_page and marker(start) is None and not breaks_between(end, start)
    )
    if after_page and (mark := marker(start)) and _runs_on(before, mark):
        return True
    if not is_open or is_structural(end) or _MARKDOWN_HEADING.match(start):
        return False
    if start[0].islower() and not marker(start):
        return after_page or (end[-1].isalnum() and length >= SHORT)
    if is_structural(start) or is_capitals(end) != is_capitals(" ".join(line.text for line in group[:2])):
        return False
    return after_page and length >= SHORT and (marker(start) is None or not end.endswith(","))
