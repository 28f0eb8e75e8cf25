"""The value of a YAML scalar, with the place of each of its characters.

In: the text of a file and where in it a scalar stands. Out: its value as an `Excerpt`. The one idea: ruamel.yaml says
where a scalar begins and ends, but not where each character of the value comes from; an expression in a folded or
escaped scalar is underlined at the right word only if that is known, so the value is read once more, from the file.

The rules are those of YAML 1.2.2, chapters 7.3 (quoted and plain) and 8.1 (block). A folded line break is a space that
stands where the break stands; a character written as an escape stands where its backslash stands. A block text at the
end of a file reads as if the last line had a line end, whether the editor wrote one or not.
"""

from __future__ import annotations

import re

from duly.source import Excerpt, Source

_BREAKS = re.compile(r"\n[ \t\n]*")
_PLAIN_SPECIAL = re.compile(r"\n")
_SINGLE_SPECIAL = re.compile(r"\n|''")
_DOUBLE_SPECIAL = re.compile(r"\n|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[\s\S])")
_BLOCK_HEADER = re.compile(r"[|>][+-]?([1-9]?)[+-]?[^\n]*\n?")
_LAST_SPACES = re.compile(r" *\Z")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


class _Value:
    """A value under construction: pieces of text and an offset for each character."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.offsets: list[int] = []

    def copy(self, start: int, end: int) -> None:
        """Takes over the characters of the file as they are."""
        self.pieces.append(self.source.text[start:end])
        self.offsets.extend(range(start, end))

    def put(self, character: str, offset: int) -> None:
        """Adds one character that is written otherwise in the file."""
        self.pieces.append(character)
        self.offsets.append(offset)

    def excerpt(self, end: int) -> Excerpt:
        """The finished value, whose end stands at `end`."""
        return Excerpt(self.source, "".join(self.pieces), (*self.offsets, end))


def read_plain(source: Source, start: int, end: int) -> Excerpt:
    """The value of a plain scalar."""
    return _read_lines(source, start, end, _PLAIN_SPECIAL)


def read_quoted(source: Source, start: int, end: int) -> Excerpt:
    """The value of a single- or double-quoted scalar; `start` and `end` include the quotes."""
    special = _DOUBLE_SPECIAL if source.text[start] == '"' else _SINGLE_SPECIAL
    return _read_lines(source, start + 1, end - 1, special)


def _read_lines(source: Source, start: int, end: int, special: re.Pattern[str]) -> Excerpt:
    text = source.text
    found = special.search(text, start, end)
    if found is None:
        return Excerpt(source, text[start:end], range(start, end + 1))
    value, at = _Value(source), start
    while found:
        here = found.start()
        if text[here] == "\n":
            value.copy(at, max(at, _before_blanks(text, at, here)))
            at = _fold(value, here, end, is_escaped=False)
        else:
            value.copy(at, here)
            at = _unescape(value, found, end)
        found = special.search(text, at, end)
    value.copy(at, end)
    return value.excerpt(end)


def _before_blanks(text: str, start: int, end: int) -> int:
    """Where the spaces and tabs before `end` begin, not before `start`: what is escaped is not stripped."""
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


def _fold(value: _Value, here: int, end: int, is_escaped: bool) -> int:
    """Folds the line break at `here` and the blank lines after it; gives where the next line's text begins."""
    matched = _BREAKS.match(value.source.text, here, end)
    assert matched is not None
    breaks = [here + at for at, character in enumerate(matched.group()) if character == "\n"]
    if len(breaks) == 1 and not is_escaped:
        value.put(" ", here)
    for offset in breaks[1:]:
        value.put("\n", offset)
    return matched.end()


def _unescape(value: _Value, found: re.Match[str], end: int) -> int:
    written, here = found.group(), found.start()
    if written == "''":
        value.put("'", here)
    elif written == "\\\n":
        return _fold(value, here + 1, end, is_escaped=True)
    elif len(written) > 2:
        value.put(chr(int(written[2:], 16)), here)
    else:
        value.put(_ESCAPES.get(written[1], written[1]), here)
    return found.end()


def read_block(source: Source, start: int, end: int, parent_indent: int) -> Excerpt:
    """The value of a literal or folded scalar.

    `start` is its `|` or `>`, `end` the end of its last line, `parent_indent` the column of the collection around it,
    or -1 where there is none.
    """
    text = source.text
    header = _BLOCK_HEADER.match(text, start)
    assert header is not None
    if _LAST_SPACES.match(text, end):
        end = len(text)
    lines = _lines(text, header.end(), end)
    indent = _indent(text, lines, parent_indent, header.group(1))
    value, breaks, is_spaced = _Value(source), list[int](), True
    last = header.end()
    for line, line_end in lines:
        content = min(line + indent, line_end)
        if content < line_end:
            is_folded = text[start] == ">" and not is_spaced and text[content] not in " \t"
            _put_breaks(value, breaks, is_folded)
            value.copy(content, line_end)
            is_spaced, breaks, last = text[content] in " \t", [], line_end
        if line_end < end or end == len(text):
            breaks.append(line_end)
    head = text[start : start + 3]
    kept = breaks if "+" in head else breaks[:1] if value.pieces and "-" not in head else []
    _put_breaks(value, kept, is_folded=False)
    return value.excerpt(min(kept[-1] + 1, end) if kept else last)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where each line begins and where its text ends."""
    lines = []
    while start < end:
        found = text.find("\n", start, end)
        lines.append((start, end if found == -1 else found))
        start = lines[-1][1] + 1
    return lines


def _indent(text: str, lines: list[tuple[int, int]], parent_indent: int, explicit: str) -> int:
    """How many columns of each line are indentation: as many as the header says, or the first line of text has."""
    if explicit:
        return max(parent_indent + 1, 1) + int(explicit) - 1
    widest = 0
    for line, end in lines:
        spaces = line
        while spaces < end and text[spaces] == " ":
            spaces += 1
        widest = max(widest, spaces - line)
        if spaces < end:
            return spaces - line
    return widest


def _put_breaks(value: _Value, breaks: list[int], is_folded: bool) -> None:
    """Adds the line breaks between two lines of text; folding makes one a space and drops the first of several."""
    if is_folded and len(breaks) == 1:
        value.put(" ", breaks[0])
        return
    for offset in breaks[1:] if is_folded else breaks:
        value.put("\n", offset)
