"""What a change of one file means, as text among git's.

In: a `FileDiff`. Out: text. The one idea: it begins as git's own differences do, so that a reader and a pager find the
file; then either what changed, by level, or why that cannot be said and git's lines. Nothing of a file is written
without being made visible, so no file can draw over what is said of it.
"""

from __future__ import annotations

from duly.comparison.changes import LEVELS, Change, Level
from duly.report.diagnostics import render_text as diagnostics_text
from duly.report.page import Page
from duly.report.review_text import judged, place, values
from duly.report.visible import visible
from duly.versioning.file_diff import FileDiff, Side

_LEVELS: dict[Level, str] = {
    "substance": "of substance",
    "unclear": "perhaps of substance",
    "wording": "of wording",
    "none": "of writing alone",
}
_COLORS = {"+": "32", "-": "31", "@": "36"}
_NO_CHANGE = "no changes of meaning or wording; `git diff --no-ext-diff` shows what else differs"


def render(found: FileDiff, columns: int, color: bool) -> str:
    """The text for one file."""
    head = [_painted("1", line, color) for line in _heading(found.old, found.new)]
    head += [_painted("33", f"duly: {notice}", color) for notice in found.notices]
    if found.changes is not None:
        page = Page(columns, color)
        _changes(page, found.changes)
        return "".join(head) + page.text()
    for side, diagnostics in found.diagnostics:
        head.append(_painted("33", f"duly: the {side} version does not load, so lines are shown:", color))
        head += [f"  {line}\n" if line else "\n" for line in diagnostics_text(diagnostics, color=color).splitlines()]
    return "".join(head) + _lines(found.lines, color)


def _painted(paint: str, said: str, color: bool) -> str:
    """A line as wide as it is, in which nothing hides."""
    return f"\x1b[{paint}m{visible(said)}\x1b[0m\n" if color else f"{visible(said)}\n"


def _heading(old: Side, new: Side) -> list[str]:
    lines = [f"diff --git a/{old.path} b/{new.path}"]
    if not old.is_there:
        lines.append(f"new file mode {new.mode}")
    elif not new.is_there:
        lines.append(f"deleted file mode {old.mode}")
    elif old.mode != new.mode:
        lines += [f"old mode {old.mode}", f"new mode {new.mode}"]
    if old.path != new.path:
        lines += [f"rename from {old.path}", f"rename to {new.path}"]
    return lines


def _changes(page: Page, changes: tuple[Change, ...]) -> None:
    if not changes:
        page.line(f"duly: {_NO_CHANGE}")
        return
    counts = {level: sum(change.level == level for change in changes) for level in LEVELS}
    said = ", ".join(f"{count} {_LEVELS[level]}" for level, count in counts.items() if count)
    page.line(f"duly: {len(changes)} {'change' if len(changes) == 1 else 'changes'}: {said}", color="1")
    for level in LEVELS:
        for change in changes:
            if change.level == level:
                _change(page, change)


def _change(page: Page, change: Change) -> None:
    section = f"[{change.cite}] " if change.cite else ""
    level = f" ({_LEVELS[change.level]})" if change.level != "substance" else ""
    page.line(f"{section}{change.says}{level}", indent=2, right=change.fingerprint)
    if change.key or (change.before and change.after):
        page.line(f"{place(change)}: {values(change)}", indent=6)
    elif change.kind == "norm":
        page.line(place(change), indent=6)
    if change.note:
        page.line(change.note, indent=6)
    if change.level == "substance":
        page.line(judged(change), indent=6)


def _lines(lines: str, color: bool) -> str:
    """Git's lines, in its colours; tabs stay as they are."""
    shown = []
    for line in lines.split("\n")[:-1]:
        said = "\t".join(visible(part) for part in line.removesuffix("\r").split("\t"))
        paint = _COLORS.get(line[:1]) if color else None
        shown.append(f"\x1b[{paint}m{said}\x1b[0m\n" if paint else f"{said}\n")
    return "".join(shown)
