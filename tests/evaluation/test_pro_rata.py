"""Cutbacks and limits of twelve months as tools/check_pro_rata.py draws them, a few of each; and that it would see a
mistake."""

from __future__ import annotations

import random
import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "check_pro_rata.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = spec_from_file_location("check_pro_rata", TOOL)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def asked(tool: ModuleType) -> Any:
    return tool.Asked()


def test_shares_by_hand(tool: ModuleType) -> None:
    assert tool.shares_of(tool.Cutback(1700001, 1000000, (600000, 300000, 100000))) == [420001, 210000, 70000]
    assert tool.shares_of(tool.Cutback(8, 0, (3, 3, 4))) == [None, None, 3]
    assert tool.shares_of(tool.Cutback(5, 9, (3, 4))) == [0, 0]
    assert tool.shares_of(tool.Cutback(20, 0, (3, 4))) == [3, 4]


def test_years_by_hand(tool: ModuleType) -> None:
    used = [date(2003, 2, 10)]
    assert tool.most_in_a_year(used, date(2004, 2, 9)) == 1
    assert tool.most_in_a_year(used, date(2004, 2, 10)) == 0
    assert tool.most_in_a_year([date(2004, 2, 29)], date(2005, 2, 28)) == 0


def test_cutbacks_are_as_the_rules_give_them(tool: ModuleType, asked: Any) -> None:
    chance = random.Random(7)
    assert [wrong for _ in range(8) for wrong in tool.wrong_shares(asked, tool.drawn_cutback(chance))] == []


def test_limits_are_as_the_rules_give_them(tool: ModuleType, asked: Any) -> None:
    chance = random.Random(7)
    assert list(tool.wrong_uses(asked, [date(2004, 2, 29)], chance)) == []
    assert list(tool.wrong_thirds(asked, [date(2003, 2, 28), date(2003, 8, 31)], chance)) == []


def test_a_mistake_is_seen(tool: ModuleType, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "shares_of", lambda case: [request for request in case.requests])
    assert list(tool.wrong_shares(asked, tool.Cutback(8, 0, (3, 5, 7)))) != []
