"""The bot is killed while it writes, and Discord is gone."""

from __future__ import annotations

import asyncio
import logging
import random
from pathlib import Path

import pytest

from embeddings.library import Library
from tests import postgres
from tests.faults.feedback import check_kept, write_until_killed
from tests.faults.helpers import KILLS, QUESTION
from tests.loopback.actors import APP
from tests.loopback.bot import alive
from tests.loopback.reading import words
from tests.loopback.server import running
from tests.waiting import GUARD


@pytest.mark.parametrize("engine", ["file", "postgres"])
def test_killed_at_any_moment_no_confirmed_feedback_is_lost(tmp_path: Path, engine: str) -> None:
    place = tmp_path / "memory.db" if engine == "file" else postgres.empty_bot()
    number, confirmed = 0, list[int]()
    draw = random.Random(20210505)  # noqa: S311 - nothing secret
    for _ in range(KILLS):
        confirmed += write_until_killed(place, number, draw.randint(1, 20))
        number = check_kept(place, confirmed)
    assert len(confirmed) >= KILLS


async def test_an_hour_without_discord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In virtual time: every wait of the client is noted and cut short."""
    passed = 0.0
    real_sleep = asyncio.sleep

    async def sleep(seconds: float, result: object = None) -> object:
        nonlocal passed
        passed += seconds
        await real_sleep(min(seconds, 0.001))
        return result

    async with running() as server, alive(server, tmp_path) as bot:
        server.gateway.away = True
        monkeypatch.setattr(asyncio, "sleep", sleep)
        passed = 0.0
        await server.gateway.drop()
        async with asyncio.timeout(GUARD):
            while passed < 3600:
                await real_sleep(0.001)
        assert bot.pulse.trouble is not None
        assert 3 < server.gateway.refused < 400  # it keeps trying, and leaves Discord alone in between
        await server.say(f"<@{APP}> how do lighthouses send their state?")  # meanwhile, a person asks
        server.gateway.away = False
        await asyncio.wait_for(server.gateway.connected.wait(), GUARD)
        monkeypatch.setattr(asyncio, "sleep", real_sleep)
        await server.next_message(1)
        assert "Lighthouses that talk" in words(server.messages[0])
        assert bot.pulse.trouble is None
        assert bot.pulse.reconnects == 1


def test_the_log_is_quiet_where_nothing_is_wrong(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        library.ask(QUESTION)
        library.refresh()
    assert caplog.text == ""
