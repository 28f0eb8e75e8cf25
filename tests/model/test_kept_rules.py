"""What is kept is what was read; and what is wrong with it only means that the files are read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evaluation.two_papers import MASTER
from folders import CHECKOUT
from hypothesis import given
from hypothesis import strategies as st

from duly.model import kept_rules as kept
from duly.model import nodes as m
from duly.model.loader import load_folder, load_sources, rule_files
from duly.model.plain_rules import NotPlain, plain, rules_of
from duly.model.vocabulary import Vocabulary
from duly.source import Source

AGREEMENTS = sorted(path for path in (CHECKOUT / "rules").iterdir() if path.is_dir())
PAPER = (Source("rules.yaml", MASTER),)


def read(sources: tuple[Source, ...]) -> m.Rules:
    loaded = load_sources(sources)
    assert loaded.vocabulary is not None, loaded.diagnostics
    return loaded.rules


def spans(value: Any) -> list[tuple[str, int, int]]:
    """Where everything stands, since equality does not look at it."""
    return [(each["file"], each["start"], each["end"]) for each in _walk(value)]


def _walk(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if type(each).__name__ == "Span":
            found.append({"file": each.source.name, "start": each.start, "end": each.end})
        elif isinstance(each, dict):
            waiting += list(each.values())
        elif isinstance(each, tuple):
            waiting += list(each)
        elif hasattr(each, "__dataclass_fields__"):
            waiting += [getattr(each, name) for name in each.__dataclass_fields__]
    return found


@pytest.mark.parametrize("folder", AGREEMENTS, ids=lambda folder: folder.name)
def test_every_shipped_agreement_comes_back_as_it_was(folder: Path) -> None:
    from duly.model.loader import _read

    sources = tuple(Source(path.name, path.read_text(encoding="utf-8")) for path in rule_files(folder))
    rules, found = _read(sources, is_whole=True)
    assert rules is not None, found
    data = json.loads(json.dumps(plain(rules, sources)))
    again = rules_of(data, sources)
    assert again == rules and again.digest == rules.digest
    assert spans(again) == spans(rules) and spans(rules)
    assert plain(again, sources) == data


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 80) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(json_values)
def test_nothing_but_rules_comes_back(data: Any) -> None:
    with pytest.raises(NotPlain):
        rules_of(data, PAPER)


def test_rules_are_kept_and_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DULY_CACHE", (tmp_path / "kept").as_posix())
    first = read(PAPER)
    (file,) = (tmp_path / "kept").glob("*.json")
    assert kept.kept_rules(PAPER) is not None
    assert read(PAPER) == first and read(PAPER).digest == first.digest
    changed = (Source("rules.yaml", MASTER.replace("5 days", "6 days")),)
    assert kept.kept_rules(changed) is None
    assert read(changed) != first
    assert len(list((tmp_path / "kept").glob("*.json"))) == 2 and file.exists()


@pytest.mark.parametrize("said", ["", "{", "[]", "null", "[7]", "\ud800", '[0, "a"]'])
def test_what_is_damaged_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("DULY_CACHE", tmp_path.as_posix())
    first = read(PAPER)
    (file,) = tmp_path.glob("*.json")
    file.write_bytes(said.encode("utf-8", "surrogatepass"))
    assert kept.kept_rules(PAPER) is None
    assert read(PAPER) == first


def test_what_is_wrong_is_found_again_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DULY_CACHE", tmp_path.as_posix())
    circle = MASTER.replace("norms:", "  fore: {type: number, value: fore + 1, cite: '3'}\nnorms:")
    for _ in range(2):
        assert "circle" in [each.code for each in load_sources([Source("rules.yaml", circle)]).diagnostics]
    assert not list(tmp_path.glob("*.mark"))
    for _ in range(2):
        assert load_sources(PAPER).diagnostics == ()
    assert len(list(tmp_path.glob("*.mark"))) == 1


def test_faulty_rules_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DULY_CACHE", tmp_path.as_posix())
    assert not load_sources([Source("rules.yaml", MASTER.replace("currency: USD", "currency: dollars"))]).is_sound
    assert not list(tmp_path.iterdir())


def test_nothing_is_kept_where_that_is_switched_off_or_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", tmp_path.as_posix())
    monkeypatch.setenv("XDG_CACHE_HOME", (tmp_path / "cache").as_posix())
    monkeypatch.setenv("DULY_CACHE", "off")
    read(PAPER)
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DULY_CACHE", (tmp_path / "file" / "inside").as_posix())
    read(PAPER)
    monkeypatch.setenv("DULY_CACHE", "")
    read(PAPER)
    assert len(list((tmp_path / "cache" / "duly").glob("*.json"))) == 1


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DULY_CACHE", tmp_path.as_posix())
    monkeypatch.setattr(kept, "KEPT_RULES", 3)
    for number in range(5):
        read((Source("rules.yaml", MASTER.replace("5 days", f"{number + 11} days")),))
    assert len(list(tmp_path.glob("*.json"))) == 3


@pytest.mark.parametrize("folder", AGREEMENTS, ids=lambda folder: folder.name)
def test_what_follows_from_rules_is_taken_as_it_was_found(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DULY_CACHE", tmp_path.as_posix())
    first, again = load_folder(folder), load_folder(folder)
    assert first.vocabulary is not None and again.vocabulary is not None
    assert again.rules.derived.circles is not None, "it was not kept"
    found_anew = Vocabulary(replace(first.rules), tuple(first.rules.calendars))
    assert again.vocabulary.circles() == found_anew.circles()
    assert again.vocabulary.earliest == found_anew.earliest
    assert replace(again.rules, terms={}).derived.circles is None, "other rules have other circles"


@pytest.mark.parametrize("told", ["", "{}", "[]", '[[], [], "soon"]', "[1, 2, 3]", "\x00"])
def test_what_does_not_say_what_follows_is_not_taken(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DULY_CACHE", tmp_path.as_posix())
    known = load_sources(PAPER)
    for path in tmp_path.glob("*.mark"):
        path.write_text(told, encoding="utf-8")
    again = load_sources(PAPER)
    assert again.vocabulary is not None and known.vocabulary is not None
    assert again.vocabulary.circles() == known.vocabulary.circles()
    assert again.vocabulary.earliest == known.vocabulary.earliest == min(_days())


def _days() -> list[date]:
    """Every day that the paper names, by looking for what has the form of one."""
    return [date.fromisoformat(found) for found in re.findall(r"\d{4}-\d\d-\d\d", MASTER)]
