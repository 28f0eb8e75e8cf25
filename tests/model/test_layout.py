"""The layout of files: what it is, that it is one, and that nothing but blanks ever changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from folders import CHECKOUT
from hypothesis import given
from hypothesis import strategies as st

from duly.model.layout import lay_out
from duly.model.yaml_tree import load_yaml
from duly.source import Source

FILES = sorted((CHECKOUT / "rules").rglob("*.yaml"))


def laid_out(text: str) -> str:
    found, faults = lay_out(Source("a.yaml", text))
    assert found is not None, faults
    return found


def solid(text: str) -> str:
    """A text without its blanks and line ends."""
    return re.sub(r"[ \t\n]+", "", text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a:   b", "a: b\n"),
        ("a :  b   \n\n\n\nc: d\n\n", "a: b\n\nc: d\n"),
        ("\n\na: b", "a: b\n"),
        ("a:\n    b: c\n    d:\n          e: f", "a:\n  b: c\n  d:\n    e: f\n"),
        ("a:\n- b\n-   c", "a:\n  - b\n  - c\n"),
        ("a:\n    -   b: c\n        d: e", "a:\n  - b: c\n    d: e\n"),
        ("a:\n -  - b\n    - c", "a:\n  - - b\n    - c\n"),
        ("a: {b: c,d:   [e,f ,g ]}", "a: {b: c, d: [e, f, g]}\n"),
        ("a: {b: c,\n         d: e\n   }", "a: {b: c,\n  d: e\n  }\n"),
        ("a: b # why", "a: b  # why\n"),
        ("a: b      # why  ", "a: b  # why\n"),
        ("a:\n    # of b\n    b: c\n# of d\nd: e", "a:\n  # of b\n  b: c\n# of d\nd: e\n"),
        ("a:\n    b: c\n    # the end of a\nd: e", "a:\n  b: c\n  # the end of a\nd: e\n"),
        ("a: >-\n      one\n      two\n", "a: >-\n  one\n  two\n"),
        ("a: |\n    one\n      two  \n\n    three\n", "a: |\n  one\n    two  \n\n  three\n"),
        ("a: |+\n  one\n\n\nb: c", "a: |+\n  one\n\n\nb: c\n"),
        ("a: |2\n     one\n", "a: |2\n     one\n"),
        ("a:\n      one\n      two", "a:\n  one\n  two\n"),
        ('a: "one\n         two"', 'a: "one\n  two"\n'),
        ("a:\n  b: c\nd:\n  e: f", "a:\n  b: c\n\nd:\n  e: f\n"),
        ("a:\n  b: c\n# of d\n# too\nd:\n  e: f", "a:\n  b: c\n\n# of d\n# too\nd:\n  e: f\n"),
        ("a:\n  b: c\n  # of a\nd:\n  e: f", "a:\n  b: c\n  # of a\n\nd:\n  e: f\n"),
        ("a:\n  b: c\n# of a\n\nd:\n  e: f", "a:\n  b: c\n# of a\n\nd:\n  e: f\n"),
        ("a: |+\n  one\nb:\n  c: d", "a: |+\n  one\nb:\n  c: d\n"),
        ("a: b\nc:\n  d: e", "a: b\nc:\n  d: e\n"),
        ("'a' : \"b # c\"", "'a': \"b # c\"\n"),
        ("---\na:  b", "---\na: b\n"),
    ],
)
def test_a_layout(written: str, expected: str) -> None:
    assert laid_out(written) == expected


@pytest.mark.parametrize("text", ["a: *b", "a:\n  - b\n c: d", "", "a: b\na: c", "a:\n\tb: c"])
def test_what_cannot_be_read_has_no_layout(text: str) -> None:
    found, faults = lay_out(Source("a.yaml", text))
    assert found is None
    assert faults


@pytest.mark.parametrize("file", FILES, ids=[file.relative_to(CHECKOUT).as_posix() for file in FILES])
def test_every_shipped_file_has_its_layout(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert laid_out(text) == text


# Files in any layout.

WORDS = st.sampled_from(["a", "no", "1.10", "22:22", "due by", "it's", 'say "so"', "§ 7", "a#b", "-5", "é", "x" * 40])
BLANKS = st.integers(1, 4).map(lambda count: " " * count)
COMMENTS = st.sampled_from(["", "", "", "  # why", " #why not:  x  ", "   # - a: b"])
OWN_LINES = st.sampled_from(["", "", "", "\n", "\n\n  \n", "# on its own\n", "      # far in\n\n", "   \n# x\n  # y\n"])


@st.composite
def scalars(draw: st.DrawFn, indent: int) -> str:
    word = draw(WORDS)
    pad = " " * (indent + draw(st.integers(1, 5)))
    other = draw(WORDS)
    forms = [
        '"' + word.replace('"', '\\"') + '"',
        "'" + word.replace("'", "''") + "'",
        f'"{word[:1]}\n{pad}\n{pad}z"'.replace('""', '"'),
        f"one\n{pad}two" + draw(COMMENTS),
        f"{draw(st.sampled_from(['|', '>', '|-', '>-', '>+', '|+']))}\n{pad}{word}\n{pad}  {other} \n\n{pad}z",
        f"{{k:  {other!r},l: [1,2 , {{}}]}}" if '"' not in repr(other) else "{}",
        f"[one,\n{pad}two{draw(COMMENTS)}\n{pad}]",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def blocks(draw: st.DrawFn, indent: int = 0, depth: int = 0) -> str:
    """A mapping or list in some layout, each line at `indent`."""
    pad, lines = " " * indent, ""
    is_list = depth > 0 and draw(st.booleans())
    for number in range(draw(st.integers(1, 3))):
        lines += draw(OWN_LINES)
        head = f"{pad}-" if is_list else f"{pad}k{number}{draw(st.sampled_from(['', ' ']))}:"
        if depth < 3 and draw(st.booleans()):
            deeper = draw(st.integers(indent + 1, indent + 5))
            lines += f"{head}{draw(COMMENTS)}\n{draw(blocks(deeper, depth + 1))}"
        else:
            lines += f"{head}{draw(BLANKS)}{draw(scalars(indent))}\n"
    return lines


@given(blocks(), st.sampled_from(["", "# the end", "\n\n", "  # the end\n"]))
def test_a_layout_is_final_and_says_the_same(written: str, end: str) -> None:
    text = written + end
    tree, faults = load_yaml(Source("a.yaml", text))
    if tree is None:  # such as a comment that ends a text too early
        assert faults
        return
    once = laid_out(text)
    assert load_yaml(Source("a.yaml", once)) == (tree, ())
    assert solid(once) == solid(text)
    assert laid_out(once) == once
    assert comments(once) == comments(text)


def comments(text: str) -> list[str]:
    return [line.strip() for line in re.findall(r"(?:^|[ \t])(#[^\n]*)", text, re.M)]
