"""Fifty servers whose recaps are due in one minute: each is posted once, and no faster than Discord takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.service.scheduler import _AT_ONCE
from tests.discord.test_scheduled import EVERY_MORNING, waking
from tests.loopback.actors import GUILD, Data
from tests.loopback.sharing_server import SharingServer

pytestmark = pytest.mark.usefixtures("quick_repeats")
SERVERS = tuple(GUILD + number for number in range(50))
"""All by one connection."""
IN_A_SECOND = 50
"""Requests that Discord takes of a bot in a second, as it documents."""
MESSAGES = 2
"""Of the recap in a channel: what heads it, and the cards."""


def channel_of(guild: int) -> int:
    return 1_000_000 + guild


class Busy(SharingServer):
    """Fifty servers on a Discord that has the bot wait after each fifty requests: a second of its own.

    No time has to pass: a second of Discord's is over once it has had the bot wait.
    """

    def __init__(self) -> None:
        super().__init__()
        self.guilds = SERVERS
        self.taken = 0
        """Requests of this second."""
        self.at_once = 0
        self.most_at_once = 0
        self.waits = 0
        """How often the bot was told to wait."""

    def _channel(self, guild: int = GUILD) -> Data:
        return {**super()._channel(GUILD), "id": str(channel_of(guild)), "guild_id": str(guild)}

    @web.middleware
    async def _middle(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if "/channels/" not in request.path:
            return await super()._middle(request, handler)
        if self.taken == IN_A_SECOND:
            self.waits += 1
            self.taken = 0
            body = {"message": "slow down", "retry_after": 0.01, "global": True}
            return self._json(body, 429, {"Via": "1.1 google", "Retry-After": "0.01"})
        self.taken += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await super()._middle(request, handler)
        finally:
            self.at_once -= 1


async def test_fifty_servers_in_one_minute_have_their_recap_once_and_none_waits_for_another(
    tmp_path: Path,
) -> None:
    server = Busy()
    async with waking(tmp_path, server, replace(EVERY_MORNING, channel=channel_of(GUILD))) as morning:
        schedules = morning.bot.tenants.database.schedules
        for number, guild in enumerate(SERVERS):
            # All in the minute that has just begun.
            at = dt.time(8, 59) if number % 2 else dt.time(9, 0)
            schedules.keep(replace(EVERY_MORNING, server=guild, channel=channel_of(guild), at=at))
        await morning.look()
        standing = {channel: len(messages) for channel, messages in server.standing.items()}
        assert standing == dict.fromkeys(map(channel_of, SERVERS), MESSAGES)
        assert 0 < server.waits <= 2, "Discord had the bot wait, and no more often than it has to"
        assert server.most_at_once <= _AT_ONCE
        await morning.look(minutes=1)
        await morning.look(hours=1)
        assert {channel: len(messages) for channel, messages in server.standing.items()} == standing
        assert server.edits == 0
        assert server.refused == []
