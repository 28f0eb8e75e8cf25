"""Text to tree: each form of the grammar, and where each node stands."""

from __future__ import annotations

from typing import Any

import pytest

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.parser import grammar, lark_parser, parse, reserved_words
from duly.source import Excerpt, Source


def read(text: str) -> Any:
    found = parse(Excerpt.of(text))
    assert not isinstance(found, Diagnostic), found
    return found


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("a and b and c", n.And, ["a", "b", "c"]),
        ("a or not b", n.Or, ["a", "not b"]),
        ("a - b - c", n.Arithmetic, ["a - b", "c"]),
        ("a + b * c", n.Arithmetic, ["a", "b * c"]),
        ("-a * b", n.Arithmetic, ["-a", "b"]),
        ("5% of a * b", n.Arithmetic, ["5% of a", "b"]),
        ("a on or before b", n.Order, ["a", "b"]),
        ("a  on  or\nafter b", n.Order, ["a", "b"]),
        ("a falls on b", n.Order, ["a", "b"]),
        ("a on d on or before b", n.Order, ["a on d", "b"]),
        ("8 days after a before b", n.Order, ["8 days after a", "b"]),
        ("8 days before a before b", n.Order, ["8 days before a", "b"]),
        ("a before 8 days before b", n.Order, ["a", "8 days before b"]),
        ("2 weeks after 8 days after a", n.Shift, ["2 weeks", "8 days after a"]),
        ("a within 8 days after b", n.Within, ["a", "8 days after b"]),
        ("the earlier of a and b has happened", n.Happened, ["the earlier of a and b"]),
        ("the lesser of a and b + c", n.Choose, ["a", "b + c"]),
        ("the earliest of a, b and c", n.Choose, ["a", "b", "c"]),
        ("days from a to b", n.Between, ["a", "b"]),
        ("business days of nyse from a to b", n.Between, ["a", "b"]),
        ("from a through b", n.FromThrough, ["a", "b"]),
        ("through b", n.FromThrough, ["b"]),
        ("from a onward", n.FromThrough, ["a"]),
        ("if a then b else if c then d else e", n.If, ["a", "b", "if c then d else e"]),
        ("if a then if b then c else d", n.If, ["a", "if b then c else d"]),
        ("any x in a.l where x.b", n.Fold, ["a.l", "x.b"]),
        ("every x in earlier l where x.a has x.b", n.Fold, ["earlier l", "x.a", "x.b"]),
        ("every x in l where x.a has happened has x.b", n.Fold, ["l", "x.a has happened", "x.b"]),
        ("count of x in l", n.Fold, ["l"]),
        ("sum of x.a for x in l where x.b", n.Fold, ["x.a", "l", "x.b"]),
        ("x in l where x.a", n.Fold, ["l", "x.a"]),
        ("by reading r: p 1, q 2", n.ByReading, ["1", "2"]),
        ("a.b[c].d", n.Field, ["a.b[c]"]),
        ("(a)[c].d", n.Field, None),
        ("f(a).b[c]", n.Index, None),
        ("a[b, c].d", n.Field, ["a[b, c]"]),
        ("f(a, if b then c)", n.Call, ["a", "if b then c"]),
        ("a is in force on b.day", n.OnDay, ["a is in force", "b.day"]),
        ("failure of a by 8 days after b", n.Failure, ["a", "8 days after b"]),
        ("10 business days of nyse after a", n.Shift, ["10 business days of nyse", "a"]),
        ("a is not one of (b, not yet)", n.Is, ["a"]),
        ("breaches of a by b", n.BreachesOf, []),
        ("breaches of a.g by b", n.BreachesOf, []),
        ("by reading a.r: p 1, q 2", n.ByReading, ["1", "2"]),
    ],
)
def test_forms_and_places(text: str, kind: type, parts: list[str] | None) -> None:
    found = parse(Excerpt.of(text))
    if parts is None:
        assert isinstance(found, Diagnostic)
        return
    assert isinstance(found, kind)
    assert found.span.text == text
    there = [part.span.text for part in n.children(found)]
    wanted = [part for part in parts if not (part.startswith("a is in") and kind is n.OnDay)]
    assert [text for text in there if text in wanted] == wanted or there == parts


def test_every_rule_of_the_grammar_has_a_node() -> None:
    made = {str(rule.alias or rule.origin.name) for rule in lark_parser().rules}
    assert {"shift_after", "every_of", "on_or_before"} <= made
    assert "?start: expression" in grammar()


def test_places_lie_in_the_file_around() -> None:
    source = Source("rules.yaml", "when: a before\n    bb\n")
    excerpt = Excerpt(source, "a before bb", (6, 7, 8, 9, 10, 11, 12, 13, 14, 19, 20, 21))
    found = parse(excerpt)
    assert isinstance(found, n.Order)
    assert (found.right.span.start, found.right.span.end, found.right.span.text) == (19, 21, "bb")


def test_words_of_the_language() -> None:
    assert {"and", "has", "happened", "days", "business", "agreement", "as_of", "the"} <= reserved_words()
    assert not {"a", "round", "due", "spread"} & reserved_words()


@pytest.mark.parametrize("word", sorted(reserved_words() - {"agreement", "true", "false", "as_of"}))
def test_no_word_of_the_language_is_a_name(word: str) -> None:
    assert isinstance(parse(Excerpt.of(f"a and {word} and b")), Diagnostic)


def test_a_tree_says_the_same_wherever_it_stands() -> None:
    assert read("a  and (b)") == read("a and b")
    assert [type(node).__name__ for node in n.walk(read("not a = 1"))] == ["Not", "Compare", "Name", "Number"]
