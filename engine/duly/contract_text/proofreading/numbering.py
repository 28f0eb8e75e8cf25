"""Numbers left out or given twice: of sections, of marked items, of marks in running text, and `first … third`.

In: a text. Out: `text-numbering`. The one idea: a number that is left out, or given twice, is what deleting or adding
an item leaves, and the references to the items behind it are then wrong. A number that stands somewhere in the section
after all, in running text, is not left out; a document of which most numbers are missing is an excerpt. Two sections of
one number are told where the text is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from duly.contract_text.markers import NumberKind, marker, roman
from duly.contract_text.nodes import Section
from duly.contract_text.number_words import ORDINALS
from duly.contract_text.proofreading.marks import listings
from duly.contract_text.proofreading.reading import Passage, Reading, Text
from duly.diagnostics import Diagnostic, Label

CODE = "text-numbering"
_LABEL = re.compile(r"(?P<series>(?:.*/)?(?:[A-Za-z]+ |(?:\d+\.)+)?)(?P<mark>\d{1,3}|[A-Za-z]{1,8})")
_ORDINAL = re.compile(
    rf"(?:\A|[:;,.]|[,;]\s+(?:and|or|then|but))\s*(?P<word>{'|'.join(list(ORDINALS)[:9])})(?:ly)?(?P<comma>,)?(?=\s)",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"(?:Exhibit|Schedule|Annex|Appendix|Attachment) \Z")
"""What an attachment is called; a filed copy often lacks some."""
_UNUSED = frozenset("ilo")
LARGEST_GAP = 10
"""How many numbers may be missing in a row."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A section in its series: the number in each way in which its mark can be read."""

    section: Section
    mark: str
    values: dict[NumberKind, int]


def numbers_left_out(text: Text) -> Iterator[Diagnostic]:
    """Numbers that are left out or given twice."""
    for reading in text.readings:
        for parent, labels in reading.below.items():
            series: dict[str, list[_Numbered]] = {}
            for label in labels:
                _add(series, reading, parent, label)
            for name, members in series.items():
                yield from _gaps(reading, parent, name, members)
        for passage in reading.prose:
            yield from _in_running_text(passage)
        for passages in reading.in_section.values():
            yield from _ordinals(passages)


def _add(series: dict[str, list[_Numbered]], reading: Reading, parent: str | None, label: str) -> None:
    """Put a section into its series, if it has a number."""
    plain = label.partition("#")[0]
    found = _LABEL.fullmatch(plain.removeprefix(f"{parent}.") if parent else plain)
    mark = marker(f"{found['mark']})") if found else None
    if found is not None and mark is not None and not _ATTACHED.match(found["series"]):
        name = f"{found['series']}{mark.style}"
        series.setdefault(name, []).append(_Numbered(reading.sections[label], mark.shown, dict(mark.readings)))


def _gaps(reading: Reading, parent: str | None, name: str, members: list[_Numbered]) -> Iterator[Diagnostic]:
    """The numbers that are missing between the first and the last of a series, and the first where it begins with 2."""
    kind = _kind(members)
    if kind is None or len(members) < 2:
        return
    by_value: dict[int, _Numbered] = {}
    for each in members:
        by_value.setdefault(each.values[kind], each)
    ordered = sorted(by_value)
    gaps = [(one, two) for one, two in pairwise(ordered) if two > one + 1]
    if parent is not None and ordered[0] == 2:
        gaps.insert(0, (0, 2))
    if len(gaps) * 2 > len(ordered):
        return
    for one, two in gaps:
        missing = [_shown(kind, value, by_value[two].mark) for value in range(one + 1, two)]
        before = by_value.get(one)
        if two - one <= LARGEST_GAP and not _stands(reading, parent, before, name, missing):
            yield _missing(name[:-2], missing, before, by_value[two])


def _kind(members: list[_Numbered]) -> NumberKind | None:
    """How the marks of a series are read: the way in which all can be, and best the one that begins with one."""
    kinds = [kind for kind in members[0].values if all(kind in each.values for each in members)]
    return min(kinds, key=lambda kind: members[0].values[kind], default=None)


def _shown(kind: NumberKind, value: int, like: str) -> str:
    shown = str(value)
    if kind == "roman":
        shown = roman(value)
    elif kind == "letter":
        shown = chr(97 + (value - 1) % 26) * (1 + (value - 1) // 26)
    return shown.upper() if like[0].isupper() else shown


def _stands(reading: Reading, parent: str | None, before: _Numbered | None, name: str, missing: list[str]) -> bool:
    """Whether the missing marks stand in running text after all, or are letters that some lists leave out."""
    around = before.section.label if before else parent
    if around is None:
        return False
    series, style = re.escape(name[:-2]), name[-2:]
    closed = "[.)]?" if style == "1)" and series else "[.)]"
    numbers = re.compile(rf"(?<!\S)\(?(?:{series})?(?:{'|'.join(missing)}){closed}(?!\S)")
    if any(numbers.search(each.text) for each in reading.within(around)):
        return True
    return any(each in reading.marks.get(parent or "", ()) for each in missing)


def _missing(series: str, missing: list[str], before: _Numbered | None, after: _Numbered) -> Diagnostic:
    shown = " and ".join(f"`{series}{each}`" for each in missing[:3])
    span = after.section.units[0].span if after.section.units else after.section.span
    if before is None:
        return Diagnostic(CODE, f"the list begins with `{after.mark}`; {shown} is missing", span)
    said = "is" if len(missing) == 1 else "are"
    message = f"{shown} {said} missing between {before.section.label} and {after.section.label}"
    return Diagnostic(CODE, message, span, "see whether references to what follows are still right")


def _in_running_text(passage: Passage) -> Iterator[Diagnostic]:
    """Marks in a sentence that skip one, or that its list has already."""
    for listing in listings(passage):
        for before, item in pairwise(listing.items):
            if item.step not in ("skips", "again"):
                continue
            told = "follows" if item.step == "skips" else "stands twice: it comes again after"
            label = Label(passage.span(before.start, before.words), "the mark before it")
            yield Diagnostic(
                CODE, f"`({item.mark})` {told} `({before.mark})`", passage.span(item.start, item.words), None, (label,)
            )


def _ordinals(passages: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    """`first, …; third, …` without a second, and a second after a second; over the sentences of a section."""
    last = 0
    for passage in passages:
        for found in _ORDINAL.finditer(passage.text) if passage.unit.kind == "sentence" else ():
            value = ORDINALS[found["word"].lower()]
            if value == 1:
                last = 1 if found["comma"] else 0
            elif last and last < value - 1:
                span = passage.span(found.start("word"), found.end("word"))
                yield Diagnostic(CODE, f"`{found['word']}` comes after `{list(ORDINALS)[last - 1]}`", span)
                last = value
            elif last and value == last and found["comma"]:
                span = passage.span(found.start("word"), found.end("word"))
                yield Diagnostic(CODE, f"`{found['word']}` stands twice", span)
            elif last:
                last = value
