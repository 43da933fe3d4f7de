"""The bot as its commands know it: whom it serves, what it shares, and the work that it does beside them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, cast

import discord
from discord.ext import commands

from bot.discord.chat import DiscordChat
from bot.discord.incoming.exchanges import Exchanges
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
            tenants, plan_of, lambda server: DiscordChat(self, server), self.serves
        )
        self.exchanges = Exchanges(tenants.clock)
        self._background: set[asyncio.Task[None]] = set()
        self._handling: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------------ events

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Have an event seen to; what still arrives while the bot ends is left alone."""
        if not self.is_closed():
            super().dispatch(event_name, *args, **kwargs)

    def _schedule_event(
        self, coro: Callable[..., Coroutine[Any, Any, Any]], event_name: str, *args: Any, **kwargs: Any
    ) -> asyncio.Task[None]:
        # discord.py has no public place that knows its handlers: they would outlive the bot, and its threads.
        task = super()._schedule_event(coro, event_name, *args, **kwargs)
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)
        return task

    # ------------------------------------------------------------------ background work

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

    def serves(self, server: int | None) -> bool:  # noqa: ARG002 - where there are several processes it matters
        """Tell whether a server is this process's to serve."""
        return True

    def knows(self, server: int) -> bool:
        """Tell whether Discord has said of a server whether the bot is in it."""
        return self.serves(server)

    def latency_of(self, server: int | None) -> float:  # noqa: ARG002 - where there are shards it matters
        """Return the seconds that Discord takes to answer on a server's connection; nan where unknown."""
        return self.latency

    async def close(self) -> None:
        """End the background work, disconnect, and end what events are still seen to; may be called twice."""
        await _ended(self._background)
        await super().close()
        await _ended(self._handling)


async def _ended(tasks: set[asyncio.Task[None]]) -> None:
    """Cancel tasks, but for the one that asks, and wait until they are done."""
    others = [task for task in tasks if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def host_of(interaction: discord.Interaction[Any]) -> Host:
    """Return the bot that an interaction came to."""
    return cast(Host, interaction.client)
