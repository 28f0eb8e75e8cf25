"""The example of a code is an example of it."""

from __future__ import annotations

import pytest

from duly.codes.code import Code
from duly.codes.files import FILES, JSON, YAML
from duly.model.json_tree import load_json
from duly.model.yaml_faults import WORDINGS
from duly.model.yaml_tree import load_yaml
from duly.source import Source


@pytest.mark.parametrize("code", YAML, ids=lambda code: code.name)
def test_yaml_examples(code: Code) -> None:
    _, found = load_yaml(Source("x", code.example))
    assert code.name in {each.code for each in found}


@pytest.mark.parametrize("code", JSON, ids=lambda code: code.name)
def test_json_examples(code: Code) -> None:
    _, found = load_json(Source("x", code.example))
    assert [each.code for each in found] == [code.name]


def test_the_parsers_words_lead_to_codes_that_there_are() -> None:
    assert {each.code for each in WORDINGS} <= {code.name for code in FILES}


@pytest.mark.parametrize("code", FILES, ids=lambda code: code.name)
def test_codes_are_explained_in_sentences(code: Code) -> None:
    assert code.explanation.endswith(".")
    assert not code.summary.endswith(".")
    assert code.summary[0].islower()
