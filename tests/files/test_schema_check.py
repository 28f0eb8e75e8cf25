"""What does not fit a schema is said in plain words at the words that it is about."""

from __future__ import annotations

from typing import Any

import pytest

from duly.diagnostics import Diagnostic
from duly.model.json_tree import load_json
from duly.model.schema_check import check_against
from duly.model.yaml_tree import load_yaml
from duly.source import Source

NORM = {
    "type": "object",
    "required": ["kind", "cite"],
    "properties": {
        "kind": {"enum": ["duty", "power", "permission"]},
        "cite": {"type": "string", "pattern": "^[0-9.]+$", "x-says": "a section is digits and points"},
        "to": {"type": "string", "maxLength": 5},
        "days": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
    },
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": "duty"}}, "required": ["kind"]},
            "then": {"required": ["due"], "properties": {"due": {"type": "string"}}},
        }
    ],
    "unevaluatedProperties": False,
}
RULES = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "language": {"const": "1"},
        "title": {"type": "string"},
        "parties": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["buyer"]}]},
        "norms": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z_]+$", "x-says": "a norm's name is in small letters"},
            "additionalProperties": {"$ref": "#/$defs/norm"},
        },
    },
    "$defs": {"norm": NORM},
}


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, str, str, int]]:
    return [(each.code, each.message, each.span.text, each.span.position.line) for each in found if each.span]


def check_yaml(text: str, schema: dict[str, Any] = RULES) -> tuple[Diagnostic, ...]:
    node, found = load_yaml(Source("x.yaml", text))
    assert node is not None, found
    return check_against(node, schema)


def test_what_fits_is_passed() -> None:
    text = "language: 1\ntitle: no\nnorms:\n  deliver: {kind: duty, cite: 3.1, due: later, days: [x]}\n"
    assert check_yaml(text) == ()


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("titel: x", [("unknown-key", "there is no key `titel` here", "titel", 1)]),
        ("title: [x]", [("wrong-shape", "a text is needed here", "[", 1)]),
        ("title: x\nnorms: later", [("wrong-shape", "a mapping (`key: value`) is needed here", "later", 2)]),
        ("- x", [("wrong-shape", "a mapping (`key: value`) is needed here", "-", 1)]),
        ("{}", [("wrong-size", "this mapping needs at least 1 keys", "{", 1)]),
        ("language: 2", [("not-one-of", "only `1` is possible here", "2", 1)]),
        (
            "norms:\n  deliver:\n    kind: power\n",
            [("missing-key", "`cite` is missing in `deliver`", "kind", 3)],
        ),
        (
            "norms:\n  deliver: {kind: duty, cite: 1}",
            [("missing-key", "`due` is missing in `deliver`", "{", 2)],
        ),
        (
            "norms:\n  deliver: {kind: power, cite: 1, due: x}",
            [("unknown-key", "the key `due` does not go with the others here", "due", 2)],
        ),
        (
            "norms:\n  deliver: {kind: power, cite: 1, dew: x, too: y}",
            [
                ("unknown-key", "there is no key `dew` here", "dew", 2),
                ("unknown-key", "there is no key `too` here", "too", 2),
            ],
        ),
        (
            "norms:\n  deliver: {kind: duty, cite: 1, due: [x]}",
            [("wrong-shape", "a text is needed here", "[", 2)],
        ),
        (
            "norms:\n  deliver: {kind: dutty, cite: 1}",
            [("not-one-of", "`dutty` is none of the words possible here", "dutty", 2)],
        ),
        (
            "norms:\n  deliver: {kind: power, cite: 'three'}",
            [("wrong-form", "a section is digits and points", "'three'", 2)],
        ),
        (
            "norms:\n  Deliver: {kind: power, cite: 1}",
            [("unknown-key", "a norm's name is in small letters", "Deliver", 2)],
        ),
        (
            "norms: {a: {kind: power, cite: 1, days: [], to: someone}}",
            [
                ("wrong-size", "this list needs at least 1 items", "[", 1),
                ("wrong-size", "this text may have at most 5 characters", "someone", 1),
            ],
        ),
        (
            "norms: {a: {kind: power, cite: 1, days: [x, x]}}",
            [("wrong-size", "an entry stands twice in this list", "[", 1)],
        ),
        (
            "norms: {a: {kind: power, cite: 1, days: [x, [y]]}}",
            [("wrong-shape", "a text is needed here", "[", 1)],
        ),
        ("parties: {seller: x}", [("missing-key", "`buyer` is missing in `parties`", "{", 1)]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_place(text: str, faults: list[tuple[str, str, str, int]]) -> None:
    assert told(check_yaml(text)) == faults


def test_all_faults_come_in_the_order_of_the_file() -> None:
    found = check_yaml("norms:\n  a: {kind: power}\n  b: {cite: x}\ntitel: y\n")
    assert [(code, line) for code, _, _, line in told(found)] == [
        ("missing-key", 2),
        ("missing-key", 3),
        ("wrong-form", 3),
        ("unknown-key", 4),
    ]


def test_hints_name_the_nearest_key_or_word_or_else_all() -> None:
    hints = [each.hint for each in check_yaml("titel: x\nzzz: y\nnorms: {a: {kind: dutty, cite: 1}}")]
    assert hints == [
        "did you mean `title`?",
        "the keys here are `language`, `norms`, `parties`, `title`",
        "did you mean `duty`?",
    ]
    (unlike,) = check_yaml("norms: {a: {kind: xyz, cite: 1}}")
    assert unlike.hint == "possible are `duty`, `power`, `permission`"


def test_a_schema_may_speak_for_its_alternatives() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"anyOf": [{"const": "x"}, {"type": "array"}], "x-says": "x or a list"}},
    }
    assert told(check_yaml("a: y", schema)) == [("wrong-form", "x or a list", "y", 1)]


def test_the_alternative_of_the_same_shape_is_meant() -> None:
    branches = [{"type": "array", "items": {"type": "string"}}, {"type": "object", "required": ["b"]}, {"const": "x"}]
    assert told(check_yaml("[[a]]", {"anyOf": branches})) == [("wrong-shape", "a text is needed here", "[", 1)]
    assert told(check_yaml("c: d", {"anyOf": branches})) == [("missing-key", "`b` is missing", "c", 1)]


def test_keys_behind_a_reference_are_known() -> None:
    schema = {
        "$ref": "#/$defs/norm",
        "unevaluatedProperties": False,
        "$defs": {"norm": {"properties": {"summary": {"type": "string"}}}},
    }
    (found,) = check_yaml("sumary: x", schema)
    assert found.hint == "did you mean `summary`?"


FACTS = {
    "type": "object",
    "properties": {
        "shares": {"type": "integer", "minimum": 0, "exclusiveMaximum": 10},
        "price": {"type": "number", "maximum": 100, "multipleOf": 5},
        "short": {"type": "boolean"},
        "revoked": {"type": ["string", "null"]},
        "closed": {"not": {}},
    },
}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{"shares": 3, "price": 10.0, "short": false, "revoked": null}', []),
        ('{"shares": 3.0}', []),
        ('{"shares": "3"}', [("wrong-shape", "a whole number is needed here", '"3"', 1)]),
        ('{"shares": 3.5}', [("wrong-shape", "a whole number is needed here", "3.5", 1)]),
        ('{"shares": -1}', [("wrong-size", "this has to be at least 0", "-1", 1)]),
        ('{"shares": 10}', [("wrong-size", "this has to be less than 10", "10", 1)]),
        ('{"price": 7}', [("wrong-size", "this has to be a multiple of 5", "7", 1)]),
        ('{"price": 1e999}', [("wrong-size", "this has to be at most 100", "1e999", 1)]),
        ('{"price": 1e99999999999}', [("wrong-size", "this has to be at most 100", "1e99999999999", 1)]),
        ('{"short": 1}', [("wrong-shape", "`true` or `false` is needed here", "1", 1)]),
        ('{"revoked": 5}', [("wrong-shape", "a text or `null` is needed here", "5", 1)]),
        ('{"price": 1e-99999999999}', [("wrong-size", "this has to be a multiple of 5", "1e-99999999999", 1)]),
        ('{"price": 0e99999999999999999999}', []),
        ('{"closed": 5}', [("wrong-form", "this is not what can stand here", "5", 1)]),
    ],
)  # fmt: skip
def test_json_has_types(text: str, faults: list[tuple[str, str, str, int]]) -> None:
    node, _ = load_json(Source("x.json", text))
    assert node is not None
    assert told(check_against(node, FACTS)) == faults


def test_large_numbers_are_no_trouble() -> None:
    node, _ = load_json(Source("x.json", '{"price": ' + "5" * 6000 + "}"))
    assert node is not None
    assert [each.code for each in check_against(node, FACTS)] == ["wrong-size"]


def test_a_schema_that_refers_to_itself_is_followed_to_any_depth() -> None:
    nested = {"type": ["array", "null"], "items": {"$ref": "#"}}
    node, _ = load_json(Source("x.json", "[" * 99 + "1" + "]" * 99))
    assert node is not None
    assert told(check_against(node, nested)) == [("wrong-shape", "a list or `null` is needed here", "1", 1)]
