"""The page of `--format html` where every text of rules, fact sets and file names is markup: nothing of it is one."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from duly.comparison.reviewing import Review, review
from duly.report.review_html import render_html

BASE = (Path(__file__).parent / "base.yaml").read_text(encoding="utf-8")
_PROSE = (
    "ask", "answered_by", "summary", "question", "says", "because", "matter", "judgment_of", "governing_law", "assumed",
    "no_effect", "not_encoded", "title", "reason",
)  # fmt: skip
_SCRIPT = "<script>alert({})</script><img src=//example.com/{} onerror=a()>\"'>&amp;"
VOID = ("meta",)


class Page(HTMLParser):
    """The tags of a page, where they lead, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.keys: set[str] = set()
        self.targets: list[str] = []
        self.names: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.keys |= {key for key, _ in attrs}
        self.targets += [value or "" for key, value in attrs if key in ("href", "src", "action", "data", "srcset")]
        self.names += [value or "" for key, value in attrs if key == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def evil(text: str, mark: str) -> tuple[str, int]:
    """The rules with markup for every text in them, and how many there are."""
    counted = iter(range(1000))

    def instead(found: re.Match[str]) -> str:
        number = f"{mark}{next(counted)}"
        return f"{found[1]}: {json.dumps(_SCRIPT.format(number, number))}"

    keys = "|".join(_PROSE)
    value = r"(?:\"[^\"]*\"|[^,}\n]*)"
    text = re.sub(rf"\b({keys}): (?!use\b){value}", instead, text)
    head, actions, rest = re.split("(?<=actions:\n)|(?=\n\nrecords:)", text)
    text = head + re.sub(r"(?m)^  (\w+): [^\n]*", lambda found: f"  {instead(found)}", actions) + rest
    text = re.sub(r"\{lessor: [^}]*\}", f"{{lessor: {json.dumps(_SCRIPT.format(mark, mark))}, lessee: L}}", text)
    return text, next(counted)


FACTS = {
    "agreement": "lease",
    "title": _SCRIPT.format("t", "t"),
    "through": "2001-12-31",
    "facts": {"signed": "2001-02-01", "called_back": "2001-03-01", "returned": None},
}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Review]:
    monkeypatch.chdir(tmp_path)
    old, count = evil(BASE, "o")
    new, _ = evil(BASE.replace("by: 15 days after called_back", "by: 9 days after called_back"), "n")
    assert count > 40
    for side, text in (("old", old), ("new", new)):
        Path(side).mkdir()
        Path(side, "<b onclick=a()>.yaml").write_text(text, encoding="utf-8")
    Path("<i>facts").mkdir()
    Path("<i>facts", "<u>set.json").write_text(json.dumps(FACTS), encoding="utf-8")
    found = review("old", "new", ("<i>facts",))
    assert not found.diagnostics, found.diagnostics
    return render_html([found], "<b>old", "new</b>"), found


def test_no_text_is_markup(page: tuple[str, Review]) -> None:
    text, found = page
    read = Page(text)
    assert not read.open
    assert not {"script", "img", "b", "i", "u", "link", "iframe", "object", "base", "form"} & set(read.tags)
    assert not {key for key in read.keys if key.startswith("on")} | ({"src", "style", "srcset", "action"} & read.keys)
    assert {change.id for change in found.changes} >= {"norm-by-changed", "fact-ask-changed", "norm-summary-changed"}
    for change in found.changes:
        for value in (change.says, change.before, change.after):
            assert " ".join(value.split()) in read.words
    assert "<u>set.json" in read.words


def test_the_page_needs_nothing_else(page: tuple[str, Review]) -> None:
    text, _ = page
    read = Page(text)
    assert read.tags.count("html") == read.tags.count("body") == read.tags.count("style") == 1
    assert read.targets and all(target.startswith("#") for target in read.targets)
    assert {target.removeprefix("#") for target in read.targets} <= set(read.names)
    assert len(set(read.names)) == len(read.names)
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"url\(|@import|//", style)
