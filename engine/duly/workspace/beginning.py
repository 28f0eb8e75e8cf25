"""What a new agreement begins with.

In: an id and, if there is one, a document of a contract's text. Out: `Beginning`: title, parties, date, law, currency,
and for each section where it stands, its units, the terms it defines and the dates it names. The one idea: what can be
found is a proposal with the place where it was found, and what cannot is a question; nothing here is a sentence of the
contract. Headings, titles and names are cut after eight words, so that no longer run of its words gets out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from duly.contract_text.defined_terms import definitions_in
from duly.contract_text.nodes import Document, Section, Unit, fold_name
from duly.contract_text.quantities import Quantity, quantities
from duly.language.parser import reserved_words
from duly.workspace.opening_names import Party, governing_law, parties

LONGEST = 8
"""Words of the contract that may stand in a row."""
_WORD = re.compile(r"[^\W_]+(?:['.,’][^\W_]+)*")
_NAME = re.compile(r"[^a-z0-9]+")
_PART = re.compile(r"(?:Article|Schedule|Exhibit|Annex|Appendix|Attachment|Addendum|Part|Chapter) ")
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_LENGTHS = {
    "days": "days",
    "weeks": "days",
    "months": "months",
    "years": "months",
    "business days": "business days",
}
_FULL_DATE = len("2001-10-03")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found, and the section or unit where it stands."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A defined term: the contract's word for it, the name that a rule could have, and the number of its unit."""

    term: str
    name: str
    unit: int


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section: label, heading, line, its units (number, fingerprint, whether it is a heading), terms and dates."""

    label: str
    heading: str | None
    line: int
    units: tuple[tuple[int, str, bool], ...]
    terms: tuple[FoundTerm, ...]
    dates: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class FoundPart:
    """Sections that share a rule file: an article or schedule, all numbered sections (label empty), or the rest."""

    label: str
    heading: str | None
    sections: tuple[FoundSection, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """All that a new agreement's files are made of; `counted` has the sections that count in each unit of time."""

    id: str
    title: str
    parties: tuple[Party, ...]
    source: str | None = None
    dated: Found | None = None
    law: Found | None = None
    currency: str = "USD"
    opening: tuple[FoundSection, ...] = ()
    parts: tuple[FoundPart, ...] = ()
    counted: Mapping[str, tuple[str, ...]] | None = None

    @property
    def has_text(self) -> bool:
        """Whether the contract's text is known."""
        return self.counted is not None

    @property
    def sections(self) -> Iterator[FoundSection]:
        """Every section: those before and after the parts first."""
        yield from self.opening
        for part in self.parts:
            yield from part.sections


def begin(agreement: str, document: Document | None = None) -> Beginning:
    """The beginning of the agreement with this id, from a document of its contract if there is one."""
    title = _as_title(agreement.replace("-", " ").upper())
    if document is None:
        roles = (Party("first_party", "the first party"), Party("second_party", "the second party"))
        return Beginning(agreement, title, roles)
    read = _Reading(document)
    return Beginning(
        id=agreement,
        title=_as_title(short(document.title)) or title,
        parties=read.parties,
        source=_as_title(short((_is_long(document.title) and document.attachment) or document.title)) or None,
        dated=_dated(read),
        law=_first_law(document),
        currency=_currency(read.figures),
        opening=tuple(read.section(each) for each in document.sections if read.part_of(each) is None),
        parts=tuple(_parts(read)),
        counted=_counted(read.figures),
    )


def short(text: str | None) -> str:
    """A heading, title or name cut after eight words, with what cannot be seen taken out."""
    seen = " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())
    words = list(_WORD.finditer(seen))
    return seen if len(words) <= LONGEST else f"{seen[: words[LONGEST - 1].end()]} …"


def name_of(text: str, taken: Iterable[str] = ()) -> str:
    """A name for rules from a term's words: small letters, digits and `_`, none of those that are taken."""
    made = _NAME.sub("_", text.casefold()).strip("_")[:40].strip("_")
    made = made if made[:1].isalpha() else f"the_{made}".rstrip("_")
    made = f"{made}_term" if made in reserved_words() else made
    used = frozenset(taken)
    return next(each for each in (made, *(f"{made}_{number}" for number in range(2, 1000))) if each not in used)


class _Reading:
    """One document, with what was found in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parents = {section.label: section.parent for section in document.sections}
        self.figures = [(unit, each) for unit in document.units for each in quantities(unit.prose)]
        self.parties = parties(document)
        self.names = {name_of(party.name) for party in self.parties} | {party.role for party in self.parties}
        self.terms: set[str] = set()

    def part_of(self, section: Section) -> str | None:
        """The article or schedule around a section; empty for a numbered one outside, None for what has no number."""
        label, above = section.label, section.parent
        while above is not None and not _PART.match(label):
            label, above = above, self.parents.get(above)
        if _PART.match(label):
            return label.partition("/")[0]
        return "" if label[:1].isdigit() else None

    def section(self, section: Section) -> FoundSection:
        """What there is to say of a section."""
        units = tuple((unit.number, unit.fingerprint, unit.kind == "heading") for unit in section.units)
        dates = dict.fromkeys(
            Found(str(each.figure), f"unit {unit.number}")
            for unit, each in self.figures
            if unit.section == section.label and each.figure.kind == "date"
        )
        heading = short(section.heading) or None
        line = section.span.position.line
        return FoundSection(section.label, heading, line, units, tuple(self._terms(section)), tuple(dates))

    def _terms(self, section: Section) -> Iterator[FoundTerm]:
        """The terms whose meaning stands here, each where it is first defined; parties and the agreement are none."""
        title = fold_name(self.document.title)
        for unit in section.units:
            heading = section.heading if unit.number == 1 else None
            for each in definitions_in(unit.prose, heading) if unit.kind == "sentence" else ():
                name = name_of(each.term)
                is_own = name in self.names or fold_name(each.term) in ("party", "parties", "agreement", title)
                if each.kind != "points" and not is_own and name not in self.terms:
                    self.terms.add(name)
                    yield FoundTerm(short(each.term), name, unit.number)


def _parts(read: _Reading) -> Iterator[FoundPart]:
    grouped: dict[str, list[Section]] = {}
    for section in read.document.sections:
        if (part := read.part_of(section)) is not None:
            grouped.setdefault(part, []).append(section)
    for label, sections in grouped.items():
        heading = short(sections[0].heading) if label and sections[0].label == label else None
        yield FoundPart(label, heading, tuple(read.section(section) for section in sections))


def _dated(read: _Reading) -> Found | None:
    """The date that the document bears: one of its preamble, else of the words above the signatures."""
    for label in ("preamble", "title", "parties", "witness"):
        for unit, each in read.figures:
            if (
                unit.section == label
                and each.figure.kind == "date"
                and len(str(each.figure)) == _FULL_DATE
                and str(each.figure)[0].isdigit()
            ):
                return Found(str(each.figure), unit.address)
    return None


def _first_law(document: Document) -> Found | None:
    for unit in document.units:
        if (law := governing_law(unit.prose.text)) is not None:
            return Found(law, unit.address)
    return None


def _currency(figures: Iterable[tuple[Unit, Quantity]]) -> str:
    """The currency of most amounts."""
    counts = Counter(each.figure.unit for _, each in figures if each.figure.kind == "money")
    return counts.most_common(1)[0][0] if counts else "USD"


def _counted(figures: Iterable[tuple[Unit, Quantity]]) -> dict[str, tuple[str, ...]]:
    """The sections that count in days or weeks (`days`), in months or years (`months`) and in business days."""
    found: dict[str, dict[str, None]] = {}
    for unit, each in figures:
        if each.figure.kind == "period" and each.figure.unit in _LENGTHS:
            found.setdefault(_LENGTHS[each.figure.unit], {})[unit.section] = None
    return {length: tuple(sections) for length, sections in found.items()}


def _as_title(text: str) -> str:
    """A title in capitals as it is usually written; another one as it is."""
    if not text.isupper():
        return text
    words = [word if word in _SMALL else word.title() for word in text.lower().split()]
    return " ".join((words[0].title(), *words[1:]))


def _is_long(title: str) -> bool:
    return len(_WORD.findall(title)) > LONGEST
