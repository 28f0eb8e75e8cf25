"""The facts on which changes show.

In: two versions, what changed, and the fact sets that both can read. Out: `Found`: for each change of substance one
`Witness` where there is any, and in how many fact sets it was sought. The one idea: that two versions differ is shown,
that they do not is never claimed.

First the fact sets that are there are tried, the nearest to a change first: of each the outcomes that the change
reaches soonest, on all its days; of the nearest ones all outcomes, on the last day. An outcome of a norm is sought for
longer than a value, and another state for longer than another day. Where nothing differs, fact sets are built: from
the nearest ones and from nothing, one edit at a time (`edits.py`), looked at on the days on which something turns
(`boundaries.py`). Each is tried for all changes that still want one. The numbers below bound the work; chance has no
part in it, so the same versions give the same facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, islice

from duly.comparison.both_sides import Outcomes, Sides
from duly.comparison.boundaries import Edges, Readings, edges_of, points
from duly.comparison.building import Builder
from duly.comparison.cases import IDLE, Case, Views
from duly.comparison.changes import Change
from duly.comparison.edits import Edit, edits, made_up
from duly.comparison.nearness import Texts, merged, nearest
from duly.comparison.witnesses import Witness
from duly.evaluation.fact_documents import Document, document_of
from duly.model import nodes as m
from duly.model.loader import Loaded

_MOST_NEAR = 12
"""How many outcomes are looked at on all days of each fact set."""
_MOST_FAR = 100
"""In how many of the nearest fact sets all outcomes are looked at."""
_MOST_FURTHER = 40
"""In how many more fact sets a better one is sought where one was found."""
_MOST_BASES = 3
_MOST_SINGLE, _MOST_BUILT = 60, 90
"""How many fact sets are built for one change with one edit, and with those of two edits."""
_MOST_FURTHER_BUILT = 12
_MOST_OF_A_PAIR = 8
"""Of how many of the likeliest edits pairs are made."""
_MOST_BUILT_IN_ALL = 240
_MOST_LEFT_OUT = 24
_MOST_DAYS = 10
_FAR, _VALUE, _UNCLEAR, _OTHER_DAY, _BEST = 1, 2, 3, 4, 5
"""How good a witness is: an outcome far from the change; the value of a term; an outcome that neither version can tell,
or that binds nobody under either; another day or amount; another state."""
_BINDS_NOBODY = ("upcoming", "suspended", "lifted", "ended", "excused", "lapsed", "withdrawn")
"""States in which a norm asks nothing of anybody, or gives nothing."""
_MADE_UP_FOR = 730
"""Through how many days a fact set that is made up is complete."""


@dataclass(slots=True)
class _Sought:
    """A change of substance, what it reaches, and the best that was found so far."""

    change: Change
    outcomes: Outcomes
    edges: Edges
    tried: int = 0
    """In how many of the fact sets that are there it was sought."""
    witness: Witness | None = None
    grade: int = 0
    tried_since: int = 0

    @property
    def is_done(self) -> bool:
        return self.has_enough(_MOST_FURTHER)

    def has_enough(self, most_further: int) -> bool:
        """Whether nothing better is sought any more."""
        return self.grade == _BEST or (self.witness is not None and self.tried_since >= most_further)

    @property
    def near(self) -> Outcomes:
        return self.outcomes[:_MOST_NEAR]


@dataclass(frozen=True, slots=True)
class Found:
    """Witnesses by the fingerprint of their change; in how many fact sets they were sought; how many were built; the
    fingerprints of changes that no outcome reads, of which none was sought."""

    witnesses: dict[str, Witness] = field(default_factory=dict)
    tried: int = 0
    built: int = 0
    unread: frozenset[str] = frozenset()
    spent: int = 0
    """On how many of the fact sets an outcome was too much work to be worked out."""


def search(both: Sides) -> Found:
    """The facts on which the changes of substance show."""
    if not both.changes or both.old.loaded is None or both.new.loaded is None:
        return Found(tried=len(both.pool.read))
    found = _Search(both, both.old.rules, both.new.rules)
    found.through_pool()
    found.through_built()
    witnesses = {each.change.fingerprint: each.witness for each in found.sought if each.witness is not None}
    return Found(witnesses, len(both.pool.read) + found.built, found.built, found.unread, found.spent)


class _Search:
    """One search for all changes of two versions."""

    def __init__(self, both: Sides, old: m.Rules | None, new: m.Rules | None) -> None:
        assert both.old.loaded is not None and both.new.loaded is not None, "an empty side has no facts to show"
        assert old is not None and new is not None, "what is loaded has rules"
        self.both = both
        self.old, self.new = both.old.loaded, both.new.loaded
        self.terms = both.terms
        self.built = self.spent = 0
        reached = {change: both.outcomes(change) for change in both.changes if change.level == "substance"}
        self.sought = [
            _Sought(change, outcomes, edges_of(change, outcomes, old, new))
            for change, outcomes in reached.items()
            if outcomes  # what no outcome reads shows nowhere
        ]
        self.unread = frozenset(change.fingerprint for change, outcomes in reached.items() if not outcomes)

    # What is there.

    def through_pool(self) -> None:
        """Tries the fact sets that are there, until nothing better is sought."""
        for cases in self._batches():
            for case in merged(self._in_order(each, cases) for each in self._waiting):
                waiting = self._waiting
                if not waiting:
                    return
                views = Views(self.old, self.new, case)
                for each in waiting:
                    self._try(each, case, views, each.tried < _MOST_FAR)
                    each.tried += 1
                self.spent += views.is_spent

    @property
    def _waiting(self) -> list[_Sought]:
        return [each for each in self.sought if not each.is_done]

    def _batches(self) -> Iterator[tuple[Case, ...]]:
        """The fact sets by scenario files, the likeliest first; those that were given come before files in which none
        of the outcomes is named that are sought."""
        texts = Texts(self.both.pool.waiting)
        is_given_left = bool(self.both.pool.given)
        while (texts or is_given_left) and self._waiting:
            name = texts.nearest(self._near(each) for each in self._waiting)
            if name is None and is_given_left:
                is_given_left = False
                yield self.both.pool.given
            else:
                yield self.both.pool.take(texts.taken(name))

    def _near(self, each: _Sought) -> list[str]:
        return [name for _, name in each.outcomes]

    def _in_order(self, each: _Sought, cases: Iterable[Case]) -> tuple[Case, ...]:
        return nearest(each.change, cases, self._near(each), each.edges.read)

    def _try(self, each: _Sought, case: Case, views: Views, with_far: bool) -> None:
        """Looks at a fact set for a change, and keeps what it shows if that is better than what was found."""
        each.tried_since += each.witness is not None
        for grade, witness in self._seen(each, case, views, with_far):
            if grade > each.grade:
                each.witness = replace(witness, also=self._also(each, witness))
                each.grade, each.tried_since = grade, 0
            if grade == _BEST:
                return

    def _seen(self, each: _Sought, case: Case, views: Views, with_far: bool) -> Iterator[tuple[int, Witness]]:
        for pair in each.near:
            is_value = pair[1] in self.terms
            if is_value and each.grade >= _VALUE:
                continue
            for day in case.days:
                for row in views.differences(pair, day):
                    witness = Witness(case.name, day, *row, (), is_value, case.built)
                    yield _VALUE if is_value else _grade(witness), witness
        for pair in each.outcomes[_MOST_NEAR:] if with_far and not each.grade else ():
            for row in views.differences(pair, case.days[-1]):
                yield _FAR, Witness(case.name, case.days[-1], *row, (), pair[1] in self.terms, case.built)
                return

    def _also(self, each: _Sought, witness: Witness) -> tuple[str, ...]:
        """The other changes that reach the outcome, any of which may have caused it."""
        name = witness.outcome.partition("[")[0]
        others = (other for other in self.sought if other is not each)
        return tuple(other.change.fingerprint for other in others if any(name == pair[1] for pair in other.outcomes))

    # What is built.

    def through_built(self) -> None:
        """Builds fact sets for the changes that nothing shows yet."""
        builder = Builder(self.old, self.new)
        waiting = [each for each in self.sought if each.witness is None]
        for each in waiting:
            if not each.is_done:
                self._built_for(each, builder)
        for each in waiting:
            if each.witness is not None:
                each.witness = _smallest(each.witness, self.old, self.new, builder, each.outcomes)

    def _built_for(self, each: _Sought, builder: Builder) -> None:
        known: set[tuple[str, Readings]] = set()
        for case in islice(self._candidates(each, builder), _MOST_BUILT):
            assert case.built is not None, "a candidate is built"
            key = (case.built.document, case.built.readings)
            if key in known:
                continue
            if self.built >= _MOST_BUILT_IN_ALL:
                return
            known.add(key)
            self.built += 1
            views = Views(self.old, self.new, case)
            for other in self.sought:
                if other is each or other.witness is None:
                    self._try(other, case, views, with_far=True)
            self.spent += views.is_spent
            if each.has_enough(_MOST_FURTHER_BUILT):
                return

    def _candidates(self, each: _Sought, builder: Builder) -> Iterator[Case]:
        """Fact sets with one edit from each base in turn, the likeliest edit of each first; then some with two."""
        order = self._in_order(each, self.both.pool.read)
        bases = [_Base(case, document_of(case.facts[0])) for case in order[:_MOST_BASES]]
        bases += [_Base(None, self._made_up(each, only_begun)) for only_begun in (True, False)]
        given, made = bases[:-2], bases[-2:]
        tried = 0
        for some, most in ((given, _MOST_SINGLE // 2), (made, _MOST_SINGLE)):
            for case in islice(_in_turn([self._from_base(each, builder, base) for base in some]), most - tried):
                tried += 1
                yield case
        yield from _in_turn([_pairs(each, builder, base) for base in (made[0], *given[:1])])

    def _made_up(self, each: _Sought, only_begun: bool) -> Document:
        named = [self.new.rules.agreement.dated, *each.edges.days]
        first = min((day for day in named if day is not None), default=date(2000, 1, 3))
        through = date.fromordinal(first.toordinal() + _MADE_UP_FOR)
        return made_up(self.new.rules, each.edges, first, through, only_begun)

    def _from_base(self, each: _Sought, builder: Builder, base: _Base) -> Iterator[Case]:
        needed, through = each.edges.needed, (date.fromisoformat(base.document["through"]),)
        days = base.case.days if base.case is not None else through
        plain = builder.case(base.case, base.document, (), needed, days)
        if plain is None:
            return
        turning = points(each.edges, Views(self.old, self.new, plain), plain, each.near)
        base.days = _days(turning, plain.days)
        base.edits = edits(base.document, self.new.rules, each.edges, turning)
        ways: list[tuple[tuple[Edit, ...], Readings]] = [((), needed), *(((), other) for other in each.edges.tried)]
        ways += [((edit,), needed) for edit in base.edits]
        for edited, readings in ways:
            case = builder.case(base.case, base.document, edited, readings, base.days)
            if case is not None:
                yield case


@dataclass(slots=True)
class _Base:
    """What fact sets are built from: a case, or nothing; its document, the days to look at, and edits to make."""

    case: Case | None
    document: Document
    days: tuple[date, ...] = ()
    edits: tuple[Edit, ...] = ()


def _pairs(each: _Sought, builder: Builder, base: _Base) -> Iterator[Case]:
    """The likeliest edits two at a time; of each fact one edit is as likely as the first of the next."""
    ranked: dict[tuple[str, str, str], int] = {}
    likely: list[tuple[int, Edit]] = []
    for edit in base.edits:
        place = (edit.fact, edit.record, edit.field)
        ranked[place] = ranked.get(place, 0) + 1
        likely.append((ranked[place], edit))
    first = [edit for _, edit in sorted(likely, key=lambda row: row[0])][: _MOST_OF_A_PAIR * 2]
    for one, other in sorted(combinations(range(len(first)), 2), key=sum):
        pair = (first[one], first[other])
        if (pair[0].fact, pair[0].field) != (pair[1].fact, pair[1].field):
            case = builder.case(base.case, base.document, pair, each.edges.needed, base.days)
            if case is not None:
                yield case


def _in_turn(streams: list[Iterator[Case]]) -> Iterator[Case]:
    """One of each, as long as there are any."""
    while streams:
        for stream in tuple(streams):
            case = next(stream, None)
            if case is None:
                streams.remove(stream)
                continue
            yield case


def _grade(witness: Witness) -> int:
    """How well a norm or state of the agreement shows the change."""
    states = [said.partition(",")[0] for said in (witness.before, witness.after)]
    if all(" or " in state or state in (*IDLE, "not there") for state in states):
        return _UNCLEAR
    named = {state.partition(" (")[0] for state in states}
    if len(named) == 1 and named <= set(_BINDS_NOBODY):
        return _OTHER_DAY  # of whom a norm is shows best where it binds
    return _BEST if witness.is_other_state else _OTHER_DAY


def _smallest(witness: Witness, old: Loaded, new: Loaded, builder: Builder, outcomes: Outcomes) -> Witness:
    """The same difference on as few made-up facts as it takes."""
    if witness.built is None or witness.built.base:
        return witness
    name = next(pair for pair in outcomes if pair[1] == witness.outcome.partition("[")[0])
    document, wanted = json.loads(witness.built.document), (witness.outcome, witness.before, witness.after)
    for fact in list(document["facts"])[:_MOST_LEFT_OUT]:
        left = {**document, "facts": {each: said for each, said in document["facts"].items() if each != fact}}
        case = builder.of_document(None, left, left, witness.built.readings, (witness.day,))
        if case is not None and wanted in Views(old, new, case).differences(name, witness.day):
            document, witness = left, replace(witness, built=case.built)
    return witness


def _days(turning: Iterable[date], days: tuple[date, ...]) -> tuple[date, ...]:
    """The days that are looked at: those on which something turns, in order, and the last of the base."""
    return tuple(sorted({*islice(turning, _MOST_DAYS), days[-1]}))
