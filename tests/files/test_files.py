"""Bytes become text or a diagnostic, and the engine's own files are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from duly import resources
from duly.diagnostics import Diagnostic
from duly.files import decode, read_source
from duly.source import Source


def fault(read: Source | Diagnostic) -> Diagnostic:
    assert isinstance(read, Diagnostic)
    return read


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\nb", "a\nb"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"", ""),
        ("§ 3 “x”".encode(), "§ 3 “x”"),
        (b"a\xef\xbb\xbf", "a\ufeff"),
    ],
)
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert decode(data, "x") == Source("x", text)


@pytest.mark.parametrize(
    ("data", "code", "message", "hint"),
    [
        (b"a\n\xa7 3", "file-encoding", "byte 2, in line 2, is 0xa7", "Windows-1252, where that byte is `§`"),
        (b"\xef\xbb\xbfa\x93", "file-encoding", "byte 4, in line 1, is 0x93", "where that byte is `“`"),
        (b"\x81\xff", "file-encoding", "byte 0, in line 1, is 0x81", None),
        (b"\x01\xff", "file-encoding", "byte 1, in line 1, is 0xff", None),
        (b"\xff\xfea\x00", "file-encoding", "this is UTF-16", None),
        (b"ab\x00", "file-not-text", "byte 2 is zero", None),
        (b"abcd", "file-too-large", "the 3 bytes", None),
        (b"\xed\xa0\x80", "file-encoding", "byte 0, in line 1, is 0xed", None),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str, message: str, hint: str | None) -> None:
    told = fault(decode(data, "x", limit=3 if code == "file-too-large" else 100))
    assert (told.code, told.file, told.span) == (code, "x", None)
    assert message in told.message
    assert ("Windows-1252" in (told.hint or "")) == (hint is not None)
    assert (hint or "") in (told.hint or "")


def test_a_limit_is_the_largest_size_that_is_read() -> None:
    assert decode(b"abc", "x", limit=3) == Source("x", "abc")


def test_a_file_is_read_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(b"{}\r\n")
    assert read_source(file, "facts.json") == Source("facts.json", "{}\n")
    assert read_source(file) == Source(file.as_posix(), "{}\n")


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(b"a" * 10)
    assert fault(read_source(file, limit=9)).code == "file-too-large"


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    missing = fault(read_source(tmp_path / "none", "none"))
    assert (missing.code, missing.hint) == ("file-missing", "a folder may be missing in front of the name")
    assert fault(read_source(tmp_path, "folder")).code == "file-is-a-folder"
    assert fault(read_source(tmp_path / "file" / "x")).code == "file-missing"
    assert fault(read_source(Path("a\0b"))).code == "file-unreadable"


def test_of_a_file_that_is_missing_it_is_said_which_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "october.json").write_bytes(b"{}")
    near = fault(read_source(tmp_path / "facts" / "octobre.json", "facts/octobre.json"))
    assert near.hint == "did you mean `facts/october.json`?"
    nowhere = fault(read_source(tmp_path / "fact" / "october.json", "fact/october.json"))
    assert nowhere.hint is not None and nowhere.hint.startswith("there is no folder `fact` either")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    file = tmp_path / "closed"
    file.write_bytes(b"")
    file.chmod(0)
    assert fault(read_source(file)).code == "file-unreadable"


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    assert fault(read_source(tmp_path / ("x" * 5000))).code == "file-unreadable"


def test_the_engine_finds_its_files() -> None:
    assert resources.schemas_folder().name == "schemas"
    assert resources.rules_folder().name == "rules"
    assert {"nyse", "us_federal"} <= {file.stem for file in resources.calendar_files()}
    with pytest.raises(FileNotFoundError, match="no schema nonsense"):
        resources.schema_file("nonsense")


def test_the_package_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "engine" / "duly"
    package.mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", package)
    with pytest.raises(FileNotFoundError, match="schemas"):
        resources.schemas_folder()
    (tmp_path / "schemas").mkdir()
    assert resources.schemas_folder() == tmp_path / "schemas"
    (package / "schemas").mkdir()
    (package / "schemas" / "facts.schema.json").write_text("{}")
    assert resources.schemas_folder() == package / "schemas"
    assert resources.schema_file("facts") == package / "schemas" / "facts.schema.json"
