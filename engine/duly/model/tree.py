"""What a YAML or JSON file says before anyone knows what it means.

In: nothing. Out: `Scalar`, `Sequence`, `Mapping`, the tree that both loaders give. The one idea: a scalar is its text
and the place of each of its characters, never a number, a date or a truth value; what it is follows from where it
stands.

Two nodes are equal when they say the same, wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from duly.source import Excerpt, Span

Style: TypeAlias = Literal["plain", "quoted", "block", "number", "boolean", "null"]
"""How a scalar was written. YAML gives the first three, JSON `quoted` and the last three."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `span` covers what was written, quotes included; `excerpt` maps each character of the value."""

    text: str
    span: Span = field(repr=False, compare=False)
    excerpt: Excerpt = field(repr=False, compare=False)
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order of the file; no two have the same key."""

    entries: tuple[Entry, ...]
    span: Span = field(repr=False, compare=False)
    by_key: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {entry.key.text: entry for entry in self.entries})

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        found = self.by_key.get(key)
        return found.value if found else None

    def entry(self, key: str) -> Entry | None:
        """The entry of `key`, or None."""
        return self.by_key.get(key)

    def keys(self) -> tuple[str, ...]:
        """The keys, in the order of the file."""
        return tuple(entry.key.text for entry in self.entries)


Node: TypeAlias = Scalar | Sequence | Mapping
"""Anything that a file can say."""
