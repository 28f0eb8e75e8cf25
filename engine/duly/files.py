"""Bytes become text, or a diagnostic that says why not.

In: a path, or bytes with a name (standard input). Out: `Source` or one `Diagnostic`. The one idea: only one encoding
is read, UTF-8, and everything that follows sees only `\\n` at line ends and no byte order mark, so that an offset means
one thing everywhere. Nothing is guessed: text in another encoding is refused with the place of the first wrong byte.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from duly.diagnostics import Diagnostic
from duly.limits import FILE_BYTES
from duly.source import Source
from duly.suggest import nearest

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_source(path: Path, name: str | None = None, limit: int = FILE_BYTES) -> Source | Diagnostic:
    """The text of the file at `path`, or what keeps it from being read; `name` is how it is called in messages."""
    shown = name if name is not None else path.as_posix()
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        return not_there(path, shown)
    except IsADirectoryError:
        return Diagnostic("file-is-a-folder", "a file is needed here, and this is a folder", file=shown)
    except (OSError, ValueError) as failure:
        return Diagnostic("file-unreadable", _refusal(failure), file=shown)
    return decode(data, shown, limit)


def not_there(path: Path, shown: str) -> Diagnostic:
    """Says that there is no such file, and which was probably meant, or which folder is missing too."""
    return Diagnostic("file-missing", "there is no such file", hint=_where_it_may_be(path, shown), file=shown)


def _where_it_may_be(path: Path, shown: str) -> str | None:
    above = PurePosixPath(shown).parent
    try:
        there = {each.stem: each.name for each in sorted(path.parent.iterdir())}
    except (OSError, ValueError):
        return f"there is no folder `{above}` either; it is looked for in the folder in which the command runs"
    if (name := nearest(path.stem, there)) is not None:  # endings are alike, and say nothing
        return f"did you mean `{above / there[name]}`?"
    return "a folder may be missing in front of the name" if above == PurePosixPath() else None


def decode(data: bytes, name: str, limit: int = FILE_BYTES) -> Source | Diagnostic:
    """The text that `data` holds as UTF-8, with line ends folded, or what keeps it from being one."""
    if len(data) > limit:
        return Diagnostic("file-too-large", f"this is larger than the {limit} bytes that are read", file=name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Diagnostic("file-encoding", "this is UTF-16 and not UTF-8", hint="save the file as UTF-8", file=name)
    if (found := data.find(b"\0")) != -1:
        return Diagnostic("file-not-text", f"byte {found} is zero, so this is not a text", file=name)
    try:
        text = data.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as failure:
        return _not_utf8(data, failure, name)
    return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def _refusal(failure: OSError | ValueError) -> str:
    reason = failure.strerror if isinstance(failure, OSError) else None
    return f"this cannot be read: {(reason or 'the name is not one that files have').lower()}"


def _not_utf8(data: bytes, failure: UnicodeDecodeError, name: str) -> Diagnostic:
    """Says where the first wrong byte is, and names the encoding that it probably is in."""
    offset = failure.start + len(data) - len(data.removeprefix(BYTE_ORDER_MARK))
    line = data.count(b"\n", 0, offset) + 1
    message = f"this is not UTF-8: byte {offset}, in line {line}, is {data[offset]:#04x}"
    hint = "save the file as UTF-8"
    if _is_likely_windows_1252(data):
        hint = f"this is likely Windows-1252, where that byte is `{data[offset : offset + 1].decode('cp1252')}`; {hint}"
    return Diagnostic("file-encoding", message, hint=hint, file=name)


def _is_likely_windows_1252(data: bytes) -> bool:
    """Whether every byte is a printable character of Windows-1252, as in text from an old word processor."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character in "\t\r\n" for character in text)
