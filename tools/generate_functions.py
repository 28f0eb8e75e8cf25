"""Write the reference of the language's functions, or check that it is what this would write.

    python tools/generate_functions.py --write
    python tools/generate_functions.py --check

In: the function table of the engine. Out: `docs/functions.md`. The one idea: what a function means is said once, in the
table, and shown from there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from duly.language.functions import FUNCTIONS, Function

FILE = Path(__file__).resolve().parent.parent / "docs" / "functions.md"
HEAD = """# Functions

Made from the table in `engine/duly/language/functions.py` by `python tools/generate_functions.py --write`.

A function is given known values; where one of them is unknown or absent, so is the result, with its reasons. `number or
money` stands for either, the same in all places of one function. Words divided by `|` are a choice: write one of them.
"""


def section(function: Function) -> str:
    """What the reference says of one function."""
    return f"## {function.name}\n\n    {function.signature}\n\n{function.meaning}\n\n    {function.example}\n"


def reference() -> str:
    """The whole reference, functions in alphabetical order."""
    return "\n".join([HEAD, *(section(FUNCTIONS[name]) for name in sorted(FUNCTIONS))])


def main() -> int:
    """Write or check the reference; 1 if a check finds a difference."""
    parser = argparse.ArgumentParser(description="Write or check the reference of the language's functions.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write the file")
    mode.add_argument("--check", action="store_true", help="compare the file with what would be written")
    if parser.parse_args().write:
        FILE.write_text(reference(), encoding="utf-8", newline="\n")
    elif not FILE.is_file() or FILE.read_bytes() != reference().encode("utf-8"):
        print(f"{FILE.name} is not what tools/generate_functions.py writes", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
