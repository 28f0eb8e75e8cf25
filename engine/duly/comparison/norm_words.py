"""What is said of a key of a norm.

In: a norm's kind, party and act, the key, which way it moved. Out: a sentence. The one idea: a lawyer says who must,
may or must not do what, and then what of that is another; the key itself stands below, as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from duly.comparison.directions import Move
from duly.model import nodes as m

VERBS = {
    "duty": "must", "maintenance": "must at all times", "prohibition": "must not", "permission": "may",
    "power": "may, with effect,", "statement": "answers for this:", "disposition": "is subject to this:",
}  # fmt: skip
_NOUNS = {
    "duty": "duty to {act}", "maintenance": "duty to {act}", "prohibition": "duty not to {act}",
    "permission": "permission to {act}", "power": "power to {act}", "statement": "statement ({act})",
    "disposition": "share in this ({act})",
}  # fmt: skip
_COUNTS_AS = {
    "duty": "performing", "maintenance": "failing in", "prohibition": "violating", "permission": "using",
    "power": "using", "statement": "making", "disposition": "bringing about",
}  # fmt: skip
_LABELS = {
    "for": "What each instance stands for", "upon": "The trigger", "effort": "The standard of effort",
    "effort_met": "The test of effort", "under": "The reading", "summary": "The summary", "cite": "The section",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose norm it is, of which kind, and the act."""

    kind: m.NormKind
    party: str
    act: str

    @property
    def lead(self) -> str:
        """`The lessee must give the press back`."""
        return f"The {spoken(self.party)} {VERBS[self.kind]} {self.act}"

    @property
    def noun(self) -> str:
        """`the lessee's duty to give the press back`."""
        return f"the {spoken(self.party)}'s {_NOUNS[self.kind].format(act=self.act)}"


def spoken(role: str) -> str:
    """A role in words."""
    return role.replace("_", " ")


def of_key(key: str, of: Subject, move: Move | None, is_new: bool, is_gone: bool) -> str:
    """The sentence for a key of a norm that changed, came (`is_new`) or went."""
    match key:
        case "by" | "until" | "from":
            return _of_day(key, of, move, is_new, is_gone)
        case "when" | "while":
            return f"{of.lead} in {_CASES[_way(move)]}."
        case "effective":
            return f"The {spoken(of.party)} can {of.act} with effect in {_CASES[_way(move)]}."
        case "untrue":
            return f"What the {spoken(of.party)} answers for ({of.act}) is untrue in {_CASES[_way(move)]}."
        case "amount":
            return f"The amount for which the {spoken(of.party)} {VERBS[of.kind]} {of.act} is {_more(move)}."
        case "once":
            return f"{of.lead} {'only once now' if is_new else 'more than once now'}."
        case "done":
            return f"{_ACTS[_way(move)]} as {_COUNTS_AS[of.kind]} {of.noun}."
        case "during":
            return f"{of.lead} in {_STATES[_way(move)]} of the agreement."
        case "to":
            return f"The party to whom {of.noun} is owed is another one."
        case _:
            return f"{_LABELS.get(key, f'`{key}`')} of {of.noun} changes."


def _of_day(key: str, of: Subject, move: Move | None, is_new: bool, is_gone: bool) -> str:
    who, way, by = f"the {spoken(of.party)}", _way(move), move.by if move else ""
    if key == "by":
        if is_new or is_gone:
            return f"The {spoken(of.party)} {'now' if is_new else 'no longer'} has a last day to {of.act}."
        if by:
            return f"The {spoken(of.party)} has {by} {'more' if way == 'up' else 'less'} to {of.act}."
        return f"The last day for {who} to {of.act} is {_LATER[way]}."
    if is_new or is_gone:
        which = "last" if key == "until" else "first"
        return f"That {who} {VERBS[of.kind]} {of.act} {'now' if is_new else 'no longer'} has a {which} day."
    if key == "until" and by:
        return f"{of.lead} for {by} {'longer' if way == 'up' else 'less'}."
    if key == "from" and by:
        return f"{of.lead} from {by} {'later' if way == 'up' else 'earlier'} on."
    return f"{of.lead} {key} a day that is {_LATER[way]}."


def of_bearer(old: m.Norm, of: Subject) -> str:
    """The sentence for another party that has the norm."""
    return f"The {spoken(of.party)}, no longer the {spoken(old.bearer)}, {VERBS[of.kind]} {of.act}."


def of_action(old_act: str, of: Subject) -> str:
    """The sentence for another act."""
    return f"{of.lead}; it was: {old_act}."


def of_kind(old: m.NormKind, of: Subject) -> str:
    """The sentence for another kind of norm."""
    return f"What the {spoken(of.party)} {VERBS[old]} do became what it {VERBS[of.kind]} do: {of.act}."


def _way(move: Move | None) -> str:
    return move.way if move else ""


def _more(move: Move | None) -> str:
    if move is None:
        return "another one"
    said = "more" if move.way == "up" else "less"
    return f"{said} by {move.by}" if move.by else f"{said}, or the same"


_LATER = {"up": "later, or the same", "down": "earlier, or the same", "": "another one"}
_CASES = {"up": "more cases", "down": "fewer cases", "": "other cases"}
_ACTS = {"up": "More acts count", "down": "Fewer acts count", "": "Other acts count"}
_STATES = {"up": "more states", "down": "fewer states", "": "other states"}
