"""A page of text, as wide as the terminal.

In: lines with their indentation. Out: text. The one idea: a line that is too long goes on below itself, further in, so
that the left edge alone shows what belongs to what; and nothing that comes from a file is written without being made
visible first.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.report.visible import visible, width

NARROWEST = 40


class Page:
    """Lines that are being written; `columns` is how wide they may get."""

    def __init__(self, columns: int, color: bool = False) -> None:
        self.columns = max(columns, NARROWEST)
        self.color = color
        self._lines: list[str] = []

    def heading(self, said: str) -> None:
        """A heading, with a blank line before it."""
        self.blank()
        self._lines.append(self._painted("1", visible(said)))

    def title(self, said: str) -> None:
        """The first line of the page, underlined."""
        shown = visible(said)
        self._lines += [self._painted("1", shown), "=" * min(width(shown), self.columns)]

    def blank(self) -> None:
        """A blank line, but never two."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def line(self, said: str, indent: int = 0, hang: int = 2, right: str = "", color: str = "") -> None:
        """A line; `hang` is how much further in it goes on, `right` stands at its right edge where there is room."""
        rows = list(_wrapped(visible(said), self.columns - indent, hang))
        tail = visible(right)
        if tail:
            free = self.columns - indent - width(rows[-1])
            if free > width(tail):
                rows[-1] += " " * (free - width(tail)) + tail
            else:
                rows.append(" " * max(self.columns - indent - width(tail), hang) + tail)
        self._lines += [self._painted(color, " " * indent + row) for row in rows]

    def text(self) -> str:
        """Everything written, without trailing blanks, with a line end."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def _painted(self, color: str, row: str) -> str:
        return f"\x1b[{color}m{row}\x1b[0m" if self.color and color else row


def _wrapped(shown: str, columns: int, hang: int) -> Iterator[str]:
    """The rows into which a text is broken, at blanks; a word longer than a row stands alone."""
    row = ""
    for word in shown.split(" "):
        longer = f"{row} {word}" if row else word
        if row.strip() and width(longer) > columns:
            yield row.rstrip()
            row = " " * hang + word
        else:
            row = longer
    yield row.rstrip()
