"""A change in a lawyer's words, and for whom it is better or worse.

In: a pair of rules, the key that changed and both its values. Out: a sentence, and two parties. The one idea: where a
change stands does not matter to a reader of the contract, but who must, may or must not do what, and what of that is
another. For whom it is better is said only where it holds on all facts; else *it cannot be told*, and nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from duly.comparison import norm_words, other_words
from duly.comparison.consequences import Consequences, spelled_out
from duly.comparison.directions import Move
from duly.comparison.exception_words import ExceptionWords
from duly.comparison.matching import Pair
from duly.comparison.norm_moves import UP_IS_GOOD, moved, sign_of
from duly.comparison.norm_words import VERBS, Subject, spoken
from duly.comparison.parts import Part
from duly.language import nodes as n
from duly.model import nodes as m

BURDENS = ("duty", "maintenance", "prohibition", "statement")
BENEFITS = ("permission", "power")


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
        rule = pair.new or pair.old
        side = self.new if pair.new else self.old
        assert side is not None, "a rule stands in rules"
        sign = 1 if verb == "added" else -1
        if verb != "renamed" and isinstance(rule, m.Norm):
            return self._norm_said(rule, side, verb, sign)
        if verb != "renamed" and isinstance(rule, m.Exception_):
            words = ExceptionWords(side)
            return self._for(
                Said(words.whole(rule, verb), words.bearer(rule)), sign * words.sign(rule), words.other(rule)
            )
        return Said(other_words.of_whole(pair, verb))

    def _norm_said(self, rule: m.Norm, side: m.Rules, verb: str, sign: int) -> Said:
        lead = f"The {spoken(rule.bearer)} {'now' if verb == 'added' else 'no longer'}"
        said = Said(f"{lead} {VERBS[rule.kind]} {_act(rule, side)}.", rule.bearer)
        return self._for(said, sign * _rank(rule.kind), _counterparty(rule, side))

    def key(self, pair: Pair, key: str, old: Part | None, new: Part | None) -> Said:
        """A change of one key."""
        match pair.old, pair.new:
            case m.Norm() as one, m.Norm() as other:
                return self._norm_key(one, other, key, old, new)
            case m.Exception_() as one, m.Exception_() as other if self.old is not None and self.new is not None:
                words = ExceptionWords(self.new)
                says, sign = words.key(one, other, key, old, new, self.old)
                return self._for(Said(says, words.bearer(other)), sign, words.other(other))
            case _:
                return self._other_key(pair, key, old, new)

    def _norm_key(self, one: m.Norm, other: m.Norm, key: str, old: Part | None, new: Part | None) -> Said:
        assert self.new is not None and self.old is not None, "norms of both versions stand in them"
        of = Subject(other.kind, other.bearer, _act(other, self.new))
        counterparty = _counterparty(other, self.new)
        if key == "kind":
            said = Said(norm_words.of_kind(one.kind, of), of.party)
            return self._for(said, _rank(other.kind) - _rank(one.kind), counterparty)
        if key == "bearer":
            sign = _rank(other.kind) if one.kind == other.kind else 0
            return self._for(Said(norm_words.of_bearer(one, of), of.party), sign, one.bearer)
        if key == "action":
            return Said(norm_words.of_action(_act(one, self.old), of), of.party)
        move = self._move(key, old, new)
        says = norm_words.of_key(key, of, move, old is None, new is None)
        is_same = (one.kind, one.bearer) == (other.kind, other.bearer)
        return self._for(Said(says, of.party), sign_of(key, other.kind, move) if is_same else 0, counterparty)

    def _move(self, key: str, old: Part | None, new: Part | None) -> Move | None:
        """Which way a key moved, if need be with the values of terms in their place."""
        assert self.new is not None and self.old is not None, "norms of both versions stand in them"
        if key not in UP_IS_GOOD:
            return None
        one, other = old.value if old else None, new.value if new else None
        found = moved(key, one, other)
        if found is None and isinstance(one, n.Expression) and isinstance(other, n.Expression):
            found = moved(key, spelled_out(one, self.old), spelled_out(other, self.new))
            return Move(found.way) if found else None
        return found

    def _other_key(self, pair: Pair, key: str, old: Part | None, new: Part | None) -> Said:
        says = other_words.of_key(pair, key, old, new)
        better, worse = self._consequence(pair, key, old, new)
        return Said(says, "", better, worse)

    def _consequence(self, pair: Pair, key: str, old: Part | None, new: Part | None) -> tuple[str, str]:
        if self.new is None or self.old is None or old is None or new is None:
            return "", ""
        match pair.kind, key:
            case "term", "value":
                return Consequences(self.new).of_term(pair.new_name, old.value, new.value)
            case "reading", "assumed":
                return Consequences(self.new).of_reading(pair.new_name, old.text, new.text)
            case "group", "norms":
                return ExceptionWords(self.new).of_group(pair.new_name, old, new, self.old)
            case _:
                return "", ""

    def _for(self, said: Said, sign: int, other: str) -> Said:
        """Names those for whom the change is better and worse."""
        if not sign or not said.party:
            return said
        better, worse = (said.party, other) if sign > 0 else (other, said.party)
        return Said(said.says, said.party, better, worse)


def _rank(kind: str) -> int:
    return -1 if kind in BURDENS else 1 if kind in BENEFITS else 0


def _act(rule: m.Norm, side: m.Rules) -> str:
    return side.actions.get(rule.action, "") or rule.action.replace("_", " ")


def _counterparty(rule: m.Norm, side: m.Rules) -> str:
    """To whom the norm is owed: as it says, or the other one of two parties."""
    if rule.to:
        return rule.to
    others = [role for role, _ in side.agreement.parties if role != rule.bearer]
    return others[0] if len(others) == 1 else ""
