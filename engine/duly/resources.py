"""Where the files that belong to the engine are.

In: nothing. Out: the folders of the schemas, the rules and the calendars. The one idea: a wheel carries `schemas/` and
`rules/` inside the package, a checkout has them beside the source root, and nobody but this module knows which it is.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """The folder `name` of the package or, in a checkout, of the project; FileNotFoundError where there is none."""
    for parent in (PACKAGE, PACKAGE.parent.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"this installation has no folder {name}")


def schemas_folder() -> Path:
    """The folder of `<name>.schema.json`."""
    return _folder("schemas")


def schema_file(name: str) -> Path:
    """The file of the schema `name`; raises FileNotFoundError where there is none."""
    path = schemas_folder() / f"{name}.schema.json"
    if not path.is_file():
        raise FileNotFoundError(f"there is no schema {name}")
    return path


def rules_folder() -> Path:
    """The folder that has a folder for each agreement."""
    return _folder("rules")


def calendars_folder() -> Path:
    """The folder of the calendars, `<name>.json` each."""
    return PACKAGE / "calendars"


def calendar_files() -> tuple[Path, ...]:
    """The files of all calendars, in the order of their names."""
    return tuple(sorted(calendars_folder().glob("*.json")))
