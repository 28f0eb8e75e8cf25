"""Rules that have been read once need not be read again.

In: the files of an agreement. Out: its rules as they were read from the same files before, or None. The one idea: the
name under which rules are kept says everything that they were made from (the files, and the program that read them),
so what is found under it cannot be out of date, and whatever else may be wrong with it (unreadable, cut off, tampered
with in form) only means that the files are read. Beside them stand marks: that nothing is wrong with rules of a
fingerprint, which need not be looked for again, and what else follows from them.

They are kept in the user's folder for such things, or where `DULY_CACHE` says; `DULY_CACHE=off` keeps nothing. A folder
that cannot be written to is no fault.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from duly.limits import KEPT_RULES
from duly.model import nodes as m
from duly.model.plain_rules import NotPlain, plain, rules_of
from duly.resources import PACKAGE, schema_file
from duly.source import Source
from duly.version import VERSION

_SWITCH = "DULY_CACHE"
_OFF = ("off", "no", "0")


def kept_rules(sources: Sequence[Source]) -> m.Rules | None:
    """The rules that were made of these files before; None where none are kept."""
    folder = _folder()
    if folder is None:
        return None
    try:
        data = json.loads((folder / _name(sources)).read_bytes())
        return rules_of(data, sources)
    except (OSError, ValueError, NotPlain, RecursionError):
        return None


def keep_rules(rules: m.Rules, sources: Sequence[Source]) -> None:
    """Keeps rules that were read from these files without a fault."""
    _keep(_name(sources), json.dumps(plain(rules, sources), ensure_ascii=False, separators=(",", ":")))


def known(what: str, digest: str) -> str | None:
    """What was found to hold of the rules with this fingerprint; of what and how is up to the caller."""
    folder = _folder()
    if folder is None:
        return None
    try:
        return (folder / _mark(what, digest)).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def make_known(what: str, digest: str, said: str = "") -> None:
    """Keeps that something holds of the rules with this fingerprint, with what there is to say of it."""
    _keep(_mark(what, digest), said)


def _keep(name: str, text: str) -> None:
    from tempfile import NamedTemporaryFile  # costly to import, and not needed where nothing is new

    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=folder, encoding="utf-8", suffix=".part", delete=False) as file:
            file.write(text)
        Path(file.name).replace(folder / name)
        for suffix in (".json", ".mark"):
            there = sorted(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime_ns)
            for path in there[: max(0, len(there) - KEPT_RULES)]:
                path.unlink(missing_ok=True)


def _folder() -> Path | None:
    said = os.environ.get(_SWITCH, "")
    if said.casefold() in _OFF:
        return None
    if said:
        return Path(said)
    home = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # nobody's home is known
        return (Path(home) if home else Path.home() / ".cache") / "duly"
    return None


def _name(sources: Sequence[Source]) -> str:
    """What rules made of these files by this program are kept under."""
    made_from = sha256(_program().encode())
    for source in sources:
        text = source.text.encode("utf-8", "surrogatepass")
        made_from.update(f"\n{len(text)}\n".encode() + text)
    return f"{made_from.hexdigest()}.json"


def _mark(what: str, digest: str) -> str:
    return sha256("\n".join((_program(), what, digest)).encode()).hexdigest() + ".mark"


@cache
def _program() -> str:
    """What of the program decides how rules are read: its version, and which state its own files are in."""
    files = [path for unit in ("language", "model", "checks") for path in sorted((PACKAGE / unit).iterdir())]
    states = [(path, path.stat()) for path in (*files, schema_file("rules")) if path.is_file()]
    marks = [f"{path.name} {state.st_size} {state.st_mtime_ns}" for path, state in states]
    return "\n".join((VERSION, sys.version, *marks))
