from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot.discord.client import QuothBot
from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with running() as loopback:
        # Each message comes ten seconds after the one before, by its id.
        begun = discord.utils.time_snowflake(discord.utils.utcnow())
        loopback.ids = itertools.count(begun, 10_000 << 22)
        yield loopback
        assert loopback.refused == []
        assert loopback.pinging == []


@pytest.fixture
async def bot(server: Loopback, tmp_path: Path) -> AsyncIterator[QuothBot]:
    async with alive(server, tmp_path, person_limit=50) as connected:
        yield connected
