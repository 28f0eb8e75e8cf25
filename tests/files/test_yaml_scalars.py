"""Every character of a scalar's value is mapped to the place where it is written.

The oracle is a writer that notes where it puts each character; a second one is the value that ruamel.yaml itself gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from files.trees import plain, scalars
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from duly.model.yaml_tree import load_yaml
from duly.source import Source

WORDS = st.text("abyzÄ§好😀0.()<", min_size=1, max_size=6)
GAPS = st.sampled_from([" ", "fold", "blank", "blanks"])
INDENTS = st.integers(1, 4)
INDICATORS = ("-", "?", ":", "[", "]", "<<")


@dataclass
class Writer:
    """A file being written, the value that it should give, and the place of each character of that."""

    text: str
    value: str = ""
    offsets: list[int] = field(default_factory=list)

    def raw(self, characters: str) -> None:
        """Writes characters that stand for themselves."""
        self.offsets.extend(range(len(self.text), len(self.text) + len(characters)))
        self.text += characters
        self.value += characters

    def other(self, character: str, written: str) -> None:
        """Writes a character otherwise; its place is that of the first character written."""
        self.offsets.append(len(self.text))
        self.text += written
        self.value += character

    def gap(self, gap: str, indent: int) -> None:
        """Writes what stands between two words: a space, or line breaks that fold."""
        if gap == " ":
            self.raw(" ")
        elif gap == "fold":
            self.other(" ", "\n" + " " * indent)
        else:
            self.text += "\n"
            for _ in range(1 if gap == "blank" else 2):
                self.other("\n", "\n")
            self.text += " " * indent


def check(writer: Writer, tail: str = "") -> None:
    """Loads what was written and compares value and places with what was meant."""
    node, found = load_yaml(Source("x", writer.text + tail))
    assert found == ()
    assert node is not None
    scalar = scalars(node)[-1]
    assert scalar.text == writer.value
    assert list(scalar.excerpt.offsets)[:-1] == writer.offsets
    assert len(scalar.excerpt.offsets) == len(scalar.text) + 1
    for at, offset in enumerate(writer.offsets):
        there = writer.text[offset]
        assert there == scalar.text[at] or there in "\n\\'"
    assert YAML(typ="base", pure=True).load(writer.text + tail) == plain(node)


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=8), INDENTS)
def test_plain(parts: list[tuple[str, str]], indent: int) -> None:
    writer = Writer("k: ")
    for word, gap in parts[:-1]:
        writer.raw(word)
        writer.gap(gap, indent)
    writer.raw(parts[-1][0])
    check(writer, "\n")


@given(st.lists(st.tuples(st.text("ab好'\" :#", min_size=1), GAPS), min_size=1, max_size=8), INDENTS)
def test_single_quoted(parts: list[tuple[str, str]], indent: int) -> None:
    writer = Writer("k: '")
    for number, (text, gap) in enumerate(parts):
        for character in "x" + text + "x":  # folding strips spaces, so a word is at each end
            writer.other("'", "''") if character == "'" else writer.raw(character)
        if number < len(parts) - 1:
            writer.gap(gap, indent)
    check(writer, "'\n")


ANY = st.characters(
    codec="utf-8", exclude_characters='\\"\t\n \x85\u2028\u2029\ufeff\ufffe\uffff', exclude_categories=["Cc"]
)
WAYS = st.sampled_from(["raw", "u", "tab", "line", "fold", "blanks"])


@given(st.lists(st.tuples(ANY, WAYS), max_size=12), INDENTS)
def test_double_quoted(parts: list[tuple[str, str]], indent: int) -> None:
    writer = Writer('k: "')
    for character, how in parts:
        match how:
            case "u":
                writer.other(character, f"\\U{ord(character):08X}")
            case "tab":
                writer.other("\t", "\\t")
            case "line":
                writer.raw(" ")
                writer.text += "\\\n" + " " * indent
            case "fold" | "blanks":
                writer.raw(".")
                writer.gap(how, indent)
        writer.raw(character)
    check(writer, '"\n')


LINES = st.lists(
    st.tuples(st.integers(0, 2), st.text("ab好#:' ", max_size=6), st.integers(0, 2)), min_size=1, max_size=6
)


@given(LINES, INDENTS, st.sampled_from(["", "-", "+"]), st.booleans())
def test_literal(lines: list[tuple[int, str, int]], indent: int, chomping: str, is_explicit: bool) -> None:
    writer = Writer(f"k: |{indent if is_explicit else ''}{chomping}\n")
    for number, (more, text, blanks) in enumerate(lines):
        writer.text += " " * indent
        writer.raw(" " * (more if number or is_explicit else 0) + "x" + text)
        is_last = number == len(lines) - 1
        for at in range(blanks + 1):
            if not is_last or chomping == "+" or (chomping == "" and at == 0):
                writer.other("\n", "\n")
            else:
                writer.text += "\n"
    check(writer)


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=8), INDENTS, st.sampled_from(["", "-", "+"]))
def test_folded(parts: list[tuple[str, str]], indent: int, chomping: str) -> None:
    writer = Writer(f"k: >{chomping}\n{' ' * indent}")
    for word, gap in parts[:-1]:
        writer.raw(word)
        writer.gap(gap, indent)
    writer.raw(parts[-1][0])
    if chomping != "-":
        writer.other("\n", "\n")
    check(writer)


def test_lines_that_are_indented_further_are_not_folded() -> None:
    node, found = load_yaml(Source("x", "k: >\n  a\n  b\n    c\n\n    d\n  e\n"))
    assert found == ()
    assert node is not None
    assert scalars(node)[-1].text == "a b\n  c\n\n  d\ne\n"


@given(st.text("ab:-?[]{},'\"|>#&*!% \n\\", max_size=30))
def test_whatever_is_accepted_is_read_as_ruamel_reads_it(text: str) -> None:
    node, found = load_yaml(Source("x", text + "\n"))
    assert (node is None) == bool(found)
    if node is not None:
        assert YAML(typ="base", pure=True).load(text + "\n") == plain(node)
