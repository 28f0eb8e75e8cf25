"""What a file is: rules, a fact set or scenarios.

In: a file. Out: its kind and the agreement that it names. The one idea: what stands at the top of a file says what it
is, wherever the file lies; a file that cannot be read as YAML or JSON still has top keys at the left edge, so its fault
is told as one of its kind.
"""

from __future__ import annotations

import re
from pathlib import Path

from duly.files import read_source
from duly.model.json_tree import load_json
from duly.model.tree import Mapping, Scalar
from duly.source import Source

FACTS = "facts"
SCENARIOS = "scenarios"
RULES = "rules"
_KEY = re.compile(r"""^["']?(\w+)["']?[ ]*:(?:[ ]+["']?([\w.-]+))?""", re.MULTILINE)


def kind_of(path: Path) -> tuple[str, str]:
    """The kind of a file by its content, and the id of the agreement that it is for; empty where it names none."""
    source = read_source(path)
    keys = _top(source) if isinstance(source, Source) else {}
    named = keys.get("agreement", "")
    if SCENARIOS in keys:
        return SCENARIOS, named
    if "language" not in keys and {"facts", "through"} <= keys.keys():
        return FACTS, named
    return (RULES if path.suffix != ".json" else ""), named


def _top(source: Source) -> dict[str, str]:
    """The keys at the top with what stands beside them, where that is a word."""
    if not source.name.endswith(".json"):
        return {found[1]: found[2] or "" for found in _KEY.finditer(source.text)}
    tree, _ = load_json(source)
    entries = tree.entries if isinstance(tree, Mapping) else ()
    return {row.key.text: row.value.text if isinstance(row.value, Scalar) else "" for row in entries}
