"""`duly new`: a folder that loads, with what the contract shows laid out, and none of its sentences."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import CHECKOUT, text_of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_no_sentences import copied, windows, words

from duly.cli.main import duly
from duly.contract_text.outline import outline
from duly.model.loader import load_sources
from duly.model.yaml_tree import load_yaml
from duly.report.new_agreement import files
from duly.source import Source
from duly.workspace.beginning import begin, name_of, short
from duly.workspace.loading import findings
from duly.workspace.opening_names import governing_law, parties

SUPPLY = CHECKOUT / "tests" / "contract_text" / "supply-contract.txt"
LOAN = """\
LOAN AGREEMENT

This Loan Agreement is made as of 2 May 2023 between Harbour Bakery Inc., a Maine corporation (the "Borrower"), and
Smith & Daughters LLC (the "Lender").

ARTICLE I LOAN AND INTEREST

1.1 Loan. The Lender lends $10,000 (the "Loan") on the closing for two years. Notices take 3 business days.

1.2 Interest. "Rate" means 5% a year from 1 June 2023.

ARTICLE II THE LAST OF ALL THE MANY THINGS THAT HAVE TO BE SAID HERE

2.1 This Loan Agreement is governed by the laws of the State of New York, without regard to others.
"""


def run(*line: str, given: str | None = None) -> Result:
    return CliRunner().invoke(duly, list(line), input=given)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loan(id_: str = "loan") -> Path:
    Path("loan.txt").write_text(LOAN, encoding="utf-8")
    found = run("new", id_, "--text", "loan.txt")
    assert found.exit_code == 0, found.output
    return Path("rules") / id_


def holds(folder: Path) -> None:
    """The folder checks, its scenario passes on both sides, and its layout is the one there is."""
    checked = run("check", str(folder))
    assert (checked.exit_code, checked.stdout) == (0, ""), checked.output
    tested = run("test", str(folder))
    assert tested.exit_code == 0 and "1 passed (2 expectations)" in tested.stdout, tested.output
    assert "1 of 1" in tested.stdout
    assert run("fmt", "--check", str(folder)).exit_code == 0


# What is there.


def test_without_a_text_there_is_a_folder_that_loads() -> None:
    found = run("new", "mill-lease")
    assert found.exit_code == 0
    assert found.stdout.splitlines()[:2] == ["rules/mill-lease/README.md", "rules/mill-lease/agreement.yaml"]
    assert "title: Mill Lease" in text_of(Path("rules/mill-lease/agreement.yaml"))
    holds(Path("rules/mill-lease"))


def test_the_example_without_a_text_loads_when_its_signs_are_taken_away() -> None:
    run("new", "lease")
    for name in ("rules", "agreement"):
        path = Path(f"rules/lease/{name}.yaml")
        lines = text_of(path).splitlines()
        kept = [
            line.removeprefix("# ") if name == "rules" and line.startswith("# ") and line[2] in "fn " else line
            for line in lines
        ]
        kept = [
            line.replace("# actions:", "actions:").replace("#   pay_rent: pay the rent", "  pay: pay") for line in kept
        ]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert "norms:" in text_of(Path("rules/lease/rules.yaml")).splitlines()
    assert run("check", "rules/lease").exit_code == 0


def test_what_the_text_shows_is_laid_out() -> None:
    folder = loan()
    holds(folder)
    said = text_of(folder / "agreement.yaml")
    for line in (
        "title: Loan Agreement",
        "    borrower: Harbour Bakery Inc.\n    lender: Smith & Daughters LLC",
        "dated: 2023-05-02",
        "governing_law: New York",
        "currency: USD",
        "# ? Which date does it bear? This stands in preamble unit 1.",
        "# ? Whose law governs it? This stands in 2.1 unit 1.",
        "They are counted in 1.1.",
    ):
        assert line in said, line
    assert sorted(path.name for path in folder.glob("article*")) == [
        "article-1-loan-and-interest.yaml",
        "article-2-the-last-of-all-the-many-things-that.yaml",
    ]
    article = text_of(folder / "article-1-loan-and-interest.yaml")
    assert '# Section 1.1, headed "Loan" (line 8, units 1 to 2)' in article
    assert '#   loan:  # defined as "Loan"' in article
    assert '#     {type: TYPE, value: VALUE, cite: "1.1 unit 1", summary: IN YOUR WORDS}' in article
    assert "#   names the date 2023-06-01 (unit 1)" in article


def test_every_unit_has_its_line_and_headings_are_accounted_for() -> None:
    folder = loan()
    text = text_of(folder / "text.yaml")
    status = json.loads(run("text", "status", "loan", "--text", "loan.txt", "--format", "json").stdout)
    states = [each["state"] for each in status["units"]]
    assert states.count("no effect") == 5 and set(states) == {"no effect", "unclaimed"}
    assert text.count("encoded_by: []") == states.count("unclaimed") == 5
    assert '# - {section: "1.2", unit: 1, encoded_by: []}' in text


def test_the_first_case_is_of_the_contracts_date() -> None:
    folder = loan()
    facts = json.loads(text_of(folder / "facts" / "first.json"))
    assert facts["facts"] == {"signed": "2023-05-02"} and facts["through"] == "2023-05-02"
    assert "{as_of: 2023-05-01, state: pending}" in text_of(folder / "scenarios" / "first.yaml")


def test_a_text_can_come_by_standard_input_and_go_elsewhere() -> None:
    assert run("new", "loan", "--text", "-", "--into", "drafts", given=LOAN).exit_code == 0
    holds(Path("drafts/loan"))


def test_schedules_and_a_text_without_articles() -> None:
    assert run("new", "supply", "--text", str(SUPPLY)).exit_code == 0
    names = sorted(path.name for path in Path("rules/supply").glob("*.yaml"))
    assert names[1:4] == ["rules.yaml", "schedule-1-products-and-index.yaml", "schedule-2-service-levels.yaml"]
    holds(Path("rules/supply"))


# What is refused.


def test_nothing_is_written_over() -> None:
    folder = loan()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = run("new", "loan", "--text", "loan.txt")
    assert found.exit_code == 2 and "is there already" in found.output
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_in_the_way_is_kept_and_an_empty_folder_is_used() -> None:
    Path("rules").mkdir()
    Path("rules/a").write_text("mine", encoding="utf-8")
    assert run("new", "a").exit_code == 2 and Path("rules/a").read_text(encoding="utf-8") == "mine"
    Path("rules/b").mkdir()
    assert run("new", "b").exit_code == 0


def test_a_place_that_cannot_be_written_is_told() -> None:
    Path("drafts").write_text("a file", encoding="utf-8")
    found = run("new", "loan", "--into", "drafts")
    assert found.exit_code in (2, 3) and isinstance(found.exception, SystemExit)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("My Lease",), "`my-lease` can"),
        (("9lives",), "cannot be an id"),
        (("../lease",), "`lease` can"),
        (("a", "--document", "1"), "--document needs --text"),
        (("a", "--text", "two.txt"), "choose one with --document\n  1  LOAN AGREEMENT\n  2  LEASE"),
        (("a", "--text", "two.txt", "--document", "3"), "holds no document 3"),
        (("a", "--text", "two.txt", "--document", "0"), "holds no document 0"),
        (("a", "--txt", "two.txt"), "Did you mean '--text'?"),
    ],
)
def test_typos_are_told(line: tuple[str, ...], said: str) -> None:
    two = LOAN + "\nEXHIBIT A\n\nLEASE\n\nThis Lease is made on 3 May 2023.\n\n1. Rent. None.\n"
    Path("two.txt").write_text(two, encoding="utf-8")
    found = run("new", *line)
    assert (found.exit_code, said in found.output) == (2, True), found.output
    assert not Path("rules").exists()


def test_a_document_is_chosen_by_its_number() -> None:
    Path("two.txt").write_text(LOAN + "\nEXHIBIT A\n\nLEASE\n\nThis Lease is made on 3 May 2023.\n\n1. Rent. None.\n")
    assert run("new", "a", "--text", "two.txt", "--document", "2").exit_code == 0
    assert "title: Lease" in text_of(Path("rules/a/agreement.yaml"))


def test_a_long_title_is_cut_and_found_again() -> None:
    title = "LOAN AGREEMENT ON THE OLD MILL AND ALL OF ITS MANY MACHINES"
    Path("long.txt").write_text(LOAN.replace("LOAN AGREEMENT", title, 1), encoding="utf-8")
    assert run("new", "long", "--text", "long.txt").exit_code == 0
    assert 'source: "Loan Agreement on the Old Mill and All …"' in text_of(Path("rules/long/agreement.yaml"))
    assert "11 units" not in run("text", "status", "long", "--text", "long.txt").stdout
    assert run("text", "status", "long", "--text", "long.txt").exit_code == 1


def test_a_text_that_is_none_is_refused() -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    assert run("new", "a", "--text", "empty.txt").exit_code == 3
    assert run("new", "a", "--text", "nowhere.txt").exit_code == 3
    assert not Path("rules").exists()


# No sentence, and any text.


def made(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        file for document in outline(Source("any.txt", text)).documents for file in files(begin("any", document))
    )


def test_no_sentence_is_copied() -> None:
    for text in (LOAN, text_of(SUPPLY)):
        source = windows(words(text))
        assert [run for _, said in made(text) for run in copied(said, source)] == []


def test_no_sentence_of_an_exhibit_is_copied(contracts_folder: Path) -> None:
    for path in sorted(contracts_folder.rglob("*.txt")):
        text = text_of(path)
        source = windows(words(text))
        found = made(text)
        assert found and [run for _, said in found for run in copied(said, source)] == []


def test_the_exhibits_give_folders_that_load(contracts_folder: Path) -> None:
    """Both parties, the date and the law of each document are found; read off the exhibits by hand."""
    expected = [
        ("exhibit-10.20-separation-and-consulting.txt", "1", ("dr_gerber", "allos"), "2001-10-03", "Colorado"),
        ("exhibit-10.20-separation-and-consulting.txt", "2", ("company", "consultant"), "2001-09-24", "Colorado"),
        ("exhibit-10.24-registration-rights.txt", "1", ("company", "perseus_soros"), "2002-04-24", "Delaware"),
    ]
    for number, (name, document, roles, dated, law) in enumerate(expected):
        path = next(contracts_folder.rglob(name))
        assert run("new", f"a{number}", "--text", str(path), "--document", document).exit_code == 0
        holds(Path(f"rules/a{number}"))
        said = text_of(Path(f"rules/a{number}/agreement.yaml"))
        block = said.partition("  parties:\n")[2].splitlines()[: len(roles)]
        assert tuple(line.strip().partition(":")[0] for line in block) == roles
        assert f"dated: {dated}" in said and f"governing_law: {law}" in said
        assert run("text", "status", f"a{number}", "--text", str(path)).exit_code == 1


_MARKS = (
    "\n\n",
    "\n",
    " ",
    "1. ",
    "2.1 ",
    "(a) ",
    "ARTICLE I ",
    "SCHEDULE 2\n\n",
    "30 days ",
    "5 business days ",
    "3 May 2023",
)
_WORDS = (
    "the ",
    "between ",
    "and ",
    "means ",
    "Agreement",
    "Buyer",
    "governed ",
    "laws of the State of ",
    *'"(){}#:-…“',
)
_SIGNS = st.sampled_from((*_MARKS, *_WORDS))


@settings(max_examples=60)
@given(st.lists(_SIGNS | st.text(max_size=6), max_size=60).map("".join))
def test_any_text_gives_files_that_load(text: str) -> None:
    for document in outline(Source("any.txt", text)).documents:
        made_files = files(begin("any", document))
        names = [name for name, _ in made_files]
        assert len(set(names)) == len(names)
        rules = [Source(name, said) for name, said in made_files if name.endswith(".yaml") and "/" not in name]
        loaded = load_sources(rules)
        assert not loaded.diagnostics, [(each.code, each.message) for each in loaded.diagnostics]
        assert not findings(loaded)
        scenario = next(said for name, said in made_files if name.startswith("scenarios"))
        assert load_yaml(Source("first.yaml", scenario))[1] == ()


# The parts.


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        (
            'FOR VALUE RECEIVED, Harbour Bakery, Inc. ("Borrower") promises to pay to the order of '
            'Northwind Mills LLC (the "Lender").',
            (("borrower", "Harbour Bakery, Inc."), ("lender", "Northwind Mills LLC")),
        ),
        (
            'This Lease (the "Lease") is made as of 3 May 2021 (the "Effective Date") by and between HARBOUR '
            'BAKERY INC., a Maine corporation (hereinafter referred to as the "Tenant"), and JO SAMPLE, residing '
            'in Maine (hereinafter, "Owner").',
            (("tenant", "HARBOUR BAKERY INC."), ("owner", "JO SAMPLE")),
        ),
        (
            'This Lease is made between Sample and Sons LLC ("Days") and Jo Sample, M.D. ("Signed") '
            '(together, the "Parties").',
            (("days_party", "Sample and Sons LLC"), ("signed_party", "Jo Sample, M.D.")),
        ),
        (
            "This Lease is made between two people.",
            (("first_party", "the first party"), ("second_party", "the second party")),
        ),
    ],
)
def test_parties_are_found_where_they_are_named(opening: str, found: tuple[tuple[str, str], ...]) -> None:
    (document,) = outline(Source("any.txt", f"LEASE\n\n{opening}\n\n1. Rent. None.\n")).documents
    assert tuple((party.role, party.name) for party in parties(document)) == found


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("This is governed by the laws of the State of New York, without more.", "New York"),
        ("GOVERNED BY THE LAWS OF THE STATE OF NEW YORK WITHOUT MORE", "New York"),
        ("It is governed by the law of England and Wales.", "England"),
        ("The laws of Maine are old.", None),
        ("It is governed by its own rules.", None),
        ("This Note is governed by Maine law.", "Maine"),
    ],
)
def test_a_governing_law_is_read(text: str, law: str | None) -> None:
    assert governing_law(text) == law


def test_headings_are_cut_after_eight_words() -> None:
    assert short("One two three four five six seven eight nine") == "One two three four five six seven eight …"
    assert short("One two three four five six seven eight") == "One two three four five six seven eight"
    assert short("A\u200bB \x00 C") == "A B C"


def test_names_are_names() -> None:
    assert name_of("Holders' Counsel") == "holders_counsel"
    assert name_of("1995 Plan") == "the_1995_plan"
    assert name_of("Days") == "days_term"
    assert name_of("Rate", {"rate"}) == "rate_2"
    assert date.fromisoformat("2000-01-01")
