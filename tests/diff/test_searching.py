"""What is said of a fact set is so: each that is shown is read again from its document and worked out under both."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from folders import CHECKOUT

from duly import ask, evaluate, load_agreement
from duly.comparison.reviewing import Review, review
from duly.comparison.witnesses import Witness
from duly.evaluation import world
from duly.evaluation.fact_documents import document_of, text_of
from duly.evaluation.fact_files import facts_of
from duly.evaluation.outcome import Outcome
from duly.evaluation.show import show
from duly.model.loader import Loaded
from duly.report.review_text import render_text
from duly.source import Source

BASE = (CHECKOUT / "tests" / "diff" / "base.yaml").read_text(encoding="utf-8")

SHOWN = {
    "a day": ("by: 15 days after called_back", "by: 16 days after called_back"),
    "a day before": ("by: 15 days after called_back", "by: 14 days after called_back"),
    "a figure": ("hours > 100", "hours >= 100"),
    "a threshold": ("works and hours >= 1", "works and hours > 1"),
    "a truth": ("untrue: not works", "untrue: not works or not insured"),
    "a record": ("x in lendings where not x.abroad", "x in lendings"),
    "two edits": ("permit: act\n    when: works", "permit: act\n    when: works and insured"),
    "an option not taken": ("signing 30 days after signed", "signing 31 days after signed"),
    "another option": ("assumed: use", "assumed: signing"),
    "a presumption": ("was it ended?, answered_by: both, presume: none recorded,", "was it ended?, answered_by: both,"),
    "the life": ("after: 1 year after signed", "after: 2 years after signed"),
    "how days are counted": ("trigger_day: {is: excluded", "trigger_day: {is: included"),
    "a group": ("care: [keep_insured, stay]", "care: [stay]"),
    "a term": ("the later of signed and delivered", "the earlier of signed and delivered"),
    "a fact that is not told": ("while: insured or works", "while: insured and works"),
}


def reviewed(folder: Path, old: str, new: str) -> Review:
    assert old in BASE
    for side, text in (("old", BASE), ("new", BASE.replace(old, new))):
        (folder / side).mkdir()
        (folder / side / "lease.yaml").write_text(text, encoding="utf-8", newline="\n")
    return review((folder / "old").as_posix(), (folder / "new").as_posix())


def outcome_of(loaded: Loaded, witness: Witness) -> Outcome:
    assert witness.built is not None
    facts, faults = facts_of(Source("built.json", witness.built.document), loaded.rules)
    assert facts is not None, faults
    return evaluate(loaded, facts, replace(ask(loaded, witness.day), readings=witness.built.readings))


def said(outcome: Outcome, name: str) -> str:
    """What the whole evaluation says of an outcome, by a way of its own."""
    if name == "agreement":
        return " or ".join(outcome.state.possible or (outcome.state.state,))
    for norm in outcome.norms:
        if norm.id == name:
            return " or ".join(norm.possible or (norm.state,))
    return next((show(term.value) for term in outcome.terms if term.id == name), "not there")


@pytest.mark.parametrize("name", SHOWN)
def test_a_fact_set_that_was_built_shows_the_change(name: str, tmp_path: Path) -> None:
    found = reviewed(tmp_path, *SHOWN[name])
    (witness,) = found.witnesses.values()
    sides = [outcome_of(load_agreement((tmp_path / side).as_posix()), witness) for side in ("old", "new")]
    claimed = (witness.before.partition(",")[0].partition(";")[0], witness.after.partition(",")[0].partition(";")[0])
    assert tuple(said(side, witness.outcome) for side in sides) == claimed
    if not witness.is_other_state:
        one, other = (next(norm for norm in side.norms if norm.id == witness.outcome) for side in sides)
        assert (one.due, one.ends, one.amount) != (other.due, other.ends, other.amount)


def test_what_was_moved_is_told(tmp_path: Path) -> None:
    found = reviewed(tmp_path, *SHOWN["a threshold"])
    (witness,) = found.witnesses.values()
    assert witness.built is not None
    document = json.loads(witness.built.document)
    told = {each.fact: each.after for each in witness.built.moved}
    assert told == {
        name: "absent" if value is None else str(value).lower() for name, value in document["facts"].items()
    }
    assert told["hours"] == "1"  # where one hour decides


def test_the_same_versions_give_the_same_facts(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = (reviewed(tmp_path / each, *SHOWN["two edits"]) for each in ("a", "b"))
    assert list(one.witnesses.values()) == list(other.witnesses.values())


def test_work_is_bounded_and_nothing_is_claimed(tmp_path: Path) -> None:
    """Who judges a fact alters what an outcome rests on, and no outcome."""
    found = reviewed(tmp_path, "judgment_of: lessee", "judgment_of: lessor")
    assert found.witnesses == {}
    assert 0 < found.built == found.tried <= 90


@pytest.mark.parametrize(
    "facts",
    [
        {"signed": "2001-03-01", "hours": 7, "rate": None, "insured": False},
        {"signed": {"between": ["2001-03-01", "2001-03-05"], "known_on": "2001-04-01"}},
        {"hours": {"value": 7, "assumed": "the meter was broken"}, "called_back": None},
        {"lendings": [{"id": "a", "lent": "2001-05-01", "sequence": 2}, {"id": "b", "abroad": True}]},
        {"lendings": {"items": [], "through": "2001-05-01"}},
    ],
)
def test_a_document_gives_the_same_facts_again(facts: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "lease.yaml").write_text(BASE, encoding="utf-8")
    rules = load_agreement(tmp_path.as_posix()).rules
    facts.pop("rate", None)
    given = {"agreement": "lease", "title": "A case", "through": "2001-06-18", "facts": facts}
    one, faults = facts_of(Source("a.json", json.dumps(given)), rules)
    assert one is not None, faults
    other, faults = facts_of(Source("b.json", text_of(document_of(one))), rules)
    assert other is not None, faults
    assert (one.given, one.through, one.title) == (other.given, other.through, other.title)
    assert json.loads(text_of(document_of(other))) == json.loads(text_of(document_of(one))) == given


def test_a_number_that_is_not_whole_stays_exact(tmp_path: Path) -> None:
    (tmp_path / "lease.yaml").write_text(BASE, encoding="utf-8")
    rules = load_agreement(tmp_path.as_posix()).rules
    text = '{"agreement": "lease", "through": "2001-06-18", "facts": {"hours": 0.12345678901234567890123}}'
    facts, _ = facts_of(Source("a.json", text), rules)
    assert facts is not None
    assert "0.12345678901234567890123" in text_of(document_of(facts))


def test_days_of_the_past_are_no_days_of_the_clock(tmp_path: Path) -> None:
    (witness,) = reviewed(tmp_path, *SHOWN["a day"]).witnesses.values()
    assert date(2001, 2, 1) <= witness.day <= date(2003, 2, 1)


def test_facts_that_take_too_many_steps_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "EVALUATION_STEPS", 0)
    found = reviewed(tmp_path, *SHOWN["a day"])
    assert not found.witnesses
    assert 0 < found.spent == found.tried
    assert f"{found.spent} of them took too many steps to be compared in full." in render_text(found, 200)


def test_no_facts_are_sought_where_none_are_wanted(tmp_path: Path) -> None:
    shown = reviewed(tmp_path, *SHOWN["a day"])
    spared = review((tmp_path / "old").as_posix(), (tmp_path / "new").as_posix(), with_facts=False)
    assert shown.witnesses
    assert (spared.changes, spared.witnesses, spared.tried) == (shown.changes, {}, 0)
