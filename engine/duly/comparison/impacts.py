"""The same fact sets under two versions: which outcomes are other ones, and by which change.

In: the names of two sides, and fact sets. Out: `Impact`. The one idea: every fact set that both versions can read is
worked out under both, on every day that it asks about, for every outcome that a change of substance or an unclear one
reaches; an outcome that differs is put down to the change that is nearest to it, with the others that reach it named.
Fact sets know nothing of each other, so they may be dealt out to several processes; what comes back is in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from duly.codes import severity_of
from duly.comparison.both_sides import Sides, sides
from duly.comparison.cases import Case, Views
from duly.comparison.changes import Change
from duly.comparison.witnesses import Witness
from duly.diagnostics import Diagnostic, Severity
from duly.model.loader import Loaded

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Progress: TypeAlias = Callable[[int, int], None]
"""Hears how many of how many are done."""
_Names: TypeAlias = tuple[str, str]
_Ranks: TypeAlias = dict[_Names, tuple[str, ...]]
"""Of each outcome the fingerprints of the changes that reach it."""
_Row: TypeAlias = tuple[str, Witness]
_Rows: TypeAlias = tuple[tuple[_Row, ...], int]
"""What differs, and on how many fact sets something was too much work to be compared."""
_LARGEST_SHARE = 32


@dataclass(frozen=True, slots=True)
class Caused:
    """A change and the outcomes that differ by it, one line for each fact set and outcome."""

    change: Change
    differences: tuple[Witness, ...]

    @property
    def cases(self) -> int:
        """In how many fact sets an outcome differs by it."""
        return len({each.case for each in self.differences})


@dataclass(frozen=True, slots=True)
class Impact:
    """What two versions make of the same facts; those changes first that are worse for a party."""

    old: str
    new: str
    caused: tuple[Caused, ...]
    shared: tuple[Change, ...]
    """Changes that reach outcomes that differ, each of which is put down to another change."""
    silent: tuple[Change, ...]
    """Changes that might alter an outcome and altered none here."""
    tried: int
    differing: int
    differing_norms: int
    """In how many of these not only values of terms differ, but norms or the state of the agreement."""
    unshared: int
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[Diagnostic, ...]
    left_out: int = 0
    """How many lines of files hold no fact set that both versions can read."""
    spent: int = 0
    """On how many fact sets an outcome took more steps than an evaluation has, so that it was not compared."""

    @property
    def is_sound(self) -> bool:
        """Whether both sides and all fact sets could be read."""
        return not any(severity_of(found.code) is Severity.ERROR for found in self.diagnostics)


def impact(old: str, new: str, facts: Iterable[str] = (), jobs: int = 1, tell: Progress | None = None) -> Impact:
    """The impact of a change from one side to the other; empty where a side does not load.

    The work is dealt out to `jobs` processes, with the same result; `tell` hears how many fact sets of how many are
    done.
    """
    both = sides(old, new, facts)
    weighty = tuple(change for change in both.changes if change.level in ("substance", "unclear"))
    found, spent = _worked_out(both, _ranks(both, weighty), jobs, tell)
    caused = [
        Caused(change, rows)
        for change in weighty
        if (rows := tuple(row for print_, row in found if print_ == change.fingerprint))
    ]
    rest = [change for change in weighty if all(change != each.change for each in caused)]
    also = {print_ for _, row in found for print_ in row.also}
    return Impact(
        old=old,
        new=new,
        caused=tuple(sorted(caused, key=lambda each: (not each.change.worse_for, -each.cases))),
        shared=tuple(change for change in rest if change.fingerprint in also),
        silent=tuple(change for change in rest if change.fingerprint not in also),
        tried=len(both.pool.cases),
        differing=len({row.case for _, row in found}),
        differing_norms=len({row.case for _, row in found if not row.is_value}),
        unshared=both.pool.unshared,
        diagnostics=both.diagnostics,
        unread=(*both.old.unread, *both.new.unread, *both.pool.unread),
        left_out=both.pool.left_out,
        spent=spent,
    )


def _ranks(both: Sides, changes: Iterable[Change]) -> _Ranks:
    """Of each outcome the changes that reach it, the nearest first."""
    found: dict[_Names, list[tuple[int, bool, str]]] = {}
    for change in changes:
        for place, name in enumerate(both.outcomes(change)):
            found.setdefault(name, []).append((place, change.rule != name[1], change.fingerprint))
    return {name: tuple(print_ for *_, print_ in sorted(rows)) for name, rows in found.items()}


# The work, which knows nothing of other fact sets and so can be dealt out.


@dataclass(frozen=True, slots=True)
class _Share:
    """Some of the fact sets, with all that is needed to work them out."""

    old: Loaded
    new: Loaded
    terms: frozenset[str]
    ranks: _Ranks
    cases: tuple[Case, ...]


def _worked_out(both: Sides, ranks: dict[_Names, tuple[str, ...]], jobs: int, tell: Progress | None) -> _Rows:
    """Each outcome that differs, in the order of the fact sets."""
    cases = both.pool.cases
    if not ranks or not cases or both.old.loaded is None or both.new.loaded is None:
        return (), 0
    count = max(1, min(jobs, len(cases)))
    size = 1 if count == 1 else max(1, min(_LARGEST_SHARE, len(cases) // (count * 4)))
    parts = (cases[first : first + size] for first in range(0, len(cases), size))
    shares = (_Share(both.old.loaded, both.new.loaded, both.terms, ranks, part) for part in parts)
    found: list[_Row] = []
    with _workers(count) as pool:
        done = spent = 0
        for rows, too_much in pool.map(_of_share, shares) if pool is not None else map(_of_share, shares):
            found += rows
            spent += too_much
            done = min(done + size, len(cases))
            if tell is not None:
                tell(done, len(cases))
    return tuple(found), spent


def _workers(count: int) -> AbstractContextManager[ProcessPoolExecutor | None]:
    """Processes that share the work; for one there are none, and what starts them is not waited for."""
    if count == 1:
        return nullcontext()
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count)


def _of_share(share: _Share) -> _Rows:
    found: list[_Row] = []
    spent = 0
    for case in share.cases:
        views = Views(share.old, share.new, case)
        found += _of_case(share, case, views)
        spent += views.is_spent
    return tuple(found), spent


def _of_case(share: _Share, case: Case, views: Views) -> Iterator[_Row]:
    """Each outcome that differs on the facts of a case, with the change that it is put down to."""
    for name, (nearest, *others) in share.ranks.items():
        rows: dict[str, Witness] = {}
        for day in case.days:
            for outcome, before, after in views.differences(name, day):
                row = Witness(case.name, day, outcome, before, after, tuple(others), name[1] in share.terms)
                if outcome not in rows or (row.is_other_state and not rows[outcome].is_other_state):
                    rows[outcome] = row
        yield from ((nearest, row) for row in rows.values())
