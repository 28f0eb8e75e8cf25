"""What a contract's text consists of.

In: nothing. Out: `Outline`, a file's documents; `Document`, its sections in order; `Section`, with its units; `Unit`,
the smallest thing that can be cited. The one idea: a unit is addressed by its section's label and its number within
the section. Sentences and separately marked items are numbered from 1, as a person would count them; a section's own
heading has number 0, so that a heading more or less moves nothing.

Labels: `2.a`, `3.a.iv`, `6.1.e` for what the contract numbers, `Article IV`, `Schedule 2`, `Schedule 2/1.a` for an
attachment that is part of the same document, and for what has no number the name that fits: `title`, `preamble`,
`recitals` (`recitals.A`), `covenants`, `closing`, `witness`, `signatures`, `notary`, or the words of the heading in
small letters. A label that comes again gets `.2` (named) or `#2` (numbered); a number that stands
after a larger one of its list gets `#late`, so that a clause that was moved has another address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from duly.contract_text.prose import Prose
from duly.diagnostics import Diagnostic
from duly.source import Source, Span

UnitKind: TypeAlias = Literal["heading", "sentence", "signature"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a separately marked item, a heading or a block of a signature page; `number` 0 is a heading."""

    section: str
    number: int
    kind: UnitKind
    prose: Prose = field(repr=False)
    fingerprint: str

    @property
    def words(self) -> str:
        """The contract's words, with runs of white space as one space."""
        return self.prose.original

    @property
    def span(self) -> Span:
        """From where to where the unit stands in the file."""
        return self.prose.whole

    @property
    def address(self) -> str:
        """How a person would cite it: `2.a unit 3`, `2.a heading`."""
        return f"{self.section} unit {self.number}" if self.number else f"{self.section} heading"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered or named part of a document; `parent` is the label of the one around it, `span` begins at the mark."""

    label: str
    heading: str | None
    parent: str | None
    span: Span
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement in the file: its title as it stands there, the name under which it is attached, its sections."""

    title: str
    attachment: str | None
    sections: tuple[Section, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units in the order of the text."""
        return tuple(unit for section in self.sections for unit in section.units)

    def cited(self, citations: Iterable[tuple[str, int | None]]) -> tuple[Unit, ...]:
        """The units that citations (section, and unit or None for the whole section) name, in the order of the text."""
        wanted = frozenset((self.label(section), unit) for section, unit in citations)
        addresses = ((each, {(each.section, each.number), (each.section, None)}) for each in self.units)
        return tuple(each for each, names in addresses if not wanted.isdisjoint(names))

    def label(self, name: str) -> str | None:
        """The label of the section that is called `name`, in capitals or not: `Preamble` is `preamble`."""
        labels = [section.label for section in self.sections]
        if name in labels:
            return name
        return next((label for label in labels if fold_name(label) == fold_name(name)), None)

    def section(self, label: str) -> Section | None:
        """The section with that label, if there is one."""
        return next((section for section in self.sections if section.label == label), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """The documents of a file in order, and what is to be said of the file."""

    source: Source = field(repr=False)
    documents: tuple[Document, ...]
    notes: tuple[Diagnostic, ...] = ()

    def document(self, name: str) -> Document | None:
        """The document with that title or attachment name, however it is capitalised; the first such.

        A long name may be cut after some words: `Amended and Restated …`.
        """
        wanted, cut = fold_name(name.removesuffix("…")), name.endswith("…")
        for document in self.documents:
            names = (fold_name(document.title), fold_name(document.attachment or ""))
            if wanted in names or (cut and wanted and any(f"{each} ".startswith(f"{wanted} ") for each in names)):
                return document
        return None

    def find(self, name: str, span: Span | None = None) -> Document | Diagnostic:
        """The document with that title or attachment name, or that it is missing; `span` is where it is named."""
        found = self.document(name)
        if found is not None:
            return found
        titles = [document.title for document in self.documents if document.title]
        there = ", ".join(f"`{title}`" for title in titles[:5])
        hint = f"the file holds {there}" if there else "no title was found in the file"
        message = f"`{self.source.name}` does not hold a document called `{name}`"
        return Diagnostic("text-document-missing", message, span, hint, file=self.source.name if span is None else None)


def fold_name(name: str) -> str:
    """A title as it is compared: small letters, single spaces."""
    return " ".join(name.casefold().split())
