"""The small languages inside the prose, sentences, and fingerprints; every expected value was worked out by hand."""

from __future__ import annotations

import pytest

from duly.contract_text.defined_terms import definitions_in
from duly.contract_text.fingerprint import fingerprint
from duly.contract_text.markers import marker, roman, roman_value
from duly.contract_text.number_words import words_value
from duly.contract_text.prose import Prose
from duly.contract_text.quantities import disagreements, quantities
from duly.contract_text.references import references_in
from duly.contract_text.sentences import sentences
from duly.source import Source


def prose(text: str) -> Prose:
    source = Source("given.txt", text)
    stretches = []
    start = 0
    for line in text.split("\n"):
        stretches.append((start, start + len(line)))
        start += len(line) + 1
    return Prose.join(source, stretches)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Sections 6.3(a) or (b)", ["6.3(a)", "6.3(b)"]),
        ("Articles III, IV and V hereof", ["III", "IV", "V"]),
        ("6.1(e)(iii)", ["6.1(e)(iii)"]),
        ("6.1(e)(v) or 6.1(e)(vi) hereof", ["6.1(e)(v)", "6.1(e)(vi)"]),
        ("pursuant to Article V, (ii) if it is", ["V"]),
        ("pursuant to Article IV, or (b) it was", ["IV"]),
        ("subject to Section 5.2, (i) include", ["5.2"]),
        ("Sections 4.1(a), (b) and (d)(i)", ["4.1(a)", "4.1(b)", "4.1(d)(i)"]),
        ("Section 6.1(e)(ii) or (f)", ["6.1(e)(ii)", "6.1(f)"]),
        ("Clauses 3.1 to 3.3", ["3.1", "3.3"]),
        ("paragraph 2.2 of Schedule 2", ["2.2", "2"]),
        ("Sections 7, 8, 9 and 10", ["7", "8", "9", "10"]),
        ("Section 5 and 30 days after", ["5"]),
        ("Sections 5 and 30 days after", ["5"]),
        ("Section 4.2 and/or 4.3", ["4.2", "4.3"]),
        ("none of (a), (b) or (c) is", ["(a)", "(b)", "(c)"]),
        ("clauses (i) and (iv) above", ["(i)", "(iv)"]),
        ("Exhibit A and Schedule B-2", ["A", "B-2"]),
        ("Section\n5.2.", ["5.2"]),
        ("§ 12(b)", ["12(b)"]),
        ("Rule 144(k), Form S-3, Title VII, the 1995 Plan, 11.5 per cent", []),
        ("the section of the mill, Part of the Price, article one", []),
        ("Article I shall", ["I"]),
        ("during the period beginning 8.4 on the day", []),
    ],
)
def test_references(text: str, targets: list[str]) -> None:
    assert [each.target for each in references_in(prose(text))] == targets


def test_a_reference_knows_its_kind_place_owner_and_label() -> None:
    found = references_in(prose("see Section 6.1(e)(v),\nArticle IV and Section 11(f) of the Securities Act"))
    assert [(each.kind, each.label, each.of, each.span.position.line) for each in found] == [
        ("section", "6.1.e.v", None, 1),
        ("article", "Article IV", None, 2),
        ("section", "11.f", "Securities Act", 2),
    ]
    first, last = references_in(prose("Clauses 3.1 to 3.3"))
    assert (first.through, last.through) == (False, True)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("within seventy-five (75) days after", ["75 days"]),
        ("ten (10) Business Days", ["10 business days"]),
        ("ten\n(10) Business\nDays", ["10 business days"]),
        ("the four 4 month transition period", ["4 months"]),
        ("a 52-week period, 24-months, six-month, ten-year", ["52 weeks", "24 months", "6 months", "10 years"]),
        ("21 calendar days and 60 consecutive days", ["21 days", "60 days"]),
        ("one hundred and eighty (180) days", ["180 days"]),
        ("7 days' notice of two years", ["7 days", "2 years"]),
        ("thirty (30) trading days", ["30 trading days"]),
        ("the eighth day after he signs", ["8 days"]),
        ("the second Business Day following receipt", ["2 business days"]),
        ("the 3rd day of October, 2001", ["2001-10-03"]),
        ("31st December 2003, March 4, 1999 and July 1994", ["2003-12-31", "1999-03-04", "1994-07"]),
        ("MARCH 4, 1999; Sept. 24, 2001", ["1999-03-04", "2001-09-24"]),
        ("March 31 of each year", ["--03-31"]),
        ("11/16/01, 6/10/2002, 31/12/99, 2001-10-17", ["2001-11-16", "2002-06-10", "1999-12-31", "2001-10-17"]),
        ("February 30, 2001 and 13/13/2001", []),
        ("the Buyer may 30 times march 5 miles", ["30 times"]),
        ("$256,781.20, US$ 412.50, $2 million, EUR 5", ["256781.2 USD", "412.5 USD", "2000000 USD", "5 EUR"]),
        ("2.5% or ten percent (10%) or five per cent", ["2.5%", "10%", "5%"]),
        ("31,000 shares, zero (0) options, one (1) time", ["31000 shares", "0 options", "1 times"]),
        ("two-thirds, one-half, 5/8 x $2,500", ["2/3", "0.5", "0.625", "2500 USD"]),
        ("at 5:00 p.m. or 16:30", ["17:00", "16:30"]),
        ("Section 16, Rule 144, the 1995 Plan, the Act of 1964, 500 Long Street, Form 1099", []),
        ("a day, each month, per year, some days", []),
    ],
)
def test_quantities(text: str, figures: list[str]) -> None:
    assert [str(each.figure) for each in quantities(prose(text))] == figures


def test_words_and_digits_that_differ_are_told_with_their_place() -> None:
    found = quantities(prose("pay within\nthirty (60) days, or ten (10) days"))
    assert [each.agrees for each in found] == [False, True]
    (told,) = disagreements(found)
    assert told.code == "text-number-words"
    assert told.span is not None
    assert (told.span.position.line, told.span.text) == (2, "thirty (60) days")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zero", 0),
        ("twenty-one", 21),
        ("one hundred and eighty", 180),
        ("two thousand five hundred", 2500),
        ("three million two hundred thousand and one", 3_200_001),
        ("one two", None),
        ("twenty thirty", None),
        ("ten five", None),
    ],
)
def test_number_words(words: str, value: int | None) -> None:
    assert words_value(words) == value


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('Mills LLC (the "Seller") and Bakery Inc. ("Buyer")', ["Seller", "Buyer"]),
        ('any manager (each, an "Inspector" and collectively, the "Inspectors"),', ["Inspector", "Inspectors"]),
        ('mill (the "Old Mill" and, with the New Mill, the "Mills") of', ["Old Mill", "Mills"]),
        ('(collectively referred to hereafter as the "Released Parties")', ["Released Parties"]),
        ('who are together referred to as the "Millers."', ["Millers"]),
        ('"Price" has the meaning set forth in Clause 4.', ["Price"]),
        ('"Price" and "Fee" mean the sum', ["Price", "Fee"]),
        ('A "day" for purposes of this Agreement shall mean eight hours', ["day"]),
        ("“Flour” means wheat flour", ["Flour"]),
        ("a Contract Year, meaning each period", ["Contract Year"]),
        ('laws (including "blue sky" laws) and "comfort" letters', []),
        ('the definition of "Business" as set forth in Section 5', []),
    ],
)
def test_definitions(text: str, terms: list[str]) -> None:
    assert [each.term for each in definitions_in(prose(text))] == terms


def test_a_section_defines_its_own_heading() -> None:
    text = prose("The Effective Date of this Agreement shall be the eighth day.")
    assert [each.term for each in definitions_in(text, "Effective Date")] == ["Effective Date"]
    assert definitions_in(text, "Term") == ()
    assert definitions_in(prose("Notices shall be in writing."), "Notices") == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mills, Inc. shall pay. It pays Dr. Rye.", 2),
        ("A bakery of Mills Inc. The Seller pays.", 2),
        ('At 5:00 p.m. (the "Hour") it ends. The U.S.C. Section 5 applies.', 2),
        ("See No. 5, Sec. 4, i.e. This. Next one.", 2),
        ("under Section 10. Thus, it ends", 2),
        ("he pays (i) rent; (ii) tax. He also pays (i.e., If he can).", 2),
        ('called the "Parties." The Parties agree', 2),
        ("J. Rye signed. J. Oats did not", 2),
        ("What? Yes! No.", 3),
        ("on Exhibit A. The rest", 2),
        ("the price is 4.50. 31 days later", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    found = list(sentences(text))
    assert len(found) == count
    assert "".join(text[start:end] for start, end in found) == text


@pytest.mark.parametrize(
    "copy",
    [
        'The Buyer\'s  "first-\nclass" flour - sold.',
        "The Buyer’s “first‑class” flour — sold.",
        "The Buyer´s ``first-class'' ﬂour – sold.",
        'The\u00a0Buyer\'s "first-class" fl\u00adour -- sold.',
    ],
)
def test_a_fingerprint_folds_layout_and_typography(copy: str) -> None:
    assert fingerprint(copy) == fingerprint('The Buyer\'s "first-class" flour - sold.')


@pytest.mark.parametrize(
    "other",
    [
        'The Buyer\'s "first-class" flour - not sold.',
        'the Buyer\'s "first-class" flour - sold.',
        'The Buyers "first-class" flour - sold.',
        "The Buyer's first-class flour - sold.",
        'The Buyer\'s "first-class" flour - sold;',
        'The Buyer\'s "first class" flour - sold.',
    ],
)
def test_a_fingerprint_keeps_words_capitals_and_punctuation(other: str) -> None:
    assert fingerprint(other) != fingerprint('The Buyer\'s "first-class" flour - sold.')


def test_fingerprints_are_what_they_were() -> None:
    """The first 16 digits of the SHA-256 of the folded words, here of `The Seller shall pay.`, by sha256sum."""
    assert fingerprint("The  Seller\nshall pay.") == "b56cf9fccbe32152"


def test_a_place_is_kept_across_lines() -> None:
    text = prose("the Buyer shall pay\n   “five\n(5)” days")
    start = text.text.index("five")
    assert text.span(start, start + 8).text == "five\n(5)"
    assert text.cut(start - 1, len(text.text)).original == "“five (5)” days"
    assert text.text[start - 1] == '"'


@pytest.mark.parametrize(
    ("text", "style", "readings"),
    [
        ("4.2 Price", "decimal", (("digits", 2),)),
        ("4. Price", "decimal", (("digits", 4),)),
        ("Section 4.2 Price", "decimal", (("digits", 2),)),
        ("(iv) the", "(a)", (("roman", 4),)),
        ("i. the", "a.", (("letter", 9), ("roman", 1))),
        ("B) the", "A)", (("letter", 2),)),
        ("(bb) the", "(a)", (("letter", 28),)),
        ("(3) the", "(1)", (("digits", 3),)),
    ],
)
def test_markers(text: str, style: str, readings: tuple[tuple[str, int], ...]) -> None:
    found = marker(text)
    assert found is not None
    assert (found.style, found.readings) == (style, readings)


@pytest.mark.parametrize(
    "text", ["4.2% of", "Dr. Rye", "(the) mill", "Section 4.2 shall apply", "2001 was", "(a.) x", "Ii. x"]
)
def test_what_is_no_marker(text: str) -> None:
    assert marker(text) is None


def test_numerals() -> None:
    assert [roman(value) for value in (4, 9, 14, 40, 99, 399)] == ["iv", "ix", "xiv", "xl", "xcix", "cccxcix"]
    assert all(roman_value(roman(value)) == value for value in range(1, 400))
    assert [roman_value(word) for word in ("iiii", "ic", "vx", "mix")] == [None, None, None, None]
