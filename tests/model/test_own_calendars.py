"""An agreement's own calendars: they lie in its folder, come before those of duly, and are part of its fingerprint."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from folders import CHECKOUT

from duly import ask, evaluate, load_agreement, load_facts

BASE = (CHECKOUT / "tests" / "diff" / "base.yaml").read_text(encoding="utf-8")
RULES = BASE.replace("by: 15 days after called_back", "by: 2 business days of harbour after called_back")
FACTS = {
    "agreement": "lease",
    "through": "2001-07-03",
    "facts": {"signed": "2001-03-01", "delivered": "2001-03-01", "called_back": "2001-07-03", "returned": None},
}


def calendar(*closed: str, id: str = "harbour") -> str:
    head = {"id": id, "title": "Harbour", "source": "a notice", "first": "2001-01-01", "last": "2001-12-31"}
    return json.dumps({**head, "published_through": "2001-12-31", "closures": dict.fromkeys(closed, "closed")})


def write(name: str, text: str) -> None:
    Path("lease/calendars").mkdir(parents=True, exist_ok=True)
    Path("lease", name).write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("lease.yaml", RULES)
    Path("facts.json").write_text(json.dumps(FACTS), encoding="utf-8")


def due() -> object:
    """The day by which the press is due that was called back on a Tuesday, July 3."""
    agreement = load_agreement("lease")
    assert not agreement.diagnostics
    facts, _ = load_facts("facts.json", agreement.rules)
    assert facts is not None
    outcome = evaluate(agreement, facts, ask(agreement, date(2001, 7, 3)))
    return next(norm.due for norm in outcome.norms if norm.id == "give_back")


def test_rules_count_by_their_own_calendar() -> None:
    write("calendars/harbour.json", calendar())
    assert due() == date(2001, 7, 5)
    digest = load_agreement("lease").rules.digest
    write("calendars/harbour.json", calendar("2001-07-04"))
    assert due() == date(2001, 7, 6)
    assert load_agreement("lease").rules.digest != digest


def test_an_own_calendar_comes_before_one_that_comes_with_duly() -> None:
    write("lease.yaml", RULES.replace("of harbour", "of nyse"))
    assert due() == date(2001, 7, 6)  # the exchange was closed on July 4
    write("calendars/nyse.json", calendar(id="nyse"))
    assert due() == date(2001, 7, 5)


def test_musts_of_records_count_by_it() -> None:
    must = "condition: this.lent on or after 2001-02-01"
    write("lease.yaml", RULES.replace(must, "condition: this.lent on or before 1 business day of harbour after signed"))
    write("calendars/harbour.json", calendar("2001-03-02"))
    found = {}
    for day in ("2001-03-05", "2001-03-06"):  # signed on a Thursday, Friday is closed: Monday is the last day
        FACTS["facts"] |= {"lendings": [{"id": "l1", "lent": day, "abroad": False}]}  # type: ignore[operator]
        Path("facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
        found[day] = [each.code for each in load_facts("facts.json", load_agreement("lease").rules)[1]]
    assert found == {"2001-03-05": [], "2001-03-06": ["record-must"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "the file is not JSON"),
        (calendar("2002-01-01"), "the closure 2002-01-01 lies outside"),
        (calendar(id="harbor"), "the id `harbor` is not the name of the file"),
    ],
)
def test_a_faulty_calendar_keeps_the_agreement_from_use(text: str, said: str) -> None:
    write("calendars/harbour.json", text)
    loaded = load_agreement("lease")
    found = [each for each in loaded.diagnostics if each.code == "calendar-file"]
    assert not loaded.is_sound
    assert [(each.file, each.message.startswith(said)) for each in found] == [("lease/calendars/harbour.json", True)]


def test_a_calendar_that_is_not_there_is_not_known() -> None:
    assert {each.code for each in load_agreement("lease").diagnostics} == {"unknown-calendar"}
