"""The database server stops in the middle of what people do in Discord, and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from bot.discord.client import QuothBot
from bot.service.tenants import Tenants
from tests import postgres
from tests.clocks import ManualClock
from tests.fakes import FakeEmbedder
from tests.loopback.bot import connected
from tests.loopback.reading import words
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.services import Controlled, make_library, make_service
from tests.waiting import GUARD, turns

TITLES = [
    "Recap: Harbour Days 2031 · Day 1",
    "Lighthouses that talk",
    "Mooring without ropes",
    "Tides as a service",
]
LONGER_THAN_A_LOOK = 60.0


class Breaking(SharingServer):
    """Stops the database once it has taken so many changes."""

    def __init__(self) -> None:
        super().__init__()
        self.stops_after: int | None = None

    @web.middleware
    async def _middle(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        response = await super()._middle(request, handler)
        if self.stops_after is not None and self.changes >= self.stops_after:
            self.stops_after = None
            postgres.stop()
        return response


@pytest.fixture
async def server() -> AsyncIterator[Breaking]:
    breaking = Breaking()
    async with running(breaking):
        yield breaking
        assert breaking.refused == []


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def bot(server: Breaking, tmp_path: Path, clock: ManualClock) -> AsyncIterator[QuothBot]:
    """A bot whose library and own tables stand in the database."""
    make_library(tmp_path).close()
    library = Controlled(tmp_path / "notes", postgres.empty_bot(), FakeEmbedder())
    async with connected(server, Tenants(make_service(tmp_path, library, clock=clock))) as running_bot:
        yield running_bot


@pytest.mark.parametrize("changes", [1, 2])
async def test_a_recap_that_is_being_shared_is_completed_by_itself_once_the_database_is_back(
    server: Breaking, bot: QuothBot, clock: ManualClock, changes: int
) -> None:
    preview = await (await server.slash("recap", day="Day 1")).answer()
    server.changes, server.stops_after = 0, changes
    try:
        press = await server.press(preview, "Share")
        assert "Shared" not in words(await press.answer())
        await server.quiet()
    finally:
        postgres.start()
    assert bot.tenants.database.shares.unfinished(), "it was cut off"
    async with asyncio.timeout(GUARD):
        while bot.tenants.database.shares.unfinished():
            await clock.advance(LONGER_THAN_A_LOOK)
            await turns()
    assert server.told() == TITLES, "each once"


async def test_a_button_pressed_while_the_database_is_away_says_so_and_works_once_it_is_back(
    server: Breaking, bot: QuothBot
) -> None:
    reply = await (await server.slash("ask", question="how do lighthouses send their state?")).answer()
    postgres.stop()
    try:
        press = await server.press(reply, "👍", user=2)
        said = words(await press.answer())
    finally:
        postgres.start()
    assert "Thank you" not in said, "nothing is confirmed that is not kept"
    assert said.startswith("I cannot keep that just now: please try again")
    press = await server.press(reply, "👍", user=2)
    assert "Thank you" in words(await press.answer())
    judged = bot.tenants.database.connection.rows("SELECT useful FROM feedback")
    assert judged == [(1,)]
