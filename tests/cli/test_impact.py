"""`duly impact`: which fact sets come out otherwise, and by which change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli.lease import BASE, write
from click.testing import CliRunner, Result

from duly.cli.main import duly

BY, UNTIL = "by: 15 days after called_back", "until: 3 months after first_day"
FACTS = """{"agreement": "lease", "through": "2001-06-18", "facts": {
 "signed": "2001-03-01", "delivered": "2001-03-01", "called_back": %s, "returned": null, "insured": %s,
 "works": false, "hours": 5, "paid": null, "moved": null, "consented": null, "bought": null, "good_standing": true}}"""


def run(*words: str) -> Result:
    return CliRunner().invoke(duly, ["impact", *words])


def caused() -> dict[str, tuple[int, set[str]]]:
    """By change the number of fact sets, and the outcomes that differ."""
    shown: dict[str, Any] = json.loads(run("old", "new", "--facts", "facts", "--format", "json").stdout)
    return {each["id"]: (each["cases"], {row["outcome"] for row in each["differences"]}) for each in shown["caused"]}


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two fact sets; only in the second is the press called back."""
    monkeypatch.chdir(tmp_path)
    write("old/lease.yaml", BASE)
    write("facts/kept.json", FACTS % ("null", "true"))
    write("facts/called.json", FACTS % ('"2001-06-01"', "true"))


def test_outcomes_stand_under_the_change_that_causes_them() -> None:
    # Called back on June 1: due on the 16th or the 21st, so overdue or due on the 18th. The cover lasts from March 1 to
    # June 1 or July 1, in both fact sets.
    write("new/lease.yaml", BASE.replace(BY, BY.replace("15", "20")).replace(UNTIL, UNTIL.replace("3", "4")))
    assert caused() == {"norm-by-changed": (1, {"give_back"}), "norm-until-changed": (2, {"keep_insured"})}
    page = run("old", "new", "--facts", "facts").stdout
    assert "another outcome in 2 of 2 fact sets" in page
    assert "1 fact set: The lessee has 5 days more to give the press back." in page
    assert "keep_insured is lifted, ends 2001-06-01 → in force, ends 2001-07-01" in " ".join(page.split())


def test_a_change_without_another_outcome_is_named_as_such() -> None:
    write("new/lease.yaml", BASE.replace("until: 2001-12-01", "until: 2001-12-15").replace(BY, BY.replace("15", "16")))
    Path("facts/called.json").unlink()
    assert caused() == {"norm-until-changed": (1, {"lend_it"})}
    assert "Without another outcome here\n  give_back, by: 15 days" in run("old", "new", "--facts", "facts").stdout


def test_what_others_read_alters_them() -> None:
    # The later of signing and delivery is the earlier of them: the same day in both fact sets, so nothing differs.
    write("new/lease.yaml", BASE.replace("the later of signed", "the earlier of signed"))
    assert caused() == {}
    write(
        "facts/called.json", FACTS.replace('"2001-03-01", "delivered"', '"2001-02-01", "delivered"') % ("null", "true")
    )
    outcomes = caused()["term-value-changed"][1]
    # Two months after March 1 or February 1; the month for rent runs from the same days, but nothing works.
    assert {"first_day", "keep_insured", "stay", "lend_it", "buy_it"} <= outcomes
    assert "give_back" not in outcomes


def test_values_of_terms_are_told_apart_from_norms() -> None:
    write("new/lease.yaml", BASE.replace("$300.00", "$310.00"))
    write("facts/called.json", (FACTS % ("null", "true")).replace('"works": false', '"works": true'))
    page = " ".join(run("old", "new", "--facts", "facts").stdout.split())
    # Five hours: the lower rent in both; only where the press works is it owed.
    assert "another outcome in 2 of 2 fact sets; in 1 of a norm" in page
    assert page.index("pay is overdue") < page.index("rent is $300.00 → $310.00")


def test_the_same_side_twice() -> None:
    assert "another outcome in 0 of 2 fact sets" in run("old", "old", "--facts", "facts").stdout


def test_a_side_or_fact_set_that_does_not_load_is_an_error() -> None:
    write("new/lease.yaml", BASE.replace("done: returned", "done: retuned"))
    assert (run("old", "new").exit_code, run("old", "new").stdout) == (3, "")
    write("facts/kept.json", "{")
    assert run("old", "old", "--facts", "facts").exit_code == 3


# One fact set a line.


def lines(*facts: str) -> str:
    return "".join(" ".join(each.split()) + "\n" for each in facts)


def test_a_faulty_line_is_told_and_does_not_stop_the_others() -> None:
    write("new/lease.yaml", BASE.replace(BY, BY.replace("15", "20")))
    called = FACTS % ('"2001-06-01"', "true")
    write("facts/all.ndjson", lines(called, FACTS % ("null", "true"), '{"agreement": "lease",') + "\n" + lines(called))
    shown = run("old", "new", "--facts", "facts/all.ndjson", "--format", "json")
    document = json.loads(shown.stdout)
    assert (shown.exit_code, document["tried"], document["left_out"]) == (1, 3, 1)
    assert [row["facts"] for each in document["caused"] for row in each["differences"]] == [
        "facts/all.ndjson:1",
        "facts/all.ndjson:5",
    ]
    assert "facts/all.ndjson:3:" in shown.stderr
    assert "1 line was left out" in run("old", "new", "--facts", "facts/all.ndjson").stdout


@pytest.mark.parametrize("line", ["no brace", "[]", '{"through": "2001-06-18", "facts": {"insurred": true}}', '"x"'])
def test_whatever_stands_in_a_line(line: str) -> None:
    write("new/lease.yaml", BASE.replace(BY, BY.replace("15", "20")))
    write("facts/all.ndjson", line + "\n" + lines(FACTS % ('"2001-06-01"', "true")))
    shown = run("old", "new", "--facts", "facts")
    assert (shown.exit_code, "facts/all.ndjson:1:" in shown.stderr) == (1, True)
    assert "another outcome in 2 of 3 fact sets" in shown.stdout


def test_of_many_faulty_lines_some_are_told_and_all_counted() -> None:
    write("new/lease.yaml", BASE.replace(BY, BY.replace("15", "20")))
    write("facts/all.ndjson", "{\n" * 50)
    shown = run("old", "new", "--facts", "facts")
    assert "50 lines were left out" in shown.stdout
    assert shown.stderr.count("facts/all.ndjson:") == 20


# Several processes, and how far they have come.


def test_several_processes_say_the_same() -> None:
    write("new/lease.yaml", BASE.replace(BY, BY.replace("15", "20")).replace(UNTIL, UNTIL.replace("3", "4")))
    sets = [FACTS % (f'"2001-06-{day:02}"', "true" if day % 2 else "false") for day in range(1, 18)]
    write("facts/all.ndjson", lines(*sets))
    for form in ("json", "text"):
        words = ("old", "new", "--facts", "facts", "--format", form)
        one, two = run(*words), run(*words, "--jobs", "2")
        assert (one.exit_code, one.stdout) == (0, two.stdout)


def test_progress_is_told_where_it_is_asked_for() -> None:
    write("new/lease.yaml", BASE.replace(BY, BY.replace("15", "20")))
    quiet = run("old", "new", "--facts", "facts")
    told = run("old", "new", "--facts", "facts", "--progress")
    assert (quiet.stderr, told.stdout) == ("", quiet.stdout)
    assert told.stderr == "1 of 2 fact sets\n2 of 2 fact sets\n"


def test_what_is_worse_for_a_party_comes_first() -> None:
    # Twice the rent may be less than the rent as far as rules can tell; a month more of insuring is worse for whoever
    # has to. Both show in both fact sets, and the rent stands first in the rules.
    write("new/lease.yaml", BASE.replace("amount: rent", "amount: rent * 2").replace(UNTIL, UNTIL.replace("3", "4")))
    for name in ("kept", "called"):
        write(f"facts/{name}.json", (FACTS % ("null", "true")).replace('"works": false', '"works": true'))
    shown = json.loads(run("old", "new", "--facts", "facts", "--format", "json").stdout)
    found = [(each["id"], each["worse_for"], each["cases"]) for each in shown["caused"]]
    assert found == [("norm-until-changed", "lessee", 2), ("norm-amount-changed", "", 2)]
