"""What a person types, and what they read: exact output and exit status, as files that read like a terminal.

A transcript in `tests/transcripts/` holds commands, each after a `$`, with what they wrote to standard output, then
`[stderr]` with what they wrote to standard error, if anything, then `[exit N]`. The commands run in that folder, where
`rules/supply` is the agreement that they are about; its figures are worked out by hand in the comments (`#`). After a
change that is meant, `DULY_UPDATE=1 pytest tests/cli/test_transcripts.py` writes what is said now: read the diff.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from duly.cli.main import duly

FOLDER = Path(__file__).resolve().parent.parent / "transcripts"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))
VERSION = f"duly {metadata.version('duly')}."
ENGINE = f'"engine": "{metadata.version("duly")}"'
_EXIT = re.compile(r"\[exit \d+\]")


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command writes, with its status, as it stands in a transcript; `< file` gives it standard input."""
    words = shlex.split(line)
    given = b""
    if "<" in words:
        given = Path(words[words.index("<") + 1]).read_bytes()
        words = words[: words.index("<")]
    assert words[0] == "duly"
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2)]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    with pytest.raises(SystemExit) as ended:
        duly(words[1:], prog_name="duly")
    monkeypatch.undo()
    out, err = (_written(stream) for stream in streams)
    out = out.replace(VERSION, "duly VERSION.").replace(ENGINE, '"engine": "VERSION"')
    return out + (f"[stderr]\n{err}" if err else "") + f"[exit {ended.value.code or 0}]\n"


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The comments and commands of a transcript, each with what follows it."""
    head, said = "", ""
    for line in text.splitlines(keepends=True):
        if head.startswith("$"):
            said += line
            if _EXIT.fullmatch(line.rstrip("\n")):
                yield head, said
                head, said = "", ""
        elif line.startswith("$"):
            head = line
        else:
            yield line, ""
    assert not head, f"a command without [exit N]: {head}"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_a_transcript(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = path.read_text(encoding="utf-8")
    expected, found = "", ""
    for head, said in blocks(text):
        expected += head + said
        if not head.startswith("$"):
            found += head
            continue
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(FOLDER)
            found += head + run(head.removeprefix("$").strip(), patch)
    if os.environ.get("DULY_UPDATE") == "1":
        path.write_text(found, encoding="utf-8", newline="\n")
        return
    assert found == expected


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 5


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_a_page_keeps_its_width_and_has_no_trailing_blanks(path: Path) -> None:
    for _, said in blocks(path.read_text(encoding="utf-8")):
        page = said.partition("[stderr]")[0]
        for line in page.splitlines():
            assert line == line.rstrip()
            assert page.startswith("{") or len(line) <= 100
