"""Workflow commands, by which a run on GitHub annotates the lines of a change.

In: what to say and where. Out: one line for each. The one idea: GitHub reads the runner's log line by line, so what
comes from a file must not be able to end its line or its property and begin a command of its own; file names stay as
they are, because GitHub has to recognise them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

from duly.report.visible import visible
from duly.source import Span


def command(
    name: Literal["error", "warning", "notice"], file: str | None, span: Span | None, title: str, said: Iterable[str]
) -> str:
    """One annotation: a file or None, the place in it or None, a title, and the rows of what is said."""
    properties = {"file": "".join(map(_in_file_name, file))} if file is not None else {}
    if span is not None:
        properties |= _range(span)
    properties["title"] = visible(title)
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{'%0A'.join(_escaped(row) for row in said)}\n"


def _in_file_name(character: str) -> str:
    """A character of a file name; only what a log cannot hold is written otherwise."""
    is_held = character in "\r\n" or unicodedata.category(character) not in ("Cc", "Cs")
    return character if is_held else visible(character)


def _range(span: Span) -> Mapping[str, str]:
    """GitHub takes columns only within one line, and the last one inclusive."""
    start, end = span.position, span.source.position(max(span.end - 1, span.start))
    if start.line != end.line:
        return {"line": str(start.line), "endLine": str(end.line)}
    return {"line": str(start.line), "col": str(start.column), "endColumn": str(end.column)}


def _escaped(text: str) -> str:
    """A row of the message: what is shown is one line, and percent signs are escaped."""
    return visible(text).replace("%", "%25")


def _escaped_property(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C")
