"""A scenario is run: what was expected is held against what comes out.

In: an agreement and a scenario. Out: `ScenarioResult`, with a `Failure` for each claim that is not so. The one idea:
expected and got are compared as they are shown, so a failure can be read without knowing how values are made, and it
carries the explanation of what came instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from duly.evaluation.coverage import Recorder
from duly.evaluation.expectations import AGREEMENT, NOTHING, UNDETERMINED, Claim
from duly.evaluation.explanation import Step
from duly.evaluation.outcome import NormOutcome, Outcome
from duly.evaluation.questions import WrongQuestion, evaluate, explain
from duly.evaluation.scenarios import Scenario
from duly.evaluation.show import show
from duly.model.loader import Loaded
from duly.model.nodes import Citations
from duly.source import Span
from duly.suggest import did_you_mean
from duly.values import Money, Unknown

_GONE = ("ended", "not applicable", "undone")


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that is not so: what was expected, what came, the section, and why it came."""

    claim: Claim
    got: tuple[str, ...]
    cite: Citations
    hint: str | None
    why: Step | None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario after its run."""

    agreement: str
    name: str
    says: str
    cite: str
    span: Span
    claims: int
    failures: tuple[Failure, ...]


def run(loaded: Loaded, scenario: Scenario, recorder: Recorder) -> ScenarioResult:
    """The result of one scenario; what its evaluation decides is left in the recorder."""
    failures: list[Failure] = []
    for day in scenario.days:
        claims = [claim for claim in scenario.claims if claim.as_of == day]
        request = scenario.request(day)
        world = recorder.watched(scenario.facts, loaded.calendars, request)
        try:
            outcome = evaluate(loaded, scenario.facts, request, world=world)
        except WrongQuestion as question:
            failures += [Failure(claim, (question.message,), (), question.hint, None) for claim in claims]
            continue
        recorder.keep(world, request)
        failures += [_failure(loaded, scenario, claim, outcome) for claim in claims if not _is_so(claim, outcome)]
    name, span = scenario.name, scenario.span
    agreement = loaded.rules.agreement.id
    count = len(scenario.claims)
    return ScenarioResult(agreement, name, scenario.says, scenario.cite, span, count, tuple(failures))


def _is_so(claim: Claim, outcome: Outcome) -> bool:
    got = _got(claim, outcome)
    if claim.kind == "unknown":
        return set(claim.wanted) <= set(got) if claim.wanted else not got
    if claim.key == "possible":
        return set(claim.wanted) == set(got)
    if claim.key == "breaches":
        return sorted(claim.wanted) == list(got)
    return bool(got) and all(_fits(claim.wanted[0], each) for each in got)


def _fits(wanted: str, got: str) -> bool:
    """Whether a value is the one expected; a bare word for what is not known leaves the bounds open."""
    if wanted == UNDETERMINED and got.startswith(("unknown", "open", "between ")):
        return True
    return wanted == got or (wanted in ("unknown", "open") and got.startswith(f"{wanted},"))


# What came.


def _got(claim: Claim, outcome: Outcome) -> tuple[str, ...]:
    """What the outcome says of the subject of a claim; several where it stands for several instances."""
    match claim.kind:
        case "state":
            return outcome.state.possible if claim.key == "possible" else (outcome.state.state,)
        case "used":
            return tuple(each.state.state for each in outcome.used if each.name == claim.subject)
        case "norm":
            found = _instances(claim.subject, outcome)
            if claim.key == "breaches":
                return _days(found)
            return tuple(said for norm in found for said in _of_norm(norm, claim.key)) or ("absent",)
        case "term":
            terms = [term for term in outcome.terms if _is_named(claim.subject, term.id)]
            return tuple(show(term.value) for term in terms) or ("absent",)
        case "total":
            return (_total(claim.subject, outcome),)
        case "unknown":
            return tuple(dict.fromkeys(missing.name for missing in outcome.missing))
        case "breaches":
            return _days(_instances(claim.subject, outcome))
        case _:
            return _next_changes(claim.subject, outcome)


def _instances(subject: str, outcome: Outcome) -> tuple[NormOutcome, ...]:
    return tuple(norm for norm in outcome.norms if _is_named(subject, norm.id))


def _is_named(subject: str, id_: str) -> bool:
    """Whether a subject names an instance; a name without brackets names every instance."""
    wanted, own = "".join(subject.split()), "".join(id_.split())
    return wanted == own or ("[" not in wanted and own.startswith(f"{wanted}["))


def _of_norm(norm: NormOutcome, key: str) -> tuple[str, ...]:
    match key:
        case "state":
            return (norm.state,)
        case "possible":
            return norm.possible
        case "due":
            return (show(norm.due),)
        case "ends":
            return (show(norm.ends),)
        case "triggered":
            return (show(norm.triggered),)
        case "done":
            return (show(norm.done),)
        case _:
            return (show(norm.amount),)


def _days(norms: Iterable[NormOutcome]) -> tuple[str, ...]:
    return tuple(sorted(show(breach.day) if breach.day else "unknown" for norm in norms for breach in norm.breaches))


def _total(subject: str, outcome: Outcome) -> str:
    """The sum of what is not ended; unknown where an amount is, or whether it counts."""
    total, currency = Fraction(0), None
    for norm in _instances(subject, outcome):
        if norm.state in _GONE:
            continue
        if not isinstance(norm.amount, Money) or any(state in _GONE for state in norm.possible) or not norm.is_sure:
            return show(norm.amount) if isinstance(norm.amount, Unknown) else "unknown"
        total, currency = total + norm.amount.amount, norm.amount.currency
    if any(other.norm == subject for other in outcome.others_possible):
        return "unknown"
    return show(Money(total, currency)) if currency is not None else "none"


def _next_changes(subject: str, outcome: Outcome) -> tuple[str, ...]:
    if subject == AGREEMENT:
        return (show(outcome.state.next_change.day) if outcome.state.next_change else NOTHING,)
    found = _instances(subject, outcome)
    return tuple(show(norm.next_change.day) if norm.next_change else NOTHING for norm in found) or ("absent",)


# Why.


def _failure(loaded: Loaded, scenario: Scenario, claim: Claim, outcome: Outcome) -> Failure:
    cite, ids = _about(claim, outcome)
    hint = did_you_mean(claim.subject, ids) or _there_are(claim, ids) if not _named_by(claim, ids) else None
    return Failure(claim, _got(claim, outcome), cite, hint, _why(loaded, scenario, claim, ids))


def _about(claim: Claim, outcome: Outcome) -> tuple[Citations, tuple[str, ...]]:
    """The sections of what a claim is about, and the ids that it could name."""
    if claim.kind == "unknown":
        return (), ()
    if claim.subject == AGREEMENT:
        return outcome.state.cite, ()
    if claim.kind == "used":
        return (), (claim.subject,)
    rows = outcome.terms if claim.kind == "term" else outcome.norms
    cites = next((row.cite for row in rows if _is_named(claim.subject, row.id)), ())
    base = claim.subject.partition("[")[0]
    return cites, tuple(row.id for row in rows if row.id.partition("[")[0] == base)


def _named_by(claim: Claim, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if _is_named(claim.subject, id_))


def _there_are(claim: Claim, ids: tuple[str, ...]) -> str | None:
    if claim.kind == "unknown" or claim.subject == AGREEMENT:
        return None
    listed = ", ".join(f"`{id_}`" for id_ in ids[:6])
    return f"there {'is' if len(ids) == 1 else 'are'} {listed}" if ids else "there is no instance on this day"


def _why(loaded: Loaded, scenario: Scenario, claim: Claim, ids: tuple[str, ...]) -> Step | None:
    named = next(iter(_explained(claim, ids)), None)
    if named is None:
        return None
    try:
        return explain(loaded, scenario.facts, scenario.request(claim.as_of), named).step
    except WrongQuestion:
        return None


def _explained(claim: Claim, ids: tuple[str, ...]) -> Iterator[str]:
    """What to explain of a claim that failed."""
    if claim.kind == "state" or claim.subject == AGREEMENT:
        yield AGREEMENT
    elif claim.kind == "used":
        yield claim.subject
    elif claim.kind != "unknown":
        yield from _named_by(claim, ids)
