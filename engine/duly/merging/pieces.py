"""A YAML file taken apart into the pieces that people edit: sections, rules, keys.

In: the source of a file that is read here. Out: `Block`, its pieces nested as they are in the file. The one idea: every
character belongs to exactly one piece, so that pieces put together again are the file to the byte. What stands above a
key (comments, blank lines) is the lead of its piece; a comment that stands further in than the key below which it
stands belongs to that key; what is left after the last key is the tail of the block.

A list is taken apart where its items have names: units of a contract's text by section and number, lines of a life
cycle by their state. Any other list, and whatever is written over several lines in brackets, is one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.model.yaml_tree import load_yaml
from duly.source import Source

Kind: TypeAlias = Literal["mapping", "list", "flow"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A section, rule, key or item: its name, what stands above it, and its text from its first character on.

    `head` is what of the text stands before `block`, and `after` what follows it; where there is no block, the text
    is all there is.
    """

    name: str
    node: Node = field(repr=False)
    lead: str
    text: str
    head: str = ""
    block: Block | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stand below each other in one column, or in the braces of one line.

    `is_joined` says that the first of them stands in the line of what it belongs to, after the dash of an item.
    """

    kind: Kind
    column: int
    pieces: tuple[Piece, ...]
    tail: str = ""
    is_joined: bool = False
    is_ordered: bool = False
    """Whether another order would say something else."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its pieces, in their order."""
        return tuple(piece.name for piece in self.pieces)

    def get(self, name: str) -> Piece | None:
        """The piece of this name, or None."""
        return next((piece for piece in self.pieces if piece.name == name), None)


def take_apart(source: Source) -> Block | None:
    """The sections of a file whose last line has an end; None where the file cannot be read or has no sections."""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in source.text.splitlines()):
        return Block("mapping", 0, (), source.text)
    tree, _ = load_yaml(source)
    if not isinstance(tree, Mapping) or _is_flow(tree, source.text):
        return None
    return _Reader(source.text).block(tree, 0, len(source.text))


class _Reader:
    """Takes one text apart."""

    def __init__(self, text: str) -> None:
        self.text = text

    def block(self, node: Mapping | Sequence, start: int, stop: int) -> Block | None:
        """The block of a node whose region is from `start` to `stop`; None where it is one piece."""
        column = self.column(node.span.start)
        rows = list(self.rows(node, column))
        names = [name for name, _, _ in rows]
        if not rows or "" in names or len(set(names)) < len(names):
            return None
        pieces, at = [], start
        for place, (name, first, value) in enumerate(rows):
            limit = self.line_start(rows[place + 1][1]) if place + 1 < len(rows) else stop
            end = self.with_comments(self.line_end(value.span.end - 1), limit, column)
            begin = max(self.line_start(first), at)
            pieces.append(self.piece(name, value, self.text[at:begin], first, end))
            at = end
        is_joined = self.line_start(rows[0][1]) < start
        is_ordered = isinstance(node, Sequence) and not all(_is_unit(item) for item in node.items)
        kind: Kind = "mapping" if isinstance(node, Mapping) else "list"
        return Block(kind, column, tuple(pieces), self.text[at:stop], is_joined, is_ordered)

    def rows(self, node: Mapping | Sequence, column: int) -> Iterator[tuple[str, int, Node]]:
        """The name of each piece, where it begins, and its value."""
        if isinstance(node, Mapping):
            yield from ((entry.key.text, entry.key.span.start, entry.value) for entry in node.entries)
            return
        for item in node.items:
            yield _item_name(item), self.dash(item.span.start, column), item

    def piece(self, name: str, value: Node, lead: str, first: int, end: int) -> Piece:
        """A piece that begins at `first` and whose last line ends at `end`."""
        text = self.text[first:end]
        if isinstance(value, Scalar):
            return Piece(name, value, lead, text)
        if _is_flow(value, self.text):
            inner = self.flow(value)
            head, after = self.text[first : value.span.start], self.text[value.span.end : end]
        else:
            own_line = self.line_start(value.span.start) > first
            start = self.line_end(first) if own_line else value.span.start
            inner = self.block(value, start, end)
            head, after = self.text[first:start], ""
        return Piece(name, value, lead, text, head, inner, after) if inner else Piece(name, value, lead, text)

    def flow(self, node: Node) -> Block | None:
        """The keys between braces that stand in one line."""
        written = node.span.text
        if not isinstance(node, Mapping) or "\n" in written:
            return None
        pieces = [
            Piece(entry.key.text, entry.value, "", self.text[entry.key.span.start : entry.value.span.end])
            for entry in node.entries
        ]
        pad = " " if written.startswith("{ ") else ""
        return Block("flow", 0, tuple(pieces), pad) if pieces else None

    # Places.

    def column(self, at: int) -> int:
        """The column of an offset, from 0."""
        return at - self.line_start(at)

    def line_start(self, at: int) -> int:
        """Where the line of an offset begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line after that of an offset begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found == -1 else found + 1

    def dash(self, at: int, column: int) -> int:
        """The dash of the item whose value stands at `at`."""
        line = self.line_start(at)
        while self.text[line : line + column].strip(" ") or self.text[line + column] != "-":
            line = self.line_start(line - 1)
        return line + column

    def with_comments(self, at: int, limit: int, column: int) -> int:
        """Where a piece ends, with the comments below it that stand further in than it does."""
        end = at
        while at < limit:
            after = self.line_end(at)
            line = self.text[at:after]
            said = line.lstrip(" ")
            if said.strip():
                if not said.startswith("#") or len(line) - len(said) <= column:
                    break
                end = after
            at = after
        return end


def _is_flow(node: Node, text: str) -> bool:
    return text[node.span.start] in "{["


def _item_name(item: Node) -> str:
    """What an item is known by; empty where it has no name."""
    if not isinstance(item, Mapping):
        return ""
    if _is_unit(item):
        return " unit ".join(_text(item, key) for key in ("section", "unit"))
    return _text(item, "state")


def _is_unit(item: Node) -> bool:
    return isinstance(item, Mapping) and bool(_text(item, "section") and _text(item, "unit"))


def _text(item: Mapping, key: str) -> str:
    found = item.get(key)
    return found.text if isinstance(found, Scalar) else ""
