"""Scenario files are read one by one, the likeliest first, until each change is shown; and what counts is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.lease import BASE, LONGER, commit, git, own_repository, write

from duly.comparison.both_sides import sides
from duly.comparison.reviewing import review

HEAD = "language: 1\nagreement: lease\nscenarios:\n"
RETURNED = f"""{HEAD}\
  late_by_a_day:
    says: Called back on 1 March, due on the 16th, back on the 17th.
    cite: "3"
    through: 2001-06-30
    facts: {{signed: 2001-02-01, delivered: 2001-02-01, called_back: 2001-03-01, returned: 2001-03-17}}
    expect:
      - {{as_of: 2001-03-17, norms: {{give_back: {{state: performed late}}}}}}
"""
RENT = f"""{HEAD}\
  rent_is_due:
    says: Thirty days after the first day.
    cite: "3"
    through: 2001-06-30
    facts: {{signed: 2001-02-01, delivered: 2001-02-01, works: true, hours: 7}}
    expect:
      - {{as_of: 2001-02-02, norms: {{pay: {{state: due}}}}}}
  not_delivered:
    says: Nothing is due.
    cite: "3"
    through: 2001-06-30
    facts: {{signed: 2001-02-01, delivered: null}}
    expect:
      - {{as_of: 2001-02-02, norms: {{pay: {{state: not triggered}}}}}}
"""
_OWN = "facts: {signed: 2001-02-01, delivered: 2001-02-01, called_back: 2001-03-01, returned: 2001-03-17}"
BASED = RETURNED.replace(_OWN, "based_on: facts/called.yaml\n    facts: {returned: 2001-03-17}")
CALLED = """\
agreement: lease
through: 2001-06-30
facts: {signed: 2001-02-01, delivered: 2001-02-01, called_back: 2001-03-01}
"""


@pytest.fixture(autouse=True)
def in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_repository(tmp_path / "scratch", monkeypatch)


def lay(side: str, text: str, files: dict[str, str]) -> str:
    write(f"rules/{side}/lease.yaml", text)
    for name, scenarios in files.items():
        write(f"rules/{side}/{name}", scenarios)
    return f"rules/{side}"


DEARER = BASE.replace('value: "$500.00"', 'value: "$600.00"')
TWO = {"scenarios/a-rent.yaml": RENT, "scenarios/b-return.yaml": RETURNED}


def test_a_file_is_not_read_once_everything_is_shown() -> None:
    found = review(lay("old", BASE, TWO), lay("new", LONGER, TWO))
    (witness,) = found.witnesses.values()
    assert (witness.case, found.tried) == ("scenario late_by_a_day", 1)


def test_where_nothing_that_is_there_shows_a_change_all_files_were_tried() -> None:
    """In no scenario the press ran for more than 100 hours."""
    found = review(lay("old", BASE, TWO), lay("new", DEARER, TWO))
    assert found.tried - found.built == 3


def test_nothing_is_read_where_only_words_changed() -> None:
    found = review(lay("old", BASE, TWO), lay("new", BASE.replace("summary: Pay the rent.", "summary: Rent."), TWO))
    assert (len(found.changes), found.tried) == (1, 0)


def test_what_is_wrong_with_a_file_is_told_where_it_was_wanted() -> None:
    broken = {**TWO, "scenarios/a-rent.yaml": RENT.replace("{pay: {state: due}}", "{pays: {state: due}}")}
    found = review(lay("old", BASE, broken), lay("new", LONGER, broken))
    assert found.witnesses and found.unread == ()
    told = review("rules/old", lay("new", DEARER, broken)).unread
    assert [each.message for each in told] == ["no norm is called `pays`"] * 2  # of either version


def test_a_file_of_both_sides_is_read_for_both() -> None:
    """Of an unshared fact the same text is one scenario under one version, and none under the other."""
    fact = '  sent_back: {type: event, ask: When?, answered_by: lessee, cite: "3"}\n'
    more = BASE.replace("  returned: {type: event", f"{fact}  returned: {{type: event")
    given = RETURNED.replace("returned: 2001-03-17}", "returned: 2001-03-17, sent_back: 2001-03-02}")
    new = more.replace("by: 15 days after called_back", "by: 20 days after called_back")
    found = review(lay("old", BASE, {"scenarios/x.yaml": given}), lay("new", new, {"scenarios/x.yaml": given}))
    assert (found.unshared, len(found.unread)) == (1, 1)


def test_what_a_scenario_is_based_on_counts() -> None:
    """The same scenario on other facts is another fact set."""
    files = {"scenarios/x.yaml": BASED, "facts/called.yaml": CALLED}
    other = {**files, "facts/called.yaml": CALLED.replace("2001-03-01", "2001-03-02")}
    assert len(sides(lay("old", BASE, files), lay("new", LONGER, files)).pool.cases) == 1
    cases = sides("rules/old", lay("new", LONGER, other)).pool.cases
    assert sorted(str(case.facts[1].given["called_back"].value) for case in cases) == ["2001-03-01", "2001-03-02"]


def test_what_git_holds_is_based_on_what_git_holds() -> None:
    lay("lease", BASE, {"scenarios/x.yaml": BASED, "facts/called.yaml": CALLED})
    commit("first")
    write("rules/lease/facts/called.yaml", CALLED.replace("called_back: 2001-03-01", "called_back: null"))
    write("rules/lease/lease.yaml", LONGER)
    git("add", "-A")
    for new in ("rules/lease", ":rules/lease"):
        found = review("HEAD:rules/lease", new)
        (witness,) = found.witnesses.values()
        assert (witness.case, witness.built) == ("scenario late_by_a_day", None)
        assert not found.unread
