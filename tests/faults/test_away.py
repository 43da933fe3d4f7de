"""The bot is killed while it writes, and Discord is gone."""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import suppress
from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from bot.service.health import examine
from bot.service.tenants import Tenants
from embeddings.library import Library
from tests.faults.feedback import check_kept, write_until_killed
from tests.faults.helpers import KILLS, QUESTION, service_at
from tests.loopback.actors import APP, TOKEN
from tests.loopback.server import running


def test_killed_at_any_moment_no_confirmed_feedback_is_lost(tmp_path: Path) -> None:
    path, number, confirmed = tmp_path / "memory.db", 0, list[int]()
    draw = random.Random(20210505)  # noqa: S311 - nothing secret
    for _ in range(KILLS):
        confirmed += write_until_killed(path, number, draw.uniform(0, 0.02))
        number = check_kept(path, confirmed)
    assert len(confirmed) > KILLS


async def test_an_hour_without_discord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In virtual time: every wait of the client is noted and cut short."""
    passed = 0.0
    real_sleep = asyncio.sleep

    async def sleep(seconds: float, result: object = None) -> object:
        nonlocal passed
        passed += seconds
        await real_sleep(min(seconds, 0.001))
        return result

    async with running() as server, service_at(tmp_path) as service:
        bot = QuothBot(Tenants(service), guild_ready_timeout=0.05)
        task = asyncio.create_task(bot.start(TOKEN))
        async with asyncio.timeout(8):
            while not (server.gateway.connected.is_set() and bot.is_ready()):
                await real_sleep(0.01)
        server.gateway.away = True
        monkeypatch.setattr(asyncio, "sleep", sleep)
        passed = 0.0
        await server.gateway.drop()
        async with asyncio.timeout(30):
            while passed < 3600:
                await real_sleep(0.001)
        assert not (await examine(Tenants(service), bot.pulse)).well
        assert 3 < server.gateway.refused < 400  # it keeps trying, and leaves Discord alone in between
        await server.say(f"<@{APP}> what do lighthouses send?")  # meanwhile, a person asks
        server.gateway.away = False
        async with asyncio.timeout(30):
            await server.gateway.connected.wait()
        monkeypatch.setattr(asyncio, "sleep", real_sleep)
        await server.next_message(1)
        assert server.messages[0]["embeds"][0]["title"] == "Lighthouses that talk"
        assert (await examine(Tenants(service), bot.pulse)).well
        assert bot.pulse.reconnects == 1
        assert not task.done()
        await bot.close()
        with suppress(asyncio.CancelledError):
            await task


def test_the_log_is_quiet_where_nothing_is_wrong(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        library.ask(QUESTION)
        library.refresh()
    assert caplog.text == ""
