"""Three versions of a file to one.

In: base, ours and theirs as bytes. Out: `Merge`: the merged bytes, what clashes, and whether the pieces of the file
could be followed. The one idea: an edit is never lost. What is put together from pieces is read again and held against
what its pieces say; where that is not so, or a version is no YAML that is read here, the whole is merged by lines, as
git does it, with git's markers.

Where one side brought the file into its one layout and the other changed it, all three are laid out first: only what
they say is left to differ. Where one side renamed what the other changed, all three have the new name first. Line ends
and a byte order mark are those of the side that changed them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from duly.files import BYTE_ORDER_MARK, decode
from duly.merging.blocks import Chunk, Clash, Merged, merge_blocks, plain
from duly.merging.by_lines import merge_lines
from duly.merging.pieces import take_apart
from duly.merging.renames import Texts, with_one_name
from duly.model.layout import lay_out
from duly.model.yaml_tree import load_yaml
from duly.source import Source

MARKER = 7
"""How long git's markers are, unless it is told otherwise."""
_NAMES = ("base", "ours", "theirs")


@dataclass(frozen=True, slots=True)
class Style:
    """How clashes are written: what the versions are called, how long a marker is, and whether base is shown."""

    labels: tuple[str, str, str] = _NAMES
    marker: int = MARKER
    shows_base: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged bytes; `clashes` names what both changed, `conflicts` counts what a person has to decide."""

    data: bytes
    conflicts: int = 0
    clashes: tuple[tuple[str, ...], ...] = ()
    by_lines: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is around a text: its byte order mark, its line ends, and whether the last line has one."""

    mark: bytes
    line_end: Literal["\n", "\r\n"]
    has_last_end: bool

    def around(self, text: str) -> bytes:
        """The bytes of a text whose lines all end in a line feed."""
        whole = text if self.has_last_end else text.removesuffix("\n")
        return self.mark + whole.replace("\n", self.line_end).encode("utf-8")


def merge(base: bytes, ours: bytes, theirs: bytes, style: Style | None = None) -> Merge:
    """The merge of three versions of a file."""
    style = style or Style()
    if ours == theirs or theirs == base:
        return Merge(ours)
    if ours == base:
        return Merge(theirs)
    found = _by_pieces((base, ours, theirs), style)
    if found is None:
        data, conflicts = merge_lines((base, ours, theirs), style.labels, style.marker, style.shows_base)
        return Merge(data, conflicts, by_lines=True)
    return found


def _by_pieces(versions: tuple[bytes, bytes, bytes], style: Style) -> Merge | None:
    """The merge by pieces; None where they cannot be followed."""
    opened = [_opened(data, name) for data, name in zip(versions, _NAMES, strict=True)]
    if any(each is None for each in opened):
        return None
    (base, before), (ours, mine), (theirs, other) = (each for each in opened if each is not None)
    frame = other if mine == before else mine
    found = _with_fewest_clashes((base, ours, theirs))
    if found is None:
        return None
    text = "".join(_written(chunk, style) for chunk in found.chunks)
    return Merge(frame.around(text), len(found.clashes), tuple(clash.where for clash in found.clashes))


def _with_fewest_clashes(texts: Texts) -> Merged | None:
    """The merge of the texts as they are, laid out, or with one name for each rule, whichever leaves least to decide;
    a clash within a renamed rule says more than one around all of it."""
    found = _as_they_are_or_laid_out(texts)
    if found is not None and not found.clashes:
        return found
    renamed = with_one_name(texts)
    return _fewer(_as_they_are_or_laid_out(renamed), found) if renamed is not None else found


def _as_they_are_or_laid_out(texts: Texts) -> Merged | None:
    found = _merged(texts)
    return found if found is not None and not found.clashes else _fewer(found, _merged_laid_out(texts))


def _opened(data: bytes, name: str) -> tuple[str, _Frame] | None:
    """The text of a version, its last line ended, and its frame; None where it is no text or mixes line ends."""
    source = decode(data, name)
    ends = data.count(b"\r\n")
    if not isinstance(source, Source) or data.count(b"\r") != ends or ends not in (0, data.count(b"\n")):
        return None
    text = source.text
    frame = _Frame(
        BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b"",
        "\r\n" if ends else "\n",
        text.endswith("\n") or not text,
    )
    return (text if frame.has_last_end else f"{text}\n"), frame


def _merged(texts: Texts) -> Merged | None:
    """The merged pieces, if what they make says what they say."""
    blocks = [take_apart(Source(name, text)) for name, text in zip(_NAMES, texts, strict=True)]
    base, ours, theirs = blocks
    if base is None or ours is None or theirs is None:
        return None
    found = merge_blocks(base, ours, theirs)
    return found if found is not None and _is_so(found) else None


def _is_so(merged: Merged) -> bool:
    """Whether the text says what it should, with ours and with theirs at each clash."""
    said: tuple[tuple[Literal["ours", "theirs"], Any], ...] = (("ours", merged.ours), ("theirs", merged.theirs))
    return all(_says("".join(_resolved(chunk, side) for chunk in merged.chunks), what) for side, what in said)


def _says(text: str, what: Any) -> bool:
    tree, _ = load_yaml(Source("merged", text))
    return plain(tree) == what if tree is not None else not what


def _resolved(chunk: Chunk, side: Literal["ours", "theirs"]) -> str:
    return chunk if isinstance(chunk, str) else (chunk.ours if side == "ours" else chunk.theirs)


def _merged_laid_out(texts: Texts) -> Merged | None:
    """The same with all versions in their one layout, if a side has that layout already."""
    laid_out = [lay_out(Source(name, text))[0] for name, text in zip(_NAMES, texts, strict=True)]
    base, ours, theirs = laid_out
    if base is None or ours is None or theirs is None or (ours, theirs) == texts[1:]:
        return None
    return _merged((base, ours, theirs)) if ours == texts[1] or theirs == texts[2] else None


def _fewer(one: Merged | None, other: Merged | None) -> Merged | None:
    """The one with fewer clashes, or the first."""
    if one is None or other is None:
        return one or other
    return other if len(other.clashes) < len(one.clashes) else one


def _written(chunk: Chunk, style: Style) -> str:
    """A clash between git's markers."""
    if not isinstance(chunk, Clash):
        return chunk
    base, ours, theirs = style.labels
    size = style.marker
    middle = f"{'|' * size} {base}\n{chunk.base}" if style.shows_base else ""
    return f"{'<' * size} {ours}\n{chunk.ours}{middle}{'=' * size}\n{chunk.theirs}{'>' * size} {theirs}\n"
