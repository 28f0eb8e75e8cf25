"""Measures what a cold start costs: `duly evaluate` on shipped facts against `python -c pass`.

    python tools/measure_start.py [--runs N] [--imports N]

Each is run several times in a process of its own, and the best time counts, since everything that disturbs makes a run
slower. `--imports` lists the modules whose own import takes longest.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
NOTHING = [sys.executable, "-c", "pass"]
EVALUATE = [
    *(sys.executable, "-m", "duly", "evaluate", "separation-agreement"),
    *("--facts", "rules/separation-agreement/facts/as-signed.json", "--as-of", "2001-12-01"),
]
_ROW = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def best(line: list[str], runs: int) -> int:
    """The shortest of several runs, in microseconds."""
    times: list[int] = []
    for _ in range(runs):
        begin = time.perf_counter_ns()
        subprocess.run(line, cwd=CHECKOUT, check=True, capture_output=True)
        times.append((time.perf_counter_ns() - begin) // 1000)
    return min(times)


def slowest_imports(count: int) -> list[tuple[int, str]]:
    """The modules whose own import takes longest, in microseconds."""
    line = [EVALUATE[0], "-X", "importtime", *EVALUATE[1:]]
    told = subprocess.run(line, cwd=CHECKOUT, check=True, capture_output=True, text=True).stderr
    found = [(int(row[1]), row[2]) for row in map(_ROW.match, told.splitlines()) if row]
    return sorted(found, reverse=True)[:count]


def main() -> int:
    """Prints the two times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="how often each is run")
    parser.add_argument("--imports", type=int, default=0, help="how many of the slowest imports to list")
    asked = parser.parse_args()
    nothing, evaluate = best(NOTHING, asked.runs), best(EVALUATE, asked.runs)
    print(f"python -c pass  {nothing / 1000:7.1f} ms")
    print(f"duly evaluate   {evaluate / 1000:7.1f} ms")
    print(f"ratio           {evaluate / nothing:7.1f}")
    for taken, module in slowest_imports(asked.imports):
        print(f"{taken / 1000:8.1f} ms  {module}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
