"""What the README, the pins and `.ci/run` say of the project is so."""

from __future__ import annotations

import re
import shlex
import tomllib

from folders import CHECKOUT, text_of

PROJECT = tomllib.loads(text_of(CHECKOUT / "pyproject.toml"))["project"]


def readme_commands() -> list[list[str]]:
    """The README's two command lines for a fresh clone, each cut at `&&`."""
    lines = (line.strip() for line in text_of(CHECKOUT / "README.md").splitlines() if line.startswith("    "))
    return [line.split(" && ") for line in lines if line.startswith("python -m venv")]


def test_the_readme_has_two_commands_with_one_set_up() -> None:
    evaluate, check = readme_commands()
    assert evaluate[:2] == check[:2]
    assert "-c constraints.txt" in check[1]


def test_the_readme_evaluates_a_shipped_fact_file_that_the_wheel_is_tried_with() -> None:
    words = shlex.split(readme_commands()[0][-1])
    facts = words[words.index("--facts") + 1]
    assert (CHECKOUT / facts).is_file()
    parts = ", ".join(f'"{part}"' for part in facts.split("/"))
    assert f"SHIPPED_FACTS = Path({parts})" in text_of(CHECKOUT / "tools" / "check.py")


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    last = text_of(CHECKOUT / ".ci" / "run").splitlines()[-1]
    assert readme_commands()[1][-1] == f".venv/bin/{last}"


def test_every_dependency_is_pinned_once_and_exactly() -> None:
    lines = [line for line in text_of(CHECKOUT / "constraints.txt").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    pins = [line.partition("==")[0].lower().replace("_", "-") for line in lines]
    assert len(pins) == len(set(pins))
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {name.partition(">=")[0] for name in wanted} <= set(pins)
