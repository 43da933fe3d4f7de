"""A server that sends the bot away: what is kept of it goes after a time, unless the bot is invited again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from tests.clocks import DAY, ManualClock
from tests.loopback.actors import APP, GUILD, OTHER_GUILD
from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running
from tests.waiting import until

DAYS = 30
"""That what is of a server is kept for after the bot left it."""


def kept(bot: QuothBot) -> set[object]:
    """Return the servers of which questions are kept."""
    return {row[0] for row in bot.tenants.database.connection.rows("SELECT server FROM replies")}


def gone(bot: QuothBot) -> set[object]:
    return {row[0] for row in bot.tenants.database.connection.rows("SELECT guild FROM departures")}


@pytest.mark.parametrize("comes_back", [False, True])
async def test_what_is_kept_of_a_server_goes_a_month_after_it_sent_the_bot_away(
    tmp_path: Path, comes_back: bool
) -> None:
    server, clock = Loopback(), ManualClock()
    server.guilds = (GUILD, OTHER_GUILD)
    async with running(server), alive(server, tmp_path, clock=clock, left_days=DAYS, keep_days=90) as bot:
        for number, guild in enumerate(server.guilds, 1):
            await server.say(f"<@{APP}> how do lighthouses send their state?", guild=guild)
            await server.next_message(number)
        await until(lambda: kept(bot) == {GUILD, OTHER_GUILD})
        await server.send_away(OTHER_GUILD)
        await until(lambda: gone(bot) == {OTHER_GUILD})
        clock.move((DAYS - 1) * DAY)
        if comes_back:
            await server.invite(OTHER_GUILD)
            await until(lambda: gone(bot) == set())
        clock.move(2 * DAY)
        bot.tenants.database.departures.prune(bot.tenants.settings.left_days)
        assert kept(bot) == ({GUILD, OTHER_GUILD} if comes_back else {GUILD})
