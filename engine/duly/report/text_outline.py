"""The outline of a contract's text, and the state of its units, as text for people and JSON for programs.

In: an `Outline`, or a `Status`. Out: one string. The one idea: who reads it wants to know what is left to do, so the
status begins with that in one line, lists what is not settled before what is, and shows the contract's words beside
each unit, cut to a line. The JSON has everything, in the order of the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from duly.contract_text.nodes import Document, Outline, Section, Unit
from duly.contract_text.status import Claim, Status, UnitStatus
from duly.report.diagnostics import records
from duly.report.visible import visible, width
from duly.source import Span

FORMAT_VERSION = 1
COLUMNS = 100
"""How wide a line of the outline gets at most."""


def outline_text(outline: Outline) -> str:
    """The outline for people: each document, each section with its heading and line, each unit with its first words."""
    return "\n\n".join("\n".join(_document(document)) for document in outline.documents) + "\n"


def outline_json(outline: Outline) -> str:
    """The outline for programs."""
    documents = [
        {
            "title": document.title,
            "attachment": document.attachment,
            "sections": [_section_record(section) for section in document.sections],
        }
        for document in outline.documents
    ]
    return _json({"file": outline.source.name, "documents": documents})


def status_text(status: Status, by_section: bool = False) -> str:
    """The state of every unit for people: what is left to do first; with `by_section` one line a section."""
    blocks = [[_summary(status)]]
    if by_section:
        blocks.append(list(_sections(status)))
    else:
        blocks.append([_unit_line(each) for each in status.units if not each.is_settled])
        blocks.append([_unit_line(each) for each in status.units if each.is_settled])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def status_json(status: Status) -> str:
    """The state of every unit, and everything that is to be said of them, for programs."""
    return _json(
        {
            "document": status.document.title,
            "complete": status.is_complete,
            "counts": status.counts(),
            "units": [_status_record(each) for each in status.units],
            "diagnostics": records(status.diagnostics),
        }
    )


def accepted_text(accepted: Iterable[tuple[Claim, Unit]]) -> str:
    """What was accepted, with all of the contract's words and who is said to encode them."""
    blocks = [
        f"{unit.address} (line {unit.span.position.line}): {_account(claim)}\n    {visible(unit.words)}\n"
        for claim, unit in accepted
    ]
    return "".join(blocks)


# Text


def _account(claim: Claim) -> str:
    """The rules of a claim, or its reason."""
    if claim.rules:
        return f"encoded by {', '.join(claim.rules)}"
    return f"no effect ({claim.no_effect})" if claim.no_effect else f"not encoded ({claim.not_encoded})"


def _document(document: Document) -> Iterator[str]:
    attached = f" ({document.attachment})" if document.attachment else ""
    yield visible(document.title or "(no title)") + attached
    for section in document.sections:
        heading = f"  {_folded(section.heading)}" if section.heading else ""
        yield _cut(f"{section.label}{heading}  (line {section.span.position.line})")
        for unit in section.units:
            if unit.number:
                yield _cut(f"    {unit.number:>2}  {visible(unit.words)}")


def _summary(status: Status) -> str:
    """Whether all is accounted for, and how many units are in which state."""
    counts = ", ".join(f"{count} {state}" for state, count in status.counts().items())
    left = sum(not each.is_settled for each in status.units)
    title = visible(status.document.title or "the document")
    told = "every unit is accounted for" if status.is_complete else f"{left} of {len(status.units)} are not settled"
    return f"{title}: {told} ({counts})" if counts else f"{title}: it has no units"


def _sections(status: Status) -> Iterator[str]:
    """One line a section: how many of its units are in which state."""
    headings = {section.label: section.heading for section in status.document.sections}
    labels = list(dict.fromkeys(each.section for each in status.units))
    widest = max((len(label) for label in labels), default=0)
    for label in labels:
        states = [each.state for each in status.units if each.section == label]
        told = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
        heading = _folded(headings.get(label) or "")
        yield _cut(f"{label:<{widest}}  {told}{'  ' if heading else ''}{heading}")


def _unit_line(each: UnitStatus) -> str:
    """`2.a unit 3 (line 52): encoded by pay: The Severance …`."""
    place = f"{each.section} unit {each.number}" if each.number else f"{each.section} heading"
    line = f" (line {each.unit.span.position.line})" if each.unit is not None else ""
    words = f": {visible(each.unit.words)}" if each.unit is not None else ""
    return _cut(f"{place}{line}: {_told(each)}{words}")


def _told(each: UnitStatus) -> str:
    """The state in words, with the rules or the reason."""
    claim = each.claim
    match each.state:
        case "encoded" | "no effect" | "not encoded" if claim is not None:
            missing = ", ".join(quantity.words for quantity in each.missing)
            return f"{_account(claim)}, but not {missing}" if missing else _account(claim)
        case "moved" if each.moved_from is not None:
            section, number = each.moved_from
            return f"moved from {section} unit {number}" if number else f"moved from {section} heading"
        case _:
            return each.state


def _folded(text: str) -> str:
    return visible(" ".join(text.split()))


def _cut(line: str) -> str:
    """The line, cut to the columns that there are."""
    if width(line) <= COLUMNS:
        return line
    kept = line[:COLUMNS]
    while width(kept) > COLUMNS - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


# JSON


def _json(record: dict[str, Any]) -> str:
    return json.dumps({"format_version": FORMAT_VERSION, **record}, indent=2, ensure_ascii=False) + "\n"


def _section_record(section: Section) -> dict[str, Any]:
    return {
        "label": section.label,
        "heading": section.heading,
        "parent": section.parent,
        "place": _place(section.span),
        "units": [_unit_record(unit) for unit in section.units],
    }


def _unit_record(unit: Unit) -> dict[str, Any]:
    return {
        "number": unit.number,
        "kind": unit.kind,
        "fingerprint": unit.fingerprint,
        "place": _place(unit.span),
        "words": unit.words,
    }


def _status_record(each: UnitStatus) -> dict[str, Any]:
    claim = each.claim
    section, number = each.moved_from or (None, None)
    return {
        "section": each.section,
        "unit": each.number,
        "state": each.state,
        "settled": each.is_settled,
        "rules": list(claim.rules) if claim is not None else [],
        "reason": (claim.no_effect or claim.not_encoded) if claim is not None else None,
        "claimed_fingerprint": claim.fingerprint if claim is not None else None,
        "fingerprint": each.unit.fingerprint if each.unit is not None else None,
        "moved_from": {"section": section, "unit": number} if each.moved_from is not None else None,
        "missing": [{"words": quantity.words, "figure": str(quantity.figure)} for quantity in each.missing],
        "place": _place(each.unit.span) if each.unit is not None else None,
        "words": each.unit.words if each.unit is not None else None,
    }


def _place(span: Span) -> dict[str, int]:
    start, end = span.position, span.source.position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}
