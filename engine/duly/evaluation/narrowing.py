"""What is possible while a reading is open.

In: a question for states, a world and a frame. Out: the states that are possible under some combination of options.
The one idea: a reading that is open is consulted in several places, and read in each of them by itself it would allow
combinations that no single option allows (void by one option and, at once, moved by the other). So where a state is
undetermined and open readings were consulted, the question is asked again under each combination of their options, and
only states that some combination gives are possible. This can only narrow: each combination is evaluated with the same
three-valued logic, and nothing but the consulted readings is decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from typing import TypeAlias

from duly.evaluation.life import agreement_states
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.world import World
from duly.language.frame import Frame
from duly.values import NO_REASONS, NormRef, Reasons

_MOST_COMBINATIONS = 32
_Combination = tuple[tuple[str, str], ...]
Asked: TypeAlias = Callable[[World, Frame], tuple[tuple[str, ...], Reasons]]


def states_of(ref: NormRef) -> Asked:
    """Asks for the states of a norm instance; of one that is not there in a world, for none."""

    def there(view: Frame) -> frozenset[NormRef]:
        world = view.world
        assert isinstance(world, World), "norms are read in a world of an agreement"
        sure, possible, _ = norm_instances(world, world.rules.norms[ref.norm], view)
        return frozenset((*sure, *possible))

    def states(world: World, frame: Frame) -> tuple[tuple[str, ...], Reasons]:
        if ref not in world.remember(("there", f"{ref.norm}[…]"), frame, there):
            return (), frozenset()
        found = status(world, ref, frame)
        return found.states, found.reasons

    return states


def states_in(scope: str) -> Asked:
    """Asks for the states of the agreement, or of the used one that `scope` names."""
    return lambda world, frame: frame.of(scope, partial(agreement_states, world))


class Narrowing:
    """Asks questions under the options of open readings; the worlds of the options are made once."""

    def __init__(self) -> None:
        self._worlds: dict[_Combination, World] = {}

    def states(self, world: World, frame: Frame, ask: Asked) -> tuple[tuple[str, ...], Reasons]:
        """The states that are possible, with the reasons where there is more than one."""
        states, reasons = ask(world, frame)
        opened = sorted({note.name for note in frame.notes if note.kind == "reading" and note.detail == "open"})
        if len(states) < 2 or not opened:
            return states, reasons
        options = [[(name, option) for option in world.vocabulary.options(name) or ()] for name in opened]
        combinations = list(product(*options))
        if len(combinations) > _MOST_COMBINATIONS:
            return states, reasons
        found: set[str] = set()
        why: Reasons = frozenset(reason for reason in reasons if reason.kind == "reading")
        for combination in combinations:
            variant = self._variant(world, combination)
            view = variant.frame(frame.day, seen=frame.seen)
            said, doubts = ask(variant, view)
            frame.follow(view.until, view.leaf)
            frame.watch_vantage(view.vantage.until)
            if not said:
                return states, reasons
            found.update(said)
            why |= doubts if len(said) > 1 else NO_REASONS
        narrowed = (*(state for state in states if state in found), *sorted(found - set(states)))
        return narrowed, NO_REASONS if len(narrowed) == 1 else why

    def _variant(self, world: World, combination: _Combination) -> World:
        if combination not in self._worlds:
            choices = replace(world.choices, options=(*world.choices.options, *combination))
            self._worlds[combination] = World(world.vocabulary, world.facts, world.calendars, choices)
        return self._worlds[combination]
