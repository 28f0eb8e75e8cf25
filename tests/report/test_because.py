"""The shortest answer to why leads from the question to a fact."""

from __future__ import annotations

import pytest

from duly.evaluation.explanation import Step
from duly.report.because import because

GIVEN = Step("fact", "signed", "unknown", note="not given")
BOTH = Step(
    "expression", "the later of signed and returned", "unknown", steps=(GIVEN, Step("fact", "returned", "2001-10-03"))
)


def norm(state: str, *steps: Step) -> Step:
    return Step("rule", "pay", state, steps=steps)


def key(name: str, value: str, *steps: Step) -> Step:
    return Step("expression", f"{name}: x", value, steps=steps)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            norm("overdue", key("upon", "2001-10-01"), key("by", "2001-10-05"), key("done", "not yet")),
            [["by"], ["done"]],
        ),
        (norm("not triggered", key("upon", "2001-10-01"), key("when", "false"), key("by", "unknown")), [["when"]]),
        (
            norm("undetermined: due or overdue", key("upon", "2001-10-01"), key("by", "unknown", BOTH)),
            [["by", "signed"]],
        ),
        (norm("in force", key("until", "2001-10-09"), key("from", "2001-10-01")), [["from"]]),
    ],
)
def test_the_keys_of_a_norm_that_make_its_state(step: Step, expected: list[list[str]]) -> None:
    ends = [[path[0], *path[1:][-1:]] for path in because(step)]
    assert [[each.label.partition(":")[0] for each in path] for path in ends] == expected


def test_what_the_explanation_marks_comes_first() -> None:
    gate = Step("rule", "lives while the agreement is in force", "void", decides=True)
    (path,) = because(norm("ended", key("upon", "2001-10-01"), gate))
    assert path == (gate,)


def test_a_value_comes_from_the_part_that_has_it() -> None:
    larger = Step("expression", "10% of price", "$100.00")
    smaller = Step("expression", "1% of price", "$20.00", steps=(Step("fact", "price", "$2,000.00"),))
    (path,) = because(Step("rule", "credit", "$20.00", steps=(larger, smaller)))
    assert [step.label for step in path] == ["1% of price", "price"]
