"""An explanation becomes a tree that a person can read, or JSON.

In: `Explanation`. Out: text. The one idea: a reader follows the arrow: among its sisters the step that decided is
marked, and its section stands at the right edge, so that the left side alone is the argument.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from duly.evaluation.explanation import Step
from duly.evaluation.questions import Explanation
from duly.report.contract_words import ContractWords
from duly.report.outcome_json import step as step_json
from duly.report.page import Page
from duly.report.words import cited, dated

FORMAT_VERSION = "1"
_DECIDES = "> "
_OTHER = "- "


def render_text(
    found: Explanation,
    as_of: date,
    columns: int = 100,
    color: bool = False,
    depth: int = 12,
    words: ContractWords | None = None,
) -> str:
    """The tree as text, `depth` steps deep; of something with instances that were not named, the instances.

    With `words` the contract's own stand at the first step that cites them.
    """
    page = Page(columns, color)
    if found.step is None:
        _instances(page, found, as_of)
        return page.text()
    page.title(f"{found.step.label}, as of {dated(as_of)}: {found.step.value}")
    if found.step.note:
        page.line(found.step.note, right=cited(found.step.cite))
    if words is not None:
        words.write(page, found.step.label, found.step.cite, 2)
    page.blank()
    for inner in found.step.steps:
        _write(page, inner, 0, depth - 1, words)
    return page.text()


def _instances(page: Page, found: Explanation, as_of: date) -> None:
    page.title(f"{found.name}, as of {dated(as_of)}")
    if not found.instances:
        page.line("There is none on this day.")
        return
    for name, said in found.instances:
        page.line(f"{name}: {said}", 2)
    page.blank()
    page.line(f"Name one of them, such as `{found.instances[0][0]}`, to see why.")


def _write(page: Page, step: Step, level: int, depth: int, words: ContractWords | None) -> None:
    indent = 2 * level
    said = (_DECIDES if step.decides else _OTHER) + step.label
    day = f" on {step.day}" if step.day is not None else ""
    joint = " " if said.endswith("?") and not day else ": "
    said += day + (f"{joint}{step.value}" if step.value else "")
    if step.kind == "fact" and step.note:
        said += f" ({step.note})"
    page.line(said, indent, 4, cited(step.cite), "1" if step.decides else "")
    if step.note and step.kind != "fact" and step.note not in step.label:
        page.line(step.note, indent + 4, 0)
    if words is not None:
        words.write(page, step.label, step.cite, indent + 4)
    if step.steps and depth <= 0:
        page.line("…", indent + 2)
        return
    for inner in step.steps:
        _write(page, inner, level + 1, depth - 1, words)


def render_json(found: Explanation, as_of: date, words: ContractWords | None = None) -> str:
    """The explanation as one JSON document; with `words`, what the contract says at each step that cites it."""
    told: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "name": found.name,
        "as_of": as_of.isoformat(),
        "is_determined": found.is_determined,
        "instances": [{"id": name, "state": said} for name, said in found.instances],
        "why": step_json(found.step),
    }
    if words is not None:
        told["contract"] = {step.label: words.records(step.label, step.cite) for step in _citing(found.step)}
    return json.dumps(told, indent=2) + "\n"


def _citing(step: Step | None) -> Iterator[Step]:
    """The steps that cite something, outermost first."""
    if step is not None:
        if step.cite:
            yield step
        for inner in step.steps:
            yield from _citing(inner)
