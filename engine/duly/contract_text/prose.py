"""Running text put together from lines, each character of which still knows its place in the file.

In: stretches of a source. Out: `Prose`. The one idea: a paragraph is read as one string, without line ends, page breaks
and page numbers, but what is found in it is reported where it stands; so a prose keeps, for each stretch, where it
begins in the string and where in the source. That is a few numbers a line and not one a character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from duly.source import Source, Span

_VARIANTS = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("‐‑‒–—−", "-"), "\u00a0": " "}
)
_OPEN_HYPHEN = re.compile(r"[^\W\d_]-\Z")


@dataclass(frozen=True, slots=True)
class Prose:
    """Text joined from stretches of a source by single spaces; `starts` are in the text, `origins` in the source.

    Quotation marks, apostrophes and dashes are plain in `text`, character for character; `original` has them as filed.
    """

    source: Source = field(repr=False)
    text: str
    starts: tuple[int, ...] = field(repr=False)
    origins: tuple[int, ...] = field(repr=False)

    @classmethod
    def join(cls, source: Source, stretches: Iterable[tuple[int, int]]) -> Prose:
        """The prose of the stretches (start, end) of `source`; a word broken after its own hyphen is one word again."""
        parts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        length = 0
        for start, end in stretches:
            part = source.text[start:end].translate(_VARIANTS)
            if parts and not (_OPEN_HYPHEN.search(parts[-1], max(0, len(parts[-1]) - 2)) and part[:1].isalpha()):
                parts.append(" ")
                length += 1
            starts.append(length)
            origins.append(start)
            parts.append(part)
            length += len(part)
        return cls(source, "".join(parts), tuple(starts), tuple(origins))

    def place(self, offset: int) -> int:
        """Where the character at `offset` of the text stands in the source."""
        piece = max(0, bisect_right(self.starts, offset) - 1)
        return self.origins[piece] + offset - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The place in the source of the characters `start` up to `end`."""
        first = self.place(start)
        return Span(self.source, first, self.place(end - 1) + 1 if end > start else first)

    def cut(self, start: int, end: int) -> Prose:
        """The part of this prose from `start` up to `end`, without white space around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first + 1, bisect_right(self.starts, max(start, end - 1)))
        starts = tuple(max(0, self.starts[piece] - start) for piece in range(first, last))
        origins = tuple(self.origins[piece] + max(0, start - self.starts[piece]) for piece in range(first, last))
        return Prose(self.source, self.text[start:end], starts, origins)

    @property
    def original(self) -> str:
        """The words as they stand in the source, with runs of white space as one space."""
        ends = (*self.starts[1:], len(self.text))
        parts: list[str] = []
        for start, end, origin in zip(self.starts, ends, self.origins, strict=True):
            gap = " " if end < len(self.text) and self.text[end - 1] == " " else ""
            parts.append(self.source.text[origin : origin + end - start - len(gap)] + gap)
        return " ".join("".join(parts).split())

    @property
    def whole(self) -> Span:
        """The place of all of it."""
        return self.span(0, len(self.text))
