"""Which states a norm can be in at all, given how it is written.

In: a norm and its agreement. Out: states. The one idea: a state that needs a key or an exception which is not there is
no state that a scenario could have shown; what depends on facts always counts.
"""

from __future__ import annotations

from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary


def reachable_states(norm: m.Norm, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The states of the norm's kind without those that nothing could bring about."""
    effects = _effects_on(norm, vocabulary)
    needs = {
        "performed": norm.done is not None,
        "performed late": norm.done is not None and norm.by is not None,
        "overdue": norm.by is not None,
        "excused": "permit" in effects,
        "violated": norm.done is not None or norm.holds_while is not None,
        "lifted": norm.until is not None or "replace" in effects,
        "lapsed": norm.until is not None or "replace" in effects,
        "exercised": norm.done is not None and (norm.until is not None or "replace" in effects),
        "withdrawn": False,
        "upcoming": norm.start is not None or norm.upon is not None,
        "untrue": norm.untrue is not None,
        "undone": "end" in effects,
        "suspended": "suspend" in effects or norm.holds_while is not None or _may_pause(norm, vocabulary.rules),
        "not triggered": norm.upon is not None or norm.when is not None or norm.start is not None,
        "not available": norm.upon is not None or norm.when is not None or norm.start is not None,
    }
    return tuple(state for state in m.NORM_STATES[norm.kind] if needs.get(state, True))


def _effects_on(norm: m.Norm, vocabulary: Vocabulary) -> set[m.EffectKind]:
    """The effects of the exceptions to which a norm gives way."""
    exceptions = vocabulary.rules.exceptions.values()
    return {each.effect.kind for each in exceptions if norm.name in vocabulary.norm_names(each.gives_way)}


def _may_pause(norm: m.Norm, rules: m.Rules) -> bool:
    """Whether the agreement may be suspended while the norm is not meant to live."""
    return "suspended" not in norm.during and any(line.state == "suspended" for line in rules.agreement.life)
