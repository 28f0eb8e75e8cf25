"""Fingerprints are written into the rule files, and nothing else.

In: the folder of a loaded agreement, and claims with the units that a person reviewed. Out: the files, or what keeps
them from being written. The one idea: the file belongs to its author, so it is edited at the places of the fingerprints
and is the same byte for byte elsewhere: comments, layout, line ends. Before anything is written the new text is read
again; it must say what the old one said but for the fingerprints. All files are prepared before the first is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from duly.contract_text.nodes import Unit
from duly.contract_text.status import Claim
from duly.diagnostics import Diagnostic
from duly.files import BYTE_ORDER_MARK, decode
from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.model.yaml_tree import load_yaml
from duly.source import Source

_KEY = "fingerprint"


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters `start` to `end` of a source, and what stands there afterwards; `\\n` is the file's own line end."""

    start: int
    end: int
    text: str


def write_fingerprints(folder: Path, accepted: Iterable[tuple[Claim, Unit]]) -> tuple[Diagnostic, ...]:
    """Writes the fingerprint of each unit into the row of its claim; changes nothing where anything is in the way."""
    by_file: dict[str, list[tuple[Claim, Unit]]] = {}
    for claim, unit in accepted:
        assert claim.span is not None, "every claim stands in a file"
        by_file.setdefault(claim.span.source.name, []).append((claim, unit))
    written: list[tuple[Path, str, bytes]] = []
    for name, pairs in by_file.items():
        path = folder / Path(name).name
        try:
            changed = _changed(path.read_bytes(), name, pairs)
        except OSError as failure:
            changed = _failed(name, f"this cannot be read: {(failure.strerror or 'no reason is given').lower()}")
        if isinstance(changed, Diagnostic):
            return (changed,)
        written.append((path, name, changed))
    return tuple(_written(written))


def _written(files: list[tuple[Path, str, bytes]]) -> Iterator[Diagnostic]:
    for path, name, data in files:
        try:
            path.write_bytes(data)
        except OSError as failure:
            yield _failed(name, f"this cannot be written: {(failure.strerror or 'no reason is given').lower()}")


def _changed(data: bytes, name: str, pairs: list[tuple[Claim, Unit]]) -> bytes | Diagnostic:
    """The bytes of a rule file with the fingerprints in it."""
    source = decode(data, name)
    if isinstance(source, Diagnostic):
        return source
    before = load_yaml(source)[0]
    rows = {row.span.start: row for row in _rows(before)}
    edits: list[_Edit] = []
    for claim, unit in pairs:
        row = rows.get(claim.span.start) if claim.span is not None else None
        if row is None or claim.span is None or claim.span.source.text != source.text:
            return _failed(name, "this was changed while it was being read")
        edits.append(_edit(source, row, unit.fingerprint))
    after = _applied(data, edits)
    again = decode(after, name)
    tree = load_yaml(again)[0] if isinstance(again, Source) else None
    places = {claim.span.start: unit for claim, unit in pairs if claim.span is not None}
    if tree is None or not _says_the_same(before, tree, places):
        return _failed(name, "the fingerprints cannot be written without changing something else")
    return after


def _edit(source: Source, row: Mapping, fingerprint: str) -> _Edit:
    """Where the row's fingerprint goes: in place of the old one, or behind the unit."""
    old = row.get(_KEY)
    if old is not None:
        quote = old.span.text[0] if old.span.text[0] in "\"'" else ""
        return _Edit(old.span.start, old.span.end, f"{quote}{fingerprint}{quote}")
    entry = row.entry("unit")
    assert entry is not None, "the schema asks for it"
    written, end = f'{_KEY}: "{fingerprint}"', entry.value.span.end
    if source.text[row.span.start] == "{":
        return _Edit(end, end, f", {written}")
    line_end = source.text.find("\n", end)
    end = len(source.text) if line_end == -1 else line_end
    return _Edit(end, end, "\n" + " " * (entry.key.span.position.column - 1) + written)


def _applied(data: bytes, edits: list[_Edit]) -> bytes:
    """The edits in the bytes of the file, whose line ends and byte order mark a source does not have."""
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    text = data.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    breaks = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    line_end = "\r\n" if breaks else "\n"
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        start, end = (at + bisect_left(breaks, at) for at in (edit.start, edit.end))
        text = text[:start] + edit.text.replace("\n", line_end) + text[end:]
    return mark + text.encode("utf-8")


def _says_the_same(before: Node | None, after: Node, accepted: dict[int, Unit]) -> bool:
    """Whether two trees differ in nothing but the fingerprints that were accepted."""
    old, new = _rows(before), _rows(after)
    right = [accepted[row.span.start].fingerprint if row.span.start in accepted else _fingerprint(row) for row in old]
    return _without(before) == _without(after) and right == [_fingerprint(row) for row in new]


def _rows(tree: Node | None) -> list[Mapping]:
    rows = tree.get("text") if isinstance(tree, Mapping) else None
    return [row for row in rows.items if isinstance(row, Mapping)] if isinstance(rows, Sequence) else []


def _fingerprint(row: Mapping) -> str | None:
    found = row.get(_KEY)
    return found.text if isinstance(found, Scalar) else None


def _without(tree: Node | None) -> list[object]:
    """What a file says beside fingerprints."""
    entries = tree.entries if isinstance(tree, Mapping) else ()
    rest: list[object] = [entry for entry in entries if entry.key.text != "text"]
    return rest + [tuple(entry for entry in row.entries if entry.key.text != _KEY) for row in _rows(tree)]


def _failed(name: str, message: str) -> Diagnostic:
    return Diagnostic("text-not-accepted", message, file=name)
