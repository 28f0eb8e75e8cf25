"""Diagnostics become text for people, JSON for programs and commands for GitHub.

In: diagnostics. Out: one string. The one idea: the three say the same in the same order, by file and place; they only
draw it differently. The line at fault is shown as it stands in the file, made safe, with carets under the words; a line
that is too long is cut around them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal, TypeAlias

from duly.codes import severity_of
from duly.diagnostics import Diagnostic, Label, Severity
from duly.report.visible import cells, visible, width
from duly.report.workflow_commands import command
from duly.source import Span

FORMAT_VERSION = 1
LINE_COLUMNS = 110
"""The widest piece of a line that is shown."""
_BEFORE = 40
"""How much of a cut line is shown in front of the words."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_COMMANDS: dict[Severity, Literal["error", "warning", "notice"]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}
_FRAME = "34"
_BOLD = "1"

Words: TypeAlias = Callable[[Diagnostic], Iterable[str]]
"""What the contract says in the clause of a diagnostic, unit by unit."""


def no_words(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Where no contract is at hand."""
    return ()


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics by file and place; what has no place comes first in its file, what has no file first of all."""
    return sorted(diagnostics, key=_order)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    start, end = (span.start, span.end) if span else (-1, -1)
    return _file(diagnostic) or "", start, end, diagnostic.code, diagnostic.message


def _file(diagnostic: Diagnostic) -> str | None:
    return diagnostic.span.source.name if diagnostic.span else diagnostic.file


def counts(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity, such as `2 errors, 1 warning`; empty if there are none."""
    severities = [severity_of(diagnostic.code) for diagnostic in diagnostics]
    told = []
    for severity in Severity:
        if number := severities.count(severity):
            told.append(f"{number} {severity.value}{'' if number == 1 else 's'}")
    return ", ".join(told)


def has_findings(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is more than a note."""
    return any(severity_of(diagnostic.code) is not Severity.NOTE for diagnostic in diagnostics)


# Text


def render_text(diagnostics: Iterable[Diagnostic], color: bool = False, words: Words = no_words) -> str:
    """The diagnostics for a terminal, each with its line, and how many there are; empty if there are none.

    The contract's `words` stand under the clause.
    """
    ordered = in_order(diagnostics)
    if not ordered:
        return ""
    paint = _Paint(color)
    blocks = ["\n".join(_block(diagnostic, paint, words)) for diagnostic in ordered]
    return "\n\n".join([*blocks, counts(ordered)]) + "\n"


@dataclass(frozen=True, slots=True)
class _Paint:
    """Puts colour on text, or not."""

    is_on: bool

    def __call__(self, color: str, text: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.is_on and text else text


def _block(diagnostic: Diagnostic, paint: _Paint, words: Words) -> Iterator[str]:
    """The lines of one diagnostic."""
    severity = severity_of(diagnostic.code)
    head = paint(_COLORS[severity], f"{severity.value}[{diagnostic.code}]")
    yield f"{head}{paint(_BOLD, ': ' + visible(diagnostic.message))}"
    gutter = _gutter(diagnostic)
    yield from _places(diagnostic, gutter, severity, paint)
    lead = " " * (gutter + 1) + paint(_FRAME, "=") + " "
    if diagnostic.clause:
        yield f"{lead}in clause {visible(diagnostic.clause)}"
        for said in words(diagnostic):
            yield from (f"{lead}  {row}" for row in wrap(visible(said), LINE_COLUMNS - gutter))
    if diagnostic.hint:
        yield f"{lead}hint: {visible(diagnostic.hint)}"


def _gutter(diagnostic: Diagnostic) -> int:
    """How wide the line numbers of a diagnostic are."""
    spans = [*([diagnostic.span] if diagnostic.span else []), *(label.span for label in diagnostic.labels)]
    return max((len(str(span.position.line)) for span in spans), default=1)


def _places(diagnostic: Diagnostic, gutter: int, severity: Severity, paint: _Paint) -> Iterator[str]:
    """Where it is: the file and place, the line with its carets, the lines of the labels."""
    span = diagnostic.span
    arrow = " " * gutter + paint(_FRAME, "-->") + " "
    if span is None:
        if diagnostic.file is not None:
            yield arrow + visible(diagnostic.file)
    else:
        yield arrow + _place(span)
        yield " " * (gutter + 1) + paint(_FRAME, "|")
        yield from _drawn(span, gutter, "^", "", _COLORS[severity], paint)
    before = span
    for label in diagnostic.labels:
        yield from _labelled(label, before, gutter, paint)
        before = label.span


def _labelled(label: Label, before: Span | None, gutter: int, paint: _Paint) -> Iterator[str]:
    """A place drawn under the one before; its file is named where it is another, its line shown where it is another."""
    here = label.span
    if before is None or before.source.name != here.source.name:
        yield " " * gutter + paint(_FRAME, ":::") + " " + _place(here)
        before = None
    line, marks = _drawn(here, gutter, "-", " " + visible(label.text), _FRAME, paint)
    if before is None or line != _drawn(before, gutter, "", "", _FRAME, paint)[0]:
        yield line
    yield marks


def _place(span: Span) -> str:
    position = span.position
    return f"{visible(span.source.name)}:{position.line}:{position.column}"


def _drawn(span: Span, gutter: int, mark: str, said: str, color: str, paint: _Paint) -> tuple[str, str]:
    """The line in which a span begins, and the marks under its words."""
    position = span.position
    line = span.source.line(position.line)
    start = position.column - 1
    end = min(len(line), start + max(span.end - span.start, 0))
    shown, offset, length = _cut(line, start, end)
    marks = paint(color, mark * max(length, 1) + said)
    return (
        f"{paint(_FRAME, f'{position.line:>{gutter}} |')} {shown}".rstrip(),
        " " * (gutter + 1) + paint(_FRAME, "|") + " " * (offset + 1) + marks,
    )


def _cut(line: str, start: int, end: int) -> tuple[str, int, int]:
    """What of a line is shown, in which column of that the words `start` to `end` begin, and how wide they are."""
    first = 0
    if end > LINE_COLUMNS or width(line[:end]) > LINE_COLUMNS:
        first = max(0, start - _BEFORE)
    head = "…" if first else ""
    pieces, columns, last = [head], len(head), first
    for shown, taken in cells(line[first:]):
        if columns + taken > LINE_COLUMNS:
            pieces.append("…")
            break
        pieces.append(shown)
        columns += taken
        last += 1
    offset = len(head) + width(line[first:start])
    return "".join(pieces), offset, width(line[start : min(end, last)])


# JSON


def render_json(diagnostics: Iterable[Diagnostic], words: Words | None = None) -> str:
    """The diagnostics for programs: one JSON document, lines and columns counted from 1, the end exclusive."""
    ordered = in_order(diagnostics)
    severities = [severity_of(diagnostic.code) for diagnostic in ordered]
    document = {
        "format_version": FORMAT_VERSION,
        "diagnostics": records(ordered, words),
        "counts": {severity.value: severities.count(severity) for severity in Severity},
    }
    return json.dumps(document, indent=2) + "\n"


def records(diagnostics: Iterable[Diagnostic], words: Words | None = None) -> list[dict[str, Any]]:
    """The diagnostics as records of a JSON document, in order; with `words`, what the contract says of each clause."""
    ordered = in_order(diagnostics)
    if words is None:
        return [_record(diagnostic) for diagnostic in ordered]
    return [_record(diagnostic) | {"contract": list(words(diagnostic))} for diagnostic in ordered]


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": severity_of(diagnostic.code).value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "clause": diagnostic.clause,
        "file": _file(diagnostic),
        "place": _range(diagnostic.span) if diagnostic.span else None,
        "labels": [
            {"text": label.text, "file": label.span.source.name, "place": _range(label.span)}
            for label in diagnostic.labels
        ],
    }


def _range(span: Span) -> dict[str, Any]:
    start, end = span.position, span.source.position(span.end)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": span.text,
    }


# GitHub


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(map(_command, in_order(diagnostics)))


def _command(diagnostic: Diagnostic) -> str:
    name = _COMMANDS[severity_of(diagnostic.code)]
    said = [diagnostic.message]
    if diagnostic.clause:
        said.append(f"in clause {diagnostic.clause}")
    if diagnostic.hint:
        said.append(f"hint: {diagnostic.hint}")
    return command(name, _file(diagnostic), diagnostic.span, diagnostic.code, said)
