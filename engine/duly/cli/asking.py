"""What several commands are asked with: an agreement, a file of facts, a day, readings.

In: words of the command line. Out: what they name, or the end of the command. The one idea: what is wrong with the
words ends it with status 2, what is wrong in a file with status 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn, TypeVar

import click

from duly import FactSet, Loaded, WrongQuestion, load_agreement, load_facts
from duly.cli.terminal import tell

INVALID_INPUT = 3
UNDETERMINED = 4
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The day that was written as `2001-12-01`."""
    if value is None:
        return None
    if not _DAY.fullmatch(value):
        raise click.BadParameter(f"`{value}` is not a day; write it as in 2001-12-01", ctx, param)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"there is no such day as {value}", ctx, param) from None


def _readings(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Readings and the options chosen for them, written `NAME=OPTION`."""
    found: list[tuple[str, str]] = []
    for value in values:
        name, _, option = value.partition("=")
        if not (name.strip() and option.strip()):
            raise click.BadParameter(f"`{value}` is not of the form NAME=OPTION", ctx, param)
        found.append((name.strip(), option.strip()))
    return tuple(found)


class _Answer(click.types.StringParamType):
    """What an option takes, told where the option is missing."""

    def __init__(self, told: str) -> None:
        self.told = told

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """What the option takes."""
        return self.told


_FORMS = click.Choice(["text", "json"])
_FACTS = _Answer("It takes a file of facts; `duly facts AGREEMENT` writes one to be filled in.")
_AS_OF = _Answer("It takes the day that is asked about, as in 2001-12-01.")
_QUESTION = (
    click.option(
        "--facts",
        "facts_file",
        type=_FACTS,
        metavar="FILE",
        required=True,
        help="The facts: JSON or YAML; - reads standard input.",
    ),
    click.option(
        "--as-of", callback=_day, type=_AS_OF, metavar="DATE", required=True, help="The day that is asked about."
    ),
    click.option("--known-by", callback=_day, metavar="DATE", help="Use only what was known by this day."),
    click.option(
        "--reading",
        "readings",
        callback=_readings,
        metavar="NAME=OPTION",
        multiple=True,
        help="Read a passage by this option.",
    ),
    click.option("--strict", is_flag=True, help="Presume nothing that is not recorded."),
    click.option("--format", "form", type=_FORMS, default="text", help="For people or for programs."),
    click.option("--color/--no-color", default=None, help="Whether to use colour."),
)


def question_options(command: _Command) -> _Command:
    """The options that say what is asked about."""
    for add in reversed(_QUESTION):
        command = add(command)
    return command


def loaded(*named: str, color: bool | None = None) -> Loaded:
    """The agreement of this name, or several together; ends the command where they do not load."""
    agreement = load_agreement(*dict.fromkeys(named))
    if agreement.diagnostics:
        tell(agreement.diagnostics, color)
    if not agreement.is_sound:
        raise click.exceptions.Exit(INVALID_INPUT)
    return agreement


def facts_for(agreement: Loaded, facts_file: str, color: bool | None = None) -> FactSet:
    """The fact set in this file; ends the command where it does not load."""
    facts, found = load_facts(facts_file, agreement.rules)
    if found:
        tell(found, color)
    if facts is None:
        raise click.exceptions.Exit(INVALID_INPUT)
    return facts


def wrong_usage(question: WrongQuestion) -> NoReturn:
    """Ends the command, because what was asked cannot be asked."""
    raise click.UsageError(question.message + (f"\nHint: {question.hint}" if question.hint else ""))
