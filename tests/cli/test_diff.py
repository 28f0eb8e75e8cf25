"""`duly diff`: sides wherever they lie, statuses, forms, and facts that show a change."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from cli.lease import BASE, LONGER, run, shown, write

from duly import ask, evaluate, load_agreement, load_facts

FACTS = """{"agreement": "lease", "through": "2001-06-18", "facts": {
 "signed": "2001-03-01", "delivered": "2001-03-01", "called_back": "2001-06-01", "returned": null, "insured": true,
 "works": true, "hours": 5, "paid": null, "moved": null, "consented": null, "bought": null, "good_standing": true}}"""
SCENARIOS = """language: 1
agreement: lease
scenarios:
  called_back:
    says: Called back on June 1, it is due on the 16th.
    cite: "3"
    through: 2001-06-18
    facts: {signed: 2001-03-01, delivered: 2001-03-01, called_back: 2001-06-01, returned: null}
    expect:
      - {as_of: 2001-06-18, norms: {give_back: {state: overdue}}}
"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("old/lease.yaml", BASE)
    write("new/lease.yaml", LONGER)
    write("facts/june.json", FACTS)


def test_the_page_says_what_changed_for_whom_and_on_which_facts() -> None:
    page = run("old", "new", "--facts", "facts").stdout
    assert "1 change: 1 of substance" in page
    assert "[3] The lessee has 5 days more to give the press back." in page
    assert "give_back, by: 15 days after called_back → 20 days after called_back" in page
    assert "Better for the lessee, worse for the lessor." in page
    assert "On the facts of facts/june.json, as of 2001-06-18: give_back is overdue, due 2001-06-16" in page
    assert "→ due, due 2001-06-21" in page


def test_what_is_shown_on_facts_is_so() -> None:
    (change,) = shown("old", "new", "--facts", "facts")["changes"]
    case = change["shown_on"]
    states = []
    for side in ("old", "new"):
        agreement = load_agreement(side)
        facts, _ = load_facts(case["facts"], agreement.rules)
        assert facts is not None
        outcome = evaluate(agreement, facts, ask(agreement, date.fromisoformat(case["as_of"])))
        states.append(next(norm.state for norm in outcome.norms if norm.id == case["outcome"]))
    assert states == ["overdue", "due"]
    assert case["before"].startswith("overdue,")
    assert case["after"].startswith("due,")


def test_scenarios_of_a_side_show_it_too() -> None:
    write("old/scenarios/all.yaml", SCENARIOS)
    assert "On the facts of scenario called_back, as of 2001-06-18" in run("old", "new").stdout


def test_scenarios_with_faults_are_named_and_left_out() -> None:
    write("old/scenarios/all.yaml", SCENARIOS.replace("give_back", "give_bakc"))
    page = run("old", "new")
    assert (page.exit_code, "have faults and were left out" in page.stdout) == (0, True)
    assert "old/scenarios/all.yaml" in page.stderr
    assert "scenario called_back" not in page.stdout


def test_scenarios_whose_facts_changed_with_the_rules_are_left_out() -> None:
    asked = 'bought?, answered_by: lessee, cite: "8"}'
    write("old/scenarios/all.yaml", SCENARIOS)
    write("new/lease.yaml", LONGER.replace(asked, f'{asked}\n  oiled: {{type: event, ask: When?, cite: "5"}}'))
    write("new/scenarios/all.yaml", SCENARIOS)
    assert "scenario called_back" in run("old", "new").stdout
    write("new/scenarios/all.yaml", SCENARIOS.replace("called_back: 2001-06-01", "called_back: 2001-06-02"))
    assert "2 scenarios were left out" in run("old", "new").stdout
    Path("new/scenarios/all.yaml").unlink()
    assert "1 scenario was left out" in run("old", "new").stdout


def test_no_difference_is_not_called_no_change() -> None:
    # Only duties accrue, and what ends here is a ban and something that is to be kept so.
    write("new/lease.yaml", BASE.replace("accrued: stands", "accrued: falls"))
    page = " ".join(run("old", "new", "--facts", "facts").stdout.split())
    assert re.search(r"No difference found in (\d+) fact sets, \d+ of them built at the boundaries\.", page)


def test_where_no_fact_set_shows_it_one_is_built_from_the_nearest() -> None:
    write("facts/june.json", FACTS.replace('"2001-06-01"', "null"))
    case = shown("old", "new", "--facts", "facts")["changes"][0]["shown_on"]
    assert case["built"]["from"] in ("", "facts/june.json")
    write("built.json", json.dumps(case["built"]["fact_set"]))
    states = [state_of("give_back", side, "built.json", case["as_of"]) for side in ("old", "new")]
    assert states[0] != states[1]
    assert [case[key].partition(",")[0] for key in ("before", "after")] == states


def state_of(norm: str, side: str, facts: str, as_of: str) -> str:
    agreement = load_agreement(side)
    given, faults = load_facts(facts, agreement.rules)
    assert given is not None, faults
    outcome = evaluate(agreement, given, ask(agreement, date.fromisoformat(as_of)))
    return next(each.state for each in outcome.norms if each.id == norm)


def test_the_same_side_twice() -> None:
    same = run("old", "old", "--fail-on", "none")
    assert (same.exit_code, "no changes of meaning or wording" in same.stdout) == (0, True)


@pytest.mark.parametrize(
    ("text", "level", "status"),
    [
        (LONGER, "substance", 1),
        (LONGER, "none", 1),
        (BASE.replace("Pay the rent.", "Rent."), "wording", 1),
        (BASE.replace("Pay the rent.", "Rent."), "unclear", 0),
        (BASE.replace("works and hours >= 1", "hours >= 1 and works"), "none", 1),
        (BASE.replace("works and hours >= 1", "hours >= 1 and works"), "wording", 0),
    ],
)
def test_fail_on(text: str, level: str, status: int) -> None:
    write("new/lease.yaml", text)
    assert run("old", "new", "--fail-on", level).exit_code == status
    assert run("old", "new").exit_code == 0


@pytest.mark.parametrize("words", [("old", "new"), ("new", "old"), ("/dev/null", "new"), ("new/lease.yaml", "old")])
def test_a_side_that_does_not_load_is_an_error(words: tuple[str, str]) -> None:
    write("new/lease.yaml", BASE.replace("done: returned", "done: retuned"))
    broken = run(*words)
    assert (broken.exit_code, broken.stdout) == (3, "")
    assert "error[unknown-name]" in broken.stderr


def test_a_side_that_is_not_there_is_an_error() -> None:
    assert run("old", "nowhere").exit_code == 3
    assert run("old", "none.yaml").exit_code == 3
    assert run("old", "HEAD:nowhere").exit_code == 3
    assert run("old", "--", "--output=x:new").exit_code == 3


def test_facts_that_do_not_load_are_an_error() -> None:
    write("facts/june.json", FACTS.replace("insured", "insurred"))
    broken = run("old", "new", "--facts", "facts")
    assert (broken.exit_code, broken.stdout) == (3, "")
    assert "insurred" in broken.stderr


def test_nothing_against_something() -> None:
    assert "The lessee now must give the press back." in run("/dev/null", "new").stdout
    assert "The lessee no longer must give the press back." in run("new", "/dev/null").stdout
    assert "no changes" in run("/dev/null", "/dev/null").stdout


def test_files_are_sides_and_notes_of_names_change_nothing() -> None:
    assert shown("old/lease.yaml", "new")["changes"] == shown("old", "new/lease.yaml")["changes"]


def git(*words: str) -> None:
    own = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], check=True, capture_output=True)


def test_what_git_holds_is_a_side() -> None:
    write("rules/a lease é/lease.yaml", BASE)
    write("rules/a lease é/scenarios/all.yaml", SCENARIOS)
    git("init", "-q", ".")
    git("add", "rules")
    git("commit", "-q", "-m", "first")
    write("rules/a lease é/lease.yaml", LONGER)
    page = run("HEAD:rules/a lease é", "rules/a lease é").stdout
    assert "The lessee has 5 days more" in page
    assert "scenario called_back" in page
    assert "The lessee has 5 days less" in run("rules/a lease é", "HEAD:rules/a lease é/lease.yaml").stdout
    assert "no changes" in run("HEAD:rules/a lease é", "HEAD:rules/a lease é").stdout


def test_markdown_holds_no_markup_of_the_rules() -> None:
    write("new/lease.yaml", LONGER.replace("Is it insured?", "Is it <b>`insured`</b> | or?"))
    comment = run("old", "new", "--format", "markdown").stdout
    assert comment.startswith("**2 changes: 1 of substance, 1 of wording**")
    assert "| 3 | The lessee has 5 days more to give the press back. |" in comment
    assert "<b>" not in comment
    assert "Also: `insured, ask`." in comment


def test_json_names_places() -> None:
    (change,) = shown("old", "new")["changes"]
    line = LONGER[: LONGER.index("  give_back:")].count("\n") + 1
    assert (change["file"], change["line"], change["id"]) == ("new/lease.yaml", line, "norm-by-changed")
