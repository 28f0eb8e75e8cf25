"""An outcome becomes a page for people or a document for programs.

In: `Outcome`. Out: text or JSON. The one idea: only the form that is wanted is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duly.evaluation.outcome import Outcome
from duly.evaluation.questions import is_determined
from duly.report.contract_words import ContractWords


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is laid out: its width, whether in colour, whether everything is shown, and the contract's words."""

    columns: int = 100
    color: bool = False
    is_full: bool = False
    words: ContractWords | None = None


def render(outcome: Outcome, form: str, layout: Layout = Layout()) -> str:
    """The outcome as `text` or as `json`."""
    if form == "json":
        from duly.report.outcome_json import render_json

        return render_json(outcome, layout.words)
    from duly.report.outcome_text import render_text

    return render_text(outcome, layout)


def undetermined(outcome: Outcome, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` (norms, terms, `agreement`) that are undetermined; raises `WrongQuestion` for what is none."""
    return tuple(name for name in names if not is_determined(outcome, name))
