"""Paragraphs become documents, sections and units, by a stack of open sections.

In: paragraphs in order. Out: documents, and notes on labels that come twice. The one idea stands in `outline`: each
paragraph opens something or belongs to the innermost section that is open, and only words decide which.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from duly.contract_text import openings
from duly.contract_text.fingerprint import fingerprint
from duly.contract_text.headings import Structure, is_capitals, run_in_heading, slug, structure, unmarked_heading
from duly.contract_text.markers import marker
from duly.contract_text.nodes import Document, Section, Unit, UnitKind
from duly.contract_text.numbering import Numbering
from duly.contract_text.paragraphs import Paragraph
from duly.contract_text.prose import Prose
from duly.contract_text.sentences import sentences
from duly.diagnostics import Diagnostic
from duly.source import Span

LOOK_AHEAD = 8
"""Paragraphs after a heading, or after the first item of a list, among which what it begins must show."""
LOOK_BACK = 200
"""Sections among which an open one is sought by its label."""


@dataclass(slots=True)
class _Open:
    """A section that is being read."""

    label: str
    parent: str | None
    place: Span
    heading: str | None = None
    units: list[Unit] = field(default_factory=list)
    defines: bool = False
    takes_title: bool = False

    def add(self, prose: Prose, kind: UnitKind, number: int | None = None) -> None:
        """Adds a unit, by default with the next number."""
        if number is None:
            number = self.units[-1].number + 1 if self.units else 1
        self.units.append(Unit(self.label, number, kind, prose, fingerprint(prose.text)))
        self.place = self.place.to(prose.whole)

    def head(self, prose: Prose, shown: str) -> None:
        """Makes `prose` the heading, or the title that a heading goes on with."""
        if self.units and self.units[0].number == 0:
            stretches = (self.units[0].span, prose.whole)
            prose = Prose.join(prose.source, ((span.start, span.end) for span in stretches))
            self.units.clear()
        self.heading = shown
        self.units.insert(0, Unit(self.label, 0, "heading", prose, fingerprint(prose.text)))
        self.place = self.place.to(prose.whole)


@dataclass(slots=True)
class Builder:
    """The document that is being read, and those before it."""

    ahead: tuple[Paragraph, ...]
    done: list[Document] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    title: str = ""
    attachment: str | None = None
    sections: list[_Open] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    last: _Open | None = None
    numbering: Numbering = field(default_factory=Numbering)
    around: str = ""
    structured: bool = False
    attached: str = ""
    signing: bool = False
    after_colon: bool = False
    top_number: int = 0
    index: int = 0

    def take(self, index: int, paragraph: Paragraph) -> None:
        """Reads one paragraph."""
        self.index, prose, text = index, paragraph.prose, paragraph.prose.text
        if (head := structure(text)) is not None:
            self._structure(index, prose, head)
        elif self.signing and not self._signing_ends(index, text):
            self._signature(prose, text)
        elif openings.WITNESS.match(text) or openings.SIGNED.match(text):
            self._named("witness" if openings.WITNESS.match(text) else "signatures", prose)
            self.signing = True
            self._add(prose, "sentence" if openings.WITNESS.match(text) else "signature")
        elif self._is_closing(index, text):
            self._named("closing", prose)
            self._add(prose, "sentence")
        elif not self._opens_named(prose, text) and not self._numbered(prose, text):
            self._running(prose, text)
        self.after_colon = text.endswith(":")

    def finished(self) -> tuple[Document, ...]:
        """All documents of the file."""
        self._finish_document()
        return tuple(self.done)

    # What a paragraph opens

    def _structure(self, index: int, prose: Prose, head: Structure) -> None:
        self.signing = False
        rest = prose.cut(head.title, len(prose.text))
        if head.kind == "attachment" and (not self.sections or self._own_agreement(index)):
            self._finish_document()
            self.attachment = head.label
            self._named("title", prose)
            self._add(prose, "heading")
            return
        scope = self.attached + "/" if head.kind == "part" and self.attached else ""
        label = scope + head.label
        prefix = f"{label}/" if head.kind == "attachment" else scope
        self.numbering.reset(prefix, "" if head.kind == "attachment" else f"{head.label}.")
        self.around, self.structured = label, True
        self.attached = head.label if head.kind == "attachment" else self.attached
        section = self._open(label, scope[:-1] or None, prose)
        section.head(prose, rest.text or head.label)
        section.takes_title = not rest.text

    def _opens_named(self, prose: Prose, text: str) -> bool:
        """A heading without a number, or a paragraph that begins a part known by its first word."""
        markdown = openings.MARKDOWN.match(text)
        bare = prose.cut(markdown.end(), len(text)) if markdown else prose
        marked = marker(bare.text)
        if not marked and (markdown or unmarked_heading(bare.text, self._is_opening())):
            self._unmarked_heading(bare)
            return True
        for pattern, label in ((openings.RECITAL, "recitals"), (openings.COVENANTS, "covenants")):
            if pattern.match(text) and not marked:
                if not (self.last is not None and self.last.label == label):
                    self._named(label, prose)
                self._sentences(prose)
                return True
        return False

    def _unmarked_heading(self, prose: Prose) -> None:
        shown = prose.text.rstrip(": ").strip("*_ ")
        if self.last is not None and self.last.takes_title:
            self.last.takes_title = False
            self.last.head(prose, shown)
        elif self._is_opening():
            if not self.title:
                self.title = shown
            if not self.sections:
                self._named("title", prose)
            self._add(prose, "heading")
        else:
            self._named(slug(shown), prose).head(prose, shown)

    def _numbered(self, prose: Prose, text: str) -> bool:
        markdown = openings.MARKDOWN.match(text)
        if markdown:
            prose = prose.cut(markdown.end(), len(text))
        mark = marker(prose.text)
        level = self.numbering.place(mark, self.after_colon) if mark else None
        if mark is None or level is None:
            return False
        late = level.is_late and level.label not in self.labels
        section = self._open(f"{level.label}#late" if late else level.label, level.parent, prose)
        self.top_number = level.path[0] if level.path else self.top_number
        if section.label != level.label:
            self.numbering.levels[-1] = replace(level, label=section.label)
        rest = prose.cut(mark.end, len(prose.text))
        end = len(rest.text) if markdown else run_in_heading(rest.text)
        if end:
            heading = rest.cut(0, end)
            section.head(heading, heading.text.rstrip(".: ").strip("*_ "))
            rest = rest.cut(end, len(rest.text))
        if not (self._begins_list(rest.text) and self._numbered(rest, rest.text)):
            self._sentences(rest)
        return True

    def _running(self, prose: Prose, text: str) -> None:
        """A paragraph that opens nothing belongs to a section that is open."""
        if self.last is None or self.last.label == "title":
            self._named("preamble", prose)
        assert self.last is not None
        if openings.DEFINITION.match(text):
            self._back_to_definitions()
        elif text[0].islower():
            self.numbering.close_list()
            self._back_to_innermost()
        self.last.takes_title = False
        self._sentences(prose.cut(found.end(), len(text)) if (found := openings.BULLET.match(text)) else prose)

    # Signatures

    def _signature(self, prose: Prose, text: str) -> None:
        assert self.last is not None
        in_notary = self.last.label.startswith("notary")
        if openings.NOTARY.match(text) and not (in_notary and "before me" in text):
            self._named("notary", prose)
        elif self.last.label.startswith("witness") or (
            in_notary and openings.SIGNER.match(text) and "otary" not in text
        ):
            self._named("signatures", prose)
        self._add(prose, "signature")

    def _signing_ends(self, index: int, text: str) -> bool:
        """Whether the text goes on after a signature: with the next number, or with the title of another document."""
        mark = marker(text)
        if mark is not None and mark.path and mark.path[0] == self.top_number + 1 > 1:
            self.signing = False
            return True
        if is_capitals(text) and unmarked_heading(text, True) and self._own_agreement(index):
            self._finish_document()
            return True
        return False

    # Look ahead

    def _own_agreement(self, index: int) -> bool:
        """Whether an agreement of its own begins right after the heading at `index`."""
        for paragraph in self.ahead[index + 1 : index + 1 + LOOK_AHEAD]:
            text = paragraph.prose.text
            if openings.PREAMBLE.match(text, 0, 500):
                return True
            if marker(text) or not unmarked_heading(text, True):
                return False
        return False

    def _begins_list(self, text: str) -> bool:
        """Whether the first item of a list stands on its section's line, `4.2 Price. (a) …`, and the next one below."""
        first = marker(text)
        if first is None or first.path or not any(value == 1 for _, value in first.readings):
            return False
        for paragraph in self.ahead[self.index + 1 : self.index + 1 + LOOK_AHEAD]:
            following = marker(paragraph.prose.text)
            if following is not None and following.path:
                return False
            if following is not None and following.style == first.style:
                return any(value == 2 for _, value in following.readings)
        return False

    def _is_closing(self, index: int, text: str) -> bool:
        """Whether this is a statement in capitals right above the signatures."""
        following = self.ahead[index + 1].prose.text if index + 1 < len(self.ahead) else ""
        if not (openings.WITNESS.match(following) or openings.SIGNED.match(following)) or not is_capitals(text):
            return False
        return text.endswith(".") and len(text.split()) > 8 and marker(text) is None

    # Sections

    def _is_opening(self) -> bool:
        return self.last is None or self.last.label == "title"

    def _named(self, label: str, prose: Prose) -> _Open:
        """Opens a section without a number; marks that follow are its own."""
        self.numbering.reset("", f"{label}.")
        self.around, self.structured = label, False
        return self._open(label, None, prose)

    def _open(self, label: str, parent: str | None, prose: Prose) -> _Open:
        count = self.labels[label] = self.labels.get(label, 0) + 1
        if count > 1:
            numbered = parent is not None or label[-1:].isdigit()
            repeated = f"{label}{'#' if numbered else '.'}{count}"
            if numbered:
                message = f"section {label} stands here a second time; it is called `{repeated}`"
                self.notes.append(Diagnostic("text-section-twice", message, prose.span(0, min(20, len(prose.text)))))
            label = repeated
        elif parent is None and label != self.around:
            holds = self.structured or label.startswith(f"{self.around}.")
            parent = self.around if self.around and holds else None
        self.last = _Open(label, parent, prose.whole)
        self.sections.append(self.last)
        return self.last

    def _back_to_definitions(self) -> None:
        assert self.last is not None
        open_labels = {level.label for level in self.numbering.levels}
        for section in reversed(self.sections[-LOOK_BACK:]):
            if section.defines and (section.label in open_labels or section.label == self.around):
                self.numbering.close_to(section.label)
                self.last = section
                return
        self.last.defines = True

    def _back_to_innermost(self) -> None:
        if not self.numbering.levels:
            return
        label = self.numbering.levels[-1].label
        found = next((section for section in reversed(self.sections[-LOOK_BACK:]) if section.label == label), None)
        self.last = found or self.last

    def _sentences(self, prose: Prose) -> None:
        for start, end in sentences(prose.text):
            self._add(prose.cut(start, end), "sentence")

    def _add(self, prose: Prose, kind: UnitKind) -> None:
        assert self.last is not None
        self.last.add(prose, kind)

    def _finish_document(self) -> None:
        if self.sections:
            sections = tuple(
                Section(each.label, each.heading, each.parent, each.place, tuple(each.units)) for each in self.sections
            )
            self.done.append(Document(self.title, self.attachment, sections))
        self.title, self.attachment, self.last = "", None, None
        self.around, self.attached, self.signing, self.top_number = "", "", False, 0
        self.sections, self.labels, self.numbering = [], {}, Numbering()
