"""Faulty files with what is expected of them written on their own lines.

In: a file of chunks, each begun by a line `# ===== what it shows`. Out: `Chunk`s. An expectation is a comment on the
line at fault, `# error[unknown-name]: `sgned``, where the words in backticks are those underlined; they may be left out
where nothing can be underlined. Several stand one after the other with commas. A comment that would change the fault
stands on another line and says how far away: `# -1 error[…]`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from duly.codes import severity_of
from duly.diagnostics import Diagnostic
from duly.source import Source

HERE = Path(__file__).parent
_COMMENT = re.compile(r"# ?(?P<away>[-+][0-9]+)? ?(?=(?:error|warning|note)\[)(?P<told>.*)")
_TOLD = re.compile(r"(?P<severity>error|warning|note)\[(?P<code>[a-z-]+)\](?:: `(?P<words>[^`]*)`)?(?:, |$)")
HEADING = "# ===== "
ALONE = "this chunk stands alone"


@dataclass(frozen=True, slots=True)
class Told:
    """One diagnostic, as expected or as it came; words that nobody wrote down are not compared."""

    line: int
    severity: str
    code: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """One faulty file."""

    kind: str
    shows: str
    text: str

    @property
    def stands_alone(self) -> bool:
        """Whether it is an agreement of its own."""
        return ALONE in self.shows

    @property
    def source(self) -> Source:
        """The file."""
        return Source(f"{self.kind}.yaml", self.text)

    def expected(self) -> Counter[Told]:
        """What its comments say."""
        return Counter(told for number, line in enumerate(self.text.split("\n"), 1) for told in _expected(number, line))

    def came(self, found: Iterable[Diagnostic]) -> Counter[Told]:
        """The diagnostics about this file, in the words of its comments."""
        told = {each for each in self.expected() if each.words is None}
        bare = {(each.line, each.code) for each in told}
        return Counter(_told(each, bare) for each in found if _file(each) == self.source.name)


def chunks() -> tuple[Chunk, ...]:
    """Every faulty file there is."""
    files = sorted(path for path in HERE.glob("*.yaml") if path.name != "header.yaml")
    return tuple(chunk for path in files for chunk in _chunks(path))


def _chunks(path: Path) -> Iterator[Chunk]:
    for part in path.read_text(encoding="utf-8").split(HEADING)[1:]:
        shows, _, text = part.partition("\n")
        yield Chunk(path.stem, shows, text)


def _expected(number: int, line: str) -> Iterator[Told]:
    comment = _COMMENT.search(line)
    if comment is None:
        return
    at = number + int(comment["away"] or 0)
    end = 0
    for found in _TOLD.finditer(comment["told"]):
        assert found.start() == end, f"not an expectation: {comment['told'][end:]}"
        end = found.end()
        yield Told(at, found["severity"], found["code"], found["words"])
    assert end == len(comment["told"]), f"not an expectation: {comment['told'][end:]}"


def _told(each: Diagnostic, bare: set[tuple[int, str]]) -> Told:
    line = each.span.position.line if each.span is not None else 1
    words = each.span.text.partition("\n")[0] if each.span is not None else None
    severity = severity_of(each.code).value
    return Told(line, severity, each.code, None if (line, each.code) in bare else words)


def _file(each: Diagnostic) -> str | None:
    return each.span.source.name if each.span is not None else each.file
