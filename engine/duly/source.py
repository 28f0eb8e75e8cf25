"""A file's text and the places in it.

In: the text of a file. Out: `Source` (text and line table), `Span` (a range of characters in a source) and `Excerpt`
(text cut out of a source, each of its characters mapped back to where it stands there).

The one idea: a position is always an offset into a source's text, never a string and never a line number; lines and
columns are computed when a person is shown something. An expression that stands in a YAML scalar is parsed from an
`Excerpt`, so a fault in it points into the YAML file even where the scalar is folded, quoted or escaped.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Position:
    """A place as people count it: line and column from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text with a name (the path as the user gave it, with forward slashes) and its line table.

    Line ends are `\\n` by the time a text is a source: whoever reads bytes folds `\\r\\n` and `\\r` first.
    """

    name: str
    text: str = field(repr=False)
    line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        found = self.text.find("\n")
        while found != -1:
            starts.append(found + 1)
            found = self.text.find("\n", found + 1)
        object.__setattr__(self, "line_starts", tuple(starts))

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; an offset past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end == -1 else self.text[start:end]

    @property
    def line_count(self) -> int:
        """How many lines the text has; a text that ends in a line end has an empty last one."""
        return len(self.line_starts)


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` up to, not including, `end` of a source. An empty span marks a place between two."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words that the span covers."""
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> Position:
        """Where the span begins."""
        return self.source.position(self.start)

    def to(self, other: Span) -> Span:
        """The span from the beginning of this one to the end of `other`, which is of the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text cut out of a source, with the offset in the source of each of its characters and of its end.

    `offsets` has one more entry than `text` has characters. A folded line break of a YAML scalar is one space here
    and stands where the break stands there.
    """

    source: Source = field(repr=False)
    text: str
    offsets: tuple[int, ...] | range = field(repr=False)

    @classmethod
    def whole(cls, source: Source) -> Excerpt:
        """The excerpt that is all of `source`."""
        return cls(source, source.text, range(len(source.text) + 1))

    @classmethod
    def of(cls, text: str, name: str = "<expression>") -> Excerpt:
        """An excerpt of a source that holds nothing but `text`."""
        return cls.whole(Source(name, text))

    def span(self, start: int, end: int) -> Span:
        """The span in the source of the characters `start` to `end` of the excerpt."""
        last = len(self.text)
        start, end = max(0, min(start, last)), max(0, min(end, last))
        if end <= start:
            return Span(self.source, self.offsets[start], self.offsets[start])
        return Span(self.source, self.offsets[start], self.offsets[end - 1] + 1)
