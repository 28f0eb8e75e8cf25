"""Everything in the contracts that was listed by reading is found at its place, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from contract_text.comparison import Score, document_scores, expected, score
from folders import CHECKOUT, needs_contracts

from duly.contract_text.nodes import Outline
from duly.contract_text.outline import read_outline

LISTS = {"sections", "units", "references", "terms", "periods", "dates", "money", "percentages", "counts"}
SUPPLY = CHECKOUT / "tests" / "contract_text" / "supply-contract.txt"


def scores_of(name: str, path: Path) -> dict[tuple[str, str], Score]:
    outline = read_outline(path)
    assert isinstance(outline, Outline)
    assert not outline.notes
    listed = expected(name)["documents"]
    titles = [(each.title.casefold(), title_line(outline, index)) for index, each in enumerate(outline.documents)]
    assert titles == [(each["title"].casefold(), each["title_line"]) for each in listed]
    return {
        (each["title"], kind): found
        for each, document in zip(listed, outline.documents, strict=True)
        for kind, found in document_scores(each, outline, document).items()
    }


def title_line(outline: Outline, index: int) -> int:
    return outline.documents[index].sections[0].units[-1].span.position.line


def assert_exact(found: dict[tuple[str, str], Score], at_least: int) -> None:
    assert {kind for _, kind in found} == LISTS
    assert not {key: each for key, each in found.items() if each.missed or each.false}
    assert sum(each.listed for each in found.values()) >= at_least


@needs_contracts
@pytest.mark.parametrize(
    ("name", "entries"),
    [("separation-and-consulting", 300), ("registration-rights", 280)],
)
def test_an_exhibit_is_read_as_a_person_reads_it(name: str, entries: int, contracts_folder: Path) -> None:
    assert_exact(scores_of(name, contracts_folder / expected(name)["file"]), entries)


def test_a_contract_of_another_style_is_read_as_well() -> None:
    assert_exact(scores_of("supply-contract", SUPPLY), 200)


def test_a_score_tells_what_is_missed_and_what_is_false() -> None:
    found = score([(1, "a"), (2, "b"), (2, "b")], [(2, "b"), (3, "c")])
    assert (found.listed, found.missed, found.false) == (3, (("1", "a"), ("2", "b")), (("3", "c"),))
