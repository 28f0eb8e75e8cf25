"""What is wrong with something that a person wrote.

In: nothing. Out: `Diagnostic`, the one value for every expected fault, warning and note. The one idea: message, hint
and place are apart. The message says what is the case in one clause, lower case, without a final period, with the
author's words in backticks; advice stands only in the hint; the place is a span, and whoever shows the diagnostic
draws the line. Severity and explanation belong to the code (`codes.py`), not to the occurrence.

Expected faults are values that are collected, all of one run; exceptions are for bugs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from duly.source import Span


class Severity(Enum):
    """How much a diagnostic matters: an error stops, a warning is a finding, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that helps to understand a diagnostic, with what it shows."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: its code (a key of `codes.CODES`), what is the case, where, and what could be done.

    `clause` is the section, with its heading where known, that the rule at fault encodes. `file` names the file where
    there is no place in it to point at (it is missing, or cannot be decoded).
    """

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    labels: tuple[Label, ...] = ()
    clause: str | None = None
    file: str | None = None
