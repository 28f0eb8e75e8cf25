"""The commands: help, exit statuses, forms; in folders of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import CHECKOUT
from jsonschema import Draft202012Validator

from duly.cli.main import COMMANDS, duly

HEADER = (CHECKOUT / "tests" / "diagnostics" / "header.yaml").read_text(encoding="utf-8")
FACTS = '{"agreement": "supply", "through": "2001-12-31", "facts": {"signed": "2001-03-01"}}'
SCENARIOS = """language: 1
agreement: supply
scenarios:
  in_force: {says: It begins., cite: "1", through: 2001-12-31, expect: [{as_of: 2001-03-01, state: %s}]}
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(duly, list(words))


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one sound agreement, `rules/supply`."""
    for name in ("facts", "scenarios"):
        (tmp_path / "rules" / "supply" / name).mkdir(parents=True)
    write("rules/supply/supply.yaml", HEADER, tmp_path)
    write("rules/supply/facts/case.json", FACTS, tmp_path)
    write("rules/supply/scenarios/all.yaml", SCENARIOS % "in force", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str, folder: Path = Path()) -> None:
    (folder / path).write_text(text, encoding="utf-8", newline="\n")


# The group.


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_an_example(name: str) -> None:
    found = run(name, "--help")
    assert found.exit_code == 0
    assert f"Usage: duly {name}" in found.output


@pytest.mark.parametrize("name", ["evaluate", "explain", "facts"])
def test_help_says_that_several_agreements_may_stand(name: str) -> None:
    assert f"Usage: duly {name} [OPTIONS] AGREEMENT..." in run(name, "--help").output


def test_help_lists_the_commands_and_shows_one() -> None:
    found = run("--help")
    assert found.exit_code == 0
    assert all(f"  {name} " in found.output for name in COMMANDS)
    assert "duly evaluate supply" in found.output


def test_the_version() -> None:
    assert run("--version").output.startswith("duly 0.")


@pytest.mark.parametrize(("word", "hint"), [("chekc", "did you mean `check`?"), ("xyz", "the commands are evaluate,")])
def test_an_unknown_command(word: str, hint: str) -> None:
    found = run(word)
    assert found.exit_code == 2
    assert f"there is no command `{word}`" in found.output
    assert hint in found.output


# check


def test_check_is_silent_on_what_is_sound() -> None:
    found = run("check")
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr == "checked 1 agreement, 1 fact set, 1 scenario file\n"


@pytest.mark.parametrize(
    ("path", "looked"),
    [
        ("rules", (1, 1, 1)),
        ("rules/supply", (1, 1, 1)),
        ("rules/supply/supply.yaml", (1, 1, 1)),
        ("rules/supply/facts/case.json", (1, 1, 0)),
        ("rules/supply/scenarios/all.yaml", (1, 0, 1)),
    ],
)
def test_check_takes_folders_and_files(path: str, looked: tuple[int, int, int]) -> None:
    found = run("check", path)
    numbers = tuple(int(word) for word in found.stderr.replace(",", "").split() if word.isdigit())
    assert (found.exit_code, numbers) == (0, looked)


YAML_FACTS = "agreement: supply\nthrough: 2001-12-31\nfacts:\n  %s\n"


def test_a_fact_set_or_scenarios_anywhere_are_known_by_what_they_hold(in_a_folder_of_its_own: Path) -> None:
    (in_a_folder_of_its_own / "mine").mkdir()
    write("mine/case.yaml", YAML_FACTS % "signed: 2001-03-01")
    write("mine/other.json", FACTS)
    write("mine/tried.yaml", SCENARIOS % "in force")
    assert run("check", "mine/case.yaml").stderr == "checked 1 agreement, 1 fact set, 0 scenario files\n"
    assert run("check", "mine/tried.yaml").stderr == "checked 1 agreement, 0 fact sets, 1 scenario file\n"
    found = run("check", "mine")
    assert (found.stdout, found.stderr) == ("", "checked 1 agreement, 2 fact sets, 1 scenario file\n")
    write("mine/case.yaml", (YAML_FACTS % "sgned: 2001-03-01"))
    assert "error[unknown-fact]: no fact is called `sgned`\n --> mine/case.yaml:4:3" in run("check", "mine").stdout
    write("mine/case.yaml", (YAML_FACTS % "signed: 2001-03-01").replace("supply", "suply"))
    found = run("check", "mine/case.yaml")
    assert found.exit_code == 3
    assert "error[no-agreement]: no agreement is called `suply`" in found.stdout


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("signed: unknown", "leave `signed` out if it is not known, or write `{unknown: why}`"),
        ("signed: no", "`null` says that it did not happen"),
        ("signed: Yes", "write the day on which it happened; `null` says that it has not"),
        ("orders: [{id: o1, received: true}]", "write the day on which it happened; `null` says that it has not"),
    ],
)
def test_words_for_what_is_not_known_or_did_not_happen_are_refused_with_the_right_ones(said: str, hint: str) -> None:
    write("case.yaml", YAML_FACTS % said)
    found = run("check", "case.yaml")
    assert found.exit_code == 3
    assert "error[wrong-value]" in found.stdout and hint in found.stdout


LATE = '{"agreement": "supply", "through": "2001-12-01", "facts": {"signed": "2002-10-03"}}'


def test_a_day_after_the_facts_end_is_a_warning_and_the_answer_comes_all_the_same() -> None:
    write("rules/supply/facts/case.json", LATE)
    write(
        "rules/supply/scenarios/all.yaml",
        (SCENARIOS % "in force").replace("through: 2001-12-31", "based_on: facts/late.yaml, through: 2001-12-01"),
    )
    write("rules/supply/facts/late.yaml", (YAML_FACTS % "signed: 2002-10-04").replace("2001-12-31", "2002-12-31"))
    found = run("check")
    assert found.exit_code == 1
    told = "warning[after-through]: `signed` is recorded on %s, and the facts are complete only through 2001-12-01"
    assert told % "2002-10-03" in found.stdout, "of a fact set"
    assert told % "2002-10-04" in found.stdout, "of a scenario that says another `through` than its facts"
    found = run("evaluate", "supply", "--facts", "rules/supply/facts/case.json", "--as-of", "2001-12-01")
    assert found.exit_code == 0
    assert told % "2002-10-03" in found.stderr and "IN FORCE" in found.stdout


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("rules/supply/facts", "error[file-is-a-folder]"),
        ("rules/supply/facts/cas", "did you mean `rules/supply/facts/case.json`?"),
        ("notes.txt", "`notes.txt` does not say whether it is JSON or YAML"),
    ],
)
def test_what_is_no_file_of_facts_is_told_for_what_it_is(named: str, told: str) -> None:
    write("notes.txt", FACTS)
    found = run("evaluate", "supply", "--facts", named, "--as-of", "2001-12-01")
    assert found.exit_code == 3
    assert told in found.stderr


def test_a_fact_set_for_an_agreement_misspelled_says_which_was_meant() -> None:
    write("case.json", FACTS.replace("supply", "suply"))
    found = run("evaluate", "supply", "--facts", "case.json", "--as-of", "2001-12-01")
    assert found.exit_code == 3
    assert "these facts are for `suply`, not for `supply`" in found.stderr
    assert "hint: did you mean `supply`?" in found.stderr


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("3", "under section 3 are `deliver`"),
        ("§ 4", "under section 4 are `fee`, `total`, `noted`, `returned`"),
        ("4.a", "`duly evaluate --all` shows the names"),
        ("34", "`duly evaluate --all` shows the names"),
        ("zzz", "`duly evaluate --all` shows the names"),
    ],
)
def test_who_asks_for_a_section_is_told_the_names_under_it(named: str, hint: str) -> None:
    found = run("explain", "supply", named, "--facts", "rules/supply/facts/case.json", "--as-of", "2001-12-01")
    assert found.exit_code == 2
    assert found.output.endswith(f"Hint: {hint}\n")


def test_a_part_of_a_section_is_under_it() -> None:
    write(
        "rules/supply/supply.yaml",
        HEADER.replace('value: fee + deposit, cite: "4"', 'value: fee + deposit, cite: "4.b"'),
    )
    asked = ("--facts", "rules/supply/facts/case.json", "--as-of", "2001-12-01")
    assert "under section 4.b are `total`\n" in run("explain", "supply", "4.b", *asked).output
    assert "under section 4 are `fee`, `total`, `noted`" in run("explain", "supply", "4", *asked).output


def test_a_comparison_takes_facts_that_are_only_warned_of() -> None:
    write("late.json", LATE)
    found = run("diff", "rules/supply", "rules/supply", "--facts", "late.json")
    assert found.exit_code == 0
    assert "warning[after-through]" in found.stderr and "left out" not in found.output


def test_warnings_are_findings_and_errors_are_invalid_input() -> None:
    write(
        "rules/supply/more.yaml",
        "language: 1\nfacts: {left: {type: date, ask: When?, answered_by: buyer, cite: '1'}}\n",
    )
    found = run("check")
    assert found.exit_code == 1
    assert "warning[unused]: no rule reads the fact `left`\n --> rules/supply/more.yaml:2:9" in found.stdout
    write("rules/supply/facts/other.json", FACTS.replace("signed", "sgned"))
    found = run("check")
    assert found.exit_code == 3
    assert "error[unknown-fact]" in found.stdout and "warning[unused]" in found.stdout


def test_notes_do_not_count() -> None:
    norms = "norms: {leave: {prohibition: supplier must not deliver, summary: Leave., done: signed, cite: '3'}}\n"
    write("rules/supply/more.yaml", f"language: 1\n{norms}")
    found = run("check")
    assert "note[duty-and-prohibition]" in found.stdout
    assert found.exit_code == 0


def test_check_as_json_and_for_github() -> None:
    write("rules/supply/facts/case.json", FACTS.replace("signed", "sgned"))
    found = json.loads(run("check", "--format", "json").stdout)
    assert found["counts"] == {"error": 1, "warning": 0, "note": 0}
    assert run("check", "--format", "github").stdout.startswith("::error file=rules/supply/facts/case.json,line=1,")


def test_check_of_what_is_not_there() -> None:
    found = run("check", "rules/suply.yaml")
    assert found.exit_code == 3
    assert "error[file-missing]" in found.stdout


# test


def test_scenarios_that_pass_and_fail() -> None:
    found = run("test", "supply")
    assert found.exit_code == 0
    assert "supply: 1 scenario, 1 passed (1 expectations)" in found.stdout
    write("rules/supply/scenarios/all.yaml", SCENARIOS % "void")
    found = run("test", "supply")
    assert found.exit_code == 1
    assert "expected  void\n    got       in force\n" in found.stdout


def test_scenarios_that_do_not_load_are_not_run() -> None:
    write("rules/supply/scenarios/all.yaml", SCENARIOS % "vod")
    found = run("test", "supply")
    assert found.exit_code == 3
    assert "error[unknown-state]" in found.stderr
    assert "not run" in found.stdout


def test_nothing_is_run_where_an_agreement_that_is_named_is_not_there() -> None:
    found = run("test", "supply", "suply")
    assert found.exit_code == 3
    assert "error[no-agreement]: there is no agreement `suply`" in found.stderr
    assert "did you mean `supply`?" in found.stderr
    assert found.stdout == "suply: not run, because it does not load\n"


def test_too_little_tried_fails() -> None:
    found = run("test", "supply", "--fail-under", "100")
    assert found.exit_code == 1
    assert "was tried, and 100 % is asked for" in found.stderr
    assert run("test", "supply", "--fail-under", "0").exit_code == 0


def test_a_rule_set_with_an_error_of_a_check_is_not_run() -> None:
    write("rules/supply/supply.yaml", HEADER.replace("    month_end:", "    # month_end:"))
    for words in (
        ("test", "supply"),
        ("evaluate", "supply", "--facts", "rules/supply/facts/case.json", "--as-of", "2001-10-03"),
    ):
        found = run(*words)
        assert found.exit_code == 3
        assert "error[missing-counting-line]" in found.stderr


# facts


def test_the_form_loads_as_it_is() -> None:
    for form, words in (("form.json", ()), ("form.yaml", ("--yaml",))):
        written = run("facts", "supply", *words).stdout
        write(f"rules/supply/facts/{form}", written)
        assert run("check").stdout == ""
        outcome = run("evaluate", "supply", "--facts", f"rules/supply/facts/{form}", "--as-of", "2001-12-01")
        assert outcome.exit_code == 0


def test_the_form_asks_and_the_schema_holds() -> None:
    form = json.loads(run("facts", "supply").stdout)
    assert form["facts"]["signed"]["unknown"]["ask"] == "When was it signed?"
    assert form["facts"]["orders"]["unknown"]["each"]["short"]["answered_by"] == "buyer"
    assert "  # When was it signed?\n" in run("facts", "supply", "--yaml").stdout
    schema = json.loads(run("facts", "supply", "--schema").stdout)
    Draft202012Validator.check_schema(schema)
    form["through"] = "2001-12-31"
    assert list(Draft202012Validator(schema).iter_errors(form)) == []


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({"signed": "2001-10-03", "ended": None, "deposit": "$1,234.50", "size": 3, "winner": "buyer"}, True),
        ({"orders": [{"id": "o1", "received": "2001-10-03", "grade": "fine", "short": False}]}, True),
        (
            {
                "signed": {"value": "2001-10-03", "assumed": "as it is dated"},
                "rate": [{"from": "2001-10-03", "value": 2}],
            },
            True,
        ),
        ({"signed": {"between": ["2001-10-03", "2001-10-05"]}, "note": None}, True),
        ({"sgned": "2001-10-03"}, False),
        ({"deposit": 1234.5}, False),
        ({"planned": None}, False),
        ({"winner": "seller"}, False),
        ({"orders": [{"received": "2001-10-03"}]}, False),
        ({"orders": [{"id": "o1", "grade": "fin"}]}, False),
    ],
)
def test_the_schema_says_what_the_reader_says(facts: dict[str, object], fits: bool) -> None:
    schema = json.loads(run("facts", "supply", "--schema").stdout)
    case = {"agreement": "supply", "through": "2001-12-31", "facts": facts}
    assert Draft202012Validator(schema).is_valid(case) is fits
    write("rules/supply/facts/case.json", json.dumps(case))
    assert (run("check").exit_code == 0) is fits


def test_a_form_and_a_schema_at_once_is_wrong_usage() -> None:
    assert run("facts", "supply", "--schema", "--yaml").exit_code == 2


# codes


def test_codes() -> None:
    listed = run("codes").stdout
    assert "unknown-name " in listed
    explained = run("codes", "unknown-name").stdout
    assert explained.startswith("error[unknown-name]: ")
    assert "For example:\n\n    delivery_dat has happened\n" in explained
    found = run("codes", "unknown-nam")
    assert found.exit_code == 2
    assert "did you mean `unknown-name`?" in found.stderr
