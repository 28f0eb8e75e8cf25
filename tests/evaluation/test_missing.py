"""What is listed as missing is something that a reader can ask about or wait for."""

from __future__ import annotations

import pytest

from duly.evaluation.basis import Basis
from duly.evaluation.outcome import StateOutcome, TermOutcome
from duly.model.nodes import Rules
from duly.values import Happening, Reason

OPEN = Reason("open", "returned", "has not happened")
FACT = Reason("fact", "signed")
STATE = StateOutcome("in force", ("in force",), frozenset(), None, (), "", None, None, ())


@pytest.mark.parametrize(
    ("status", "expected"),
    [("not yet", ["signed"]), ("unknown", ["signed", "returned"])],
)
def test_a_figure_that_has_not_happened_waits_for_nothing(status: str, expected: list[str], rules: Rules) -> None:
    value = Happening(status, reasons=frozenset((OPEN, FACT)))  # type: ignore[arg-type]
    term = TermOutcome("effective", "event", value, (), "", True, value.reasons, ())
    assert [each.name for each in Basis(rules).missing({"agreement": STATE}, (), (term,), ())] == expected


@pytest.fixture(name="rules")
def rules_of_a_small_agreement() -> Rules:
    from folders import CHECKOUT

    from duly.model.loader import load_folder

    return load_folder(CHECKOUT / "tests" / "transcripts" / "rules" / "supply").rules
