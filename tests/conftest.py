"""Fixtures for the folders outside the checkout, and the rule that a demanded folder may not be missing."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from folders import CONTRACTS, VECTORS, WANTS_CONTRACTS, WANTS_VECTORS
from hypothesis import HealthCheck, settings

os.environ["DULY_CACHE"] = "off"  # what a test reads was written in it, and nothing is left in anybody's home

# No test is timed: the first draw in a new checkout builds Unicode tables, which a busy machine does in over a second.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(scope="session")
def contracts_folder() -> Path:
    """The folder with the contracts' texts; without it the test is skipped."""
    return CONTRACTS or pytest.skip(WANTS_CONTRACTS)


@pytest.fixture(scope="session")
def vectors_folder() -> Path:
    """The folder with the published test vectors; without it the test is skipped."""
    return VECTORS or pytest.skip(WANTS_VECTORS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that is skipped for want of a demanded folder fails."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that is skipped for want of a demanded folder fails."""
    return _refuse_skip((yield))


def _refuse_skip(report: Report) -> Report:
    """The report itself, or a failure where it is such a skip."""
    wanted = report.skipped and isinstance(report.longrepr, tuple) and report.longrepr[2]
    if not wanted or os.environ.get("DULY_REQUIRE_TEXTS") != "1":
        return report
    if "DULY_CONTRACTS" in wanted or "DULY_VECTORS" in wanted:
        report.outcome = "failed"
        report.longrepr = f"DULY_REQUIRE_TEXTS=1, but {wanted.removeprefix('Skipped: ')}"
    return report
