"""Every single change of an expression of the shipped rules is a change of substance, and every other layout is none.

Which changes there are stands in tests/single_changes.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from folders import CHECKOUT
from single_changes import single_changes

from duly.comparison.compare import compare
from duly.model.layout import lay_out
from duly.model.loader import load_folder, load_sources
from duly.model.others import beside
from duly.source import Source

SHIPPED = sorted(path for path in (CHECKOUT / "rules").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", SHIPPED, ids=[path.name for path in SHIPPED])
def test_every_single_change_is_of_substance(folder: Path) -> None:
    rules = load_folder(folder).rules
    versions = list(single_changes(rules))
    assert len(versions) >= 500
    missed = [what for what, new in versions if not any(each.level == "substance" for each in compare(rules, new))]
    assert missed == []


@pytest.mark.parametrize("folder", SHIPPED, ids=[path.name for path in SHIPPED])
def test_another_layout_of_the_shipped_rules_is_no_change(folder: Path) -> None:
    loaded, others = load_folder(folder), beside(folder, folder.as_posix())
    wide = [Source(source.name, widened(source.text)) for source in reversed(loaded.sources)]
    assert all(one.text != other.text for one, other in zip(reversed(loaded.sources), wide, strict=True))
    assert compare(loaded.rules, load_sources(wide, others=others).rules) == ()
    narrow = [Source(source.name, lay_out(source)[0] or "") for source in wide]
    assert compare(loaded.rules, load_sources(narrow, others=others).rules) == ()


def widened(text: str) -> str:
    """The same with more indentation, more comments and blank lines, and blanks after colons."""
    text = re.sub(r"(?m)^( +)", r"  \1", text)
    text = re.sub(r"(?m)^(    \w+):", r"\n    # Another.\n\1:", text)
    return re.sub(r"(?m)^( *\w+): (?=[^>|\n]*$)", r"\1:   ", text) + "\n\n# The end.\n"
