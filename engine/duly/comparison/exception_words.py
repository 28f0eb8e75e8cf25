"""What is said of an exception, and whether it is good for those whose norms give way.

In: an exception and the rules that it stands in. Out: a sentence and a sign. The one idea: an exception that permits,
waives, ends or suspends is good for whoever bears the duties that give way, and one that ends or suspends a permission
is bad for its holder; wider or narrower conditions and more or fewer norms that give way follow from that.
"""

from __future__ import annotations

from collections.abc import Iterable

from duly.comparison.directions import Move, condition_move
from duly.comparison.other_words import listed, of_value
from duly.comparison.parts import Part
from duly.language import nodes as n
from duly.model import nodes as m
from duly.model.vocabulary import expressions_of

_BURDENS = ("duty", "maintenance", "prohibition", "statement")
_BENEFITS = ("permission", "power")
_DOES: dict[m.EffectKind, str] = {
    "permit": "permits the act", "replace": "puts something else in its place", "suspend": "suspends it",
    "set": "sets another value", "waive": "waives a breach", "end": "ends it",
}  # fmt: skip
_DID: dict[m.EffectKind, str] = {
    "permit": "permitted the act", "replace": "put something else in its place", "suspend": "suspended it",
    "set": "set another value", "waive": "waived a breach", "end": "ended it",
}  # fmt: skip
_LABELS = {
    "for": "What each instance stands for", "upon": "The trigger", "under": "The reading", "summary": "The summary",
    "cite": "The section", "from": "The beginning", "until": "The end", "value": "The value",
    "working_back_to": "The day to which it works back",
}  # fmt: skip
_UNDER = {"clock stops": "Time stops or runs otherwise", "breach_on": "Another breach is waived"}
_ENDS = {
    ("day", "kept"): "that day itself still counts now", ("day", "lost"): "that day itself no longer counts",
    ("accrued", "falls"): "what had fallen due and is undone falls too now",
    ("accrued", "stands"): "what had fallen due stands now",
}  # fmt: skip


class ExceptionWords:
    """The words for exceptions of one version."""

    def __init__(self, rules: m.Rules) -> None:
        self.rules = rules

    def whole(self, rule: m.Exception_, verb: str) -> str:
        """An exception that came or went."""
        said = f"The exception `{rule.name}` to {listed(rule.gives_way)}"
        if verb == "added":
            return f"{said} is new; it {_DOES[rule.effect.kind]}."
        return f"{said}, which {_DID[rule.effect.kind]}, is gone."

    def key(
        self, one: m.Exception_, rule: m.Exception_, key: str, old: Part | None, new: Part | None, before: m.Rules
    ) -> tuple[str, int]:
        """The sentence for a key, and whether the change is good for the bearer."""
        named = f"the exception `{rule.name}` to {listed(rule.gives_way)}"
        if key == "gives_way":
            return self._giving_way(one, rule, before)
        if key == "effect":
            return f"{named[0].upper()}{named[1:]} now {_DOES[rule.effect.kind]}.", 0
        if key == "when":
            move = condition_move(old.value if old else None, new.value if new else None)
            cases = {"up": "more cases", "down": "fewer cases"}.get(move.way if move else "", "other cases")
            return f"{named[0].upper()}{named[1:]} applies in {cases}.", self.sign(rule) * _direction(move)
        if key == "value" and old is not None and new is not None:
            return f"What {named} sets {of_value(old, new)}.", 0
        if new is not None and (key, new.text) in _ENDS:
            return f"Where {named} ends it, {_ENDS[key, new.text]}.", 0
        if key in _UNDER:
            return f"{_UNDER[key]} under {named}.", 0
        return f"{_LABELS.get(key, f'`{key}`')} of {named} changes.", 0

    def _giving_way(self, one: m.Exception_, rule: m.Exception_, before: m.Rules) -> tuple[str, int]:
        come = [name for name in rule.gives_way if name not in one.gives_way]
        gone = [name for name in one.gives_way if name not in rule.gives_way]
        said = f"applies to {listed(come)} too" if come else f"no longer applies to {listed(gone)}"
        if come and gone:
            said = f"applies to {listed(come)}, no longer to {listed(gone)}"
        norms, others = _names(rule.gives_way, self.rules), _names(one.gives_way, before)
        sign = 0
        if norms is not None and others is not None:
            sign = self.sign(rule) if others < norms else -ExceptionWords(before).sign(one) if norms < others else 0
        return f"The exception `{rule.name}` {said}.", sign

    def of_group(self, name: str, old: Part, new: Part, before: m.Rules) -> tuple[str, str]:
        """For whom another group is better and worse: as all exceptions say that norms of it give way to."""
        less, more = set(old.value) < set(new.value), set(new.value) < set(old.value)
        mine = [each for each in self.rules.exceptions.values() if name in each.gives_way]
        if not mine or not (less or more) or _is_read(name, self.rules):
            return "", ""
        words = self if less else ExceptionWords(before)
        signs = {words.sign(each) * (1 if less else -1) for each in mine}
        parties = {(words.bearer(each), words.other(each)) for each in mine}
        if len(signs) != 1 or len(parties) != 1 or not (sign := signs.pop()):
            return "", ""
        bearer, other = parties.pop()
        return ("", "") if not bearer else (bearer, other) if sign > 0 else (other, bearer)

    def sign(self, rule: m.Exception_) -> int:
        """Whether the exception is good (1) or bad (-1) for the bearer of the norms that give way."""
        norms = self.norms(rule.gives_way)
        if not norms or len({norm.bearer for norm in norms}) != 1:
            return 0
        kinds = {norm.kind for norm in norms}
        if rule.effect.kind in ("permit", "waive") and kinds <= set(_BURDENS):
            return 1
        if rule.effect.kind in ("end", "suspend"):
            return 1 if kinds <= set(_BURDENS) else -1 if kinds <= set(_BENEFITS) else 0
        return 0

    def bearer(self, rule: m.Exception_) -> str:
        """Whose norms give way; empty where there are several."""
        bearers = {norm.bearer for norm in self.norms(rule.gives_way) or ()}
        return bearers.pop() if len(bearers) == 1 else ""

    def other(self, rule: m.Exception_) -> str:
        """To whom the norms that give way are owed; empty where that is nobody, or several."""
        others = {norm.to or self._rest(norm) for norm in self.norms(rule.gives_way) or ()}
        return others.pop() if len(others) == 1 and self.bearer(rule) else ""

    def _rest(self, norm: m.Norm) -> str:
        rest = [role for role, _ in self.rules.agreement.parties if role != norm.bearer]
        return rest[0] if len(rest) == 1 else ""

    def norms(self, names: Iterable[str]) -> tuple[m.Norm, ...] | None:
        """The norms of names and groups; None where one of them names something else."""
        found = _names(names, self.rules)
        return None if found is None else tuple(self.rules.norms[name] for name in sorted(found))


def _names(names: Iterable[str], rules: m.Rules) -> frozenset[str] | None:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in rules.groups:
            waiting += rules.groups[name].norms
        elif name in rules.norms:
            found.add(name)
        else:
            return None
    return frozenset(found)


def _is_read(group: str, rules: m.Rules) -> bool:
    """Whether anything but exceptions names a group."""
    rows = (*rules.terms.values(), *rules.norms.values(), *rules.exceptions.values(), *rules.agreement.life)
    nodes = (node for rule in rows for _, each in expressions_of(rule) for node in n.walk(each))
    return any(isinstance(node, n.BreachesOf) and node.group in (group, rules.agreement.name) for node in nodes)


def _direction(move: Move | None) -> int:
    return 0 if move is None else 1 if move.way == "up" else -1
