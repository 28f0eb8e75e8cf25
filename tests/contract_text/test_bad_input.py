"""Whatever the bytes are, there is an outline with what there is, or one clear message; and in linear time."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.codes import CODES
from duly.contract_text.defined_terms import definitions
from duly.contract_text.nodes import Outline
from duly.contract_text.outline import outline, outline_of, read_outline
from duly.contract_text.quantities import quantities
from duly.contract_text.references import references
from duly.diagnostics import Diagnostic
from duly.source import Source

SUPPLY = Path(__file__).parent / "supply-contract.txt"
KILO = "x" * 1000


def everything(read: Outline | Diagnostic) -> Outline:
    """The outline, after all that can be found in it was sought."""
    assert isinstance(read, Outline)
    assert all(note.code in CODES for note in read.notes)
    for document in read.documents:
        definitions(document)
        for unit in document.units:
            assert unit.span.text
            references(unit)
            quantities(unit.prose)
    return read


def labels(data: bytes) -> list[str]:
    read = everything(outline_of(data, "given.txt"))
    return [section.label for document in read.documents for section in document.sections]


def notes(data: bytes) -> list[str]:
    return [note.code for note in everything(outline_of(data, "given.txt")).notes]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n \t\n", b"<PAGE>\n  12\n<PAGE>\n", b"\x0c\x0c 3 \x0c", b"\xef\xbb\xbf\r\n"]
)
def test_a_file_without_text(data: bytes) -> None:
    assert notes(data) == ["text-empty"]
    assert labels(data) == []


def test_windows_1252_is_read_with_a_note() -> None:
    data = "1. Price. The “Price” is €5 – the Buyer’s.\n".encode("cp1252")
    read = everything(outline_of(data, "given.txt"))
    assert [note.code for note in read.notes] == ["text-encoding"]
    assert read.notes[0].message == "this is not UTF-8 and was read as Windows-1252"
    same = everything(outline_of(b'1. Price. The "Price" is \xe2\x82\xac5 - the Buyer\'s.\n', "given.txt"))
    assert [unit.fingerprint for unit in read.documents[0].units] == [
        unit.fingerprint for unit in same.documents[0].units
    ]


def test_bytes_that_are_no_character_are_counted() -> None:
    read = everything(outline_of(b"1. Price. Pay \x81 and \x9d now.\n", "given.txt"))
    assert read.notes[0].message.endswith("which leaves 2 characters unreadable")


def test_utf_16_is_read_with_a_note() -> None:
    data = "1. Price. The Price is $5.\n".encode("utf-16")
    assert notes(data) == ["text-encoding"]
    assert labels(data) == ["1"]


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(256)) * 10, b"\x7fELF\x02\x01\x01\0\0\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    read = outline_of(data, "given.bin")
    assert isinstance(read, Diagnostic)
    assert read.code == "file-not-text"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    missing, folder = read_outline(tmp_path / "none.txt"), read_outline(tmp_path)
    assert isinstance(missing, Diagnostic)
    assert isinstance(folder, Diagnostic)
    assert (missing.code, folder.code) == ("file-missing", "file-is-a-folder")


def test_line_ends_tabs_and_form_feeds() -> None:
    text = "1. Price.\tThe Price\n\tis $5.\n\n\f2. Term. The Term is\f\n\n one year.\n"
    for ends in ("\n", "\r\n", "\r"):
        read = everything(outline_of(text.replace("\n", ends).encode(), "given.txt"))
        assert [unit.words for unit in read.documents[0].units] == [
            "Price.",
            "The Price is $5.",
            "Term.",
            "The Term is one year.",
        ]


MARKDOWN = """\
# Supply Agreement

Between us.

## 1. Price

The Price is $5.

- First item;
- second item.

## Term
One year.
"""


def test_markdown() -> None:
    read = everything(outline_of(MARKDOWN.encode(), "given.md"))
    assert [(section.label, section.heading, len(section.units)) for section in read.documents[0].sections] == [
        ("title", None, 1),
        ("preamble", None, 1),
        ("1", "Price", 4),
        ("term", "Term", 2),
    ]
    assert read.documents[0].title == "Supply Agreement"


def test_a_file_without_any_section() -> None:
    data = b"It was a dark night. The miller slept! Did he? He did.\n\nMorning came.\n"
    assert notes(data) == ["text-without-sections"]
    assert labels(data) == ["preamble"]
    read = everything(outline_of(data, "given.txt"))
    assert [unit.number for unit in read.documents[0].units] == [1, 2, 3, 4, 5]


NOVEL = 'the miller I. saw A. night, 1. and (a) said: i. when 12.5 Mr. Grind. "Yes," rain; no. V. Chapter'


def test_a_novel() -> None:
    rng = random.Random(3)
    words = NOVEL.split()
    paragraphs = [" ".join(rng.choice(words) for _ in range(rng.randrange(1, 120))) for _ in range(1500)]
    read = everything(outline_of("\n\n".join(paragraphs).encode(), "novel.txt"))
    told = " ".join(unit.words for unit in read.documents[0].units)
    assert told.count("Chapter") == sum(each.count("Chapter") for each in paragraphs)


HOSTILE = {
    "dots": "." * 200_000,
    "open parentheses": "(" * 200_000,
    "quotation marks": '"' * 200_000,
    "one long line": 'the Buyer shall pay (the "Price") within thirty (30) days under Section 4.2(a) or (b); ' * 3_000,
    "one long word": "x" * 500_000,
    "spaces": "a" + " " * 500_000 + "b",
    "blank lines": "\n" * 300_000 + "1. Price.",
    "page breaks": "x\n\f12\n" * 50_000,
    "marks": "\n\n".join(f"({chr(97 + index % 26)})" for index in range(20_000)),
    "the same mark": "\n\n".join(["1. Price."] * 20_000),
    "ever deeper": "\n\n".join("1." * depth + " x" for depth in range(1, 400)),
    "backwards": "\n\n".join(f"{index}. x" for index in range(999, 0, -1)),
    "decimals astray": "\n\n".join(f"{index % 97 + 1}.{index % 89 + 1} x" for index in range(20_000)),
    "articles": "\n\n".join(["ARTICLE IV"] * 20_000),
    "exhibits": "\n\n".join(["EXHIBIT A"] * 10_000),
    "capitals": "\n\n".join(["RECITALS"] * 20_000),
    "witness": "\n\n".join(["IN WITNESS WHEREOF"] * 10_000),
    "definitions": "\n\n".join(['"Price" means the "Price"'] * 20_000),
    "references": "Sections " + ", ".join(f"{index}.{index % 9}(a)" for index in range(1, 20_000)),
    "numbers": "one hundred and twenty-" * 20_000,
    "digits": "1," * 100_000 + "000 days",
    "numerals": "i" * 100_000 + ". x",
    "dashes": " -" * 100_000,
    "months": "March " * 30_000,
    "hyphens": "a-\n" * 50_000,
    "small letters": "\n\n".join(["1. Price:", "(a) x;", "and so on"] * 5_000),
}
SECONDS = 20
"""Far more than any of these takes; one that took time in the square of its size would not end."""


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_ends_in_time(what: str) -> None:
    began = time.monotonic()
    read = everything(outline_of(HOSTILE[what].encode(), "hostile.txt"))
    assert read.documents or [note.code for note in read.notes] == ["text-empty"]
    assert time.monotonic() - began < SECONDS


def test_ten_megabytes() -> None:
    text = SUPPLY.read_text(encoding="utf-8")
    data = (text * (10_000_000 // len(text) + 1)).encode()
    read = outline_of(data, "large.txt")
    assert isinstance(read, Outline)
    assert sum(len(document.sections) for document in read.documents) > 50_000


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read = outline_of(data, "any")
    if isinstance(read, Outline):
        everything(read)
    else:
        assert read.code in CODES


PIECES = [
    "1.",
    "(a)",
    "4.2",
    "ARTICLE II",
    "SCHEDULE 1",
    "i.",
    "Section 4.2(a)",
    '"X"',
    "(",
    ")",
    "thirty (30) days",
    ".",
    ";",
]
PIECES += [
    ":",
    "\n",
    "\n\n",
    "\f",
    "<PAGE>",
    "IN WITNESS WHEREOF",
    "By:",
    "RECITALS",
    "The Price",
    "means",
    "$5",
    "%",
    "\t",
    "Dr.",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_pieces_of_contracts(pieces: list[str]) -> None:
    text = " ".join(pieces)
    read = everything(outline(Source("pieces.txt", text)))
    addresses = [(unit.section, unit.number) for document in read.documents[:1] for unit in document.units]
    assert len(addresses) == len(set(addresses))
