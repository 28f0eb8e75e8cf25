"""The codes of the contract's text are in use, and are written in the style of all."""

from __future__ import annotations

import re

import pytest
from folders import ENGINE, text_of

from duly.codes import CODES
from duly.codes.code import Code
from duly.codes.text import TEXT

USED = {
    code
    for folder in ("contract_text", "workspace")
    for file in (ENGINE / folder).rglob("*.py")
    for code in re.findall(r'(?:Diagnostic\(\s*|^[A-Z]+ = (?="text-))"([a-z0-9-]+)"', text_of(file), re.MULTILINE)
}


def test_every_code_is_used_and_no_other() -> None:
    assert {code.name for code in TEXT}.issubset(USED)
    assert CODES.keys() >= USED


@pytest.mark.parametrize("code", TEXT, ids=lambda code: code.name)
def test_codes_are_explained_in_sentences(code: Code) -> None:
    assert code.explanation.endswith(".")
    assert not code.summary.endswith(".")
    assert code.summary[0].islower()
    assert code.example
