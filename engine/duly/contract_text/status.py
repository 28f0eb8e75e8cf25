"""Whether an agreement accounts for every unit of its contract.

In: a document's outline, the agreement's claims (its `text` section), the figures that each rule's logic has, and what
each rule cites. Out: `Status`, the state of every unit and every claim, with diagnostics. The one idea: both directions
are checked. Every unit must be encoded or excused, and every claim must stand on a unit whose words are those that a
person reviewed; what does not fit is named with its place, never repaired.

Words are matched before addresses. A unit whose words a claim for another address reviewed has *moved* from there; a
unit whose words nobody reviewed is *changed* if its own claim's words are nowhere else, else *unclaimed*; and a claim
whose words are nowhere, while no unit at its address is left over, is *gone*. So a sentence that was taken out shows
as one claim gone and its followers moved, and one that was put in as one unit unclaimed, not as so many changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from duly.contract_text.figures import Figure, is_among
from duly.contract_text.fingerprint import folded
from duly.contract_text.nodes import Document, Unit
from duly.contract_text.quantities import Quantity, quantities
from duly.diagnostics import Diagnostic, Label
from duly.source import Span
from duly.suggest import did_you_mean

State: TypeAlias = Literal[
    "encoded", "no effect", "not encoded", "unclaimed", "changed", "moved", "gone", "not reviewed", "without account"
]
Address: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """What an agreement says of one unit: the rules that encode it, or the reason why none does.

    `fingerprint` is of the words that were reviewed, None before the first review. `waives_figures` names
    figures of the unit, as it writes them, with the reason why they need not be in the logic of its rules.
    """

    section: str
    unit: int
    fingerprint: str | None = None
    rules: tuple[str, ...] = ()
    no_effect: str | None = None
    not_encoded: str | None = None
    waives_figures: str | None = None
    span: Span | None = field(default=None, kw_only=True, compare=False)

    @property
    def address(self) -> Address:
        """Section and number."""
        return self.section, self.unit


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule says that it stands: a section, and a unit of it or (None) the whole section."""

    section: str
    unit: int | None = None
    span: Span | None = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """The state of one unit or claim: the unit (None where it is gone), the claim (None where there is none).

    `moved_from` is the address under which its words are claimed; `missing` are the figures that no logic of its
    rules has.
    """

    state: State
    section: str
    number: int
    unit: Unit | None
    claim: Claim | None
    moved_from: Address | None = None
    missing: tuple[Quantity, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in ("encoded", "no effect", "not encoded") and not self.missing


@dataclass(frozen=True, slots=True)
class Status:
    """Every unit of a document in order, each gone claim after them, and what is to be said."""

    document: Document
    units: tuple[UnitStatus, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every unit is accounted for and every claim stands; otherwise the command exits 1."""
        return not self.diagnostics

    def counts(self) -> dict[str, int]:
        """How many units and claims are in each state, in a fixed order, without those that are in none."""
        found = {state: 0 for state in STATES}
        for each in self.units:
            found[each.state] += 1
        return {state: count for state, count in found.items() if count}


STATES: tuple[State, ...] = (
    "encoded",
    "no effect",
    "not encoded",
    "not reviewed",
    "unclaimed",
    "changed",
    "moved",
    "gone",
    "without account",
)
"""Every state, in the order in which counts are shown."""


def status(
    document: Document,
    claims: Iterable[Claim],
    figures_of: Mapping[str, Set[Figure]],
    citations: Mapping[str, tuple[Citation, ...]] | None = None,
    sections: Set[str] | None = None,
    places: Mapping[str, Span] | None = None,
) -> Status:
    """The state of every unit of `document` under `claims`.

    `figures_of` has a key for every rule there is, with the figures of its logic; `citations`, where given, what each
    rule cites, and `places` where it stands. `sections` restricts the outcome to those sections and what stands under
    them.
    """
    listed = tuple(claims)
    by_address = {claim.address: claim for claim in reversed(listed)}
    matches = _match(document, by_address)
    states = [_unit_state(unit, matches, figures_of) for unit in document.units]
    states += [UnitStatus("gone", *claim.address, None, claim) for claim in matches.gone]
    within = _within(document, sections or ()) | (sections or frozenset())
    states = [each for each in states if sections is None or each.section in within]
    found = [diagnostic for each in states for diagnostic in _diagnostics(each, figures_of)]
    found += [_twice(claim) for claim in listed if by_address[claim.address] is not claim]
    if citations is not None and sections is None:
        found += _citations(document, citations, places or {})
    return Status(document, tuple(states), tuple(found))


def accept(document: Document, claims: Iterable[Claim], sections: Iterable[str] = ()) -> tuple[tuple[Claim, str], ...]:
    """Which claims get which fingerprint after a person's review, in `sections` and under them, or in all.

    Only what is *changed* or *not reviewed* is accepted. Nothing is claimed that was not, and a claim whose words stand
    elsewhere or nowhere keeps its fingerprint: its address has to be mended first.
    """
    by_address = {claim.address: claim for claim in claims}
    wanted = frozenset(sections)
    within = _within(document, wanted)
    matches = _match(document, by_address)
    kept = matches.left | matches.moved.keys()
    return tuple(
        (claim, unit.fingerprint)
        for unit in document.units
        if (claim := by_address.get((unit.section, unit.number))) is not None
        and claim.fingerprint != unit.fingerprint
        and claim.address not in kept
        and (not wanted or unit.section in within)
    )


@dataclass(frozen=True, slots=True)
class _Matches:
    """The claim at each address; for each unit that moved, the claim of its words; the addresses that those claims
    give; the claims whose words are nowhere."""

    claims: Mapping[Address, Claim]
    moved: Mapping[Address, Claim]
    left: frozenset[Address]
    gone: tuple[Claim, ...]


def _match(document: Document, claims: Mapping[Address, Claim]) -> _Matches:
    """Matches words first: what stands where it was reviewed, then what stands elsewhere, in the order of the text."""
    units = {(unit.section, unit.number): unit for unit in document.units}
    astray: dict[str, list[Claim]] = {}
    for claim in claims.values():
        unit = units.get(claim.address)
        if claim.fingerprint is not None and (unit is None or unit.fingerprint != claim.fingerprint):
            astray.setdefault(claim.fingerprint, []).append(claim)
    moved: dict[Address, Claim] = {}
    for address, unit in units.items():
        own = claims.get(address)
        if own is not None and own.fingerprint == unit.fingerprint:
            continue
        if waiting := astray.get(unit.fingerprint):
            moved[address] = waiting.pop(0)
    lost = [claim for waiting in astray.values() for claim in waiting]
    lost += [claim for claim in claims.values() if claim.fingerprint is None and claim.address not in units]
    gone = sorted(
        (each for each in lost if each.address in moved or each.address not in units), key=lambda each: each.address
    )
    return _Matches(claims, moved, frozenset(claim.address for claim in moved.values()), tuple(gone))


def _unit_state(unit: Unit, matches: _Matches, figures_of: Mapping[str, Set[Figure]]) -> UnitStatus:
    address = unit.section, unit.number
    if (mover := matches.moved.get(address)) is not None:
        return UnitStatus("moved", *address, unit, mover, mover.address)
    claim = matches.claims.get(address)
    if claim is None or address in matches.left:
        return UnitStatus("unclaimed", *address, unit, None)
    if claim.fingerprint is not None and claim.fingerprint != unit.fingerprint:
        return UnitStatus("changed", *address, unit, claim)
    state = _account(claim)
    missing = _missing(unit, claim, figures_of) if state in ("encoded", "not reviewed") else ()
    return UnitStatus(state, *address, unit, claim, None, missing)


def _account(claim: Claim) -> State:
    """What a claim says of its unit, if the words are as reviewed."""
    if not (claim.rules or claim.no_effect or claim.not_encoded):
        return "without account"
    if claim.fingerprint is None:
        return "not reviewed"
    return "encoded" if claim.rules else "not encoded" if claim.not_encoded else "no effect"


def _missing(unit: Unit, claim: Claim, figures_of: Mapping[str, Set[Figure]]) -> tuple[Quantity, ...]:
    """The figures of `unit` that no rule of the claim has in its logic, and that the claim does not waive by name."""
    if not claim.rules:
        return ()
    known = frozenset(figure for rule in claim.rules for figure in figures_of.get(rule, ()))
    lacking = (each for each in quantities(unit.prose) if not is_among(each.figure, known))
    return tuple(each for each in lacking if not _is_waived(each, claim.waives_figures))


def _is_waived(quantity: Quantity, reason: str | None) -> bool:
    """Whether the reason names the figure as the contract writes it; a waiver of one leaves the unit's others alone."""
    words = re.escape(folded(quantity.words).casefold())
    return reason is not None and re.search(rf"(?<!\w){words}(?!\w)", folded(reason).casefold()) is not None


def _within(document: Document, sections: Iterable[str]) -> Set[str]:
    """The labels of `sections` and of all sections under them."""
    found = set(sections)
    for section in document.sections:
        if section.parent in found or section.label.split("#")[0] in found:
            found.add(section.label)
    return found


def _shown(address: Address) -> str:
    section, number = address
    return f"section {section} unit {number}" if number else f"the heading of section {section}"


def _diagnostics(each: UnitStatus, figures_of: Mapping[str, Set[Figure]]) -> Iterable[Diagnostic]:
    """What is to be said of one unit or claim."""
    place = _shown((each.section, each.number))
    here = each.unit.span if each.unit is not None else None
    claimed = each.claim.span if each.claim is not None else None
    labels = (Label(claimed, "claimed here"),) if claimed is not None and here is not None else ()
    match each.state:
        case "unclaimed":
            yield Diagnostic("unit-unclaimed", f"{place} is not accounted for", here)
        case "changed":
            hint = "compare its rules with the words, then accept it"
            yield Diagnostic(
                "unit-changed", f"the words of {place} are not those that were reviewed", here, hint, labels
            )
        case "moved" if each.moved_from is not None:
            message = f"the words of {place} are claimed as {_shown(each.moved_from)}"
            yield Diagnostic("unit-moved", message, here, None, labels)
        case "gone":
            yield Diagnostic("unit-gone", f"the words claimed as {place} are not in the document", claimed or here)
        case "not reviewed":
            yield Diagnostic("unit-not-reviewed", f"{place} is claimed without a fingerprint", claimed or here)
        case "without account":
            yield Diagnostic("claim-without-account", f"{place} has neither rules nor a reason", claimed or here)
    if each.claim is not None:
        for rule in each.claim.rules:
            if rule not in figures_of:
                yield Diagnostic("claim-of-unknown-rule", f"{place} names `{rule}`, which is no rule", claimed or here)
    for quantity in each.missing:
        message = f"`{quantity.words}` in {place} is in no logic of {_list(each.claim)}"
        yield Diagnostic("figure-not-encoded", message, quantity.span, None, labels)


def _list(claim: Claim | None) -> str:
    return ", ".join(f"`{rule}`" for rule in claim.rules) if claim is not None else ""


def _twice(claim: Claim) -> Diagnostic:
    return Diagnostic("unit-claimed-twice", f"{_shown(claim.address)} is claimed a second time", claim.span)


def _citations(
    document: Document, citations: Mapping[str, tuple[Citation, ...]], places: Mapping[str, Span]
) -> list[Diagnostic]:
    """Rules that cite nothing, and citations of what is not there."""
    units = {(unit.section, unit.number) for unit in document.units}
    found: list[Diagnostic] = []
    for rule, cited in citations.items():
        if not cited:
            message = f"`{rule}` does not say where it stands in the contract"
            found.append(Diagnostic("rule-cites-nothing", message, places.get(rule)))
        for each in cited:
            label = document.label(each.section)
            if label is None or (each.unit is not None and (label, each.unit) not in units):
                place = f"section {each.section}" if each.unit is None else _shown((each.section, each.unit))
                hint = (
                    did_you_mean(each.section, (section.label for section in document.sections)) if not label else None
                )
                message = f"`{rule}` cites {place}, which the document does not have"
                found.append(Diagnostic("citation-of-nothing", message, each.span, hint))
    return found
