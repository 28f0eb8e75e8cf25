"""The outline stack: which section a mark opens, given the marks before it.

In: markers in the order of the text. Out: for each the label of the section that it opens, or None where it is no
mark but part of a sentence. The one idea: a mark belongs to the innermost open list of which it is the next; if it is
next of none, it begins a list if its value is one. `(i)` after `(h)` is a letter, `(i)` after a colon a numeral.
Marks that skip or repeat a number are taken as members of their list all the same, so that a clause that was taken
out or moved does not change the labels of all others; one that comes after a larger number is said to be late.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from duly.contract_text.markers import Marker, NumberKind

MOST_LEVELS = 12
"""How deep sections may stand in each other; a deeper one counts as beside the last."""
LARGEST_GAP = 10
"""How many numbers of a list may be missing before a mark is not taken for its member."""


@dataclass(frozen=True, slots=True)
class Level:
    """An open section: the style of its mark, how it was read, its value or decimal path, how it is shown, its
    label and parent.

    `is_late` where its number is not larger than the last one; `value` and `path` are those of the largest so far.
    """

    style: str
    kind: NumberKind
    value: int
    path: tuple[int, ...]
    shown: str
    label: str
    parent: str | None
    is_late: bool = False


@dataclass(slots=True)
class Numbering:
    """The open sections, outermost first; `prefix` stands before all labels at the top, `letters` before letters."""

    prefix: str = ""
    letters: str = ""
    levels: list[Level] = field(default_factory=list)

    def reset(self, prefix: str, letters: str) -> None:
        """Closes all sections: a heading without a number, or an article's, begins anew."""
        self.prefix, self.letters = prefix, letters
        self.levels.clear()

    def place(self, mark: Marker, after_colon: bool) -> Level | None:
        """The section that `mark` opens, now the innermost; None where it cannot be one."""
        if mark.style == "decimal":
            return self._decimal(mark)
        order = (self._first, self._next) if after_colon else (self._next, self._first)
        for find in (*order, self._out_of_order):
            if (found := find(mark)) is not None:
                depth, kind, value = found
                return self._open(depth, mark.style, kind, value, (), mark.shown)
        return None

    def close_list(self) -> None:
        """Closes items that are only marked with letters or numerals, down to the clause that they belong to."""
        while self.levels and self.levels[-1].style != "decimal":
            self.levels.pop()

    def close_to(self, label: str) -> None:
        """Closes sections until that with `label` is the innermost, if it is open."""
        if any(level.label == label for level in self.levels):
            while self.levels[-1].label != label:
                self.levels.pop()

    def _decimal(self, mark: Marker) -> Level | None:
        """A decimal number stands under the numbers that it begins with; a plain one may also number items."""
        depth = self._decimal_depth(mark.path)
        if depth is None:
            return None
        return self._open(depth, "decimal", "digits", mark.path[-1], mark.path, mark.shown)

    def _decimal_depth(self, path: tuple[int, ...]) -> int | None:
        siblings = [depth for depth, level in enumerate(self.levels) if level.path and level.path[:-1] == path[:-1]]
        siblings = [depth for depth in siblings if len(self.levels[depth].path) == len(path)]
        if siblings:
            depth = siblings[-1]
            step = path[-1] - self.levels[depth].path[-1]
            nested = len(path) == 1 and path[-1] == 1 and depth < len(self.levels) - 1
            return len(self.levels) if nested else depth if abs(step) <= LARGEST_GAP else None
        above = [
            depth for depth, level in enumerate(self.levels) if level.path and level.path == path[: len(level.path)]
        ]
        if above and len(path) > 1:
            return above[-1] + 1
        decimals = [depth for depth, level in enumerate(self.levels) if level.path]
        if len(path) > 1 and decimals:
            step = path[0] - self.levels[decimals[0]].path[0]
            if not -LARGEST_GAP <= step <= LARGEST_GAP or path[-1] > LARGEST_GAP:
                return None
            return decimals[0] if step > 0 and path[-1] == 1 else len(self.levels)
        plausible = path[-1] == 1 or (not self.levels and path[-1] <= 3 * LARGEST_GAP)
        return len(self.levels) if plausible else None

    def _next(self, mark: Marker) -> tuple[int, NumberKind, int] | None:
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            for kind, value in mark.readings:
                if level.style == mark.style and level.kind == kind and value == level.value + 1:
                    return depth, kind, value
        return None

    def _first(self, mark: Marker) -> tuple[int, NumberKind, int] | None:
        for kind, value in mark.readings:
            taken = any(level.style == mark.style and level.kind == kind for level in self.levels)
            if value == 1 and not taken:
                return len(self.levels), kind, value
        return None

    def _out_of_order(self, mark: Marker) -> tuple[int, NumberKind, int] | None:
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            for kind, value in mark.readings:
                if level.style == mark.style and level.kind == kind and abs(value - level.value) <= LARGEST_GAP:
                    return depth, kind, value
        kind, value = mark.readings[0]
        return (len(self.levels), kind, value) if value <= 3 else None

    def _open(self, depth: int, style: str, kind: NumberKind, value: int, path: tuple[int, ...], shown: str) -> Level:
        depth = min(depth, MOST_LEVELS)
        last = self.levels[depth] if depth < len(self.levels) else None
        late = last is not None and last.style == style and value <= last.value and last.path[:-1] == path[:-1]
        del self.levels[depth:]
        parent = self.levels[-1] if self.levels else None
        if path and parent is not None and parent.path and path[: len(parent.path)] == parent.path and len(path) > 1:
            label = parent.label.removesuffix(parent.shown) + shown
        elif parent is not None:
            label = f"{parent.label}.{shown}"
        else:
            label = self.prefix + (shown if path else self.letters + shown)
        if late and last is not None:
            value, path = last.value, last.path
        level = Level(style, kind, value, path, shown, label, parent.label if parent else None, late)
        self.levels.append(level)
        return level
