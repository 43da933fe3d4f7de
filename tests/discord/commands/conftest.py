from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import QuothBot
from bot.service.tenants import Tenants
from tests.discord.commands.world import World, make_bot


@pytest.fixture
async def made() -> AsyncIterator[list[Tenants]]:
    """The tenants of every bot that the test made, which let go of everything at its end."""
    tenants: list[Tenants] = []
    yield tenants
    for one in tenants:
        await one.close()


@pytest.fixture
def simcord_bot(tmp_path: Path, made: list[Tenants], request: pytest.FixtureRequest) -> QuothBot:
    """The bot that simcord's own fixture runs; a parameter holds settings."""
    bot = make_bot(tmp_path, **getattr(request, "param", {}))
    made.append(bot.tenants)
    return bot


@pytest.fixture
def world(simcord_env: Any, simcord_bot: QuothBot, made: list[Tenants], tmp_path: Path) -> World:
    """A server with the bot in it."""
    return World.made(simcord_env, tmp_path, simcord_bot, made)
