"""A fact set to fill in, as JSON or as YAML.

In: the rules of an agreement. Out: text. The one idea: the form loads as it is: every fact is named and said to be
unknown, with the question to ask, who can answer and the section, so that filling it in is replacing one such entry
after the other, and what is left stays unknown. It is complete through the day of the agreement, until somebody writes
a later one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import Any

from duly.language.types import Type
from duly.model import nodes as m
from duly.model.uses import agreement_ids, facts_by_name

_NO_DATE = date(2000, 1, 1)
"""What stands in the form for the day through which the facts are complete, of an agreement without a date."""
_WIDTH = 100
_SHAPES = {
    "event": "a day, or null if it has not happened",
    "date": "a day",
    "boolean": "true or false",
    "number": "a number",
    "money": 'an amount, such as "{}1,234.50"',
    "text": "a text",
}


def render_json(rules: m.Rules) -> str:
    """The form as JSON, each fact with what there is to know about it."""
    facts = {name: {"unknown": _described(fact, rules)} for name, fact in facts_by_name(rules).items()}
    ids = agreement_ids(rules)
    of: dict[str, Any] = {"agreement": ids[0]} if len(ids) == 1 else {"agreements": list(ids)}
    form = {**of, "title": "", "through": _through(rules), "facts": facts}
    return json.dumps(form, indent=2, ensure_ascii=False) + "\n"


def _through(rules: m.Rules) -> str:
    """The day with which a form begins: on it nothing is known yet."""
    agreements = (rules.agreement, *(each.agreement for each in rules.used.values()))
    return min((each.dated for each in agreements if each.dated is not None), default=_NO_DATE).isoformat()


def _described(fact: m.Fact, rules: m.Rules) -> dict[str, Any]:
    """A fact as a form shows it."""
    described = {
        "ask": fact.ask,
        "answered_by": fact.judgment_of or fact.answered_by,
        "is": shape(fact, rules),
        "section": ", ".join(map(str, fact.cite)),
    }
    shown: dict[str, Any] = {key: said for key, said in described.items() if said}
    record = _record(fact.type, rules)
    if record is not None:
        shown["each"] = {"id": "a short name of its own"}
        shown["each"] |= {field.name: _described(field, rules) for field in record.fields}
    return shown


def shape(fact: m.Fact, rules: m.Rules) -> str:
    """What a fact's value looks like, in words."""
    said = _shape(fact.type, rules)
    if fact.over == "time":
        said = f"a list of entries with `from` (a day) and `value` ({said})"
    elif fact.over == "day":
        said = f"a mapping of days to values ({said})"
    elif fact.optional and fact.type.kind != "event":
        said += ", or null if there is none"
    return said


def _shape(type_: Type, rules: m.Rules) -> str:
    match type_.kind:
        case "choice":
            return f"one of {', '.join(type_.options)}"
        case "party":
            return f"one of {', '.join(rules.agreement_called(type_.name).roles)}"
        case "record":
            return f"the id of a {type_.name}"
        case "list":
            inner = type_.of
            assert inner is not None, "a list has a type of members"
            return (
                f"a list of {inner.name} records" if inner.kind == "record" else f"a list: each {_shape(inner, rules)}"
            )
        case kind:
            sign = "$" if rules.agreement.currency == "USD" else f"{rules.agreement.currency} "
            return _SHAPES.get(kind, kind).format(sign)


def _record(type_: Type, rules: m.Rules) -> m.RecordType | None:
    is_records = type_.kind == "list" and type_.of is not None and type_.of.kind == "record"
    return rules.records[type_.of.name] if is_records and type_.of is not None else None


# YAML


def render_yaml(rules: m.Rules) -> str:
    """The form as YAML, with the questions as comments."""
    lines = [f"# Facts for the {_one_line(rules.agreement.title)}. What is not known stays `unknown`; null says that"]
    lines += ["# something has not happened, or is not there, through the day below."]
    ids = agreement_ids(rules)
    lines += [f"agreement: {ids[0]}" if len(ids) == 1 else f"agreements: [{', '.join(ids)}]", 'title: ""']
    lines += ["# Write here the day through which your facts are complete; this is only one to begin with."]
    lines += [f"through: {_through(rules)}", "facts:"]
    facts = facts_by_name(rules)
    for name, fact in facts.items():
        lines += ["", *_commented(fact, rules, "  # "), f"  {name}: {{unknown: not said}}"]
        record = _record(fact.type, rules)
        if record is not None:
            lines += list(_template(record, rules))
    return "\n".join(lines if facts else [*lines[:-1], "facts: {}"]) + "\n"


def _commented(fact: m.Fact, rules: m.Rules, lead: str) -> Iterator[str]:
    """The comment lines of a fact: what to ask, then who answers, in which form, and the section."""
    who = fact.judgment_of or fact.answered_by
    section = ", ".join(map(str, fact.cite))
    facts = [
        f"judged by {who}" if fact.judgment_of else f"answered by {who}" if who else "",
        shape(fact, rules),
        f"section {section}" if section else "",
    ]
    for said in (fact.ask, "; ".join(part for part in facts if part)):
        yield from wrap(_one_line(said), _WIDTH, initial_indent=lead, subsequent_indent=lead)


def _template(record: m.RecordType, rules: m.Rules) -> Iterator[str]:
    """A record to copy, commented out."""
    yield "  #   - id: a short name of its own"
    for field in record.fields:
        yield from _commented(field, rules, "  #     # ")
        yield f"  #     {field.name}: {{unknown: not said}}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
