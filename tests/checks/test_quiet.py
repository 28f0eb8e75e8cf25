"""What a check has to leave alone; that it finds what it should is held in tests/diagnostics."""

from __future__ import annotations

import pytest

from duly.checks import CHECKS, check_rules
from duly.model.loader import load_sources
from duly.source import Source

HEAD = """language: 1
agreement:
  id: lease
  title: Lease
  parties: {landlord: Landlord, tenant: Tenant}
  currency: USD
  life:
    - {state: in force, from: signed, cite: "1"}
%s
facts:
  signed: {type: event, ask: When was it signed?, answered_by: tenant, cite: "1"}
  paid: {type: event, ask: When was it paid?, answered_by: tenant, cite: "1"}
  made: {type: boolean, ask: Were they made?, judgment_of: court, cite: "1"}
actions: {pay: pay the rent}
norms:
  pay: {duty: tenant must pay, summary: Pay., when: made, done: paid, cite: "2"%s}
%s
"""


def codes(life: str = "", norm: str = "", rest: str = "") -> list[str]:
    loaded = load_sources([Source("lease.yaml", HEAD % (life, norm, rest))])
    assert loaded.diagnostics == ()
    assert loaded.vocabulary is not None
    return [found.code for found in check_rules(loaded.vocabulary)]


@pytest.mark.parametrize(
    ("life", "norm", "rest"),
    [
        ("", "", ""),
        ("", ', amount: "$900.00"', "groups: {all_rent: [pay]}\nexceptions: {x: {gives_way: all_rent, "
         'when: made, permit: act, cite: "1"}}'),
        ("", "", 'terms: {rent: {type: money, report: true, value: $900.00, cite: "2"}}'),
        ("", ", effort: best efforts, effort_met: made", ""),
        ("", "", 'terms: {rent: {type: money, report: true, value: {cases: [{value: $1.00, cite: "3"}]}}}'),
    ],
    ids=["plain", "group that gives way", "reported term", "effort that is judged", "limbs that cite"],
)  # fmt: skip
def test_nothing_is_found_where_nothing_is_wrong(life: str, norm: str, rest: str) -> None:
    assert codes(life, norm, rest) == []


def test_an_effort_judged_through_a_term_is_judged() -> None:
    met = 'terms: {met: {type: boolean, value: made, cite: "2"}}'
    assert codes(norm=", effort: best efforts, effort_met: met", rest=met) == []
    unjudged = 'terms: {met: {type: boolean, value: paid has happened, cite: "2"}}'
    assert codes(norm=", effort: best efforts, effort_met: met", rest=unjudged) == ["no-judge"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("{state: void, from: paid, cite: '1'}", []),
        ("{state: in force, from: signed, cite: '1'}", ["never-governs"]),
        ("{state: void, from: signed, cite: '1'}", ["never-governs"]),
        ("{state: void, after: signed, cite: '1'}", []),
        ("{state: in force, from: signed, under: {scope: wide}, cite: '1'}", []),
    ],
)
def test_which_lines_of_life_are_covered(line: str, found: list[str]) -> None:
    options = "{wide: {says: w}, narrow: {says: n}}"
    reading = f"readings: {{scope: {{question: How wide?, cite: '1', options: {options}, assumed: wide}}}}"
    used = reading if "scope" in line else ""
    assert codes(life=f"    - {line}", rest=used) == found


@pytest.mark.parametrize(
    ("by", "missing"),
    [
        ("2001-11-01", ["failure"]),
        ("5 days after signed", ["failure", "trigger_day"]),
        ("5 months after signed", ["failure", "trigger_day", "month_end"]),
        ("5 business days after signed", ["failure", "trigger_day", "business_day"]),
        ("5 business days of nyse after signed", ["failure", "trigger_day"]),
    ],
)
def test_which_counting_lines_a_due_day_needs(by: str, missing: list[str]) -> None:
    loaded = load_sources([Source("lease.yaml", HEAD % ("", f", by: {by}", ""))])
    assert loaded.vocabulary is not None
    hints = [str(found.hint) for found in check_rules(loaded.vocabulary) if found.code == "missing-counting-line"]
    assert sorted(hint.split("`")[1] for hint in hints) == sorted(missing)


def test_an_exception_settles_a_duty_against_a_prohibition() -> None:
    ban = 'leave: {prohibition: tenant must not pay, summary: Leave., done: paid, cite: "2"}'
    assert codes(rest=f"  {ban}") == ["duty-and-prohibition"]
    exception = '\nexceptions: {x: {gives_way: leave, when: made, permit: act, cite: "1"}}'
    assert codes(rest=f"  {ban}{exception}") == []


def test_every_check_says_what_it_does_and_why() -> None:
    import sys

    for check in CHECKS:
        told = sys.modules[check.__module__].__doc__ or ""
        assert "\nWhat it does: " in told and "\nWhy it matters: " in told and "\nExample: " in told, check.__module__
