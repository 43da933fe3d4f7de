"""The bot as its commands know it: whom it serves, what it shares, and the work that it does beside them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, cast

import discord
from discord.ext import commands

from bot.discord.chat import DiscordChat
from bot.discord.message import Message
from bot.discord.recaps import plan_of
from bot.service.publish import Publisher
from bot.service.tenants import Tenants

_log = logging.getLogger(__name__)


class Host(commands.Bot):
    """What groups of commands are given, and may use; ``bot.discord.client`` connects it to Discord."""

    def __init__(self, tenants: Tenants, **options: Any) -> None:
        """``options`` are commands.Bot's."""
        super().__init__(**options)
        self.tenants = tenants
        self.publisher: Publisher[Message] = Publisher(
            tenants, plan_of, lambda server: DiscordChat(self, server)
        )
        self._background: set[asyncio.Task[None]] = set()

    def keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run background work until the bot ends."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background_done)
        return task

    def _background_done(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Background work ended.", exc_info=error)

    async def wait_until_serving(self) -> None:
        """Wait until the notes were read, as far as they can be, and the bot is connected."""
        await self.tenants.begun.wait()
        await self.wait_until_ready()

    def latency_of(self, server: int | None) -> float:  # noqa: ARG002 - where there are shards it matters
        """Return the seconds that Discord takes to answer on a server's connection; nan where unknown."""
        return self.latency

    async def close(self) -> None:
        """End the background work and disconnect; may be called twice."""
        current = asyncio.current_task()
        for task in [task for task in self._background if task is not current]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await super().close()


def host_of(interaction: discord.Interaction[Any]) -> Host:
    """Return the bot that an interaction came to."""
    return cast(Host, interaction.client)
