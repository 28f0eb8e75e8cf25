"""A tree is held against a JSON Schema, and what does not fit is said in plain words.

In: a tree and the name of a schema in `schemas/`. Out: diagnostics, each at the words that it is about. The one idea: a
schema says what keys there are and what shape their values have, once for editors and for the engine; but what its
validator says is for programmers, so the schema may speak itself: `x-says` in a subschema is the message for whatever
in it is violated, save for keys that are missing or unknown.

Scalars of YAML are texts to the schema, whatever they look like; numbers, truth values and null of JSON are what they
are. `if` and `then` give errors that name the fault, `oneOf` does not and should not be used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from duly.diagnostics import Diagnostic
from duly.model.tree import Mapping, Node, Scalar, Sequence
from duly.resources import schema_file
from duly.source import Span
from duly.suggest import did_you_mean

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

_SHAPES = {
    "object": "a mapping (`key: value`)",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "null": "`null`",
}
_SIZES = {
    "minItems": "this list needs at least {} items",
    "maxItems": "this list may have at most {} items",
    "minProperties": "this mapping needs at least {} keys",
    "maxProperties": "this mapping may have at most {} keys",
    "minLength": "this text needs at least {} characters",
    "maxLength": "this text may have at most {} characters",
    "minimum": "this has to be at least {}",
    "maximum": "this has to be at most {}",
    "exclusiveMinimum": "this has to be more than {}",
    "exclusiveMaximum": "this has to be less than {}",
    "multipleOf": "this has to be a multiple of {}",
}
_DIGITS = 1000
"""The longest number that is compared as it is."""
_BRANCHES = ("if", "then", "else", "allOf", "anyOf", "oneOf", "$ref")


def check_schema(node: Node, schema_name: str) -> tuple[Diagnostic, ...]:
    """What in `node` does not fit `schemas/<schema_name>.schema.json`, in the order of the file."""
    return _check(node, _validator(schema_name))


def check_against(node: Node, schema: dict[str, Any]) -> tuple[Diagnostic, ...]:
    """What in `node` does not fit `schema`, in the order of the file."""
    return _check(node, _validator_of(schema))


@cache
def _validator(schema_name: str) -> Draft202012Validator:
    return _validator_of(json.loads(schema_file(schema_name).read_text(encoding="utf-8")))


def _validator_of(schema: dict[str, Any]) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # a tenth of a second, spared where nothing is checked

    return Draft202012Validator(schema)


def _check(node: Node, validator: Draft202012Validator) -> tuple[Diagnostic, ...]:
    failures = [leaf for failure in validator.iter_errors(_instance(node)) for leaf in _leaves(failure)]
    keyed = [failure for failure in failures if failure.validator != "unevaluatedProperties"]
    found: dict[Diagnostic, None] = {}
    for failure in failures:
        found.update(dict.fromkeys(_diagnostics(failure, node, validator.schema, is_alone=not keyed)))
    return tuple(sorted(found, key=_order))


def _order(told: Diagnostic) -> tuple[int, str, str]:
    return (told.span.start if told.span else 0, told.code, told.message)


def _instance(node: Node) -> Any:
    """What the validator sees of a tree."""
    match node:
        case Mapping():
            return {entry.key.text: _instance(entry.value) for entry in node.entries}
        case Sequence():
            return [_instance(item) for item in node.items]
        case Scalar(style="number"):
            return _number(node.text)
        case Scalar(style="boolean"):
            return node.text == "true"
        case Scalar(style="null"):
            return None
        case _:
            return node.text


def _number(text: str) -> int | Fraction:
    """An exact number, or the largest or smallest that there is here: a schema limits size long before that."""
    digits, _, exponent = text.lower().partition("e")
    if len(digits) <= _DIGITS and len(exponent) <= 3:
        exact = Fraction(text)
        return exact.numerator if exact.denominator == 1 else exact
    sign = -1 if text.startswith("-") else 1
    if not digits.strip("-0."):
        return 0
    return Fraction(sign, 10**_DIGITS) if exponent.startswith("-") else sign * 10**_DIGITS


def _leaves(failure: ValidationError) -> Iterator[ValidationError]:
    """The failures to tell: of alternatives only those of the one that fits best, unless the schema speaks itself."""
    if not failure.context or _says(failure):
        yield failure
        return
    branches: dict[Any, list[ValidationError]] = {}
    for inner in failure.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    for inner in min(branches.values(), key=lambda branch: _misfit(branch, len(failure.absolute_path))):
        yield from _leaves(inner)


def _misfit(branch: list[ValidationError], depth: int) -> tuple[bool, int, int]:
    """How far an alternative is from what was written: by its shape, then how deep its faults are, then how many."""
    depths = [len(each.absolute_path) for each in branch]
    is_other_shape = any(each.validator == "type" and at == depth for each, at in zip(branch, depths, strict=True))
    return is_other_shape, -max(depths), len(branch)


def _says(failure: ValidationError) -> str | None:
    """The message that the violated subschema has for people."""
    says = failure.schema.get("x-says") if isinstance(failure.schema, dict) else None
    return says if isinstance(says, str) else None


def _diagnostics(failure: ValidationError, root: Node, schema: Any, is_alone: bool) -> Iterator[Diagnostic]:
    """What one failure of the validator is to people."""
    path = tuple(failure.absolute_path)
    node = _at(root, path)
    if failure.validator in ("additionalProperties", "unevaluatedProperties", "required", "dependentRequired"):
        if isinstance(node, Mapping):
            yield from _about_keys(failure, node, path, schema, is_alone)
        return
    if "propertyNames" in failure.absolute_schema_path and isinstance(node, Mapping):
        entry = node.entry(str(failure.instance))
        span = entry.key.span if entry else _head(node)
        yield Diagnostic("unknown-key", _says(failure) or f"`{failure.instance}` cannot be a key here", span)
        return
    yield _about_value(failure, node)


def _about_keys(
    failure: ValidationError, node: Mapping, path: tuple[str | int, ...], schema: Any, is_alone: bool
) -> Iterator[Diagnostic]:
    """What is wrong with the keys of a mapping: each that is missing, each that is unknown."""
    if failure.validator in ("required", "dependentRequired"):
        owner = f" in `{path[-1]}`" if path and isinstance(path[-1], str) else ""
        for key in _missing(failure, node):
            yield Diagnostic("missing-key", f"`{key}` is missing{owner}", _head(node))
        return
    known = set(_known_keys(failure.schema, schema))
    for entry in node.entries:
        key = entry.key.text
        if repr(key) not in failure.message:
            continue
        if key not in known:
            yield Diagnostic("unknown-key", f"there is no key `{key}` here", entry.key.span, _key_hint(key, known))
        elif is_alone:
            yield Diagnostic("unknown-key", f"the key `{key}` does not go with the others here", entry.key.span)


def _key_hint(key: str, known: Iterable[str]) -> str | None:
    if hint := did_you_mean(key, known):
        return hint
    listed = ", ".join(f"`{each}`" for each in sorted(known))
    return f"the keys here are {listed}" if listed else None


def _missing(failure: ValidationError, node: Mapping) -> list[str]:
    wanted: Any = failure.validator_value
    if isinstance(wanted, dict):
        wanted = [key for keys in wanted.values() for key in keys]
    return [key for key in wanted if node.entry(key) is None and repr(key) in failure.message]


def _known_keys(schema: Any, root: Any) -> Iterator[str]:
    """Every key that the schema has a place for in this mapping, in whichever branch."""
    if not isinstance(schema, dict):
        return
    yield from schema.get("properties", {})
    for branch in _BRANCHES:
        inner = schema.get(branch)
        if branch == "$ref" and isinstance(inner, str):
            inner = _referred(root, inner)
        for each in inner if isinstance(inner, list) else [inner]:
            yield from _known_keys(each, root)


def _referred(root: Any, reference: str) -> Any:
    """What a reference within the schema points at."""
    found = root
    for part in reference.removeprefix("#").strip("/").split("/"):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _about_value(failure: ValidationError, node: Node) -> Diagnostic:
    """What is wrong with a value: its shape, its form, its size, or that it is not one of those possible."""
    wanted: Any = failure.validator_value
    says, span = _says(failure), _head(node)
    match failure.validator:
        case "type":
            shapes = [wanted] if isinstance(wanted, str) else wanted
            needed = " or ".join(_SHAPES[shape] for shape in shapes)
            return Diagnostic("wrong-shape", says or f"{needed} is needed here", span)
        case "enum" | "const":
            return _not_one_of(node, [wanted] if failure.validator == "const" else wanted, says, span)
        case "pattern" | "format":
            return Diagnostic("wrong-form", says or f"{_shown(node)} is not written as it has to be here", span)
        case str(size) if size in _SIZES:
            return Diagnostic("wrong-size", says or _SIZES[size].format(wanted), span)
        case "uniqueItems":
            return Diagnostic("wrong-size", says or "an entry stands twice in this list", span)
    return Diagnostic("wrong-form", says or "this is not what can stand here", span)


def _not_one_of(node: Node, allowed: list[Any], says: str | None, span: Span) -> Diagnostic:
    words = [each if isinstance(each, str) else json.dumps(each) for each in allowed]
    listed = ", ".join(f"`{word}`" for word in words)
    hint = did_you_mean(node.text, words) if isinstance(node, Scalar) else None
    if len(words) > 1 or says:
        hint = hint or f"possible are {listed}"
        return Diagnostic("not-one-of", says or f"{_shown(node)} is none of the words possible here", span, hint)
    return Diagnostic("not-one-of", f"only {listed} is possible here", span, hint)


def _shown(node: Node) -> str:
    match node:
        case Scalar():
            return f"`{node.text if len(node.text) <= 60 else node.text[:59] + '…'}`"
        case Sequence():
            return "this list"
        case Mapping():
            return "this mapping"


def _at(root: Node, path: tuple[str | int, ...]) -> Node:
    """The node that a path of keys and indices leads to, or the last one on the way that is there."""
    node = root
    for step in path:
        following: Node | None = None
        if isinstance(node, Mapping):
            following = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            following = node.items[step]
        if following is None:
            return node
        node = following
    return node


def _head(node: Node) -> Span:
    """Where to point for a node: a scalar as a whole, of a collection its first word or bracket."""
    if isinstance(node, Scalar):
        return node.span
    span = node.span
    if isinstance(node, Mapping) and node.entries and node.entries[0].key.span.start == span.start:
        return node.entries[0].key.span
    return Span(span.source, span.start, min(span.start + 1, span.end))
