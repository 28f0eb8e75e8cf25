"""Codes of diagnostics become text: a list of all, or one explained.

In: a name. Out: text. The one idea: a list shows for each code how much it matters and what it says, in the order of
the inputs that it is about; whoever wants more asks for one.
"""

from __future__ import annotations

from textwrap import wrap

from duly.codes import CODES
from duly.report.visible import visible
from duly.suggest import nearest


def list_codes(columns: int) -> str:
    """Every code with its severity and summary, a line each where it fits."""
    width = max(map(len, CODES))
    lines: list[str] = []
    for code in CODES.values():
        lead = f"{code.name:<{width}}  {code.severity.value:<7}  "
        lines += wrap(code.summary, columns, initial_indent=lead, subsequent_indent=" " * len(lead))
    return "\n".join(lines) + "\n"


def explain_code(name: str, columns: int) -> str | None:
    """One code with its explanation and an example; None where there is none of this name."""
    code = CODES.get(name)
    if code is None:
        return None
    example = "\n".join(f"    {visible(line)}" for line in code.example.split("\n"))
    said = "\n".join(wrap(code.explanation, columns))
    return f"{code.severity.value}[{code.name}]: {code.summary}\n\n{said}\n\nFor example:\n\n{example}\n"


def meant_code(name: str) -> str | None:
    """The code whose name is nearest, or None."""
    return nearest(name, CODES)
