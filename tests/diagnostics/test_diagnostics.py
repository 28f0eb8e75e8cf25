"""Every fault is found where it is, with its words; and every code is found somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from diagnostics.faulty import HERE, Chunk, Told, chunks
from evaluation.two_papers import GUARANTEE, MASTER, write_papers
from folders import ENGINE, text_of

from duly.checks import check_rules
from duly.codes import CODES
from duly.codes.text import TEXT
from duly.comparison.acceptances import Acceptance, read_acceptances, unused
from duly.comparison.git_objects import tree_of
from duly.diagnostics import Diagnostic
from duly.evaluation.fact_files import facts_of
from duly.evaluation.scenarios import read_scenarios
from duly.files import decode, read_source
from duly.model.json_tree import load_json
from duly.model.loader import Loaded, load_folder, load_sources
from duly.model.own_calendars import calendars_of
from duly.model.shelf import load_agreement
from duly.source import Source
from duly.versioning.setup import set_up

HEADER = Source("header.yaml", (HERE / "header.yaml").read_text(encoding="utf-8"))


def loaded() -> Loaded:
    return load_sources([HEADER])


def found_in(chunk: Chunk) -> tuple[Diagnostic, ...]:
    """What is said of a chunk by the passes that its kind goes through."""
    if chunk.kind == "facts":
        return facts_of(chunk.source, loaded().rules)[1]
    if chunk.kind == "scenarios":
        return read_scenarios(chunk.source, loaded(), HERE)[1]
    rules = load_sources([chunk.source] if chunk.stands_alone else [HEADER, chunk.source])
    checks = check_rules(rules.vocabulary) if rules.vocabulary is not None and rules.is_sound else ()
    return (*rules.diagnostics, *checks)


def shown(told: Told) -> str:
    return f"{told.line}: {told.severity}[{told.code}]: `{told.words}`"


@pytest.mark.parametrize("chunk", chunks(), ids=lambda chunk: f"{chunk.kind}: {chunk.shows}")
def test_each_fault_is_found_at_its_words(chunk: Chunk) -> None:
    expected, came = chunk.expected(), chunk.came(found_in(chunk))
    assert "\n".join(sorted(map(shown, came.elements()))) == "\n".join(sorted(map(shown, expected.elements())))


def test_the_header_is_sound() -> None:
    found = loaded()
    assert found.diagnostics == ()
    assert found.vocabulary is not None
    assert check_rules(found.vocabulary) == ()


# What cannot stand in a YAML file, by code.


def accepted(folder: Path, *lines: str) -> tuple[tuple[Acceptance, ...], tuple[Diagnostic, ...]]:
    """What a file of acceptances with these lines says."""
    (folder / ".duly-accepted").write_text("\n".join(lines), encoding="utf-8")
    return read_acceptances(folder, "x")


def told_of_git(code: str, folder: Path) -> Iterator[Diagnostic]:
    """What is said where git cannot be told, or has been told otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", folder.as_posix())
        patch.setenv("XDG_CONFIG_HOME", folder.as_posix())
        patch.setenv("GIT_CEILING_DIRECTORIES", folder.parent.as_posix())
        patch.chdir(folder)
        if code == "git-refused":
            (folder / "git" / "attributes").mkdir(parents=True)
        elif code == "git-setting":
            (folder / ".gitconfig").write_text('[diff "duly"]\n\tcommand = other\n', encoding="utf-8")
        yield from set_up("local" if code == "not-a-repository" else "global", ("duly",)).diagnostics


def told_of_uses(code: str, folder: Path) -> Iterator[Diagnostic]:
    """What is said of an agreement that uses another one in the wrong way."""
    master, guarantee = MASTER, GUARANTEE
    match code:
        case "unknown-agreement":
            guarantee = GUARANTEE.replace("uses: [master]", "uses: [mastr]").replace("master.", "mastr.")
        case "used-not-loaded":
            master = MASTER.replace("by: due_day[o]", "by: due_dy[o]")
        case "uses-circle":
            master = MASTER.replace("  dated: 2001-03-01", "  uses: [guarantee]")
        case _:
            guarantee = GUARANTEE.replace("buyer: Harbour Bakery Inc.", "buyer: Harbour Mills LLC")
    found = load_agreement(write_papers(folder, master, guarantee).as_posix()).diagnostics
    # what is wrong with the other agreement stands beside that it cannot be used, and the other way round
    yield from (each for each in found if each.code == code or code not in ("used-not-loaded", "uses-circle"))


def from_bytes(code: str, folder: Path) -> Iterator[Diagnostic | Source]:
    """Files made of bytes or in a folder, each with the fault of its code."""
    path = folder / "rules.yaml"
    match code:
        case "file-missing":
            yield read_source(path)
        case "file-is-a-folder":
            yield read_source(folder)
        case "file-unreadable":
            yield read_source(folder / "a\0b")
        case "file-too-large":
            yield decode(b"x" * 11, "x", limit=10)
        case "file-not-text":
            yield decode(b"PK\x03\x04\0", "x")
        case "file-encoding":
            yield decode("§ 3".encode("cp1252"), "x")
            yield decode("3".encode("utf-16"), "x")
        case "yaml-character":
            yield from load_sources([Source("x", "language: 1\nactions: {a: b\u200b\x07}\n")]).diagnostics
        case "json-syntax":
            yield from load_json(Source("x", '{"signed": "2001-10-17",}'))[1]
        case "json-escape":
            yield from load_json(Source("x", r'{"title": "\ud83d"}'))[1]
        case "calendar-file":
            (folder / "calendars").mkdir()
            (folder / "calendars" / "harbour.json").write_text('{"id": "harbour"}', encoding="utf-8")
            yield from calendars_of(folder, "x")[1]
        case "no-revision":
            yield tree_of("-x")  # type: ignore[misc]
        case "acceptance-line":
            yield from accepted(folder, "3f9a1c0b7d2e  give_back, by")[1]
        case "acceptance-twice":
            yield from accepted(folder, *["3f9a1c0b7d2e  give_back, by  # agreed"] * 2)[1]
        case "acceptance-unused":
            yield from unused(accepted(folder, "3f9a1c0b7d2e  give_back, by  # agreed")[0], ())
        case "not-a-repository" | "git-refused" | "git-setting":
            yield from told_of_git(code, folder)
        case "unknown-agreement" | "used-not-loaded" | "uses-circle" | "uses-clash":
            yield from told_of_uses(code, folder)
        case "no-agreement":
            yield from load_agreement(folder.as_posix()).diagnostics
            yield from load_folder(folder / "missing").diagnostics


BYTES = (
    "file-missing",
    "file-is-a-folder",
    "file-unreadable",
    "file-too-large",
    "file-not-text",
    "file-encoding",
    "yaml-character",
    "json-syntax",
    "json-escape",
    "calendar-file",
    "no-revision",
    "acceptance-line",
    "acceptance-twice",
    "acceptance-unused",
    "not-a-repository",
    "git-refused",
    "git-setting",
    "unknown-agreement",
    "used-not-loaded",
    "uses-circle",
    "uses-clash",
    "no-agreement",
)
"""Codes of faults that a file of chunks cannot have."""


@pytest.mark.parametrize("code", BYTES)
def test_each_fault_of_bytes_is_found(code: str, tmp_path: Path) -> None:
    found = list(from_bytes(code, tmp_path))
    assert found
    assert {each.code for each in found if isinstance(each, Diagnostic)} == {code}
    assert not any(isinstance(each, Source) for each in found)


def test_every_code_occurs() -> None:
    """Those of the contract's own words are held to their texts in tests/contract_text."""
    told = {told.code for chunk in chunks() for told in chunk.expected()} | set(BYTES)
    assert told == CODES.keys() - {code.name for code in TEXT}


def used_codes() -> Iterator[str]:
    """The codes that the engine's source makes diagnostics of."""
    for path in ENGINE.rglob("*.py"):
        if "codes" in path.parts:
            continue
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES:
                yield node.value


def made_codes() -> Iterator[str]:
    """The first argument of whatever makes a diagnostic."""
    makers = {"Diagnostic", "_say", "_nothing", "report"}
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in makers and isinstance(node.args[0].value, str):
                    yield node.args[0].value


def test_the_source_uses_the_codes_of_the_table_and_no_other() -> None:
    assert set(used_codes()) == CODES.keys()
    assert set(made_codes()) <= CODES.keys()
