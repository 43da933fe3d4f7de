from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.service.database import BotDatabase
from bot.service.service import Service
from tests import postgres
from tests.clocks import ManualClock
from tests.services import Controlled, make_library, make_service


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Controlled]:
    """A library of three sessions that does as the test says (see ``tests.services``), up to date."""
    made = make_library(tmp_path)
    made.refresh()
    yield made
    made.close()


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until it is moved."""
    return ManualClock()


@pytest.fixture
async def service(library: Controlled, tmp_path: Path, clock: ManualClock) -> AsyncIterator[Service]:
    """A service over ``library`` and ``clock``, not yet started."""
    made = make_service(tmp_path, library, clock=clock)
    yield made
    await made.close()
    assert library.closed


@pytest.fixture(params=["file", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock) -> Iterator[BotDatabase]:
    """A new database of each kind that keeps things for two days of ``clock``."""
    place = postgres.empty_bot() if request.param == "postgres" else tmp_path / "deep" / "memory.db"
    opened = BotDatabase.open(place, keep_days=2, clock=clock)
    yield opened
    opened.close()
