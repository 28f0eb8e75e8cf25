"""Three versions of a file in which a rule has one name, where a side gave it another.

In: base, ours and theirs as texts. Out: the same with the newest names in all three, or None where no rule has another
name by now. The one idea: what one side renamed and the other changed is no rule taken away, so once it is called the
same in all versions, the change and the new name merge like any two edits.

A rule is taken for another's successor where its name is gone, and a new one in the same section says word for word
the same; or mostly the same, with the same question or summary, by which people tell rules apart. That has to hold of
one rule only, both ways. A name is put in another's place only if the side that renamed says the old one nowhere any
more, and nobody else said the new one: otherwise it may be another thing's name, and what clashes is left to a person.
Prose and comments are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, TypeAlias

from duly.merging.blocks import plain
from duly.model import tree as t
from duly.model.yaml_tree import load_yaml
from duly.source import Source, Span

Texts: TypeAlias = tuple[str, str, str]
Names: TypeAlias = Mapping[str, str]
_SECTIONS = ("records", "facts", "terms", "norms", "groups", "exceptions", "readings", "silent")
_TELLING = ("summary", "ask", "question", "matter")
"""Keys by which people tell a rule from others."""
_PROSE = (
    *_TELLING, "answered_by", "judgment_of", "says", "because", "title", "source", "version", "governing_law", "cite",
    "section", "fingerprint", "no_effect", "not_encoded", "id", "uses", "short", "parties", "actions", "begins",
)  # fmt: skip
"""Keys under which no rule is named, whatever words stand there."""
_NAMED_IN_KEYS = ("under", "arises_under")
_ALIKE = (3, 5)
"""Of the keys that either rule has, how many must say the same, as when versions are compared."""


def with_one_name(texts: Texts) -> Texts | None:
    """The three versions with the newest name of each rule in all of them."""
    trees = [load_yaml(Source("version", text))[0] for text in texts]
    base, ours, theirs = (each if isinstance(each, t.Mapping) else None for each in trees)
    if base is None or ours is None or theirs is None:
        return None
    mine, other = _renames(base, ours), _renames(base, theirs)
    said = tuple(frozenset(name for name, _ in _names(tree)) for tree in (base, ours, theirs))
    mine = {old: new for old, new in mine.items() if _is_free(old, new, said, other)}
    other = {old: new for old, new in other.items() if _is_free(old, new, (said[0], said[2], said[1]), mine)}
    if not mine and not other:
        return None
    both = {**mine, **other}
    rows = zip(texts, (base, ours, theirs), (both, other, mine), strict=True)
    one, two, three = (_renamed(text, tree, names) for text, tree, names in rows)
    return one, two, three


def _is_free(old: str, new: str, said: tuple[frozenset[str], ...], other: Names) -> bool:
    """Whether a side said the new name for the old one everywhere, and the other did not mean something else by it."""
    base, side, beside = said
    if other.get(old) == new:
        return True
    return old not in side and old not in other and new not in base and new not in beside


def _renames(base: t.Mapping, side: t.Mapping) -> dict[str, str]:
    """The new names of rules by their old ones; names within them may be other ones by then too."""
    names: dict[str, str] = {}
    for _ in range(2):
        names = dict(chain.from_iterable(_in_section(base.get(each), side.get(each), names) for each in _SECTIONS))
    return names


def _in_section(base: t.Node | None, side: t.Node | None, names: Names) -> Iterator[tuple[str, str]]:
    if not isinstance(base, t.Mapping) or not isinstance(side, t.Mapping):
        return
    gone = {each.key.text: _put(plain(each.value), names) for each in base.entries if side.get(each.key.text) is None}
    come = {each.key.text: plain(each.value) for each in side.entries if base.get(each.key.text) is None}
    alike = [(old, new) for old in gone for new in come if _is_alike(gone[old], come[new])]
    for old, new in alike:
        if sum(old == one for one, _ in alike) == sum(new == other for _, other in alike) == 1:
            yield old, new


def _is_alike(one: Any, other: Any) -> bool:
    """Whether two rules say the same, or mostly and with the same words for people."""
    if one == other or not isinstance(one, dict) or not isinstance(other, dict):
        return bool(one == other)
    told = [key for key in _TELLING if key in one or key in other]
    if not told or any(one.get(key) != other.get(key) for key in told):
        return False
    same = sum(key in other and other[key] == value for key, value in one.items())
    return bool(same > len(told) and same * _ALIKE[1] >= len(one.keys() | other.keys()) * _ALIKE[0])


def _put(said: Any, names: Names) -> Any:
    """What a rule says with other names in it."""
    match said:
        case str():
            return _NAME.sub(lambda found: names.get(found[0], found[0]), said)
        case dict():
            return {key: value if key in _PROSE else _put(value, names) for key, value in said.items()}
        case _:
            return [_put(each, names) for each in said]


# Names in a text.

_NAME = re.compile(r"(?<![\w.-])[a-z]\w*(?![\w-])")


def _renamed(text: str, tree: t.Mapping, names: Names) -> str:
    """The text with other names for rules."""
    for name, span in sorted(_names(tree), key=lambda row: -row[1].start):
        text = text[: span.start] + names.get(name, name) + text[span.end :]
    return text


def _names(tree: t.Mapping) -> Iterator[tuple[str, Span]]:
    """Whatever may be the name of a rule, with its place."""
    for entry in tree.entries:
        if entry.key.text in _SECTIONS and isinstance(entry.value, t.Mapping):
            for rule in entry.value.entries:
                yield rule.key.text, rule.key.span
                yield from _within(rule.value, "")
        elif entry.key.text not in _PROSE:
            yield from _within(entry.value, entry.key.text)


def _within(node: t.Node, key: str) -> Iterator[tuple[str, Span]]:
    match node:
        case t.Scalar(span=span):
            for found in _NAME.finditer(span.text):
                yield found[0], Span(span.source, span.start + found.start(), span.start + found.end())
        case t.Sequence(items=items):
            yield from chain.from_iterable(_within(item, key) for item in items)
        case t.Mapping(entries=entries):
            for entry in entries:
                if key in _NAMED_IN_KEYS:
                    yield entry.key.text, entry.key.span
                if entry.key.text not in _PROSE:
                    yield from _within(entry.value, entry.key.text)
