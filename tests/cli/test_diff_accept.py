"""`.duly-accepted`: changes that a person has accepted are listed apart and do not count."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cli.lease import BASE, LONGER, commit, git, run, shown, two_versions, write

from duly.comparison import reviewing

FILE = Path("new/.duly-accepted")
BOTH = LONGER.replace("summary: Pay the rent.", "summary: Rent.")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_versions(tmp_path, monkeypatch, BASE, BOTH)


def fingerprints() -> list[str]:
    """Those of the two changes: the day of `give_back`, the words of `pay`."""
    return [each["fingerprint"] for each in shown("old", "new")["changes"]]


def accepted() -> list[tuple[str, str | None]]:
    return [(each["key"], each["accepted"]) for each in shown("old", "new")["changes"]]


def test_an_accepted_change_is_listed_apart_and_does_not_count() -> None:
    day, words = fingerprints()
    write(str(FILE), f"# agreed\n\n{day}  give_back, by  # agreed with the lessor\n")
    page = " ".join(run("old", "new").stdout.split())
    assert "1 change: 1 of wording; 1 more accepted" in page
    assert page.index("Of wording") < page.index("Accepted") < page.index("(accepted: agreed with the lessor)")
    assert "Of substance" not in page
    assert accepted() == [("by", "agreed with the lessor"), ("summary", None)]
    assert run("old", "new", "--fail-on", "substance").exit_code == 0
    assert run("old", "new", "--fail-on", "wording").exit_code == 1
    FILE.write_text(FILE.read_text(encoding="utf-8") + f"{words}\tpay, summary\t# shorter\n", encoding="utf-8")
    assert run("old", "new", "--fail-on", "none").exit_code == 0
    assert "no changes but 2 accepted" in run("old", "new").stdout


def test_only_the_new_version_says_what_is_accepted() -> None:
    day, _ = fingerprints()
    write("old/.duly-accepted", f"{day}  give_back, by  # agreed\n")
    assert accepted() == [("by", None), ("summary", None)]
    write("old/.duly-accepted", "not a line\n")
    assert run("old", "new").exit_code == 0


def test_another_change_of_the_same_key_is_not_accepted() -> None:
    day, _ = fingerprints()
    write(str(FILE), f"{day}  give_back, by  # agreed\n")
    write("new/lease.yaml", LONGER.replace("by: 20 days", "by: 25 days"))
    told = run("old", "new", "--fail-on", "substance")
    now = shown("old", "new")["changes"][0]["fingerprint"]
    assert told.exit_code == 1
    assert "warning[acceptance-unused]: the acceptance of `give_back, by` matches no change" in told.stderr
    assert f"it changes otherwise now; that change is `{now}`" in told.stderr
    assert "new/.duly-accepted:1:1" in told.stderr
    assert shown("old", "new")["unused_acceptances"] == [f"{day}  give_back, by  # agreed"]


def test_what_is_in_both_versions_by_now_can_go() -> None:
    day, _ = fingerprints()
    write(str(FILE), f"{day}  give_back, by  # agreed\n")
    write("old/lease.yaml", BOTH)
    told = run("old", "new")
    assert told.exit_code == 0
    assert "take the line out once the change is in what is compared with" in told.stderr


def test_a_mistyped_fingerprint_is_told_with_what_was_meant() -> None:
    day, _ = fingerprints()
    typo = day[:-1] + ("0" if day[-1] != "0" else "1")
    write(str(FILE), f"{typo}  give_back, bye  # agreed\n")
    assert f"did you mean `{day}`?" in run("old", "new").stderr


def test_a_line_about_another_rule_than_its_change_does_not_count() -> None:
    day, _ = fingerprints()
    write(str(FILE), f"{day}  pay, by  # agreed\n")
    told = run("old", "new", "--fail-on", "substance")
    assert told.exit_code == 1
    assert f"`{day}` is the change of `give_back, by`" in told.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("3f9a1c0b7d2", "`3f9a1c0b7d2` is no fingerprint"),
        ("give_back, by  # agreed", "`give_back,` is no fingerprint"),
        ("3F9A1C0B7D2E  give_back, by  # agreed", "did you mean `3f9a1c0b7d2e`?"),
        ("3f9a1c0b7d2e", "the line does not say what `3f9a1c0b7d2e` changes"),
        ("3f9a1c0b7d2e  # agreed", "the line does not say what `3f9a1c0b7d2e` changes"),
        ("3f9a1c0b7d2e  give_back, by", "the line does not say why `3f9a1c0b7d2e` is accepted"),
        ("3f9a1c0b7d2e  give_back, by  #  ", "the line does not say why `3f9a1c0b7d2e` is accepted"),
        ("<<<<<<< HEAD", "a merge left this line"),
        ("3f9a1c0b7d2e#agreed", "is no fingerprint"),
    ],
)
def test_a_line_that_cannot_be_read_leaves_no_report(line: str, said: str) -> None:
    write(str(FILE), f"# above\n{line}\n")
    wrong = run("old", "new")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "error[acceptance-line]" in wrong.stderr and "new/.duly-accepted:2:1" in wrong.stderr
    assert said in wrong.stderr


def test_a_file_in_another_encoding_leaves_no_report() -> None:
    FILE.write_bytes("3f9a1c0b7d2e  give_back, by  # vereinbart für Mai\n".encode("cp1252"))
    wrong = run("old", "new")
    assert (wrong.exit_code, wrong.stdout) == (3, "")
    assert "error[file-encoding]" in wrong.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_is_neither_read_nor_written_through() -> None:
    day, _ = fingerprints()
    write("elsewhere", f"{day}  give_back, by  # agreed\n")
    FILE.symlink_to(Path("elsewhere").resolve())
    for words in ((), ("--accept", day, "--because", "agreed")):
        wrong = run("old", "new", *words)
        assert (wrong.exit_code, wrong.stdout) == (3, "")
        assert "this is a link, and acceptances are taken from no other place" in wrong.stderr
    FILE.unlink()
    FILE.symlink_to("not there yet")
    assert run("old", "new", "--accept", day, "--because", "agreed").exit_code == 3
    assert not Path("new/not there yet").exists()


def test_a_change_accepted_twice_is_told() -> None:
    day, _ = fingerprints()
    write(str(FILE), f"{day}  give_back, by  # agreed\n{day}  give_back, by  # again\n")
    told = run("old", "new")
    assert (told.exit_code, "warning[acceptance-twice]" in told.stderr) == (0, True)
    assert accepted()[0] == ("by", "agreed")


# Accepting.


def test_accept_writes_a_line_that_counts() -> None:
    day, words = fingerprints()
    told = run("old", "new", "--accept", day, "--because", "agreed with the lessor,\n on June 1 # §3")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "accepted 1 change in new/.duly-accepted" in told.stderr
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[1:] == [f"{day}  give_back, by  # agreed with the lessor, on June 1 # §3"]
    assert accepted() == [("by", "agreed with the lessor, on June 1 # §3"), ("summary", None)]
    assert "accepted 1 change" in run("old", "new", "--accept", words, "--because", "shorter").stderr
    assert accepted()[1] == ("summary", "shorter")


def test_accept_leaves_what_is_there_byte_for_byte() -> None:
    day, words = fingerprints()
    before = f"# mine\r\n\r\n{day}  give_back, by   #  agreed".encode()
    FILE.write_bytes(before)
    run("old", "new", "--accept", words, "--accept", day, "--because", "shorter")
    assert FILE.read_bytes() == before + f"\r\n{words}  pay, summary  # shorter\r\n".encode()


def test_accept_twice_writes_once() -> None:
    day, _ = fingerprints()
    run("old", "new", "--accept", day, "--because", "agreed")
    before = FILE.read_bytes()
    assert "accepted already in new/.duly-accepted" in run("old", "new", "--accept", day, "--because", "again").stderr
    assert FILE.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", "{typo}", "--because", "agreed"), "did you mean `{day}`?"),
        (("--accept", "give_back", "--because", "agreed"), "a fingerprint stands at the right of each change"),
        (("--accept", "{day}"), "--accept and --because go together"),
        (("--because", "agreed"), "--accept and --because go together"),
        (("--accept", "{day}", "--because", " "), "there is no reason to write down"),
    ],
)
def test_what_cannot_be_accepted_is_wrong_usage(words: tuple[str, ...], said: str) -> None:
    day, _ = fingerprints()
    typo = day[:-1] + ("0" if day[-1] != "0" else "1")
    wrong = run("old", "new", *(word.format(day=day, typo=typo) for word in words))
    assert (wrong.exit_code, FILE.exists()) == (2, False)
    assert said.format(day=day) in wrong.stderr


def test_a_file_or_what_git_holds_takes_no_acceptance() -> None:
    day, _ = fingerprints()
    git("init", "-q", ".")
    commit()
    for new in ("new/lease.yaml", "HEAD:new"):
        wrong = run("old", new, "--accept", day, "--because", "agreed")
        assert wrong.exit_code == 2
        assert f"`{new}` is no folder that an acceptance can be written to" in wrong.stderr


def test_of_a_single_file_nothing_is_accepted() -> None:
    """As git hands files to a driver, one by one and from its own folders."""
    day, _ = fingerprints()
    write(str(FILE), f"{day}  give_back, by  # agreed\n")
    assert [each["accepted"] for each in shown("old", "new/lease.yaml")["changes"]] == [None, None]


# In git.


def test_what_git_holds_brings_its_own_acceptances() -> None:
    day, _ = fingerprints()
    git("init", "-q", "-b", "main", ".")
    write("rules/lease/lease.yaml", BASE)
    commit()
    write("rules/lease/lease.yaml", LONGER)
    assert run("--against", "HEAD", "--accept", day, "--because", "agreed").exit_code == 0
    assert Path("rules/lease/.duly-accepted").exists()
    assert run("--against", "HEAD", "--fail-on", "none").exit_code == 0
    git("add", "rules/lease/lease.yaml")
    assert run("--cached", "--fail-on", "none").exit_code == 1
    git("add", "-A")
    assert run("--cached", "--fail-on", "none").exit_code == 0
    commit()
    Path("rules/lease/.duly-accepted").unlink()
    assert run("--against", "HEAD~1..HEAD", "--fail-on", "none").exit_code == 0
    assert run("--against", "HEAD~1", "--fail-on", "none").exit_code == 1


def test_to_accept_a_change_no_facts_are_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    day, _ = fingerprints()

    def refused(_: object) -> None:
        raise AssertionError("nobody reads on which facts it shows")

    monkeypatch.setattr(reviewing, "search", refused)
    assert run("old", "new", "--accept", day, "--because", "agreed").exit_code == 0
    assert isinstance(run("old", "new").exception, AssertionError)
