"""Text is made safe to show and its width known.

In: any text. Out: the same text with every character that would move, hide or reorder others written out, and how many
columns each character takes. The one idea: what a person sees is what stands in the file; a text that turns its own
order round, or has words of no width in it, must not be able to make a line of ours say something else.

Control characters become their pictures (`␛`), tabs an arrow, and formatting characters, lone surrogates and what is
not assigned their number (`<U+202E>`). Widths follow Unicode's East Asian Width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

TAB = "→"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NO_WIDTH = {"Mn", "Me"}


def visible(text: str) -> str:
    """The text as it can be shown on one line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def cells(text: str) -> Iterator[tuple[str, int]]:
    """Each character as it can be shown, with the columns that it takes."""
    for character in text:
        shown = _shown(character)
        yield shown, sum(_width(each) for each in shown)


def width(text: str) -> int:
    """How many columns the text takes when it is shown."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(columns for _, columns in cells(text))


def _shown(character: str) -> str:
    if " " <= character <= "~":
        return character
    code = ord(character)
    if character == "\t":
        return TAB
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) in _HIDDEN:
        return f"<U+{code:04X}>"
    return character


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
