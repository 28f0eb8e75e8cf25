"""Where tests find things: the checkout, and the folders outside it that the project may not contain.

`DULY_CONTRACTS` names the folder with the contracts' texts, `DULY_VECTORS` the one with published test vectors. Without
them the tests that need them are skipped; where `DULY_REQUIRE_TEXTS=1` such a skip is a failure (see `conftest.py`).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
ENGINE = CHECKOUT / "engine" / "duly"


def _outside(variable: str) -> Path | None:
    """The folder that an environment variable names; None where the variable is unset or names no folder."""
    named = os.environ.get(variable)
    return Path(named) if named and Path(named).is_dir() else None


CONTRACTS = _outside("DULY_CONTRACTS")
VECTORS = _outside("DULY_VECTORS")
WANTS_CONTRACTS = "DULY_CONTRACTS does not name the folder with the contracts' texts"
WANTS_VECTORS = "DULY_VECTORS does not name the folder with the test vectors"

needs_contracts = pytest.mark.skipif(CONTRACTS is None, reason=WANTS_CONTRACTS)
needs_vectors = pytest.mark.skipif(VECTORS is None, reason=WANTS_VECTORS)


def project_files() -> list[Path]:
    """Every file that git tracks or would add, so that a fault shows before it is committed."""
    line = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(line, cwd=CHECKOUT, capture_output=True, check=True).stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    files = [CHECKOUT / name for name in sorted(set(listed.split("\0"))) if name]
    return [file for file in files if file.is_file()]


def text_of(file: Path) -> str:
    """A file's text; bytes that are not UTF-8 (broken on purpose, in test inputs) become replacement characters."""
    return file.read_text(encoding="utf-8", errors="replace")


def shown(file: Path) -> str:
    """A file's path as a person names it: within the checkout, with forward slashes."""
    return file.relative_to(CHECKOUT).as_posix()
