"""The contract's text from the command line: outline, status, acceptance, and its words beside the rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli.mill import CONTRACT, FACTS, TEXT, with_fingerprints, write_mill
from click.testing import CliRunner, Result

from duly.cli.main import duly
from duly.contract_text.fingerprint import fingerprint

QUESTION = ("--facts", "rules/mill/facts/case.json", "--as-of", "2001-10-20", "--text", "mill.txt")


def run(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(duly, list(words), input=given)


@pytest.fixture(autouse=True)
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the contract and its rules."""
    write_mill(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


# Outline.


def test_outline_names_every_unit() -> None:
    found = run("text", "outline", "mill.txt")
    assert found.exit_code == 0
    assert "1  Use  (line 5)" in found.stdout
    assert "     2  The borrower shall not grind oats." in found.stdout
    units = json.loads(run("text", "outline", "mill.txt", "--format", "json").stdout)["documents"][0]["sections"]
    assert [(each["label"], len(each["units"])) for each in units] == [
        ("title", 1),
        ("preamble", 1),
        ("1", 3),
        ("2", 3),
    ]


def test_outline_reads_standard_input() -> None:
    assert run("text", "outline", "-", given=CONTRACT.encode()).stdout == run("text", "outline", "mill.txt").stdout


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 3, "text-empty"),
        (b" \n\x0c\n 12 \n", 3, "text-empty"),
        (b"PK\x03\x04\0\0\0", 3, "file-not-text"),
        (bytes(range(1, 32)) * 40, 3, "text-empty"),
        (b"1. \x93Mill\x94 means a mill.\n", 0, "text-encoding"),
        (b"Once upon a time there was a miller.\n", 0, "text-without-sections"),
    ],
)
def test_any_bytes_give_an_outline_or_a_message(data: bytes, status: int, code: str) -> None:
    Path("any.txt").write_bytes(data)
    found = run("text", "outline", "any.txt")
    assert (found.exit_code, f"[{code}]" in found.stderr) == (status, True)
    assert bool(found.stdout) == (status == 0)


@pytest.mark.parametrize(("name", "code"), [("nowhere.txt", "file-missing"), ("rules", "file-is-a-folder")])
def test_what_is_no_file_is_refused(name: str, code: str) -> None:
    for words in (("text", "outline", name), ("text", "status", "mill", "--text", name)):
        found = run(*words)
        assert (found.exit_code, found.stdout, f"[{code}]" in found.stderr) == (3, "", True)


def test_a_million_notes_are_not_shown() -> None:
    Path("any.txt").write_text("1. Mill.\n\n" * 30, encoding="utf-8")
    found = run("text", "outline", "any.txt")
    assert found.stderr.count("[text-section-twice]") == 20
    assert "… and 9 more" in found.stderr


# Status.


def test_what_is_reviewed_and_encoded_is_complete() -> None:
    with_fingerprints(Path())
    found = run("text", "status", "mill", "--text", "mill.txt")
    assert found.exit_code == 0
    assert "every unit is accounted for (4 encoded, 3 no effect, 1 not encoded)" in found.stdout
    by_section = run("text", "status", "mill", "--text", "mill.txt", "--sections").stdout
    assert "\n1         1 no effect, 2 encoded  Use\n" in by_section


def test_every_place_is_named() -> None:
    with_fingerprints(Path())
    change("mill.txt", "shall not grind oats", "shall grind oats")
    change("mill.txt", "ten (10) days", "twelve (12) days")
    change("mill.txt", "painted blue.", "painted blue. It is tall.")
    change("rules/mill/rules.yaml", 'done: returned\n    cite: "2"', 'done: returned\n    cite: "7"')
    found = run("text", "status", "mill", "--text", "mill.txt", "--format", "json")
    assert found.exit_code == 1
    document = json.loads(found.stdout)
    assert {(each["section"], each["unit"]): each["state"] for each in document["units"] if not each["settled"]} == {
        ("1", 2): "changed",
        ("2", 1): "changed",
        ("2", 3): "unclaimed",
    }
    assert sorted(each["code"] for each in document["diagnostics"]) == [
        "citation-of-nothing",
        "unit-changed",
        "unit-changed",
        "unit-unclaimed",
    ]


def test_a_figure_that_no_logic_has_is_named_where_it_stands() -> None:
    with_fingerprints(Path())
    change("rules/mill/rules.yaml", "by: 10 days", "by: 11 days")
    found = run("text", "status", "mill", "--text", "mill.txt", "--format", "github")
    assert found.exit_code == 1
    assert re.findall(r"^::warning file=mill.txt,line=8,col=\d+,endColumn=\d+,title=([a-z-]+)", found.stdout, re.M) == [
        "figure-not-encoded"
    ]


def test_a_figure_counts_for_the_rule_that_names_its_term_and_no_further() -> None:
    with_fingerprints(Path())
    change("rules/mill/text.yaml", "[grind, last_day]", "[grind]")
    assert run("text", "status", "mill", "--text", "mill.txt").exit_code == 0
    change("rules/mill/text.yaml", "encoded_by: [grind]", "encoded_by: [no_oats]")
    assert run("text", "status", "mill", "--text", "mill.txt").exit_code == 1


def test_a_document_that_the_file_does_not_hold_is_refused() -> None:
    change("rules/mill/rules.yaml", "source: Loan of a Mill", "source: Loan of a Barn")
    found = run("text", "status", "mill", "--text", "mill.txt")
    assert (found.exit_code, "[text-document-missing]" in found.stderr) == (3, True)
    assert "the file holds `LOAN OF A MILL`" in found.stderr


# Acceptance.


def expected(words: str) -> str:
    return f'fingerprint: "{fingerprint(words)}"'


def test_acceptance_writes_fingerprints_and_nothing_else() -> None:
    found = run("text", "accept", "mill", "--text", "mill.txt")
    assert found.exit_code == 0
    assert (
        "2 unit 2 (line 9): not encoded (what colour it has is no matter of law)\n    It is painted blue."
        in found.stdout
    )
    assert found.stderr == "accepted 8 units\n"
    after = Path("rules/mill/text.yaml").read_text(encoding="utf-8")
    assert re.sub(r'(, |\n    )fingerprint: "[0-9a-f]{16}"', "", after) == TEXT
    assert f"{{section: title, unit: 1, {expected('LOAN OF A MILL')}, no_effect: the title}}      # as" in after
    assert (
        f"    unit: 1   # who and when\n    {expected('This Agreement is made on 3 October 2001.')}\n    enc" in after
    )


def test_a_second_acceptance_has_nothing_to_do() -> None:
    with_fingerprints(Path())
    before = Path("rules/mill/text.yaml").read_bytes()
    found = run("text", "accept", "mill", "--text", "mill.txt")
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr.startswith("accepted nothing: no unit that the `text` section names is new or changed")
    assert Path("rules/mill/text.yaml").read_bytes() == before


def test_a_changed_unit_gets_its_new_fingerprint_in_place() -> None:
    with_fingerprints(Path())
    before = Path("rules/mill/text.yaml").read_text(encoding="utf-8")
    change("mill.txt", "grind oats", "grind wheat")
    assert run("text", "accept", "mill", "1", "--text", "mill.txt").exit_code == 0
    after = Path("rules/mill/text.yaml").read_text(encoding="utf-8")
    old, new = "The borrower shall not grind oats.", "The borrower shall not grind wheat."
    assert after == before.replace(fingerprint(old), fingerprint(new))


def test_only_the_sections_that_are_named_are_accepted() -> None:
    assert run("text", "accept", "mill", "2", "--text", "mill.txt").exit_code == 0
    after = Path("rules/mill/text.yaml").read_text(encoding="utf-8")
    assert after.count("fingerprint") == 3
    assert after.index("fingerprint") > after.index('section: "2"')
    wrong = run("text", "accept", "mill", "3", "--text", "mill.txt")
    assert (wrong.exit_code, "no section `3`" in wrong.stderr) == (2, True)


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    path = Path("rules/mill/text.yaml")
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert run("text", "accept", "mill", "--text", "mill.txt").exit_code == 0
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\n") == after.count(b"\r\n") == TEXT.count("\n") + 2
    assert run("text", "status", "mill", "--text", "mill.txt").exit_code == 0


def test_acceptance_claims_nothing() -> None:
    change("rules/mill/text.yaml", '  - {section: "1", unit: 2, encoded_by: no_oats}\n', "")
    assert run("text", "accept", "mill", "--text", "mill.txt").exit_code == 0
    assert "1 unit 2 (line 6): unclaimed" in run("text", "status", "mill", "--text", "mill.txt").stdout


# The contract's words beside the rules.


def test_evaluate_shows_the_words_under_each_norm() -> None:
    with_fingerprints(Path())
    found = run("evaluate", "mill", *QUESTION)
    assert found.exit_code == 0
    assert "1 unit 2: “The borrower shall not grind oats.”" in found.stdout
    assert found.stdout.count("grind oats.”") == 1
    document = json.loads(run("evaluate", "mill", *QUESTION, "--format", "json", "--no-why").stdout)
    assert document["contract"]["no_oats"] == [
        {"section": "1", "unit": 2, "words": "The borrower shall not grind oats."}
    ]


def test_explain_shows_the_words_where_a_step_cites_them() -> None:
    with_fingerprints(Path())
    found = run("explain", "mill", "no_oats", *QUESTION)
    assert found.exit_code == 0
    assert "“The borrower shall not grind oats.”" in found.stdout


def test_check_shows_the_words_under_the_clause() -> None:
    with_fingerprints(Path())
    change("rules/mill/rules.yaml", "done: oats_ground", "done: oats_grounded")
    found = run("check", "rules/mill", "--text", "mill.txt")
    assert found.exit_code == 3
    lines = found.stdout.splitlines()
    clause = next(place for place, line in enumerate(lines) if line.endswith("= in clause 1, No oats."))
    assert lines[clause + 1].endswith("=   1 unit 2: “The borrower shall not grind oats.”")


@pytest.mark.parametrize("command", [("evaluate", "mill"), ("explain", "mill", "no_oats")])
def test_words_that_were_not_reviewed_are_refused(command: tuple[str, ...]) -> None:
    with_fingerprints(Path())
    change("mill.txt", "shall not grind", "shall grind")
    found = run(*command, *QUESTION)
    assert (found.exit_code, found.stdout) == (3, "")
    assert "error[text-not-as-reviewed]: one unit is not as reviewed" in found.stderr
    assert "mill.txt:6:23" in found.stderr


def test_check_refuses_them_too() -> None:
    with_fingerprints(Path())
    change("mill.txt", "shall not grind", "shall grind")
    found = run("check", "rules/mill", "--text", "mill.txt")
    assert (found.exit_code, "text-not-as-reviewed" in found.stdout) == (3, True)


def test_a_new_wrapping_and_other_quotes_are_no_change() -> None:
    with_fingerprints(Path())
    Path("mill.txt").write_text(CONTRACT.replace("day on which the\nmill", "day on\nwhich  the mill"), encoding="utf-8")
    assert run("evaluate", "mill", *QUESTION).exit_code == 0


def test_an_outcome_names_what_of_its_clause_is_not_encoded() -> None:
    found = run("evaluate", "mill", *QUESTION[:-2], "--all")
    lines = [" ".join(line.split()) for line in found.stdout.splitlines()]
    said = "not encoded of this clause: 2 unit 2: what colour it has is no matter of law"
    assert lines.count(said) == 1
    assert lines.index("Give it back.") == lines.index(said) - 1
    assert json.loads(FACTS)["agreement"] == "mill"
    document = json.loads(run("evaluate", "mill", *QUESTION[:-2], "--format", "json", "--no-why").stdout)
    assert [each["affects"] for each in document["not_encoded"]] == [["give_back"]]
