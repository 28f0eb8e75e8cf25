"""The `agreement` section: who, since when, how it lives and how its days are counted.

In: the mapping of the section. Out: `Agreement`, with diagnostics collected. The one idea: what the other rules are
read against (states, calendars, parties, the agreements used) stands together in one section, which is there once.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from duly.model import nodes as m
from duly.model.rule_parts import PartReader, clause_of, scalars, text_at, text_of
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.suggest import did_you_mean


class AgreementReader(PartReader):
    """Reads the `agreement` section; see the top of the file."""

    def _agreement(self, node: Mapping) -> m.Agreement:
        dated = node.get("dated")
        life = node.get("life")
        counting = node.get("counting")
        parties = cast(Mapping, node.get("parties"))
        named = node.get("uses")
        uses = scalars(named) if named is not None else ()
        return m.Agreement(
            id=text_at(node, "id"),
            title=text_at(node, "title"),
            parties=tuple((entry.key.text, text_of(entry.value)) for entry in parties.entries),
            dated=self._date(cast(Scalar, dated)) if dated is not None else None,
            governing_law=text_at(node, "governing_law"),
            currency=text_at(node, "currency"),
            version=text_at(node, "version"),
            source=text_at(node, "source"),
            life=tuple(filter(None, map(self._life, life.items))) if isinstance(life, Sequence) else (),
            counting=tuple(map(self._counting, counting.entries)) if isinstance(counting, Mapping) else (),
            short=text_at(node, "short"),
            uses=tuple(each.text for each in uses),
            uses_spans=tuple(each.span for each in uses),
            span=node.span,
        )

    def _date(self, scalar: Scalar) -> date | None:
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            self._say("invalid-date", f"there is no day `{scalar.text}`", scalar.span)
            return None

    def _life(self, node: Node) -> m.LifeLine | None:
        line = cast(Mapping, node)
        self.clause = clause_of(line)
        given = [key for key in ("from", "after") if line.get(key) is not None]
        if len(given) != 1:
            self._say("life-line", "a line of the life cycle has either `from` or `after`", line.span)
            return None
        start = self._expression(line, given[0])
        if start is None:
            return None
        return m.LifeLine(
            state=text_at(line, "state"),
            start=start,
            after=given[0] == "after",
            working_back_to=self._expression(line, "working_back_to"),
            cite=self._cite(line),
            under=self._under(line),
            summary=text_at(line, "summary"),
            span=line.span,
        )

    def _counting(self, entry: Entry) -> m.CountingLine:
        line = cast(Mapping, entry.value)
        name, choice = entry.key.text, text_at(line, "is") or None
        choices = m.COUNTING_CHOICES[name]
        if choice is not None and choices and choice not in choices:
            hint = did_you_mean(choice, choices) or f"one of: {', '.join(choices)}"
            self._say("counting-line", f"`{name}` cannot be `{choice}`", cast(Scalar, line.get("is")).span, hint)
        if line.get("cite") is None and line.get("assumed") is None:
            message = f"`{name}` needs the section it comes from (`cite`) or why it is assumed (`assumed`)"
            self._say("counting-line", message, entry.key.span)
        return m.CountingLine(
            name=name, choice=choice, cite=self._cite(line), assumed=text_at(line, "assumed"), span=entry.key.span
        )
