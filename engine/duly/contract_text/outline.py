"""The outline of a contract: which documents a file holds, their sections, and in each the units.

In: a source, or bytes. Out: `Outline`. The one idea: paragraphs are read once, in order, with a stack of open
sections (`numbering`). A paragraph either opens something (an attachment, an article, a named part, a numbered
section) or belongs to the innermost section that is open. Only words decide: two copies that differ in layout have
the same outline.

An attachment that is itself an agreement ("This … Agreement is made …") is a document of its own; a schedule that
only has paragraphs is a section of the document that it belongs to. A paragraph in small letters after a list of
items goes on with the clause that introduced them, and a further definition goes back to the section that holds the
definitions; otherwise a paragraph without a mark belongs to the section before it.
"""

from __future__ import annotations

from pathlib import Path

from duly.contract_text.building import Builder
from duly.contract_text.decoding import decode_text, read_text
from duly.contract_text.lines import lines
from duly.contract_text.nodes import Outline
from duly.contract_text.paragraphs import paragraphs
from duly.diagnostics import Diagnostic
from duly.source import Source


def read_outline(path: Path, name: str | None = None) -> Outline | Diagnostic:
    """The outline of the contract in the file at `path`, or what keeps it from being read."""
    read = read_text(path, name)
    return read if isinstance(read, Diagnostic) else outline(*read)


def outline_of(data: bytes, name: str) -> Outline | Diagnostic:
    """The outline of the contract that `data` holds, or what keeps it from being read."""
    read = decode_text(data, name)
    return read if isinstance(read, Diagnostic) else outline(*read)


def outline(source: Source, notes: tuple[Diagnostic, ...] = ()) -> Outline:
    """The outline of the contract in `source`; `notes` are on how it was read and stay with it."""
    found = paragraphs(source, lines(source))
    builder = Builder(found)
    for index, paragraph in enumerate(found):
        builder.take(index, paragraph)
    documents = builder.finished()
    notes += tuple(builder.notes)
    if not found:
        notes += (Diagnostic("text-empty", "there is no text in this file", file=source.name),)
    elif not any(section.parent or section.label[0].isdigit() for each in documents for section in each.sections):
        notes += (Diagnostic("text-without-sections", "no numbered section was found in this file", file=source.name),)
    return Outline(source, documents, notes)
