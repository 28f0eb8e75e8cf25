"""Generated edits of the shipped rule files: what is merged is held against the same edits made by hand in one text.

An edit is made on the lines of a file, with nothing of the merge: rules are found by their indentation. Two edits of
different rules, or keys, made one after the other in one text are what their merge has to be, to the byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from folders import CHECKOUT
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from duly.comparison.compare import compare
from duly.merging.blocks import merge_blocks
from duly.merging.merge import Merge, merge
from duly.merging.pieces import Block, take_apart
from duly.model.loader import load_sources
from duly.model.nodes import Rules
from duly.source import Source

FILES = sorted((CHECKOUT / "rules" / "separation-agreement").glob("*.yaml"))
_RULE = re.compile(r"^  [^ #\n].*\n(?:    .*\n|\n(?=    ))*", re.MULTILINE)
_TOP = re.compile(r"^[^ \n#]", re.MULTILINE)
_SECTION = re.compile(r"^(facts|terms|norms):\n", re.MULTILINE)
_KEY = re.compile(r"^    (summary|ask|by|until|value|upon|when|done|cite): ([^\n>|]*)$", re.MULTILINE)


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Edit:
    """Other words for a part of a text, and the part that has to be left alone by whoever edits something else."""

    start: int
    end: int
    words: str
    around: tuple[int, int]


def apply(text: str, *edits: Edit) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def rules(text: str) -> list[tuple[int, int]]:
    """The lines of each rule of `facts`, `terms` and `norms`, without the comments above it."""
    found = []
    for section in _SECTION.finditer(text):
        at = section.end()
        end = _TOP.search(text, at)
        inner = text[at : end.start() if end else None]
        found += [(at + rule.start(), at + rule.end()) for rule in _RULE.finditer(inner)]
    return found


def small_files() -> list[Path]:
    """Files that are read quickly and have rules to edit."""
    small = (file for file in FILES if file.stat().st_size < 9000)
    return [file for file in small if rules(text_of(file)) and _KEY.search(text_of(file))]


@st.composite
def edits(draw: st.DrawFn, text: str) -> Edit:
    """One edit of a key, a rule taken away or added, or a comment."""
    kind = draw(st.sampled_from(["key", "key", "key", "gone", "new", "comment"]))
    if kind == "key":
        key = draw(st.sampled_from(list(_KEY.finditer(text))))
        words = f"    {key[1]}: {draw(st.sampled_from(['other words', '12 days after signed', '§ 3 “é”']))}"
        return Edit(key.start(), key.end(), words, (key.start(), key.end()))
    start, end = draw(st.sampled_from(rules(text)))
    if kind == "gone":
        return Edit(start, end, "", (start - 400, end + 400))
    name = draw(st.sampled_from(["new_one", "newer_one"]))
    words = f"  # of {name}\n" if kind == "comment" else f'  {name}: {{type: event, ask: When?, cite: "1"}}\n'
    return Edit(start, start, words, (start - 400, start + 400) if kind == "comment" else (start, start))


def are_apart(one: Edit, other: Edit) -> bool:
    return one.around[1] < other.around[0] or other.around[1] < one.around[0]


def merged(base: str, ours: str, theirs: str) -> Merge:
    return merge(base.encode(), ours.encode(), theirs.encode())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pieces_are_the_file_to_the_byte(file: Path) -> None:
    text = text_of(file)
    block = take_apart(Source("x", text))
    assert block is not None and together(block) == text


def together(block: Block) -> str:
    """The text of a block, put together from its smallest pieces."""
    texts = []
    for piece in block.pieces:
        inner = f"{piece.head}{together(piece.block)}{piece.after}" if piece.block else piece.text
        assert inner == piece.text
        texts.append(inner)
    if block.kind == "flow":
        return f"{{{block.tail}{', '.join(texts)}{block.tail}}}"
    first = [block.is_joined and place == 0 for place in range(len(texts))]
    rows = zip(block.pieces, texts, first, strict=True)
    return "".join(f"{piece.lead}{'' if one else ' ' * block.column}{said}" for piece, said, one in rows) + block.tail


@settings(max_examples=60, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.filter_too_much])
@given(st.data())
def test_edits_apart_merge_as_if_one_had_made_both(data: st.DataObject) -> None:
    base = text_of(data.draw(st.sampled_from(small_files())))
    one, other = data.draw(edits(base)), data.draw(edits(base))
    both = apply(base, one, other)
    assume(are_apart(one, other) and take_apart(Source("x", both)) is not None)
    assert merged(base, apply(base, one), apply(base, other)) == Merge(both.encode())


@settings(max_examples=15, suppress_health_check=[HealthCheck.data_too_large])
@given(st.data())
def test_what_one_side_changed_is_taken_whole(data: st.DataObject) -> None:
    base = text_of(data.draw(st.sampled_from(small_files())))
    side = apply(base, data.draw(edits(base)))
    data_of_side = Merge(side.encode())
    assert merged(base, side, base) == merged(base, base, side) == merged(base, side, side) == data_of_side
    blocks = [take_apart(Source("x", text)) for text in (base, side)]
    before, after = blocks
    assert before is not None and after is not None
    for sides in ((after, before), (before, after), (after, after)):
        found = merge_blocks(before, *sides)
        assert found is not None and "".join(map(str, found.chunks)) == side, "without the short way for equal files"


@settings(max_examples=15, suppress_health_check=[HealthCheck.data_too_large])
@given(st.data())
def test_no_edit_is_lost_where_both_changed_one_key(data: st.DataObject) -> None:
    base = text_of(data.draw(st.sampled_from(small_files())))
    key = data.draw(st.sampled_from(list(_KEY.finditer(base))))
    ours, theirs = (
        apply(base, Edit(key.start(), key.end(), f"    {key[1]}: {word}", (0, 0))) for word in ("one", "two")
    )
    found = merged(base, ours, theirs)
    clash = f"<<<<<<< ours\n    {key[1]}: one\n=======\n    {key[1]}: two\n>>>>>>> theirs"
    assert found.data.decode() == apply(base, Edit(key.start(), key.end(), clash, (0, 0)))


@st.composite
def line_edits(draw: st.DrawFn, lines: list[str], who: str) -> tuple[list[str], set[str]]:
    """Lines taken away, moved, put in and changed anywhere, and the words that are new in them."""
    lines, words = list(lines), set[str]()
    for number in range(draw(st.integers(1, 4))):
        kind, at = draw(st.sampled_from("gmnc")), draw(st.integers(0, len(lines) - 1))
        word = f"{who}{number}"
        if kind in "gm":
            taken = lines[at : at + draw(st.sampled_from([1, 2, 5]))]
            del lines[at : at + len(taken)]
            place = draw(st.integers(0, len(lines)))
            lines[place:place] = taken if kind == "m" else []
            continue
        indent = len(lines[at]) - len(lines[at].lstrip())
        lines[at : at + (kind == "c")] = [f"{lines[at]} {word}" if kind == "c" else f"{' ' * indent}{word}: new"]
        words.add(word)
    left = "\n".join(lines)
    return lines, {word for word in words if word in left}


@settings(max_examples=60, suppress_health_check=[HealthCheck.data_too_large])
@given(st.data())
def test_no_word_that_anyone_wrote_is_lost(data: st.DataObject) -> None:
    base = text_of(data.draw(st.sampled_from(small_files()))).splitlines()
    (ours, mine), (theirs, others) = (data.draw(line_edits(base, who)) for who in ("mine", "theirs"))
    texts = ("\n".join(lines) + "\n" for lines in (base, ours, theirs))
    found = merged(*texts).data.decode()
    assert not [word for word in mine | others if word not in found]


# Meaning.

_WORDS = re.compile(r"^    summary: [^\n>|\"']+$", re.MULTILINE)
_DAYS = re.compile(r"\b(\d+) days after")


@cache
def shipped() -> Rules:
    return rules_with(FILES[0], text_of(FILES[0]))


def rules_with(file: Path, text: str) -> Rules:
    """The rules of the agreement with another text in one of its files."""
    found = load_sources(Source(each.name, text if each == file else text_of(each)) for each in FILES)
    assert found.is_sound, found.diagnostics
    return found.rules


@pytest.mark.parametrize("name", ["effectiveness", "benefits", "covenants"])
def test_both_meanings_are_in_the_merge(name: str) -> None:
    file = next(each for each in FILES if each.stem == name)
    base = text_of(file)
    words, days = list(_WORDS.finditer(base))[-1], _DAYS.search(base)
    assert days is not None
    ours = apply(base, Edit(words.end(), words.end(), " Indeed.", (0, 0)))
    theirs = apply(base, Edit(days.start(1), days.end(1), str(int(days[1]) + 1), (0, 0)))
    found = merged(base, ours, theirs)
    assert not found.conflicts
    one, other, both = (prints(rules_with(file, text)) for text in (ours, theirs, found.data.decode()))
    assert one and other and not one & other
    assert one | other == both


def prints(new: Rules) -> set[str]:
    return {change.fingerprint for change in compare(shipped(), new)}
