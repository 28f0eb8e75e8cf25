"""Types of days, periods and windows.

In: a node. Out: its type, or a diagnostic. The one idea: what is counted from an event awaits it. `8 days after X` is a
day that is not there until X happens, and a comparison with it is open until then, so nobody has to ask first.
"""

from __future__ import annotations

from duly.language import nodes as n
from duly.language.printer import write
from duly.language.type_checks import TIMELY, Checks
from duly.language.types import DATE, EVENT, NUMBER, PERIOD, WINDOW, Type
from duly.suggest import did_you_mean


class TimeChecks(Checks):
    """The checks of time; see the top of the file."""

    def _window(self, node: n.Expression) -> Type | None:
        type_ = self.type_of(node)
        if type_ is not None and type_.kind != "window":
            hint = "say from which day it is counted: `8 days after X`" if type_.kind == "period" else None
            self._mismatch(node, "window", type_, hint)
            return None
        if type_ is not None and type_.optional and not type_.awaited:
            return self._unasked(node, type_)
        return type_

    def _period(self, node: n.Periods) -> Type | None:
        type_ = self._need(node.count, "number")
        literal = node.count.operand if isinstance(node.count, n.Negative) else node.count
        if isinstance(literal, n.Number) and (literal.value.denominator != 1 or literal is not node.count):
            self._say("type-mismatch", f"`{write(node.count)}` is not a whole number of {node.unit}", node.count.span)
            return None
        if node.calendar is not None and node.calendar not in self.names.calendars:
            hint = did_you_mean(node.calendar, self.names.calendars)
            self._say("unknown-calendar", f"there is no calendar `{node.calendar}`", node.span, hint)
            return None
        return type_ and PERIOD

    def _counted(self, period: n.Periods, anchor: n.Expression, result: Type) -> Type | None:
        counted = self._period(period)
        type_ = self._need(anchor, *TIMELY, asking=False)
        if counted is None or type_ is None:
            return None
        if type_.kind == "event" and type_.needs_asking:
            return result.awaiting()
        return result.awaiting() if type_.awaited else result.maybe() if type_.optional else result

    def _from_through(self, node: n.FromThrough) -> Type | None:
        result = WINDOW
        for end in (node.first, node.last):
            if end is not None:
                type_ = self._in_time(end)
                if type_ is None:
                    return None
                if type_.needs_asking:
                    result = WINDOW.awaiting()
        return result

    def _between(self, node: n.Between) -> Type | None:
        if node.calendar is not None and node.calendar not in self.names.calendars:
            hint = did_you_mean(node.calendar, self.names.calendars)
            self._say("unknown-calendar", f"there is no calendar `{node.calendar}`", node.span, hint)
        first, last = self._need(node.first, *TIMELY), self._need(node.last, *TIMELY)
        return NUMBER if first is not None and last is not None else None

    def _choose(self, node: n.Choose) -> Type | None:
        if node.which in ("lesser", "greater", "least", "greatest"):
            types = [self._need(operand, "number", "money") for operand in node.operands]
        else:
            types = [self._need(operand, *TIMELY, asking=False) for operand in node.operands]
        known = [type_ for type_ in types if type_ is not None]
        if len(known) < len(types):
            return None
        if known[0].kind in TIMELY:
            return self._chosen_time(known, passes_over=node.which in ("earlier", "earliest"))
        if len({type_.kind for type_ in known}) > 1:
            self._say("type-mismatch", "numbers and amounts cannot be compared", node.span)
            return None
        return known[0]

    def _chosen_time(self, types: list[Type], passes_over: bool) -> Type:
        if all(type_.kind == "event" for type_ in types):
            return EVENT
        sure = [not type_.needs_asking for type_ in types]
        if any(sure) if passes_over else all(sure):
            return DATE
        awaited = all(type_.kind == "event" or type_.awaited or not type_.optional for type_ in types)
        return DATE.awaiting() if awaited else DATE.maybe()
