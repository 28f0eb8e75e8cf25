"""How long reading a contract's text takes: `python tools/measure_text.py FILE [--document-sizes]`.

In: a contract as a text file. Out: milliseconds, and the ratio to reading the file's bytes and splitting its words, for
each pass; then the same for growing texts, to see that time grows as the text does. The one idea: a ratio to the least
that anyone could do with the file says more than milliseconds of one machine. Each figure is the best of several runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from duly.contract_text.defined_terms import definitions
from duly.contract_text.nodes import Outline
from duly.contract_text.outline import outline, read_outline
from duly.contract_text.proofreading import proofread
from duly.contract_text.quantities import quantities
from duly.contract_text.references import references
from duly.contract_text.status import Claim, status
from duly.source import Source

SIZES = (50_000, 500_000, 5_000_000)
"""Characters of the growing texts."""
LARGEST_PROOFREAD = 500_000
"""Characters of the largest text that is proofread."""


def main() -> int:
    """Measure one file, and texts made by repeating it; the exit status is 1 where it cannot be read."""
    parser = argparse.ArgumentParser(description="How long reading a contract's text takes.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    read = read_outline(given.file)
    if not isinstance(read, Outline):
        print(read.message, file=sys.stderr)
        return 1
    least = best(given.runs, lambda: given.file.read_bytes().decode("utf-8", "replace").split())
    print(f"{given.file.name}: {len(read.source.text)} characters, bytes and words {least:.2f} ms")
    for name, run in passes(given.file, read):
        taken = best(given.runs, run)
        print(f"  {name:<22} {taken:8.1f} ms  {taken / least:6.1f} times")
    print("growing")
    for size in SIZES:
        grow(read.source.text, size)
    return 0


def passes(path: Path, read: Outline) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What is measured, by name."""
    units = [unit for document in read.documents for unit in document.units]
    claims = [
        Claim(unit.section, unit.number, unit.fingerprint, no_effect="measured") for unit in read.documents[0].units
    ]
    return (
        ("outline", lambda: read_outline(path)),
        ("references", lambda: [references(unit) for unit in units]),
        ("quantities", lambda: [quantities(unit.prose) for unit in units]),
        ("defined terms", lambda: [definitions(document) for document in read.documents]),
        ("proofreading", lambda: proofread(read)),
        ("status", lambda: status(read.documents[0], claims, {})),
        ("finding all of it", lambda: everything(read_outline(path))),
    )


def everything(read: object) -> int:
    """All that can be found in a text."""
    assert isinstance(read, Outline)
    units = [unit for document in read.documents for unit in document.units]
    found = sum(len(references(unit)) + len(quantities(unit.prose)) for unit in units)
    return found + sum(len(definitions(document)) for document in read.documents)


def grow(text: str, size: int) -> None:
    """Measure a text of `size` characters made of `text` again and again."""
    grown = (text * (size // len(text) + 1))[:size]
    least = best(1, lambda: grown.split())
    reading = best(1, lambda: outline(Source("grown.txt", grown)))
    whole = best(1, lambda: everything(outline(Source("grown.txt", grown))))
    print(f"  {size:>9} characters: outline {reading:8.1f} ms, all {whole:8.1f} ms, splitting words {least:6.1f} ms")
    if size <= LARGEST_PROOFREAD:
        read = outline(Source("grown.txt", grown))
        print(f"  {'':>9} proofreading {best(1, lambda: proofread(read)):8.1f} ms")


def best(runs: int, run: Callable[[], object]) -> float:
    """The least time of `runs` runs, in milliseconds."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter_ns()
        run()
        taken.append(time.perf_counter_ns() - began)
    return min(taken) / 1_000_000


if __name__ == "__main__":
    sys.exit(main())
