"""The section that a rule encodes, as diagnostics show it. In: a rule. Out: its sections and summary in one line."""

from __future__ import annotations

from duly.model import nodes as m


def clause_of(rule: m.LifeLine | m.Term | m.Norm | m.Exception_ | m.Fact | m.Reading | m.Silence) -> str | None:
    """Such as `7.2, Deliver on time`; None where the rule cites nothing."""
    sections = ", ".join(map(str, rule.cite))
    return f"{sections}, {rule.summary}" if sections and rule.summary else sections or None
