"""Where in the files of the new version a change is to be shown.

In: a change and the review that it is of. Out: `Placed`: a file, and the lines of the key that changed. The one idea:
whoever reviews looks at the new files, so what is gone is shown at the file in which it stood, and never at a line of
another version; a key is sought in the file's own tree, below the rule, so that its lines are what a person would mark.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from duly.comparison.changes import Change
from duly.comparison.reviewing import Review
from duly.comparison.sides import Side
from duly.model.tree import Entry, Mapping, Node, Sequence
from duly.model.yaml_tree import load_yaml
from duly.source import Source, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A file, by its path in the repository where that is known, and the lines in it; None is the file as a whole."""

    file: str
    span: Span | None
    is_there: bool = True
    """Whether the new version has the file."""


class Places:
    """The places of a review's changes; each file is read once."""

    def __init__(self, review: Review) -> None:
        self._side = review.new_side
        self._trees: dict[str, Node | None] = {}

    def of(self, change: Change) -> Placed:
        """Where the change is to be shown."""
        source = change.span.source if change.span is not None else None
        there = self._side.loaded.sources if self._side is not None and self._side.loaded is not None else ()
        if change.span is not None and any(source == each for each in there):
            return Placed(_path(change.span.source, self._side), self._span(change, change.span))
        named = posixpath.basename(source.name) if source is not None else ""
        for each in (*(each for each in there if posixpath.basename(each.name) == named), *there):
            return Placed(_path(each, self._side), None)
        return Placed(re.sub(r"^[^:/]*:", "", source.name) if source is not None else "", None, False)

    def _span(self, change: Change, start: Span) -> Span:
        """The key of a rule, or all of the rule; where neither is found, its first words."""
        source = start.source
        if source.name not in self._trees:
            self._trees[source.name] = load_yaml(source)[0]
        found = next(_at(self._trees[source.name], start.start), None)
        if found is None:
            return start
        whole: Node = found.value if isinstance(found, Entry) else found
        entry = _below(whole, change.key)
        if entry is not None:
            return entry.key.span.to(entry.value.span)
        if change.key:
            return start
        return found.key.span.to(whole.span) if isinstance(found, Entry) else whole.span


def _path(source: Source, side: Side | None) -> str:
    """A file's path without the revision, in the repository where it is known how the working directory lies in it."""
    if side is None:
        return source.name
    if side.revision is not None:
        return source.name.removeprefix(f"{side.revision}:")
    return posixpath.normpath(posixpath.join(side.prefix, source.name))


def _at(node: Node | None, start: int) -> Iterator[Entry | Node]:
    """The entry or list item that begins at an offset."""
    match node:
        case Mapping():
            for entry in node.entries:
                if entry.key.span.start == start:
                    yield entry
                elif entry.value.span.start <= start <= entry.value.span.end:
                    yield from [entry.value] if entry.value.span.start == start else _at(entry.value, start)
        case Sequence():
            for item in node.items:
                if item.span.start == start:
                    yield item
                elif item.span.start < start < item.span.end:
                    yield from _at(item, start)


def _below(node: Node, key: str) -> Entry | None:
    """The entry that a key of a change names: `by`, but also `replace by`, or `lent, type` of a field."""
    found: Entry | None = None
    for word in key.replace(",", " ").split():
        entry = next(_entries(found.value if found is not None else node, word), None)
        found = entry or found
    return found


def _entries(node: Node, key: str) -> Iterator[Entry]:
    """The entries with this key, the outermost first."""
    if isinstance(node, Mapping):
        yield from (entry for entry in node.entries if entry.key.text == key)
        for entry in node.entries:
            yield from _entries(entry.value, key)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _entries(item, key)
