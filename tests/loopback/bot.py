"""The real client, connected to a loopback Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.discord.client import QuothBot, bot_for
from bot.service.tenants import Tenants
from tests.loopback.actors import TOKEN
from tests.loopback.server import Loopback
from tests.services import Controlled, library_of, make_service
from tests.waiting import GUARD, until


@asynccontextmanager
async def connected(server: Loopback, tenants: Tenants, token: str = TOKEN) -> AsyncIterator[QuothBot]:
    """Run the bot, with its notes read, until the block ends, and close the tenants.

    Raises what ended the bot before.
    """
    bot = bot_for(tenants, guild_ready_timeout=0.05)
    task = asyncio.create_task(bot.start(token))
    try:
        await until(
            lambda: server.gateway.connected.is_set() and tenants.begun.is_set() and bot.is_ready(), task
        )
        server.quiet = lambda: quiet(bot)
        yield bot
    finally:
        await bot.close()
        try:
            with suppress(asyncio.CancelledError):
                await task
        finally:
            await tenants.close()
            server.gateway.connected.clear()


@asynccontextmanager
async def alive(
    server: Loopback, folder: Path, library: Controlled | None = None, **given: Any
) -> AsyncIterator[QuothBot]:
    """Run a bot over the notes in ``folder`` (see ``make_service``) until the block ends."""
    server.gateway.token = server.token
    async with connected(server, Tenants(make_service(folder, library, **given)), server.token) as bot:
        yield bot


def library_under(bot: QuothBot) -> Controlled:
    """Return the library that a bot of ``alive`` answers from."""
    return library_of(bot.tenants.others)


async def quiet(bot: QuothBot) -> None:
    """Wait until the bot has done all that it was asked for.

    What it did not do by then, it does not do: no time has to be waited for to see that.
    """
    async with asyncio.timeout(GUARD):
        for service in bot.tenants.all:
            await service._idle.wait()
