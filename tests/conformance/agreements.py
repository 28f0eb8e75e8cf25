"""A conformance case to an agreement, its facts and a world.

In: the plain text, lists and mappings of one case over the setting of its file. Out: what the real loader, fact
reader and world make of it. The one idea: a case says only what matters, and what every rule file must have besides
(an id, parties, citations, summaries, the list of actions) is filled in here, so that another implementation sees
what it has to supply.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from duly.diagnostics import Diagnostic
from duly.evaluation.facts import FactSet
from duly.evaluation.facts_reader import read_facts
from duly.evaluation.world import Choices, World
from duly.model.json_tree import load_json
from duly.model.loader import Loaded, load_sources
from duly.model.tree import Mapping, Node, Scalar
from duly.source import Source

SECTIONS = ("facts", "records", "terms", "norms", "groups", "exceptions", "readings", "silent")
QUESTION = "question"
"""The name of the term that holds the expression of a case."""

_COUNTING = {
    "trigger_day": "excluded",
    "month_end": "last day",
    "roll": "none",
    "failure": "the day itself",
    "business_day": "nyse",
}
_LIFE: list[Any] = [{"state": "in force", "from": "2001-01-01"}]


@dataclass(frozen=True, slots=True)
class Literal:
    """A scalar as it was written: `null`, `true` and numbers differ from the same in quotes."""

    text: str
    is_quoted: bool


def plain(node: Node) -> Any:
    """A tree as lists, mappings and literals."""
    match node:
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case Scalar():
            return Literal(node.text, node.style != "plain")
        case _:
            return [plain(item) for item in node.items]


def words(value: Any) -> Any:
    """The same with every scalar as its text."""
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, dict):
        return {key: words(inner) for key, inner in value.items()}
    return [words(item) for item in value] if isinstance(value, list) else value


def together(setting: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """A case over the setting of its file: sections are joined name by name, else the case's own counts."""
    joined = {**setting, **case}
    for section in (*SECTIONS, "counting", "given"):
        if section in setting and section in case:
            joined[section] = {**setting[section], **case[section]}
    return joined


def load(case: dict[str, Any]) -> Loaded:
    """The agreement that a case describes."""
    rules = words({section: case[section] for section in SECTIONS if section in case})
    rules["facts"] = {name: _typed(fact) for name, fact in rules.get("facts", {}).items()}
    for record in rules.get("records", {}).values():
        record["fields"] = {name: _typed(fact) for name, fact in record["fields"].items()}
    for section in ("norms", "exceptions", "readings", "silent"):
        for rule in rules.get(section, {}).values():
            rule.setdefault("cite", "1")
    for norm in rules.get("norms", {}).values():
        norm.setdefault("summary", "as said")
    if "expression" in case:
        term = {"type": words(case).get("type", "boolean"), "value": words(case["expression"])}
        rules["terms"] = {**rules.get("terms", {}), QUESTION: term}
    said = [str(value) for norm in rules.get("norms", {}).values() for key, value in norm.items() if key in _KINDS]
    actions = {text.split()[-1]: "as said" for text in said}
    agreement = _agreement(words(case))
    sections = {name: section for name, section in rules.items() if section}
    whole = {"language": "1", "agreement": agreement, **({"actions": actions} if actions else {}), **sections}
    return load_sources([Source("case.yaml", json.dumps(whole, indent=1))])


_KINDS = ("duty", "maintenance", "prohibition", "permission", "power", "statement", "disposition")


def _typed(fact: Any) -> Any:
    return {"type": fact} if isinstance(fact, str) else fact


def _agreement(case: dict[str, Any]) -> dict[str, Any]:
    lines = {**_COUNTING, **case.get("counting", {})}
    counting = {
        name: {"assumed": "as said"} if choice == "open" else {"is": choice, "cite": "1"}
        for name, choice in lines.items()
        if choice != "none there"
    }
    return {
        "id": "case",
        "title": "A case",
        "parties": {"seller": "Seller", "buyer": "Buyer"},
        "currency": "USD",
        "life": [{"cite": "1", **line} for line in case.get("life", _LIFE)],
        "counting": counting,
    }


def facts_of(case: dict[str, Any], loaded: Loaded) -> tuple[FactSet | None, tuple[Diagnostic, ...]]:
    """The fact set of a case."""
    through = words(case).get("through", "2001-12-31")
    text = f'{{"agreement": "case", "through": "{through}", "facts": {_json(case.get("given", {}))}}}'
    tree, found = load_json(Source("facts.json", text))
    if tree is None or found:
        return None, tuple(found)
    return read_facts(tree, loaded.rules)


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_json(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return value.text if not value.is_quoted and _is_bare(value.text) else json.dumps(value.text)


def _is_bare(text: str) -> bool:
    return text in ("null", "true", "false") or text.removeprefix("-").replace(".", "", 1).isdigit()


def world_of(case: dict[str, Any], loaded: Loaded, facts: FactSet) -> World:
    """The world in which a case is read."""
    said = words(case)
    choices = Choices(
        tuple(sorted(said.get("choose", {}).items())),
        frozenset(said.get("leave_open", ())),
        said.get("strict") == "true",
    )
    assert loaded.vocabulary is not None, "the agreement was loaded"
    return World(loaded.vocabulary, facts, loaded.calendars, choices)
