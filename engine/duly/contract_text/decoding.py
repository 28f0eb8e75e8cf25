"""Bytes of a contract become text, whatever they are.

In: a path or bytes. Out: the `Source` and notes on how it was read, or one `Diagnostic` where there is no text in it.
The one idea: a contract's text is evidence that was made elsewhere, so unlike a rule file it is not refused for its
encoding: UTF-8 is read as such, UTF-16 by its mark, and anything else as Windows-1252 with a note. Bytes that
Windows-1252 leaves undefined become replacement characters.
"""

from __future__ import annotations

import re
from pathlib import Path

from duly.diagnostics import Diagnostic
from duly.files import decode, read_source
from duly.limits import FILE_BYTES
from duly.source import Source

Read = tuple[Source, tuple[Diagnostic, ...]]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_text(path: Path, name: str | None = None) -> Read | Diagnostic:
    """The text of the file at `path` with notes on its encoding, or what keeps it from being read."""
    shown = name if name is not None else path.as_posix()
    read = read_source(path, shown)
    if isinstance(read, Source):
        return read, ()
    if read.code not in ("file-encoding", "file-not-text"):
        return read
    try:
        return decode_text(path.read_bytes(), shown)
    except OSError:
        return read


def decode_text(data: bytes, name: str) -> Read | Diagnostic:
    """The text that `data` holds with notes on its encoding, or a diagnostic where it is no text."""
    read = decode(data, name)
    if isinstance(read, Source):
        return read, ()
    if len(data) > FILE_BYTES:
        return read
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _other(data, "utf-16", "UTF-16", name)
    if b"\0" in data:
        return read
    return _other(data, "cp1252", "Windows-1252", name)


def _other(data: bytes, codec: str, called: str, name: str) -> Read | Diagnostic:
    text = data.decode(codec, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) // 50:
        return Diagnostic("file-not-text", "this is full of control characters, so it is not a text", file=name)
    message = f"this is not UTF-8 and was read as {called}"
    if lost := text.count("\ufffd"):
        message += f", which leaves {lost} characters unreadable"
    return Source(name, text), (Diagnostic("text-encoding", message, hint="compare a quotation mark", file=name),)
