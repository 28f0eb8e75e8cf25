"""What a diagnostic code is. In: nothing. Out: `Code`, one row of the tables beside this file."""

from __future__ import annotations

from dataclasses import dataclass

from duly.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault: name, severity, a one-line summary, an explanation for `duly codes`, and an example of it."""

    name: str
    severity: Severity
    summary: str
    explanation: str
    example: str
