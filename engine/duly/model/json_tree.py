"""JSON becomes a tree.

In: a source. Out: the tree, or None and every fault that could be found. The one idea: the grammar of RFC 8259 to the
letter, and of what it leaves open the strict side: a key given twice and half of a surrogate pair are refused. A number
keeps the characters it was written with, so `256781.20` never passes through a float.

One regular expression finds the next token; the open collections are a list, so no nesting exhausts the stack.
"""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass, field
from enum import Enum, auto

from duly.diagnostics import Diagnostic, Label
from duly.limits import FACTS_NESTING
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence, Style
from duly.source import Excerpt, Source, Span

_TOKEN = re.compile(
    r"[ \t\n\r]*+"
    r"(?:([\[\]{},:])"
    r'|"([^"\\\x00-\x1f]*+)"'
    r"|(-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)"
    r"|(true|false)|(null)|(\")|(\Z))"
)
_SIGN, _STRING, _NUMBER, _BOOLEAN, _NULL, _ESCAPED_STRING, _END = range(1, 8)
_STYLES: dict[int, Style] = {_NUMBER: "number", _BOOLEAN: "boolean", _NULL: "null"}
_SPACE = re.compile(r"[ \t\n\r]*+")
_WORD = re.compile(r"[\w.+-]*+")
_CURLY = ("“", "”", "„", "‘", "’", "«", "»")
_ODD_NUMBER = re.compile(r"[+-]|\.[0-9]")
_ODD_NUMBER_REST = re.compile(r"[0-9][\w.]")
_STRING_BODY = re.compile(r'(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+')
_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATE = re.compile("[\\ud800-\\udfff]")


def load_json(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a JSON file, or None and what is wrong with it; the tree is there exactly if nothing is wrong."""
    reader = _TreeReader(source)
    was_collecting = gc.isenabled()
    gc.disable()  # a million nodes are made and none is garbage; looking for some takes half of the time
    try:
        node = reader.read()
    except _Fault as fault:
        return None, (*reader.found, fault.diagnostic)
    finally:
        if was_collecting:
            gc.enable()
    return (None if reader.found else node), tuple(reader.found)


class _Fault(Exception):
    """Ends the reading of a file at a fault after which the grammar cannot go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Due(Enum):
    """What the grammar allows next."""

    VALUE = auto()
    VALUE_OR_END = auto()
    KEY = auto()
    KEY_OR_END = auto()
    COLON = auto()
    COMMA_OR_END = auto()
    NOTHING = auto()


_DUE_WORDS = {
    _Due.VALUE: "a value is needed here",
    _Due.VALUE_OR_END: "a value or `]` is needed here",
    _Due.KEY: "a key in double quotes is needed here",
    _Due.KEY_OR_END: "a key in double quotes or `}` is needed here",
    _Due.COLON: "a colon is needed after the key",
    _Due.COMMA_OR_END: "a comma or the closing bracket is needed here",
    _Due.NOTHING: "the file goes on after its one value",
}


@dataclass(slots=True)
class _Open:
    """A collection whose closing bracket has not come yet."""

    start: int
    is_mapping: bool
    key: Scalar | None = None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)


class _TreeReader:
    """Builds the tree of one source and collects its faults."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.found: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.due = _Due.VALUE
        self.root: Node | None = None

    def read(self) -> Node | None:
        """The root of the tree."""
        at, find = 0, _TOKEN.match
        while matched := find(self.text, at):
            kind, at = matched.lastindex, matched.end()
            if kind == _SIGN:
                self.take_sign(matched.group(_SIGN), at - 1)
            elif kind == _STRING:
                start = matched.start(_STRING)
                excerpt = Excerpt(self.source, matched.group(_STRING), range(start, at))
                self.take_scalar(Scalar(excerpt.text, Span(self.source, start - 1, at), excerpt, "quoted"))
            elif kind == _ESCAPED_STRING:
                at = self.take_escaped(at - 1)
            elif kind == _END:
                return self.finish(at)
            else:
                assert kind is not None
                start = matched.start(kind)
                excerpt = Excerpt(self.source, matched.group(kind), range(start, at + 1))
                self.take_scalar(Scalar(excerpt.text, Span(self.source, start, at), excerpt, _STYLES[kind]))
        space = _SPACE.match(self.text, at)
        raise self.unexpected(space.end() if space else at)

    def take_sign(self, sign: str, at: int) -> None:
        """Takes a bracket, comma or colon."""
        if sign in "{[" and self.due in (_Due.VALUE, _Due.VALUE_OR_END):
            self.begin(at, is_mapping=sign == "{")
        elif sign == ":" and self.due is _Due.COLON:
            self.due = _Due.VALUE
        elif sign == "," and self.due is _Due.COMMA_OR_END:
            self.due = _Due.KEY if self.open[-1].is_mapping else _Due.VALUE
        elif sign == "}" and self.due in (_Due.KEY_OR_END, _Due.COMMA_OR_END) and self.open[-1].is_mapping:
            closed = self.open.pop()
            self.put(Mapping(tuple(closed.entries.values()), Span(self.source, closed.start, at + 1)))
        elif sign == "]" and self.due in (_Due.VALUE_OR_END, _Due.COMMA_OR_END) and not self.open[-1].is_mapping:
            closed = self.open.pop()
            self.put(Sequence(tuple(closed.items), Span(self.source, closed.start, at + 1)))
        else:
            raise self.unexpected(at)

    def begin(self, at: int, is_mapping: bool) -> None:
        """Opens a collection."""
        if len(self.open) >= FACTS_NESTING:
            message = f"this is nested deeper than the {FACTS_NESTING} levels that are read"
            raise self.fault("too-deep", message, at, at + 1)
        self.open.append(_Open(at, is_mapping))
        self.due = _Due.KEY_OR_END if is_mapping else _Due.VALUE_OR_END

    def take_scalar(self, scalar: Scalar) -> None:
        """Takes a string, number, truth value or null, as a key or as a value."""
        if _SURROGATE.search(scalar.text):
            self.report_surrogates(scalar)
        if self.due in (_Due.VALUE, _Due.VALUE_OR_END):
            self.put(scalar)
        elif self.due in (_Due.KEY, _Due.KEY_OR_END) and scalar.style == "quoted":
            self.open[-1].key = scalar
            self.due = _Due.COLON
        else:
            raise self.unexpected(scalar.span.start)

    def put(self, node: Node) -> None:
        """Puts a finished value into the collection that is open."""
        if not self.open:
            self.root, self.due = node, _Due.NOTHING
            return
        self.due = _Due.COMMA_OR_END
        into = self.open[-1]
        if not into.is_mapping:
            into.items.append(node)
            return
        key = into.key
        assert key is not None
        if key.text in into.entries:
            first = Label(into.entries[key.text].key.span, "first here")
            message = f"the key `{key.text}` stands twice"
            self.found.append(Diagnostic("duplicate-key", message, key.span, labels=(first,)))
        else:
            into.entries[key.text] = Entry(key, node)

    def take_escaped(self, start: int) -> int:
        """Takes the string at `start`, which has escapes in it or is not a string; gives where it ends."""
        matched = _STRING_BODY.match(self.text, start + 1)
        end = matched.end() if matched else start + 1
        if self.text[end : end + 1] != '"':
            raise self.bad_string(start, end)
        characters: list[str] = []
        offsets: list[int] = []
        at = start + 1
        for found in _ESCAPE.finditer(self.text, at, end):
            characters.append(self.text[at : found.start()])
            offsets.extend(range(at, found.start() + 1))
            characters.append(_unescape(found))
            at = found.end()
        characters.append(self.text[at:end])
        offsets.extend(range(at, end + 1))
        excerpt = Excerpt(self.source, "".join(characters), tuple(offsets))
        self.take_scalar(Scalar(excerpt.text, Span(self.source, start, end + 1), excerpt, "quoted"))
        return end + 1

    def report_surrogates(self, scalar: Scalar) -> None:
        """Reports each half of a pair of code units that stands alone."""
        for found in _SURROGATE.finditer(scalar.text):
            start = scalar.excerpt.offsets[found.start()]
            span = Span(self.source, start, start + 6)
            self.found.append(Diagnostic("json-escape", "half of a pair of code units is not a character", span))

    def finish(self, at: int) -> Node | None:
        """The root, if the file may end here."""
        if self.open:
            start = self.open[-1].start
            raise self.fault("json-syntax", f"`{self.text[start]}` is not closed", start, start + 1)
        if self.due is not _Due.NOTHING:
            raise _Fault(Diagnostic("empty-file", "this file says nothing", Span(self.source, 0, 0)))
        return self.root

    def unexpected(self, at: int) -> _Fault:
        """The fault that what stands at `at` is not what the grammar allows there."""
        matched = _WORD.match(self.text, at)
        end = max(at + 1, matched.end() if matched else 0)
        return self.fault("json-syntax", _DUE_WORDS[self.due], at, end, self.hint(at, self.text[at:end]))

    def hint(self, at: int, word: str) -> str | None:
        """Advice on the habits that other languages allow."""
        if word in "}]" and self.text[max(at - 100, 0) : at].rstrip().endswith(","):
            return "JSON has no comma after the last entry"
        if word == "'":
            return "JSON has only double quotes"
        if word in _CURLY:
            return "JSON has only straight double quotes, which a word processor turns into others"
        if word in ("/", "#"):
            return "JSON has no comments"
        if word.lower() in ("true", "false", "null", "none", "nan", "infinity", "-infinity"):
            return "JSON knows `true`, `false` and `null`, in small letters, and no other words"
        if _ODD_NUMBER.match(word) or _ODD_NUMBER_REST.match(self.text, max(at - 1, 0)):
            return "a number is written like `0.50`: digits on both sides of the point, no zero or plus in front"
        if word[:1].isalpha() and not self.text[:at].strip():
            return "this is no JSON: that would begin with `{`"
        return None

    def bad_string(self, start: int, end: int) -> _Fault:
        """Why the string at `start` does not go on at `end`."""
        following = self.text[end : end + 1]
        if following == "\\":
            hint = "write `\\\\` for a backslash"
            return self.fault("json-escape", "no such escape exists", end, min(end + 2, len(self.text)), hint)
        if following in ("", "\n"):
            return self.fault("json-syntax", "the text in quotes does not end in its line", start, end)
        message = f"the character U+{ord(following):04X} stands in a text as it is"
        return self.fault("json-syntax", message, end, end + 1, f"write it as `\\u{ord(following):04x}`")

    def fault(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> _Fault:
        """A fault after which reading ends."""
        return _Fault(Diagnostic(code, message, Span(self.source, start, end), hint=hint))


def _unescape(found: re.Match[str]) -> str:
    high, low, unit, letter = found.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00))
    return chr(int(unit, 16)) if unit else _ESCAPES.get(letter, letter)
