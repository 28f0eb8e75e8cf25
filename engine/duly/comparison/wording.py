"""A change in a lawyer's words, and for whom it is better or worse.

In: a pair of rules, the key that changed and both its values. Out: a sentence, and two parties. The one idea: a duty is
a burden and a permission is a benefit of whoever has it; so what a key did (`directions.py`) says for whom it is better
where the key has a direction for rules of that kind. The table below says which have; everything else *cannot be told*,
and then nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from duly.comparison.directions import Move, amount_move, condition_move, day_move
from duly.comparison.matching import Pair
from duly.comparison.parts import Part
from duly.model import nodes as m

_BURDENS = ("duty", "maintenance", "prohibition", "statement")
_BENEFITS = ("permission", "power")
_VERBS = {
    "duty": "must", "maintenance": "must keep to this:", "prohibition": "must not", "permission": "may",
    "power": "may, with effect,", "statement": "answers for this:", "disposition": "is subject to this:",
}  # fmt: skip
_LIMITS = {"duty": -1, "maintenance": -1, "prohibition": -1, "statement": -1, "permission": 1, "power": 1}
_UP_IS_GOOD: dict[str, dict[str, int]] = {
    "by": {"duty": 1},
    "until": {"maintenance": -1, "prohibition": -1, "permission": 1, "power": 1},
    "from": {"maintenance": 1, "prohibition": 1, "permission": -1, "power": -1},
    "when": _LIMITS,
    "while": _LIMITS,
    "during": _LIMITS,
    "done": {"duty": 1, "maintenance": -1, "prohibition": -1},
    "effective": {"power": 1},
    "untrue": {"statement": -1},
    "amount": {"duty": -1},
    "once": {"permission": 1, "power": 1},
}
"""For which kinds of norms a later day, more, or a wider condition under a key is better (1) or worse (-1) for whoever
bears or has the norm; for the others it cannot be told."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a change."""

    says: str
    party: str = ""
    better_for: str = ""
    worse_for: str = ""


class Words:
    """The words for changes between two versions."""

    def __init__(self, old: m.Rules | None, new: m.Rules | None) -> None:
        self.old, self.new = old, new

    def whole(self, pair: Pair, verb: str) -> Said:
        """A rule that came (`added`), went (`removed`) or got another name (`renamed`)."""
        if verb == "renamed":
            return Said(f"The {_KINDS[pair.kind]} `{pair.old_name}` is called `{pair.new_name}` now.")
        rule = pair.new or pair.old
        side = self.new if pair.new else self.old
        assert side is not None, "a rule stands in rules"
        sign = 1 if verb == "added" else -1
        if isinstance(rule, m.Norm):
            return self._norm_said(rule, side, verb, sign)
        if isinstance(rule, m.Exception_):
            better = sign * self._exception_sign(rule, side)
            party = self._bearer_of(rule, side)
            said = f"The exception `{rule.name}` to {_named(rule.gives_way)} {_CAME[verb]}."
            return self._for(Said(said, party), better, self._other(party, rule, side))
        name = pair.new_name if pair.new else pair.old_name
        return Said(f"The {_KINDS[pair.kind]} `{name}` {_CAME[verb]}.")

    def _norm_said(self, rule: m.Norm, side: m.Rules, verb: str, sign: int) -> Said:
        act = _act(rule, side)
        lead = f"{_party(rule.bearer)} {'now' if verb == 'added' else 'no longer'}"
        said = Said(f"{lead} {_VERBS[rule.kind]} {act}.", rule.bearer)
        good = -1 if rule.kind in _BURDENS else 1 if rule.kind in _BENEFITS else 0
        return self._for(said, sign * good, _counterparty(rule, side))

    def key(self, pair: Pair, key: str, old: Part | None, new: Part | None) -> Said:
        """A change of one key."""
        match pair.old, pair.new:
            case m.Norm() as one, m.Norm() as other:
                return self._norm_key(one, other, key, old, new)
            case m.Exception_(), m.Exception_() as other if self.new is not None:
                return self._exception_key(other, key, old, new)
            case _:
                return Said(self._other_key(pair, key, old, new))

    # Norms.

    def _norm_key(self, one: m.Norm, other: m.Norm, key: str, old: Part | None, new: Part | None) -> Said:
        assert self.new is not None, "a norm of the new version stands in it"
        act, party = _act(other, self.new), other.bearer
        if key == "kind":
            sign = _rank(other.kind) - _rank(one.kind)
            says = f"What {_in_sentence(party)} {_VERBS[one.kind]} do became what it {_VERBS[other.kind]} do: {act}."
            return self._for(Said(says, party), sign, _counterparty(other, self.new))
        if key not in _UP_IS_GOOD:
            label = _LABELS.get(key, f"`{key}`")
            return Said(f"{label} of what {_in_sentence(party)} {_VERBS[other.kind]} do ({act}) changes.", party)
        move = _moved(key, old, new)
        says = _norm_words(key, other.kind, party, act, move, old, new)
        sign = _UP_IS_GOOD[key].get(other.kind, 0) * (0 if move is None else 1 if move.way == "up" else -1)
        if one.kind != other.kind or one.bearer != other.bearer:
            sign = 0
        return self._for(Said(says, party), sign, _counterparty(other, self.new))

    # Exceptions.

    def _exception_key(self, rule: m.Exception_, key: str, old: Part | None, new: Part | None) -> Said:
        assert self.new is not None, "an exception of the new version stands in it"
        party = self._bearer_of(rule, self.new)
        move = _moved(key, old, new) if key == "when" else None
        sign = self._exception_sign(rule, self.new) * (0 if move is None else 1 if move.way == "up" else -1)
        wider = "" if move is None else " wider" if move.way == "up" else " narrower"
        label = "The condition" if key == "when" else _LABELS.get(key, f"`{key}`")
        became = f"is{wider}" if wider else "changes"
        said = Said(f"{label} of the exception `{rule.name}` to {_named(rule.gives_way)} {became}.", party)
        return self._for(said, sign, self._other(party, rule, self.new))

    def _exception_sign(self, rule: m.Exception_, side: m.Rules) -> int:
        """Whether the exception is good (1) or bad (-1) for the bearer of the norms that give way."""
        norms = _norms_of(rule.gives_way, side)
        if norms is None or len({norm.bearer for norm in norms}) != 1:
            return 0
        kinds = {norm.kind for norm in norms}
        if rule.effect.kind in ("permit", "waive") and kinds <= set(_BURDENS):
            return 1
        if rule.effect.kind in ("end", "suspend"):
            return 1 if kinds <= set(_BURDENS) else -1 if kinds <= set(_BENEFITS) else 0
        return 0

    def _bearer_of(self, rule: m.Exception_, side: m.Rules) -> str:
        bearers = {norm.bearer for norm in _norms_of(rule.gives_way, side) or ()}
        return bearers.pop() if len(bearers) == 1 else ""

    def _other(self, party: str, rule: m.Exception_, side: m.Rules) -> str:
        others = {_counterparty(norm, side) for norm in _norms_of(rule.gives_way, side) or ()}
        return others.pop() if len(others) == 1 and party else ""

    # What has no party.

    def _other_key(self, pair: Pair, key: str, old: Part | None, new: Part | None) -> str:
        named = f"{_KINDS[pair.kind]} `{pair.new_name}`"
        if pair.kind == "term" and key == "value" and old and new:
            day, amount = day_move(old.value, new.value), amount_move(old.value, new.value)
            return f"The {named} {_figures(day or amount, _LATER if day else _MORE)}."
        match pair.kind, key:
            case "reading", "assumed":
                return f"The passage `{pair.new_name}` is read otherwise."
            case "counting", "is":
                return f"Days are counted otherwise: {pair.new_name.replace('_', ' ')}."
            case "fact", "presume" if new is None:
                return f"That `{pair.new_name}` did not happen is no longer presumed where nothing is recorded."
            case "fact", "presume":
                return f"That `{pair.new_name}` did not happen is now presumed where nothing is recorded."
            case "fact", "judgment_of":
                return f"Who judges `{pair.new_name}` changes."
            case "text", "claim":
                return f"What is encoded of {pair.new_name} changes."
            case "agreement", _:
                return f"`{key}` of the agreement changes."
            case _:
                return f"{_LABELS.get(key, f'`{key}`')} of the {named} changes."

    def _for(self, said: Said, sign: int, other: str) -> Said:
        """Names those for whom the change is better and worse."""
        if not sign or not said.party:
            return said
        better, worse = (said.party, other) if sign > 0 else (other, said.party)
        return Said(said.says, said.party, better, worse)


_KINDS = {
    "agreement": "agreement", "counting": "counting line", "life": "line of the life cycle", "record": "record",
    "fact": "fact", "term": "term", "norm": "norm", "group": "group", "exception": "exception", "reading": "reading",
    "silence": "silence", "text": "unit", "calendar": "calendar",
}  # fmt: skip
_CAME = {"added": "is new", "removed": "is gone"}
_LABELS = {
    "bearer": "The party", "action": "The act", "to": "The party to whom it is owed", "for": "The instances",
    "upon": "The trigger", "effort": "The standard of effort", "effort_met": "The test of effort",
    "under": "The reading", "summary": "The summary", "cite": "The section", "gives_way": "What gives way",
    "effect": "The effect", "from": "The beginning", "until": "The end", "value": "The value", "type": "The type",
    "after": "The beginning", "state": "The state", "norms": "The members", "options": "The options",
    "question": "The question", "ask": "The question", "answered_by": "Who can answer", "fingerprint": "The text",
    "when": "The condition", "upon ": "The trigger", "matter": "The matter", "begins": "The beginning",
    "sections of limbs": "The section", "reason": "The reason", "encoded_by": "What encodes it",
    "assumed": "The assumption",
}  # fmt: skip


def _moved(key: str, old: Part | None, new: Part | None) -> Move | None:
    """Which way a key of a norm or exception moved; a key that is not there limits nothing."""
    one, other = old.value if old else None, new.value if new else None
    match key:
        case "by" | "until" | "from" if one is None or other is None:
            gone = other is None
            return Move("up" if gone != (key == "from") else "down")
        case "by" | "until" | "from":
            return day_move(one, other) if one and other else None
        case "once":
            return Move("up" if other is None else "down")
        case "amount":
            return amount_move(one, other) if one and other else None
        case "during":
            before, after = set(one or ()), set(other or ())
            return Move("up") if before < after else Move("down") if after < before else None
        case "untrue" | "done" if one is None or other is None:
            return None
        case _:
            return condition_move(one, other)


def _norm_words(key: str, kind: str, party: str, act: str, move: Move | None, old: Any, new: Any) -> str:
    who, verb = _party(party), _VERBS[kind]
    way = move.way if move else ""
    by = f" by {move.by}" if move and move.by else ""
    match key:
        case "by" if move and move.by:
            return f"{who} has {move.by} {'more' if way == 'up' else 'less'} to {act}."
        case "by" if old is None or new is None:
            return f"{who} {'now' if new else 'no longer'} has a last day to {act}."
        case "by":
            return f"The last day for {_in_sentence(party)} to {act} is {_LATER[way]}."
        case "until" | "from" if old is None or new is None:
            which = "last" if key == "until" else "first"
            return f"That {_in_sentence(party)} {verb} {act} {'now' if new else 'no longer'} has a {which} day."
        case "until" | "from":
            day = f"{_A_DAY[way]}{by}" if by or not way else f"{_A_DAY[way]} (or the same)"
            return f"{who} {verb} {act} {key} {day}."
        case "amount":
            return f"The amount for which {_in_sentence(party)} {verb} {act} is {_MORE[way]}{by}."
        case "once":
            return f"{who} {verb} {act} {'only once now' if new else 'more than once now'}."
        case "done":
            return f"What counts as done ({act}, of {_in_sentence(party)}) is {_WIDER[way]}."
        case "during":
            return f"{who} {verb} {act} in {_STATES[way]} of the agreement."
        case _:
            return f"The condition (`{key}`) on which {_in_sentence(party)} {verb} {act} is {_WIDER[way]}."


_LATER = {"up": "later, or the same", "down": "earlier, or the same", "": "another one"}
_A_DAY = {"up": "a later day", "down": "an earlier day", "": "another day"}
_MORE = {"up": "more", "down": "less", "": "another amount"}
_WIDER = {"up": "wider", "down": "narrower", "": "another one"}
_STATES = {"up": "more states", "down": "fewer states", "": "other states"}


def _figures(move: Move | None, ways: dict[str, str]) -> str:
    if move is None:
        return "has another value"
    way = ways[move.way].partition(",")[0]
    return f"is {way}, by {move.by}" if move.by else f"is {way}, or the same"


def _rank(kind: str) -> int:
    return -1 if kind in _BURDENS else 1 if kind in _BENEFITS else 0


def _party(role: str) -> str:
    return f"The {role.replace('_', ' ')}"


def _in_sentence(role: str) -> str:
    return f"the {role.replace('_', ' ')}"


def _act(rule: m.Norm, side: m.Rules) -> str:
    return side.actions.get(rule.action, "") or rule.action.replace("_", " ")


def _counterparty(rule: m.Norm, side: m.Rules) -> str:
    """To whom the norm is owed: as it says, or the other one of two parties."""
    if rule.to:
        return rule.to
    others = [role for role, _ in side.agreement.parties if role != rule.bearer]
    return others[0] if len(others) == 1 else ""


def _norms_of(names: tuple[str, ...], side: m.Rules) -> tuple[m.Norm, ...] | None:
    """The norms of names and groups; None where one of them names something else."""
    found: list[m.Norm] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in side.groups:
            waiting += side.groups[name].norms
        elif name in side.norms:
            found.append(side.norms[name])
        else:
            return None
    return tuple(found)


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
