"""What docs/reviewing.md and the hooks call is there and does what they say."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from cli.lease import BASE, LONGER, commit, git, own_repository, write
from click.testing import CliRunner
from documents import blocks
from folders import CHECKOUT, text_of
from ruamel.yaml import YAML

from duly.cli.main import COMMANDS, duly
from duly.comparison.acceptances import read_acceptances

GUIDE = text_of(CHECKOUT / "docs" / "reviewing.md")
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(CHECKOUT / ".pre-commit-hooks.yaml")
KEYS = {"id", "name", "description", "entry", "language", "files", "pass_filenames", "verbose"}
"""Of the keys that pre-commit knows, those that are used."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_repository(tmp_path / "top", monkeypatch)
    write("rules/lease/lease.yaml", BASE)
    commit("first")


def commands(text: str) -> list[list[str]]:
    """The commands of duly in examples, with what is after a comment or goes to a file left out."""
    lines = re.findall(r"^ *(?:    |- run: )duly (.+)$", text, re.MULTILINE)
    return [shlex.split(re.sub(r"\s(#|>).*", "", line)) for line in lines]


@pytest.mark.parametrize("words", commands(GUIDE), ids=" ".join)
def test_every_command_of_the_guide_can_be_called(words: list[str]) -> None:
    with click.Context(duly) as whole:
        command = duly.get_command(whole, words[0])
    assert command is not None
    command.make_context(words[0], words[1:])  # raises where an option or value is not known


def test_the_guide_has_commands() -> None:
    assert {words[0] for words in commands(GUIDE)} == {"check", "diff"}
    assert len(commands(GUIDE)) >= 9


def test_the_workflow_is_yaml_and_asks_for_no_more_than_it_says() -> None:
    config, workflow = (YAML(typ="safe").load(block.text) for block in blocks(GUIDE, "yaml"))
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} == {hook["id"] for hook in HOOKS}
    assert set(workflow["permissions"].items()) == {
        ("contents", "read"),
        ("pull-requests", "write"),
        ("security-events", "write"),
    }
    steps = workflow["jobs"]["review"]["steps"]
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    runs = [step["run"] for step in steps if "run" in step]
    assert not any("${{" in run for run in runs), "what an event says reaches a shell only through the environment"


def test_the_acceptance_of_the_guide_can_be_read(tmp_path: Path) -> None:
    (block,) = blocks(GUIDE, "text")
    (tmp_path / ".duly-accepted").write_text(block.text, encoding="utf-8")
    found, faults = read_acceptances(tmp_path, "x")
    assert [(each.what, each.why) for each in found] == [("give_back, by", "agreed with the lessor on 2001-06-01")]
    assert not faults


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_a_sound_repository(hook: dict[str, Any], repository: None) -> None:
    assert hook.keys() <= KEYS and {"id", "name", "entry", "language"} <= hook.keys()
    program, *words = shlex.split(hook["entry"])
    assert (program, words[0] in COMMANDS) == ("duly", True)
    assert re.search(hook["files"], "rules/lease/lease.yaml")
    files = ["rules/lease/lease.yaml"] if hook.get("pass_filenames", True) else []
    CliRunner().invoke(duly, ["fmt"])
    git("add", "-A")
    found = CliRunner().invoke(duly, [*words, *files])
    assert found.exit_code in (0, 1) if words[0] == "check" else found.exit_code == 0, found.output


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")
def test_git_stops_where_the_hook_does_and_goes_on_with_what_is_accepted(repository: None) -> None:
    words = shlex.join([sys.executable, "-m", "duly", "diff", "--cached", "--fail-on", "substance"])
    hook = Path(".git/hooks/pre-commit")
    write(str(hook), f"#!/bin/sh\nexec {words}\n")
    hook.chmod(0o755)
    write("rules/lease/lease.yaml", LONGER)
    git("commit", "-q", "-a", "-m", "longer", check=False)  # git gives the hook an index of its own
    assert git("log", "--format=%s").split() == ["first"]
    report = CliRunner().invoke(duly, ["diff", "--against", "HEAD", "--format", "json"]).stdout
    (change,) = json.loads(report)["reviews"][0]["changes"]
    accept = ["diff", "--against", "HEAD", "--accept", change["fingerprint"], "--because", "agreed"]
    assert CliRunner().invoke(duly, accept).exit_code == 0
    git("add", "-A")
    git("commit", "-q", "-m", "accepted")
    assert git("log", "--format=%s").split() == ["accepted", "first"]


def test_the_hook_stops_on_what_is_staged(repository: None) -> None:
    (hook,) = (each for each in HOOKS if each["id"] == "duly-diff")
    words = [*shlex.split(hook["entry"])[1:], "--fail-on", "unclear"]
    write("rules/lease/lease.yaml", LONGER)
    assert CliRunner().invoke(duly, words).exit_code == 0
    git("add", "-A")
    stopped = CliRunner().invoke(duly, words)
    assert (stopped.exit_code, "The lessee has 5 days more" in stopped.stdout) == (1, True)
