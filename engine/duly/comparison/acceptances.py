"""Changes that a person has accepted, kept beside the agreement.

In: the folder of the new version of an agreement. Out: `Acceptance`s from its `.duly-accepted`, and what is wrong with
lines. The one idea: what is accepted is one change as it was seen, by its fingerprint; as soon as either value is
another one, so is the fingerprint, and the acceptance matches nothing and is told. A line says for people what it is
about and why, and counts only if what it says of itself is so:

    3f9a1c0b7d2e  give_back, by  # agreed with the lessor on 2001-06-01
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from duly.comparison.changes import Change
from duly.diagnostics import Diagnostic, Label
from duly.files import BYTE_ORDER_MARK, decode, read_source
from duly.source import Source, Span
from duly.suggest import nearest

ACCEPTED = ".duly-accepted"
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_LINE = re.compile(r"(?P<print>\S+)(?:[ \t]+(?P<what>[^#\s][^#]*?))?[ \t]*(?:#(?P<why>.*))?")
_HEAD = "# Accepted changes: fingerprint, what changes, and after # why. `duly diff … --accept` adds lines.\n"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted change: its fingerprint, the rule and key it is of, and why it is accepted."""

    fingerprint: str
    what: str
    why: str
    span: Span = field(compare=False, repr=False)

    def is_of(self, change: Change) -> bool:
        """Whether it accepts this change."""
        return (self.fingerprint, self.what) == (change.fingerprint, _what(change))


def _what(change: Change) -> str:
    """What a line says of a change before the `#`."""
    return " ".join(change.place.replace("#", " ").split())


def read_acceptances(folder: Path, shown: str) -> tuple[tuple[Acceptance, ...], tuple[Diagnostic, ...]]:
    """The acceptances in a folder, and what is wrong with lines; `shown` is how the folder is called in messages."""
    path, name = folder / ACCEPTED, f"{shown.rstrip('/')}/{ACCEPTED}"
    if path.is_symlink():
        return (), (_link(name),)
    if not path.exists():
        return (), ()
    source = read_source(path, name)
    return _read(source) if isinstance(source, Source) else ((), (source,))


def _link(name: str) -> Diagnostic:
    """What is accepted lies beside the agreement and nowhere else."""
    return Diagnostic("file-unreadable", "this is a link, and acceptances are taken from no other place", file=name)


def _read(source: Source) -> tuple[tuple[Acceptance, ...], tuple[Diagnostic, ...]]:
    found: dict[str, Acceptance] = {}
    faults: list[Diagnostic] = []
    for number, start in enumerate(source.line_starts, 1):
        line = source.line(number)
        said = line.strip(" \t")
        if not said or said.startswith("#"):
            continue
        start += line.index(said)
        one = _line(said, Span(source, start, start + len(said)))
        if isinstance(one, Diagnostic):
            faults.append(one)
        elif one.fingerprint in found:
            first = Label(found[one.fingerprint].span, "the first")
            faults.append(_twice(one, first))
        else:
            found[one.fingerprint] = one
    return tuple(found.values()), tuple(faults)


def _line(said: str, span: Span) -> Acceptance | Diagnostic:
    match = _LINE.fullmatch(said)
    assert match is not None, "a line that is not blank has a first word"
    word, what, why = match["print"], match["what"], (match["why"] or "").strip()
    at = Span(span.source, span.start, span.start + len(word))
    if not _FINGERPRINT.fullmatch(word):
        return Diagnostic("acceptance-line", f"`{word}` is no fingerprint", at, _how(word))
    if not what:
        hint = "between fingerprint and `#` stand the rule and key, such as `give_back, by`"
        return Diagnostic("acceptance-line", f"the line does not say what `{word}` changes", span, hint)
    if not why:
        return Diagnostic(
            "acceptance-line", f"the line does not say why `{word}` is accepted", span, "say it after `#`"
        )
    return Acceptance(word, what, why, span)


def _how(word: str) -> str:
    if word[:7] in ("<<<<<<<", "=======", ">>>>>>>", "|||||||"):
        return "a merge left this line; keep the lines of both sides and take its marks out"
    if _FINGERPRINT.fullmatch(word.lower()):
        return f"did you mean `{word.lower()}`?"
    return "a fingerprint is twelve of the digits 0 to 9 and the letters a to f, as `duly diff` shows it"


def _twice(one: Acceptance, first: Label) -> Diagnostic:
    return Diagnostic("acceptance-twice", f"`{one.fingerprint}` is accepted twice", one.span, labels=(first,))


def unused(acceptances: Iterable[Acceptance], changes: Iterable[Change]) -> Iterator[Diagnostic]:
    """A warning for each acceptance that accepts nothing, with what it may have been meant for."""
    there = tuple(changes)
    for each in acceptances:
        if not any(each.is_of(change) for change in there):
            message = f"the acceptance of `{each.what}` matches no change"
            yield Diagnostic("acceptance-unused", message, each.span, _meant(each, there))


def _meant(acceptance: Acceptance, changes: tuple[Change, ...]) -> str:
    for change in changes:
        if change.fingerprint == acceptance.fingerprint:
            return f"`{change.fingerprint}` is the change of `{change.place}`"
    for change in changes:
        if _what(change) == acceptance.what:
            return f"it changes otherwise now; that change is `{change.fingerprint}`"
    near = nearest(acceptance.fingerprint, [change.fingerprint for change in changes])
    return f"did you mean `{near}`?" if near else "take the line out once the change is in what is compared with"


# Writing.


def write_acceptances(folder: Path, shown: str, changes: Iterable[Change], why: str) -> tuple[Diagnostic, ...]:
    """Adds a line for each change; the lines that are there stay as they are, byte for byte."""
    path, name = folder / ACCEPTED, f"{shown.rstrip('/')}/{ACCEPTED}"
    if path.is_symlink():
        return (_link(name),)
    try:
        before = path.read_bytes() if path.exists() else _HEAD.encode()
        source = decode(before.removeprefix(BYTE_ORDER_MARK), name)
        if isinstance(source, Diagnostic):
            return (source,)
        end = "\r\n" if b"\r\n" in before else "\n"
        gap = "" if source.text.endswith("\n") or not source.text else end
        lines = (f"{change.fingerprint}  {_what(change)}  # {' '.join(why.split())}{end}" for change in changes)
        path.write_bytes(before + (gap + "".join(lines)).encode())
    except OSError as failure:
        message = f"this cannot be written: {(failure.strerror or 'no reason is given').lower()}"
        return (Diagnostic("file-unreadable", message, file=name),)
    return ()
