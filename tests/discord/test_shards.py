"""Several connections to Discord: the real sharded client over the loopback Discord, two shards."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import discord
import pytest

from bot.discord.client import ShardedBot
from bot.discord.commands.schedule import Scheduling
from bot.service.health import Pulse, examine
from bot.service.metrics import Meter
from bot.service.refresh import take_up
from bot.service.schedules import Schedule
from bot.settings import SettingsError, load_settings
from tests.clocks import ManualClock
from tests.loopback.actors import APP, CHANNEL, GUILD, MANAGE_GUILD, OTHER_CHANNEL, OTHER_GUILD, SEND
from tests.loopback.bot import alive, library_under
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.waiting import GUARD, until


class Counted(Meter):
    """Keeps which shards came back."""

    def __init__(self) -> None:
        self.again: list[int] = []

    def reconnected(self, shard: int = 0) -> None:
        self.again.append(shard)


@pytest.fixture(autouse=True)
def no_waiting_between_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(*_: object, **__: object) -> None:
        """Without the five seconds that Discord wants between two identifies."""

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)


@pytest.fixture
async def server() -> AsyncIterator[SharingServer]:
    sharing_server = SharingServer()
    sharing_server.guilds = (GUILD, OTHER_GUILD)
    async with running(sharing_server):
        yield sharing_server
        assert sharing_server.refused == []
        assert sharing_server.pinging == []


async def resumed(server: SharingServer, times: int) -> None:
    await until(lambda: server.gateway.resumed == times)


def shards_of(server: SharingServer) -> list[tuple[int, int]]:
    return sorted(session.shard for session in server.gateway.sessions.values())


async def test_without_the_setting_there_is_one_connection(server: SharingServer, tmp_path: Path) -> None:
    server.advised = 2
    async with alive(server, tmp_path) as bot:
        assert not isinstance(bot, ShardedBot)
        assert shards_of(server) == [(0, 1)]
        assert len(bot.guilds) == 2


@pytest.mark.parametrize("setting", [2, "auto"])
async def test_each_server_is_served_through_its_own_shard(
    server: SharingServer, tmp_path: Path, setting: object
) -> None:
    server.advised = 2
    async with alive(server, tmp_path, shards=setting) as bot:
        assert shards_of(server) == [(0, 2), (1, 2)]
        assert {guild.id: guild.shard_id for guild in bot.guilds} == {GUILD: 0, OTHER_GUILD: 1}
        assert server.gateway.of_guild(OTHER_GUILD) is server.gateway.of_shard(1)
        for count, (guild, channel) in enumerate(((OTHER_GUILD, OTHER_CHANNEL), (GUILD, CHANNEL)), 1):
            await server.say(f"<@{APP}> how do lighthouses send their state?", guild=guild)
            reply = await server.next_message(count)
            assert reply["channel_id"] == str(channel)
            use = await server.slash("ask", question="how do lighthouses send their state?", guild=guild)
            answer = await use.answer()
            assert "every minute" in json.dumps(answer)
            more = await server.pick(answer, "#whole", guild=guild)
            assert "rowout" in json.dumps(await more.answer()).replace(" ", "")
        await server.say("how do lighthouses send their state?", dm=True)
        assert (await server.next_message(3))["channel_id"] == "4001"
        assert server.gateway.of_shard(0).log[-1]["d"]["content"] == "how do lighthouses send their state?"


async def test_what_is_no_servers_is_done_once_and_not_once_a_shard(
    server: SharingServer, tmp_path: Path
) -> None:
    async with alive(server, tmp_path, shards=2) as bot:
        assert len(server.commands) == 1
        assert library_under(bot).refreshes == 1
        schedules = bot.tenants.database.schedules
        for guild, channel in ((GUILD, CHANNEL), (OTHER_GUILD, OTHER_CHANNEL)):
            schedules.keep(Schedule(guild, channel, "cards", dt.time(8, 30), "UTC"))
        scheduling = cast(Scheduling, bot.get_cog("Scheduling")).scheduler
        scheduling.clock = ManualClock(dt.datetime(2031, 5, 3, 9, 0, tzinfo=dt.UTC))
        await asyncio.gather(scheduling.look(), scheduling.look())
        for shard in (0, 1):  # nor does a shard that comes back do it again
            await server.gateway.reconnect(shard)
            await resumed(server, shard + 1)
        await scheduling.look()
        assert {channel: len(stand) for channel, stand in server.standing.items()} == {
            CHANNEL: 2,
            OTHER_CHANNEL: 2,
        }
        assert len(server.commands) == 1
        assert library_under(bot).refreshes == 1


async def test_who_serves_nobody_leaves_the_notes_to_others_and_reads_them_when_it_serves_again(
    server: SharingServer, tmp_path: Path
) -> None:
    async with alive(server, tmp_path, shards=2) as bot:
        assert isinstance(bot, ShardedBot)
        bot._held = frozenset({0, 1})
        service, library = bot.tenants.others, library_under(bot)
        await bot.hold(frozenset())
        before = library.refreshes
        library.add("## A fourth session\n\nIt came late.")
        await take_up(service)
        assert library.refreshes == before
        await bot.hold(frozenset({1}))
        await until(lambda: len(service.suggestions.sessions) == 4)
        await take_up(service)
        assert library.refreshes == before + 2


@pytest.mark.parametrize("shard", [0, 1])
async def test_well_is_when_every_shard_is_connected(
    server: SharingServer, tmp_path: Path, shard: int
) -> None:
    meter = Counted()
    async with alive(server, tmp_path, meter=meter, shards=2) as bot:
        assert (await examine(bot.tenants, bot.pulse, patience=GUARD)).well
        server.gateway.away = True
        await server.gateway.drop(shard)
        await until(lambda: bot.pulse.trouble)
        health = await examine(bot.tenants, bot.pulse, patience=GUARD)
        assert not health.well
        assert health.sentence.startswith(f"1 of 2 connections to Discord (shard {shard}) has been lost for")
        # The other shard's servers are served meanwhile.
        guild = (OTHER_GUILD, GUILD)[shard]
        use = await server.slash("ask", question="how do lighthouses send their state?", guild=guild)
        assert "every minute" in json.dumps(await use.answer())
        server.gateway.away = False
        await until(lambda: bot.pulse.trouble is None)
        assert (await examine(bot.tenants, bot.pulse, patience=GUARD)).well
        assert meter.again == [shard]
        assert bot.pulse.reconnects == 1


async def test_status_tells_the_delay_of_the_servers_own_shard(
    server: SharingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.ShardInfo, "latency", property(lambda shard: (0.111, 0.222)[shard.id]))
    async with alive(server, tmp_path, shards=2):
        for guild, shown in ((GUILD, "111 ms"), (OTHER_GUILD, "222 ms")):
            use = await server.slash("status", permissions=SEND | MANAGE_GUILD, guild=guild)
            assert shown in json.dumps(await use.answer())


def test_a_pulse_names_the_shards_that_are_missing() -> None:
    clock = ManualClock()
    pulse = Pulse(clock)
    pulse.shards = 30
    clock.move(7)
    assert pulse.trouble is not None
    assert pulse.trouble.startswith("30 of 30 connections to Discord (shards 0, 1, 2,")
    assert pulse.trouble.endswith("9 and 20 more) have been awaited for 7 s.")
    for shard in range(29):
        assert not pulse.up(shard)
    assert pulse.trouble == "1 of 30 connections to Discord (shard 29) has been awaited for 7 s."
    pulse.up(29)
    assert pulse.trouble is None
    pulse.down(3)
    clock.move(60)
    pulse.down(4)
    assert pulse.trouble == "2 of 30 connections to Discord (shards 3, 4) have been lost for 60 s."
    assert pulse.up(4)
    assert not pulse.up(4)
    assert pulse.up(3)
    assert pulse.trouble is None


@pytest.mark.parametrize(("given", "read"), [("", None), ("auto", "auto"), ("Auto", "auto"), (" 12 ", 12)])
def test_the_setting_is_a_number_or_auto(given: str, read: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_SHARDS", given)
    assert load_settings().shards == read


@pytest.mark.parametrize("given", ["0", "-1", "1001", "2.0", "two", "9" * 5000, "²"])
def test_another_number_of_shards_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_SHARDS", given)
    with pytest.raises(SettingsError, match=r"QUOTH_SHARDS is .*: a number from 1 to 1000"):
        load_settings()
