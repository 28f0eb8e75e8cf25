"""The guide says what the program does: its rules load, its scenarios pass, its commands are there.

The YAML blocks make one agreement, each as a file; every scenario block is a file of scenarios of it.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from functools import cache
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner
from documents import Block, blocks
from folders import CHECKOUT, text_of

from duly.cli.main import COMMANDS, duly
from duly.contract_text.figures import is_among
from duly.contract_text.outline import outline
from duly.contract_text.quantities import quantities
from duly.evaluation.coverage import Recorder
from duly.evaluation.scenario_runs import run
from duly.evaluation.scenarios import read_scenarios
from duly.model import nodes as m
from duly.model.loader import Loaded, load_sources
from duly.source import Source
from duly.workspace.loading import findings, load_agreement
from duly.workspace.rule_figures import citations_of, figures_of

GUIDE = text_of(CHECKOUT / "docs" / "guide.md")
ID = "care"


@cache
def example() -> Loaded:
    """The agreement that the guide encodes."""
    return load_sources([Source(f"{each.line}.yaml", f"language: 1\n{each.text}") for each in blocks(GUIDE, "yaml")])


def test_the_rules_load_and_nothing_is_left_over() -> None:
    found = [*example().diagnostics, *findings(example())]
    assert not found, [(each.code, each.message, each.span and each.span.source.name) for each in found]


def passes(block: Block, loaded: Loaded) -> None:
    """The scenarios of a block are of the agreement, and what they expect comes."""
    source = Source(f"{block.line}.yaml", f"language: 1\nagreement: {loaded.rules.agreement.id}\n{block.text}")
    scenarios, found = read_scenarios(source, loaded, Path())
    assert not found, [(each.code, each.message) for each in found]
    assert loaded.vocabulary is not None
    results = [run(loaded, scenario, Recorder(loaded.vocabulary)) for scenario in scenarios]
    assert results and not [result.failures for result in results if result.failures]


@pytest.mark.parametrize("block", blocks(GUIDE, "yaml scenario"), ids=lambda block: str(block.line))
def test_a_scenario_passes(block: Block) -> None:
    passes(block, example())


def test_an_agreement_that_reads_the_other_loads_and_its_scenarios_pass(tmp_path: Path) -> None:
    written(tmp_path)
    loaded = load_agreement(str(tmp_path / "rules" / "guarantee"))
    assert not loaded.diagnostics, [(each.code, each.message) for each in loaded.diagnostics]
    assert ID in loaded.rules.used
    (block,) = blocks(GUIDE, "yaml guarantee scenario")
    passes(block, loaded)


def test_every_kind_of_norm_and_every_effect_is_shown() -> None:
    rules = example().rules
    assert {norm.kind for norm in rules.norms.values()} == set(m.NORM_STATES)
    assert {each.effect.kind for each in rules.exceptions.values()} == set(get_args(m.EffectKind))
    assert rules.readings and rules.silences and rules.records
    assert any(fact.assumed for fact in rules.facts.values()) and any(term.assumed for term in rules.terms.values())


def test_every_section_that_is_cited_is_quoted_and_every_paragraph_is_encoded() -> None:
    quoted = set(re.findall(r"^> \*\*([\d.]+)\*\*", GUIDE, re.MULTILINE))
    quoted = {number.rstrip(".") for number in quoted}
    cited = {number for block in blocks(GUIDE, "yaml") for number in re.findall(r'cite: "([\d.]+)[ "]', block.text)}
    assert cited == quoted


def contract() -> str:
    """The paragraphs of the agreement that the guide quotes, as the text of a contract."""
    quotes = re.findall(r"(?:^>.*\n)+", GUIDE, re.MULTILINE)
    own = [quote for quote in quotes if not quote.startswith("> Guarantee ")]
    plain = [re.sub(r"^> ?", "", quote, flags=re.MULTILINE).replace("**", "") for quote in own]
    return "MILL CARE AGREEMENT\n\n" + "\n".join(plain)


def test_duly_new_finds_what_the_guide_says_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("contract.txt").write_text(contract(), encoding="utf-8")
    line = next(line for line in command_lines() if line.startswith("duly new"))
    assert CliRunner().invoke(duly, shlex.split(line)[1:]).exit_code == 0
    said = text_of(Path("rules") / ID / "agreement.yaml")
    for key in ("title: Mill Care Agreement", "client: Northwind Mills LLC", "contractor: Tidewater Engineering Co."):
        assert key in said
    assert "encoded_by: []" in text_of(Path("rules") / ID / "text.yaml")


def test_every_figure_of_a_paragraph_is_in_the_rules_that_cite_it() -> None:
    """As `duly text status` holds rules against a contract; what is said to end with a year counts to its last day."""
    (document,) = outline(Source("contract.txt", contract())).documents
    figures, cited = figures_of(example().rules), citations_of(example().rules)
    lost = []
    for unit in document.units:
        rules = [name for name, places in cited.items() if any(each.section == unit.section for each in places)]
        known = {figure for name in rules for figure in figures[name]} | figures["agreement"]
        lost += [(unit.section, each.words) for each in quantities(unit.prose) if not is_among(each.figure, known)]
    assert not lost


def written(folder: Path) -> None:
    """The guide's agreement as files, with its fact set, and the one that reads it."""
    rules = folder / "rules" / ID
    (rules / "facts").mkdir(parents=True)
    for number, block in enumerate(blocks(GUIDE, "yaml")):
        (rules / f"{number:02}.yaml").write_text(f"language: 1\n{block.text}", encoding="utf-8")
    (facts,) = blocks(GUIDE, "json")
    (rules / "facts" / "february.json").write_text(facts.text, encoding="utf-8")
    guarantee = folder / "rules" / "guarantee"
    (guarantee / "facts").mkdir(parents=True)
    (block,) = blocks(GUIDE, "yaml guarantee")
    (guarantee / "guarantee.yaml").write_text(f"language: 1\n{block.text}", encoding="utf-8")
    (facts,) = blocks(GUIDE, "json guarantee")
    (guarantee / "facts" / "march.json").write_text(facts.text, encoding="utf-8")


def command_lines() -> list[str]:
    return [line.strip() for line in GUIDE.splitlines() if re.match(r" {4,}duly ", line)]


@pytest.mark.parametrize("line", command_lines())
def test_a_command_is_there_with_its_options(line: str) -> None:
    _, name, *rest = shlex.split(line)
    assert name in COMMANDS
    command = duly.get_command(click.Context(duly), name)
    if isinstance(command, click.Group):
        command, rest = command.commands[rest[0]], rest[1:]
    assert command is not None
    command.make_context(name, rest)


def said_in_order(kind: str, came: str) -> list[str]:
    """The lines that the guide shows of an output and that did not come, in their order."""
    (block,) = blocks(GUIDE, f"text {kind}")
    shown = [line for line in block.text.splitlines() if line.strip() not in ("", "…")]
    lines = iter(came.splitlines())
    return [line for line in shown if not any(each.startswith(line) for each in lines)] if shown else ["nothing"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("evaluate", "duly evaluate care --"), ("explain", "duly explain"), ("guarantee", "duly evaluate care guarantee")],
)
def test_an_answer_is_that_of_its_command(
    name: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    line = next(line for line in command_lines() if line.startswith(begins))
    found = CliRunner().invoke(duly, shlex.split(line)[1:])
    assert found.exit_code == 0, found.output
    assert not said_in_order(name, found.stdout), found.stdout


def test_a_change_means_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path("rules") / ID, "before")
    for path in (Path("rules") / ID).glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("by: 5 business days", "by: 10 business days"), encoding="utf-8")
    line = next(line for line in command_lines() if line.startswith("duly diff"))
    found = CliRunner().invoke(duly, shlex.split(line)[1:])
    assert found.exit_code == 0, found.output
    assert not said_in_order("diff", found.stdout), found.stdout


def test_the_fact_set_is_of_the_agreement() -> None:
    (block,) = blocks(GUIDE, "json")
    assert json.loads(block.text)["agreement"] == ID == example().rules.agreement.id
