"""An ambiguous clause under all its readings.

In: a request and what to ask. Out: `ReadingForks`. The one idea: forks arise only where an outcome hangs on a reading.
The outcome is asked with every reading left open; what is known then is the same under every option, since an open
reading is unknown among its options. The readings that what is not known then hangs on are forked, one after the other,
and each fork is asked again, since under one option it may hang on other readings than under another. Forks that agree
are merged, and agreement is claimed only over all combinations; past the limit the report says how many were not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

from duly.calendars import Calendar
from duly.evaluation.explanation import norm_id
from duly.evaluation.facts import FactSet
from duly.evaluation.interpreter import Request
from duly.evaluation.life import agreement_states
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.outcome import Fork, ReadingForks
from duly.evaluation.show import show
from duly.evaluation.world import Choices, World
from duly.language.frame import Frame
from duly.limits import READING_FORKS
from duly.model.uses import everything
from duly.model.vocabulary import Vocabulary
from duly.values import NO_REASONS, Absent, NormRef, Reasons, Unknown, Value, is_known, join_reasons

_Combination = tuple[tuple[str, str], ...]
_Answer = tuple[str | None, Reasons | None]
"""What is said, and what it hangs on; None for reasons where whatever was consulted may matter."""
_Asked = Callable[[World, Frame], _Answer]


@dataclass(slots=True)
class _Worlds:
    """The worlds of one request, one for each combination of options, made when first asked for."""

    vocabulary: Vocabulary
    facts: FactSet
    calendars: Mapping[str, Calendar]
    request: Request
    made: dict[_Combination, World]

    def world(self, combination: _Combination) -> World:
        """The world in which the combination is chosen and every other reading is open."""
        if combination not in self.made:
            options = (*self.request.readings, *combination)
            open_ = frozenset(self.vocabulary.readings()) - {name for name, _ in options}
            self.made[combination] = World(
                self.vocabulary, self.facts, self.calendars, Choices(options, open_, self.request.strict)
            )
        return self.made[combination]

    def answer(self, asked: _Asked, combination: _Combination) -> tuple[str | None, list[str], bool]:
        """What is said under a combination, the open readings that it hangs on, and whether any was consulted."""
        world = self.world(combination)
        frame = world.frame(self.request.as_of)
        said, reasons = asked(world, frame)
        consulted = {note.name for note in frame.notes if note.kind == "reading" and note.detail == "open"}
        names = consulted
        if reasons is not None:
            names = {reason.name for reason in reasons if reason.kind == "reading"} & set(world.vocabulary.readings())
        return said, [name for name in sorted(names) if self._arises(name, combination)], bool(consulted)

    def _arises(self, reading: str, combination: _Combination) -> bool:
        """Whether a reading arises under the options chosen so far."""
        chosen = dict((*self.request.readings, *combination))
        under = self.vocabulary.rules.readings[reading].arises_under
        return all(chosen.get(name) is None or chosen[name] in options for name, options in under)


def all_readings(
    vocabulary: Vocabulary, facts: FactSet, calendars: Mapping[str, Calendar], request: Request
) -> tuple[ReadingForks, ...]:
    """The agreement's state, every norm and every reported term under all combinations of the readings they consult."""
    known = facts.known_by(request.known_by) if request.known_by is not None else facts
    worlds = _Worlds(vocabulary, known, calendars, request, {})
    states = {name: partial(_ask_state, name) for name in vocabulary.rules.used} if vocabulary.rules.is_set else {}
    asked: dict[str, _Asked] = dict(states) or {"agreement": partial(_ask_state, "")}
    for name, ask in _norms_asked(worlds).items():
        asked[name] = ask
    for term in request.asked(vocabulary.rules.terms):
        if term.report and not term.parameters:
            asked[term.name] = _asking_term(term.name)
    return tuple(forks for name, ask in asked.items() if (forks := _forks(worlds, name, ask)) is not None)


def _norms_asked(worlds: _Worlds) -> dict[str, _Asked]:
    """A question for every norm instance that exists under some single option of some reading."""
    rules = worlds.vocabulary.rules
    singles: list[_Combination] = [()]
    readings = everything(rules.readings).values()
    singles += [((reading.name, option.name),) for reading in readings for option in reading.options]
    asked: dict[str, _Asked] = {}
    for norm in worlds.request.asked(rules.norms):
        for combination in singles if norm.parameters else singles[:1]:
            world = worlds.world(combination)
            sure, possible, _ = norm_instances(world, norm, world.frame(worlds.request.as_of))
            for ref in (*sure, *possible):
                asked.setdefault(norm_id(ref), _asking(ref))
    return asked


def _ask_state(scope: str, world: World, frame: Frame) -> _Answer:
    states, reasons = frame.of(scope, partial(agreement_states, world))
    return " or ".join(states), reasons if len(states) > 1 else NO_REASONS


def _asking_term(name: str) -> _Asked:
    def ask(world: World, frame: Frame) -> _Answer:
        value = world.name(name, frame)
        return show(value), NO_REASONS if is_known(value) else join_reasons(value)

    return ask


def _asking(ref: NormRef) -> _Asked:
    def ask(world: World, frame: Frame) -> _Answer:
        norm = world.rules.norms[ref.norm]
        sure, possible, _ = norm_instances(world, norm, frame)
        if ref not in (*sure, *possible):
            return None if sure or possible or not norm.parameters else "none", None
        found = status(world, ref, frame)
        reasons = join_reasons(
            *(value for value in (found.due, found.ends, found.amount) if isinstance(value, Unknown))
        )
        reasons |= found.reasons if len(found.states) > 1 else NO_REASONS
        said = [" or ".join(found.states)]
        said += [f"due {show(found.due)}"] if _is_said(found.due) else []
        said += [f"until {show(found.ends)}"] if _is_said(found.ends) else []
        said += [show(found.amount)] if _is_said(found.amount) else []
        return ", ".join(said), reasons if ref in sure else None

    return ask


def _is_said(value: Value) -> bool:
    """Whether a day or amount is worth saying: one that is not there is not."""
    return value is not None and not isinstance(value, Absent)


def _forks(worlds: _Worlds, name: str, ask: _Asked) -> ReadingForks | None:
    """One outcome under all combinations of what it hangs on; None where it consults no reading."""
    leaves: list[tuple[_Combination, str]] = []
    waiting: list[_Combination] = [()]
    untried = 0
    has_consulted = False
    while waiting:
        combination = waiting.pop()
        said, open_, consulted = worlds.answer(ask, combination)
        has_consulted = has_consulted or consulted
        if not open_:
            leaves.append((combination, said if said is not None else "not there"))
            continue
        if len(leaves) + len(waiting) >= READING_FORKS:
            untried += 1
            continue
        options = worlds.vocabulary.options(open_[0]) or ()
        waiting.extend((*combination, (open_[0], option)) for option in reversed(options))
    if not has_consulted:
        return None
    answers = {said for _, said in leaves}
    deciding = _deciding(leaves)
    merged = _merged(leaves, deciding)
    return ReadingForks(name, len(answers) == 1 and not untried, deciding, merged, untried)


def _deciding(leaves: list[tuple[_Combination, str]]) -> tuple[str, ...]:
    """The readings that make a difference: some answers differ between combinations that differ in them alone."""
    names = sorted({name for combination, _ in leaves for name, _ in combination})
    deciding: list[str] = []
    for name in names:
        by_rest: dict[_Combination, set[str]] = {}
        for combination, said in leaves:
            by_rest.setdefault(tuple(pair for pair in combination if pair[0] != name), set()).add(said)
        if any(len(said) > 1 for said in by_rest.values()) or _splits(name, leaves):
            deciding.append(name)
    return tuple(deciding)


def _splits(name: str, leaves: list[tuple[_Combination, str]]) -> bool:
    """Whether the options of a reading lead to different sets of answers."""
    by_option: dict[str, set[str]] = {}
    for combination, said in leaves:
        option = dict(combination).get(name)
        if option is not None:
            by_option.setdefault(option, set()).add(said)
    answers = list(by_option.values())
    return any(one != other for one, other in product(answers, answers))


def _merged(leaves: list[tuple[_Combination, str]], deciding: tuple[str, ...]) -> tuple[Fork, ...]:
    """The forks with only the readings that decide, each different one once."""
    found: dict[tuple[_Combination, str], None] = {}
    for combination, said in leaves:
        kept = tuple(sorted(pair for pair in combination if pair[0] in deciding))
        found[kept, said] = None
    return tuple(Fork(combination, said) for combination, said in found)
