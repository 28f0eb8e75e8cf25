"""An agreement with every error that can be seen before any fact is known.

In: the name of an agreement, or of several. Out: `Loaded`, as the model gives it, with the errors that only checks see.
The one idea: a check whose finding is an error means that an answer would rest on something nobody has said, so such a
set counts as one that does not load, for every command alike.
"""

from __future__ import annotations

from dataclasses import replace

from duly.codes import severity_of
from duly.diagnostics import Diagnostic, Severity
from duly.model import shelf
from duly.model.kept_rules import known, make_known
from duly.model.loader import Loaded
from duly.model.others import clashing
from duly.model.uses import together
from duly.model.vocabulary import Vocabulary


def load_agreement(*named: str) -> Loaded:
    """The agreement in the folder `named`, or with the id `named`; its diagnostics say what keeps it from use.

    Several are loaded together: every name then has that of its agreement in front (`lease.signed`).
    """
    if len(named) == 1:
        return _with_findings(shelf.load_agreement(named[0]))
    members = [_with_findings(loaded) for loaded in shelf.load_each(named)]
    diagnostics = tuple(dict.fromkeys(found for loaded in members for found in loaded.diagnostics))
    sources = tuple(source for loaded in members for source in loaded.sources)
    if not all(loaded.is_sound for loaded in members):
        return Loaded(None, {}, diagnostics, sources)
    clashes = tuple(clashing([loaded.rules for loaded in members]))
    if clashes:
        return Loaded(None, {}, (*diagnostics, *clashes), sources)
    vocabularies = [loaded.vocabulary for loaded in members if loaded.vocabulary is not None]
    rules = together([(vocabulary.rules, vocabulary.circles()) for vocabulary in vocabularies])
    return Loaded(Vocabulary(rules, tuple(rules.calendars)), rules.calendars, diagnostics, sources)


def _with_findings(loaded: Loaded) -> Loaded:
    if not loaded.is_sound or known("checked", loaded.rules.digest) is not None:
        return loaded
    errors = tuple(found for found in findings(loaded) if severity_of(found.code) is Severity.ERROR)
    if not errors:
        make_known("checked", loaded.rules.digest)
    return replace(loaded, diagnostics=(*loaded.diagnostics, *errors)) if errors else loaded


def findings(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """What the checks find; nothing on rules that did not load, since most of it would follow from what is broken."""
    from duly.checks import check_rules  # a dozen modules, and not needed for rules that are known to have no errors

    return check_rules(loaded.vocabulary) if loaded.vocabulary is not None and loaded.is_sound else ()
