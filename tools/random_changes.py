"""Single random changes of the shipped rules: is each seen, and is there a fact set that shows it?

In: an agreement, how many changes, a seed. Out: figures on standard output. The one idea: what a reviewer is told is
held against changes that nobody thought of (`tests/single_changes.py`). Of each that can be evaluated it must be said
that it is of substance; a fact set should show it; and another layout must say nothing at all.

    python tools/random_changes.py --changes 500 --layouts 300 --jobs 2
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from duly.comparison.both_sides import Sides
from duly.comparison.compare import compare
from duly.comparison.pooling import Pool
from duly.comparison.searching import search
from duly.comparison.sides import Side, read_side
from duly.model import nodes as m
from duly.model.circles import find_circles
from duly.model.layout import lay_out
from duly.model.loader import Loaded, load_folder, load_sources
from duly.model.others import beside
from duly.model.resolver import resolve
from duly.model.vocabulary import Vocabulary
from duly.source import Source

CHECKOUT = Path(__file__).resolve().parent.parent
RULES = CHECKOUT / "rules"
sys.path.append(str(CHECKOUT / "tests"))
from single_changes import single_changes  # noqa: E402 -- the tests hold the same changes against the same report


@dataclass(frozen=True, slots=True)
class Tried:
    """One change: what it is, the weightiest level that was reported (empty: no change at all), on which facts it
    shows, and how many were tried; `shows_in` is empty where none was found."""

    what: str
    level: str
    shows_in: str
    is_built: bool
    tried: int

    @property
    def is_seen(self) -> bool:
        """Whether it was reported as one of substance."""
        return self.level == "substance"

    @property
    def said(self) -> str:
        """What became of it, in a line."""
        if not self.is_seen:
            return f"not of substance but {self.level or 'no change'}: {self.what}"
        if not self.shows_in:
            return f"without a witness in {self.tried} fact sets: {self.what}"
        return f"shown on {'built facts' if self.is_built else self.shows_in}: {self.what}"


# What is said of them.


def tried(agreement: str, changes: int, seed: int, share: int, shares: int) -> list[Tried]:
    """What is said of one process's share of the changes; each is told as soon as it is known."""
    side = read_side((RULES / agreement).as_posix())
    assert side.loaded is not None and side.rules is not None, "the shipped rules load"
    drawn = list(single_changes(side.rules))
    random.Random(seed).shuffle(drawn)
    versions = ((what, _loaded(rules, side.loaded)) for what, rules in drawn)
    sound = ((what, loaded) for what, loaded in versions if loaded is not None)
    rows: list[Tried] = []
    for place, (what, loaded) in zip(range(changes), sound, strict=False):
        if place % shares == share:
            rows.append(_of_change(side, what, loaded))
            print(f"{place + 1}. {rows[-1].said}", flush=True)
    return rows


def _loaded(rules: m.Rules, of: Loaded) -> Loaded | None:
    """The version, if it can be evaluated: many a change leaves an expression that the checker refuses."""
    vocabulary = Vocabulary(rules, tuple(of.calendars))
    if any(resolve(vocabulary)) or any(find_circles(vocabulary)):
        return None
    return replace(of, vocabulary=vocabulary, diagnostics=())


def _of_change(side: Side, what: str, loaded: Loaded) -> Tried:
    other = replace(side, name="changed", loaded=loaded)
    changes = compare(side.rules, loaded.rules)
    found = search(Sides(side, other, changes, Pool(side, other)))
    weighty = [change for change in changes if change.level == "substance"]
    level = changes[0].level if changes else ""  # the weightiest stand first
    shown = [found.witnesses[each.fingerprint] for each in weighty if each.fingerprint in found.witnesses]
    where = shown[0].case if shown else ""
    return Tried(what, level, where, bool(shown) and shown[0].built is not None, found.tried)


# Layout.


def layouts_that_say_something(agreement: str, count: int, seed: int) -> list[int]:
    """Of so many other layouts of the same rules, those that are reported as a change."""
    folder = RULES / agreement
    loaded, others = load_folder(folder), beside(folder, folder.as_posix())
    drawn = random.Random(seed)
    found: list[int] = []
    for number in range(count):
        sources = [Source(each.name, _another_layout(each.text, drawn)) for each in loaded.sources]
        drawn.shuffle(sources)
        if number % 2:
            sources = [Source(each.name, lay_out(each)[0] or each.text) for each in sources]
        other = load_sources(sources, others=others)
        is_loud = other.vocabulary is None or bool(compare(loaded.rules, other.rules))
        found += [number] * is_loud
        print(f"layout {number + 1}: {'says something' if is_loud else 'silent'}", flush=True)
    return found


def _another_layout(text: str, drawn: random.Random) -> str:
    """The same with another indentation, other comments, blank lines and blanks."""
    deeper = " " * drawn.randint(1, 3)
    text = re.sub(r"(?m)^( +)", lambda match: match[1] + deeper, text)
    text = re.sub(r"(?m)^( +\w+:)", lambda match: ("\n" if drawn.random() < 0.1 else "") + match[1], text)
    blanks = " " * drawn.randint(1, 4)
    text = re.sub(r"(?m)^( *\w+): (?=[^>|\n]*$)", lambda match: f"{match[1]}:{blanks}", text)
    return f"# Layout {drawn.randint(1, 999)}.\n{text}\n# The end.\n"


def main() -> None:
    """Prints the figures; the status is 1 if a change was not seen or a layout was."""
    asked = argparse.ArgumentParser(description="Random single changes of the shipped rules, and what is said of them.")
    asked.add_argument("--agreement", default="separation-agreement")
    asked.add_argument("--changes", type=int, default=500)
    asked.add_argument("--layouts", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=1)
    given = asked.parse_args()
    tasks = [(given.agreement, given.changes, given.seed, share, given.jobs) for share in range(given.jobs)]
    with ProcessPoolExecutor(given.jobs) as workers:
        rows = [row for part in workers.map(tried, *zip(*tasks, strict=True)) for row in part]
    loud = layouts_that_say_something(given.agreement, given.layouts, given.seed)
    _tell(rows, given.layouts, loud)
    sys.exit(1 if loud or not all(row.is_seen for row in rows) else 0)


def _tell(rows: list[Tried], layouts: int, loud: list[int]) -> None:
    shown = [row for row in rows if row.shows_in]
    seen = [row for row in rows if row.is_seen]
    print(f"{len(rows)} changes: {len(seen)} reported as substance")
    print(f"shown on facts: {len(shown)}, of them {sum(row.is_built for row in shown)} on a fact set that was built")
    print(f"of substance without a witness: {sum(not row.shows_in for row in seen)}")
    print(f"layouts that say nothing: {layouts - len(loud)} of {layouts}")
    for row in rows:
        if not row.shows_in:
            print(f"  {row.said}")


if __name__ == "__main__":
    main()
