"""Agreements that read each other, on facts whose outcomes are worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evaluation.two_papers import GUARANTEE, MASTER, write_papers

from duly import FactSet, Loaded, WrongQuestion, ask, evaluate, explain, load_agreement
from duly.diagnostics import Diagnostic
from duly.evaluation.fact_files import facts_of
from duly.evaluation.outcome import NormOutcome, Outcome
from duly.evaluation.show import show
from duly.report.outcome_json import document
from duly.report.outcome_page import Layout, render
from duly.source import Source

FACTS = {
    "signed": "2001-03-01",
    "given": "2001-03-02",
    "paid": None,
    "orders": [
        {"id": "o1", "received": "2001-03-10", "delivered": None, "placed_by": "buyer"},
        {"id": "o2", "received": "2001-03-20", "delivered": "2001-03-21", "placed_by": "supplier"},
    ],
}


def facts(loaded: Loaded, given: dict[str, Any] = FACTS, **keys: Any) -> FactSet:
    made, found = read(loaded, given, **keys)
    assert made is not None, [(each.code, each.message) for each in found]
    return made


def read(loaded: Loaded, given: dict[str, Any], **keys: Any) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    return facts_of(Source("f.json", json.dumps({"through": "2001-05-01", "facts": given, **keys})), loaded.rules)


def outcome(loaded: Loaded, day: str, *readings: tuple[str, str], given: dict[str, Any] = FACTS) -> Outcome:
    return evaluate(loaded, facts(loaded, given), ask(loaded, date.fromisoformat(day), readings=readings))


def norm(found: Outcome, id_: str) -> NormOutcome:
    return next(each for each in found.norms if each.id == id_)


@pytest.fixture
def guarantee(tmp_path: Path) -> Loaded:
    loaded = load_agreement(write_papers(tmp_path).as_posix())
    assert not loaded.diagnostics, [(each.code, each.message) for each in loaded.diagnostics]
    return loaded


@pytest.fixture
def both(tmp_path: Path) -> Loaded:
    folder = write_papers(tmp_path)
    loaded = load_agreement(folder.as_posix(), (tmp_path / "master").as_posix())
    assert not loaded.diagnostics, [(each.code, each.message) for each in loaded.diagnostics]
    return loaded


# 5 days from 10 March with that day counted end on 14 March, 10 on 19 March; 5 days after these, not counting them, on
# 19 and 24 March.


@pytest.mark.parametrize(
    ("option", "day", "delivery", "payment", "due"),
    [
        ("fast", "2001-03-14", "due", "not triggered", "2001-03-14"),
        ("fast", "2001-03-15", "overdue", "due", "2001-03-14"),
        ("fast", "2001-03-19", "overdue", "due", "2001-03-14"),
        ("fast", "2001-03-20", "overdue", "overdue", "2001-03-14"),
        ("slow", "2001-03-19", "due", "not triggered", "2001-03-19"),
        ("slow", "2001-03-20", "overdue", "due", "2001-03-19"),
        ("slow", "2001-03-24", "overdue", "due", "2001-03-19"),
        ("slow", "2001-03-25", "overdue", "overdue", "2001-03-19"),
    ],
)
def test_each_counts_by_its_own_lines(
    both: Loaded, option: str, day: str, delivery: str, payment: str, due: str
) -> None:
    found = outcome(both, day, ("master.how", option))
    assert norm(found, "master.deliver[o1]").state == delivery
    assert show(norm(found, "master.deliver[o1]").due) == due
    assert norm(found, "guarantee.pay[o1]").state == payment


def test_alone_it_says_the_same_under_its_own_names(guarantee: Loaded) -> None:
    found = outcome(guarantee, "2001-03-15", ("master.how", "fast"))
    assert (norm(found, "pay[o1]").state, show(norm(found, "pay[o1]").due)) == ("due", "2001-03-19")
    assert [each.id for each in found.norms] == ["pay[o1]"]
    assert [(each.name, each.state.state) for each in found.used] == [("master", "in force")]


def test_an_open_reading_of_the_other_is_one_fork_for_both(both: Loaded) -> None:
    found = outcome(both, "2001-03-17")
    assert norm(found, "master.deliver[o1]").possible == ("due", "overdue")
    assert norm(found, "guarantee.pay[o1]").possible == ("not triggered", "due")
    (asked,) = [each for each in found.missing if each.kind == "reading"]
    assert asked.name == "master.how" and set(asked.affects) >= {"master.deliver[o1]", "guarantee.pay[o1]"}


def test_under_every_reading(both: Loaded) -> None:
    request = ask(both, date(2001, 3, 22))
    forks = {each.id: each for each in evaluate(both, facts(both), request, all_readings=True).forks}
    assert [(fork.readings, fork.said) for fork in forks["guarantee.pay[o1]"].forks] == [
        ((("master.how", "fast"),), "overdue, due 2001-03-19"),
        ((("master.how", "slow"),), "due, due 2001-03-24"),
    ]


def test_terms_read_lists_breaches_and_facts_of_the_other(guarantee: Loaded) -> None:
    given = {**FACTS, "guarantee.noted": True, "master.noted": False}
    found = outcome(guarantee, "2001-03-15", ("how", "fast"), given=given)
    said = {term.id: show(term.value) for term in found.terms}
    assert said == {"open_breaches": "1", "by_buyer": "1", "both_noted": "false", "pays_soon": "true"}


def test_a_norm_does_not_arise_where_the_other_was_not_in_force(guarantee: Loaded) -> None:
    given = {**FACTS, "signed": "2001-03-11"}
    found = outcome(guarantee, "2001-03-30", ("master.how", "fast"), given=given)
    assert norm(found, "pay[o1]").state == "not triggered"


def test_what_is_missing_is_asked_for_in_the_words_of_the_other(guarantee: Loaded) -> None:
    given = {name: value for name, value in FACTS.items() if name != "signed"}
    found = outcome(guarantee, "2001-03-30", ("master.how", "fast"), given=given)
    asked = next(each for each in found.missing if each.name == "master.signed")
    assert (asked.ask, asked.answered_by) == ("When was it signed?", "either party")
    assert norm(found, "pay[o1]").possible == ("not triggered", "overdue")


def test_it_is_explained_down_to_the_facts_of_the_other(guarantee: Loaded) -> None:
    request = ask(guarantee, date(2001, 3, 15), readings=(("master.how", "fast"),))
    assert explain(guarantee, facts(guarantee), request, "master").is_determined
    text = str(explain(guarantee, facts(guarantee), request, "pay[o1]").step)
    assert "master.deliver[o].due" in text and "the state of the Master Agreement" in text


def test_an_explanation_says_what_every_option_of_an_open_reading_gives(both: Loaded) -> None:
    found = explain(both, facts(both), ask(both, date(2001, 4, 1)), "guarantee.pay[o1]")
    assert found.is_determined and found.step is not None and found.step.value == "overdue"


def test_of_several_one_asks_for_each_by_its_name(both: Loaded) -> None:
    with pytest.raises(WrongQuestion, match="several"):
        explain(both, facts(both), ask(both, date(2001, 3, 15)), "agreement")


def test_the_page_and_the_document_name_both(both: Loaded) -> None:
    found = outcome(both, "2001-03-15", ("how", "fast"))
    page = render(found, "text", Layout())
    assert "The Master Agreement is IN FORCE since 2001-03-01" in page
    assert "The Guarantee is IN FORCE since 2001-03-02" in page
    assert "[guarantee 4]" in page and "[master 3]" in page
    made = document(found)
    assert made["state"] is None
    assert [each["agreement"] for each in made["used"]] == ["master", "guarantee"]
    assert {"section": "3", "units": [], "agreement": "master"} in made["norms"][1]["cite"] + made["norms"][0]["cite"]


# Facts.


def test_a_fact_of_two_agreements_says_whose_it_is(guarantee: Loaded) -> None:
    made, found = read(guarantee, {"noted": True})
    assert made is None
    assert [(each.code, each.hint) for each in found] == [
        ("unknown-fact", "say whose: `guarantee.noted` or `master.noted`")
    ]


def test_a_fact_is_given_once(guarantee: Loaded) -> None:
    made, found = read(guarantee, {"signed": "2001-03-01", "master.signed": "2001-03-02"})
    assert made is None and [each.code for each in found] == ["wrong-value"]


@pytest.mark.parametrize(
    ("keys", "is_right"),
    [
        ({"agreement": "guarantee"}, True),
        ({"agreement": "master"}, True),
        ({"agreements": ["master", "guarantee"]}, True),
        ({"agreements": ["master", "lease"]}, False),
        ({"agreement": "lease"}, False),
        ({"agreements": "master"}, False),
    ],
)
def test_for_whom_facts_are(guarantee: Loaded, keys: dict[str, Any], is_right: bool) -> None:
    made, _ = read(guarantee, FACTS, **keys)
    assert (made is not None) == is_right


def test_the_role_of_another_agreement_is_none_here(tmp_path: Path) -> None:
    rules = GUARANTEE.replace("where o.placed_by is buyer", "where o.placed_by is guarantor")
    found = load_agreement(write_papers(tmp_path, guarantee=rules).as_posix()).diagnostics
    assert [each.code for each in found] == ["unknown-option"]


def test_breaches_are_by_a_role_of_the_agreement_that_was_breached(tmp_path: Path) -> None:
    rules = GUARANTEE.replace("breaches of master.duties by supplier", "breaches of master.duties by guarantor")
    found = load_agreement(write_papers(tmp_path, guarantee=rules).as_posix()).diagnostics
    assert [(each.code, each.hint) for each in found] == [("unknown-name", "one of supplier, buyer")]


def test_no_exception_reaches_into_another_agreement(tmp_path: Path) -> None:
    rules = GUARANTEE + "exceptions: {late: {gives_way: master.deliver, upon: given, end: {day: kept}, cite: '5'}}\n"
    found = load_agreement(write_papers(tmp_path, guarantee=rules).as_posix()).diagnostics
    assert "unknown-name" in [each.code for each in found]


def test_what_the_other_does_not_have(tmp_path: Path) -> None:
    rules = GUARANTEE.replace("value: noted and master.noted", "value: noted and master.notd")
    found = load_agreement(write_papers(tmp_path, guarantee=rules).as_posix()).diagnostics
    assert [(each.code, each.hint) for each in found] == [("unknown-name", "did you mean `master.noted`?")]


def test_the_first_paper_alone_is_as_it_was(tmp_path: Path) -> None:
    write_papers(tmp_path)
    alone = load_agreement((tmp_path / "master").as_posix())
    given = {name: value for name, value in FACTS.items() if name not in ("given", "paid")}
    found = outcome(alone, "2001-03-15", ("how", "fast"), given=given)
    assert norm(found, "deliver[o1]").state == "overdue"
    assert MASTER and not found.used
