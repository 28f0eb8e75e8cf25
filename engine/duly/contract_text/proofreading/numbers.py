"""Numbers whose words and digits differ: `thirty (60) days`.

In: a text. Out: `text-number-words`. The one idea: the reader of figures has read both already; here it is only said.
"""

from __future__ import annotations

from collections.abc import Iterator

from duly.contract_text.proofreading.reading import Text
from duly.contract_text.quantities import disagreements
from duly.diagnostics import Diagnostic


def numbers_differ(text: Text) -> Iterator[Diagnostic]:
    """Each number that is given in words and, differently, in digits."""
    for reading in text.readings:
        for passage in reading.passages:
            yield from disagreements(passage.quantities)
