"""An agreement's rules beside its contract's text.

In: the name of a text file, and a loaded agreement. Out: the file's outline, and `EncodedText`, what the rules say of
the document in it that they encode. The one idea: here alone rules and text meet; the reader of texts knows no rules,
the evaluator knows no text, and what they say of each other passes through claims, figures and citations.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from duly.codes import severity_of
from duly.contract_text.nodes import Document as Document
from duly.contract_text.nodes import Outline as Outline
from duly.contract_text.nodes import Unit
from duly.contract_text.outline import outline_of, read_outline
from duly.contract_text.proofreading import proofread as proofread
from duly.contract_text.status import Claim, Status, UnitStatus, accept, status
from duly.diagnostics import Diagnostic, Severity
from duly.limits import FILE_BYTES
from duly.model import nodes as m
from duly.model import shelf
from duly.model.loader import Loaded
from duly.workspace.acceptance import write_fingerprints
from duly.workspace.beginning import begin as begin
from duly.workspace.new_folder import is_free as is_free
from duly.workspace.new_folder import write_new as write_new
from duly.workspace.rule_figures import citations_of, figures_of, places_of

STANDARD_INPUT = "-"
_NAMES = re.compile(r"\w+")
_LEFT = ("changed", "moved", "gone")
"""States of a unit or claim whose words are not those that were reviewed."""


def read_contract(named: str) -> Outline | Diagnostic:
    """The outline of the contract in the file `named` (`-` is standard input), or what keeps it from being read."""
    if named == STANDARD_INPUT:
        found = outline_of(sys.stdin.buffer.read(FILE_BYTES + 1), "standard input")
    else:
        found = read_outline(Path(named), Path(named).as_posix())
    if isinstance(found, Diagnostic):
        return found
    return next((note for note in found.notes if severity_of(note.code) is Severity.ERROR), found)


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The document that an agreement encodes, beside the agreement's rules."""

    rules: m.Rules
    document: Document

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the `text` section says of each unit; a section may be called in capitals or not."""
        return tuple(
            Claim(
                self.document.label(unit.section) or unit.section,
                unit.unit,
                unit.fingerprint,
                unit.rules,
                unit.no_effect,
                unit.not_encoded,
                unit.waives_figures,
                span=unit.span,
            )
            for unit in self.rules.text
        )

    def status(self, sections: Iterable[str] = ()) -> Status:
        """The state of every unit, or of those in `sections` and under them."""
        wanted = frozenset(sections) or None
        return status(
            self.document,
            self.claims,
            figures_of(self.rules),
            citations_of(self.rules),
            wanted,
            places_of(self.rules),
        )

    def to_accept(self, sections: Iterable[str] = ()) -> tuple[tuple[Claim, Unit], ...]:
        """The claims that a person's review would give a fingerprint, each with the unit whose words were reviewed."""
        units = {(unit.section, unit.number): unit for unit in self.document.units}
        return tuple((claim, units[claim.address]) for claim, _ in accept(self.document, self.claims, sections))

    def write(self, named: str, accepted: Iterable[tuple[Claim, Unit]]) -> tuple[Diagnostic, ...]:
        """Writes fingerprints into the files of the agreement of that name; what is said keeps them from being."""
        folder = shelf.folder_of(named)
        assert folder is not None, "the agreement was loaded from there"
        return write_fingerprints(folder, accepted)

    def faults(self) -> tuple[Diagnostic, ...]:
        """What keeps the text from being shown beside the rules: words that are not those that were reviewed."""
        found = self.status()
        left = [each for each in found.units if each.state in _LEFT]
        if not left:
            return ()
        said = tuple(each for each in found.diagnostics if each.code in ("unit-changed", "unit-moved", "unit-gone"))
        message = f"{_counted(left)} not as reviewed, so the rules may not say what this text says"
        hint = "`duly text status` lists every place; `duly text accept` accepts what was read again"
        return (Diagnostic("text-not-as-reviewed", message, hint=hint, file=self.document_file), *said)

    @property
    def document_file(self) -> str | None:
        """The file that the document stands in, where it has any units."""
        return next((unit.span.source.name for unit in self.document.units), None)

    def words(self, rule: str, citations: Iterable[m.Citation]) -> tuple[Unit, ...]:
        """The units beside a rule: those it is said to encode in what it cites or below, else all that it cites.

        An instance, such as `pay[2001-10-12]`, has the words of its rule, and so has a step such as `exception late`.
        """
        cited = tuple(citations)
        names = frozenset(_NAMES.findall(rule.partition("[")[0].partition(":")[0]))
        labels = {self.document.label(each.section) for each in cited}
        mine = {
            claim.address
            for claim in self.claims
            if not names.isdisjoint(claim.rules) and _is_within(claim.section, labels)
        }
        if mine:
            return tuple(unit for unit in self.document.units if (unit.section, unit.number) in mine)
        units = self.document.cited((each.section, unit) for each in cited for unit in each.units or (None,))
        return tuple(unit for unit in units if unit.number)


def encoded_text(loaded: Loaded, contract: Outline) -> EncodedText | Diagnostic:
    """The document of `contract` that the agreement encodes, or that there is none such."""
    agreement = loaded.rules.agreement
    found = contract.find(agreement.source or agreement.title, agreement.span)
    return found if isinstance(found, Diagnostic) else EncodedText(loaded.rules, found)


def _is_within(section: str, labels: Set[str | None]) -> bool:
    """Whether a section is one of `labels` or stands under one."""
    return any(label is not None and (section == label or section.startswith(f"{label}.")) for label in labels)


def _counted(left: list[UnitStatus]) -> str:
    return "one unit is" if len(left) == 1 else f"{len(left)} units are"
