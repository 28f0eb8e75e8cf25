"""Where a contract defines its terms.

In: a document, or a unit's prose and its section's heading. Out: `Definition`s in the order of the text. The one
idea: a term is defined in five ways and no other use of quotation marks defines one. In a parenthesis, `(the
"Buyer")`, `(each, an "Order" and collectively, the "Orders")`; in a sentence that says so, `"Price" means …`,
`"Price" has the meaning set forth in …`; in passing, `referred to as the "Parties"`; as the subject of a section of
the same name, `The Price shall be …` under the heading *Price*; and with a participle, `a Contract Year, meaning …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pyparsing as pp

from duly.contract_text.nodes import Document
from duly.contract_text.prose import Prose
from duly.source import Span

DefinitionKind: TypeAlias = Literal["parenthesis", "means", "points", "called", "subject"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term where it is defined; kind `points` says that its meaning stands elsewhere; `span` begins at the quotes."""

    term: str
    kind: DefinitionKind
    span: Span
    section: str = ""
    unit: int = 0


_quoted = pp.Group(pp.Located(pp.Regex(r'"[^"]{1,100}"')))
_INTRODUCTIONS = (
    "each a an the this such that any collectively together individually jointly severally and or as to hereinafter"
    " hereafter herein referred called known being also defined in its his her their with respectively all"
)
_introduction = pp.Suppress(pp.ZeroOrMore(pp.one_of(_INTRODUCTIONS.split(), caseless=True, as_keyword=True) | ","))
_free = pp.Suppress(pp.Regex(r'[^"()]{0,160}'))
_parenthesis = pp.Suppress("(") + _introduction + _quoted + pp.ZeroOrMore(_free + _quoted) + _free + pp.Suppress(")")
_purpose = pp.Suppress(
    pp.Opt(
        pp.Regex(
            r",?\s*(?:for (?:the )?purposes? of|(?:as|when) used in)\b[^.;:\"]{0,100}?(?=\s+(?:shall mean|means)\b)"
        )
    )
)
_points = pp.Regex(r"(?:shall have|has|have) the (?:respective )?meanings?\b")("points")
_means = pp.Regex(
    r"(?:shall mean|means|mean|shall include|includes|refers to|is defined as|shall be deemed to mean)\b"
)("means")
_sentence = _quoted + pp.ZeroOrMore(pp.Suppress(pp.Regex(r"(?:,|or|and)\s*")) + _quoted) + _purpose + (_points | _means)
_PARENTHESIS = re.compile(r'\((?=[^"()]{0,80}")')
_QUOTE = re.compile(r'"(?=[^"]{1,100}")')
_CALLED = re.compile(
    r"\b(?:referred to|known|called|defined|designated)\s+"
    r"(?:(?:herein|hereafter|hereinafter|collectively|together|individually|in this \w+)\s+)*"
    r"(?:as\s+)?(?:(?:the|a|an)\s+)?(?=\")",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\b(?:an?|the|each)\s+((?:[A-Z][\w-]*\s?){1,5}),\s+meaning\b")
_SUBJECT = re.compile(r"(?:shall be|shall mean|means|is defined as)\b")
LONGEST = 400
"""Characters that a parenthesis or the beginning of a sentence with a definition may take."""


def definitions(document: Document) -> tuple[Definition, ...]:
    """Every place of the document where a term is defined, in order."""
    found: list[Definition] = []
    for section in document.sections:
        for unit in section.units:
            if unit.kind == "heading":
                continue
            heading = section.heading if unit.number == 1 else None
            for each in definitions_in(unit.prose, heading):
                found.append(Definition(each.term, each.kind, each.span, unit.section, unit.number))
    return tuple(found)


def definitions_in(prose: Prose, heading: str | None = None) -> tuple[Definition, ...]:
    """Every place of `prose` where a term is defined; `heading` is the section's if this is its first sentence."""
    text = prose.text
    found = [*_in_parentheses(prose, text), *_in_sentences(prose, text), *_in_passing(prose, text)]
    found += _as_subject(prose, text, heading)
    unique = {each.span.start: each for each in reversed(found)}
    return tuple(unique[start] for start in sorted(unique))


def _in_parentheses(prose: Prose, text: str) -> Iterator[Definition]:
    for match in _PARENTHESIS.finditer(text):
        tokens = _read(_parenthesis, text[match.start() : match.start() + LONGEST])
        yield from (_definition(prose, match.start(), token, "parenthesis") for token in tokens or ())


def _in_sentences(prose: Prose, text: str) -> Iterator[Definition]:
    for match in _QUOTE.finditer(text):
        tokens = _read(_sentence, text[match.start() : match.start() + LONGEST])
        if tokens is not None:
            kind: DefinitionKind = "points" if "points" in tokens else "means"
            terms = [token for token in tokens if not isinstance(token, str)]
            yield from (_definition(prose, match.start(), token, kind) for token in terms)


def _in_passing(prose: Prose, text: str) -> Iterator[Definition]:
    for match in _CALLED.finditer(text):
        tokens = _read(_quoted, text[match.end() : match.end() + LONGEST])
        yield from (_definition(prose, match.end(), token, "called") for token in tokens or ())


def _as_subject(prose: Prose, text: str, heading: str | None) -> Iterator[Definition]:
    """The subject of a section of the same name, and a term that a participle explains."""
    if (
        heading
        and text.startswith(f"The {heading} of this ")
        and _SUBJECT.search(text, len(heading) + 13, len(heading) + 90)
    ):
        yield Definition(heading, "subject", prose.span(0, 4 + len(heading)))
    for match in _PARTICIPLE.finditer(text):
        yield Definition(match.group(1).strip(), "means", prose.span(match.start(1), match.end(1)))


def _read(grammar: pp.ParserElement, window: str) -> pp.ParseResults | None:
    try:
        return grammar.parse_string(window)
    except pp.ParseBaseException:
        return None


def _definition(prose: Prose, start: int, token: pp.ParseResults, kind: DefinitionKind) -> Definition:
    begin, (quoted,), end = token
    term = " ".join(quoted.strip('"').split()).rstrip(".,;")
    return Definition(term, kind, prose.span(start + begin, start + end))
