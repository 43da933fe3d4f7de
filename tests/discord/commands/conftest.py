from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import QuothBot
from tests.discord.commands.world import World, make_bot


@pytest.fixture
def simcord_bot(tmp_path: Path, request: pytest.FixtureRequest) -> QuothBot:
    """The bot that simcord's own fixture runs; a parameter holds settings."""
    return make_bot(tmp_path, **getattr(request, "param", {}))


@pytest.fixture
def world(simcord_env: Any, simcord_bot: QuothBot, tmp_path: Path) -> World:
    """A server with the bot in it."""
    return World.made(simcord_env, tmp_path, simcord_bot)
