"""The calendars that come with the engine, read once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from duly.calendars import Calendar, known_calendars, load_calendar


@pytest.fixture(scope="session")
def calendars() -> Mapping[str, Calendar]:
    loaded = {id: load_calendar(id) for id in known_calendars()}
    return {id: calendar for id, calendar in loaded.items() if calendar is not None}
