"""Paragraphs become sections: numbering styles, pages, attachments, and what belongs where."""

from __future__ import annotations

import pytest

from duly.contract_text.nodes import Document, Outline
from duly.contract_text.outline import outline
from duly.source import Source


def read(text: str) -> Outline:
    return outline(Source("given.txt", text))


def labels(text: str) -> list[str]:
    return [section.label for document in read(text).documents for section in document.sections]


def units(document: Document) -> list[tuple[str, int, str]]:
    return [(unit.section, unit.number, unit.words) for unit in document.units]


INDENTURE = """\
                                                              Exhibit 4.3

                       INDENTURE OF WATER RIGHTS

     INDENTURE dated as of January 5, 2001 (the "Indenture").

                           ARTICLE ONE
                           Definitions

     Section 1.01. Terms. In this Indenture:

     "Stream" means the Long Stream.

                           ARTICLE TWO
                           The Grant

     Section 2.01. Grant. The Grantee may draw:

          (1) in June, for baking; and

          (2) at other times, if:

               (A) the stream is high; and

               (B) it rains.

     Section 2.02. Limits. (a) Nobody shall draw on a holiday.

     (b) Nobody shall draw under Section
2.01.

     IN WITNESS WHEREOF, the parties have signed.

                           NORTHWIND MILLS LLC

                           By: ___________________

                           ANNEX A

                           FORM OF NOTICE

     1. We shall draw.
"""


def test_articles_in_words_sections_with_zeros_and_items_of_three_kinds() -> None:
    document = read(INDENTURE).documents[0]
    assert (document.title, document.attachment) == ("INDENTURE OF WATER RIGHTS", "Exhibit 4.3")
    assert [(section.label, section.heading, section.parent) for section in document.sections] == [
        ("title", None, None),
        ("preamble", None, None),
        ("Article One", "Definitions", None),
        ("1.01", "Terms", "Article One"),
        ("Article Two", "The Grant", None),
        ("2.01", "Grant", "Article Two"),
        ("2.01.1", None, "2.01"),
        ("2.01.2", None, "2.01"),
        ("2.01.2.A", None, "2.01.2"),
        ("2.01.2.B", None, "2.01.2"),
        ("2.02", "Limits", "Article Two"),
        ("2.02.a", None, "2.02"),
        ("2.02.b", None, "2.02"),
        ("witness", None, None),
        ("signatures", None, None),
        ("Annex A", "FORM OF NOTICE", None),
        ("Annex A/1", None, "Annex A"),
    ]
    assert ("2.02.b", 1, "Nobody shall draw under Section 2.01.") in units(document)


PAGES = """\
1. Use. The Buyer may use
the mill for as long as it


                                  12
<PAGE>
                                                        SUPPLY AGREEMENT

turns. It shall
\f
- 13 -

keep it dry, as Dr.
\f
Rye does.

[Remainder of page intentionally left
blank]

2. Care. It stays clean.
"""


def test_a_sentence_goes_on_over_a_page() -> None:
    text = PAGES.replace("                                                        SUPPLY AGREEMENT\n\n", "")
    assert units(read(text).documents[0]) == [
        ("1", 0, "Use."),
        ("1", 1, "The Buyer may use the mill for as long as it turns."),
        ("1", 2, "It shall keep it dry, as Dr. Rye does."),
        ("2", 0, "Care."),
        ("2", 1, "It stays clean."),
    ]


def test_a_running_header_goes_a_line_that_stands_once_stays() -> None:
    page = "1. Use. The Buyer {}\n\nSupply Agreement, page {}\n\f\nuses the mill.\n\n"
    text = "".join(page.format("often", number) for number in (1, 2, 3))
    assert not any("page" in words for _, _, words in units(read(text).documents[0]))
    assert any("page" in words for _, _, words in units(read(page.format("often", 1)).documents[0]))


def test_a_number_that_stands_alone_is_text_away_from_a_page_break() -> None:
    assert ("preamble", 2, "12") in units(read("The Buyer keeps.\n\n12\n\nThe Seller sells.\n").documents[0])


def test_an_attached_agreement_is_a_document_a_schedule_is_a_section() -> None:
    text = "SUPPLY AGREEMENT\n\nThis Supply Agreement is made today.\n\n1. Use. Yes.\n\nEXHIBIT A\n\nLOAN AGREEMENT\n\n"
    text += "This Loan Agreement is made today.\n\n1. Use. No.\n\nSCHEDULE 1\n\nGOODS\n\n1. Flour.\n"
    found = read(text)
    assert [(each.title, each.attachment) for each in found.documents] == [
        ("SUPPLY AGREEMENT", None),
        ("LOAN AGREEMENT", "Exhibit A"),
    ]
    assert [section.label for section in found.documents[1].sections][-2:] == ["Schedule 1", "Schedule 1/1"]
    assert found.document("exhibit a") is found.documents[1]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("1. a. i. ii. b. 2.", "1 1.a 1.a.i 1.a.ii 1.b 2"),
        ("1. (a) (b) (i) (ii) (c)", "1 1.a 1.b 1.b.i 1.b.ii 1.c"),
        ("1. (h) (j)", "1"),
        ("1. (a) (b) (c) (d) (e) (f) (g) (h) (i) (j)", "1 1.a 1.b 1.c 1.d 1.e 1.f 1.g 1.h 1.i 1.j"),
        ("1. a) b) 2. a)", "1 1.a 1.b 2 2.a"),
        ("1. 1.1 1.1.1 (a) 1.1.2 1.2 2. 2.1", "1 1.1 1.1.1 1.1.1.a 1.1.2 1.2 2 2.1"),
        ("1.1 1.2 2.1", "1.1 1.2 2.1"),
        ("1. 2. 4. 5.", "1 2 4 5"),
        ("1. 2. 4. 3. 5.", "1 2 4 3#late 5"),
        ("1. (a) (b) (a)", "1 1.a 1.b 1.a#2"),
        ("1. 2. 2.", "1 2 2#2"),
        ("A. B. 1.", "preamble.A preamble.B preamble.B.1"),
    ],
)
def test_marks(marks: str, expected: str) -> None:
    text = "\n\n".join(f"{mark} The mill turns." for mark in marks.split())
    found = [label for label in labels(f"MILL\n\nIt turns.\n\n{text}") if label not in ("title", "preamble")]
    assert found == expected.split()


def test_a_letter_after_a_colon_is_a_numeral() -> None:
    text = "1. The Buyer may:\n\n(h) grind;\n\n"
    items = "".join(f"({mark}) grind;\n\n" for mark in "abcdefg")
    assert labels(f"1. The Buyer may:\n\n{items}(h) grind;\n\n(i) sift.\n")[-1] == "1.i"
    assert labels(f"1. The Buyer may:\n\n{items}(h) grind, if:\n\n(i) it rains.\n")[-1] == "1.h.i"
    assert labels(text) == ["1"]


def test_items_without_blank_lines_are_items_by_their_indent_only() -> None:
    assert labels("1. The Buyer may:\n   (a) grind;\n   (b) sift;\n2. The Seller sells.\n") == ["1", "1.a", "1.b", "2"]
    assert labels("1. The Buyer may (a) grind;\n(b) sift; or\n(c) mill.\n") == ["1"]
    assert labels("1. The Buyer may (a) grind;\n   (b) sift; or\n   (c) mill.\n") == ["1"]
    assert labels("      1. The Buyer may grind,\n(b) sift.\n") == ["1"]


def test_items_in_running_text_go_on_over_a_page() -> None:
    text = "1. The Buyer may (a) grind rye;\n\f\n(b) sift it; or\n\f\n(c) mill it.\n"
    assert [words for _, _, words in units(read(text).documents[0])] == [
        "The Buyer may (a) grind rye; (b) sift it; or (c) mill it."
    ]


def test_small_letters_after_items_go_on_with_the_clause() -> None:
    text = "1. The Buyer may:\n\n(a) grind; or\n\n(b) sift;\n\nbut only by day.\n"
    first = read(text).documents[0].sections[0]
    assert [(unit.section, unit.number, unit.words) for unit in first.units] == [
        ("1", 1, "The Buyer may:"),
        ("1", 2, "but only by day."),
    ]


def test_a_section_that_comes_twice_is_noted() -> None:
    found = read("1. Use. Yes.\n\n1. Use. No.\n")
    assert [note.code for note in found.notes] == ["text-section-twice"]
    assert found.notes[0].span is not None
    assert found.notes[0].span.position.line == 3


def test_the_place_of_a_unit_is_its_words() -> None:
    text = "1. Use. The Buyer may\n   use “it”. He may not.\n"
    unit = read(text).documents[0].units[1]
    assert unit.span.text == "The Buyer may\n   use “it”."
    assert unit.words == "The Buyer may use “it”."
    assert unit.address == "1 unit 1"
    assert read(text).documents[0].cited([("1", None)]) == read(text).documents[0].units
    assert read(text).documents[0].cited([("1", 1), ("2", None)]) == (unit,)
