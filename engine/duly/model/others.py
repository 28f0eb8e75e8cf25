"""Finding the agreements that an agreement uses.

In: the rules of an agreement, and where other agreements lie. Out: its rules with those of the others in view, and what
is wrong with the use. The one idea: an agreement that is used is loaded like any other, before the one that uses it; an
agreement that comes to use itself, by whatever way, is refused with that way printed, so every use leads somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from duly.calendars import Calendar, calendar_hash
from duly.diagnostics import Diagnostic
from duly.model import nodes as m
from duly.model.uses import reading_others
from duly.source import Span

if TYPE_CHECKING:
    from duly.model.loader import Loaded

Place: TypeAlias = tuple[Path, str]
"""A folder, and how it is shown."""


class Others:
    """The agreements that may be used, each loaded once; `chain` are those that are being loaded just now."""

    def __init__(self, place: Callable[[str], Place | None], calendars: Mapping[str, Calendar] | None = None) -> None:
        self._place, self._calendars = place, calendars
        self._loaded: dict[str, Loaded] = {}
        self.chain: list[str] = []

    def load(self, id_: str) -> Loaded | None:
        """The agreement of this id; None where there is none."""
        if id_ not in self._loaded:
            from duly.model.loader import load_folder

            place = self._place(id_)
            if place is None:
                return None
            self._loaded[id_] = load_folder(*place, self._calendars, self)
        return self._loaded[id_]


def beside(folder: Path, shown: str, calendars: Mapping[str, Calendar] | None = None) -> Others:
    """The agreements in the folders beside `folder`; `calendars` stand behind their own."""

    def place(id_: str) -> Place | None:
        other = folder.resolve().parent / id_
        above = shown.rstrip("/").rpartition("/")[0]
        return (other, f"{above}/{id_}" if above else id_) if other.is_dir() else None

    return Others(place, calendars)


def with_used(rules: m.Rules, others: Others) -> tuple[m.Rules, tuple[Diagnostic, ...]]:
    """The rules with all that they use in view, or with what keeps it out of view."""
    if not rules.agreement.uses:
        return rules, ()
    found: list[tuple[m.Rules, m.Circles]] = []
    faults: list[Diagnostic] = []
    others.chain.append(rules.agreement.id)
    for id_, span in zip(rules.agreement.uses, rules.agreement.uses_spans, strict=True):
        if id_ in others.chain:
            faults.append(_circle((*others.chain[others.chain.index(id_) :], id_), span))
            continue
        loaded = others.load(id_)
        if loaded is None or loaded.vocabulary is None or not loaded.is_sound or loaded.rules.agreement.id != id_:
            faults += _not_there(id_, loaded, span)
            continue
        found.append((loaded.rules, loaded.vocabulary.circles()))
        faults += _clashes(rules, loaded.rules, span)
    others.chain.pop()
    faults += _called_alike(rules, [used for used, _ in found])
    return (rules if faults else reading_others(rules, found)), tuple(faults)


def _circle(chain: tuple[str, ...], span: Span) -> Diagnostic:
    way = " → ".join(f"`{each}`" for each in chain)
    hint = "let one of them take what it needs from the other as a fact"
    return Diagnostic("uses-circle", f"these agreements use each other: {way}", span, hint)


def _not_there(id_: str, loaded: Loaded | None, span: Span) -> Iterator[Diagnostic]:
    if loaded is None:
        hint = "it lies in a folder of that name beside this agreement's, or under rules/"
        yield Diagnostic("unknown-agreement", f"there is no agreement `{id_}`", span, hint)
        return
    if loaded.vocabulary is not None and loaded.is_sound:
        own = loaded.rules.agreement.id
        message = f"the agreement in the folder `{id_}` has the id `{own}`"
        yield Diagnostic("unknown-agreement", message, span, "a folder that is used has the id of its agreement")
        return
    yield Diagnostic("used-not-loaded", f"the agreement `{id_}` does not load", span, "see what is said of its files")
    yield from loaded.diagnostics


def clashing(members: Sequence[m.Rules]) -> Iterator[Diagnostic]:
    """What keeps agreements from being read together, none of which has to use another."""
    for position, rules in enumerate(members):
        for other in members[:position]:
            yield from _clashes(rules, other, rules.agreement.span)
    yield from _called_alike(replace(members[0], facts={}, terms={}, norms={}, groups={}), members[1:])


def _clashes(rules: m.Rules, used: m.Rules, span: Span) -> Iterator[Diagnostic]:
    own, other = rules.agreement, used.agreement
    if other.currency != own.currency:
        message = f"`{other.id}` counts in {other.currency}, and this agreement in {own.currency}"
        yield Diagnostic("uses-clash", message, span, "agreements that read each other count in one currency")
    parties = dict(own.parties)
    for role, party in other.parties:
        if role in parties and parties[role] != party:
            message = f"`{role}` is another party in `{other.id}`"
            yield Diagnostic("uses-clash", message, span, "give the role a name of its own in one of them")
    for name, calendar in used.calendars.items():
        if name in rules.calendars and calendar_hash(rules.calendars[name]) != calendar_hash(calendar):
            message = f"the calendar `{name}` is another one in `{other.id}`"
            yield Diagnostic("uses-clash", message, span, "give the calendar a name of its own in one of them")


def _called_alike(rules: m.Rules, others: Sequence[m.Rules]) -> Iterator[Diagnostic]:
    used = [each.agreement for each in others]
    taken = {rules.agreement.name: rules.agreement}
    for other in used:
        first = taken.setdefault(other.name, other)
        if first is not other:
            message = f"`{first.id}` and `{other.id}` are both called `{other.name}`"
            yield Diagnostic("uses-clash", message, rules.agreement.span, "give one of them another `short` name")
    for name in (other.name for other in used):
        if any(name in table for table in (rules.facts, rules.terms, rules.norms, rules.groups)):
            message = f"`{name}` is a name of this agreement, and what it calls another one"
            yield Diagnostic("name-taken", message, rules.agreement.span, "choose another name")
