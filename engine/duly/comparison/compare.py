"""Two versions of rules to the changes between them.

In: the rules of both sides, either perhaps empty, and their calendars. Out: `Change`s, those of substance first, each
level in the order of the old files. The one idea: rules are paired (`matching.py`), taken apart (`parts.py`), and held
against each other key by key in a form in which only meaning is left (`rewrites.py`); where a key was rewritten and
means the same, that is said too, at the level `none`. Layout, comments, and the order of rules are no part of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from duly.calendars import Calendar
from duly.comparison.changes import LEVELS, Change, Level
from duly.comparison.matching import Pair, match, tables
from duly.comparison.parts import Part, Rule, parts
from duly.comparison.reach import counting_by
from duly.comparison.rewrites import Names
from duly.comparison.wording import Words
from duly.model import nodes as m

Calendars = Mapping[str, Calendar]
_NEW_IS_UNCLEAR = ("fact", "term", "group", "silence", "reading", "record", "text")
"""Kinds of rules that do nothing until another one reads them, which then is a change of that one."""
_SAID_ALREADY = ("kind", "bearer", "action", "cite", "gives_way", "effect", "state", "claim")
"""Keys of a rule that the sentence about it says, or its name."""
_MOST_DAYS = 6


def compare(
    old: m.Rules | None, new: m.Rules | None, calendars: tuple[Calendars, Calendars] = ({}, {})
) -> tuple[Change, ...]:
    """Every change from one version to the other; None is the version that has no rules."""
    pairs, names = match(old, new)
    words = Words(old, new)
    found = [change for pair in pairs for change in _of_pair(pair, names, words)]
    found += [*_actions(old, new), *_life_order(old, new, names)]
    if old is not None and new is not None:
        found += _calendars(old, new, *calendars)
    return tuple(sorted(found, key=lambda change: LEVELS.index(change.level)))


def _of_pair(pair: Pair, names: Names, words: Words) -> Iterator[Change]:
    if pair.old is None or pair.new is None:
        yield _whole(pair, "added" if pair.old is None else "removed", words)
        return
    if pair.old == pair.new and not names and (pair.old is pair.new or not isinstance(pair.new, m.Term)):
        return  # most rules; of a term the sections of limbs are no part of equality
    if pair.old_name != pair.new_name:
        yield _whole(pair, "renamed", words)
    before, after = parts(pair.old, names), parts(pair.new, {})
    for key in dict.fromkeys((*before, *after)):
        change = _of_key(pair, key, before.get(key), after.get(key), words)
        if change is not None:
            yield change


def _whole(pair: Pair, verb: str, words: Words) -> Change:
    rule = pair.new if pair.new is not None else pair.old
    assert rule is not None, "a pair has a rule"
    level: Level = "substance"
    if verb == "renamed":
        level = "unclear" if pair.kind == "fact" else "wording"
    elif pair.kind in _NEW_IS_UNCLEAR and not (pair.kind == "fact" and verb == "removed"):
        level = "unclear"
    if isinstance(rule, m.TextUnit) and rule.not_encoded:
        level = "substance"
    said = words.whole(pair, verb)
    shown = (pair.old_name, pair.new_name)
    if verb != "renamed":
        shown = ("", _gist(rule)) if verb == "added" else (_gist(rule), "")
    return Change(
        id=f"{pair.kind}-{verb}",
        level=level,
        kind=pair.kind,
        rule=pair.new_name,
        key="",
        cite=_cite(rule),
        party=said.party,
        before=shown[0],
        after=shown[1],
        says=said.says,
        better_for=said.better_for,
        worse_for=said.worse_for,
        note=_strange(*shown) if verb == "renamed" else "",
        span=rule.span,
    )


def _gist(rule: Rule) -> str:
    """What a rule says in one line, so that whoever accepts that it came or went has seen it."""
    found = [part for part in parts(rule, {}).values() if part.key not in _SAID_ALREADY and part.text]
    weighty = [part for part in found if part.level == "substance"] or found
    return "; ".join(f"{part.key.replace('_', ' ')}: {part.text}" for part in weighty)


def _of_key(pair: Pair, key: str, old: Part | None, new: Part | None, words: Words) -> Change | None:
    """The change of a key; None where both say the same in the same words."""
    present = new or old
    assert present is not None and pair.new is not None, "a key that is in neither is not compared"
    level: Level = present.level
    verb = "changed" if old and new else "added" if new else "removed"
    if old and new and old.value == new.value:
        if old.raw == new.raw or old.text == new.text:
            return None
        level, verb = "none", "rewritten"
    said = words.key(pair, key, old, new)
    before, after = old.text if old else "", new.text if new else ""
    is_same = level == "none"
    return Change(
        id=f"{pair.kind}-{'-'.join(key.replace(',', '').replace('_', '-').split())}-{verb}",
        level=level,
        kind=pair.kind,
        rule=pair.new_name,
        key=key,
        cite=_cite(pair.new),
        party=said.party,
        before=before,
        after=after,
        says="It is written otherwise and means the same." if is_same else said.says,
        better_for="" if is_same or level == "wording" else said.better_for,
        worse_for="" if is_same or level == "wording" else said.worse_for,
        note=_strange(before, after),
        span=pair.new.span,
    )


def _cite(rule: object) -> str:
    match rule:
        case m.TextUnit(section=section):
            return section
        case m.Agreement() | m.RecordType() | m.Group():
            return ""
        case _:
            found: m.Citations = getattr(rule, "cite", ())
            return "; ".join(map(str, found))


def _strange(before: str, after: str) -> str:
    """The characters that came or went and that a reader may take for others, or not see at all."""
    found: dict[str, None] = {}
    for tag, one, two, three, four in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found |= dict.fromkeys(each for each in before[one:two] + after[three:four] if not each.isascii())
    said = [f"U+{ord(each):04X} {unicodedata.name(each, 'without a name').lower()}" for each in found]
    return f"differs in {', '.join(said)}" if said else ""


# What stands in no rule.


def _actions(old: m.Rules | None, new: m.Rules | None) -> Iterator[Change]:
    before, after = old.actions if old else {}, new.actions if new else {}
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name, ""), after.get(name, "")
        if one != other and old is not None and new is not None:
            verb = "changed" if one and other else "added" if other else "removed"
            said = f"The words for the act `{name}` are other ones." if one and other else f"The act `{name}` {verb}."
            yield _plain(f"action-{verb}", "wording", "action", name, one, other, said)


def _life_order(old: m.Rules | None, new: m.Rules | None, names: Names) -> Iterator[Change]:
    """Lines that begin on one day count in their order, so another order may be another state."""
    if old is None or new is None:
        return
    orders = [tuple(_line_keys(rules, used)) for rules, used in ((old, names), (new, {}))]
    if orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1]):
        before, after = (", ".join(line.state for line in rules.agreement.life) for rules in (old, new))
        said = "The lines of the life cycle stand in another order, which counts where two begin on one day."
        yield _plain("life-order-changed", "unclear", "life", "agreement", before, after, said)


def _line_keys(rules: m.Rules, names: Names) -> Iterator[str]:
    for line in tables(rules)["life"].values():
        yield repr([(key, part.value) for key, part in parts(line, names).items() if part.level == "substance"])


def _calendars(old: m.Rules, new: m.Rules, before: Calendars, after: Calendars) -> Iterator[Change]:
    """What became of calendars; it means nothing where no rule of either version counts by them."""
    for name in sorted(before.keys() | after.keys()):
        is_idle = not any(counting_by(name, rules) for rules in (old, new))
        for change in _of_calendar(name, before.get(name), after.get(name)):
            said = f"{change.says.removesuffix('.')}; no rule of either version counts by it."
            yield replace(change, level="none", says=said) if is_idle else change


def _of_calendar(name: str, one: Calendar | None, other: Calendar | None) -> Iterator[Change]:
    if one is None or other is None:
        verb = "added" if one is None else "removed"
        yield _plain(f"calendar-{verb}", "unclear", "calendar", name, "", "", f"The calendar `{name}` {verb}.")
        return
    gone, come = (sorted(set(a.closures) - set(b.closures)) for a, b in ((one, other), (other, one)))
    if gone or come:
        said = f"In the calendar `{name}` {_closed(gone, come)}."
        yield _plain("calendar-closures-changed", "substance", "calendar", name, _days(gone), _days(come), said)
    ends = [each.known_through.isoformat() for each in (one, other)]
    if ends[0] != ends[1]:
        said = f"The calendar `{name}` answers through another day."
        yield _plain("calendar-range-changed", "unclear", "calendar", name, ends[0], ends[1], said)


def _closed(gone: list[date], come: list[date]) -> str:
    said = [f"{len(come)} more {'day is' if len(come) == 1 else 'days are'} closed"] if come else []
    said += [f"{len(gone)} {'day is' if len(gone) == 1 else 'days are'} closed no longer"] if gone else []
    return " and ".join(said)


def _days(days: list[date]) -> str:
    more = f" and {len(days) - _MOST_DAYS} more" if len(days) > _MOST_DAYS else ""
    return ", ".join(day.isoformat() for day in days[:_MOST_DAYS]) + more


def _plain(id: str, level: Level, kind: str, rule: str, before: str, after: str, says: str) -> Change:
    return Change(
        id=id, level=level, kind=kind, rule=rule, key="", cite="", party="", before=before, after=after, says=says,
        note=_strange(before, after),
    )  # fmt: skip
