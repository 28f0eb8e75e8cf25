"""Measures what a cold start costs, and where the time goes: `duly evaluate` on shipped facts against `python -c pass`.

    python tools/measure_start.py [--runs N] [--imports N] [AGREEMENT FACTS DATE]

Each is run several times in a process of its own, and the best time counts, since everything that disturbs makes a run
slower. The modules are compiled, as those of an installed program are (into a folder of their own, whatever the
environment says). Rules that were read once are kept; `--anew` measures with nothing kept. The steps are timed within
one such process and told as ratios to `python -c pass` too. `--imports` lists the modules whose own import takes
longest.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).resolve().parent.parent
NOTHING = [sys.executable, "-c", "pass"]
CASE = (
    "registration-rights-agreement",
    "rules/registration-rights-agreement/facts/as-made.json",
    "2002-05-10",
)
_ROW = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
_STEPS = """
import sys, time
begun = time.perf_counter_ns()
def told(step):
    global begun
    now = time.perf_counter_ns()
    print(step, (now - begun) // 1000)
    begun = now
import duly.cli.main, duly.cli.evaluate
from datetime import date
from duly.evaluation import questions, fact_files, interpreter
from duly.workspace import loading
from duly.report import outcome_page, outcome_text
told("imports")
from duly.model import shelf, loader
agreement, facts_file, day = sys.argv[1:]
loaded = shelf.load_agreement(agreement)
told("rules: read, names and types, circles")
loading.findings(loaded)
told("rules: checks")
facts, _ = fact_files.load_facts(facts_file, loaded.rules)
told("facts")
outcome = questions.evaluate(loaded, facts, questions.ask(loaded, date.fromisoformat(day), with_why=False))
told("evaluation")
outcome_page.render(outcome, "text", outcome_page.Layout())
told("text")
"""


def best(line: list[str], runs: int) -> int:
    """The shortest of several runs, in microseconds."""
    times: list[int] = []
    for _ in range(runs):
        begin = time.perf_counter_ns()
        subprocess.run(line, cwd=CHECKOUT, check=True, capture_output=True)
        times.append((time.perf_counter_ns() - begin) // 1000)
    return min(times)


def steps(case: list[str], runs: int) -> dict[str, int]:
    """The shortest time of each step, in microseconds."""
    shortest: dict[str, int] = {}
    for _ in range(runs):
        line = [sys.executable, "-c", _STEPS, *case]
        told = subprocess.run(line, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
        for step, taken in (row.rsplit(" ", 1) for row in told.splitlines()):
            shortest[step] = min(shortest.get(step, int(taken)), int(taken))
    return shortest


def slowest_imports(line: list[str], count: int) -> list[tuple[int, str]]:
    """The modules whose own import takes longest, in microseconds."""
    line = [line[0], "-X", "importtime", *line[1:]]
    told = subprocess.run(line, cwd=CHECKOUT, check=True, capture_output=True, text=True).stderr
    found = [(int(row[1]), row[2]) for row in map(_ROW.match, told.splitlines()) if row]
    return sorted(found, reverse=True)[:count]


def main() -> int:
    """Prints the times and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", nargs="*", default=list(CASE), help="an agreement, a file of facts and a day")
    parser.add_argument("--runs", type=int, default=7, help="how often each is run")
    parser.add_argument("--imports", type=int, default=0, help="how many of the slowest imports to list")
    parser.add_argument("--anew", action="store_true", help="read the rules anew each time")
    asked = parser.parse_args()
    if asked.anew:
        os.environ["DULY_CACHE"] = "off"
    with TemporaryDirectory() as compiled:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        measure(asked)
    return 0


def measure(asked: argparse.Namespace) -> None:
    """Runs what was asked for and prints the figures."""
    agreement, facts, day = asked.case
    line = [sys.executable, "-m", "duly", "evaluate", agreement, "--facts", facts, "--as-of", day]
    nothing, evaluate = best(NOTHING, asked.runs), best(line, asked.runs)
    print(f"python -c pass  {nothing / 1000:8.1f} ms")
    print(f"duly evaluate   {evaluate / 1000:8.1f} ms  ratio {evaluate / nothing:6.1f}")
    for step, taken in steps(asked.case, asked.runs).items():
        print(f"  {taken / 1000:8.1f} ms  ratio {taken / nothing:6.1f}  {step}")
    for taken, module in slowest_imports(line, asked.imports) if asked.imports else ():
        print(f"{taken / 1000:8.1f} ms  {module}")


if __name__ == "__main__":
    sys.exit(main())
