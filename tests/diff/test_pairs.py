"""Each pair of versions: the changes that a reader finds, the report, and the facts on which it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from version_pairs import PairOfVersions, pairs

from duly import ask, evaluate
from duly.comparison.reviewing import Review, review
from duly.comparison.sides import read_side
from duly.comparison.witnesses import Witness
from duly.evaluation.fact_files import facts_of, load_facts
from duly.evaluation.outcome import Outcome
from duly.evaluation.show import show
from duly.model.loader import Loaded
from duly.report.review_text import render_text
from duly.source import Source

PAIRS = pairs()
KINDS = (
    "norm", "term", "exception", "fact", "record", "group", "reading", "silence", "text", "counting", "calendar",
    "life", "agreement", "action",
)  # fmt: skip


@pytest.fixture(params=PAIRS)
def pair(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> PairOfVersions:
    found = PAIRS[request.param]
    monkeypatch.chdir(found.folder)
    return found


def reviewed(pair: PairOfVersions) -> Review:
    found = review(pair.old, pair.new, pair.facts)
    assert found.diagnostics == ()
    return found


def test_a_pair_is_reported_as_expected(pair: PairOfVersions) -> None:
    found = reviewed(pair)
    summary = sorted(
        f"{each.id} {each.level} {each.better_for or '-'}/{each.worse_for or '-'}" for each in found.changes
    )
    assert summary == sorted(pair.changes)
    assert render_text(found) == pair.report
    for witness in found.witnesses.values():
        is_so(pair, found, witness)


def is_so(pair: PairOfVersions, found: Review, witness: Witness) -> None:
    """Whether what is said of a fact set comes out where whole versions are evaluated on it."""
    loaded = [side for side in (read_side(pair.old).loaded, read_side(pair.new).loaded) if side is not None]
    before = {each.rule: each.before for each in found.changes if each.id.endswith("-renamed")}
    names = (before.get(witness.outcome, witness.outcome), witness.outcome)
    said = [_said(_outcome(side, witness), name) for side, name in zip(loaded, names, strict=True)]
    assert said[0] != said[1], witness
    for claimed, whole in zip((witness.before, witness.after), said, strict=True):
        assert claimed.partition(",")[0].partition(";")[0].partition(" (")[0] == whole[0], witness


def _outcome(loaded: Loaded, witness: Witness) -> Outcome:
    if witness.built is None:
        facts, faults = load_facts(witness.case, loaded.rules)
        readings: tuple[tuple[str, str], ...] = ()
    else:
        facts, faults = facts_of(Source("built.json", witness.built.document), loaded.rules)
        readings = witness.built.readings
    assert facts is not None, faults
    return evaluate(loaded, facts, replace(ask(loaded, witness.day), readings=readings))


def _said(outcome: Outcome, name: str) -> tuple[Any, ...]:
    if name == "agreement":
        return (" or ".join(outcome.state.possible or (outcome.state.state,)),)
    for norm in outcome.norms:
        if norm.id == name:
            breaches = tuple(breach.day for breach in norm.breaches)
            whose = (norm.bearer, norm.to, norm.action)
            state = " or ".join(norm.possible or (norm.state,))
            return state, norm.due, norm.ends, norm.amount, breaches, whose
    return (next((show(term.value) for term in outcome.terms if term.id == name), "not there"),)


def test_there_are_enough_pairs_and_every_kind_of_rule_among_them() -> None:
    changed = {change.split("-")[0] for each in PAIRS.values() for change in each.changes}
    assert len(PAIRS) >= 60
    assert changed == set(KINDS)


def test_what_should_show_on_facts_does() -> None:
    """Most changes of substance are shown; of those that are not, each is one that no outcome here can tell."""
    assert {name for name, each in PAIRS.items() if "No difference found in" in each.report} == NOT_SHOWN


NOT_SHOWN = {
    "a-field-more",  # nothing reads it
    "a-term-that-may-be-amended",  # nothing amends it
    "a-word-that-other-tools-take-for-a-boolean",  # the governing law
    "an-exception-more",  # it permits an act, and what it is to forbids none
    "another-calendar",  # nothing is counted in business days
    "another-law",
    "another-party-s-name",
    "another-state-of-the-agreement",  # it never gets there
    "more-of-an-amount",  # the rent is always more than a dollar
    "what-falls-with-an-end",  # only duties fall, and what ends here are others
    "what-must-hold-of-a-record",  # it says which fact sets there may be
}
