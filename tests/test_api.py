"""The public API is small, and every name of it is there."""

from __future__ import annotations

from importlib import metadata

import duly
from duly.version import VERSION

MOST = 15


def test_the_api_has_few_names_and_all_of_them_are_there() -> None:
    names = {*duly._HOMES, *duly._MODULES}
    assert len(names) <= MOST
    assert all(getattr(duly, name) is not None for name in names)
    assert names <= set(dir(duly))


def test_the_version_is_that_of_the_package() -> None:
    assert metadata.version("duly") == VERSION
