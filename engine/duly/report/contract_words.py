"""The contract's words beside rules.

In: what finds the units of a rule and its citations. Out: lines on a page, or records for JSON. The one idea: a reader
holds a rule against the sentence that it comes from, so the sentence stands in full at the first rule that rests on it,
and at the others its place says that it stands above.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from duly.model.nodes import Citations
from duly.report.page import Page

if TYPE_CHECKING:
    from duly.contract_text.nodes import Unit

Find: TypeAlias = "Callable[[str, Citations], tuple[Unit, ...]]"
"""The units beside a rule, by its name and what it cites."""


class ContractWords:
    """The contract's words on one page."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._shown: set[tuple[str, int]] = set()

    def write(self, page: Page, rule: str, cite: Citations, indent: int) -> None:
        """The words of each unit that the rule rests on; of those that stand above already, the place."""
        units = self._find(rule, cite)
        above = [unit for unit in units if (unit.section, unit.number) in self._shown]
        for unit in units:
            if unit not in above:
                page.line(f"{unit.address}: “{unit.words}”", indent, 2)
                self._shown.add((unit.section, unit.number))
        if above:
            page.line(f"{', '.join(unit.address for unit in above)}: above", indent, 2)

    def records(self, rule: str, cite: Citations) -> list[dict[str, Any]]:
        """The same for programs."""
        units = self._find(rule, cite)
        return [{"section": unit.section, "unit": unit.number, "words": unit.words} for unit in units]
