"""`duly evaluate`: who must, may and must not do what, by when, on given facts and a day."""

from __future__ import annotations

from datetime import date

import click

from duly import WrongQuestion, ask
from duly import evaluate as evaluated
from duly.cli.asking import UNDETERMINED, facts_for, loaded, question_options, wrong_usage
from duly.cli.terminal import columns, in_color, put
from duly.cli.texts import one_text, reviewed_text, text_option
from duly.report.contract_words import ContractWords
from duly.report.outcome_page import Layout, render, undetermined


@click.command()
@click.argument("agreements", metavar="AGREEMENT...", nargs=-1, required=True)
@question_options
@click.option("--all-readings", is_flag=True, help="Also say what every combination of readings gives.")
@click.option("--all", "is_full", is_flag=True, help="Show norms that do not matter on these facts too.")
@click.option("--require", "required", metavar="NAME", multiple=True, help="End with status 4 if this is undetermined.")
@text_option("Show the words of the contract in this file under each norm.")
@click.option("--no-why", is_flag=True, help="Leave the explanations out of the JSON.")
def evaluate(
    agreements: tuple[str, ...],
    facts_file: str,
    as_of: date,
    known_by: date | None,
    readings: tuple[tuple[str, str], ...],
    strict: bool,
    form: str,
    color: bool | None,
    all_readings: bool,
    is_full: bool,
    required: tuple[str, ...],
    no_why: bool,
    text_file: str | None,
) -> None:
    """Say what AGREEMENT (a folder, or an id) gives on these facts, as of a day.

    Several agreements are evaluated together, on one fact set; every name then has its agreement's in front.
    """
    one_text(agreements, text_file)
    agreement = loaded(*agreements, color=color)
    text = reviewed_text(agreement, text_file, color)
    with_why = form == "json" and not no_why
    try:
        asked = ask(agreement, as_of, known_by=known_by, readings=readings, strict=strict, with_why=with_why)
        outcome = evaluated(agreement, facts_for(agreement, facts_file, color), asked, all_readings=all_readings)
        missing = undetermined(outcome, required)
    except WrongQuestion as question:
        wrong_usage(question)
    words = ContractWords(text.words) if text is not None else None
    put(render(outcome, form, Layout(columns(), in_color(color), is_full, words)))
    if missing:
        click.echo(f"Undetermined: {', '.join(missing)}", err=True)
        raise click.exceptions.Exit(UNDETERMINED)
