"""Holds what the reader found against the lists that were made by reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from duly.contract_text.defined_terms import definitions
from duly.contract_text.figures import shown
from duly.contract_text.nodes import Document, Outline
from duly.contract_text.quantities import Quantity, quantities
from duly.contract_text.references import references

QUOTES = ('"', "“")
LISTS = Path(__file__).parent / "lists"


@dataclass(frozen=True)
class Score:
    """How many entries a list has, which of them were not found, and what was found that is not on it."""

    listed: int
    missed: tuple[Any, ...]
    false: tuple[Any, ...]


def expected(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((LISTS / f"{name}.yaml").read_text(encoding="utf-8"))


def score(listed: Iterable[Any], found: Iterable[Any]) -> Score:
    wanted, got = Counter(map(_fixed, listed)), Counter(map(_fixed, found))
    missed, false = (wanted - got).elements(), (got - wanted).elements()
    return Score(sum(wanted.values()), tuple(sorted(missed)), tuple(sorted(false)))


def _fixed(row: Any) -> tuple[str, ...]:
    return tuple(str(cell) for cell in row)


def document_scores(listed: Any, outline: Outline, document: Document) -> dict[str, Score]:
    """The score of each list of one document; a heading that the list cuts short is compared as far as it goes."""
    headings = {str(row[1]): str(row[2]) for row in listed["sections"] if len(row) > 2}
    sections = [
        (section.span.position.line, section.label, *_heading(section.heading, headings.get(section.label)))
        for section in document.sections
        if section.label != "title"
    ]
    units = Counter({section.label: sum(unit.number > 0 for unit in section.units) for section in document.sections})
    counted = [(label, units.get(str(label))) for label in listed["units"]]
    named = [(each.span.position.line, each.kind, each.target) for unit in document.units for each in references(unit)]
    terms = [
        (each.span.position.line, each.term, *(() if each.span.text.startswith(QUOTES) else ("unquoted",)))
        for each in definitions(document)
    ]
    found = [each for unit in document.units for each in quantities(unit.prose)]
    return {
        "sections": score(listed["sections"], sections),
        "units": score(listed["units"].items(), counted),
        "references": score(listed["references"], named),
        "terms": score(listed["terms"], terms),
        "periods": score(listed["periods"], _rows(found, "period")),
        "dates": score(listed["dates"], _rows(found, "date")),
        "money": score(_amounts(listed["money"]), _rows(found, "money")),
        "percentages": score(_amounts(listed.get("percentages", ())), _rows(found, "percent")),
        "counts": score(listed["counts"], [row for row in _rows(found, "number") if row[-1] in ("shares", "options")]),
    }


def _amounts(rows: Iterable[Any]) -> list[Any]:
    """Amounts as the program writes them: 412.50 is 412.5."""
    return [(line, shown(Fraction(amount))) for line, amount in rows]


def _rows(found: Iterable[Quantity], kind: str) -> list[tuple[Any, ...]]:
    rows = []
    for each in found:
        if each.figure.kind == kind:
            value = each.figure.value if isinstance(each.figure.value, str) else shown(each.figure.value)
            unit = (each.figure.unit,) if kind in ("period", "number") else ()
            rows.append((each.span.position.line, value, *unit))
    return rows


def _heading(found: str | None, wanted: str | None) -> tuple[str, ...]:
    if found is None:
        return ()
    plain = " ".join(found.split())
    if wanted is not None and wanted.endswith("…") and plain.startswith(wanted[:-1]):
        return (wanted,)
    return (plain,)
