"""Every diagnostic code, once: its name, severity, what it means and how to mend it.

In: the tables beside this file, one per kind of input. Out: `CODES`, from which `duly codes` and the reference are
made. A code is the kebab-case name of the fault. A test holds that every code here occurs in a faulty file under
`tests/diagnostics/` and that no other is used.
"""

from __future__ import annotations

from collections.abc import Iterable

from duly.codes.code import Code
from duly.codes.comparison import COMPARISON
from duly.codes.facts import FACTS
from duly.codes.files import FILES
from duly.codes.git import GIT
from duly.codes.language import LANGUAGE
from duly.codes.rules import RULES
from duly.codes.text import TEXT
from duly.diagnostics import Severity


def _table(codes: Iterable[Code]) -> dict[str, Code]:
    table: dict[str, Code] = {}
    for code in codes:
        assert code.name not in table, f"{code.name} stands twice"
        table[code.name] = code
    return table


CODES: dict[str, Code] = _table((*FILES, *LANGUAGE, *RULES, *FACTS, *TEXT, *COMPARISON, *GIT))
"""All codes by name."""


def severity_of(code: str) -> Severity:
    """The severity of a code; raises KeyError for a code that is not in the table, which is a bug."""
    return CODES[code].severity
