"""Diagnostics are shown in one style, safely, and in one order, as text, JSON and GitHub commands."""

from __future__ import annotations

import json

from duly.diagnostics import Diagnostic, Label
from duly.report.diagnostics import LINE_COLUMNS, counts, render_github, render_json, render_text
from duly.source import Source, Span


def at(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


RULES = Source("rules/supply/delivery.yaml", "norms:\n" + "\n" * 40 + "      by: 10 business days after delivery_dat\n")
UNKNOWN = Diagnostic(
    "unknown-key",
    "no fact or term is called `delivery_dat`",
    at(RULES, "delivery_dat"),
    hint="did you mean `delivery_date`?",
    clause="7.2, Late delivery",
)


def test_the_style() -> None:
    assert render_text([UNKNOWN]) == (
        "error[unknown-key]: no fact or term is called `delivery_dat`\n"
        "  --> rules/supply/delivery.yaml:42:34\n"
        "   |\n"
        "42 |       by: 10 business days after delivery_dat\n"
        "   |                                  ^^^^^^^^^^^^\n"
        "   = in clause 7.2, Late delivery\n"
        "   = hint: did you mean `delivery_date`?\n"
        "\n"
        "1 error\n"
    )


def test_labels_stand_below_with_what_they_say() -> None:
    other = Source("other.yaml", "cite: 3\n")
    labels = (Label(at(RULES, "norms"), "in these"), Label(at(other, "3"), "said here"))
    told = Diagnostic("duplicate-key", "twice", at(RULES, "by"), labels=labels)
    assert render_text([told]).splitlines()[1:10] == [
        "  --> rules/supply/delivery.yaml:42:7",
        "   |",
        "42 |       by: 10 business days after delivery_dat",
        "   |       ^^",
        " 1 | norms:",
        "   | ----- in these",
        "  ::: other.yaml:1:7",
        " 1 | cite: 3",
        "   |       - said here",
    ]


def test_a_label_in_the_same_line_stands_under_the_carets() -> None:
    told = Diagnostic("wrong-form", "m", at(RULES, "days"), labels=(Label(at(RULES, "by"), "here"),))
    assert render_text([told]).splitlines()[3:7] == [
        "42 |       by: 10 business days after delivery_dat",
        "   |                       ^^^^",
        "   |       -- here",
        "",
    ]


def test_nothing_is_said_of_nothing() -> None:
    assert render_text([]) == ""
    assert render_github([]) == ""
    assert json.loads(render_json([])) == {
        "format_version": 1,
        "diagnostics": [],
        "counts": {"error": 0, "warning": 0, "note": 0},
    }


def test_the_order_is_by_file_and_place() -> None:
    first, second = Source("a.yaml", "xy\nz"), Source("b.yaml", "xy\nz")
    told = [
        Diagnostic("wrong-form", "5", at(second, "x")),
        Diagnostic("wrong-form", "4", at(first, "z")),
        Diagnostic("wrong-form", "3", at(first, "y")),
        Diagnostic("wrong-form", "2", file="a.yaml"),
        Diagnostic("wrong-form", "1"),
    ]
    shown = render_text(told)
    assert [line[-1] for line in shown.splitlines() if line.startswith("error")] == ["1", "2", "3", "4", "5"]
    assert shown == render_text(told[::-1])
    assert render_json(told) == render_json(told[::-1])
    assert render_github(told) == render_github(told[::-1])


def test_a_fault_without_a_place_names_its_file() -> None:
    told = Diagnostic("file-missing", "there is no such file", file="facts/none.json", hint="look again")
    assert render_text([told]) == (
        "error[file-missing]: there is no such file\n --> facts/none.json\n  = hint: look again\n\n1 error\n"
    )


def test_counts_have_a_plural() -> None:
    assert counts([UNKNOWN]) == "1 error"
    assert counts([UNKNOWN, UNKNOWN]) == "2 errors"
    assert counts([]) == ""


def underlined(text: str, words: str) -> tuple[str, str]:
    """The line as shown, and what the carets are under when each character takes one column."""
    shown = render_text([Diagnostic("wrong-form", "m", at(Source("x", text), words))]).splitlines()
    return shown[3][4:], shown[4][4:]


def test_wide_and_combining_characters_keep_the_carets_in_place() -> None:
    assert underlined("好好 ab", "ab") == ("好好 ab", "     ^^")
    assert underlined("e\u0301 ab", "ab") == ("e\u0301 ab", "  ^^")
    assert underlined("a 好好 b", "好好") == ("a 好好 b", "  ^^^^")


def test_what_cannot_be_seen_is_written_out() -> None:
    assert underlined("a\tb ab", "ab") == ("a→b ab", "    ^^")
    assert underlined("\u202eab", "ab") == ("<U+202E>ab", "        ^^")
    assert underlined("a\u200bb", "\u200b") == ("a<U+200B>b", " ^^^^^^^^")
    assert underlined("\x1b[31mred", "red") == ("␛[31mred", "     ^^^")
    assert underlined("x\x85y", "y") == ("x<U+0085>y", "         ^")


def test_an_escape_sequence_in_a_message_has_no_effect() -> None:
    told = Diagnostic("wrong-form", "`\x1b[2J`\nerror: x", file="\x1b]0;x\x07", hint="\r\u2066", clause="\x9b")
    text = render_text([told])
    assert text.isprintable() is False  # the line ends
    assert all(each == "\n" or each.isprintable() for each in text)
    assert len(text.splitlines()) == 6


def test_a_long_line_is_cut_around_the_words() -> None:
    line, carets = underlined("x" * 300 + "BAD" + "y" * 300, "BAD")
    assert line.startswith("…x")
    assert line.endswith("y…")
    assert len(line) == LINE_COLUMNS + 1
    assert line[carets.index("^") : len(carets)] == "BAD"
    line, carets = underlined("BAD" + "y" * 300, "BAD")
    assert (line[:4], line[-1], carets) == ("BADy", "…", "^^^")
    line, carets = underlined("x" * 300 + "BAD", "BAD")
    assert line[carets.index("^") : len(carets)] == "BAD"
    assert line.endswith("BAD")


def test_words_longer_than_a_line_are_marked_as_far_as_they_are_shown() -> None:
    line, carets = underlined("x" * 10 + "y" * 500, "y" * 500)
    assert line.count("y") == carets.count("^")
    assert line.endswith("…")


def test_words_over_several_lines_are_marked_in_the_first() -> None:
    assert underlined("a: b\n  c\n", "b\n  c") == ("a: b", "   ^")


def test_a_place_between_characters_has_one_caret() -> None:
    source = Source("x", "ab")
    shown = render_text([Diagnostic("wrong-form", "m", Span(source, 2, 2))]).splitlines()
    assert shown[3:5] == ["1 | ab", "  |   ^"]


def test_colour_is_only_put_around() -> None:
    coloured = render_text([UNKNOWN], color=True)
    assert "\x1b[31m^^^^^^^^^^^^\x1b[0m" in coloured
    for code in ("0", "1", "31", "34"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == render_text([UNKNOWN])


def test_json_has_every_field() -> None:
    told = Diagnostic("duplicate-key", "twice", at(RULES, "by"), labels=(Label(at(RULES, "norms"), "in these"),))
    document = json.loads(render_json([told, UNKNOWN]))
    assert document["format_version"] == 1
    assert document["counts"] == {"error": 2, "warning": 0, "note": 0}
    first, second = document["diagnostics"]
    assert first["labels"] == [
        {
            "text": "in these",
            "file": "rules/supply/delivery.yaml",
            "place": {"line": 1, "column": 1, "end_line": 1, "end_column": 6, "text": "norms"},
        }
    ]
    assert second == {
        "code": "unknown-key",
        "severity": "error",
        "message": "no fact or term is called `delivery_dat`",
        "hint": "did you mean `delivery_date`?",
        "clause": "7.2, Late delivery",
        "file": "rules/supply/delivery.yaml",
        "place": {"line": 42, "column": 34, "end_line": 42, "end_column": 46, "text": "delivery_dat"},
        "labels": [],
    }


def test_json_holds_names_that_are_no_text() -> None:
    text = render_json([Diagnostic("file-missing", "x", file="a\udc80")])
    text.encode("utf-8")
    assert json.loads(text)["diagnostics"][0]["file"] == "a\udc80"


def test_github_commands() -> None:
    assert render_github([UNKNOWN]) == (
        "::error file=rules/supply/delivery.yaml,line=42,col=34,endColumn=45,title=unknown-key"
        "::no fact or term is called `delivery_dat`%0Ain clause 7.2, Late delivery"
        "%0Ahint: did you mean `delivery_date`?\n"
    )


def test_github_commands_are_escaped() -> None:
    told = Diagnostic("wrong-form", "100% a: b, c\n::error::d", file="a,b:c%d\n.yaml")
    assert render_github([told]) == ("::error file=a%2Cb%3Ac%25d%0A.yaml,title=wrong-form::100%25 a: b, c␊::error::d\n")
    broken = render_github([Diagnostic("file-missing", "x", file="a\udc80")])
    assert broken == "::error file=a<U+DC80>,title=file-missing::x\n"


def test_github_takes_no_columns_over_several_lines() -> None:
    source = Source("x.yaml", "a: b\n  c\n")
    assert render_github([Diagnostic("wrong-form", "m", at(source, "b\n  c"))]) == (
        "::error file=x.yaml,line=1,endLine=2,title=wrong-form::m\n"
    )
