"""Every unit is accounted for, or named; every claim stands, or is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from duly.codes import CODES
from duly.contract_text.figures import Figure, is_among
from duly.contract_text.nodes import Document, Outline
from duly.contract_text.outline import outline, read_outline
from duly.contract_text.status import Citation, Claim, Status, accept, status
from duly.diagnostics import Diagnostic
from duly.source import Source, Span

TEXT = """\
LOAN OF A MILL

This Agreement is made on 3 October 2001.

1. Use. The borrower may grind rye for 30 days. The borrower shall not grind oats.

2. Return. The borrower shall return the mill within ten (10) Business Days. Nobody else may use it. It stays dry.

   a. The lender shall inspect it.

3. Law. The law of Maine applies.
"""
RULES = {
    "grind": frozenset({Figure("period", Fraction(30), "days")}),
    "give_back": frozenset({Figure("period", Fraction(10), "business days")}),
}


def document(text: str = TEXT) -> Document:
    return outline(Source("mill.txt", text)).documents[0]


def claims(text: str = TEXT) -> list[Claim]:
    """Claims of all units that hold: two sentences are encoded, the rest has no effect."""
    found = []
    for unit in document(text).units:
        claim = Claim(unit.section, unit.number, unit.fingerprint, no_effect="not of interest here")
        rules = {("1", 1): ("grind",), ("2", 1): ("give_back",)}.get(claim.address, ())
        found.append(replace(claim, rules=rules, no_effect=None if rules else claim.no_effect))
    return found


def codes(found: Status) -> list[str]:
    assert all(each.code in CODES for each in found.diagnostics)
    return [each.code for each in found.diagnostics]


def state(found: Status, section: str, number: int) -> str:
    return next(each.state for each in found.units if (each.section, each.number) == (section, number))


def test_units_are_numbered_as_a_person_counts() -> None:
    assert [(unit.section, unit.number, unit.words.split()[0]) for unit in document().units] == [
        ("title", 1, "LOAN"),
        ("preamble", 1, "This"),
        ("1", 0, "Use."),
        ("1", 1, "The"),
        ("1", 2, "The"),
        ("2", 0, "Return."),
        ("2", 1, "The"),
        ("2", 2, "Nobody"),
        ("2", 3, "It"),
        ("2.a", 1, "The"),
        ("3", 0, "Law."),
        ("3", 1, "The"),
    ]


def test_what_is_accounted_for_is_complete() -> None:
    found = status(document(), claims(), RULES)
    assert found.is_complete
    assert found.counts() == {"encoded": 2, "no effect": 10}


def test_an_unclaimed_unit_is_named_with_its_place() -> None:
    found = status(document(), [claim for claim in claims() if claim.address != ("2", 2)], RULES)
    assert codes(found) == ["unit-unclaimed"]
    assert found.diagnostics[0].span is not None
    assert found.diagnostics[0].span.position.line == 7
    assert found.diagnostics[0].span.text == "Nobody else may use it."


def test_a_changed_word_is_named() -> None:
    found = status(document(TEXT.replace("shall not grind oats", "shall grind oats")), claims(), RULES)
    assert codes(found) == ["unit-changed"]
    assert state(found, "1", 2) == "changed"


def test_a_sentence_taken_out_is_gone_and_the_next_one_moved() -> None:
    found = status(document(TEXT.replace(" Nobody else may use it.", "")), claims(), RULES)
    assert sorted(codes(found)) == ["unit-gone", "unit-moved"]
    assert [(each.section, each.number, each.state) for each in found.units if not each.is_settled] == [
        ("2", 2, "moved"),
        ("2", 2, "gone"),
    ]


def test_the_last_sentence_taken_out_is_gone() -> None:
    found = status(document(TEXT.replace(" It stays dry.", "")), claims(), RULES)
    assert codes(found) == ["unit-gone"]
    assert found.diagnostics[0].message == "the words claimed as section 2 unit 3 are not in the document"


def test_a_sentence_put_in_is_unclaimed_and_the_next_ones_moved() -> None:
    found = status(document(TEXT.replace(" Nobody", " Ask first. Nobody")), claims(), RULES)
    assert [(each.section, each.number, each.state) for each in found.units if not each.is_settled] == [
        ("2", 2, "unclaimed"),
        ("2", 3, "moved"),
        ("2", 4, "moved"),
    ]


def test_a_claim_of_a_section_that_is_not_there_is_gone() -> None:
    found = status(document(), [*claims(), Claim("4", 1, "0" * 16, ("grind",))], RULES)
    assert codes(found) == ["unit-gone"]
    assert not found.is_complete


def test_a_rule_that_does_not_exist_is_named() -> None:
    wrong = [replace(claim, rules=("grnd",)) if claim.address == ("1", 1) else claim for claim in claims()]
    assert codes(status(document(), wrong, RULES)) == ["claim-of-unknown-rule", "figure-not-encoded"]


def test_a_figure_that_no_rule_has_is_named_unless_waived() -> None:
    lacking = {"grind": RULES["grind"], "give_back": frozenset({Figure("period", Fraction(10), "days")})}
    found = status(document(), claims(), lacking)
    assert codes(found) == ["figure-not-encoded"]
    assert found.diagnostics[0].span is not None
    assert found.diagnostics[0].span.text == "ten (10) Business Days"
    assert not found.is_complete
    waived = [replace(claim, waives_figures="Ten (10) business days: counted elsewhere") for claim in claims()]
    assert status(document(), waived, lacking).is_complete


def test_a_waiver_holds_only_for_the_figure_that_it_names() -> None:
    for reason in ("counted elsewhere", "(10) Business Days: counted elsewhere", "30 days: counted elsewhere"):
        waived = [replace(claim, waives_figures=reason) for claim in claims()]
        found = status(document(), waived, {"grind": frozenset(), "give_back": frozenset()})
        expected = ["figure-not-encoded"] * (1 if reason.startswith("30") else 2)
        assert codes(found) == expected, reason


def test_a_claim_without_fingerprint_is_not_reviewed() -> None:
    fresh = [replace(claim, fingerprint=None) if claim.address == ("3", 1) else claim for claim in claims()]
    found = status(document(), fresh, RULES)
    assert codes(found) == ["unit-not-reviewed"]
    assert accept(document(), fresh) == ((fresh[-1], claims()[-1].fingerprint),)


def test_a_claim_without_rules_and_reason_is_named() -> None:
    bare = [replace(claim, no_effect=None) if claim.address == ("3", 1) else claim for claim in claims()]
    assert codes(status(document(), bare, RULES)) == ["claim-without-account"]


def test_a_second_claim_of_one_unit_is_named_where_it_stands() -> None:
    place = Span(Source("rules.yaml", "section: 1"), 0, 7)
    found = status(document(), [*claims(), replace(claims()[3], span=place)], RULES)
    assert codes(found) == ["unit-claimed-twice"]
    assert found.diagnostics[0].span == place


def test_not_encoded_is_a_state_of_its_own() -> None:
    some = [
        replace(claim, no_effect=None, not_encoded="no data") if claim.address == ("3", 1) else claim
        for claim in claims()
    ]
    found = status(document(), some, RULES)
    assert found.is_complete
    assert state(found, "3", 1) == "not encoded"


def test_citations_are_held_against_the_outline() -> None:
    cited = {
        "grind": (Citation("1"), Citation("2.a", 1)),
        "give_back": (Citation("2", 4), Citation("Article II"), Citation("Preamble", 1)),
        "lost": (),
    }
    assert codes(status(document(), claims(), RULES, cited)) == [
        "citation-of-nothing",
        "citation-of-nothing",
        "rule-cites-nothing",
    ]


def test_sections_restrict_what_is_told() -> None:
    found = status(document(), [], RULES, sections=frozenset({"2"}))
    assert {each.section for each in found.units} == {"2", "2.a"}


def test_accept_claims_nothing_and_can_be_restricted() -> None:
    assert accept(document(), []) == ()
    changed = [replace(claim, fingerprint="0" * 16) for claim in claims()]
    assert {claim.section for claim, _ in accept(document(), changed, ["2"])} == {"2", "2.a"}
    assert len(accept(document(), changed)) == len(changed)
    assert accept(document(), claims()) == ()


def test_accept_leaves_alone_what_moved_or_is_gone() -> None:
    """Otherwise the words of one unit would be accepted under the rules of another."""
    shorter = document(TEXT.replace(" Nobody else may use it.", ""))
    assert accept(shorter, claims()) == ()
    edited = document(TEXT.replace(" Nobody else may use it.", "").replace("rye", "oats"))
    assert [claim.address for claim, _ in accept(edited, claims())] == [("1", 1)]


@pytest.mark.parametrize(
    ("figure", "known", "same"),
    [
        (Figure("period", Fraction(52), "weeks"), Figure("period", Fraction(364), "days"), True),
        (Figure("period", Fraction(1), "years"), Figure("period", Fraction(12), "months"), True),
        (Figure("period", Fraction(30), "days"), Figure("period", Fraction(30), "business days"), False),
        (Figure("period", Fraction(20), "hours"), Figure("number", Fraction(20)), True),
        (Figure("period", Fraction(30), "days"), Figure("number", Fraction(30)), False),
        (Figure("money", Fraction("25000"), "USD"), Figure("number", Fraction(25000)), True),
        (Figure("percent", Fraction(1)), Figure("number", Fraction(1, 100)), True),
        (Figure("number", Fraction(31000), "shares"), Figure("number", Fraction(31000)), True),
        (Figure("date", "1994-07"), Figure("date", "1994-07-01"), True),
        (Figure("date", "1994-07-01"), Figure("date", "1994-07-02"), False),
        (Figure("date", "1994-07-01"), Figure("date", "1994-07"), False),
    ],
)
def test_figures_are_the_same_however_they_are_written(figure: Figure, known: Figure, same: bool) -> None:
    assert is_among(figure, {known}) is same


def test_a_document_is_found_by_title_or_attachment() -> None:
    read = read_outline(Path(__file__).parent / "supply-contract.txt")
    assert isinstance(read, Outline)
    assert read.document("Supply  agreement") is read.documents[0]
    assert read.document("Loan Agreement") is None
    assert read.find("supply agreement") is read.documents[0]
    missing = read.find("Loan Agreement")
    assert isinstance(missing, Diagnostic)
    assert (missing.code, missing.hint) == ("text-document-missing", "the file holds `SUPPLY AGREEMENT`")
