"""What is shown has a known width and nothing hidden in it."""

from __future__ import annotations

import sys
import unicodedata

from duly.report.visible import cells, visible, width


def test_every_character_is_shown_safely() -> None:
    for code in range(sys.maxunicode + 1):
        shown = visible(chr(code))
        assert shown
        assert unicodedata.category(shown[0])[0] != "C"
        if shown != chr(code):
            assert all(unicodedata.category(each)[0] not in "CZM" for each in shown)


def test_widths() -> None:
    assert [width(text) for text in ("", "ab", "好", "e\u0301", "\t", "\u200b", "\n", "😀", "Ａ")] == [
        0,
        2,
        2,
        1,
        1,
        8,
        1,
        2,
        2,
    ]


def test_cells_are_what_is_shown() -> None:
    text = "a\t好\u202e\udc80"
    assert "".join(shown for shown, _ in cells(text)) == visible(text) == "a→好<U+202E><U+DC80>"


def test_ordinary_text_is_left_as_it_is() -> None:
    assert visible("§ 3.1 “né” — a\u00a0b") == "§ 3.1 “né” — a\u00a0b"
