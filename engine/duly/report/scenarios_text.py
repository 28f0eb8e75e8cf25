"""The results of scenarios become text for people.

In: what was tested. Out: text. The one idea: what passed is a number, what failed is shown whole: the scenario, its
section, what was expected, what came and why, in this order; then the points of the rules that no scenario has tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from duly.evaluation.coverage import Covered
from duly.evaluation.explanation import Step
from duly.evaluation.scenario_runs import Failure, ScenarioResult
from duly.report.visible import visible
from duly.source import Span
from duly.workspace.testing import AgreementRun, ScenarioRun

_DEEPEST = 3
_MOST_STEPS = 10
_KINDS = {"condition": "decided", "reading": "used", "states": "reached", "boundary": "tried"}
_HEADINGS = {
    "condition": "conditions decided both ways",
    "reading": "readings used by every option",
    "states": "norms seen in every state",
    "boundary": "boundaries tried on both sides",
}


def render_text(tested: ScenarioRun, is_full: bool = False) -> str:
    """What failed, how many scenarios passed, and what they did not cover; with `is_full` also what they did."""
    return "".join(line + "\n" for agreement in tested.agreements for line in _agreement(agreement, is_full))


def _agreement(agreement: AgreementRun, is_full: bool) -> Iterator[str]:
    for result in agreement.results:
        if result.failures:
            yield from _failed(result)
    if not agreement.is_sound:
        yield f"{agreement.name}: not run, because it does not load"
        return
    yield _counted(agreement)
    if agreement.results:
        yield from _coverage(agreement.coverage, is_full)
    yield ""


def _counted(agreement: AgreementRun) -> str:
    failed = sum(bool(result.failures) for result in agreement.results)
    claims = sum(result.claims for result in agreement.results)
    number = len(agreement.results)
    verdict = f"{failed} failed, {number - failed} passed" if failed else f"{number} passed"
    said = f"{agreement.name}: {number} scenario{'' if number == 1 else 's'}, {verdict} ({claims} expectations)"
    return said if number else f"{agreement.name}: no scenarios"


# Failures


def _failed(result: ScenarioResult) -> Iterator[str]:
    yield f"FAILED {visible(result.name)}: {visible(result.says)}"
    yield f"  --> {_place(result.span)}, section {visible(result.cite)}"
    for failure in result.failures:
        yield from _failure(failure)
    yield ""


def _failure(failure: Failure) -> Iterator[str]:
    claim = failure.claim
    key = "" if claim.key in ("", claim.kind) else f": {claim.key}"
    yield f"  {claim.as_of}, {visible(claim.subject)}{visible(key)} (line {claim.span.position.line})"
    yield f"    expected  {_words(claim.wanted)}"
    yield f"    got       {_words(failure.got)}"
    if failure.hint:
        yield f"    hint      {visible(failure.hint)}"
    if failure.cite:
        yield f"    section   {visible(', '.join(map(str, failure.cite)))}"
    if failure.why is not None:
        yield "    why"
        yield from _steps(failure.why)


def _words(words: Iterable[str]) -> str:
    return visible(", ".join(words)) or "nothing"


def _steps(step: Step) -> Iterator[str]:
    """The first steps of an explanation, those that decided first."""
    told = 0
    waiting = [(step, 0)]
    while waiting and told < _MOST_STEPS:
        current, depth = waiting.pop()
        mark = "*" if current.decides else "-"
        yield f"      {'  ' * depth}{mark} {visible(current.label)}: {visible(current.value)}"
        told += 1
        if depth + 1 < _DEEPEST:
            inner = sorted(current.steps, key=lambda each: not each.decides)
            waiting += [(each, depth + 1) for each in reversed(inner)]
    if waiting:
        yield "      (`duly explain` shows the rest)"


# Coverage


def _coverage(coverage: Iterable[Covered], is_full: bool) -> Iterator[str]:
    rows = tuple(coverage)
    for kind, heading in _HEADINGS.items():
        own = [row for row in rows if row.point.kind == kind]
        whole = sum(not row.missing for row in own)
        if own:
            yield f"  {heading}: {whole} of {len(own)}"
        for row in own:
            if row.missing or is_full:
                yield f"    {_place(row.point.span)}: {_covered(row)}"


def _covered(row: Covered) -> str:
    what = visible(row.point.what)
    shown = what if len(what) <= 80 else what[:79] + "…"
    if not row.missing:
        return f"`{shown}`: {', '.join(row.seen)}"
    return f"`{shown}`: never {_KINDS[row.point.kind]} {', '.join(row.missing)}"


def _place(span: Span) -> str:
    position = span.position
    return f"{visible(span.source.name)}:{position.line}:{position.column}"
