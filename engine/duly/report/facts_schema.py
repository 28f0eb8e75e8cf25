"""The JSON Schema of an agreement's fact sets.

In: the rules of an agreement. Out: a JSON Schema (2020-12) as text. The one idea: it says what the reader of facts
says, as far as a schema can: the names, for each the form of its value, bare or with what there is to say about it.
That a day is in the calendar or an id is there, the reader alone can tell.
"""

from __future__ import annotations

import json
from typing import Any

from duly.language.types import Type
from duly.model import nodes as m
from duly.model.uses import agreement_ids, everything, facts_by_name
from duly.report.facts_form import shape

_DAY = {"$ref": "#/$defs/day"}
_DAY_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DIGITS = r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?"


def render_schema(rules: m.Rules) -> str:
    """The schema as JSON."""
    facts = {name: _fact(fact, rules) for name, fact in facts_by_name(rules).items()}
    ids = agreement_ids(rules)
    several = {"agreements": {"type": "array", "items": {"enum": list(ids)}}} if len(ids) > 1 else {}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Facts for the {rules.agreement.title}",
        "type": "object",
        "additionalProperties": False,
        "required": ["through", "facts"],
        "properties": {
            "agreement": {"enum": list(ids)} if several else {"const": ids[0]},
            **several,
            "title": {"type": "string"},
            "through": {**_DAY, "description": "The day through which the facts are complete"},
            "facts": {"type": "object", "additionalProperties": False, "properties": facts},
        },
        "$defs": {
            "day": {"type": "string", "format": "date", "pattern": _DAY_PATTERN},
            "unknown": {
                "type": "object",
                "required": ["unknown"],
                "maxProperties": 1,
                "description": "Nobody has said; what stands under `unknown` is for people",
            },
            **{f"record_{name}": _record(record, rules) for name, record in everything(rules.records).items()},
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _fact(fact: m.Fact, rules: m.Rules) -> dict[str, Any]:
    """A fact: its value, or a mapping with the value and what there is to say about it, or unknown."""
    value = _value(fact, rules)
    details: dict[str, Any] = {"through": _DAY, "known_on": _DAY, "assumed": {"type": "string"}}
    key = {"time": "entries", "day": "days"}.get(fact.over) or ("items" if fact.type.kind == "list" else "value")
    forms = [value, *(_detailed(each, value, details) for each in dict.fromkeys((key, "value")))]
    if fact.type.kind == "event":
        bounds = {"type": "array", "items": _DAY, "minItems": 2, "maxItems": 2}
        forms.append(_detailed("between", bounds, details))
    said = {"title": fact.ask} if fact.ask else {}
    section = ", ".join(map(str, fact.cite))
    described = shape(fact, rules) + (f"; section {section}" if section else "")
    return {**said, "description": described, "anyOf": [*forms, {"$ref": "#/$defs/unknown"}]}


def _detailed(key: str, value: dict[str, Any], details: dict[str, Any]) -> dict[str, Any]:
    properties = {key: value, **details}
    return {"type": "object", "additionalProperties": False, "required": [key], "properties": properties}


def _value(fact: m.Fact, rules: m.Rules) -> dict[str, Any]:
    plain = _typed(fact.type, rules)
    if fact.over and fact.optional:
        plain = {"anyOf": [plain, {"type": "null"}]}
    if fact.over == "time":
        entry = {"type": "object", "additionalProperties": False, "required": ["from", "value"]}
        return {"type": "array", "items": {**entry, "properties": {"from": _DAY, "value": plain}}}
    if fact.over == "day":
        return {"type": "object", "propertyNames": {"pattern": _DAY_PATTERN}, "additionalProperties": plain}
    may_be_absent = fact.type.kind == "event" or (fact.optional and fact.type.kind != "list")
    return {"anyOf": [plain, {"type": "null"}]} if may_be_absent else plain


def _typed(type_: Type, rules: m.Rules) -> dict[str, Any]:
    """A bare value of a type; of what cannot be given as a fact, nothing."""
    match type_.kind:
        case "event" | "date":
            return _DAY
        case "boolean" | "number":
            return {"type": type_.kind}
        case "money":
            sign = r"\$" if rules.agreement.currency == "USD" else rf"{rules.agreement.currency} ?"
            either = rf"({sign}|USD ?)" if rules.agreement.currency == "USD" else sign
            return {"type": "string", "pattern": rf"^\s*-?{either}{_DIGITS}\s*$"}
        case "choice":
            return {"enum": list(type_.options)}
        case "party":
            return {"enum": list(rules.agreement_called(type_.name).roles)}
        case "text" | "record":
            return {"type": "string"}
        case "list" if type_.of is not None and type_.of.kind == "record":
            return {"type": "array", "items": {"$ref": f"#/$defs/record_{type_.of.name}"}}
        case "list" if type_.of is not None:
            return {"type": "array", "items": _typed(type_.of, rules)}
        case _:
            return {"not": {}}


def _record(record: m.RecordType, rules: m.Rules) -> dict[str, Any]:
    own = {field.name: _fact(field, rules) for field in record.fields}
    general: dict[str, Any] = {"id": {"type": "string", "pattern": r"\S"}}
    general |= {"sequence": {"type": "integer"}, "known_on": _DAY}
    properties = {**general, **own}
    return {"type": "object", "additionalProperties": False, "required": ["id"], "properties": properties}
