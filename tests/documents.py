"""The parts of a document that are compared with the program or run by it.

In: the text of a Markdown file. Out: its fenced blocks by their language, and its tables by the comment above them.
The one idea: whatever a document claims is written in a form that a test can read, so a claim that has become wrong
is a failing test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"^```(?P<language>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"^<!-- (?P<mark>[^>]+?) -->$")
_WORD = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: what stands behind the fence, its text, and the line on which the text begins."""

    language: str
    text: str
    line: int


def blocks(document: str, language: str) -> list[Block]:
    """The fenced blocks of one language, in order."""
    found = _FENCE.finditer(document)
    return [
        Block(each["language"], each["text"], document[: each.start("text")].count("\n") + 1)
        for each in found
        if each["language"] == language
    ]


def tables(document: str) -> dict[str, list[list[str]]]:
    """The rows of each marked table, without its heading, by its mark; a table may have several marks."""
    found: dict[str, list[list[str]]] = {}
    marks: list[str] = []
    rows: list[list[str]] = []
    for line in [*document.splitlines(), ""]:
        mark = _MARK.match(line)
        if mark is not None:
            marks.append(mark["mark"])
        elif line.startswith("|") and marks:
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            assert not set(marks) & set(found), f"marked twice: {marks}"
            found.update(dict.fromkeys(marks, rows[2:]))
            marks, rows = [], []
    return found


def quoted(cell: str) -> list[str]:
    """The words of a cell that stand as code."""
    return _WORD.findall(cell)
