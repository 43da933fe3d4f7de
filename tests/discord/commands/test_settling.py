"""The environment of these tests tells what the bot raised, rather than to wait on for what will not come."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from tests.discord.commands.conftest import PatientEnv
from tests.discord.commands.world import make_bot


async def test_an_exception_at_the_start_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: QuothBot) -> None:
        raise RuntimeError("the notes burnt")

    monkeypatch.setattr(QuothBot, "_open_tenants", fail)
    bot = make_bot(tmp_path)
    env = PatientEnv(bot)
    try:
        with pytest.raises(RuntimeError, match="the notes burnt"):
            await env.start()
    finally:
        await env.shutdown()
        await bot.tenants.close()
