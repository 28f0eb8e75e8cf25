"""Seeded edits of a contract: changes of its words, each with the place where it must show, and of its layout."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from duly.contract_text.nodes import Outline, Unit

WORD_EDITS = ("negation", "number", "party", "deleted unit", "moved paragraph")
LAYOUT_EDITS = ("re-wrap", "quotes and dashes")
EDITS = WORD_EDITS + LAYOUT_EDITS


@dataclass(frozen=True)
class Edit:
    """An edited text, and the addresses of the units whose words it changed, none for layout."""

    kind: str
    text: str
    touched: frozenset[tuple[str, int]]
    document: int = 0


def edit(kind: str, outline: Outline, rng: random.Random) -> Edit:
    if kind in LAYOUT_EDITS:
        return Edit(kind, LAYOUT[kind](outline.source.text, rng), frozenset())
    document = rng.randrange(len(outline.documents))
    units = [
        unit for unit in outline.documents[document].units if unit.kind != "signature" and unit.section != "witness"
    ]
    if kind == "moved paragraph":
        return moved(outline, document, units, rng)
    while True:
        unit = rng.choice(units)
        changed = WORDS[kind](outline.source.text, unit, rng)
        if changed is not None:
            return Edit(kind, changed, frozenset({(unit.section, unit.number)}), document)


def negated(text: str, unit: Unit, rng: random.Random) -> str | None:
    """A "not" more, or one less."""
    words = unit.prose.text
    there = [found.span() for found in re.finditer(r"\bnot ", words)]
    if there and rng.random() < 0.5:
        start, end = rng.choice(there)
        first, last = unit.prose.place(start), unit.prose.place(end - 2) + 1
        return text[:first] + text[last:]
    gaps = [found.end() for found in re.finditer(r"\b(?:shall|will|may|is|are|be|to|has) ", words)]
    if not gaps:
        return None
    place = unit.prose.place(rng.choice(gaps))
    return f"{text[:place]}not {text[place:]}"


def renumbered(text: str, unit: Unit, rng: random.Random) -> str | None:
    """One digit is another."""
    digits = [found.start() for found in re.finditer(r"\d", unit.prose.text)]
    if not digits or unit.number == 0:
        return None
    place = unit.prose.place(rng.choice(digits))
    return text[:place] + str((int(text[place]) + rng.randint(1, 9)) % 10) + text[place + 1 :]


def other_party(text: str, unit: Unit, rng: random.Random) -> str | None:
    """One party stands where the other stood."""
    names = {"Allos": "The Company", "Company": "Holder", "Holder": "Company", "Consultant": "Company"}
    found = list(re.finditer(r"\b(?:Allos|Company|Holder|Consultant)\b", unit.prose.text))
    if not found:
        return None
    each = rng.choice(found)
    place = unit.prose.place(each.start())
    return text[:place] + names[each.group()] + text[place + len(each.group()) :]


def deleted(text: str, unit: Unit, rng: random.Random) -> str | None:
    """The unit is not there; page breaks within it stay."""
    if unit.number == 0:
        return None
    kept = []
    last = 0
    for start, origin in zip(unit.prose.starts, unit.prose.origins, strict=True):
        following = [each for each in unit.prose.starts if each > start]
        length = (following[0] if following else len(unit.prose.text)) - start
        length = len(unit.prose.text[start : start + length].rstrip()) if following else length
        kept.append(text[last:origin])
        last = origin + length
    return "".join(kept) + text[last:]


def moved(outline: Outline, document: int, units: list[Unit], rng: random.Random) -> Edit:
    """A paragraph stands at another place in its document, between two other paragraphs."""
    text = outline.source.text
    chunks = [found.span() for found in re.finditer(r"(?:^[^\n\f]*\S[^\n\f]*\n)+", text, re.MULTILINE)]
    first, last = units[0].span.start, units[-1].span.end
    inside = [
        span for span in chunks if first <= span[0] and span[1] <= last + 1 and "<PAGE>" not in text[slice(*span)]
    ]
    inside = [span for span in inside if not re.fullmatch(r"\s*(?:\d+|\[Remainder .*)\s*", text[slice(*span)])]
    while True:
        taken, place = rng.choice(inside), rng.choice(inside)[1]
        between = [span for span in inside if min(taken[1], place) <= span[0] < max(taken[0], place)]
        if taken[1] != place and taken[0] != place and between:
            break
    body = text[slice(*taken)]
    low, high = min(taken[0], place), max(taken[1], place)
    touched = frozenset((unit.section, unit.number) for unit in units if low < unit.span.end and unit.span.start < high)
    edited = (
        text[: taken[0]] + text[taken[1] : place] + "\n" + body + text[place:]
        if place > taken[0]
        else text[:place] + "\n" + body + "\n" + text[place : taken[0]] + text[taken[1] :]
    )
    return Edit("moved paragraph", edited, touched, document)


def rewrapped(text: str, rng: random.Random) -> str:
    """Every paragraph is filled anew, with other indents and some page breaks within sentences.

    No page break stands after a colon or semicolon: from the words alone it could not be told from a list of items.
    """
    width, page = rng.randrange(45, 120), 0
    out: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if not re.fullmatch(r"\s*(<PAGE>|\d{1,3})?\s*", line)]
        if not lines:
            out.append("<PAGE>" if "<PAGE>" in block else "")
            out.append(block.replace("<PAGE>", "").strip() and block)
            continue
        indent = " " * rng.choice((0, 0, 4, 10))
        filled = textwrap.wrap(
            " ".join(" ".join(lines).split()), width, initial_indent=indent, subsequent_indent=indent
        )
        breakable = len(filled) > 3 and "/s/" not in block and filled[1][-1] not in ":;"
        if breakable and rng.random() < 0.2:
            page += 1
            filled[2:2] = ["", "", f"{page:>40}", "<PAGE>", ""]
        out.append("\n".join(filled))
    return "\n\n".join(out)


def retyped(text: str, rng: random.Random) -> str:
    """Quotation marks, apostrophes and dashes have other shapes."""
    opening, closing = rng.choice((("“", "”"), ("„", "“"), ("``", "''"), ('"', '"')))
    text = re.sub(r'"(?=\w)', opening, text).replace('"', closing)
    text = text.replace("'", rng.choice(("’", "´", "'"))) if opening != "``" else text
    return re.sub(r"(?<=\w)-(?=\w)", rng.choice(("‐", "‑", "–", "-")), text)


WORDS: dict[str, Callable[[str, Unit, random.Random], str | None]] = {
    "negation": negated,
    "number": renumbered,
    "party": other_party,
    "deleted unit": deleted,
}
LAYOUT: dict[str, Callable[[str, random.Random], str]] = {"re-wrap": rewrapped, "quotes and dashes": retyped}
