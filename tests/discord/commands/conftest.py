from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from simcord.env import Env

from bot.discord.client import QuothBot
from bot.service.tenants import Tenants
from tests.discord.commands.world import World, make_bot

_HANGS = 300.0
"""Seconds after which the bot is taken to hang: a guard that no test relies on, on however busy a machine."""


class _PatientEnv(Env):
    """simcord's environment, which gives the bot 5 s for what follows from an event, a start or a restart:
    beside busy processes that is too short.
    """

    async def _settle_internal(self, *, timeout: float | None = None, **options: Any) -> None:
        await super()._settle_internal(timeout=None if timeout is None else _HANGS, **options)


@pytest.fixture
async def simcord_env(simcord_bot: QuothBot) -> AsyncIterator[Env]:
    """A running environment around the bot, in place of simcord's own fixture."""
    env = _PatientEnv(simcord_bot, settle_timeout=_HANGS)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
        # What the bot raised and no test looked at fails the test, as with simcord's own fixture.
        env._raise_errors_since(env._errors_acknowledged)


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
