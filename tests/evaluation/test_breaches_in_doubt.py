"""A settled state does not hide that a breach is possible: what would tell stands among what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from duly.evaluation.fact_files import load_facts
from duly.evaluation.outcome import Outcome
from duly.evaluation.questions import ask, evaluate
from duly.model.loader import load_folder
from duly.report.outcome_page import render

RULES = """language: 1
agreement:
  id: cover
  title: Cover
  parties: {buyer: Harbour Bakery Inc.}
  currency: USD
  life:
    - {state: in force, from: 2001-01-01, cite: "1"}
  counting:
    failure: {is: the day itself, assumed: complete when the day has ended}
actions: {keep: keep it insured, tell: tell of it}
facts:
  lapsed: {type: event, ask: When did it lapse?, answered_by: buyer, cite: "1"}
  excused: {type: event, ask: Since when is it excused?, answered_by: buyer, cite: "2"}
norms:
  keep_it:
    maintenance: buyer must keep keep
    summary: Keep it insured.
    from: 2001-01-01
    until: 2001-02-28
    done: lapsed
    cite: "1"
  tell: {duty: buyer must tell, summary: Tell of it., upon: 2001-01-01, by: 2001-01-10, cite: "2"}
exceptions:
  excuse: {gives_way: tell, when: excused has happened, permit: act, cite: "2", summary: It is excused.}
"""


def outcome(folder: Path, as_of: date, told: str) -> Outcome:
    (folder / "cover").mkdir()
    (folder / "cover" / "rules.yaml").write_text(RULES, encoding="utf-8")
    written = f'{{"agreement": "cover", "through": "2001-12-31", "facts": {{{told}}}}}'
    (folder / "facts.json").write_text(written, encoding="utf-8")
    agreement = load_folder(folder / "cover")
    facts, found = load_facts(str(folder / "facts.json"), agreement.rules)
    assert facts is not None, found
    return evaluate(agreement, facts, ask(agreement, as_of))


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2001, 2, 28), "undetermined"), (date(2001, 3, 1), "lifted"), (date(2001, 6, 1), "lifted")],
)
def test_a_lapse_that_nobody_rules_out_is_asked_for_after_the_last_day(tmp_path: Path, as_of: date, state: str) -> None:
    found = outcome(tmp_path, as_of, '"excused": null')
    keep = next(norm for norm in found.norms if norm.id == "keep_it")
    assert (keep.state, keep.breaches) == (state, ())
    assert [missing.affects for missing in found.missing if missing.name == "lapsed"] == [("keep_it",)]


def test_a_lapse_that_is_ruled_out_is_not(tmp_path: Path) -> None:
    found = outcome(tmp_path, date(2001, 6, 1), '"excused": null, "lapsed": null')
    assert [missing.name for missing in found.missing] == []


def test_a_duty_that_is_excused_from_a_day_not_known_may_have_been_missed(tmp_path: Path) -> None:
    found = outcome(tmp_path, date(2001, 2, 1), '"lapsed": null, "excused": {"between": ["2001-01-09", "2001-01-12"]}')
    tell = next(norm for norm in found.norms if norm.id == "tell")
    assert (tell.state, tell.breaches) == ("excused", ())
    assert [missing.affects for missing in found.missing if missing.name == "excused"] == [("tell",)]
    assert "whether it was breached is not known (needs 1)" in " ".join(render(found, "text").split())
