"""The rolling windows of the Registration Rights Agreement against a count day by day: a sample of what is tried.

`python tools/check_windows.py --histories 500` tries as many as wanted.
"""

from __future__ import annotations

import subprocess
import sys

from folders import CHECKOUT


def test_rules_and_day_by_day_count_agree() -> None:
    command = [sys.executable, "tools/check_windows.py", "--histories", "2", "--seed", "5"]
    made = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    assert made.stdout.splitlines() == ["2 histories, 0 differences"], made.stdout + made.stderr
