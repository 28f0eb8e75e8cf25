"""Three versions of a block of pieces become one.

In: the block in base, ours and theirs. Out: `Merged`: text with clashes in it, and what that text has to say; or None
where the pieces cannot be put together. The one idea: pieces are matched by name. What one side alone changed is taken
from it, to the byte; where both changed a piece, the pieces within it are merged, down to single keys; and what both
changed there is a clash that holds both versions. Nothing that either side wrote is left out: what one side took away
and the other changed is a clash too.

Of each text what it says is kept as plain data, once with ours and once with theirs at each clash, so that the whole
can be read again and held against it: a piece that would say something else at its new place is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from duly.merging.order import merged_order
from duly.merging.pieces import Block, Piece
from duly.model.tree import Mapping, Node, Scalar

_GONE: Any = object()
"""What a piece says that is not there."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Whole lines that cannot both be had; `where` names the pieces around them, outermost first."""

    where: tuple[str, ...]
    base: str
    ours: str
    theirs: str


Chunk: TypeAlias = str | Clash


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of a piece or block: its text, and what it says with ours and with theirs at each clash."""

    chunks: tuple[Chunk, ...]
    ours: Any
    theirs: Any

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What could not be merged."""
        return tuple(chunk for chunk in self.chunks if isinstance(chunk, Clash))


def plain(node: Node) -> Any:
    """What a node says, whatever its layout and the order of its keys."""
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case _:
            return [plain(item) for item in node.items]


def merge_blocks(base: Block, ours: Block, theirs: Block, where: tuple[str, ...] = ()) -> Merged | None:
    """The merged block; None where pieces of different columns or kinds would have to stand together."""
    sides = (base, ours, theirs) if base.pieces else (ours, theirs)
    if len({(side.kind, side.column, side.is_joined) for side in sides}) > 1 or _is_order_disputed(base, ours, theirs):
        return None
    found: dict[str, Merged] = {}
    for name in dict.fromkeys((*ours.names, *theirs.names)):
        merged = _merge_piece(base.get(name), ours.get(name), theirs.get(name), ours, (*where, name))
        if merged.ours is not _GONE or merged.theirs is not _GONE:
            found[name] = merged
    order = merged_order(base.names, ours.names, theirs.names, found)
    said = [_said(ours.kind, order, found, side) for side in ("ours", "theirs")]
    chunks = _flow(order, found, ours) if ours.kind == "flow" else _lines(order, found, (base, ours, theirs), where)
    return Merged(chunks, *said) if chunks is not None else None


def _is_order_disputed(base: Block, ours: Block, theirs: Block) -> bool:
    """Whether both changed which pieces there are, or their order, where that counts."""
    if not (base.is_ordered or ours.is_ordered or theirs.is_ordered):
        return False
    return ours.names != theirs.names and base.names not in (ours.names, theirs.names)


def _said(kind: str, order: Sequence[str], found: dict[str, Merged], side: str) -> Any:
    said = {name: getattr(found[name], side) for name in order}
    there = {name: value for name, value in said.items() if value is not _GONE}
    return list(there.values()) if kind == "list" else there


# Texts.


def _flow(order: Sequence[str], found: dict[str, Merged], ours: Block) -> tuple[Chunk, ...] | None:
    """Keys between braces, in one line, which has no room for a clash."""
    if not order or any(found[name].clashes for name in order):
        return None
    texts = ["".join(map(str, found[name].chunks)) for name in order]
    return (f"{{{ours.tail}{', '.join(texts)}{ours.tail}}}",)


def _lines(
    order: Sequence[str], found: dict[str, Merged], sides: tuple[Block, Block, Block], where: tuple[str, ...]
) -> tuple[Chunk, ...] | None:
    """Pieces below each other, each with what stands above it."""
    base, ours, theirs = sides
    indent = " " * ours.column
    chunks: list[Chunk] = []
    for place, name in enumerate(order):
        lead = _lead([side.get(name) for side in sides], (*where, name))
        if ours.is_joined and place == 0:
            if lead != "" or isinstance(found[name].chunks[0], Clash):
                return None
            chunks += found[name].chunks
            continue
        if lead == "" and place > 0 and _was_first(name, ours if name in ours.names else theirs):
            lead = "\n"
        chunks += [lead, *_indented(found[name].chunks, indent)]
    chunks.append(_three_ways(base.tail, ours.tail, theirs.tail, where))
    return tuple(chunk for chunk in chunks if chunk != "")


def _indented(chunks: tuple[Chunk, ...], indent: str) -> tuple[Chunk, ...]:
    """The chunks of a piece at the beginning of a line; a clash has its lines whole already."""
    first = chunks[0]
    return chunks if isinstance(first, Clash) else (indent + first, *chunks[1:])


def _was_first(name: str, block: Block) -> bool:
    """Whether a piece had no blank line above it only because it stood first."""
    _, *others = block.pieces
    return block.names[0] == name and bool(others) and all(piece.lead.startswith("\n") for piece in others)


def _lead(pieces: list[Piece | None], where: tuple[str, ...]) -> Chunk:
    """What stands above a piece, in the versions that have the piece."""
    base, ours, theirs = (piece.lead if piece is not None else None for piece in pieces)
    if ours is None or theirs is None:
        return ours if ours is not None else theirs or ""
    return _three_ways(base if base is not None else "", ours, theirs, where)


def _three_ways(base: str, ours: str, theirs: str, where: tuple[str, ...]) -> Chunk:
    """Comments and blank lines; blank lines alone are nothing to clash over."""
    if ours == theirs or theirs == base or (ours != base and _comments(theirs) == _comments(base)):
        return ours
    if ours == base or _comments(ours) == _comments(base) or _comments(ours) == _comments(theirs):
        return theirs
    return Clash(where, base, ours, theirs)


def _comments(lead: str) -> list[str]:
    return [line.strip() for line in lead.splitlines() if line.strip()]


# Pieces.


def _merge_piece(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, among: Block, where: tuple[str, ...]
) -> Merged:
    """What comes of one piece; what stands above it is merged apart."""
    if ours is None or theirs is None:
        return _one_sided(base, ours, theirs, among, where)
    if ours.text == theirs.text or (base is not None and theirs.text == base.text):
        return _taken(ours)
    if base is not None and ours.text == base.text:
        return _taken(theirs)
    return _within(base, ours, theirs, where) or _clash(base, ours, theirs, among, where)


def _one_sided(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, among: Block, where: tuple[str, ...]
) -> Merged:
    """A piece that only one side has: added by it, or taken away by the other."""
    there = ours or theirs
    if there is None or (base is not None and _is_same(base, there)):
        return Merged((), _GONE, _GONE)
    return _taken(there) if base is None else _clash(base, ours, theirs, among, where)


def _is_same(one: Piece, other: Piece) -> bool:
    return one.text == other.text and _comments(one.lead) == _comments(other.lead)


def _taken(piece: Piece) -> Merged:
    said = plain(piece.node)
    return Merged((piece.text,), said, said)


def _within(base: Piece | None, ours: Piece, theirs: Piece, where: tuple[str, ...]) -> Merged | None:
    """The pieces within a piece, merged; a rule that both added under one name is no rule that both changed."""
    if ours.block is None or theirs.block is None or (base is None and len(where) > 1):
        return None
    empty = Block(ours.block.kind, ours.block.column, (), is_joined=ours.block.is_joined)
    before = base.block if base is not None else empty
    if before is None or len({block.kind for block in (before, ours.block, theirs.block)}) > 1:
        return None
    heads = _three_ways(base.head if base else ours.head, ours.head, theirs.head, where)
    rests = _three_ways(base.after if base else ours.after, ours.after, theirs.after, where)
    inner = merge_blocks(before, ours.block, theirs.block, where)
    if inner is None or isinstance(heads, Clash) or isinstance(rests, Clash):
        return None
    if not inner.ours and not inner.theirs:
        return _emptied((heads, *inner.chunks, rests), where)
    return Merged(_joined((heads, *inner.chunks, rests)), inner.ours, inner.theirs)


def _emptied(chunks: Sequence[Chunk], where: tuple[str, ...]) -> Merged | None:
    """A section of which each side took a part away is gone with its last rule, unless comments are left in it."""
    has_comments = any(isinstance(chunk, Clash) or "#" in chunk for chunk in chunks)
    return Merged((), _GONE, _GONE) if len(where) == 1 and not has_comments else None


def _joined(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The same with texts that follow each other as one, and none that is empty."""
    found: list[Chunk] = []
    for chunk in chunks:
        if isinstance(chunk, str) and found and isinstance(found[-1], str):
            found[-1] += chunk
        elif chunk != "":
            found.append(chunk)
    return tuple(found)


def _clash(
    base: Piece | None, ours: Piece | None, theirs: Piece | None, among: Block, where: tuple[str, ...]
) -> Merged:
    """Both versions of a piece."""
    indent = " " * among.column
    texts = (f"{indent}{piece.text}" if piece is not None else "" for piece in (base, ours, theirs))
    said = (plain(piece.node) if piece is not None else _GONE for piece in (ours, theirs))
    return Merged((Clash(where, *texts),), *said)
