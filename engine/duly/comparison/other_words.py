"""What is said of a change of a rule that is no norm and no exception.

In: a pair of rules, the key that changed and both its values. Out: a sentence. The one idea: each says what is other
for a reader of the contract (how days are counted, what is presumed, how a passage is read), not which key was edited.
"""

from __future__ import annotations

from duly.comparison.directions import Move, amount_move, condition_move, day_move
from duly.comparison.matching import Pair
from duly.comparison.parts import Part
from duly.model import nodes as m

KINDS = {
    "agreement": "agreement", "counting": "counting line", "life": "line of the life cycle", "record": "record",
    "fact": "fact", "term": "term", "norm": "norm", "group": "group", "exception": "exception", "reading": "reading",
    "silence": "silence", "text": "unit", "calendar": "calendar",
}  # fmt: skip
_LABELS = {
    "for": "What each instance stands for", "under": "The reading", "summary": "The summary", "cite": "The section",
    "value": "The value", "type": "The type", "state": "The state", "norms": "The members", "options": "The options",
    "question": "The question", "ask": "The question", "answered_by": "Who can answer", "matter": "The matter",
    "begins": "The beginning", "sections of limbs": "The section", "reason": "The reason",
    "fingerprint": "The text", "encoded_by": "What encodes it", "assumed": "The assumption",
    "over": "What its values hold for",
}  # fmt: skip
_COUNTING = {
    ("trigger_day", "included"): "The day of the trigger counts now, so periods after an event end a day earlier",
    ("trigger_day", "excluded"): "The day of the trigger counts no longer, so periods after an event end a day later",
    ("roll", "none"): "A last day that is no business day stays where it is now",
    ("roll", "next business day"): "A last day that is no business day moves to the next one now",
    ("roll", "previous business day"): "A last day that is no business day moves to the one before now",
    ("failure", "the day itself"): "A failure to act in time now falls on the last day itself",
    ("failure", "the day after"): "A failure to act in time now falls on the day after the last day",
    ("month_end", "last day"): "A month from the end of a longer month now ends on the last day of the shorter one",
    ("month_end", "next day"): "A month from the end of a longer month now ends on the day after the shorter one",
}


def of_key(pair: Pair, key: str, old: Part | None, new: Part | None) -> str:
    """The sentence for a key of such a rule."""
    match pair.kind:
        case "term":
            return _of_term(pair, key, old, new)
        case "reading":
            return _of_reading(pair, key, new)
        case "counting" if key == "is":
            return _of_counting(pair)
        case "life" if key in ("from", "after"):
            return _of_life(pair, old, new)
        case "fact":
            return _of_fact(pair, key, old, new)
        case "record":
            return _of_record(pair, key, old, new)
        case "text" if key == "claim" and new is not None:
            return f"Unit {pair.new_name.rpartition(' ')[2]} of {_section(pair)} counts as {new.text} now."
        case "group" if key == "norms":
            return f"The group `{pair.new_name}` {_members(old, new)}."
        case "agreement":
            return _of_agreement(key)
        case _:
            return _plainly(pair, key)


def _plainly(pair: Pair, key: str) -> str:
    label = _LABELS.get(key, f"`{key}`")
    return f"{label} of the {KINDS[pair.kind]} `{pair.new_name}` {'change' if key in _PLURAL else 'changes'}."


_PLURAL = ("options", "norms")


def _section(pair: Pair) -> str:
    assert isinstance(pair.new, m.TextUnit), "a unit stands in a section"
    return f"section {pair.new.section}"


def _of_term(pair: Pair, key: str, old: Part | None, new: Part | None) -> str:
    if key == "amendable":
        return f"The term `{pair.new_name}` may {'now' if new else 'no longer'} be amended."
    if key != "value" or old is None or new is None:
        return _plainly(pair, key)
    is_condition = isinstance(pair.new, m.Term) and pair.new.type.kind == "boolean"
    return (
        f"The term `{pair.new_name}`{_meant(pair)} {_of_condition(old, new) if is_condition else of_value(old, new)}."
    )


def _of_condition(old: Part, new: Part) -> str:
    move = condition_move(old.value, new.value)
    return f"holds in {_CASES[move.way if move else '']}"


def _meant(pair: Pair) -> str:
    """What a rule is in the words of whoever wrote it down, where there are any: its name alone says little."""
    summary = pair.new.summary.strip().removesuffix(".") if isinstance(pair.new, m.Term) else ""
    return f" ({summary})" if summary else ""


def _of_reading(pair: Pair, key: str, new: Part | None) -> str:
    reading = pair.new
    if key != "assumed" or not isinstance(reading, m.Reading) or new is None:
        return _plainly(pair, key)
    says = {option.name: option.says for option in reading.options}
    if new.text not in says:
        return f"{reading.question} That is open now; nothing is assumed."
    return f"{reading.question} Now taken to be: {says[new.text].rstrip('.')}."


def _of_counting(pair: Pair) -> str:
    assert isinstance(pair.new, m.CountingLine), "a counting line is one in both versions"
    choice = pair.new.choice
    if pair.new_name == "business_day":
        return f"Business days are those of `{choice}` now."
    said = _COUNTING.get(
        (pair.new_name, choice or ""), f"Days are counted otherwise: {pair.new_name.replace('_', ' ')}"
    )
    return f"{said}."


def _of_life(pair: Pair, old: Part | None, new: Part | None) -> str:
    assert isinstance(pair.new, m.LifeLine), "a line of life is one in both versions"
    move = day_move(old.value, new.value) if old and new else None
    if move is None:
        return f"The agreement becomes {pair.new.state} on another day."
    way = "later" if move.way == "up" else "earlier"
    return f"The agreement becomes {pair.new.state} {f'{move.by} {way}' if move.by else f'{way}, or on the same day'}."


def _of_fact(pair: Pair, key: str, old: Part | None, new: Part | None) -> str:
    match key:
        case "presume":
            return f"That `{pair.new_name}` did not happen is {_now(new)} presumed where nothing is recorded."
        case "judgment_of" if old and new:
            return f"Whether and what `{pair.new_name}` is, is judged by the {new.text} now."
        case "judgment_of":
            return f"What `{pair.new_name}` is, is {_now(new)} a matter of judgment."
        case "optional":
            return f"`{pair.new_name}` may {_now(new)} be absent."
        case _:
            return _plainly(pair, key)


def _now(new: Part | None) -> str:
    return "now" if new else "no longer"


def _of_record(pair: Pair, key: str, old: Part | None, new: Part | None) -> str:
    field, _, part = key.partition(", ")
    if part == "type" and (old is None or new is None):
        return f"The record `{pair.new_name}` {_now(new)} has the field `{field}`."
    if part:
        return f"{_LABELS.get(part, f'`{part}`')} of `{field}` of the record `{pair.new_name}` changes."
    if key.startswith("must") and not key.endswith("says"):
        return f"What must hold of each `{pair.new_name}` changes."
    return _plainly(pair, key)


def _of_agreement(key: str) -> str:
    if key.startswith("party "):
        return f"The {key.removeprefix('party ').replace('_', ' ')} is called otherwise, or is another party."
    said = {"governing_law": "Another law governs the agreement", "dated": "The agreement has another date"}
    said["currency"] = "The agreement counts in another currency"
    return f"{said.get(key, f'`{key}` of the agreement changes')}."


def _members(old: Part | None, new: Part | None) -> str:
    before, after = (set(part.value) if part else set() for part in (old, new))
    said = [f"now holds {listed(sorted(after - before))}"] if after - before else []
    said += [f"no longer holds {listed(sorted(before - after))}"] if before - after else []
    return " and ".join(said)


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Names of rules."""
    return ", ".join(f"`{name}`" for name in names)


_CASES = {"up": "more cases", "down": "fewer cases", "": "other cases"}
_LATER = {"up": "later", "down": "earlier"}
_MORE = {"up": "more", "down": "less"}


def figures(move: Move | None, ways: dict[str, str]) -> str:
    """What became of a day or amount."""
    if move is None:
        return "has another value"
    return f"is {ways[move.way]}, by {move.by}" if move.by else f"is {ways[move.way]}, or the same"


def of_value(old: Part, new: Part) -> str:
    """What became of a value that may be a day or an amount."""
    day, amount = day_move(old.value, new.value), amount_move(old.value, new.value)
    return figures(day or amount, _LATER if day else _MORE)


def of_whole(pair: Pair, verb: str) -> str:
    """The sentence for a rule that came, went, or got another name."""
    if verb == "renamed":
        return f"The {KINDS[pair.kind]} `{pair.old_name}` is called `{pair.new_name}` now."
    rule = pair.new or pair.old
    is_new = verb == "added"
    if isinstance(rule, m.LifeLine):
        return f"The agreement {'now' if is_new else 'no longer'} becomes {rule.state} in this way."
    if isinstance(rule, m.Silence):
        said = "says nothing" if is_new else "is no longer marked as silent"
        return f"Of {rule.matter} the agreement {said}{', as is marked now' if is_new else ''}."
    name = pair.new_name if pair.new else pair.old_name
    return f"The {KINDS[pair.kind]} `{name}` {'is new' if is_new else 'is gone'}."
