"""Every limit on input, once.

Each is generous for what people write and small enough that no input can make the engine hang or exhaust the stack.
A limit that is passed is an error that names the limit, never a shortened answer.
"""

from __future__ import annotations

FILE_BYTES = 64 * 1024 * 1024
"""Largest file that is read, in bytes."""

RULE_FILE_NESTING = 40
"""Deepest nesting of mappings and lists in a YAML file."""

FACTS_NESTING = 100
"""Deepest nesting of a fact set."""

EXPRESSION_CHARACTERS = 4_000
"""Longest expression, in characters."""

EXPRESSION_NESTING = 60
"""Deepest nesting of an expression."""

EVALUATION_STEPS = 50_000_000
"""Expression nodes that one evaluation may visit; a spent budget is an error, never an unknown."""

READING_FORKS = 256
"""Combinations of readings that are tried for one outcome; the report says which were not."""

EARLIEST_YEAR = 1583
LATEST_YEAR = 9000
"""Years that dates may have: the Gregorian calendar's first full year, and one that leaves room for added periods."""

PERIOD_DAYS = 400 * 366
"""Longest period that may be added to a date, in days (or business days; weeks count 7, months 31, years 366)."""

ALLOCATION_PARTS = 100_000
"""Most parts into which an amount may be divided."""

DRIVER_BYTES = 1024 * 1024
"""Largest rule file that is compared by meaning while git waits, in bytes; a larger one is compared by lines."""

KEPT_RULES = 64
"""Most agreements, each in one state of its files, whose rules are kept to be read faster."""
