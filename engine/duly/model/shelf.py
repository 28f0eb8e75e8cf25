"""Where an agreement is found by the name that a person gives it.

In: a folder, or an agreement's id. Out: `Loaded`. The one idea: what lies in front of the person comes before what was
shipped: a folder of that name, then `rules/<id>` in the working directory, then the agreements that come with duly. In
messages a shipped agreement is shown as `rules/<id>` too, so that they read alike on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from duly.diagnostics import Diagnostic
from duly.model.loader import Loaded, load_folder, rule_files
from duly.model.others import Others, Place
from duly.resources import rules_folder
from duly.suggest import did_you_mean

_LOCAL = Path("rules")


def load_agreement(named: str) -> Loaded:
    """The agreement in the folder `named`, or the one with the id `named`; its diagnostics say what keeps it away."""
    place = _place_of(named)
    return load_place(*place) if place is not None else _not_there(named)


def load_place(folder: Path, shown: str) -> Loaded:
    """The agreement in a folder that is shown as `shown`."""
    return load_folder(folder, shown, others=_others(folder, shown))


def load_each(named: Iterable[str]) -> tuple[Loaded, ...]:
    """Several agreements, each loaded once; where one uses another of them, it is that one."""
    places = {name: _place_of(name) for name in named}
    given = {place[0].resolve().name: place for place in places.values() if place is not None}

    def place(id_: str) -> Place | None:
        near = (_found_by(id_, *each) for each in given.values())
        return given.get(id_) or next((each for each in near if each is not None), None)

    others = Others(place)
    loaded: list[Loaded] = []
    for name, at in places.items():
        found = others.load(at[0].resolve().name) if at is not None else None
        loaded.append(found if found is not None else _not_there(name))
    return tuple(loaded)


def _place_of(named: str) -> Place | None:
    there = [place for place in _places(named) if _is_folder(place[0])]
    return next((place for place in there if rule_files(place[0])), there[0] if there else None)


def _not_there(named: str) -> Loaded:
    hint = did_you_mean(named, agreement_ids()) or _listed()
    return Loaded(None, {}, (Diagnostic("no-agreement", f"there is no agreement `{named}`", hint=hint),), ())


def _others(folder: Path, shown: str) -> Others:
    """The agreements that the one in `folder` may use."""
    return Others(lambda id_: _found_by(id_, folder, shown))


def _found_by(id_: str, folder: Path, shown: str) -> Place | None:
    """Where the agreement in `folder` finds another: beside it, then where any can be named."""
    above = shown.rstrip("/").rpartition("/")[0]
    beside = folder.resolve().parent / id_, f"{above}/{id_}" if above else id_
    return next((each for each in (beside, *_places(id_)) if _is_folder(each[0]) and rule_files(each[0])), None)


def folder_of(named: str) -> Path | None:
    """The folder from which `load_agreement` takes the agreement of this name; None where none has rule files."""
    return next((folder for folder, _ in _places(named) if _is_folder(folder) and rule_files(folder)), None)


def agreement_ids() -> tuple[str, ...]:
    """The ids of all agreements under `rules/` of the working directory and of those shipped."""
    found = {folder.name for shelf in _shelves() for folder in shelf.iterdir() if _is_folder(folder)}
    return tuple(sorted(found))


def _places(named: str) -> Iterator[tuple[Path, str]]:
    """Where an agreement of this name could be, with how the place is shown."""
    if not named.strip():
        return
    yield Path(named), Path(named).as_posix()
    if Path(named).name == named and named not in (".", ".."):
        for shelf in _shelves():
            yield shelf / named, f"rules/{named}"


def _shelves() -> tuple[Path, ...]:
    try:
        shipped: tuple[Path, ...] = (rules_folder(),)
    except FileNotFoundError:
        shipped = ()
    return tuple(shelf for shelf in (_LOCAL, *shipped) if _is_folder(shelf))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # the name is longer than a name can be
        return False


def _listed() -> str | None:
    known = ", ".join(f"`{name}`" for name in agreement_ids())
    return f"name a folder, or one of {known}" if known else "name a folder with rule files"
