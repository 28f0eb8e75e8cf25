"""Whatever stands in files and names: a clear message or a right answer, never a traceback, never a silent default."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import CHECKOUT

from duly.cli.main import duly

HEADER = (CHECKOUT / "tests" / "diagnostics" / "header.yaml").read_text(encoding="utf-8")
RULES = Path("rules/supply/supply.yaml")
CASE = Path("rules/supply/facts/case.json")
SCENARIO = Path("rules/supply/scenarios/all.yaml")
AS_OF = ("--as-of", "2001-10-03")


def run(*words: str) -> Result:
    found = CliRunner().invoke(duly, list(words))
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exc_info
    return found


def evaluated(path: Path | str) -> Result:
    return run("evaluate", "supply", "--facts", str(path), *AS_OF)


def facts(**given: object) -> str:
    return json.dumps({"agreement": "supply", "through": "2001-12-31", "facts": given})


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("facts", "scenarios"):
        (tmp_path / "rules" / "supply" / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    RULES.write_text(HEADER, encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"signed": True}, "write the day on which it happened; `null` says that it has not"),
        ({"signed": False}, "`null` says that it did not happen"),
        ({"signed": "2001-02-30"}, "there is no day `2001-02-30`"),
        ({"deposit": 1234.5}, "a number is not an amount of money"),
        ({"sgned": "2001-10-03"}, "did you mean `signed`?"),
        ({"size": "12"}, "error[wrong-value]"),
        ({"orders": {}}, "error[wrong-value]"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_value_is_told_and_nothing_is_evaluated(given: dict[str, object], told: str) -> None:
    CASE.write_text(facts(**given), encoding="utf-8")
    for found in (evaluated(CASE), run("check")):
        assert found.exit_code == 3
        assert told in found.output
        assert "rules/supply/facts/case.json:1:" in found.output
    assert evaluated(CASE).stdout == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"# nothing\n", "empty-file"),
        ("language: 1\nactions: {deliver: \u00a7}".encode("cp1252"), "file-encoding"),
        ("language: 1\n".encode("utf-16"), "file-encoding"),
        (b"language: 1\0", "file-not-text"),
        (b"language: 1\nactions: {a: b, a: c}\n", "duplicate-key"),
        (b"language: 1\nactions: " + b"[" * 100 + b"]" * 100, "too-deep"),
        (b"language: 1\nactions: " + b"{a: " * 100 + b"}" * 100, "too-deep"),
        (b"\x80\x81\x82", "file-encoding"),
    ],
)
def test_a_broken_file_beside_a_sound_one(data: bytes, code: str) -> None:
    Path("rules/supply/broken.yaml").write_bytes(data)
    CASE.write_text(facts(), encoding="utf-8")
    for found in (run("check"), evaluated(CASE), run("test", "supply"), run("facts", "supply")):
        assert found.exit_code == 3
        assert f"error[{code}]" in found.output
        assert "rules/supply/broken.yaml" in found.output


@pytest.mark.parametrize(
    "data",
    [
        HEADER.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + HEADER.encode(),
        b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode(),
    ],
    ids=["CRLF", "BOM", "both"],
)
def test_line_ends_and_marks_change_nothing(data: bytes) -> None:
    CASE.write_text(facts(signed="2001-03-01"), encoding="utf-8")
    before = run("evaluate", "supply", "--facts", CASE.as_posix(), *AS_OF, "--format", "json").stdout
    RULES.write_bytes(data)
    text = CASE.read_text(encoding="utf-8").replace(", ", ",\r\n")
    CASE.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert run("evaluate", "supply", "--facts", CASE.as_posix(), *AS_OF, "--format", "json").stdout == before


def test_a_folder_without_an_agreement() -> None:
    Path("empty").mkdir()
    Path("rules/other").mkdir()
    Path("rules/other/a.yaml").write_text("language: 1\n", encoding="utf-8")
    for words in (
        ("check", "empty"),
        ("test", "empty"),
        ("facts", "other"),
        ("check", "rules/other"),
        ("test", "nothing"),
    ):
        found = run(*words)
        assert found.exit_code == 3
        assert "error[no-agreement]" in found.output


def test_every_fault_of_rules_facts_and_scenarios_in_one_run() -> None:
    Path("rules/supply/more.yaml").write_text(
        "language: 1\nterms:\n  cost: {type: money, report: true, cite: '1', value: deposit + siz}\n"
        "norms:\n  pay: {duty: byer must pay, summary: Pay., done: signd, cite: '1'}\n",
        encoding="utf-8",
    )
    found = run("check").stdout
    for told in (
        "did you mean `size`?",
        "did you mean `buyer`?",
        "no action is called `pay`",
        "did you mean `signed`?",
    ):
        assert told in found
    Path("rules/supply/more.yaml").unlink()
    CASE.write_text(facts(sgned="2001-10-03"), encoding="utf-8")
    SCENARIO.write_text(
        "language: 1\nagreement: supply\nscenarios:\n  one: {says: S., cite: '1', through: 2001-02-30, "
        "expect: [{as_of: 2001-10-03, state: voi}]}\n",
        encoding="utf-8",
    )
    codes = [each["code"] for each in json.loads(run("check", "--format", "json").stdout)["diagnostics"]]
    assert codes == ["unknown-fact", "invalid-date", "unknown-state"]


@pytest.mark.parametrize(("before", "after"), [('{"a": ', "}"), ("[", "]")])
def test_a_hundred_levels_of_facts(before: str, after: str) -> None:
    CASE.write_text(facts()[:-2] + f'"note": {before * 100}{"1"}{after * 100}}}}}', encoding="utf-8")
    found = evaluated(CASE)
    assert found.exit_code == 3
    assert "error[" in found.stderr


def test_a_fact_set_of_five_megabytes() -> None:
    order = {"received": "2001-05-02", "delivered": "2001-05-09", "price": "$1,000.00", "short": False, "grade": "fine"}
    orders = [{"id": f"order-{number}", **order} for number in range(3_000)]
    text = facts(orders=orders, note="x" * (5_000_000 - len(json.dumps(orders))))
    assert len(text) > 5_000_000
    CASE.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    found = run("check")
    assert (found.exit_code, found.stdout) == (0, "")
    assert time.perf_counter() - start < 60


def test_an_event_to_come_is_left_aside() -> None:
    CASE.write_text(facts(signed="2001-03-01", ended="2001-11-05"), encoding="utf-8")
    found = evaluated(CASE)
    assert found.exit_code == 0
    assert "2001-11-05" in found.stdout
    assert "The agreement is IN FORCE since 2001-03-01" in found.stdout


# Names that nobody would choose.

NAMES = [
    "",
    " ",
    ".",
    "..",
    "null",
    "true",
    "NaN",
    "-1",
    "$(touch x)",
    "'; DROP TABLE",
    "<script>",
    "%s%n{0}",
    "a" * 5_000,
    "\u202eevil",
    "\ufeff",
    "\U0001f600",
    "é" * 40,
    "\x1b[31m",
    "a\nb",
    "\t",
    "../../../etc/passwd",
    "C:\\con",
    "田中",
    "\u0000",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_naughty_names_of_facts_and_values(name: str) -> None:
    for given in ({name: "2001-10-03"}, {"note": name}, {"signed": name}, {"orders": [{"id": name}]}):
        CASE.write_text(facts(**given), encoding="utf-8")
        found = run("check")
        assert found.exit_code in (0, 3)
        assert (found.stdout == "") is (found.exit_code == 0)
        assert "\x1b" not in found.stdout and "\u202e" not in found.stdout


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_naughty_names_in_rules_and_scenarios(name: str) -> None:
    Path("rules/supply/more.yaml").write_text(
        json.dumps({"language": "1", "terms": {name: {"type": name, "value": name, "cite": name}}}), encoding="utf-8"
    )
    found = run("check")
    assert found.exit_code == 3 and "error[" in found.stdout
    Path("rules/supply/more.yaml").unlink()
    scenario = {
        "says": name,
        "cite": name,
        "based_on": name,
        "expect": [{"as_of": name, "norms": {name: {"due": name}}}],
    }
    SCENARIO.write_text(
        json.dumps({"language": "1", "agreement": "supply", "scenarios": {name: scenario}}), encoding="utf-8"
    )
    for found in (run("check"), run("test", "supply")):
        assert found.exit_code == 3 and "error[" in found.output


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_naughty_names_on_the_command_line(name: str) -> None:
    for words in (("check", "--", name), ("test", "--", name), ("facts", "--", name)):
        found = run(*words)
        is_here = name in (".", "..") or not name.strip()
        assert found.exit_code == 3 or is_here, (words, found.output)
    assert run("codes", "--", name).exit_code == 2


@pytest.mark.parametrize(
    "name", ["a b.json", "é.json", "田中.json", "#1.json", "{}.json", "-x.json", "\U0001f600.json"]
)
def test_naughty_names_of_files(name: str) -> None:
    path = CASE.with_name(name)
    try:
        path.write_text(facts(sgned="2001-10-03"), encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    found = run("check")
    assert found.exit_code == 3
    assert "rules/supply/facts/" in found.stdout
    assert run("check", "--", path.as_posix()).exit_code == 3


def test_every_naughty_string_as_a_fact_at_once(vectors_folder: Path) -> None:
    listed = vectors_folder / "naughty_strings" / "blns.json"
    strings = set(json.loads(listed.read_text(encoding="utf-8")))
    assert len(strings) > 400
    CASE.write_text(facts(**{string: string for string in strings}), encoding="utf-8")
    found = run("check", "--format", "json")
    assert found.exit_code == 3
    assert [each["code"] for each in json.loads(found.stdout)["diagnostics"]] == ["unknown-fact"] * len(strings)
