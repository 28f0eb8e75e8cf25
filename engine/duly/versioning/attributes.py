"""The lines in a file of git's attributes that send rule files to duly, and nothing else in it.

In: the bytes of such a file. Out: its bytes with our block, or without it. The one idea: what we write can be told from
all else, line by line, and taking it away leaves the file as it was to the byte; so the block says in its first line
when a line end had to be put before it. A line that someone wrote between ours stays.
"""

from __future__ import annotations

PATTERNS = ("rules/**/*.yaml", "rules/**/*.yml")
LINES = tuple(f"{pattern} diff=duly merge=duly" for pattern in PATTERNS)
_BEGIN = "# begin duly git-setup; `duly git-setup --undo` takes it away"
_BEGIN_ON_NEW_LINE = f"{_BEGIN}, with the line end before it"
_END = "# end duly git-setup"
_OURS = frozenset((*LINES, _END))


def has_block(data: bytes) -> bool:
    """Whether our block is there, whole and as it is written today."""
    said = "\n".join((*LINES, _END))
    return any(f"{begin}\n{said}" in _text(data).replace("\r\n", "\n") for begin in (_BEGIN, _BEGIN_ON_NEW_LINE))


def with_block(data: bytes) -> bytes:
    """The file with our block at its end, once."""
    before = without_block(data)
    is_ended = not before or before.endswith(b"\n")
    lines = (_BEGIN if is_ended else _BEGIN_ON_NEW_LINE, *LINES, _END)
    return before + (b"" if is_ended else b"\n") + "".join(f"{line}\n" for line in lines).encode()


def without_block(data: bytes) -> bytes:
    """The file without the lines of our block."""
    kept: list[str] = []
    is_within = False
    for line in _text(data).splitlines(keepends=True):
        said = line.rstrip("\r\n")
        if said in (_BEGIN, _BEGIN_ON_NEW_LINE):
            is_within = True
            if said == _BEGIN_ON_NEW_LINE and kept:
                kept[-1] = kept[-1].rstrip("\r\n")
        elif is_within and said in _OURS:
            is_within = said != _END
        else:
            kept.append(line)
    return "".join(kept).encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
