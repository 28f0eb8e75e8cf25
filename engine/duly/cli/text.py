"""`duly text`: the contract's own words, and how far the rules account for them."""

from __future__ import annotations

import click

from duly.cli.text_accept import accept
from duly.cli.text_outline import outline
from duly.cli.text_proofread import proofread
from duly.cli.text_status import status

EXAMPLE = """\b
For example:
    duly text status supply --text exhibit.txt
"""


@click.group(epilog=EXAMPLE)
def text() -> None:
    """Hold the rules of an agreement against the text of its contract, sentence by sentence."""


for _command in (outline, status, accept, proofread):
    text.add_command(_command)
