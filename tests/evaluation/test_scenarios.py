"""Scenarios are read, run and explained; what they tried is what they did, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duly.evaluation.coverage import Covered
from duly.report.scenarios_json import render_json
from duly.report.scenarios_text import render_text
from duly.workspace.testing import ScenarioRun, run_scenarios

RULES = """language: 1
agreement:
  id: lease
  title: Lease
  parties: {landlord: Landlord, tenant: Tenant}
  currency: USD
  life:
    - {state: in force, from: signed, cite: "1"}
  counting:
    failure: {is: the day after, cite: "2"}
facts:
  signed: {type: event, ask: When was it signed?, answered_by: tenant, cite: "1"}
  paid: {type: event, ask: When was it paid?, answered_by: tenant, cite: "1"}
  rent: {type: money, ask: How much is it?, answered_by: landlord, cite: "1"}
  wet: {type: boolean, ask: Was it wet?, answered_by: tenant, cite: "1"}
actions: {pay: pay the rent}
terms:
  due_rent:
    type: money
    cite: "2"
    report: true
    value: "if wet then $0.00 else by reading share: whole rent, half 1/2 * rent"
norms:
  pay:
    duty: tenant must pay
    summary: Pay the rent.
    upon: signed
    by: 2001-11-01
    done: paid
    amount: due_rent
    cite: "2"
readings:
  share: {question: How much of it?, cite: "2", options: {whole: {says: all}, half: {says: half}}, assumed: whole}
"""
BASE = """{"agreement": "lease", "through": "2001-12-31",
"facts": {"signed": "2001-10-03", "rent": "$900.00", "wet": false}}"""
SCENARIOS = """language: 1
agreement: lease
scenarios:
  paid_on_the_last_day:
    says: Paid on the last day.
    cite: "2"
    based_on: facts/base.json
    facts: {paid: 2001-11-01}
    expect:
      - as_of: 2001-10-02
        state: pending
        norms: {pay: {state: not triggered}}
      - as_of: 2001-11-01
        state: in force
        norms: {pay: {state: performed, due: 2001-11-01, done: 2001-11-01, amount: "$900.00", triggered: 2001-10-03}}
        terms: {due_rent: "USD 900.00"}
        breaches: {pay: []}
        unknown: []
        totals: {pay: "$900"}
  half_of_it:
    says: By the other reading half of it is due; nobody says whether it was paid.
    cite: "2"
    based_on: facts/base.json
    readings: {share: half}
    expect:
      - as_of: 2001-11-02
        norms: {pay: {state: undetermined, possible: [overdue, performed, performed late], amount: "$450.00"}}
        unknown: [paid]
%s
"""


def ran(folder: Path, more: str = "", jobs: int = 1) -> ScenarioRun:
    (folder / "facts").mkdir()
    (folder / "scenarios").mkdir()
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "facts" / "base.json").write_text(BASE, encoding="utf-8")
    (folder / "scenarios" / "all.yaml").write_text(SCENARIOS % more, encoding="utf-8")
    return run_scenarios([folder.as_posix()], jobs)


def seen(run: ScenarioRun, kind: str, what: str) -> tuple[str, ...]:
    rows: list[Covered] = [row for each in run.agreements for row in each.coverage]
    return next(row.seen for row in rows if row.point.kind == kind and what in row.point.what)


def test_what_is_so_passes(tmp_path: Path) -> None:
    found = ran(tmp_path)
    assert [str(each.diagnostics) for each in found.agreements] == ["()"]
    assert [result.failures for result in found.agreements[0].results] == [(), ()]
    assert [result.claims for result in found.agreements[0].results] == [12, 4]


def test_what_was_tried_is_counted(tmp_path: Path) -> None:
    found = ran(tmp_path)
    assert seen(found, "condition", "wet") == ("false",)
    assert seen(found, "reading", "share") == ("whole", "half")
    assert seen(found, "states", "pay") == ("not triggered", "performed")
    assert seen(found, "boundary", "pay: by") == ("last day", "day after")
    assert seen(found, "boundary", "in force from signed") == ("day before",)
    assert found.percent_tried < 100


WET = """  wet:
    says: In the rain nothing is due.
    cite: "2"
    based_on: facts/base.json
    facts: {wet: true}
    expect:
      - as_of: 2001-11-01
        state: in force
"""


def test_only_what_is_expected_is_tried(tmp_path: Path) -> None:
    (tmp_path / "silent").mkdir()
    (tmp_path / "told").mkdir()
    assert seen(ran(tmp_path / "silent", WET), "condition", "wet") == ("false",)
    told = ran(tmp_path / "told", WET + "        terms: {due_rent: $0.00}\n")
    assert seen(told, "condition", "wet") == ("true", "false")


FAILS = """  wrongly_expected:
    says: Expects what is not so.
    cite: "2"
    based_on: facts/base.json
    without: [rent]
    facts: {paid: 2001-11-02}
    expect:
      - as_of: 2001-11-05
        state: void
        norms: {pay: {state: performed, due: 2001-11-02, amount: "$1.00"}, "pay[o1]": absent}
        terms: {due_rent: unknown}
        breaches: {pay: [2001-11-02]}
        unknown: [rent, wet]
        next_change: {agreement: none}
"""


def test_what_is_not_so_fails_with_what_came_and_why(tmp_path: Path) -> None:
    found = ran(tmp_path, FAILS)
    assert found.has_failures
    failures = {(each.claim.subject, each.claim.key): each for each in found.agreements[0].results[2].failures}
    assert {key: failure.got for key, failure in failures.items()} == {
        ("agreement", "state"): ("in force",),
        ("pay", "state"): ("performed late",),
        ("pay", "due"): ("2001-11-01",),
        ("pay", "amount"): ("unknown",),
        ("what is missing", ""): ("rent",),
    }
    text = render_text(found)
    assert "FAILED wrongly_expected: Expects what is not so." in text
    assert "2001-11-05, pay: due (line 38)\n    expected  2001-11-02\n    got       2001-11-01\n    section   2" in text
    assert "* `in force` from signed: 2001-10-03" in text
    assert "3 scenarios, 1 failed, 2 passed" in text


def test_more_processes_give_the_same(tmp_path: Path) -> None:
    alone, together = tmp_path / "a", tmp_path / "b"
    alone.mkdir()
    together.mkdir()
    one = json.loads(render_json(ran(alone, FAILS)).replace(alone.as_posix(), ""))
    other = json.loads(render_json(ran(together, FAILS, jobs=2)).replace(together.as_posix(), ""))
    assert one == other
    assert one["agreements"][0]["counts"] == {"scenarios": 3, "failed": 1}


@pytest.mark.parametrize(
    ("subject", "hint"),
    [('"pay[o1]": {state: due}', "did you mean `pay`?")],
)
def test_an_instance_that_is_not_there_is_told(tmp_path: Path, subject: str, hint: str) -> None:
    more = f"""  no_instance:
    says: There is no such instance.
    cite: "2"
    based_on: facts/base.json
    expect: [{{as_of: 2001-11-05, norms: {{{subject}}}}}]
"""
    failure = ran(tmp_path, more).agreements[0].results[2].failures[0]
    assert failure.got == ("absent",)
    assert failure.hint in (hint, "there is `pay`")
