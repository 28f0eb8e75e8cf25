"""Which figures the logic of a rule has, and what it cites."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from cli.mill import RULES, write_mill

from duly.contract_text.figures import Figure
from duly.model.loader import load_folder
from duly.model.nodes import Rules
from duly.workspace.rule_figures import citations_of, figures_of

THIRTY_DAYS = Figure("period", Fraction(30), "days")
TEN_DAYS = Figure("period", Fraction(10), "days")
MADE = Figure("date", "2001-10-03")


def rules(folder: Path, old: str = "", new: str = "") -> Rules:
    """The rules of the mill, with one change."""
    place = write_mill(folder) / "rules.yaml"
    assert old in RULES
    place.write_text(RULES.replace(old, new) if old else RULES, encoding="utf-8")
    loaded = load_folder(place.parent)
    assert loaded.vocabulary is not None, loaded.diagnostics
    return loaded.rules


def without_numbers(figures: frozenset[Figure]) -> set[Figure]:
    """The figures but for the bare counts of periods, which are numbers too."""
    return {each for each in figures if each.kind != "number"}


def test_a_figure_counts_for_its_rule_and_for_those_that_name_its_term(tmp_path: Path) -> None:
    found = {name: without_numbers(figures) for name, figures in figures_of(rules(tmp_path)).items()}
    assert found == {
        "agreement": {MADE},
        "handed_over": set(),
        "oats_ground": set(),
        "returned": set(),
        "last_day": {THIRTY_DAYS},
        "grind": {THIRTY_DAYS},
        "no_oats": set(),
        "give_back": {TEN_DAYS, THIRTY_DAYS},
    }


def test_a_figure_two_terms_away_does_not_count(tmp_path: Path) -> None:
    norm = "norms:\n  grind: {permission: borrower may grind_rye, until: "
    middle = '  end: {type: date, value: last_day, cite: "1"}\n'
    found = figures_of(rules(tmp_path, f"{norm}last_day", f"{middle}{norm}end"))
    assert without_numbers(found["end"]) == {THIRTY_DAYS}
    assert without_numbers(found["grind"]) == set()


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("money", "$1,500.00", Figure("money", Fraction(1500), "USD")),
        ("number", "5%", Figure("percent", Fraction(5))),
        ("number", "2 / 3", Figure("number", Fraction(2, 3))),
        ("number", "31000", Figure("number", Fraction(31000))),
        ("date", "2001-10-17", Figure("date", "2001-10-17")),
        ("date", "2 months before 2001-10-17", Figure("period", Fraction(2), "months")),
    ],
)
def test_every_kind_of_figure_is_found(tmp_path: Path, type_: str, value: str, expected: Figure) -> None:
    line = f'terms:\n  extra: {{type: {type_}, value: "{value}", cite: "1"}}\n'
    assert expected in figures_of(rules(tmp_path, "terms:\n", line))["extra"]


def test_citations_of_every_kind_of_rule_are_listed(tmp_path: Path) -> None:
    limbs = (
        "terms:\n  extra:\n    type: date\n    value:\n      cases:\n"
        '        - {if: returned has happened, value: 2001-11-01, cite: "2 units 1, 2"}\n'
        "        - {value: 2001-12-01}\n"
    )
    found = citations_of(rules(tmp_path, "terms:\n", limbs))
    told = {name: [(each.section, each.unit) for each in cited] for name, cited in found.items()}
    assert told == {
        "agreement": [("preamble", None)],
        "handed_over": [("1", None)],
        "oats_ground": [("1", None)],
        "returned": [("2", None)],
        "extra": [("2", 1), ("2", 2)],
        "last_day": [("1", None)],
        "grind": [("1", None)],
        "no_oats": [("1", None)],
        "give_back": [("2", None)],
    }
    assert all(each.span is not None for cited in found.values() for each in cited)
