"""Text to tree.

In: an `Excerpt`. Out: an expression, or the one diagnostic that says where it stops being one. The one idea: Lark's
LALR parser gives a tree of grammar rules, and `building.py` makes our nodes of it; no depth of nesting can exhaust the
stack, and what is too deep is refused by a count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from lark import Lark, Token
from lark.exceptions import UnexpectedInput
from lark.lark import PostLex

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.building import Faulty, build
from duly.language.syntax_errors import describe
from duly.limits import EXPRESSION_CHARACTERS, EXPRESSION_NESTING
from duly.source import Excerpt


def parse(excerpt: Excerpt) -> n.Expression | Diagnostic:
    """The expression that `excerpt` holds, or the fault that keeps it from being one."""
    if len(excerpt.text) > EXPRESSION_CHARACTERS:
        message = f"an expression of {len(excerpt.text)} characters; {EXPRESSION_CHARACTERS} are allowed"
        return Diagnostic("expression-too-long", message, excerpt.span(0, 1), "give its parts names as `terms`")
    try:
        tree = build(lark_parser().parse(excerpt.text), excerpt, reserved_words())
    except UnexpectedInput as fault:
        return describe(fault, excerpt, lark_parser(), reserved_words())
    except Faulty as fault:
        return fault.diagnostic
    if _depth(tree) > EXPRESSION_NESTING:
        message = f"an expression nested more than {EXPRESSION_NESTING} deep"
        return Diagnostic("expression-too-long", message, tree.span, "give its parts names as `terms`")
    return tree


def _depth(tree: n.Expression) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in n.children(node))
    return deepest


def grammar() -> str:
    """The text of the Lark grammar."""
    return resources.files("duly.language").joinpath("expression.lark").read_text(encoding="utf-8")


class _WholeWords(PostLex):
    """Lets every word be read whole wherever it stands.

    Lark's lexer tries only what can stand at a place. Where no name can, it would find `and` in `android`.
    """

    always_accept = ("NAME",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """The tokens as they are."""
        return stream


@cache
def lark_parser() -> Lark:
    """The parser; built once a process."""
    return Lark(
        grammar(),
        parser="lalr",
        lexer="contextual",
        postlex=_WholeWords(),
        propagate_positions=True,
        maybe_placeholders=True,
    )


_WORDS_IN_PATTERNS = ("happened", "day", "days", "week", "weeks", "month", "months", "year", "years", "agreement")


@cache
def reserved_words() -> frozenset[str]:
    """The words of the language, which are not free to be names."""
    patterns = (terminal.pattern for terminal in lark_parser().terminals if terminal.pattern.type == "str")
    words = {pattern.value for pattern in patterns if pattern.value.isidentifier()}
    return frozenset(words.union(_WORDS_IN_PATTERNS))
