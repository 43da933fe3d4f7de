from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from simcord.env import Env

from bot.discord.client import QuothBot
from bot.service.tenants import Tenants
from tests.discord.commands.world import World, make_bot

_TRIES = 60
"""Of five seconds each, after which the bot is taken to hang: a guard, on however busy a machine."""


class PatientEnv(Env):
    """simcord's environment, which gives the bot five seconds for what follows from an event, a start or a
    restart: beside busy processes that is too short. They are also how far ahead a timer counts as
    work that is still to come, so they stay, and are given again.
    """

    def __init__(self, bot: QuothBot) -> None:
        super().__init__(bot)
        self._ended: list[BaseException] = []
        """What background work of the bot ended by, which the bot logs and simcord does not see."""
        told = bot._background_done

        def done(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and (error := task.exception()) is not None:
                self._ended.append(error)
            told(task)

        bot._background_done = done  # type: ignore[method-assign]

    async def _settle_internal(self, **options: Any) -> None:
        raised = self.error_cursor
        for _ in range(_TRIES - 1):
            try:
                return await super()._settle_internal(**options)
            except TimeoutError as error:
                # What waits for work that has raised will not settle, however long it is waited for.
                self._raise_errors_since(raised)
                if self._ended:
                    raise self._ended[0] from error
                options.pop("_deadline", None)
        return await super()._settle_internal(**options)


@pytest.fixture
async def simcord_env(simcord_bot: QuothBot) -> AsyncIterator[Env]:
    """A running environment around the bot, in place of simcord's own fixture."""
    env = PatientEnv(simcord_bot)
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
