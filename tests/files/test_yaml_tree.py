"""YAML becomes a tree; what is not of the strict subset is refused at its place."""

from __future__ import annotations

from typing import Any

import pytest
from files.trees import places, plain, scalars

from duly.limits import RULE_FILE_NESTING
from duly.model.tree import Mapping, Scalar, Sequence
from duly.model.yaml_tree import load_yaml
from duly.source import Source


def tree(text: str) -> Any:
    node, found = load_yaml(Source("x.yaml", text))
    assert found == ()
    assert node is not None
    return node


@pytest.mark.parametrize(
    "word", ["no", "1.10", "5.3", "22:22", "~", "null", "true", "0x1F", "2001-10-03", "1e3", ".inf"]
)
def test_nothing_is_typed_by_its_looks(word: str) -> None:
    node = tree(f"key: {word}\n")
    assert node.get("key") == Scalar(word, node.span, node.entries[0].value.excerpt, "plain")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb:\n  - x\n  - y: z\n", {"a": "1", "b": ["x", {"y": "z"}]}),
        ("{a: [x, y], 'b': {}}", {"a": ["x", "y"], "b": {}}),
        ("---\n# a comment\na: b # another\n...\n", {"a": "b"}),
        ('a: "x\\ty"\n', {"a": "x\ty"}),
        ("a: >\n  one\n  two\n\n  three\n", {"a": "one two\nthree\n"}),
        ("a: |\n  one\n   two", {"a": "one\n two\n"}),
        ("a: |-\n  one\n\nb: c", {"a": "one", "b": "c"}),
        ("- a\n- - b\n  - c", ["a", ["b", "c"]]),
        ("just words", "just words"),
        ("'<<': a", {"<<": "a"}),
        ("a: <<", {"a": "<<"}),
        ("'a': b\n'c': d\n", {"a": "b", "c": "d"}),
        ("norms:\n- a\n- b\nterms: c", {"norms": ["a", "b"], "terms": "c"}),
    ],
)
def test_the_tree_says_what_the_file_says(text: str, value: object) -> None:
    assert plain(tree(text)) == value


def test_a_mapping_answers_by_key() -> None:
    node = tree("a: b\nc: [d]\n")
    assert isinstance(node, Mapping)
    assert node.keys() == ("a", "c")
    assert isinstance(node.get("c"), Sequence)
    assert node.get("d") is None
    assert node.entry("d") is None
    entry = node.entry("a")
    assert entry is not None
    assert (entry.key.text, entry.key.span.text, entry.value.span.text) == ("a", "a", "b")


def test_equality_ignores_places() -> None:
    assert tree("a: [b]") == tree("\n\na:   [ b ]")
    assert tree("a: b") != tree("a: c")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a: {b: [c, 'd e']}\n", ["a: {b: [c, 'd e']}", "{b: [c, 'd e']}", "[c, 'd e']"]),
        ("a:\n  - b\n  - c\n\n# end\n", ["a:\n  - b\n  - c", "- b\n  - c"]),
        ("a:\n  b: |\n    text\n\n\nc: d", ["a:\n  b: |\n    text\n\n\nc: d", "b: |\n    text\n"]),
    ],
)
def test_collections_span_what_is_theirs(text: str, spans: list[str]) -> None:
    def collections(node: Any) -> list[str]:
        if isinstance(node, Scalar):
            return []
        inner = node.items if isinstance(node, Sequence) else [entry.value for entry in node.entries]
        return [node.span.text, *(span for each in inner for span in collections(each))]

    assert collections(tree(text)) == spans


def test_scalars_span_what_is_written() -> None:
    written = [scalar.span.text for scalar in scalars(tree("'a': \"b\\n\"\nc: d e # f\ng: >-\n  h\n  i\n"))]
    assert written == ["'a'", '"b\\n"', "c", "d e", "g", ">-\n  h\n  i"]


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("by: 10 days after signed", "signed", 1, 19),
        ("by: '10 days after signed'", "signed", 1, 20),
        ("by: '''signed'' day'", "day", 1, 17),
        ('by: "\\t\\u0041 signed"', "signed", 1, 15),
        ('by: "after\n  \\\n    signed"', "signed", 3, 5),
        ("by: >\n  10 days\n  after\n\n  signed", "signed", 5, 3),
        ("by: |2-\n    10 days\n   after signed", "signed", 3, 10),
        ("by:\n  10 days\n    after\n\n  signed", "signed", 5, 3),
        ("- - by: [x,\n     ten days\n     after signed]", "signed", 3, 12),
    ],
)
def test_a_word_in_a_scalar_is_found_in_the_file(text: str, word: str, line: int, column: int) -> None:
    scalar = scalars(tree(text))[-1]
    start = scalar.text.index(word)
    span = scalar.excerpt.span(start, start + len(word))
    assert span.text == word
    assert (span.position.line, span.position.column) == (line, column)


FAULTS = [
    ("a: &x b\n", [("yaml-anchor", "&x", 1)]),
    ("a: *x\nb: *y\n", [("yaml-anchor", "*x", 1), ("yaml-anchor", "*y", 2)]),
    ("<<: {a: b}\n", [("yaml-anchor", "<<", 1)]),
    ("a: !date b\n", [("yaml-tag", "!date", 1)]),
    ("a: !!python/object b\nc: !x [d]\n", [("yaml-tag", "!!python/object", 1), ("yaml-tag", "!x", 2)]),
    ("a: &x !t b\n", [("yaml-anchor", "&x", 1)]),
    ("a: !<%zz> b\n", [("yaml-tag", "!<%zz>", 1)]),
    ("%YAML 1.1\n---\na: no\n", [("yaml-directive", "%", 1)]),
    ("a: b\n---\nc: d\n", [("yaml-documents", "---", 2)]),
    ("a: b\n... c\n", [("yaml-documents", "c", 2)]),
    ("a: b\nc: d\na: e\n", [("duplicate-key", "a", 3)]),
    ("{a: b, 'a': c}", [("duplicate-key", "'a'", 1)]),
    ("? a\n: b\n", [("yaml-key", "?", 1)]),
    ("[a]: b\n", [("yaml-key", "[a]", 1)]),
    (": b\n", [("yaml-key", "", 1)]),
    ("[a: b]\n", [("yaml-key", "a:", 1)]),
    ("{a\n : b}\n", [("missing-value", "a", 1), ("yaml-key", ":", 2)]),
    ("a:\nb: c\nd:\n", [("missing-value", "a", 1), ("missing-value", "d", 3)]),
    ("- a\n-\n- b\n", [("empty-item", "-", 2)]),
    ("", [("empty-file", "", 1)]),
    ("# nothing\n", [("empty-file", "", 1)]),
    ("---\n", [("empty-file", "", 1)]),
    ("a:\n\tb: c\n", [("yaml-tab", "", 2)]),
    ("a: b\t\n", [("yaml-tab", "", 1)]),
    ("a: x\x07y\x85z\n", [("yaml-character", "\x07", 1), ("yaml-character", "\x85", 1)]),
    ("a: x\u2028y\n", [("yaml-character", "\u2028", 1)]),
    ('a: "\\ud83d"\n', [("yaml-escape", '"\\ud83d"', 1)]),
    ('a: "\\q"\n', [("yaml-escape", 'q"', 1)]),
    ('a: "\\x9"\n', [("yaml-escape", '9"', 1)]),
    ("a: b: c\n", [("yaml-syntax", ":", 1)]),
    ("a: 'b\n", [("yaml-syntax", "'b", 1)]),
    ("a: [b\n", [("yaml-syntax", "", 2)]),
    ("a: @b\n", [("yaml-syntax", "@b", 1)]),
    ("a: [-, b]\n", [("yaml-syntax", "-", 1)]),
    ("a: 'b'#c\n", [("yaml-syntax", "#", 1)]),
    ("a: {b: c,\nd: e}\n", [("yaml-indent", "d", 2)]),
    ("a: [\n  b\n]\n", [("yaml-indent", "]", 3)]),
    ("a: [b,\n[c]]\n", [("yaml-indent", "[", 2)]),
    ("[\nb,\n[c\n]]\n- d", [("yaml-syntax", "-", 5)]),
    ("a: [- b]\n", [("yaml-syntax", "-", 1)]),
    ('a: "b\nc"\n', [("yaml-indent", "c", 2)]),
    ("a: |\n \n  b\n", [("yaml-indent", "b", 3)]),
]


@pytest.mark.parametrize(("text", "faults"), FAULTS)
def test_what_is_refused_is_underlined(text: str, faults: list[tuple[str, str, int]]) -> None:
    node, found = load_yaml(Source("x.yaml", text))
    assert node is None
    assert places(found) == faults


def test_all_faults_of_one_file_are_said() -> None:
    _, found = load_yaml(Source("x.yaml", "a: &x b\na: !t c\nd:\ne: *x\nf: {g, h: [i: j]}\n"))
    codes = ["yaml-anchor", "duplicate-key", "yaml-tag", "missing-value", "yaml-anchor", "missing-value", "yaml-key"]
    assert sorted(each.code for each in found) == sorted(codes)


def test_a_comma_that_ends_an_expression_is_explained() -> None:
    _, found = load_yaml(Source("x.yaml", "pay: {amount: max(1, fee), when: due}\n"))
    assert places(found) == [("missing-value", "fee)", 1)]
    assert "comma" in (found[0].hint or "")


def test_the_first_of_two_keys_is_shown() -> None:
    _, found = load_yaml(Source("x.yaml", "a: b\na: c\n"))
    assert [(label.text, label.span.position.line) for label in found[0].labels] == [("first here", 1)]


@pytest.mark.parametrize("text", ['"\\U00110000"', '"\\UFFFFFFFF"', '"\\ud83d\\ude00"'])
def test_an_escape_beyond_unicode_is_refused(text: str) -> None:
    node, found = load_yaml(Source("x.yaml", text))
    assert node is None
    assert [each.code for each in found] == ["yaml-escape"]


def test_nesting_has_a_limit() -> None:
    deep = RULE_FILE_NESTING
    assert load_yaml(Source("x", "[" * deep + "]" * deep))[1] == ()
    for opened, closed in (("[", "]"), ("{a: ", "}"), ("- ", "")):
        _, found = load_yaml(Source("x", opened * (deep + 1) + "b" + closed * (deep + 1)))
        assert [each.code for each in found] == ["too-deep"]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"":[' * 50_000, "- " * 50_000, "[\n" * 50_000, "a: [" * 20_000, "? " * 20_000, "{? " * 9_000],
)
def test_no_nesting_exhausts_the_stack(text: str) -> None:
    node, found = load_yaml(Source("x", text))
    assert node is None
    assert found[-1].code in ("too-deep", "yaml-key")
    assert len(found) <= RULE_FILE_NESTING


def test_aliases_are_not_expanded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    node, found = load_yaml(Source("x", bomb))
    assert node is None
    assert {each.code for each in found} == {"yaml-anchor"}
    assert len(found) == 9 + 16
