"""`duly text accept`: a person has compared words and rules, so the words' fingerprints are written."""

from __future__ import annotations

import click

from duly.cli.asking import INVALID_INPUT, loaded
from duly.cli.terminal import put, tell
from duly.cli.texts import text_of, text_option
from duly.report.text_outline import accepted_text

EXAMPLE = """\b
For example:
    duly text accept supply --text exhibit.txt 2.a 16
"""
NOTHING = "nothing: no unit that the `text` section names is new or changed; `duly text status` lists the others"


@click.command(epilog=EXAMPLE)
@click.argument("agreement", metavar="AGREEMENT")
@click.argument("sections", metavar="[SECTION]...", nargs=-1)
@text_option("The contract's text; - reads standard input.", required=True)
def accept(agreement: str, sections: tuple[str, ...], text_file: str) -> None:
    """Accept the words of every claimed unit that is new or changed, in each SECTION and under it, or in all.

    Run it after you have read those units against their rules. It writes fingerprints into the `text` section of the
    rule files and changes nothing else in them. It claims nothing: a unit that the `text` section does not name stays
    unclaimed, and one that moved or is gone has to be mended there first.
    """
    text = text_of(loaded(agreement), text_file)
    known = {name: text.document.label(name) for name in sections}
    if wrong := [name for name, label in known.items() if label is None]:
        raise click.UsageError(f"the text has no section `{wrong[0]}`\nHint: `duly text outline` lists them")
    accepted = text.to_accept(label for label in known.values() if label)
    if faults := text.write(agreement, accepted):
        tell(faults)
        raise click.exceptions.Exit(INVALID_INPUT)
    put(accepted_text(accepted))
    said = "one unit" if len(accepted) == 1 else f"{len(accepted)} units" if accepted else NOTHING
    click.echo(f"accepted {said}", err=True)
