"""What keeps agreements from reading each other, in the words of whoever wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.two_papers import GUARANTEE, MASTER, write_papers

from duly.diagnostics import Diagnostic
from duly.workspace.loading import load_agreement


def told(folder: Path, master: str = MASTER, guarantee: str = GUARANTEE) -> tuple[Diagnostic, ...]:
    return load_agreement(write_papers(folder, master, guarantee).as_posix()).diagnostics


def words(found: Diagnostic) -> str:
    return found.span.text if found.span is not None else ""


def test_one_that_is_not_there(tmp_path: Path) -> None:
    (found,) = told(tmp_path, guarantee=GUARANTEE.replace("uses: [master]", "uses: [lease]"))
    assert (found.code, found.message, words(found)) == ("unknown-agreement", "there is no agreement `lease`", "lease")


def test_a_folder_whose_agreement_has_another_id(tmp_path: Path) -> None:
    (found,) = told(tmp_path, master=MASTER.replace("id: master", "id: frame"))
    assert (found.code, words(found)) == ("unknown-agreement", "master")


def test_what_is_wrong_with_the_other_is_said_with_it(tmp_path: Path) -> None:
    found = told(tmp_path, master=MASTER.replace("by: due_day[o]", "by: due_dy[o]"))
    said = [(each.code, words(each)) for each in found]
    assert said == [("used-not-loaded", "master"), ("unknown-name", "due_dy[o]")]


def test_a_circle_is_printed_with_its_way(tmp_path: Path) -> None:
    found = told(tmp_path, master=MASTER.replace("  dated: 2001-03-01", "  uses: [guarantee]"))
    circle = next(each for each in found if each.code == "uses-circle")
    assert "`guarantee` → `master` → `guarantee`" in circle.message
    assert circle.span is not None and circle.span.source.name.endswith("master/rules.yaml")


def test_one_that_uses_itself(tmp_path: Path) -> None:
    (found,) = told(tmp_path, guarantee=GUARANTEE.replace("uses: [master]", "uses: [master, guarantee]"))
    assert found.code == "uses-circle" and "`guarantee` → `guarantee`" in found.message


@pytest.mark.parametrize(
    ("was", "then"),
    [
        ("currency: USD", "currency: EUR"),
        ("buyer: Harbour Bakery Inc.", "buyer: Harbour Mills LLC"),
        ("id: guarantee", "id: guarantee\n  short: master"),
    ],
)
def test_one_name_for_two_things(tmp_path: Path, was: str, then: str) -> None:
    found = told(tmp_path, guarantee=GUARANTEE.replace(was, then))
    assert [each.code for each in found] == ["uses-clash"]


def test_a_name_of_ones_own_that_is_the_others(tmp_path: Path) -> None:
    found = told(tmp_path, guarantee=GUARANTEE.replace("  paid: {", "  master: {"))
    assert "name-taken" in [each.code for each in found]


def test_a_short_name(tmp_path: Path) -> None:
    master = MASTER.replace("id: master", "id: master\n  short: m").replace("by: due_day[o]", "by: due_day[o]")
    assert not told(tmp_path, master, GUARANTEE.replace("master.", "m.").replace("master is", "m is"))


def test_several_that_clash(tmp_path: Path) -> None:
    write_papers(tmp_path)
    (tmp_path / "guarantee" / "rules.yaml").write_text(
        "language: 1\nagreement: {id: guarantee, title: G, parties: {buyer: Somebody Else Inc.}, currency: USD}\n",
        encoding="utf-8",
    )
    found = load_agreement((tmp_path / "guarantee").as_posix(), (tmp_path / "master").as_posix())
    assert [each.code for each in found.diagnostics] == ["uses-clash"] and not found.is_sound
