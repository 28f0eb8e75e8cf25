"""Write the calendars that come with the engine, or check that they are what this would write.

    python tools/generate_calendars.py --write
    python tools/generate_calendars.py --check

In: the `holidays` library (a development dependency; the engine never imports it) and the facts below, which no library
knows: where closures are published and through which day. Out: `engine/duly/calendars/*.json`, one closure a line.

The one idea: a library proposes, a person reads the diff and decides. So the output is the same on every run, and only
closures on weekdays are written, because the others change nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import holidays

FOLDER = Path(__file__).resolve().parent.parent / "engine" / "duly" / "calendars"
FIRST = date(1990, 1, 1)
LAST = date(2040, 12, 31)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a calendar file says about itself, and the holidays that fill it."""

    id: str
    title: str
    source: str
    published_through: date
    closures: holidays.HolidayBase


def recipes() -> tuple[Recipe, ...]:
    """One recipe a calendar file; `published_through` is moved by hand, with its reason in docs/calendars.md."""
    years = range(FIRST.year, LAST.year + 1)
    return (
        Recipe(
            id="nyse",
            title="New York Stock Exchange, full day closures",
            source="closures announced by the exchange (rule 7.2, before it rule 51), last on 2025-12-23 through 2028",
            published_through=date(2028, 12, 31),
            closures=holidays.financial_holidays("NYSE", years=years, observed=True, language="en_US"),
        ),
        Recipe(
            id="us_federal",
            title="United States, federal legal public holidays as observed",
            source="5 U.S.C. 6103(a) and (b), Executive Order 11582, and the Office of Personnel Management's tables",
            published_through=date(2028, 12, 31),
            closures=holidays.country_holidays("US", years=years, observed=True, language="en_US"),
        ),
    )


def file_text(recipe: Recipe) -> str:
    """The calendar file of `recipe`, byte for byte."""
    closures = {
        day.isoformat(): name
        for day, name in sorted(recipe.closures.items())
        if FIRST <= day <= LAST and day.weekday() < 5
    }
    content = {
        "id": recipe.id,
        "title": recipe.title,
        "source": recipe.source,
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "published_through": recipe.published_through.isoformat(),
        "closures": closures,
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write or check every calendar file; 1 if a check finds a difference."""
    parser = argparse.ArgumentParser(description="Write or check the calendars that come with the engine.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write the files")
    mode.add_argument("--check", action="store_true", help="compare the files with what would be written")
    arguments = parser.parse_args()
    differing = 0
    for recipe in recipes():
        path, text = FOLDER / f"{recipe.id}.json", file_text(recipe)
        if arguments.write:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.is_file() or path.read_bytes() != text.encode("utf-8"):
            print(f"{path.name} is not what tools/generate_calendars.py writes", file=sys.stderr)
            differing += 1
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
