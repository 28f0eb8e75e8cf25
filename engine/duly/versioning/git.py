"""What commands ask for git, for the public API.

In: nothing. Out: the functions that commands call. The one idea: each name is
imported from its module when it is first used, because git calls some of them for every file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duly.merging.merge import Style as Style
    from duly.versioning.file_diff import FileDiff as FileDiff
    from duly.versioning.file_diff import file_diff as file_diff
    from duly.versioning.file_diff import plain_diff as plain_diff
    from duly.versioning.merge_driver import FileMerge as FileMerge
    from duly.versioning.merge_driver import merge_files as merge_files
    from duly.versioning.merge_driver import merge_for_git as merge_for_git
    from duly.versioning.merge_driver import merge_plainly as merge_plainly
    from duly.versioning.repository import answer as answer
    from duly.versioning.setup import Scope as Scope
    from duly.versioning.setup import set_up as set_up
    from duly.versioning.textconv import laid_out as laid_out

_HOMES = {
    "Style": "duly.merging.merge",
    "FileDiff": "duly.versioning.file_diff",
    "file_diff": "duly.versioning.file_diff",
    "plain_diff": "duly.versioning.file_diff",
    "FileMerge": "duly.versioning.merge_driver",
    "merge_files": "duly.versioning.merge_driver",
    "merge_for_git": "duly.versioning.merge_driver",
    "merge_plainly": "duly.versioning.merge_driver",
    "answer": "duly.versioning.repository",
    "Scope": "duly.versioning.setup",
    "set_up": "duly.versioning.setup",
    "laid_out": "duly.versioning.textconv",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'duly.versioning.git' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
