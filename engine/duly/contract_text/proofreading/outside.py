"""Sections of other papers, and attachments that are not in the file: what nobody can look up here.

In: a text. Out: `text-reference-outside`, one for a document. The one idea: a proofreader says what it did not check.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.contract_text.nodes import fold_name
from duly.contract_text.proofreading.reading import Text
from duly.contract_text.proofreading.targets import ATTACHMENTS, Outside, attachment_value, resolve
from duly.contract_text.references import Reference
from duly.diagnostics import Diagnostic
from duly.source import Span

CODE = "text-reference-outside"
ELSEWHERE = "text-reference-elsewhere"
MOST = 12
"""References that are named; of the others only the number is said."""


def references_outside(text: Text) -> Iterator[Diagnostic]:
    """What of other papers is referred to, and attachments that are headed otherwise."""
    headed = _attachments(text)
    for reading in text.readings:
        named: dict[str, Span] = {}
        for passage in reading.passages:
            for reference in passage.references:
                if reference.kind in ATTACHMENTS and reference.of is None:
                    yield from _attachment(reference, headed, named)
                elif isinstance(found := resolve(text, reading, passage, reference), Outside) and found.of:
                    named.setdefault(f"{reference.kind} {reference.target} of the {found.of}", reference.span)
        if named:
            yield _told(named)


def _told(named: dict[str, Span]) -> Diagnostic:
    listed = [f"`{name}` (line {span.position.line})" for name, span in list(named.items())[:MOST]]
    rest = f" and {len(named) - MOST} more" if len(named) > MOST else ""
    message = f"these stand in papers that are not in this file: {', '.join(listed)}{rest}"
    return Diagnostic(CODE, message, next(iter(named.values())), "look them up there")


def _attachments(text: Text) -> dict[str, str]:
    """The attachments of the file by number, as they are headed."""
    found: dict[str, str] = {}
    for reading in text.readings:
        own = [reading.document.attachment] if reading.document.attachment else []
        for name in (*own, *(label for label in reading.sections if _is_attachment(label))):
            found.setdefault(attachment_value(name), name)
    return found


def _is_attachment(label: str) -> bool:
    return "/" not in label and label.partition(" ")[0].lower() in ATTACHMENTS


def _attachment(reference: Reference, headed: dict[str, str], named: dict[str, Span]) -> Iterator[Diagnostic]:
    """An attachment that is not there is named with the others; one that is headed otherwise is told by itself."""
    heading = headed.get(attachment_value(reference.label))
    if heading is None:
        named.setdefault(reference.label, reference.span)
    elif fold_name(heading) != fold_name(reference.label):
        message = f"`{reference.label}` is headed `{heading}`"
        yield Diagnostic(ELSEWHERE, message, reference.span, "write it one way")
