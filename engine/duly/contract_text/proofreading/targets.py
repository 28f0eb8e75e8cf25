"""What a reference leads to: a section of this document or of another in the file, nothing, or another paper.

In: a reference and where it stands. Out: `Target`, `Missing` or `Outside`. The one idea: a section is *missing* only if
everything speaks for its being one of this document: no Act, plan or other agreement stands beside the number, and the
number is of the size of this document's. A mark may stand at the beginning of a paragraph, where the outline has it, or
in the running text of its section, `(v)`; both are there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from duly.contract_text.markers import roman, roman_value
from duly.contract_text.nodes import fold_name
from duly.contract_text.number_words import words_value
from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.contract_text.references import Reference


@dataclass(frozen=True, slots=True)
class Target:
    """The section that is meant; `mark` is set where the reference means an item in its running text."""

    reading: Reading
    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing has that number; `near` is the section that has all but the last mark, or the last of its kind."""

    shown: str
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Another paper's section, as far as its name is known."""

    of: str | None = None


Found: TypeAlias = Target | Missing | Outside
SECTIONS = ("section", "clause", "paragraph")
ATTACHMENTS = ("schedule", "exhibit", "annex", "appendix")
LARGEST = 100
"""A number of this size is an Act's or a code's, unless the document itself goes so far."""

_PLACE = r"(?:sections?|articles?|clauses?|paragraphs?|subsections?|§+)"
_OTHERS_AFTER = re.compile(
    r"(?:\s*\([^()]{0,80}\))?(?:,?\s*et\.?\s+seq|\s+(?:thereof|thereunder|thereto)\b"
    r"|,?\s+(?:hereof\s+)?(?:of|to|under|in)\s+(?:(?:his|her|its|their|such|that|those|another|an?|said|any)\s+(?!section)"
    r"|(?:the\s+)?(?!Section|Article|Clause|Paragraph|Schedule|Exhibit|Annex|Appendix)[A-Z]))"
)
_OWN_AFTER = re.compile(r"\s+(?:of|to|in|under)\s+(?:this|the\s+present)\b")
_NAMED_BEFORE = re.compile(
    r"(?<!this )\b(?:Act|Code|Rules?|Regulations?|Law|Statutes?|Plan|Policy|Indenture|Title\s+\w+|U\.S\.C\.|C\.F\.R\.)"
    rf"(?:\s+of\s+\d{{4}})?,?\s+{_PLACE}?\s*\Z",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf"\s+(?:of|in|to)\s+(this\s+)?{_PLACE}", re.IGNORECASE)
_OF_ATTACHMENT = re.compile(r"\s+(?:of|in|to)\s+((?:Schedule|Exhibit|Annex|Appendix)\s+[\w-]+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*(?:[A-Z](?!\w))?")
_MARK = re.compile(r"\(([^()]+)\)")


def resolve(text: Text, reading: Reading, passage: Passage, reference: Reference) -> Found:
    """What `reference`, which stands in `passage` of `reading`, leads to."""
    start, end = passage.stretch(reference.span)
    if reference.of is not None:
        whose = _document(text, reading, reference.of)
        return Outside(reference.of) if whose is None else _own(whose, passage, reference, end, whose is reading)
    own = _OWN_AFTER.match(passage.text, end) is not None
    if not own and (
        _OTHERS_AFTER.match(passage.text, end) or _NAMED_BEFORE.search(passage.text, max(0, start - 60), start)
    ):
        return Outside()
    return _own(reading, passage, reference, end, True)


def _own(reading: Reading, passage: Passage, reference: Reference, end: int, here: bool) -> Found:
    """A reference to a section of `reading`; `here` where it also stands in it."""
    if reference.kind == "article":
        return _article(reading, reference)
    if reference.kind not in SECTIONS:
        return Outside()
    number = _NUMBER.match(reference.target)
    marks = _MARK.findall(reference.target)
    if number is None:
        return _relative(reading, passage, marks, reference, end) if here else Outside()
    if int(number.group().split(".")[0].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) >= LARGEST > reading.largest:
        return Outside()
    scope = _OF_ATTACHMENT.match(passage.text, end)
    scopes = [scope[1]] if scope else [_scope(passage.unit.section)] if here else []
    bases = [f"{each}/{number.group()}" for each in scopes if each] + [number.group()]
    base = next((label for each in bases if (label := _label(reading, each)) is not None), None)
    if base is None:
        if reading.largest == 0 or any(label.startswith(f"{number.group()}.") for label in reading.sections):
            return Outside()
        return _same_number(reading, number.group()) or Missing(
            reference.target, reading.last.get(number.group().rpartition(".")[0])
        )
    return _descend(reading, base, marks)


def _descend(reading: Reading, label: str, marks: list[str]) -> Found:
    """From a section down to the item with these marks."""
    for at, mark in enumerate(marks):
        below = next((each for each in (f"{label}.{mark}", f"{label}({mark})") if each in reading.sections), None)
        if below is not None:
            label = below
            continue
        for inline in marks[at:]:
            if not reading.has_mark(label, inline):
                return Missing(f"({inline})", label)
        return Target(reading, label, marks[-1])
    return Target(reading, label)


def _relative(reading: Reading, passage: Passage, marks: list[str], reference: Reference, end: int) -> Found:
    """An item without a number, `clause (v) above`: one of the sections around, or in their running text."""
    within = _WITHIN.match(passage.text, end)
    if (within is not None and not within[1]) or not marks:
        return Outside()  # what it is within is a reference of its own
    around = [passage.unit.section, *reading.above(passage.unit.section)]
    for label in around:
        found = _descend(reading, label, marks)
        if isinstance(found, Target):
            return found
    return Missing(reference.target)


def _article(reading: Reading, reference: Reference) -> Found:
    shown = reference.target
    value = int(shown) if shown.isdigit() else roman_value(shown) or 0
    for label in (
        f"Article {shown}",
        f"Article {value}",
        f"Article {roman(value).upper() if value else ''}",
        str(value),
    ):
        if (found := _label(reading, label)) is not None:
            return Target(reading, found)
    last = reading.last.get("Article")
    return Missing(f"Article {shown}", last) if last else Outside()


def _same_number(reading: Reading, number: str) -> Target | None:
    """The article that a plain number means where articles, not sections, have plain numbers."""
    if not number.isdigit() or not 0 < int(number) < LARGEST:
        return None
    for label in (f"Article {number}", f"Article {roman(int(number)).upper()}"):
        if label in reading.sections:
            return Target(reading, label)
    return None


def _label(reading: Reading, name: str) -> str | None:
    """The section with that label, also where it is only there as `#late` or a second time."""
    return next((each for each in (name, f"{name}#late", f"{name}#2") if each in reading.sections), None)


def _scope(section: str) -> str:
    """The attachment that a section stands in: `Schedule 2` for `Schedule 2/1.a`, else nothing."""
    return section.rpartition("/")[0]


def _document(text: Text, reading: Reading, name: str) -> Reading | None:
    """The document of the file that is called `name`, this one first."""
    wanted = fold_name(name)
    return reading if wanted in reading.names else text.by_name.get(wanted)


def attachment_value(name: str) -> str:
    """The number or letter of an attachment as it is compared: `exhibit 1` for `Exhibit One`."""
    word, _, number = name.partition(" ")
    value = words_value(number)
    return fold_name(f"{word} {value if value is not None else number}")
