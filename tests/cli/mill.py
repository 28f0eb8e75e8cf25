"""An invented contract with rules that encode all of it, for the tests of the contract's text."""

from __future__ import annotations

from pathlib import Path

CONTRACT = """\
LOAN OF A MILL

This Agreement is made on 3 October 2001.

1. Use. The borrower may grind rye for 30 days from the day on which the
mill was handed over. The borrower shall not grind oats.

2. Return. The borrower shall return the mill within ten (10) days after that
time. It is painted blue.
"""
RULES = """\
language: 1
agreement:
  id: mill
  title: Loan of a Mill
  parties: {borrower: Bea, lender: Lou}
  dated: 2001-10-03
  currency: USD
  source: Loan of a Mill
  life:
    - {state: in force, from: handed_over, cite: preamble, summary: It begins.}
  counting:
    trigger_day: {is: excluded, assumed: usual computation of time}
    month_end: {is: last day, assumed: usual computation of time}
    roll: {is: none, assumed: usual computation of time}
    failure: {is: the day after, assumed: complete when the day has ended}
actions: {grind_rye: grind rye, grind_oats: grind oats, give_back: give the mill back}
facts:
  handed_over: {type: event, ask: When?, answered_by: lender, cite: "1"}
  oats_ground: {type: event, ask: When?, answered_by: lender, presume: none recorded, cite: "1"}
  returned: {type: event, ask: When?, answered_by: lender, cite: "2"}
terms:
  last_day: {type: date, value: 30 days after handed_over, cite: "1", summary: The last day.}
norms:
  grind: {permission: borrower may grind_rye, until: last_day, cite: "1", summary: Grind rye.}
  no_oats: {prohibition: borrower must not grind_oats, done: oats_ground, cite: "1", summary: No oats.}
  give_back:
    duty: borrower must give_back
    to: lender
    upon: last_day
    by: 10 days after last_day
    done: returned
    cite: "2"
    summary: Give it back.
"""
TEXT = """\
# Every unit of the contract.
language: 1

text:
  - {section: title, unit: 1, no_effect: the title}      # as it stands there
  - section: preamble
    unit: 1   # who and when
    encoded_by: [agreement]

  - {section: "1", unit: 0, no_effect: heading}
  - { section: "1",  unit: 1, encoded_by: [grind, last_day] }
  - {section: "1", unit: 2, encoded_by: no_oats}
  - {section: "2", unit: 0, no_effect: heading}
  - {section: "2", unit: 1, encoded_by: [give_back]}
  - section: "2"
    unit: 2
    not_encoded: what colour it has is no matter of law
"""
FACTS = '{"agreement": "mill", "through": "2001-12-31", "facts": {"handed_over": "2001-10-04"}}'


def write_mill(folder: Path) -> Path:
    """Writes the contract, its rules and facts; gives the folder of the rules."""
    rules = folder / "rules" / "mill"
    (rules / "facts").mkdir(parents=True)
    for path, text in (
        (folder / "mill.txt", CONTRACT),
        (rules / "rules.yaml", RULES),
        (rules / "text.yaml", TEXT),
        (rules / "facts" / "case.json", FACTS),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")
    return rules


def with_fingerprints(folder: Path) -> None:
    """Writes the fingerprints of all units, as `duly text accept` does."""
    from click.testing import CliRunner

    from duly.cli.main import duly

    found = CliRunner().invoke(duly, ["text", "accept", "mill", "--text", str(folder / "mill.txt")])
    assert found.exit_code == 0, found.output
