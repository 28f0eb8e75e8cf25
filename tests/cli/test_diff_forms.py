"""The forms of `duly diff` for reviews: comment, page, annotations; in none are rule files more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli.lease import (
    BASE,
    EVIL_BASE,
    EVIL_LONGER,
    LONGER,
    REWORDED,
    REWRITTEN,
    accept,
    commit,
    form,
    git,
    line_of,
    shown,
    two_versions,
    write,
)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_versions(tmp_path, monkeypatch, BASE, LONGER)


# Markdown.


def test_the_comment_is_verdict_table_details_and_the_rest_in_a_line() -> None:
    write("new/lease.yaml", LONGER.replace("summary: Pay the rent.", "summary: Rent."))
    comment = form("markdown")
    (day, words) = (each["fingerprint"] for each in shown("old", "new")["changes"])
    lines = comment.splitlines()
    assert lines[0] == "**2 changes: 1 of substance, 1 of wording** (old → new)"
    row = "| 3 | The lessee has 5 days more to give the press back. | Better for the lessee, worse for the lessor. |"
    assert lines[2:5] == ["| section | what changes | for whom | |", "| --- | --- | --- | --- |", f"{row} `{day}` |"]
    assert lines[6] == "<details><summary>Before, after, and the facts on which it shows</summary>"
    assert lines[8] == f"- `{day}` `give_back, by`: `15 days after called_back → 20 days after called_back`"
    assert lines[-3:] == ["</details>", "", "Also: `pay, summary`."]
    assert words not in comment
    accept(day)
    comment = form("markdown")
    assert comment.startswith("**1 change: 1 of wording; 1 more accepted** (old → new)\n")
    assert "<details><summary>Accepted: 1</summary>" in comment
    assert "agreed \\<b\\> \\@&#8203;octocat" in comment


def test_nothing_of_a_rule_file_is_markup_in_a_comment() -> None:
    write("old/lease.yaml", EVIL_BASE)
    write("new/lease.yaml", EVIL_LONGER)
    comment = form("markdown")
    (row,) = [line for line in comment.splitlines() if line.startswith("| 3 |")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    for raw in ("<img", "`give`", "**back**", "@octocat", "#12", "GH-3", "[x]", "https://", "www.example", "$x$"):
        assert not re.search(rf"(?<!\\){re.escape(raw)}", row), raw
    for text in ("\\<img", "\\`give\\`", "\\@&#8203;octocat", "\\#&#8203;12", "https:&#8203;//", "<span>$</span>x"):
        assert text in row
    assert set(re.findall(r"(?<!\\)<[^>]*>", comment)) == {
        "<details>", "</details>", "<summary>", "</summary>", "<span>", "</span>",
    }  # fmt: skip


def test_a_comment_has_a_largest_size() -> None:
    facts = [f'  fact_{number}: {{type: boolean, ask: Is it {"x" * 400}?, cite: "{number}"}}' for number in range(300)]
    asked = 'bought?, answered_by: lessee, cite: "8"}'
    write("new/lease.yaml", LONGER.replace(asked, "\n".join((asked, *facts))))
    comment = form("markdown")
    assert len(shown("old", "new")["changes"]) == 301
    assert len(comment) < 65_536
    assert re.search(r"^- and \d+ more, for which a comment has no room$", comment, re.MULTILINE)


# HTML.


class Page(HTMLParser):
    """The tags of a page with their attributes, the text, and whether every tag is closed in order."""

    VOID = ("meta", "br", "hr")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += "" if self.open[-1:] == ["style"] else data


def test_the_page_stands_for_itself() -> None:
    write("old/lease.yaml", EVIL_BASE)
    write("new/lease.yaml", EVIL_LONGER)
    (fingerprint,) = (each["fingerprint"] for each in shown("old", "new")["changes"])
    accept(fingerprint)
    for text in (form("html"), form("html", "old", "new/lease.yaml")):
        page = Page(text)
        assert not page.open
        assert {tag for tag, _ in page.tags} <= {
            "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "h3", "table", "thead", "tbody", "tr",
            "th", "td", "a", "article", "h4", "dl", "dt", "dd", "del", "ins", "code",
        }  # fmt: skip
        keys = {key for _, keys in page.tags for key in keys}
        assert keys <= {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href"}
        targets = {keys["href"] for tag, keys in page.tags if tag == "a"}
        assert targets <= {f"#{keys['id']}" for tag, keys in page.tags if tag == "article"}
        policy = next(keys["content"] for tag, keys in page.tags if keys.get("http-equiv") == "Content-Security-Policy")
        assert policy == "default-src 'none'; style-src 'unsafe-inline'"
        assert not re.search(r"url\(|@import|//", text[text.index("<style>") : text.index("</style>")])
        assert "<img src=x onerror=a()> `give` | **back** @octocat #12" in page.words


def test_the_page_says_all_there_is_to_a_change() -> None:
    words = spaced(form("html"))
    (change,) = shown("old", "new")["changes"]
    assert words.startswith("old → new old → new 1 change: 1 of substance.")
    for said in (
        "[3] The lessee has 5 days more to give the press back.",
        "rule give_back, by level substance party lessee",
        "before 15 days after called_back after 20 days after called_back",
        "for whom Better for the lessee, worse for the lessor.",
        f"on facts {'On' if change['shown_on'] else 'No difference found'}",
        f"file new/lease.yaml:{line_of(LONGER, '  give_back:')}",
        f"fingerprint {change['fingerprint']}",
    ):
        assert said in re.sub(r"(?<=[a-z])(?=fingerprint)", " ", words.replace("\n", " ")) or said in spaced(
            form("html")
        )


def spaced(page: str) -> str:
    """The words of a page with a space between any two elements."""
    return " ".join(Page(re.sub(r"(</[a-z0-9]+>)", r"\1 ", page)).words.split())


# Annotations.


def test_an_annotation_stands_at_the_key_that_changed() -> None:
    line = LONGER.splitlines()[line_of(LONGER, "by: 20 days") - 1]
    (command,) = form("github").splitlines()
    head, _, said = command.removeprefix("::").partition("::")
    assert head == (
        f"warning file=new/lease.yaml,line={line_of(LONGER, 'by: 20 days')},col=5,endColumn={len(line)},"
        "title=substance%3A norm-by-changed [3]"
    )
    rows = said.split("%0A")
    assert rows[:3] == [
        "The lessee has 5 days more to give the press back.",
        "give_back, by: 15 days after called_back → 20 days after called_back",
        "Better for the lessee, worse for the lessor.",
    ]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (REWORDED, (), ["notice"]),
        (REWORDED, ("--fail-on", "wording"), ["error"]),
        (REWORDED, ("--fail-on", "unclear"), ["notice"]),
        (REWRITTEN, (), []),
        (REWRITTEN, ("--fail-on", "none"), ["error"]),
        (LONGER, ("--fail-on", "substance"), ["error"]),
        (LONGER.replace("summary: Pay the rent.", "summary: Rent."), (), ["warning", "notice"]),
    ],
)
def test_what_fails_the_run_is_an_error(text: str, words: tuple[str, ...], expected: list[str]) -> None:
    write("new/lease.yaml", text)
    assert re.findall(r"^::(\w+) ", form("github", "old", "new", *words), re.MULTILINE) == expected


def test_an_accepted_change_is_a_notice_and_comes_last() -> None:
    write("new/lease.yaml", LONGER.replace("summary: Pay the rent.", "summary: Rent."))
    accept(shown("old", "new")["changes"][0]["fingerprint"])
    first, last = form("github", "old", "new", "--fail-on", "wording").splitlines()
    assert (first.split()[0], last.split()[0]) == ("::error", "::notice")
    assert "%0AAccepted: agreed <b> @octocat%0A" in last


def test_an_annotation_is_one_line_whatever_the_rules_say() -> None:
    for side, text in (("old", EVIL_BASE), ("new", EVIL_LONGER)):
        Path(f"{side}/lease.yaml").unlink()
        write(f"{side}/a,b%: é.yaml", text)
    (command,) = form("github").splitlines()
    assert command.startswith("::warning file=new/a%2Cb%25%3A é.yaml,line=")
    assert "␊::error::%250A" in command


def test_what_is_gone_is_shown_at_the_file_where_it_stood() -> None:
    start, end = BASE.index("  risk:"), BASE.index("\ngroups:")
    write("new/lease.yaml", BASE[:start] + BASE[end:])
    (command,) = [row for row in form("github").splitlines() if "norm-removed" in row]
    assert command.startswith("::warning file=new/lease.yaml,title=substance%3A norm-removed [2]::")
    assert form("github", "old", "/dev/null").startswith("::warning title=")


def test_what_is_new_is_shown_with_all_its_lines() -> None:
    start, end = BASE.index("  risk:"), BASE.index("\ngroups:")
    write("old/lease.yaml", BASE[:start] + BASE[end:])
    write("new/lease.yaml", BASE)
    (command,) = [row for row in form("github").splitlines() if "norm-added" in row]
    first = line_of(BASE, "  risk:")
    assert f"file=new/lease.yaml,line={first},endLine={first + 4},title=" in command


@pytest.mark.parametrize(
    ("before", "after", "at"),
    [
        ("permit: act", "end: {day: kept, accrued: stands}", "agreed_move:"),
        ("end: {day: kept", "end: {day: lost", "day: lost"),
        ("assumed: use\n", "assumed: signing\n", "assumed: signing"),
        ("from: signed, cite", "from: delivered, cite", "from: delivered"),
        ("lessor: The Lessor", "lessor: Another", "lessor: Another"),
        ("ask: Was it lent abroad?", "ask: Abroad?", "ask: Abroad?"),
        ('fingerprint: "1111111111111111"', 'fingerprint: "4444444444444444"', 'fingerprint: "4444444444444444"'),
        ("month_end: {is: last day", "month_end: {is: refuse", "is: refuse"),
        ("return_press: give the press back", "return_press: hand it back", None),
    ],
)
def test_keys_of_every_kind_of_rule_are_found(before: str, after: str, at: str | None) -> None:
    assert before in BASE
    write("new/lease.yaml", BASE.replace(before, after))
    rows = form("github").splitlines()
    assert rows
    if at is None:
        assert all("file=new/lease.yaml,title=" in row for row in rows)
    else:
        line = line_of(BASE.replace(before, after), at)
        assert any(f"file=new/lease.yaml,line={line}," in row for row in rows), rows


# Several agreements.


def test_comment_and_page_hold_all_agreements() -> None:
    git("init", "-q", "-b", "main", ".")
    for name in ("lease", "mill", "loan"):
        write(f"rules/{name}/{name}.yaml", BASE.replace("id: lease", f"id: {name}"))
    commit("first")
    write("rules/lease/lease.yaml", LONGER)
    write("rules/mill/mill.yaml", REWORDED.replace("id: lease", "id: mill"))
    comment = form("markdown", "--against", "HEAD")
    assert comment.startswith("**2 changes: 1 of substance, 1 of wording** (HEAD → the working tree)\n")
    assert comment.index("### rules/lease") < comment.index("### rules/mill") < comment.index("Also: `pay, summary`.")
    assert comment.endswith("No changes of meaning or wording: `rules/loan`.\n")
    words = spaced(form("html", "--against", "HEAD"))
    assert "2 changes: 1 of substance, 1 of wording." in words
    assert "HEAD:rules/lease → rules/lease 1 change: 1 of substance." in words
    assert words.endswith("Without changes of meaning or wording rules/loan")
