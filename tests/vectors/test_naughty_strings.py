"""The big list of naughty strings: as YAML, as JSON, as file names and as underlined text, there and back."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from files.trees import scalars

from duly.diagnostics import Diagnostic, Label
from duly.model.json_tree import load_json
from duly.model.tree import Node
from duly.model.yaml_tree import load_yaml
from duly.report.diagnostics import render_github, render_json, render_text
from duly.report.visible import visible
from duly.source import Source, Span


@pytest.fixture(scope="module")
def strings(vectors_folder: Path) -> list[str]:
    listed: list[str] = json.loads((vectors_folder / "naughty_strings" / "blns.json").read_text(encoding="utf-8"))
    assert len(listed) == 515
    return listed


def only(loaded: tuple[Node | None, tuple[Diagnostic, ...]]) -> str:
    node, found = loaded
    assert node is not None, found
    return scalars(node)[-1].text


def double_quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes, with whatever is not a plain letter or sign escaped."""
    written = (each if each.isprintable() and each not in '"\\' else f"\\U{ord(each):08x}" for each in text)
    return '"' + "".join(written) + '"'


def is_refused(character: str) -> bool:
    """Whether YAML files may hold the character only as an escape."""
    return character in "\u2028\u2029\ufeff\ufffe\uffff" or (
        unicodedata.category(character) == "Cc" and character not in "\t\n"
    )


def test_they_come_back_from_yaml_in_double_quotes(strings: list[str]) -> None:
    for string in strings:
        assert only(load_yaml(Source("x", f"title: {double_quoted(string)}\n"))) == string


def test_they_come_back_from_yaml_in_single_quotes_or_are_refused(strings: list[str]) -> None:
    refused = 0
    for string in strings:
        node, found = load_yaml(Source("x", "title: '" + string.replace("'", "''") + "'\n"))
        if node is None:
            refused += 1
            assert {each.code for each in found} == {"yaml-character"}
        else:
            assert scalars(node)[-1].text == string
    print(f"{len(strings) - refused} came back, {refused} hold characters that are refused as they are")
    assert refused == sum(any(is_refused(each) for each in string) for string in strings)


def test_they_come_back_from_json(strings: list[str]) -> None:
    for string in strings:
        for is_ascii in (True, False):
            text = json.dumps({string: [string]}, ensure_ascii=is_ascii)
            node, found = load_json(Source("x", text))
            assert node is not None, found
            assert [scalar.text for scalar in scalars(node)] == [string, string]


def is_safe(text: str) -> bool:
    """Whether nothing in the text moves, hides or reorders what is shown."""
    return all(
        each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for each in text
    )


def diagnostic_on(string: str) -> tuple[Source, Diagnostic]:
    """A diagnostic that has the string as file name, underlined text, message, hint, clause and label."""
    source = Source(string, f"a: {string}\n")
    span = Span(source, 3, 3 + len(string))
    return source, Diagnostic("wrong-form", string, span, string, (Label(span, string),), string)


def test_they_are_shown_safely(strings: list[str]) -> None:
    for string in strings:
        text = render_text([diagnostic_on(string)[1]])
        assert is_safe(text)
        text.encode("utf-8")
        lines = text.splitlines()
        assert lines[0].startswith("error[wrong-form]: ")
        assert lines[-1] == "1 error"
        assert len(lines) == (10 if string else 8), text


def test_they_come_back_from_json_reports(strings: list[str]) -> None:
    for string in strings:
        source, diagnostic = diagnostic_on(string)
        (record,) = json.loads(render_json([diagnostic]))["diagnostics"]
        assert (record["message"], record["hint"], record["clause"], record["file"]) == (string,) * 4
        place = record["place"]
        start = source.line_starts[place["line"] - 1] + place["column"] - 1
        end = source.line_starts[place["end_line"] - 1] + place["end_column"] - 1
        assert source.text[start:end] == place["text"] == string


def test_they_stay_one_command_for_github(strings: list[str]) -> None:
    for string in strings:
        line = render_github([diagnostic_on(string)[1]])
        assert line.endswith("\n")
        assert line.count("\n") == 1
        assert "\r" not in line
        assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in line.removesuffix("\n"))
        head, title, message = line.removesuffix("\n").partition(",title=wrong-form::")
        assert head.startswith("::error file=")
        assert title
        named = dict(pair.partition("=")[::2] for pair in head.removeprefix("::error ").split(","))
        unescaped = named["file"].replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n")
        if not any(unicodedata.category(each) == "Cc" for each in string):
            assert unescaped.replace("%25", "%") == string
        assert visible(string).replace("%", "%25") in message
