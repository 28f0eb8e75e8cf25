"""What a fact set records of days that it does not reach.

In: a fact set. Out: a warning for each event that is recorded on a day after the one through which the set is
complete. The one idea: whoever knows what happened on a day knows the facts through that day, so one of the two days is
wrong, most likely by a mistyped year. Days that are planned are no events; an event that is assumed is only supposed to
happen; and a fact with a `through` of its own says for itself how far it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duly.diagnostics import Diagnostic
from duly.evaluation.facts import FactSet, Given
from duly.values import Record

_HINT = "mend this day, or let `through` be a later one; an event that is only supposed to happen says `assumed`"


def late_days(facts: FactSet) -> tuple[Diagnostic, ...]:
    """A warning for each recorded event of a day after the fact set's `through`."""
    return tuple(_late(name, given, facts.through) for name, given in _events(facts) if _begins_after(given, facts))


def _events(facts: FactSet) -> Iterator[tuple[str, Given]]:
    """Every event, those of records too, that the fact set's own `through` is about."""
    for name, given in facts.given.items():
        if given.through != facts.through or given.assumed:
            continue
        yield name, given
        for member in given.value if given.kind == "list" else ():
            if isinstance(member, Record):
                fields = ((field, each) for field, each in member.fields.items() if isinstance(each, Given))
                yield from ((f"{name}[{member.id}].{field}", each) for field, each in fields)


def _begins_after(given: Given, facts: FactSet) -> bool:
    if not given.is_event or given.through != facts.through or given.assumed:
        return False
    return _first_day(given) > facts.through


def _first_day(given: Given) -> date:
    """The day of an event, or the first of those on which it may have happened."""
    day: date = given.value[0] if given.kind == "between" else given.value
    return day


def _late(name: str, given: Given, through: date) -> Diagnostic:
    assert given.span is not None, "what a file says has a place"
    message = f"`{name}` is recorded on {_first_day(given)}, and the facts are complete only through {through}"
    return Diagnostic("after-through", message, given.span, _HINT)
