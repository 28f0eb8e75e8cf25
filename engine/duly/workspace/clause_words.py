"""The contract's words for what checks find.

In: the agreements that were checked, and a contract. Out: for each diagnostic the words of the clause that the rule at
fault encodes. The one idea: a diagnostic points into a rule, so its words are those beside the rule that begins last
before it in the same file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from duly.contract_text.nodes import Outline
from duly.diagnostics import Diagnostic
from duly.model.loader import Loaded
from duly.workspace.contract import EncodedText, encoded_text
from duly.workspace.rule_figures import Rule, citing_rules


class ClauseWords:
    """The words of one contract; `faults` is what keeps them from being shown.

    Of several agreements some may encode other documents; only where none encodes one of this contract is that a fault.
    """

    def __init__(self, agreements: Iterable[Loaded], contract: Outline) -> None:
        whole = [loaded for loaded in agreements if loaded.vocabulary is not None]
        found = [encoded_text(loaded, contract) for loaded in whole]
        texts = [text for text in found if isinstance(text, EncodedText)]
        missing = () if texts else tuple(each for each in found if isinstance(each, Diagnostic))
        self.faults = (*missing, *(fault for text in texts for fault in text.faults()))
        self._rules: dict[str, list[tuple[int, str, Rule, EncodedText]]] = {}
        for text in texts if not self.faults else ():
            for name, rule in citing_rules(text.rules):
                self._rules.setdefault(rule.span.source.name, []).append((rule.span.start, name, rule, text))
        for rows in self._rules.values():
            rows.sort(key=lambda row: row[0])

    def __call__(self, diagnostic: Diagnostic) -> tuple[str, ...]:
        """What the contract says in the clause of a diagnostic, unit by unit."""
        if diagnostic.span is None or diagnostic.clause is None:
            return ()
        rows = self._rules.get(diagnostic.span.source.name, [])
        place = bisect_right(rows, diagnostic.span.start, key=lambda row: row[0])
        if not place:
            return ()
        _, name, rule, text = rows[place - 1]
        return tuple(f"{unit.address}: “{unit.words}”" for unit in text.words(name, rule.cite))
