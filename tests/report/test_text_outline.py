"""The outline and the status of a contract's text, for people and for programs."""

from __future__ import annotations

import json

from duly.contract_text.outline import outline
from duly.contract_text.status import Claim, status
from duly.report.text_outline import COLUMNS, outline_json, outline_text, status_json, status_text
from duly.source import Source

TEXT = """\
LOAN OF A MILL

1. Use. The borrower may grind rye for 30 days. The borrower shall not grind oats.

2. Return. It stays dry.
"""
READ = outline(Source("mill.txt", TEXT))
DOCUMENT = READ.documents[0]
UNITS = {(unit.section, unit.number): unit for unit in DOCUMENT.units}


def claim(section: str, number: int, **given: object) -> Claim:
    return Claim(section, number, UNITS[section, number].fingerprint, **given)  # type: ignore[arg-type]


CLAIMS = [
    claim("title", 1, no_effect="a title"),
    claim("1", 0, no_effect="a heading"),
    claim("1", 1, rules=("grind",)),
    Claim("1", 2, "0" * 16, ("oats",)),
    claim("2", 1, not_encoded="nobody can know"),
]
STATUS = status(DOCUMENT, CLAIMS, {"grind": frozenset(), "oats": frozenset()})


def test_the_outline_for_people() -> None:
    assert outline_text(READ) == (
        "LOAN OF A MILL\n"
        "title  (line 1)\n"
        "     1  LOAN OF A MILL\n"
        "1  Use  (line 3)\n"
        "     1  The borrower may grind rye for 30 days.\n"
        "     2  The borrower shall not grind oats.\n"
        "2  Return  (line 5)\n"
        "     1  It stays dry.\n"
    )


def test_the_status_for_people_begins_with_what_is_left() -> None:
    assert status_text(STATUS) == (
        "LOAN OF A MILL: 3 of 6 are not settled (1 encoded, 2 no effect, 1 not encoded, 1 unclaimed, 1 changed)\n"
        "\n"
        "1 unit 1 (line 3): encoded by grind, but not 30 days: The borrower may grind rye for 30 days.\n"
        "1 unit 2 (line 3): changed: The borrower shall not grind oats.\n"
        "2 heading (line 5): unclaimed: Return.\n"
        "\n"
        "title unit 1 (line 1): no effect (a title): LOAN OF A MILL\n"
        "1 heading (line 3): no effect (a heading): Use.\n"
        "2 unit 1 (line 5): not encoded (nobody can know): It stays dry.\n"
    )


def test_the_status_by_section() -> None:
    assert status_text(STATUS, by_section=True).splitlines()[2:] == [
        "title  1 no effect",
        "1      1 no effect, 1 encoded, 1 changed  Use",
        "2      1 unclaimed, 1 not encoded  Return",
    ]


def test_what_is_complete_is_said_to_be() -> None:
    settled = [claim(unit.section, unit.number, no_effect="all") for unit in DOCUMENT.units]
    line = status_text(status(DOCUMENT, settled, {})).splitlines()[0]
    assert line == "LOAN OF A MILL: every unit is accounted for (6 no effect)"


def test_the_json_has_every_unit_with_its_place() -> None:
    told = json.loads(outline_json(READ))
    assert (told["format_version"], told["file"]) == (1, "mill.txt")
    section = told["documents"][0]["sections"][1]
    assert (section["label"], section["heading"], section["parent"]) == ("1", "Use", None)
    unit = section["units"][1]
    assert unit["words"] == "The borrower may grind rye for 30 days."
    assert unit["place"] == {"line": 3, "column": 9, "end_line": 3, "end_column": 48}
    assert unit["fingerprint"] == UNITS["1", 1].fingerprint


def test_the_json_of_the_status() -> None:
    told = json.loads(status_json(STATUS))
    assert (told["complete"], told["document"]) == (False, "LOAN OF A MILL")
    assert told["counts"] == {"encoded": 1, "no effect": 2, "not encoded": 1, "unclaimed": 1, "changed": 1}
    assert [(each["section"], each["unit"], each["state"], each["settled"]) for each in told["units"]] == [
        ("title", 1, "no effect", True),
        ("1", 0, "no effect", True),
        ("1", 1, "encoded", False),
        ("1", 2, "changed", False),
        ("2", 0, "unclaimed", False),
        ("2", 1, "not encoded", True),
    ]
    assert told["units"][2]["missing"] == [{"words": "30 days", "figure": "30 days"}]


def test_lines_are_short_and_safe() -> None:
    hostile = outline(Source("x", "1. Use. The borrower \u202e may \x1b[2J" + "grind rye " * 40 + ".\n"))
    lines = outline_text(hostile).splitlines()
    assert max(map(len, lines)) <= COLUMNS
    assert "\x1b" not in outline_text(hostile) and "\u202e" not in outline_text(hostile)
    assert any("<U+202E>" in line and line.endswith("…") for line in lines)


def test_an_empty_file_has_an_empty_outline() -> None:
    assert outline_text(outline(Source("x", ""))) == "\n"
    assert json.loads(outline_json(outline(Source("x", ""))))["documents"] == []
