"""Two hundred seeded edits of each exhibit: a change of words shows at its place, a change of layout does not show."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from contract_text.comparison import expected
from contract_text.edits import EDITS, LAYOUT_EDITS, edit
from folders import needs_contracts

from duly.contract_text.nodes import Document, Outline
from duly.contract_text.outline import outline, read_outline
from duly.contract_text.status import Claim, UnitStatus, status
from duly.source import Source

ONE_UNIT = ("negation", "number", "party")
"""Edits that change the words of exactly one unit."""
ROUNDS = 29
"""Of seven edits each: 203 in all."""


def claims_of(document: Document) -> list[Claim]:
    return [Claim(unit.section, unit.number, unit.fingerprint, no_effect="for the test") for unit in document.units]


def addresses(found: tuple[UnitStatus, ...]) -> set[tuple[str, int]]:
    """The addresses that are told of: of the units, and those under which their words were claimed."""
    told = {(each.section, each.number) for each in found}
    return told | {each.moved_from for each in found if each.moved_from is not None}


@needs_contracts
@pytest.mark.parametrize("name", ["separation-and-consulting", "registration-rights"])
@pytest.mark.parametrize("kind", EDITS)
def test_edits(name: str, kind: str, contracts_folder: Path) -> None:
    original = read_outline(contracts_folder / expected(name)["file"])
    assert isinstance(original, Outline)
    claims = [claims_of(document) for document in original.documents]
    for seed in range(ROUNDS):
        made = edit(kind, original, random.Random(f"{name} {kind} {seed}"))
        edited = outline(Source("edited.txt", made.text))
        if len(edited.documents) != len(original.documents):
            assert kind == "moved paragraph"  # the title of the second document
            continue
        pairs = zip(edited.documents, claims, strict=True)
        found = [status(document, claimed, {}) for document, claimed in pairs]
        unsettled = [tuple(each for each in one.units if not each.is_settled) for one in found]
        if kind in LAYOUT_EDITS:
            assert not any(unsettled), (seed, unsettled)
            assert not any(one.diagnostics for one in found)
            continue
        assert addresses(unsettled[made.document]) & made.touched, seed
        assert not found[made.document].is_complete
        if kind in ONE_UNIT:
            assert addresses(unsettled[made.document]) == made.touched, seed
            places = {each.span.position.line for each in found[made.document].diagnostics if each.span}
            assert len(places) == 1
        assert not any(told for index, told in enumerate(unsettled) if index != made.document)


@needs_contracts
@pytest.mark.parametrize("name", ["separation-and-consulting", "registration-rights"])
def test_the_text_as_it_is_matches(name: str, contracts_folder: Path) -> None:
    original = read_outline(contracts_folder / expected(name)["file"])
    assert isinstance(original, Outline)
    for document in original.documents:
        assert status(document, claims_of(document), {}).is_complete
