"""The rule files and the `text` section of a new agreement, laid out to be filled in.

In: parts of a `Beginning`. Out: text. The one idea: a section is told by its number, heading, line and units, with the
terms it defines as lines that only lack their `#` and their value; between two words of the contract there is always
one of ours, so that no run of its words is longer than a heading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from duly.workspace.beginning import Beginning, FoundPart, FoundSection

_ROMAN = re.compile(r"[IVXLC]+")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST_NAME = 40


def named_file(beginning: Beginning, part: FoundPart) -> str:
    """The name of a part's file, such as `article-03-shelf-registration.yaml`; they sort as the parts do."""
    if not part.label:
        return "rules.yaml"
    kind, _, number = part.label.partition(" ")
    value = _roman(number) if _ROMAN.fullmatch(number) else int(number) if number.isdecimal() else None
    width = 2 if len(beginning.parts) > 9 else 1
    shown = f"{value:0{width}}" if value is not None else _slug(number)
    heading = _slug(part.heading or "")
    cut = heading if len(heading) <= _LONGEST_NAME else heading[:_LONGEST_NAME].rpartition("-")[0]
    return "-".join(filter(None, (_slug(kind), shown, cut))) + ".yaml"


def rule_file(part: FoundPart | None) -> str:
    """A file for the rules of a part, or for all rules where the contract's text is not known."""
    if part is None:
        return "\n".join((*_FIRST_LINES, "language: 1", "", *_EXAMPLE)) + "\n"
    named = part.label or "the numbered sections"
    lines = [f'# The rules of {named}, headed "{part.heading}".' if part.heading else f"# The rules of {named}."]
    lines += [*_HOW_TO, "language: 1"]
    for section in part.sections:
        lines += ["", *section_lines(section)]
    return "\n".join(lines) + "\n"


def section_lines(section: FoundSection, is_terse: bool = False) -> Iterator[str]:
    """What there is to say of a section, as comments; if `is_terse`, nothing of one without terms and dates."""
    if is_terse and not (section.terms or section.dates):
        return
    heading = f', headed "{section.heading}"' if section.heading else ""
    yield f"# {_called(section.label)}{heading} (line {section.line}, {_units(section)})"
    for found in section.dates:
        yield f"#   names the date {found.value} ({found.where})"
    if section.terms:
        yield "# terms:"
    for term in section.terms:
        cite = json.dumps(f"{section.label} unit {term.unit}")
        yield f"#   {term.name}:  # defined as {json.dumps(term.term, ensure_ascii=False)}"
        yield f"#     {{type: TYPE, value: VALUE, cite: {cite}, summary: IN YOUR WORDS}}"


def text_file(beginning: Beginning) -> str:
    """The `text` section: headings are there, every other unit is a comment to be filled in."""
    lines = [
        "# Every unit of the contract: the rules that encode it, or why none does. Labels and numbers are those of",
        "# `duly text outline`. Read a unit, encode it, take its `#` away and name the rules in `encoded_by`; or write",
        "# `no_effect: why` or `not_encoded: why` instead. Then `duly text accept` writes the fingerprint, and",
        "# `duly text status` says what is left.",
        "language: 1",
        "",
    ]
    is_some = any(is_heading for section in beginning.sections for _, _, is_heading in section.units)
    lines.append("text:" if is_some else "# text:")
    for section in _in_order(beginning):
        lines += [f"  # {_called(section.label)}, line {section.line}"]
        lines += [f"  {_row(section, *unit)}" for unit in section.units]
    return "\n".join(lines) + "\n"


def _row(section: FoundSection, number: int, fingerprint: str, is_heading: bool) -> str:
    label = section.label if section.label.isalpha() else json.dumps(section.label, ensure_ascii=False)
    if not is_heading:
        return f"# - {{section: {label}, unit: {number}, encoded_by: []}}"
    reason = "the title" if section.label == "title" else "heading"
    return f'- {{section: {label}, unit: {number}, fingerprint: "{fingerprint}", no_effect: {reason}}}'


def _in_order(beginning: Beginning) -> list[FoundSection]:
    return sorted(beginning.sections, key=lambda section: section.line)


def _called(label: str) -> str:
    """A section as it is called in a comment."""
    return f"Section {label}" if label[:1].isdigit() else label[:1].upper() + label[1:]


def _units(section: FoundSection) -> str:
    numbers = [number for number, _, is_heading in section.units if not is_heading]
    if not numbers:
        return "no sentence"
    return f"unit {numbers[0]}" if len(numbers) == 1 else f"units {numbers[0]} to {numbers[-1]}"


def _slug(text: str) -> str:
    return _NOT_NAME.sub("-", text.casefold()).strip("-")


def _roman(number: str) -> int:
    values = [_VALUES[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


_HOW_TO = (
    "# A section is done when each of its units stands in text.yaml, with the rules that encode it or with the reason",
    "# why none does. Take the `#` from the lines of a term and say which type and value it has.",
)
_FIRST_LINES = (
    "# The rules: facts are asked for, terms are worked out, norms say who must, may and must not.",
    "# To begin with, change such lines as these and take their `#` away; `pay` goes under `actions`.",
)
_EXAMPLE = """\
# facts:
#   paid: {type: event, ask: On what day was it paid?, answered_by: first_party, cite: "2"}
# norms:
#   pay:
#     duty: first_party must pay
#     to: second_party
#     summary: Pay the price within thirty days of signing.
#     upon: signed
#     by: 30 days after signed
#     done: paid
#     cite: "2"
""".splitlines()
