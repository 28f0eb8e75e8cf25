"""`duly explain`: why a norm, a term or the state of the agreement is as it is, or is not as it was expected to be."""

from __future__ import annotations

from datetime import date

import click

from duly import WrongQuestion, ask
from duly import explain as explained
from duly.cli.asking import UNDETERMINED, facts_for, loaded, question_options, wrong_usage
from duly.cli.terminal import columns, in_color, put
from duly.cli.texts import one_text, reviewed_text, text_option
from duly.report.contract_words import ContractWords


@click.command()
@click.argument("agreements", metavar="AGREEMENT...", nargs=-1)
@click.argument("name", metavar="NAME")
@question_options
@text_option("Show the words of the contract in this file at each step that cites them.")
@click.option("--depth", type=click.IntRange(1), default=12, show_default=True, help="How many steps deep.")
@click.option("--full", "is_full", is_flag=True, help="Unroll what does not decide and what was shown before, too.")
def explain(
    agreements: tuple[str, ...],
    name: str,
    facts_file: str,
    as_of: date,
    known_by: date | None,
    readings: tuple[tuple[str, str], ...],
    strict: bool,
    form: str,
    color: bool | None,
    depth: int,
    is_full: bool,
    text_file: str | None,
) -> None:
    """Say why NAME (a norm, NORM[ID], a term, or `agreement`) is as it is, down to the facts."""
    if not agreements:
        raise click.UsageError("an agreement and a NAME are needed\nHint: NAME is a norm, a term or `agreement`")
    one_text(agreements, text_file)
    rules = loaded(*agreements, color=color)
    text = reviewed_text(rules, text_file, color)
    try:
        asked = ask(rules, as_of, known_by=known_by, readings=readings, strict=strict)
        found = explained(rules, facts_for(rules, facts_file, color), asked, name)
    except WrongQuestion as question:
        wrong_usage(question)
    from duly.report.explanation_text import Tree, render

    tree = Tree(depth, is_full, ContractWords(text.words) if text is not None else None)
    put(render(found, as_of, form, columns(), in_color(color), tree))
    if not found.is_determined:
        raise click.exceptions.Exit(UNDETERMINED)
