"""Imports run one way: a module of the engine may use only its own layer and those before it.

A unit is a module or folder directly under `engine/duly/`. Whoever adds one gives it a layer, here and in
ARCHITECTURE.md.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from folders import CHECKOUT, ENGINE, text_of

LAYERS: tuple[tuple[str, ...], ...] = (
    (
        "source",
        "suggest",
        "limits",
        "values",
        "counting",
        "allocation",
        "business_days",
        "calendars",
        "resources",
        "version",
    ),
    ("diagnostics", "codes", "files"),
    ("language",),
    ("model",),
    ("evaluation", "checks", "contract_text"),
    ("comparison", "merging", "versioning", "workspace"),
    ("report",),
    ("__init__",),
    ("cli", "__main__"),
)
LAYER = {unit: number for number, units in enumerate(LAYERS, 1) for unit in units}
STRANGERS = {"evaluation", "checks", "contract_text"}
"""Units of one layer of which none imports another."""
OPEN_TO_CLI = {"__init__", "report", "cli", "__main__"}
"""The command line uses only the API and the reports."""
LIBRARIES = {
    "lark": ("language/parser.py", "language/building.py", "language/syntax_errors.py"),
    "ruamel": ("model/yaml_tree.py", "model/yaml_events.py"),
    "jsonschema": ("model/schema_check.py",),
    "pyparsing": ("contract_text/*",),
    "rich": ("report/*", "cli/*"),
    "click": ("cli/*",),
}


def imported(tree: ast.Module, path: PurePosixPath) -> Iterator[tuple[int, str]]:
    """Each import in a module of the engine, with its line, as an absolute dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ("duly", *path.parent.parts)
            above = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join((*above, *filter(None, [node.module])))
            whole = origin != "duly"  # `from duly import limits` names a unit, or something that the API exports
            yield from ((node.lineno, origin if whole else f"duly.{alias.name}") for alias in node.names)


def unit_of(path: PurePosixPath) -> str:
    """The unit that a file under `engine/duly/` belongs to."""
    return path.parts[0].removesuffix(".py")


def is_unit(name: str) -> bool:
    """Whether the engine has such a module or folder; otherwise the name is one that the API exports."""
    return bool(name) and ((ENGINE / name).is_dir() or (ENGINE / f"{name}.py").exists())


def fault(path: PurePosixPath, name: str) -> str | None:
    """What is wrong with a module importing `name`, if anything."""
    top, _, rest = name.partition(".")
    if top != "duly":
        if top in sys.stdlib_module_names or any(path.match(where) for where in LIBRARIES.get(top, ())):
            return None
        return (
            f"{top} is imported only in {', '.join(LIBRARIES[top])}" if top in LIBRARIES else f"{top} is no dependency"
        )
    here, there = unit_of(path), rest.partition(".")[0]
    if there not in LAYER and not is_unit(there):
        there = "__init__"
    if missing := [unit for unit in (here, there) if unit not in LAYER]:
        return f"add {missing[0]} to LAYERS in tests/test_layers.py and to ARCHITECTURE.md"
    if LAYER[there] > LAYER[here]:
        return f"{here} (layer {LAYER[here]}) imports {there} (layer {LAYER[there]})"
    if here != there and {here, there} <= STRANGERS:
        return f"{here} and {there} may not know each other"
    if here in {"cli", "__main__"} and there not in OPEN_TO_CLI:
        return f"the command line imports {there}; it may use only the API and report"
    return None


def faults(path: PurePosixPath, text: str) -> list[str]:
    """Every import of one module that the layers forbid."""
    found = ((line, fault(path, name)) for line, name in imported(ast.parse(text), path))
    return [f"engine/duly/{path}:{line}: {what}" for line, what in found if what]


def test_imports_run_one_way() -> None:
    files = sorted(ENGINE.rglob("*.py"))
    assert files, "no module found under engine/duly"
    paths = [PurePosixPath(file.relative_to(ENGINE).as_posix()) for file in files]
    found = [what for path, file in zip(paths, files, strict=True) for what in faults(path, text_of(file))]
    assert not found, "\n".join(["", *found])


def test_every_unit_has_a_layer() -> None:
    units = {unit_of(PurePosixPath(file.relative_to(ENGINE).as_posix())) for file in ENGINE.rglob("*.py")}
    unknown = sorted(units - LAYER.keys())
    assert not unknown, f"add {', '.join(unknown)} to LAYERS in tests/test_layers.py and to ARCHITECTURE.md"


def test_every_layer_stands_in_the_architecture() -> None:
    section = text_of(CHECKOUT / "ARCHITECTURE.md").partition("\n## Layers\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")] for line in section.splitlines() if line.startswith("|")]
    told = {row[1]: {name.strip("` /") for name in row[2].split(",")} for row in rows if row[1].isdigit()}
    assert told == {str(number): set(units) for number, units in enumerate(LAYERS, 1)}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("values.py", "from duly.diagnostics import Diagnostic", "values (layer 1) imports diagnostics (layer 2)"),
        ("language/parser.py", "def f():\n    import duly.model", "language (layer 3) imports model (layer 4)"),
        ("language/parser.py", "from ..model import nodes", "language (layer 3) imports model (layer 4)"),
        ("model/reader.py", "from duly import evaluate", "model (layer 4) imports __init__ (layer 8)"),
        ("model/reader.py", "import duly", "model (layer 4) imports __init__ (layer 8)"),
        ("checks/unused.py", "from duly import evaluation", "checks and evaluation may not know each other"),
        ("cli/codes.py", "from duly import limits", "the command line imports limits"),
        ("language/checker.py", "import lark.tree", "lark is imported only in language/parser.py"),
        ("evaluation/facts.py", "from ruamel.yaml import YAML", "ruamel is imported only in model/yaml_tree.py"),
        ("model/reader.py", "import requests", "requests is no dependency"),
        ("helpers.py", "from duly.source import Span", "add helpers to LAYERS"),
    ],
)
def test_a_wrong_import_is_found(path: str, text: str, expected: str) -> None:
    found = faults(PurePosixPath(path), text)
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "language/parser.py",
            "import lark\nfrom . import nodes\nfrom duly.source import Span\nfrom .nodes import Name",
        ),
        (
            "cli/evaluate.py",
            "import click\nfrom rich import print\nfrom duly import evaluate\nfrom duly.report import text",
        ),
        ("__main__.py", "from duly.cli import main"),
        ("model/reader.py", "import dataclasses\nfrom duly import limits\nfrom ..language.nodes import Name"),
    ],
)
def test_a_right_import_is_not(path: str, text: str) -> None:
    assert faults(PurePosixPath(path), text) == []
