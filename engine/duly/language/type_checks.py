"""What every check of a type has in common.

In: the `Names` in view and the variables bound. Out: `Checks`, the ground on which the checks of names, of time and of
everything else stand: it collects diagnostics, knows what has been asked about, and says what an operand must be. The
one idea: a fault is said once, where it stands; what hangs on it has no type, and nothing more is said of that.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.names import Names
from duly.language.printer import write
from duly.language.types import BOOLEAN, Type, common_type
from duly.source import Span

TIMELY = ("date", "event")


class Checks(ABC):
    """One check of one expression."""

    def __init__(self, names: Names, variables: dict[str, Type]) -> None:
        self.names = names
        self.variables = variables
        self.asked: frozenset[str] = frozenset()
        self.found: list[Diagnostic] = []

    @abstractmethod
    def _type_of(self, node: n.Expression) -> Type | None:
        """The type of `node` before it is known what has been asked."""

    def type_of(self, node: n.Expression) -> Type | None:
        """The type of `node`; None, with a diagnostic, where it has none."""
        type_ = self._type_of(node)
        if type_ is not None and type_.needs_asking and self.asked and write(node) in self.asked:
            return type_.present()
        return type_

    def _say(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        self.found.append(Diagnostic(code, message, span, hint))

    def _mismatch(self, node: n.Expression, wanted: str, type_: Type, hint: str | None = None) -> None:
        message = f"`{write(node)}` is {a_type(type_)}, but {a_word(wanted)} is needed here"
        self._say("type-mismatch", message, node.span, hint)

    def _need(self, node: n.Expression, *kinds: str, asking: bool = True) -> Type | None:
        """The type of an operand whose value is needed and must be of one of `kinds`."""
        type_ = self.type_of(node)
        if type_ is None:
            return None
        if kinds and type_.kind not in kinds:
            self._mismatch(node, " or ".join(kinds), type_)
            return None
        if asking and type_.needs_asking:
            return self._unasked(node, type_)
        return type_

    def _unasked(self, node: n.Expression, type_: Type) -> Type | None:
        ask = "has happened" if type_.kind == "event" else "is present"
        spelled = write(node)
        hint = f"ask first: `{spelled} {ask} and …`, or `if {spelled} {ask} then … else …`"
        self._say("may-be-absent", f"`{spelled}` may be absent here", node.span, hint)
        return None

    def _in_time(self, node: n.Expression) -> Type | None:
        """An event or day on one side of a comparison in time; what awaits an event needs no asking."""
        type_ = self._need(node, *TIMELY, asking=False)
        if type_ is not None and type_.kind == "date" and type_.optional and not type_.awaited:
            return self._unasked(node, type_)
        return type_

    @contextmanager
    def _asking(self, asked: Iterable[str]) -> Iterator[None]:
        """Within, what is spelled so has been asked about."""
        before = self.asked
        self.asked = before | frozenset(asked)
        yield
        self.asked = before

    def _both(self, left: Type | None, right: Type | None) -> Type | None:
        return BOOLEAN if left is not None and right is not None else None

    def _common(self, node: n.Expression, types: list[Type | None]) -> Type | None:
        known = [type_ for type_ in types if type_ is not None]
        if len(known) < len(types):
            return None
        result = reduce(lambda one, other: one and common_type(one, other), known[1:], known[0] if known else None)
        if result is None:
            said = ", ".join(dict.fromkeys(a_type(type_) for type_ in known))
            self._say("type-mismatch", f"the values are of different types: {said}", node.span)
        return result


def a_type(type_: Type) -> str:
    """A type with its article."""
    said = str(type_)
    return a_word(said)


def a_word(word: str) -> str:
    """A word with its article."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
