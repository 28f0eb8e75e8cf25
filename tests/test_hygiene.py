"""What may stand in no file of the project, and what the engine may not do.

The patterns are written so that they do not match this file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from folders import CHECKOUT, ENGINE, project_files, shown, text_of

FORBIDDEN = {
    "a package registry": re.compile(
        r"py[p]i\.org|python[h]osted\.org|npm[j]s\.|crates[.]io|ruby[g]ems\.org|ana[c]onda\.org|proxy\.go[l]ang"
    ),
    "a path of one machine": re.compile(r"(?<![\w.)}*-])/(?:work|tmp|root|home)(?=/)|[A-Z]:\\+Users\\", re.ASCII),
    "a note of work left over": re.compile(r"\b(?:TO[D]O|FIX[M]E)\b"),
}
FLOATS_ALLOWED = {"suggest.py"}
"""Modules that compute neither money nor time: likeness of names is a ratio."""


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    lines = ((file, n, line) for file in project_files() for n, line in enumerate(text_of(file).splitlines(), 1))
    found = [f"{shown(file)}:{n}: {line.strip()[:100]}" for file, n, line in lines if FORBIDDEN[what].search(line)]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a package registry", "https://" + "pypi" + ".org/simple"),
        ("a path of one machine", "see " + "/tm" + "p/x"),
        ("a path of one machine", "'" + "/hom" + "e/x/y'"),
        ("a note of work left over", "# TO" + "DO: later"),
    ],
)
def test_what_is_forbidden_is_found(what: str, line: str) -> None:
    assert FORBIDDEN[what].search(line)


def test_what_is_harmless_is_not() -> None:
    line = "contracts/home/x, https://example.com/work/y, ../tmp/z, homework/"
    assert not any(pattern.search(line) for pattern in FORBIDDEN.values())


def misuses(path: str, text: str) -> Iterator[str]:
    """What a module of the engine does that it may not: code from text, floats, the clock."""
    clock_allowed = path.startswith("cli/")
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id="eval" | "exec" | "compile" | "__import__" as name)):
                what = f"{name}()"
            case ast.Call(func=ast.Name(id="float")) | ast.Constant(value=float()) if path not in FLOATS_ALLOWED:
                what = "a float"
            case ast.Attribute(attr="today" | "now" | "utcnow" as name) if not clock_allowed:
                what = f"the clock, .{name}"
            case ast.Import(names=[*_, ast.alias(name="time")]) | ast.ImportFrom(module="time") if not clock_allowed:
                what = "the clock, time"
            case _:
                continue
        yield f"engine/duly/{path}:{node.lineno}: {what}"


def test_the_engine_runs_no_text_knows_no_floats_and_reads_no_clock() -> None:
    files = sorted(ENGINE.rglob("*.py"))
    assert files, "no module found under engine/duly"
    found = [what for file in files for what in misuses(file.relative_to(ENGINE).as_posix(), text_of(file))]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "exec(x)",
        "float(x)",
        "rate = 0.5",
        "date.today()",
        "datetime.now()",
        "import time",
        "from time import time",
    ],
)
def test_a_misuse_is_found(text: str) -> None:
    assert len(list(misuses("values.py", text))) == 1


def test_no_misuse_is_seen_where_there_is_none() -> None:
    assert list(misuses("values.py", "import re\nre.compile('x')\nisinstance(x, float)\nx.evaluate(1)")) == []
    assert list(misuses("cli/evaluate.py", "date.today()")) == []


def test_the_engine_names_no_agreement_of_ours() -> None:
    agreements = [folder.name for folder in (CHECKOUT / "rules").iterdir() if folder.is_dir()]
    assert agreements
    for path in sorted((CHECKOUT / "engine").rglob("*")):
        if path.is_file() and path.suffix in (".py", ".lark", ".md", ".json"):
            text = text_of(path).casefold()
            named = [name for name in agreements if name in text or name.replace("-", "_") in text]
            assert not named, f"{path.relative_to(CHECKOUT)} names {named}"
