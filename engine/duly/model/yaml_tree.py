"""YAML, the strict part of it that is read here, becomes a tree.

In: a source. Out: the tree, or None and every fault that could be found. The one idea: nothing is typed by its looks.
`no`, `1.10` and `22:22` are texts, and what could make a line mean something that a reader does not see is refused:
anchors and aliases, merge keys, tags, directives, several documents, a key given twice, a key without a value.

The parser of ruamel.yaml (in Python, version 1.2 alone) gives events, from which the tree is built without recursion;
nesting is counted as events come, so no input reaches a depth or a size that its length does not explain. Where the
parser is laxer than YAML 1.2, `yaml_events.py` and the checks here are not. They are also stricter than YAML where a
person would be misled: no tabs outside of texts, no `?` keys, no `a: b` in a list without braces, no line separators
other than the line feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from duly.diagnostics import Diagnostic, Label
from duly.limits import RULE_FILE_NESTING
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.model.yaml_events import StrictEvents, YamlFault
from duly.model.yaml_faults import wording
from duly.model.yaml_scalars import read_block, read_plain, read_quoted
from duly.source import Source, Span

_FORBIDDEN = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
_GOES_ON = "begin keys of one mapping in the same column, and put a space after the colon above"
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_OUT = "leave it out, or put a text that begins with `{}` in quotes"
_INDENT = re.compile(r"( *)[ \t]*")
_WORD = re.compile(r"[^\s,\[\]{}]*")


def load_yaml(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a YAML file, or None and what is wrong with it; the tree is there exactly if nothing is wrong."""
    found = list(_forbidden_characters(source))
    if found:
        return None, tuple(found)
    reader = _TreeReader(source)
    node = reader.read()
    return (None if reader.found else node), tuple(reader.found)


def _forbidden_characters(source: Source) -> Iterator[Diagnostic]:
    for match in _FORBIDDEN.finditer(source.text):
        code = ord(match.group())
        yield Diagnostic(
            "yaml-character",
            f"the character U+{code:04X} cannot stand in a YAML file",
            Span(source, match.start(), match.end()),
            hint=f"in double quotes it is written `\\u{code:04x}`",
        )


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    start: int
    column: int
    is_mapping: bool
    is_flow: bool
    key: Scalar | None = None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    is_key_due: bool = True


class _TreeReader:
    """Builds the tree of one source and collects its faults."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    def read(self) -> Node | None:
        """The root of the tree; None where there is none."""
        try:
            events = StrictEvents(self.source)
            while events.check_event():
                self.take(events.get_event(), events)
        except YamlFault as fault:
            self.found.append(fault.diagnostic)
        except MarkedYAMLError as failure:
            self.found.append(self.syntax_fault(failure))
        except (ValueError, OverflowError):
            self.report("yaml-escape", "there is no character of this number", events.index - 2, events.index)
        if self.root is None and not self.found:
            self.found.append(Diagnostic("empty-file", "this file says nothing", Span(self.source, 0, 0)))
        return self.root

    def take(self, event: Event, events: StrictEvents) -> None:
        """Puts one event into the tree."""
        match event:
            case DocumentStartEvent():
                self.begin_document(event)
            case AliasEvent():
                self.report("yaml-anchor", "an alias is not read here", *_marks(event), hint=_OUT.format("*"))
                self.put(self.stand_in(*_marks(event)))
            case ScalarEvent():
                self.refuse_properties(event)
                self.take_scalar(event, events)
            case MappingStartEvent() | SequenceStartEvent():
                self.refuse_properties(event)
                self.begin(event)
            case MappingEndEvent() | SequenceEndEvent():
                self.end(event)
            case _:
                pass

    def begin_document(self, event: Any) -> None:
        """Refuses a second document."""
        self.documents += 1
        if self.documents > 1:
            start, end = _marks(event)
            raise YamlFault(self.diagnostic("yaml-documents", "a second document begins", start, max(end, start)))

    def refuse_properties(self, event: Any) -> None:
        """Reports an anchor or tag in front of a node."""
        start = event.start_mark.index
        if event.anchor is not None:
            self.report("yaml-anchor", "an anchor is not read here", *self.word(start), hint=_OUT.format("&"))
        elif event.ctag is not None:
            self.report("yaml-tag", "a tag is not read here", *self.word(start), hint=_OUT.format("!"))

    def begin(self, event: Any) -> None:
        """Opens a collection."""
        start, end = _marks(event)
        is_mapping, is_flow = isinstance(event, MappingStartEvent), bool(event.flow_style)
        self.check_indent(start)
        if len(self.open) >= RULE_FILE_NESTING:
            message = f"this is nested deeper than the {RULE_FILE_NESTING} levels that are read"
            raise YamlFault(self.diagnostic("too-deep", message, start, end))
        if is_flow and is_mapping and self.source.text[start : start + 1] not in "{&!":
            hint = "put `{}` around the pair, or quotes around the text"
            self.report("yaml-key", "a pair stands in a list without braces", *self.word(start), hint=hint)
        self.open.append(_Open(start, event.start_mark.column, is_mapping, is_flow))

    def end(self, event: Any) -> None:
        """Closes a collection and puts it where it belongs."""
        closed = self.open.pop()
        end = event.end_mark.index
        if closed.is_flow:
            self.check_indent(end - 1, is_within=True)
        else:
            end = self.last_end(closed)
        span = Span(self.source, closed.start, end)
        if closed.is_mapping:
            self.put(Mapping(tuple(closed.entries.values()), span))
        else:
            self.put(Sequence(tuple(closed.items), span))

    def last_end(self, closed: _Open) -> int:
        """Where the last thing in a block collection ends; its own end event stands at the next token."""
        if closed.items:
            return closed.items[-1].span.end
        last = next(reversed(closed.entries.values()), None)
        return last.value.span.end if last else closed.start

    def take_scalar(self, event: Any, events: StrictEvents) -> None:
        """Reads a scalar; one without any text is a fault."""
        start, end = _marks(event)
        if event.anchor is not None or event.ctag is not None:
            self.put(self.stand_in(start, end))
            return
        if event.style is None and event.value == "":
            if self.open:
                self.report_missing(start)
                self.put(self.stand_in(start, start))
            return
        scalar = self.scalar(event, start, end, events)
        self.check_indent(start)
        if scalar.style == "quoted":
            self.check_lines(start, end)
        elif scalar.text == "-" and scalar.style == "plain" and self.open and self.open[-1].is_flow:
            self.report("yaml-syntax", "`-` begins no item between brackets", start, end)
        if _SURROGATE.search(scalar.text):
            self.report("yaml-escape", "half of a pair of code units is not a character", start, end)
        self.put(scalar)

    def scalar(self, event: Any, start: int, end: int, events: StrictEvents) -> Scalar:
        """The scalar of an event, with the place of each character."""
        if event.style in ("|", ">"):
            excerpt = read_block(self.source, start, end, events.block_parents[start])
            return Scalar(excerpt.text, Span(self.source, start, excerpt.offsets[-1]), excerpt, "block")
        if event.style in ("'", '"'):
            excerpt = read_quoted(self.source, start, end)
            return Scalar(excerpt.text, Span(self.source, start, end), excerpt, "quoted")
        excerpt = read_plain(self.source, start, end)
        return Scalar(excerpt.text, Span(self.source, start, end), excerpt, "plain")

    def stand_in(self, start: int, end: int) -> Scalar:
        """What stands in the tree for a value that is reported as a fault."""
        excerpt = read_plain(self.source, start, end)
        return Scalar(excerpt.text, Span(self.source, start, end), excerpt, "plain")

    def put(self, node: Node) -> None:
        """Puts a finished node into the collection that is open, as item, key or value."""
        if not self.open:
            self.root = node
            return
        into = self.open[-1]
        if not into.is_mapping:
            into.items.append(node)
        elif into.is_key_due:
            into.is_key_due = False
            into.key = self.checked_key(node, into)
        else:
            into.is_key_due = True
            if into.key is not None:
                into.entries[into.key.text] = Entry(into.key, node)

    def checked_key(self, node: Node, into: _Open) -> Scalar | None:
        """The key that `node` is, or None where it cannot be one."""
        if not isinstance(node, Scalar):
            self.found.append(Diagnostic("yaml-key", "a key is one word or text, not a list or mapping", node.span))
            return None
        if node.text == "<<" and node.style == "plain":
            self.report("yaml-anchor", "a merge key is not read here", node.span.start, node.span.end)
        if node.text in into.entries:
            first = Label(into.entries[node.text].key.span, "first here")
            message = f"the key `{node.text}` stands twice"
            self.found.append(Diagnostic("duplicate-key", message, node.span, labels=(first,)))
            return None
        return node

    def report_missing(self, at: int) -> None:
        """Reports a key without value, a value without key or an item without content."""
        into = self.open[-1]
        if not into.is_mapping:
            self.report("empty-item", "this item of a list is empty", at - 1, at)
        elif into.is_key_due:
            self.report("yaml-key", "a key is needed before the colon", at, at)
        else:
            self.report_missing_value(into, at)

    def report_missing_value(self, into: _Open, at: int) -> None:
        hint = "write the value after the colon, or leave the key out"
        if into.is_flow:
            hint = "between braces a comma ends the value before it: put an expression that has a comma in quotes"
        key = into.key
        start, end = (key.span.start, key.span.end) if key else (at, at)
        name = f"the key `{key.text}`" if key else "a key"
        self.report("missing-value", f"{name} has no value", start, end, hint=hint)

    def check_lines(self, start: int, end: int) -> None:
        """Checks the indentation of the further lines of a text in quotes."""
        text, at = self.source.text, self.source.text.find("\n", start, end)
        while at != -1:
            line_end = text.find("\n", at + 1, end)
            content = text[at + 1 : end if line_end == -1 else line_end]
            if content.strip(" \t"):
                self.check_indent(at + 1 + len(content) - len(content.lstrip(" ")), is_within=True)
            at = line_end

    def check_indent(self, at: int, is_within: bool = False) -> None:
        """Reports what stands within brackets or quotes no further right than the block around them."""
        around = next((each for each in reversed(self.open) if not each.is_flow), None)
        if around is None or not (is_within or self.open[-1].is_flow):
            return
        line = self.source.line_starts[self.source.position(at).line - 1]
        head = _INDENT.match(self.source.text, line, at)
        if head and head.end() == at and len(head.group(1)) <= around.column:
            message = "this line goes on with what stands in brackets or quotes and is not indented"
            self.report("yaml-indent", message, at, at + 1, hint="indent it further than the key or item it belongs to")

    def word(self, start: int) -> tuple[int, int]:
        """From `start` to the end of the word there."""
        matched = _WORD.match(self.source.text, start)
        return start, matched.end() if matched else start

    def diagnostic(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> Diagnostic:
        """A diagnostic on the characters `start` to `end`."""
        return Diagnostic(code, message, Span(self.source, max(start, 0), end), hint=hint)

    def report(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> None:
        """Collects a fault after which reading goes on."""
        self.found.append(self.diagnostic(code, message, start, end, hint))

    def syntax_fault(self, failure: MarkedYAMLError) -> Diagnostic:
        """The parser's own refusal, in other words."""
        said = " ".join(str(part) for part in (failure.context, failure.problem) if part)
        told = wording(said)
        mark = failure.problem_mark or failure.context_mark
        if failure.context_mark and told.is_whole:
            mark = failure.context_mark
        at = min(mark.index if mark else 0, len(self.source.text))
        span = Span(self.source, at, max(at, self.word(at)[1]))
        if "mapping values" in said and (key := self.key_before(at)):
            return Diagnostic("yaml-syntax", "this line goes on with the value above, and has a colon", key, _GOES_ON)
        labels: tuple[Label, ...] = ()
        if failure.context in ("while parsing a flow mapping", "while parsing a flow sequence"):
            opened = failure.context_mark.index
            labels = (Label(Span(self.source, opened, opened + 1), "opened here"),)
        return Diagnostic(told.code, told.message, span, told.hint, labels)

    def key_before(self, colon: int) -> Span | None:
        """What stands in front of the first colon of a line; None for a further colon."""
        line = self.source.line_starts[self.source.position(colon).line - 1]
        before = self.source.text[line:colon]
        if ": " in before:
            return None
        return Span(self.source, line + len(before) - len(before.lstrip()), colon)


def _marks(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
