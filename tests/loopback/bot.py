"""The real client, connected to a loopback Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.discord.client import QuothBot, bot_for
from bot.service.tenants import Tenants
from tests.loopback.actors import TOKEN
from tests.loopback.server import Loopback


@asynccontextmanager
async def connected(server: Loopback, tenants: Tenants, token: str = TOKEN) -> AsyncIterator[QuothBot]:
    """Run the bot, with its notes read, until the block ends, and close the tenants.

    Raises what ended the bot before.
    """
    bot = bot_for(tenants, guild_ready_timeout=0.05)
    task = asyncio.create_task(bot.start(token))
    try:
        async with asyncio.timeout(8):
            while not (server.gateway.connected.is_set() and tenants.begun.is_set() and bot.is_ready()):
                if task.done():
                    await task
                await asyncio.sleep(0.01)
        yield bot
    finally:
        await bot.close()
        with suppress(asyncio.CancelledError):
            await task
        await tenants.close()
