"""What is wrong with an expression that does not parse.

In: Lark's exception and the excerpt. Out: a `Diagnostic` at the right place. The one idea: the tables of `mistakes.py`
are asked one after the other, the surest first: a parenthesis without a partner, a character that no word has, the
words up to where the parser stopped, and the examples, of which one fits only if the parser stopped in the same state
of the grammar at the same word (for words that are not the language's own: the same kind of word). What fits none is
told what could have stood there.
"""

from __future__ import annotations

import re
from functools import cache

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from duly.diagnostics import Diagnostic, Label
from duly.language.mistakes import AHEAD, PHRASES, SIGNS, STATES, Mistake
from duly.source import Excerpt, Span

_MOST_SUGGESTIONS = 8
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9.,]*|\S|\s")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AHEAD = tuple((re.compile(pattern), mistake) for pattern, mistake in AHEAD)
_PHRASES = tuple((re.compile(pattern), mistake) for pattern, mistake in PHRASES)


def describe(fault: UnexpectedInput, excerpt: Excerpt, parser: Lark, reserved: frozenset[str]) -> Diagnostic:
    """The diagnostic for an input at which the parser stopped."""
    text = excerpt.text
    if not text.strip():
        return Diagnostic("syntax", "the expression is empty", excerpt.span(0, len(text)))
    start, end = _place(fault, text)
    unbalanced = _unbalanced(excerpt, start, end)
    if unbalanced is not None:
        return unbalanced
    span = excerpt.span(start, end)
    if isinstance(fault, UnexpectedCharacters):
        return _character(text[start:end], span, reserved)
    mistake = (
        _phrase(text[:end]) or _ahead(text[start:]) or _examples(parser, reserved).get(_signature(fault, reserved))
    )
    if mistake is not None:
        return Diagnostic("syntax", mistake.message, span, mistake.hint)
    taken = _taken_for_a_name(fault, reserved)
    if taken is not None:
        at = taken.start_pos or 0
        return Diagnostic("syntax", f"`{taken}` cannot stand here", excerpt.span(at, at + len(taken)), A_NAME_NEEDED)
    if _is_end(fault):
        return Diagnostic("syntax", "the expression ends too early", span, _could_be(fault, parser))
    return Diagnostic(
        "syntax", f"`{text[start:end]}` cannot stand here", span, _advice(fault, parser, text[:start], reserved)
    )


def _is_end(fault: UnexpectedInput) -> bool:
    return isinstance(fault, UnexpectedToken) and fault.token.type == "$END"


def _place(fault: UnexpectedInput, text: str) -> tuple[int, int]:
    """Where the word begins and ends that cannot stand where it stands; at the end of the text, its last word."""
    if isinstance(fault, UnexpectedCharacters):
        start = fault.pos_in_stream or 0
        found = _WORD.match(text, start)
        return start, found.end() if found else start + 1
    token = getattr(fault, "token", None)
    if isinstance(token, Token) and token.type != "$END" and token.start_pos is not None:
        return token.start_pos, token.start_pos + len(token)
    words = [match for match in _WORD.finditer(text) if not match.group().isspace()]
    return words[-1].span()


def _unbalanced(excerpt: Excerpt, start: int, end: int) -> Diagnostic | None:
    """The parenthesis that has no partner, where the parser stopped for want of it."""
    text = excerpt.text
    opened: list[int] = []
    for match in re.finditer(r'"[^"\n]*"|[()\[\]]', text[:end]):
        sign = match.group()
        if sign in "([":
            opened.append(match.start())
        elif sign in ")]":
            if not opened:
                partner = "(" if sign == ")" else "["
                return Diagnostic("syntax", f"there is no `{partner}` for this `{sign}`", excerpt.span(*match.span()))
            opened.pop()
    if opened and end >= len(text.rstrip()) and text[start:end] not in ("(", "[", ")", "]"):
        last = opened[-1]
        label = Label(excerpt.span(start, end), "the expression ends here")
        return Diagnostic("syntax", f"the `{text[last]}` is not closed", excerpt.span(last, last + 1), labels=(label,))
    return None


def _character(word: str, span: Span, reserved: frozenset[str]) -> Diagnostic:
    """What to say of a character that no word of the language has."""
    if word in SIGNS:
        return Diagnostic("syntax", SIGNS[word].message, span, SIGNS[word].hint)
    if word[:3].title() in _MONTHS and word[:1].isupper():
        return Diagnostic("syntax", f"`{word}` is not a date", span, "dates are year-month-day, as in `2001-10-03`")
    if word.lower() in reserved:
        return Diagnostic("syntax", f"`{word}` is written in small letters", span, f"write `{word.lower()}`")
    if len(word) == 3 and word.isupper():
        return Diagnostic("syntax", f"no amount follows `{word}`", span, f"write `{word} 1,250.00`")
    if word[:1].isupper():
        hint = "names are in small letters, joined by `_`"
        return Diagnostic("syntax", f"`{word}` begins with a capital letter", span, hint)
    if word.startswith("_"):
        return Diagnostic("syntax", f"`{word}` begins with `_`", span, "names begin with a small letter")
    return Diagnostic("syntax", f"`{word}` is not a sign of the language", span)


def _phrase(before: str) -> Mistake | None:
    """The habit by which the words up to here were written."""
    plain = " ".join(before.split())
    return next((mistake for pattern, mistake in _PHRASES if pattern.search(plain)), None)


def _ahead(after: str) -> Mistake | None:
    """The habit that shows in the word at which the parser stopped and the next ones."""
    plain = " ".join(after.split())
    return next((mistake for pattern, mistake in _AHEAD if pattern.match(plain)), None)


def _taken_for_a_name(fault: UnexpectedInput, reserved: frozenset[str]) -> Token | None:
    """The word of the language before the place, which passed for a name because only a name can stand there."""
    if not isinstance(fault, UnexpectedToken) or fault.interactive_parser is None:
        return None
    read = fault.interactive_parser.parser_state.value_stack
    last = read[-1] if read else None
    return last if isinstance(last, Token) and last.type == "NAME" and last in reserved else None


@cache
def _examples(parser: Lark, reserved: frozenset[str]) -> dict[tuple[int, str], Mistake]:
    """The mistakes by where their examples make the parser stop; an example that parses is a bug in the table."""
    found: dict[tuple[int, str], Mistake] = {}
    for mistake, texts in STATES:
        for text in texts:
            signature = _stops_at(parser, text, reserved)
            assert signature is not None, f"the example parses: {text}"
            assert found.setdefault(signature, mistake) is mistake, f"the example of two mistakes: {text}"
    return found


def _stops_at(parser: Lark, text: str, reserved: frozenset[str]) -> tuple[int, str] | None:
    try:
        parser.parse(text)
    except UnexpectedInput as fault:
        return _signature(fault, reserved)
    return None


def _signature(fault: UnexpectedInput, reserved: frozenset[str]) -> tuple[int, str]:
    """The state of the grammar and the word, or where the word is not one of the language's own, its kind."""
    assert isinstance(fault, UnexpectedToken) and fault.interactive_parser is not None
    word = str(fault.token)
    return fault.interactive_parser.parser_state.position, word if word in reserved else fault.token.type


_SAID = {
    "NUMBER": "a number",
    "MONEY": "an amount",
    "DATE": "a date",
    "TEXT": "a text",
    "PERCENT": "a percentage",
    "NAME": "a name",
    "CALENDAR_NAME": "a calendar",
    "STATE": "a state",
    "$END": "the end",
    "HAS_HAPPENED": "`has happened`",
    "ON_OR_BEFORE": "`on or before`",
    "ON_OR_AFTER": "`on or after`",
}
_A_VALUE = {"NAME", "NUMBER", "MONEY", "DATE", "TEXT", "LPAR"}
A_NAME_NEEDED = "it is a word of the language, and here a name or another value is needed"
_TELLING = (
    "and",
    "or",
    "then",
    "else",
    "where",
    "in",
    "of",
    "has",
    "is",
    "before",
    "after",
    "within",
    "for",
    "by",
    "to",
)


def _advice(fault: UnexpectedInput, parser: Lark, before: str, reserved: frozenset[str]) -> str | None:
    token = getattr(fault, "token", None)
    after_name = re.search(r"[a-z0-9_]\s+$", before)
    is_name = isinstance(token, Token) and token.type == "NAME" and token not in reserved
    if is_name and after_name and "NAME" not in _accepted(fault):
        return "between two names stands a word such as `and`, `before` or `=`; a name of two words is joined by `_`"
    return _could_be(fault, parser)


def _accepted(fault: UnexpectedInput) -> set[str]:
    return set(fault.accepts or ()) if isinstance(fault, UnexpectedToken) else set()


def _could_be(fault: UnexpectedInput, parser: Lark) -> str | None:
    """Some things that could have stood at the place, the most telling first."""
    accepted = _accepted(fault)
    signs = {terminal.name: terminal.pattern.value for terminal in parser.terminals if terminal.pattern.type == "str"}
    words = {signs[name] for name in accepted if name in signs}
    if accepted >= _A_VALUE:
        said = ["a value"]
    else:
        said = [f"`{word}`" for word in _TELLING if word in words]
        said += [_SAID[name] for name in _SAID if name in accepted]
        said += [f"`{word}`" for word in sorted(words) if not word.isalpha()]
    said = said[:_MOST_SUGGESTIONS]
    return f"here could stand {', '.join(said)}" if said else None
