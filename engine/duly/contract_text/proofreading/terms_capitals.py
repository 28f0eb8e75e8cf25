"""Terms with other capitals than those of their definition.

In: the uses of terms. Out: the hint `text-term-capitals`, one for a term of a document. The one idea: small letters are
ordinary English more often than a slip, so only these are told: a term of several words that mostly has its capitals,
where its small letters follow a word that points (`the`, `such`, `Mill's`) and nothing behind it says which is meant
(`the closing date of the sale`); the short name of the document itself after `this`; and a word that nothing defines,
with a capital once and small letters everywhere else. What defines a term may explain it by the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from duly.contract_text.proofreading.naming import singular
from duly.contract_text.proofreading.reading import Passage, Word, on_lines
from duly.contract_text.proofreading.strangers import kind_of, places_of
from duly.contract_text.proofreading.uses import MOST_WORDS, Uses
from duly.diagnostics import Diagnostic, Label
from duly.source import Span

CODE = "text-term-capitals"
_POINTING = """
the such this that these those said each any every no all its their his her our your other
"""
_POINTS = frozenset(_POINTING.split())
_SMALL_WORDS = frozenset(("of", "and", "or", "the", "in", "for", "to", "by", "on", "with"))
OFTEN = 3
"""Uses in small letters beside which one capital is a slip."""


@dataclass(slots=True)
class _Small:
    """A term in small letters: where, and whether a use reads as the term."""

    spans: list[Span] = field(default_factory=list)
    telling: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is sought in a document: each term as it is shown and how often, and the first words of all."""

    shown: Mapping[str, str]
    often: Mapping[str, int]
    begins: frozenset[str]
    defined_in: Mapping[str, frozenset[tuple[str, int]]]
    own_names: frozenset[str]


def terms_in_other_capitals(found: tuple[Uses, ...]) -> Iterator[Diagnostic]:
    """Each term that is written in other capitals, where that is likely a slip."""
    for uses in found:
        sought = _sought(uses)
        small: dict[str, _Small] = {}
        for passage in uses.reading.prose:
            if not passage.inserted:
                _find(passage, sought, small)
        for key, held in small.items():
            shown = sought.shown[key]
            if " " not in shown and key not in sought.own_names:
                yield from _once(uses, key, held)
            elif held.telling and sought.often[key] >= len(held.spans):
                yield _told(uses, key, shown, held)


def _sought(uses: Uses) -> _Sought:
    shown: dict[str, str] = {}
    often: dict[str, int] = {}
    own = frozenset(singular(each) for each in uses.reading.names if " " not in each)
    for key, definitions in uses.defined.items():
        term = definitions[0].term
        if _has_capitals(term) and (" " in term or key in own):
            shown[key], often[key] = term, len(uses.used.get(key, ()))
    places = places_of(uses.strange)
    for key, held in uses.strange.items():
        real = tuple(use for use in held if not use.passage.inserted)
        if real and key not in shown and _has_capitals(real[0].shown) and kind_of(uses, real, places) == "term":
            shown[key], often[key] = real[0].shown, len(real)
    return _Sought(
        shown, often, frozenset(key.split()[0] for key in shown), _defined_in(uses, shown), own & uses.defined.keys()
    )


def _has_capitals(term: str) -> bool:
    """Whether every word that says something begins with a capital and goes on in small letters."""
    words = [word for word in term.split() if word not in _SMALL_WORDS]
    return bool(words) and all(word[0].isupper() and word[1:].islower() and word.isalpha() for word in words)


def _defined_in(uses: Uses, shown: Mapping[str, str]) -> dict[str, frozenset[tuple[str, int]]]:
    """The units that define each term, or one that ends with its words, and what goes on with the definition."""
    units: dict[str, set[tuple[str, int]]] = {}
    defining = {(each.section, each.unit) for each in uses.reading.definitions}
    for definition in uses.reading.definitions:
        words = singular(definition.term).split()
        for at in range(len(words)):
            key = " ".join(words[at:])
            if key in shown:
                held = units.setdefault(key, set())
                held.add((definition.section, definition.unit))
                following = (definition.section, definition.unit + 1)
                if following not in defining:
                    held.add(following)
    return {key: frozenset(held) for key, held in units.items()}


def _find(passage: Passage, sought: _Sought, small: dict[str, _Small]) -> None:
    """Note every sought term that a passage has in small letters."""
    words = passage.words
    at = 0
    while at < len(words):
        length, key = _longest(passage, at, sought)
        if length and passage.unit_address not in sought.defined_in.get(key, ()):
            _note(passage, at, length, sought, small.setdefault(key, _Small()), key)
            if not small[key].spans:
                del small[key]
        at += max(1, length)


def _longest(passage: Passage, at: int, sought: _Sought) -> tuple[int, str]:
    """How many words from `at` are the longest sought term, and its key; 0 for none."""
    words, text = passage.words, passage.text
    first = words[at].text.lower()
    best, known = 0, ""
    if first not in sought.begins and singular(first) not in sought.begins:
        return best, known
    for length in range(1, min(MOST_WORDS, len(words) - at) + 1):
        if length > 1 and text[words[at + length - 2].end : words[at + length - 1].start] != " ":
            break
        key = singular(text[words[at].start : words[at + length - 1].end])
        if key in sought.shown:
            best, known = length, key
    return best, known


def _note(passage: Passage, at: int, length: int, sought: _Sought, small: _Small, key: str) -> None:
    words = passage.words[at : at + length]
    wanted = sought.shown[key].split()
    is_small = [word.text[0].islower() for word, want in zip(words, wanted, strict=False) if want[0].isupper()]
    if not any(is_small):
        return
    span = passage.span(words[0].start, words[-1].end)
    small.spans.append(span)
    after = passage.words[at + length].text if at + length < len(passage.words) else ""
    mixed = not all(is_small) and not (words[0].text[0].isupper() and _begins(passage, words[0]))
    if mixed or (after != "of" and _is_pointed_at(passage, at, length)):
        small.telling.append(span)


def _is_pointed_at(passage: Passage, at: int, length: int) -> bool:
    """Whether the word before a phrase says that a known one is meant; before a single word only `this` does."""
    words = passage.words
    if not at or passage.text[words[at - 1].end : words[at].start] != " ":
        return False
    before = words[at - 1].text.lower()
    if length == 1:
        return before == "this"
    says_what = at > 1 and words[at - 2].text.lower() in ("means", "mean", "includes", "include")
    return (before in _POINTS or before.endswith("'s")) and not says_what


def _begins(passage: Passage, word: Word) -> bool:
    """Whether a word begins a sentence or an item."""
    return passage.text[max(0, word.start - 3) : word.start].rstrip()[-1:] in ".:;)("


def _once(uses: Uses, key: str, small: _Small) -> Iterator[Diagnostic]:
    """A word with a capital once that has small letters everywhere else."""
    capital = [use for use in uses.strange.get(key, ()) if not use.initial]
    if len(capital) == 1 and len(small.spans) >= OFTEN:
        use = capital[0]
        message = f"`{use.shown}` has a capital here, and small letters everywhere else"
        lines = on_lines([each.position.line for each in small.spans])
        yield Diagnostic(CODE, message, use.span, f"see {lines}")


def _told(uses: Uses, key: str, shown: str, small: _Small) -> Diagnostic:
    first = small.telling[0]
    words = " ".join(first.text.split())
    said = "is defined" if key in uses.defined else "stands elsewhere"
    others = [each.position.line for each in small.spans if each.start != first.start]
    hint = f"it also stands so on {on_lines(others)}" if others else None
    labels = tuple(Label(each.span, "with its capitals") for each in uses.defined.get(key, ())[:1])
    return Diagnostic(CODE, f"`{words}` here, where `{shown}` {said}", first, hint, labels)
