"""`duly test`: the scenarios of agreements, and what of the rules they try."""

from __future__ import annotations

import click

from duly import run_scenarios
from duly.cli.terminal import put, tell

FAILED = 1
INVALID_INPUT = 3
EXAMPLE = """\b
For example:
    duly test supply --coverage
"""


@click.command(epilog=EXAMPLE)
@click.argument("agreements", metavar="[AGREEMENT]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes to use.")
@click.option("--coverage", "is_full", is_flag=True, help="List what the scenarios tried too, not only what is left.")
@click.option("--fail-under", type=click.IntRange(0, 100), metavar="N", help="Fail if less than N % was tried.")
def test(agreements: tuple[str, ...], form: str, jobs: int, is_full: bool, fail_under: int | None) -> None:
    """Run the scenarios of each AGREEMENT, or of all; show what was expected, what came instead, and why.

    The status is 0 where everything passed, 1 where a scenario failed or too little was tried, and 3 where an agreement
    or a scenario does not load; where one that is named is not there, none is run.
    """
    tested = run_scenarios(agreements, jobs)
    tell(found for agreement in tested.agreements for found in agreement.diagnostics)
    if form == "json":
        from duly.report import scenarios_json

        put(scenarios_json.render_json(tested))
    else:
        from duly.report import scenarios_text

        put(scenarios_text.render_text(tested, is_full))
    if not tested.is_sound:
        raise click.exceptions.Exit(INVALID_INPUT)
    too_little = fail_under is not None and tested.percent_tried < fail_under
    if too_little:
        click.echo(f"only {tested.percent_tried} % was tried, and {fail_under} % is asked for", err=True)
    if tested.has_failures or too_little:
        raise click.exceptions.Exit(FAILED)
