"""What a person asks of an agreement and its facts.

In: a loaded agreement, a fact set, a day and names. Out: `Outcome`, `Explanation`, or `WrongQuestion`. The one idea:
what can be wrong with a question (a reading or norm that is not there) is told apart from what is wrong with rules or
facts, because it is mended on the command line and not in a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from duly.evaluation.explanation import Step, explain_norm, explain_state, explain_term, norm_id, show_id
from duly.evaluation.facts import FactSet
from duly.evaluation.instances import term_instances
from duly.evaluation.interpreter import Request, evaluate_facts, world_of
from duly.evaluation.narrowing import Narrowing, states_in, states_of
from duly.evaluation.norms import norm_instances
from duly.evaluation.outcome import NormOutcome, Outcome
from duly.evaluation.world import World
from duly.language.frame import BudgetSpent
from duly.limits import EVALUATION_STEPS
from duly.model.loader import Loaded
from duly.model.nodes import Citation, Rules, Term
from duly.model.uses import everything
from duly.suggest import did_you_mean
from duly.values import Absent, NormRef, is_known

_Instance = TypeVar("_Instance")
_MOST_LISTED = 12

_WHERE_NAMES_STAND = "`duly evaluate --all` shows the names"

AGREEMENT = "agreement"
"""The name by which the state of the agreement is asked for."""


class WrongQuestion(Exception):
    """A question that cannot be answered as it was put; the hint says how it could be."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is as it is; of a norm or term whose instances were not named, these and their states."""

    name: str
    step: Step | None
    instances: tuple[tuple[str, str], ...]
    is_determined: bool


def ask(
    agreement: Loaded,
    as_of: date,
    *,
    known_by: date | None = None,
    readings: Iterable[tuple[str, str]] = (),
    strict: bool = False,
    with_why: bool = True,
) -> Request:
    """The request for an evaluation; raises `WrongQuestion` for a reading or option that the agreement has not."""
    rules = agreement.rules
    chosen: dict[str, str] = {}
    for named, option in readings:
        name = _reading_called(rules, named)
        _check_reading(rules, name, option)
        if chosen.setdefault(name, option) != option:
            raise WrongQuestion(f"two options are chosen for the reading `{name}`: `{chosen[name]}` and `{option}`")
    also = frozenset((*everything(rules.norms), *everything(rules.terms))) if rules.is_set else frozenset()
    return Request(as_of, known_by, tuple(sorted(chosen.items())), frozenset(), strict, with_why, also=also)


def _reading_called(rules: Rules, named: str) -> str:
    """The reading that is meant: one's own, or of an agreement that is used, whose name may be left out."""
    readings = everything(rules.readings)
    found = [name for name in readings if name.rpartition(".")[2] == named]
    return found[0] if named not in readings and len(found) == 1 else named


def _check_reading(rules: Rules, name: str, option: str) -> None:
    if name not in rules.readings:
        readings = everything(rules.readings)
        hint = did_you_mean(name, readings) or _one_of("the readings are", readings)
        raise WrongQuestion(f"no reading is called `{name}`", hint or "this agreement has no readings")
    options = [each.name for each in rules.readings[name].options]
    if option not in options:
        hint = did_you_mean(option, options) or _one_of("its options are", options)
        raise WrongQuestion(f"the reading `{name}` has no option `{option}`", hint)


def _one_of(lead: str, names: Iterable[str]) -> str | None:
    listed = ", ".join(f"`{name}`" for name in names)
    return f"{lead} {listed}" if listed else None


def evaluate(
    agreement: Loaded, facts: FactSet, request: Request, *, all_readings: bool = False, world: World | None = None
) -> Outcome:
    """The outcome; with `all_readings` also what every combination of readings gives. Raises `WrongQuestion` where the
    evaluation would take more steps than it may. `world` is the request's own, if it has been made already."""
    vocabulary = agreement.vocabulary
    assert vocabulary is not None, "an agreement that did not load is not evaluated"
    try:
        outcome = evaluate_facts(vocabulary, facts, agreement.calendars, request, world)
        if not all_readings:
            return outcome
        from duly.evaluation import forks

        return replace(outcome, forks=forks.all_readings(vocabulary, facts, agreement.calendars, request))
    except BudgetSpent:
        raise _too_long() from None


def _too_long() -> WrongQuestion:
    message = f"the evaluation would take more than {EVALUATION_STEPS:,} steps, so there is no answer"
    return WrongQuestion(message, "ask with fewer records, or on a day nearer to the facts")


def is_determined(outcome: Outcome, name: str) -> bool:
    """Whether the state of the agreement, of a norm (all its instances) or the value of a term is determined."""
    for called, _, state in outcome.states:
        if name == called:
            return state.state != "undetermined"
    norms = [norm for norm in outcome.norms if name in (norm.id, norm.norm)]
    terms = [term for term in outcome.terms if name in (term.id, term.id.partition("[")[0])]
    if norms or any(other.norm == name for other in outcome.others_possible):
        is_whole = not any(other.norm == name for other in outcome.others_possible)
        return is_whole and all(norm.state != "undetermined" for norm in norms)
    if terms:
        return all(_is_settled(term.value) for term in terms)
    known = (*(called for called, _, _ in outcome.states), *_names(outcome.norms), *(term.id for term in outcome.terms))
    raise WrongQuestion(f"no norm or term is called `{name}`", did_you_mean(name, known) or _WHERE_NAMES_STAND)


def _names(norms: Iterable[NormOutcome]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for norm in norms for name in (norm.norm, norm.id)))


def _is_settled(value: object) -> bool:
    return is_known(value) and not (isinstance(value, Absent) and value.is_open)


def explain(agreement: Loaded, facts: FactSet, request: Request, name: str) -> Explanation:
    """Why a norm, an instance of one, a term or the agreement (`agreement`) is as it is."""
    vocabulary = agreement.vocabulary
    assert vocabulary is not None, "an agreement that did not load is not explained"
    try:
        return _explained(world_of(vocabulary, facts, agreement.calendars, request), request.as_of, name.strip())
    except BudgetSpent:
        raise _too_long() from None


def _explained(world: World, day: date, name: str) -> Explanation:
    rules = world.rules
    base = name.partition("[")[0].strip()
    if name == AGREEMENT and rules.is_set:
        raise WrongQuestion("these are several agreements", _one_of("ask for one of", rules.used))
    if name == AGREEMENT or name in rules.used:
        scope = "" if name == AGREEMENT else name
        states, _ = Narrowing().states(world, world.frame(day), states_in(scope))
        return Explanation(name, explain_state(world, day, scope=scope, states=states), (), len(states) == 1)
    if base in rules.norms:
        return _of_norm(world, day, base, name)
    if base in rules.terms:
        return _of_term(world, day, rules.terms[base], name)
    raise _unknown_name(rules, name)


def _of_norm(world: World, day: date, base: str, name: str) -> Explanation:
    sure, possible, _ = norm_instances(world, world.rules.norms[base], world.frame(day))
    found = {norm_id(ref): ref for ref in (*sure, *possible)}
    chosen = _chosen(found, base, name)
    if chosen is not None:
        states, _ = Narrowing().states(world, world.frame(day), states_of(chosen))
        return Explanation(name, explain_norm(world, chosen, day, states=states), (), len(states) == 1)
    rows = tuple((named, _states(world, ref, day)) for named, ref in found.items())
    return Explanation(name, None, rows, all(" or " not in said for _, said in rows))


def _states(world: World, ref: NormRef, day: date) -> str:
    return " or ".join(Narrowing().states(world, world.frame(day), states_of(ref))[0])


def _of_term(world: World, day: date, term: Term, name: str) -> Explanation:
    sure, possible, _ = term_instances(term, world.frame(day))
    found = {term.name + (f"[{', '.join(map(show_id, row))}]" if row else ""): row for row in (*sure, *possible)}
    row = _chosen(found, term.name, name)
    if row is not None:
        value = world.term(term, row, world.frame(day))
        return Explanation(name, explain_term(world, term, row, day), (), _is_settled(value))
    steps = tuple((named, explain_term(world, term, each, day).value) for named, each in found.items())
    settled = all(_is_settled(world.term(term, each, world.frame(day))) for each in found.values())
    return Explanation(name, None, steps, settled)


def _chosen(found: dict[str, _Instance], base: str, name: str) -> _Instance | None:
    """The instance that was named; None where a name without brackets stands for several, or for none."""
    if name in found:
        return found[name]
    wanted = _plain(name)
    for named, instance in found.items():
        if _plain(named) == wanted:
            return instance
    if name == base and base not in found:
        return None
    hint = did_you_mean(name, found) or _one_of("the instances are", list(found)[:_MOST_LISTED])
    raise WrongQuestion(f"there is no `{name}` on this day", hint or "there are no instances on this day")


def _plain(name: str) -> str:
    return "".join(name.split())


def _unknown_name(rules: Rules, name: str) -> WrongQuestion:
    base = name.partition("[")[0].strip()
    for kind, names in (("fact", rules.facts), ("reading", rules.readings), ("exception", rules.exceptions)):
        if base in names:
            article, hint = "an" if kind == "exception" else "a", "ask for `agreement`, a norm or a term"
            return WrongQuestion(f"`{base}` is the name of {article} {kind}", hint)
    known = (AGREEMENT, *everything(rules.norms), *everything(rules.terms), *rules.used)
    hint = did_you_mean(base, known) or _under_section(rules, name) or _WHERE_NAMES_STAND
    return WrongQuestion(f"no norm or term is called `{name}`", hint)


def _under_section(rules: Rules, name: str) -> str | None:
    """The norms and terms under the section that stands where a name was needed."""
    section = name.strip().removeprefix("§").strip()
    rows = (*everything(rules.norms).items(), *everything(rules.terms).items())
    names = list(dict.fromkeys(called for called, rule in rows if any(_is_in(each, section) for each in rule.cite)))
    listed = ", ".join(f"`{each}`" for each in names[:_MOST_LISTED])
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"under section {section} are {listed}{more}" if names else None


def _is_in(citation: Citation, section: str) -> bool:
    """Whether a citation is of a section or of a part of it: `2.a` and `2(a)` are parts of `2`, and `20` is none."""
    rest = citation.section.removeprefix(section)
    return rest != citation.section and not rest[:1].isalnum()
