"""`duly facts`: a fact set to fill in, or the JSON Schema of one."""

from __future__ import annotations

import click

from duly.cli.asking import loaded
from duly.cli.terminal import put

EXAMPLE = """\b
For example:
    duly facts supply --yaml
"""


@click.command(epilog=EXAMPLE)
@click.argument("agreements", metavar="AGREEMENT...", nargs=-1, required=True)
@click.option("--schema", "as_schema", is_flag=True, help="The JSON Schema of the agreement's fact sets.")
@click.option("--yaml", "as_yaml", is_flag=True, help="The form as YAML, with the questions as comments.")
def facts(agreements: tuple[str, ...], as_schema: bool, as_yaml: bool) -> None:
    """Write a fact set for AGREEMENT to fill in, as JSON; each fact says what to ask, whom, and where it matters.

    Of several, or of one that uses others, it asks for the facts of all. The form loads as soon as its `through` is a
    day; what is not filled in stays unknown.
    """
    if as_schema and as_yaml:
        raise click.UsageError("a schema is JSON; choose one of --schema and --yaml")
    rules = loaded(*agreements).rules
    if as_schema:
        from duly.report.facts_schema import render_schema

        put(render_schema(rules))
        return
    from duly.report import facts_form

    put(facts_form.render_yaml(rules) if as_yaml else facts_form.render_json(rules))
