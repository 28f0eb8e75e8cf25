"""What an expression may speak of.

In: nothing. Out: `Symbol` and the protocol `Names`, through which the checker asks whoever knows the rules. The one
idea: the language knows that there are names with types, parties, readings and calendars, and nothing of contracts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from duly.language.types import Type


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name: what it stands for, its type, and, where it stands for each record, the types to give in brackets."""

    kind: Literal["fact", "term", "norm", "agreement"]
    type: Type
    parameters: tuple[Type, ...] = ()


class Names(Protocol):
    """The names that are in view of every expression of an agreement."""

    @property
    def currency(self) -> str:
        """The agreement's currency code."""

    @property
    def parties(self) -> tuple[str, ...]:
        """The roles of the agreement's parties."""

    def parties_of(self, agreement: str) -> tuple[str, ...]:
        """The roles of the parties of an agreement that is used, by its short name; of the own without one."""

    @property
    def states(self) -> tuple[str, ...]:
        """The states of the agreement's life."""

    @property
    def groups(self) -> tuple[str, ...]:
        """What `breaches of` may name: norms, groups, agreements."""

    @property
    def calendars(self) -> tuple[str, ...]:
        """The calendars that are there."""

    def symbol(self, name: str) -> Symbol | None:
        """What a name stands for, or None."""

    def all_names(self) -> tuple[str, ...]:
        """Every name, for hints."""

    def fields(self, record: str) -> dict[str, Type]:
        """The fields of a record type; the one with which it begins has the type `BEGUN`."""

    def norm_field(self, norm: str, name: str) -> Type | None:
        """The type of a norm's date, or None where it has none of that name."""

    def norm_states(self, norm: str) -> tuple[str, ...]:
        """The states that a norm may have."""

    def options(self, reading: str) -> tuple[str, ...] | None:
        """The options of a reading, or None where there is no such reading."""

    def readings(self) -> tuple[str, ...]:
        """Every reading."""

    def silence(self, name: str) -> Type | None:
        """The type of what the contract is silent about, or None where no silence of that name is declared."""
