"""Faults of fact sets and scenarios."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity

ERROR = Severity.ERROR
WARNING = Severity.WARNING

FACT_SETS: tuple[Code, ...] = (
    Code(
        "fact-set",
        ERROR,
        "a fact set that does not say for which agreement, through which day, or which facts",
        "A fact set is a mapping with `through`, the day through which it is complete, and `facts`, names and values. "
        "With `agreement` it also says for which agreement it is meant.",
        '{"facts": {"signed": "2001-10-17"}}',
    ),
    Code(
        "unknown-fact",
        ERROR,
        "a fact or field that the rules do not know",
        "Facts are declared in the rule files, under `facts` and, for records, under `fields`. A misspelled one would "
        "otherwise be passed over.",
        '"signd": "2001-10-17"',
    ),
    Code(
        "wrong-value",
        ERROR,
        "a value that is not of the type of its fact",
        "The rules say what each fact is. Amounts are written as text with their currency, because a number may "
        "already have lost its cents; `true`, `false` and numbers stand without quotes; what is not known is left out.",
        '"price": 1234.5',
    ),
    Code(
        "record-must",
        ERROR,
        "a record of which something does not hold that must",
        "The rules say under `must` what has to hold of a record, such as that goods are not delivered before they are "
        "ordered. What is not known is no fault.",
        '{"id": "o1", "ordered": "2001-10-17", "delivered": "2001-10-03"}',
    ),
    Code(
        "duplicate-id",
        ERROR,
        "two records of a list have the same id",
        "Norms and amounts are named by the id of their record, so each has its own.",
        '"orders": [{"id": "o1"}, {"id": "o1"}]',
    ),
    Code(
        "unknown-record",
        ERROR,
        "a field names a record that is not there",
        "A field whose type is a record holds the id of one that stands in a list of the same fact set.",
        '"order": "o9"',
    ),
    Code(
        "after-through",
        WARNING,
        "an event is recorded on a day after the one through which the facts are complete",
        "Whoever knows what happened on a day knows the facts through that day, so one of the two days is wrong, most "
        "likely by a mistyped year. An event that is only supposed to happen says `assumed`, a day that is planned is "
        "a fact of type `date`, and a fact that reaches further than the others has a `through` of its own.",
        '{"through": "2001-12-01", "facts": {"signed": "2002-10-03"}}',
    ),
)

SCENARIOS: tuple[Code, ...] = (
    Code(
        "scenario",
        ERROR,
        "a scenario that cannot be run as it stands",
        "A scenario names its agreement, stands on its own facts or on a file of them within the agreement's folder, "
        "and expects something on each of its days.",
        "agreement: suply",
    ),
    Code(
        "wrong-expectation",
        ERROR,
        "something is expected that the norm or term can never be",
        "A date is expected of a due day, an amount of an amount, and a state that the kind of norm has.",
        "pay: {due: $5.00}",
    ),
)

FACTS: tuple[Code, ...] = (*FACT_SETS, *SCENARIOS)
