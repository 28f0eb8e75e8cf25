"""What ruamel.yaml says about broken YAML, in a lawyer's words.

In: the parser's message. Out: code, message and hint of a diagnostic. The one idea: the parser speaks of tokens, and
the person who forgot a quotation mark needs to hear what to type; a message that is not in the table is passed on.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """`heard` is a part of what the parser says, the rest is what people are told.

    `is_whole` says that the place to show is where the text began that the parser could not read, not where it gave up.
    """

    heard: str
    code: str
    message: str
    hint: str | None = None
    is_whole: bool = False


_QUOTE = "text with `: ` or ` #` in it, or that begins with a sign, stands in quotes"
_WITHIN = "put all of it in quotes; within, write `''` in single and `\\\"` in double quotes for a quotation mark"
_ITEM = "each item has a line of its own, below the key"
_PIECE = "a text with a comma or bracket in it stands in quotes"
_INDENT = "lines of one list or mapping begin in the same column"

WORDINGS = (
    Wording("found character '\\t'", "yaml-tab", "a tab stands outside of a text", "indent with spaces"),
    Wording("that cannot start any token", "yaml-syntax", "no text can begin with this character", _QUOTE),
    Wording("mapping values are not allowed", "yaml-syntax", "a second `: ` in one line", _QUOTE),
    Wording("could not find expected ':'", "yaml-syntax", "this line is neither `key: value` nor an item", _QUOTE),
    Wording("sequence entries are not allowed", "yaml-syntax", "an item of a list cannot begin here", _ITEM),
    Wording("but found '<block mapping start>'", "yaml-syntax", "this line is indented too far", _INDENT),
    Wording("but found '<block sequence start>'", "yaml-syntax", "this line is indented too far", _INDENT),
    Wording("expected <block end>, but found '<scalar>'", "yaml-syntax", "text goes on after the value's end", _WITHIN),
    Wording("expected <block end>, but found '-'", "yaml-syntax", "a list item stands among keys", _INDENT),
    Wording("expected <block end>", "yaml-syntax", "this does not go on from the lines above", _INDENT),
    Wording(
        "expected ',' or '}', but got ':'",
        "yaml-key",
        "a comma is missing, or a key and its colon stand in different lines",
    ),
    Wording("expected ',' or '}', but got '<stream end>'", "yaml-syntax", "`{` has no `}`"),
    Wording("expected ',' or ']', but got '<stream end>'", "yaml-syntax", "`[` has no `]`"),
    Wording("expected ',' or '}'", "yaml-syntax", "a comma or `}` is needed here", _PIECE),
    Wording("expected ',' or ']'", "yaml-syntax", "a comma or `]` is needed here", _PIECE),
    Wording("expected the node content, but found '<stream end>'", "yaml-syntax", "the file ends within brackets"),
    Wording("expected the node content, but found '<document end>'", "yaml-documents", "a document without content"),
    Wording("expected the node content", "yaml-syntax", "a value is needed here"),
    Wording("found unexpected end of stream", "yaml-syntax", "the text in quotes does not end", is_whole=True),
    Wording("found unexpected document separator", "yaml-syntax", "the text in quotes does not end", is_whole=True),
    Wording("found unknown escape character", "yaml-escape", "no such escape exists", "write `\\\\` for a backslash"),
    Wording("expected escape sequence", "yaml-escape", "an escape has too few hexadecimal digits"),
    Wording(
        "more indented follow up line than first",
        "yaml-indent",
        "the blank lines at the head of a block text have spaces in them",
        "take the spaces out of the blank lines",
    ),
    Wording("chomping or indentation indicators", "yaml-syntax", "after `|` or `>` the text begins on a new line"),
    Wording("expected indentation indicator", "yaml-syntax", "the indentation after `|` or `>` is 1 to 9"),
    Wording("expected a comment or a line break", "yaml-syntax", "after `|` or `>` the text begins on a new line"),
    Wording("scanning an alias", "yaml-anchor", "`*` begins an alias, which is not read here", _QUOTE, is_whole=True),
    Wording("scanning an anchor", "yaml-anchor", "`&` begins an anchor, which is not read here", _QUOTE, is_whole=True),
    Wording("tag", "yaml-tag", "`!` begins a tag, which is not read here", _QUOTE, is_whole=True),
    Wording("expected '<document start>'", "yaml-syntax", "this line does not go on from the lines above", _INDENT),
    Wording("document end marker", "yaml-documents", "text stands after the document's end", "one file, one document"),
)


def wording(said: str) -> Wording:
    """How to tell a person what the parser `said`."""
    for candidate in WORDINGS:
        if candidate.heard in said:
            return candidate
    return Wording(said, "yaml-syntax", f"this is not YAML: {said}")
