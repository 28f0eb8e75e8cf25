"""duly evaluates contracts that are written as data; this is its public API.

    agreement = duly.load_agreement("rules/supply")
    facts, faults = duly.load_facts("facts.json", agreement.rules)
    outcome = duly.evaluate(agreement, facts, duly.ask(agreement, date(2024, 5, 31)))

Each name is imported from its module when it is first used, so that nobody waits for what is not needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duly.comparison import versions as versions
    from duly.diagnostics import Diagnostic as Diagnostic
    from duly.evaluation.fact_files import load_facts as load_facts
    from duly.evaluation.facts import FactSet as FactSet
    from duly.evaluation.questions import WrongQuestion as WrongQuestion
    from duly.evaluation.questions import ask as ask
    from duly.evaluation.questions import evaluate as evaluate
    from duly.evaluation.questions import explain as explain
    from duly.model.loader import Loaded as Loaded
    from duly.versioning import git as git
    from duly.workspace import contract as contract
    from duly.workspace.checking import check as check
    from duly.workspace.formatting import format_files as format_files
    from duly.workspace.loading import load_agreement as load_agreement
    from duly.workspace.testing import run_scenarios as run_scenarios

_HOMES = {
    "Loaded": "duly.model.loader",
    "FactSet": "duly.evaluation.facts",
    "Diagnostic": "duly.diagnostics",
    "WrongQuestion": "duly.evaluation.questions",
    "ask": "duly.evaluation.questions",
    "evaluate": "duly.evaluation.questions",
    "explain": "duly.evaluation.questions",
    "check": "duly.workspace.checking",
    "format_files": "duly.workspace.formatting",
    "load_agreement": "duly.workspace.loading",
    "run_scenarios": "duly.workspace.testing",
    "load_facts": "duly.evaluation.fact_files",
}
"""The names of the API and where they are made."""
_MODULES = {"contract": "duly.workspace.contract", "git": "duly.versioning.git", "versions": "duly.comparison.versions"}
"""Modules that are used as a whole: `contract`, for what a contract's text and its rules say of each other; `git`,
for what git is told and asks; `versions`, for what is asked of two versions of rules."""


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name not in _HOMES:
        raise AttributeError(f"module 'duly' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, *_MODULES})
