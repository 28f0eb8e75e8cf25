"""The results of scenarios become JSON for programs.

In: what was tested. Out: one JSON document. The one idea: it holds everything that the text says and everything that
the text leaves out to stay short, in the order of the files.
"""

from __future__ import annotations

import json
from typing import Any

from duly.evaluation.coverage import Covered
from duly.evaluation.explanation import Step
from duly.evaluation.scenario_runs import Failure, ScenarioResult
from duly.source import Span
from duly.workspace.testing import AgreementRun, ScenarioRun

FORMAT_VERSION = 1


def render_json(tested: ScenarioRun) -> str:
    """The results and the coverage of every agreement; diagnostics are told apart from them, on standard error."""
    document = {"format_version": FORMAT_VERSION, "agreements": [_agreement(each) for each in tested.agreements]}
    return json.dumps(document, indent=2) + "\n"


def _agreement(agreement: AgreementRun) -> dict[str, Any]:
    failed = sum(bool(result.failures) for result in agreement.results)
    return {
        "agreement": agreement.name,
        "loads": agreement.is_sound,
        "counts": {"scenarios": len(agreement.results), "failed": failed},
        "scenarios": [_scenario(result) for result in agreement.results],
        "coverage": [_covered(row) for row in agreement.coverage],
    }


def _scenario(result: ScenarioResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "says": result.says,
        "cite": result.cite,
        "place": _place(result.span),
        "expectations": result.claims,
        "passed": not result.failures,
        "failures": [_failure(failure) for failure in result.failures],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    claim = failure.claim
    return {
        "as_of": claim.as_of.isoformat(),
        "about": claim.kind,
        "subject": claim.subject,
        "key": claim.key or None,
        "expected": list(claim.wanted),
        "got": list(failure.got),
        "cite": [str(cite) for cite in failure.cite],
        "hint": failure.hint,
        "place": _place(claim.span),
        "why": _step(failure.why) if failure.why is not None else None,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "label": step.label,
        "value": step.value,
        "cite": [str(cite) for cite in step.cite],
        "decides": step.decides,
        "steps": [_step(inner) for inner in step.steps],
    }


def _covered(row: Covered) -> dict[str, Any]:
    point = row.point
    return {
        "kind": point.kind,
        "what": point.what,
        "place": _place(point.span),
        "sides": list(point.sides),
        "seen": list(row.seen),
        "missing": list(row.missing),
    }


def _place(span: Span) -> dict[str, Any]:
    position = span.position
    return {"file": span.source.name, "line": position.line, "column": position.column}
