"""An agreement with every error that can be seen before any fact is known.

In: the name of an agreement. Out: `Loaded`, as the model gives it, with the errors that only checks see. The one idea:
a check whose finding is an error means that an answer would rest on something nobody has said, so such a set counts as
one that does not load, for every command alike.
"""

from __future__ import annotations

from dataclasses import replace

from duly.checks import check_rules
from duly.codes import severity_of
from duly.diagnostics import Diagnostic, Severity
from duly.model import shelf
from duly.model.loader import Loaded


def load_agreement(named: str) -> Loaded:
    """The agreement in the folder `named`, or with the id `named`; its diagnostics say what keeps it from use."""
    loaded = shelf.load_agreement(named)
    errors = tuple(found for found in findings(loaded) if severity_of(found.code) is Severity.ERROR)
    return replace(loaded, diagnostics=(*loaded.diagnostics, *errors)) if errors else loaded


def findings(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """What the checks find; nothing on rules that did not load, since most of it would follow from what is broken."""
    return check_rules(loaded.vocabulary) if loaded.vocabulary is not None and loaded.is_sound else ()
