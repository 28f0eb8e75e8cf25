"""The one layout of a YAML file.

In: the source of a file that is read here. Out: the same file laid out anew, or what keeps it from being read. The one
idea: every character of a file belongs to a text, a sign between texts, a comment, or is blank; only the blanks are
written anew, so nothing that anyone wrote can be lost, and neither keys, quotes, line breaks nor order are touched.

The layout: keys of a mapping two columns further in than the mapping around it, the items of a list two columns further
in than its key, one blank after `:`, `-` and `,`, none inside of brackets, two before a comment behind something; at
most one blank line, one before each section, none at the head and the end; no blanks at the end of a line. A comment on
a line of its own stands where what it belongs to stands. What comes out is read again and held against what went in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from duly.diagnostics import Diagnostic
from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.model.yaml_tree import load_yaml
from duly.source import Source

_SIGN = re.compile(r"#[^\n]*|---|\.\.\.|[-:,{}\[\]]")
_STEP = 2


@dataclass(slots=True)
class _Token:
    """A text, sign or comment, with the column where it stands if it begins a line."""

    kind: str
    text: str
    start: int
    end: int
    column: int = 0
    outer: tuple[tuple[int, int], ...] = ()
    """The columns of the blocks around it, as they stand and as they will."""
    is_section: bool = False
    """Whether it is the key of a section that follows another."""
    hang: int = 0
    """Where the further lines of a text stand."""
    kept_blanks: bool = False
    indent: int = 0
    """The column of the lines of a block text, as they stand."""


def lay_out(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of the file in its one layout; None, with what is wrong, where it cannot be read."""
    tree, found = load_yaml(source)
    if tree is None:
        return None, found
    text = _Layout(source, tree).text()
    assert load_yaml(Source(source.name, text)) == (tree, ()), "another layout says the same"
    return text, ()


class _Layout:
    """One file that is laid out."""

    def __init__(self, source: Source, tree: Node) -> None:
        self.source = source
        self.tokens = list(_tokens(source, tree))
        self.starts = [token.start for token in self.tokens]
        self.root = tree if isinstance(tree, Mapping) else None
        self._place(tree, 0, ())
        self.parted = frozenset(self._partings())

    def text(self) -> str:
        """The new text."""
        lines: list[str] = []
        before: _Token | None = None
        for position, token in enumerate(self.tokens):
            if before is not None and not self._breaks_before(position):
                lines[-1] += _between(before, token) + self._written(token)
            else:
                if self._is_blank_wanted(position):
                    lines.append("")
                lines.append(" " * self._column(position) + self._written(token))
            before = token
        return "\n".join(lines) + "\n"

    # Where things stand.

    def _token_at(self, offset: int) -> _Token:
        return self.tokens[bisect_left(self.starts, offset)]

    def _dash_before(self, offset: int) -> _Token:
        position = bisect_left(self.starts, offset) - 1
        while self.tokens[position].kind != "-":
            position -= 1
        return self.tokens[position]

    def _old_column(self, offset: int) -> int:
        return self.source.position(offset).column - 1

    def _place(self, node: Node, column: int, outer: tuple[tuple[int, int], ...]) -> None:
        """Gives every token of a node its column; `column` is that of the node if it begins a line."""
        match node:
            case Scalar():
                self._place_scalar(node, column, outer)
            case _ if self.source.text[node.span.start] in "{[":
                self._place_flow(node, column, outer)
            case Mapping():
                outer = (*outer, (self._old_column(node.span.start), column))
                follows_section = False
                for entry in node.entries:
                    key, is_section = self._token_at(entry.key.span.start), not isinstance(entry.value, Scalar)
                    self._set(key, column, outer)
                    self._place(entry.value, column + _STEP, outer)
                    key.is_section = node is self.root and is_section and follows_section
                    follows_section = is_section
            case Sequence():
                outer = (*outer, (self._old_column(node.span.start), column))
                for item in node.items:
                    self._set(self._dash_before(item.span.start), column, outer)
                    self._place(item, column + _STEP, outer)

    def _set(self, token: _Token, column: int, outer: tuple[tuple[int, int], ...]) -> None:
        token.column, token.hang, token.outer = column, column + _STEP, outer

    def _place_scalar(self, node: Scalar, column: int, outer: tuple[tuple[int, int], ...]) -> None:
        token = self._token_at(node.span.start)
        self._set(token, column, outer)
        token.hang = column
        if node.style == "block":
            header = token.text.partition("\n")[0].partition("#")[0]
            token.kept_blanks = "+" in header
            parent = outer[-1][0] if outer else -1
            told = re.search("[1-9]", header)
            if told:
                token.indent = max(parent + 1, 1) + int(told.group()) - 1
                token.hang = max(column - _STEP + int(told.group()), 1)
            else:
                token.indent = _indent(token.text)

    def _place_flow(self, node: Mapping | Sequence, column: int, outer: tuple[tuple[int, int], ...]) -> None:
        """What stands between brackets: further in by what is open, a closing bracket with what it closes."""
        depth = 0
        position = bisect_left(self.starts, node.span.start)
        while position < len(self.tokens) and self.tokens[position].start < node.span.end:
            token = self.tokens[position]
            self._set(token, column + _STEP * max(depth - 1, 0), outer)
            token.hang = token.column
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token.kind, 0)
            position += 1

    def _column(self, position: int) -> int:
        """Where the token stands if it begins a line; a comment where what it belongs to does."""
        token = self.tokens[position]
        if token.kind != "#" or token.outer:
            return token.column
        following = next((each for each in self.tokens[position:] if each.kind != "#"), None)
        before = next((each for each in reversed(self.tokens[:position]) if each.kind != "#"), None)
        places = list(before.outer) if before else []
        if following:
            places.append((self._old_column(following.start), following.column))
        old = self._old_column(token.start)
        fitting = [place for place in places if place[0] <= old]
        return max(fitting)[1] if fitting else min(places)[1] if places else 0

    # Blank lines.

    def _breaks_before(self, position: int) -> int:
        """How many line ends stand between a token and the one before it."""
        before, token = self.tokens[position - 1], self.tokens[position]
        return self.source.text[before.end : token.start].count("\n") + before.text.endswith("\n")

    def _is_blank_wanted(self, position: int) -> bool:
        """Whether a blank line stands before this line: where there is one, and between sections."""
        if position == 0 or self.tokens[position - 1].kept_blanks:
            return False
        return self._breaks_before(position) > 1 or position in self.parted

    def _partings(self) -> Iterator[int]:
        """The tokens before which a blank line is missing: a section that follows another, or the comments over it."""
        for position, token in enumerate(self.tokens):
            if not token.is_section:
                continue
            first = position
            while self.tokens[first - 1].kind == "#" and self._breaks_before(first - 1):
                first -= 1
            if all(self._breaks_before(each) < 2 for each in range(first, position + 1)):
                yield next(each for each in range(first, position + 1) if self._column(each) == 0)

    # What is written.

    def _written(self, token: _Token) -> str:
        if token.kind != "text":
            return token.text.rstrip(" \t") if token.kind == "#" else token.text
        first, *rest = token.text.split("\n")
        if token.text[:1] in "|>":
            return self._block(token, first, rest)
        return "\n".join((first, *(_hung(line, token.hang) for line in rest)))

    def _block(self, token: _Token, header: str, rest: list[str]) -> str:
        """A block text, its lines at their new column; blanks that belong to it stay."""
        if rest and not rest[-1]:
            rest = rest[:-1]
        lines = [line[token.indent :] for line in rest]
        return "\n".join((header.rstrip(" \t"), *(f"{' ' * token.hang}{line}" if line else "" for line in lines)))


def _hung(line: str, column: int) -> str:
    """A further line of a text in quotes or without: the blanks at its head do not belong to it."""
    said = line.lstrip(" ")
    return " " * column + said if said.strip(" \t") else ""


def _indent(text: str) -> int:
    """The column of the first line of a block text that has a word in it."""
    lines = text.split("\n")[1:]
    first = next((line for line in lines if line.strip(" ")), "")
    return len(first) - len(first.lstrip(" ")) if first else max(map(len, lines), default=0)


def _between(before: _Token, token: _Token) -> str:
    """The blanks between two tokens of one line."""
    if token.kind == "#":
        return "  "
    if token.kind in (":", ",", "}", "]") or before.kind in ("{", "["):
        return ""
    return " "


def _tokens(source: Source, tree: Node) -> Iterator[_Token]:
    """Texts, signs and comments in the order of the file."""
    at = 0
    for scalar in _scalars(tree):
        yield from _signs(source, at, scalar.span.start)
        start, at = scalar.span.start, scalar.span.end
        yield _Token("text", source.text[start:at], start, at)
    yield from _signs(source, at, len(source.text))


def _signs(source: Source, start: int, end: int) -> Iterator[_Token]:
    for found in _SIGN.finditer(source.text, start, end):
        text = found.group()
        yield _Token("#" if text[0] == "#" else text, text, found.start(), found.end())


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for entry in node.entries:
                yield entry.key
                yield from _scalars(entry.value)
