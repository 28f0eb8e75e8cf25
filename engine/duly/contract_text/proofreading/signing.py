"""The day on which a document says it is signed, and the days beside its signatures.

In: a text. Out: the hint `text-dates-differ`, one for a document. The one idea: the clause above the signatures says
when they were made, by a date or by `the date set forth above`; a date beside a signature, or that of a notary, says it
again. A document without such a clause says it once, however it is dated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duly.contract_text.proofreading.dates import told
from duly.contract_text.proofreading.reading import OPENING, Passage, Reading, Text
from duly.contract_text.quantities import Quantity
from duly.diagnostics import Diagnostic

_EXECUTED = re.compile(r"\b(?:executed|signed|hereunto\s+set)\b[^.;]{0,80}\Z", re.IGNORECASE)
_ABOVE = re.compile(
    r"\b(?:executed|signed|hereunto\s+set)\b[^.;]{0,80}?\bthe\s+(?:day|date)\s+(?:and\s+year\s+)?"
    r"(?:first\s+)?(?:(?:set\s+forth|written|stated|mentioned|given)\s+)?above\b",
    re.IGNORECASE,
)
_MADE = re.compile(r"\b(?:made|entered\s+into|dated|executed)\b[^.;]{0,80}\Z", re.IGNORECASE)
_SIGNED = re.compile(r"(?:\bdated?\s*:|\b(?:acknowledged|subscribed|sworn)\b[^.;]{0,80})\s*\Z", re.IGNORECASE)
WINDOW = 120
"""Characters before a date in which is said what it is of."""


def signings_differ(text: Text) -> Iterator[Diagnostic]:
    """The first date beside a signature that is not the one in the clause above it."""
    for reading in text.readings:
        said = _said(reading)
        if said is None:
            continue
        passage, quantity = said
        beside = (
            each
            for one in reading.passages
            if one.unit.kind == "signature"
            for each in _dates(one, _SIGNED)
            if each.figure != quantity.figure
        )
        for each in beside:
            yield told(quantity, passage, each)
            break


def _said(reading: Reading) -> tuple[Passage, Quantity] | None:
    """The date that the clause above the signatures gives, or that of the opening to which it points."""
    for passage in reading.prose:
        if not passage.unit.section.startswith("witness"):
            continue
        for quantity in _dates(passage, _EXECUTED):
            return passage, quantity
        if _ABOVE.search(passage.text):
            return next(
                (
                    (opening, quantity)
                    for opening in reading.prose
                    if opening.unit.section in OPENING
                    for quantity in _dates(opening, _MADE)
                ),
                None,
            )
    return None


def _dates(passage: Passage, before: re.Pattern[str]) -> Iterator[Quantity]:
    """The full dates of a passage with these words before them."""
    for quantity in passage.quantities:
        start, _ = passage.stretch(quantity.span)
        is_full = quantity.figure.kind == "date" and len(str(quantity.figure.value)) == len("2001-10-17")
        if is_full and before.search(passage.text, max(0, start - WINDOW), start):
            yield quantity
