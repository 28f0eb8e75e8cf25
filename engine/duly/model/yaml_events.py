"""The parser of ruamel.yaml, made strict.

In: a source. Out: the events of its YAML, in order, or a `YamlFault` at the first thing after which nothing sure can be
said. The one idea: the parser is laxer than YAML 1.2 in some places and would follow a directive to YAML 1.1 in others,
so its scanner is stopped where that begins: at a comment without a space before it, a directive and a `? key`. It is
also spared the work that only its own messages need.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import StreamMark
from ruamel.yaml.loader import BaseLoader

from duly.diagnostics import Diagnostic
from duly.source import Source, Span


class YamlFault(Exception):
    """Ends the reading of a file at a fault after which the parser cannot go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class StrictEvents(BaseLoader):
    """The events of a text, by ruamel.yaml's parser made strict. It is its own reader, scanner and resolver."""

    scanner_processing_version = (1, 2)
    reader = scanner = parser = resolver = property(lambda self: self)

    def __init__(self, source: Source) -> None:
        self.text_source = source
        self.block_parents: dict[int, int] = {}
        """The indentation around each block scalar, by the offset of its `|` or `>`."""
        super().__init__(source.text)

    @property
    def processing_version(self) -> Any:
        """Always 1.2, whatever a directive says."""
        return (1, 2)

    def check_printable(self, data: Any) -> None:
        """Nothing: `load_yaml` has looked already, and found all of them."""

    def get_mark(self) -> StreamMark:
        """Where the reader is, without the copy of the text that ruamel.yaml keeps for its messages."""
        return StreamMark(None, self.index, self.line, self.column)

    def forward(self, length: int = 1) -> None:
        """Moves on by `length` characters; the only line end is the line feed."""
        passed = self.buffer[self.pointer : self.pointer + length]
        self.pointer += length
        self.index += length
        lines = passed.count("\n")
        self.line += lines
        self.column = len(passed) - passed.rfind("\n") - 1 if lines else self.column + length

    def scan_to_next_token(self) -> Any:
        """Refuses a comment that has no space before it."""
        start = self.index
        super().scan_to_next_token()
        if start and start < len(self.buffer) and self.buffer[start] == "#" and self.buffer[start - 1] not in " \t\n":
            raise self.fault("yaml-syntax", "a comment has a space before its `#`", start, start + 1)

    def fetch_directive(self) -> None:
        """Refuses `%YAML` and `%TAG`."""
        raise self.fault("yaml-directive", "a directive, which is not read here", self.index, self.index + 1)

    def fetch_key(self) -> None:
        """Refuses `? key`."""
        hint = "write `key: value`, or put a text that begins with `?` in quotes"
        raise self.fault("yaml-key", "a key that begins with `?` is not read here", self.index, self.index + 1, hint)

    def scan_block_scalar(self, style: Any, rt: bool | None = False) -> Any:
        """Notes the indentation around a block scalar, which its value depends on."""
        self.block_parents[self.index] = self.indent
        return super().scan_block_scalar(style, rt)

    def fault(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> YamlFault:
        """A fault after which reading ends."""
        return YamlFault(Diagnostic(code, message, Span(self.text_source, start, end), hint=hint))
