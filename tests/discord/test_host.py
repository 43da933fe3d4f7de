"""What the bot is told by events, and does beside its commands, ends with it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running


async def test_an_event_that_is_still_seen_to_does_not_outlive_the_bot(tmp_path: Path) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def on_tide() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with running() as server, alive(server, tmp_path) as bot:
        bot.add_listener(on_tide)
        bot.dispatch("tide")
        await begun.wait()
        await bot.close()
        assert ended.is_set()


async def test_what_arrives_once_the_bot_has_ended_is_left_alone(tmp_path: Path) -> None:
    seen: list[str] = []

    async def on_tide() -> None:
        seen.append("a tide")

    async with running(Loopback()) as server, alive(server, tmp_path) as bot:
        bot.add_listener(on_tide)
        await bot.close()
        bot.dispatch("tide")
        await asyncio.sleep(0)
    assert seen == []


async def test_what_the_end_of_the_bot_cuts_off_is_no_defect_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with running() as server, alive(server, tmp_path) as bot:
        pass
    await bot._run_event(bot.on_ready, "on_ready")
    assert "Handling on_ready was cut off by the end." in caplog.text
    assert "Traceback" not in caplog.text
