"""A bot that a supervisor starts again and again waits before it logs in, also after it was killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.client import bot_for
from bot.service.tenants import Tenants
from tests.clocks import ManualClock
from tests.loopback.actors import TOKEN
from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running
from tests.services import make_service
from tests.waiting import until

FREE, FIRST = 5, 5.0


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with running() as loopback:
        yield loopback


@pytest.fixture
async def often_started(server: Loopback, tmp_path: Path) -> None:
    for _ in range(FREE):
        async with alive(server, tmp_path, clock=ManualClock()):
            pass
    assert server.gateway.identified == FREE


@pytest.mark.usefixtures("often_started")
async def test_a_bot_that_is_started_again_and_again_waits_before_it_logs_in(
    server: Loopback, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock()
    tenants = Tenants(make_service(tmp_path, clock=clock))
    bot = bot_for(tenants, guild_ready_timeout=0.05)
    asked = len(server.requests)
    task = asyncio.create_task(bot.start(TOKEN))
    await clock.until_slept()
    assert len(server.requests) == asked
    assert "logs in to Discord in 5 s" in caplog.text
    await clock.advance(FIRST)
    await until(lambda: server.gateway.identified == FREE + 1 and bot.is_ready(), task)
    await bot.close()
    await task
    await tenants.close()


@pytest.mark.usefixtures("often_started")
async def test_a_bot_that_is_stopped_while_it_waits_does_not_log_in(server: Loopback, tmp_path: Path) -> None:
    clock = ManualClock()
    tenants = Tenants(make_service(tmp_path, clock=clock))
    bot = bot_for(tenants, guild_ready_timeout=0.05)
    asked = len(server.requests)
    async with bot:
        task = asyncio.create_task(bot.start(TOKEN))
        await clock.until_slept()
        await bot.stop()
        await task
    await tenants.close()
    assert len(server.requests) == asked
