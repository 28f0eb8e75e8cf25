"""An explanation becomes a tree that a person can read, or JSON.

In: `Explanation`. Out: text. The one idea: a reader gets the reason first, in one sentence, and follows the arrow: of
sisters the step that decided is marked and unrolled, the others are one line each unless all is wanted; the section
stands at the right edge, so that the left side alone is the argument.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from duly.evaluation.explanation import Step
from duly.evaluation.questions import Explanation
from duly.report.because import because
from duly.report.contract_words import ContractWords
from duly.report.outcome_json import step as step_json
from duly.report.page import Page
from duly.report.words import cited, dated

FORMAT_VERSION = "1"
_DECIDES = "> "
_OTHER = "- "


@dataclass(frozen=True, slots=True)
class Tree:
    """How a tree is written: how deep, whether everything is unrolled, and the contract's words."""

    depth: int = 12
    is_full: bool = False
    words: ContractWords | None = None


def render(
    found: Explanation, as_of: date, form: str, columns: int = 100, color: bool = False, tree: Tree = Tree()
) -> str:
    """The explanation as text or as JSON."""
    if form == "json":
        return render_json(found, as_of, tree.words)
    return render_text(found, as_of, columns, color, tree)


def render_text(found: Explanation, as_of: date, columns: int = 100, color: bool = False, tree: Tree = Tree()) -> str:
    """What decides, then the tree; of something with instances that were not named, the instances.

    With `tree.words` the contract's own stand at the first step that cites them.
    """
    page = Page(columns, color)
    if found.step is None:
        _instances(page, found, as_of)
        return page.text()
    page.title(f"{found.step.label}, as of {dated(as_of)}: {found.step.value}")
    if found.step.note:
        page.line(found.step.note, right=cited(found.step.cite))
    if tree.words is not None:
        tree.words.write(page, found.step.label, found.step.cite, 2)
    paths = because(found.step)
    for number, path in enumerate(paths):
        page.line(("Because: " if number == 0 else "and: ") + _path(path), 0 if number == 0 else 4, 4)
    page.blank()
    writer = _Writer(page, tree, {id(step) for path in paths for step in path})
    writer.steps(found.step.steps, 0, tree.depth - 1)
    return page.text()


def _path(path: tuple[Step, ...]) -> str:
    """A path in one sentence: its first step, the rules that it leads through, and its leaf."""
    told = [step for step in path if step in (path[0], path[-1]) or step.kind == "rule"]
    return " ← ".join(_said(step) + (f" {cited(step.cite)}" if step.cite else "") for step in told)


def _said(step: Step) -> str:
    """A step in one line."""
    day = f" on {step.day}" if step.day is not None else ""
    joint = " " if step.label.endswith("?") and not day else ": "
    said = step.label + day + (f"{joint}{step.value}" if step.value else "")
    return said + (f" ({step.note})" if step.kind == "fact" and step.note else "")


def _instances(page: Page, found: Explanation, as_of: date) -> None:
    page.title(f"{found.name}, as of {dated(as_of)}")
    if not found.instances:
        page.line("There is none on this day.")
        return
    for name, said in found.instances:
        page.line(f"{name}: {said}", 2)
    page.blank()
    page.line(f"Name one of them, such as `{found.instances[0][0]}`, to see why.")


class _Writer:
    """Writes the steps of a tree; what does not decide, and what was unrolled before, is one line."""

    def __init__(self, page: Page, tree: Tree, path: set[int]) -> None:
        self._page = page
        self._tree = tree
        self._path = path
        self._seen: set[tuple[str, str, date | None]] = set()

    def steps(self, steps: tuple[Step, ...], level: int, depth: int) -> None:
        """The sisters of one level."""
        some_decide = any(self._decides(step) for step in steps)
        for step in steps:
            is_open = self._tree.is_full or not some_decide or self._decides(step)
            self._write(step, level, depth, is_open)

    def _decides(self, step: Step) -> bool:
        return step.decides or id(step) in self._path

    def _write(self, step: Step, level: int, depth: int, is_open: bool) -> None:
        key = step.label.rpartition(": ")[2], step.value, step.day
        is_seen = bool(step.steps) and key in self._seen and not self._tree.is_full
        is_folded = bool(step.steps) and not is_open
        tail = " (see above)" if is_seen else " …" if is_folded else ""
        lead = _DECIDES if self._decides(step) else _OTHER
        indent = 2 * level
        self._page.line(lead + _said(step) + tail, indent, 4, cited(step.cite), "1" if step.decides else "")
        if step.note and step.kind != "fact" and step.note not in step.label and not (is_seen or is_folded):
            self._page.line(step.note, indent + 4, 0)
        if self._tree.words is not None:
            self._tree.words.write(self._page, step.label, step.cite, indent + 4)
        if not step.steps or is_seen or is_folded:
            return
        self._seen.add(key)
        if depth <= 0:
            self._page.line("…", indent + 2)
            return
        self.steps(step.steps, level + 1, depth - 1)


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
