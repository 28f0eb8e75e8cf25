"""The language against the core cases of the FEEL conformance suite, translated where it has a counterpart.

FEEL (of the DMN standard) shares with this language strong three-valued logic, months counted from a day, and written
rounding. A case is translated by its form, read as a conformance case, and compared; `DISAGREEMENTS` holds each case in
which this language says something else, with the reason; what has no counterpart is counted by reason. Skipped where
the suite is not at hand.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from conformance.agreements import QUESTION, Literal, facts_of, load, world_of

from duly.values import Unknown

_MODES = {"up": "up", "down": "down", "half up": "half_up", "half down": "half_down"}
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
_PERIOD = re.compile(r"(?P<minus>-?)P(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<days>[0-9]+)D)?")
_PLAIN_DAY = r'(?:date\("|@")(?:[0-9]{4}-[0-9]{2}-[0-9]{2})"\)?'
_DAY = re.compile(r'(?:date\("|@")([0-9]{4}-[0-9]{2}-[0-9]{2})"\)?')

DISAGREEMENTS: dict[str, str] = {}
"""Cases by id that come to something else here, each with the reason."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A case in this language: an expression, its type, its facts, what it must come to (None: unknown)."""

    expression: str
    type: str
    given: dict[str, Any]
    expected: Any


def translate(row: dict[str, Any]) -> Translated | str:
    """The case in this language, or why it has no counterpart."""
    if row["error"]:
        return "a type error: the checker refuses it before any fact is seen"
    expression = row["expr"].strip()
    for form in (_logic, _rounding, _arithmetic, _months_between, _written_day):
        found = form(expression, row)
        if found is not None:
            return found
    return _without_counterpart(expression)


def _without_counterpart(expression: str) -> str:
    name = re.match(r"[a-z][a-z ]*[a-z](?= ?\()", expression)
    if "T" in expression or "time" in expression:
        return "hours: days have none"
    return f"no function `{name[0]}`" if name else "another form"


def _logic(expression: str, row: dict[str, Any]) -> Translated | str | None:
    if not re.fullmatch(r"(?:not\((?:[A-Za-z]+)\)|[A-Za-z]+ (?:and|or) [A-Za-z]+)", expression):
        return None
    if row["expected"] is not None and row["expected"]["type"] != "boolean":
        return None
    context: dict[str, Any] = row["context"]
    if any(value is not None and value["type"] != "boolean" for value in context.values()):
        return "an operand that is not boolean: the checker refuses it"
    said = re.sub(r"\bnull\b", "nothing", expression)
    said = re.sub(r"not\(([A-Za-z]+)\)", r"not \1", said)
    names = {name: f"fact_{name.lower()}" for name in context}
    for name, other in names.items():
        said = re.sub(rf"\b{name}\b", other, said)
    given = {names[name]: value["value"] for name, value in context.items() if value is not None}
    return Translated(said, "boolean", given, _expected(row))


def _expected(row: dict[str, Any]) -> Any:
    expected = row["expected"]
    if expected is None:
        return None
    return {"number": lambda said: Fraction(said), "date": date.fromisoformat}.get(expected["type"], lambda said: said)(
        expected["value"]
    )


def _rounding(expression: str, row: dict[str, Any]) -> Translated | str | None:
    found = re.fullmatch(
        r"(?:round (?P<mode>[a-z ]+)|(?P<decimal>decimal))\((?P<of>[^,]+), ?(?P<scale>[^,]+)\)", expression
    )
    if found is None:
        return None
    if not _NUMBER.fullmatch(found["of"]) or not re.fullmatch(r"-?[0-9]+", found["scale"]):
        return "a named or computed argument"
    mode = "half_even" if found["decimal"] else _MODES[found["mode"]]
    scale = int(found["scale"])
    if abs(scale) > 100:
        return "a scale that no expression writes out"
    unit = "0." + "0" * (scale - 1) + "1" if scale > 0 else "1" + "0" * -scale
    return Translated(f"round({found['of']}, {unit}, {mode})", "number", {}, _expected(row))


def _arithmetic(expression: str, row: dict[str, Any]) -> Translated | str | None:
    parts = re.fullmatch(r'@"(?P<one>[^"]+)" \+ @"(?P<other>[^"]+)"', expression)
    if parts is None:
        return None
    period, day = sorted((parts["one"], parts["other"]), key=lambda part: not part.startswith("P"))
    found = _PERIOD.fullmatch(period)
    if found is None or not re.fullmatch(r"[0-9-]{10}", day):
        return "hours: days have none"
    unit = next(unit for unit in ("years", "months", "days") if found[unit] is not None)
    return Translated(f"{found[unit]} {unit} after {day}", "date", {}, _expected(row))


def _months_between(expression: str, row: dict[str, Any]) -> Translated | str | None:
    """How many whole months lie between two days, said by the days that so many and one more months lead to."""
    days = _DAY.findall(expression)
    if not re.fullmatch(rf"years and months duration\({_PLAIN_DAY}, ?{_PLAIN_DAY}\)", expression):
        return None
    found = _PERIOD.fullmatch(row["expected"]["value"])
    assert found is not None, "a duration of years and months"
    months = 12 * int(found["years"] or 0) + int(found["months"] or 0)
    way = "before" if found["minus"] else "after"
    far, further = (f"{count} months {way} {days[0]}" for count in (months, months + 1))
    said = f"not (({far}) {way} {days[1]}) and ({further}) {way} {days[1]}"
    return Translated(said, "boolean", {}, True)


def _written_day(expression: str, row: dict[str, Any]) -> Translated | str | None:
    found = _DAY.fullmatch(expression)
    if found is None or row["expected"] is None or row["expected"]["type"] != "date":
        return None
    return Translated(found[1], "date", {}, _expected(row))


def _came_to(case: Translated) -> Any:
    facts = {name: Literal("boolean", False) for name in re.findall(r"fact_[a-z]+|nothing", case.expression)}
    given = {name: Literal(json.dumps(value), False) for name, value in case.given.items()}
    whole: dict[str, Any] = {
        "facts": facts,
        "given": given,
        "expression": Literal(case.expression, True),
        "type": Literal(case.type, True),
    }
    loaded = load(whole)
    assert loaded.is_sound, (case.expression, [found.message for found in loaded.diagnostics])
    told, found = facts_of(whole, loaded)
    assert told is not None, found
    world = world_of(whole, loaded, told)
    value = world.name(QUESTION, world.frame(date(2001, 10, 5)))
    return None if isinstance(value, Unknown) else value


def test_core_cases_of_the_suite(vectors_folder: Path) -> None:
    lines = (vectors_folder / "feel_tck" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["core"]]
    assert rows, "the suite has core cases"
    compared, left_out, differ = 0, Counter[str](), {}
    for row in rows:
        case = translate(row)
        if isinstance(case, str):
            left_out[case] += 1
            continue
        compared += 1
        came = _came_to(case)
        if came != case.expected:
            differ[row["id"]] = f"{case.expression}: {came}, not {case.expected}"
    print(f"{compared} compared, {sum(left_out.values())} without a counterpart: {dict(left_out)}")
    assert set(differ) == set(DISAGREEMENTS), differ
    assert compared >= 75, "forms that are no longer recognized are no longer compared"
