"""`duly fmt`: which files are written, listed and left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duly.cli.main import duly


def run(*words: str) -> Result:
    return CliRunner().invoke(duly, ["fmt", *words])


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules" / "supply").mkdir(parents=True)


RULES = Path("rules/supply/supply.yaml")


def test_a_file_is_laid_out_once() -> None:
    RULES.write_bytes(b"a:   b\r\nc:\r\n- d   # why\r\n")
    first, second = run(), run()
    assert (first.exit_code, first.stdout) == (0, "rules/supply/supply.yaml\n")
    assert RULES.read_bytes() == b"a: b\nc:\n  - d  # why\n"
    assert (second.exit_code, second.stdout) == (0, "")
    assert "0 of 1 files changed" in second.stderr


def test_check_writes_nothing() -> None:
    RULES.write_bytes(b"a:   b\n")
    found = run("--check", "rules")
    assert (found.exit_code, found.stdout) == (1, "rules/supply/supply.yaml\n")
    assert RULES.read_bytes() == b"a:   b\n"
    RULES.write_bytes(b"a: b\n")
    assert run("--check", "rules").exit_code == 0


def test_a_broken_file_is_reported_and_left_and_the_others_are_laid_out() -> None:
    RULES.write_bytes(b"a:   *b\n")
    other = Path("rules/supply/zeta.yml")
    other.write_bytes(b"a:   b\n")
    found = run("rules")
    assert found.exit_code == 3
    assert "error[yaml-anchor]" in found.stderr
    assert RULES.read_bytes() == b"a:   *b\n"
    assert other.read_bytes() == b"a: b\n"


def test_a_file_that_is_not_there_is_reported() -> None:
    found = run("rules/none.yaml")
    assert found.exit_code == 3
    assert "error[file-missing]" in found.stderr
