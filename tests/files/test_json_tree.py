"""JSON becomes a tree with the text and the place of every value; what RFC 8259 does not allow is refused."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest
from files.trees import places, plain, scalars, spelled
from hypothesis import given
from hypothesis import strategies as st

from duly.limits import FACTS_NESTING
from duly.model.json_tree import load_json
from duly.model.tree import Mapping
from duly.source import Source


def tree(text: str) -> Any:
    node, found = load_json(Source("x.json", text))
    assert found == ()
    assert node is not None
    return node


def test_scalars_keep_their_text_and_say_how_they_were_written() -> None:
    written = [(each.text, each.style) for each in tree('[256781.20, -0, 1E+2, true, false, null, "1"]').items]
    assert written == [
        ("256781.20", "number"),
        ("-0", "number"),
        ("1E+2", "number"),
        ("true", "boolean"),
        ("false", "boolean"),
        ("null", "null"),
        ("1", "quoted"),
    ]


def test_everything_has_its_place() -> None:
    node = tree(' {"a" : [1.50, {"b": null}],\n"c": "d"} ')
    assert isinstance(node, Mapping)
    assert node.span.text == '{"a" : [1.50, {"b": null}],\n"c": "d"}'
    assert [each.span.text for each in scalars(node)] == ['"a"', "1.50", '"b"', "null", '"c"', '"d"']
    assert [each.excerpt.span(0, 9).text for each in scalars(node)] == ["a", "1.50", "b", "null", "c", "d"]
    inner = node.get("a")
    assert inner is not None
    assert inner.span.text == '[1.50, {"b": null}]'


@pytest.mark.parametrize(
    ("text", "value", "word", "column"),
    [
        ('["\\t signed"]', "\t signed", "signed", 6),
        ('["\\u0041\\u00e9 signed"]', "Aé signed", "signed", 16),
        ('["\\ud83d\\ude00 signed"]', "😀 signed", "signed", 16),
        ('["\\ud83d\\ude00\\"signed\\""]', '😀"signed"', "signed", 17),
        ('["\\/\\\\\\b\\f\\n\\r signed"]', "/\\\b\f\n\r signed", "signed", 16),
    ],
)
def test_a_word_after_escapes_is_found_in_the_file(text: str, value: str, word: str, column: int) -> None:
    (scalar,) = scalars(tree(text))
    assert scalar.text == value
    start = value.index(word)
    span = scalar.excerpt.span(start, start + len(word))
    assert (span.text, span.position.column) == (word, column)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON_VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_what_python_writes_is_read_back(value: Any, is_ascii: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    node = tree(text)
    assert plain(node) == spelled(value)
    for scalar in scalars(node):
        assert len(scalar.excerpt.offsets) == len(scalar.text) + 1
        for character, offset in zip(scalar.text, scalar.excerpt.offsets, strict=False):
            assert text[offset] in (character, "\\")


@given(st.text('{}[]:,"\\untrue0123456789.eE+- \n', max_size=20))
def test_python_and_the_tree_accept_the_same(text: str) -> None:
    node, found = load_json(Source("x", text))
    assert (node is None) == bool(found)
    try:
        expected = json.loads(text, object_pairs_hook=lambda pairs: len(dict(pairs)) == len(pairs) or 1 / 0)
    except (json.JSONDecodeError, ZeroDivisionError):
        assert node is None
    else:
        if node is None:  # Python takes lone surrogates
            assert all(each.code in ("json-escape", "duplicate-key") for each in found), expected


@pytest.mark.parametrize(
    ("text", "faults", "hint"),
    [
        ("", [("empty-file", "", 1)], None),
        (" \n", [("empty-file", "", 1)], None),
        ('{"a": 1,\n"a": 2}', [("duplicate-key", '"a"', 2)], None),
        ('{"a": 1, "\\u0061": 2}', [("duplicate-key", '"\\u0061"', 1)], None),
        ("[1,]", [("json-syntax", "]", 1)], "comma"),
        ('{"a": 1,}', [("json-syntax", "}", 1)], "comma"),
        ("{a: 1}", [("json-syntax", "a", 1)], None),
        ("['a']", [("json-syntax", "'", 1)], "double quotes"),
        ("{\n“a”: 1}", [("json-syntax", "“", 2)], "straight"),
        ("Signed on October 3", [("json-syntax", "Signed", 1)], "no JSON"),
        ("[1 // x\n]", [("json-syntax", "/", 1)], "comments"),
        ("[NaN]", [("json-syntax", "NaN", 1)], "small letters"),
        ("[True]", [("json-syntax", "True", 1)], "small letters"),
        ("[01]", [("json-syntax", "1", 1)], "digits on both sides"),
        ("[.5]", [("json-syntax", ".5", 1)], "digits on both sides"),
        ("[5.]", [("json-syntax", ".", 1)], "digits on both sides"),
        ("[+1]", [("json-syntax", "+1", 1)], "digits on both sides"),
        ("[1", [("json-syntax", "[", 1)], None),
        ("[1}", [("json-syntax", "}", 1)], None),
        ("]", [("json-syntax", "]", 1)], None),
        ('{"a" 1}', [("json-syntax", "1", 1)], None),
        ('{"a"}', [("json-syntax", "}", 1)], None),
        ("1 2", [("json-syntax", "2", 1)], None),
        ('["a\nb"]', [("json-syntax", '"a', 1)], None),
        ('["a\tb"]', [("json-syntax", "\t", 1)], "\\u0009"),
        ('["\\x41"]', [("json-escape", "\\x", 1)], "backslash"),
        ('["\\u12g4"]', [("json-escape", "\\u", 1)], "backslash"),
        ('["\\ud83d", "x\\udE00"]', [("json-escape", "\\ud83d", 1), ("json-escape", "\\udE00", 1)], None),
        ("[\u00a01]", [("json-syntax", "\u00a0", 1)], None),
    ],
)
def test_what_is_refused_is_underlined(text: str, faults: list[tuple[str, str, int]], hint: str | None) -> None:
    node, found = load_json(Source("x.json", text))
    assert node is None
    assert places(found) == faults
    assert (hint or "") in (found[-1].hint or "")
    assert bool(hint) == bool(found[-1].hint)


def test_nesting_has_a_limit() -> None:
    deep = FACTS_NESTING
    assert load_json(Source("x", "[" * deep + "]" * deep))[1] == ()
    for text in ("[" * (deep + 1), '{"":' * (deep + 1), "[" * 100_000):
        assert [each.code for each in load_json(Source("x", text))[1]] == ["too-deep"]


def test_the_collector_of_garbage_is_left_as_it_was() -> None:
    load_json(Source("x", "[1"))
    assert gc.isenabled()
    gc.disable()
    try:
        load_json(Source("x", "[1]"))
        assert not gc.isenabled()
    finally:
        gc.enable()
