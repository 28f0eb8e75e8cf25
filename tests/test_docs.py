"""The documents say what the program does.

Every example of `docs/language.md` is loaded and evaluated, and its tables are compared with the schemas, the grammar
and the tables of the program in both directions; the README's output is that of its command.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from documents import Block, blocks, quoted, tables
from folders import CHECKOUT, ENGINE, text_of
from lark import Tree

from duly.checks import check_rules
from duly.cli.main import COMMANDS, duly
from duly.codes import CODES
from duly.comparison import searching
from duly.diagnostics import Diagnostic
from duly.evaluation.coverage import Recorder
from duly.evaluation.facts import FactSet
from duly.evaluation.facts_reader import read_facts
from duly.evaluation.norms import norm_instances, status
from duly.evaluation.scenario_runs import run
from duly.evaluation.scenarios import read_scenarios
from duly.evaluation.show import show
from duly.evaluation.world import Choices, World
from duly.language import naming_checks
from duly.language.checker import check
from duly.language.evaluator import evaluate
from duly.language.functions import FUNCTIONS
from duly.language.parser import grammar, lark_parser, parse, reserved_words
from duly.language.types import Kind
from duly.limits import DRIVER_BYTES
from duly.model import nodes as m
from duly.model.json_tree import load_json
from duly.model.loader import Loaded, load_sources
from duly.model.others import beside
from duly.model.uses import reaching
from duly.resources import schema_file
from duly.source import Excerpt, Source

REFERENCE = text_of(CHECKOUT / "docs" / "language.md")
TABLES = tables(REFERENCE)
DAY = date(2001, 6, 20)
ARROW = " → "


# The example agreement.


@cache
def example() -> Loaded:
    """The agreement that the YAML blocks make together, each as a file, beside the one that it uses."""
    found = blocks(REFERENCE, "yaml")
    (used,) = blocks(REFERENCE, "frame")
    with TemporaryDirectory() as name:
        folder = Path(name) / "frame-agreement"
        folder.mkdir()
        (folder / "rules.yaml").write_text(f"language: 1\n{used.text}", encoding="utf-8")
        sources = [Source(f"{block.line}.yaml", f"language: 1\n{block.text}") for block in found]
        return load_sources(sources, others=beside(Path(name) / "supply", "supply"))


@cache
def facts(laid_over: str = "{}") -> FactSet:
    """The fact set of the reference, with other facts laid over it."""
    (block,) = blocks(REFERENCE, "json")
    whole = json.loads(block.text)
    whole["facts"] |= json.loads(laid_over)
    tree, found = load_json(Source("facts.json", json.dumps(whole)))
    assert tree is not None and not found, found
    made, faults = read_facts(tree, example().rules)
    assert made is not None, faults
    return made


def world(laid_over: str = "{}", readings: tuple[tuple[str, str], ...] = ()) -> World:
    """The example on these facts and readings."""
    loaded = example()
    assert loaded.vocabulary is not None
    return World(loaded.vocabulary, facts(laid_over), loaded.calendars, Choices(readings))


def test_the_example_loads() -> None:
    loaded = example()
    assert not loaded.diagnostics, [(each.code, each.message) for each in loaded.diagnostics]
    assert loaded.vocabulary is not None
    found = [(each.code, each.message) for each in check_rules(loaded.vocabulary) if each.code != "unused"]
    assert not found, "the example shows one of each thing and no whole agreement, so only `unused` is expected"


def examples(language: str) -> list[Any]:
    """The examples of the blocks of this language: an expression, and what is said of it."""
    return list(_examples(language))


def _examples(language: str) -> Iterator[Any]:
    for block in blocks(REFERENCE, language):
        for number, line in enumerate(block.text.splitlines(), block.line):
            expression, arrow, expected = line.rpartition(ARROW)
            assert arrow, f"line {number} has no arrow"
            yield pytest.param(expression.strip(), expected.strip(), id=f"{number}: {expression.strip()}")


@pytest.mark.parametrize(("expression", "expected"), examples("duly"))
def test_an_expression_comes_to_what_is_said(expression: str, expected: str) -> None:
    tree = parse(Excerpt.of(expression))
    assert not isinstance(tree, Diagnostic), tree.message
    vocabulary = example().vocabulary
    assert vocabulary is not None
    tree = reaching(tree, vocabulary.rules)
    _, found = check(tree, vocabulary, {})
    assert not found, [(each.code, each.message) for each in found]
    assert show(evaluate(tree, world().frame(DAY))) == expected


@pytest.mark.parametrize(("expression", "code"), examples("refused"))
def test_what_is_refused_is_refused(expression: str, code: str) -> None:
    tree = parse(Excerpt.of(expression))
    vocabulary = example().vocabulary
    assert vocabulary is not None
    found = (tree,) if isinstance(tree, Diagnostic) else check(tree, vocabulary, {})[1]
    assert [each.code for each in found] == [code]


def _asked(block: Block) -> tuple[World, list[str]]:
    lines = block.text.splitlines()
    first, _, said = lines[0].partition(" ")
    if first != "with":
        return world(), lines
    word, _, rest = said.partition(" ")
    if word == "reading":
        name, _, option = rest.partition("=")
        return world(readings=((name, option),)), lines[1:]
    return world(said), lines[1:]


@pytest.mark.parametrize("block", blocks(REFERENCE, "states"), ids=lambda block: str(block.line))
def test_norms_are_in_the_states_that_are_said(block: Block) -> None:
    asked, lines = _asked(block)
    for line in lines:
        name, _, expected = line.partition(" ")
        norm, _, instance = name.rstrip("]").partition("[")
        sure, possible, _ = norm_instances(asked, asked.rules.norms[norm], asked.frame(DAY))
        ref = next(
            ref for ref in (*sure, *possible) if [each.id for each in ref.instance] == ([instance] * bool(instance))
        )
        assert ", ".join(status(asked, ref, asked.frame(DAY)).states) == expected, name


def test_the_example_scenario_passes() -> None:
    (block,) = blocks(REFERENCE, "yaml scenario")
    loaded = example()
    scenarios, found = read_scenarios(Source("scenarios.yaml", block.text), loaded, Path())
    assert not found, [(each.code, each.message) for each in found]
    assert loaded.vocabulary is not None
    results = [run(loaded, scenario, Recorder(loaded.vocabulary)) for scenario in scenarios]
    assert results and not [result.failures for result in results if result.failures]


# The tables.


def _keys(name: str) -> Iterator[tuple[str, set[str]]]:
    """Where in a schema mappings are described, with their keys."""
    waiting: list[tuple[str, Any]] = [("", json.loads(schema_file(name).read_text(encoding="utf-8")))]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, dict):
            described = node.get("properties")
            if isinstance(described, dict) and ("type" in node or "additionalProperties" in node):
                yield path or "/", set(described)
            waiting.extend((f"{path}/{key}", inner) for key, inner in node.items())
        elif isinstance(node, list):
            waiting.extend((f"{path}/{place}", inner) for place, inner in enumerate(node))


SHAPES = {f"keys: {name} {path}": keys for name in ("rules", "facts", "scenario") for path, keys in _keys(name)}


@pytest.mark.parametrize("mark", SHAPES)
def test_every_key_is_documented_and_no_other(mark: str) -> None:
    assert sorted(word for row in TABLES[mark] for word in quoted(row[0])) == sorted(SHAPES[mark])


def test_no_table_of_keys_is_left_behind() -> None:
    assert {mark for mark in TABLES if mark.startswith("keys: ")} == set(SHAPES)


def test_every_state_is_documented_and_no_other() -> None:
    said = {kind: mark for mark in TABLES if mark.startswith("states: ") for kind in mark.split()[1:]}
    assert set(said) == set(m.NORM_STATES)
    for kind, mark in said.items():
        assert [word for row in TABLES[mark] for word in quoted(row[0])] == list(m.NORM_STATES[kind]), kind


def test_every_effect_is_documented_and_no_other() -> None:
    assert [quoted(row[0])[0].split(":")[0] for row in TABLES["effects"]] == list(get_args(m.EffectKind))


def test_every_choice_of_counting_is_documented_and_no_other() -> None:
    said = {quoted(row[0])[0]: tuple(quoted(row[1])) for row in TABLES["choices"]}
    assert said == m.COUNTING_CHOICES


def test_every_state_of_an_agreement_is_documented() -> None:
    assert set(quoted(next(row[1] for row in TABLES["keys: rules /$defs/life"] if "`state`" in row[0]))) == set(
        m.LIFE_STATES
    ) - {"pending"}


def test_every_code_is_documented_and_no_other() -> None:
    said = [(quoted(row[0])[0], row[1], row[2]) for row in TABLES["codes"]]
    assert said == [(code.name, code.severity.value, code.summary) for code in CODES.values()]


def test_every_type_is_documented_and_no_other() -> None:
    rows = REFERENCE.partition("| type | is | in a fact set |\n")[2].partition("\n\n")[0].splitlines()[1:]
    said = {word.split()[0] for row in rows for word in quoted(row.split("|")[1])} | {"record"}
    assert "the name of a record type" in "".join(rows)
    assert said == set(get_args(Kind)) - {"period", "norm", "agreement", "breach"}, "these stand in expressions only"
    assert all(re.search(rf"\b{word}s?\b", REFERENCE) for word in ("period", "norm", "agreement", "breach"))


@pytest.mark.parametrize(
    ("begins", "fields"),
    [("**Norms** have", naming_checks._NORM_FIELDS), ("**Failures and breaches.**", naming_checks._BREACH_FIELDS)],
)
def test_every_field_is_documented(begins: str, fields: Iterable[str]) -> None:
    said = quoted(REFERENCE.partition(begins)[2].partition("\n\n")[0].replace("\n", " "))
    assert not set(fields) - set(said)


def test_every_function_has_its_place_in_the_reference() -> None:
    headings = re.findall(r"^## (\w+)$", text_of(CHECKOUT / "docs" / "functions.md"), re.MULTILINE)
    assert headings == sorted(FUNCTIONS)


# The grammar.


def _trees() -> list[Tree[Any]]:
    return [lark_parser().parse(case.values[0]) for case in examples("duly")]


def test_every_form_of_the_grammar_has_an_example() -> None:
    forms = set(re.findall(r"-> (\w+)$", grammar(), re.MULTILINE))
    shown = {tree.data for whole in _trees() for tree in whole.iter_subtrees()}
    assert forms and not forms - {str(name) for name in shown}


def test_every_word_of_the_language_stands_in_an_example() -> None:
    words = set(re.findall(r"[a-z_]+", " ".join(case.values[0] for case in examples("duly"))))
    ruled = {word for block in blocks(REFERENCE, "yaml") for word in re.findall(r"[a-z_]+", block.text)}
    singular = {word.removesuffix("s") for word in words | ruled}
    assert not {word for word in reserved_words() if word not in words | ruled and word not in singular}


# The README and the decisions.


def test_the_output_in_the_readme_is_that_of_its_command() -> None:
    readme = text_of(CHECKOUT / "README.md")
    command = next(line for line in readme.splitlines() if "duly evaluate" in line and line.startswith("    "))
    arguments = shlex.split(command.rpartition("bin/duly ")[2])
    run = subprocess.run([sys.executable, "-m", "duly", *arguments], cwd=CHECKOUT, capture_output=True, check=True)
    came = iter(run.stdout.decode("utf-8").splitlines())
    (block,) = blocks(readme, "text")
    said = [line for line in block.text.splitlines() if line.strip() not in ("", "…")]
    missing = [line for line in said if line not in came]
    assert said and not missing


README_COMMANDS = re.findall(r"^    \.venv/bin/duly ([^>\n]+)", text_of(CHECKOUT / "README.md"), re.MULTILINE)


@pytest.mark.parametrize("line", README_COMMANDS)
def test_a_command_in_the_readme_gives_an_answer(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    found = CliRunner().invoke(duly, shlex.split(line))
    assert (found.exit_code, found.stderr) == (0, "") and found.stdout


def test_every_command_is_named_where_commands_are_listed() -> None:
    commands = set(COMMANDS)
    listed = re.search(r"duly ((?:[\w-]+ \| )+[\w-]+)", text_of(CHECKOUT / "ARCHITECTURE.md"))
    assert listed is not None and set(listed[1].split(" | ")) == commands
    changes = text_of(CHECKOUT / "CHANGELOG.md")
    assert not [command for command in commands if f"`duly {command}" not in changes]


def test_figures_in_prose_are_those_of_the_program() -> None:
    comparing = text_of(CHECKOUT / "docs" / "comparing.md")
    search = comparing.partition("\n## Facts on which it shows\n")[2].partition("\nA fact set that was built")[0]
    most = (searching._MOST_NEAR, searching._MOST_FAR, searching._MOST_FURTHER)
    built = (searching._MOST_BUILT, searching._MOST_BUILT_IN_ALL)
    assert [int(figure) for figure in re.findall(r"\b[0-9]{2,}\b", search)] == [*most, *built]
    assert f"files of more than {DRIVER_BYTES >> 20} MiB" in text_of(CHECKOUT / "docs" / "git.md")


@pytest.mark.parametrize("unit", ["contract_text", "evaluation", "language"])
def test_the_map_of_the_engine_names_every_module(unit: str) -> None:
    named = set(re.findall(r"`(\w+)`", text_of(CHECKOUT / "engine" / "README.md")))
    modules = {path.stem for path in (ENGINE / unit).glob("*.py")} - {"__init__"}
    assert not modules - named


@pytest.mark.parametrize("file", sorted(ENGINE.rglob("*.py")), ids=lambda file: file.relative_to(ENGINE).as_posix())
def test_a_module_says_at_its_top_what_it_is(file: Path) -> None:
    said = ast.get_docstring(ast.parse(text_of(file)))
    assert said and said.splitlines()[0].endswith((".", "?"))


def test_links_lead_somewhere() -> None:
    for file in (*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md"), CHECKOUT / "engine" / "README.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(file)):
            assert "://" in target or (file.parent / target).exists(), f"{file.name}: {target}"


def test_decisions_are_numbered_without_a_gap() -> None:
    files = sorted(path.name for path in (CHECKOUT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    index = text_of(CHECKOUT / "docs" / "decisions" / "README.md")
    assert [name for name in files if f"({name})" not in index] == []
