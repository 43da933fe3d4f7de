"""Recaps by the clock: at a time of the place, once, and no failure ends them."""

from __future__ import annotations

import asyncio
import datetime as dt
import zoneinfo
from typing import Any

import aiohttp
import pytest

from bot.discord.commands.schedule import read_time, read_zone
from bot.service.connection import UnkeptError
from bot.service.schedules import Schedule
from bot.service.shares import Share
from embeddings.errors import QuothError
from tests.clocks import ManualClock
from tests.discord.commands.world import World, told
from tests.waiting import GUARD, until


def at(world: World, text: str, zone: str = "Europe/Lisbon") -> ManualClock:
    clock = ManualClock(dt.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone)))
    world.scheduler.clock = clock
    return clock


async def scheduled(world: World, **options: Any) -> Any:
    given = {"channel": world.channel, "time": "08:30", "zone": "europe/lisbon"} | options
    return await world.boss.slash(world.channel, "schedule set", **given)


async def test_yesterdays_recap_comes_once(world: World) -> None:
    clock = at(world, "2031-05-02 07:00")
    result = await scheduled(world)
    assert "every day at 08:30 (Europe/Lisbon)" in told(result)
    await world.scheduler.look()
    assert world.posted() == []
    clock.set(clock.now() + dt.timedelta(days=1, hours=1, minutes=30))
    await world.scheduler.look()
    assert len(world.posted()) == 2
    await asyncio.gather(world.scheduler.look(), world.scheduler.look())
    clock.set(clock.now() + dt.timedelta(hours=3))
    await world.scheduler.look()
    assert len(world.posted()) == 2


@pytest.mark.parametrize(
    "failure", [UnkeptError("disk I/O error"), aiohttp.ServerDisconnectedError(), RuntimeError("a defect")]
)
async def test_one_look_that_fails_does_not_end_the_watch(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    def schedules() -> list[Schedule]:
        raise failure

    clock = at(world, "2031-05-02 07:00")
    await scheduled(world)
    with monkeypatch.context() as failing:
        failing.setattr(world.schedules, "every", schedules)
        task = asyncio.create_task(world.scheduling._watch())
        async with asyncio.timeout(GUARD):
            await clock.until_slept(1)
    assert "What is scheduled" in caplog.text
    clock.set(dt.datetime(2031, 5, 3, 7, 30, tzinfo=dt.UTC))
    await clock.advance(20)
    await until(lambda: len(world.posted()) == 2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("failure", [aiohttp.ServerDisconnectedError(), RuntimeError("a defect")])
async def test_one_servers_failure_keeps_no_other_from_its_recap(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    at(world, "2031-05-02 07:00")
    await scheduled(world)
    other = world.env.create_guild()
    # Listed first, as its time zone no longer is one, or its recap cannot be posted.
    world.schedules.keep(Schedule(other.id, 2, "cards", dt.time(8), "Mars/Base", None))
    at(world, "2031-05-03 08:30")
    fail_for(other.id, failure, world, monkeypatch)
    await world.scheduler.look()
    world.schedules.keep(Schedule(other.id, 2, "cards", dt.time(8), "UTC", None))
    await world.scheduler.look()
    assert len(world.posted()) == 2
    assert "A scheduled recap" in caplog.text


def fail_for(guild: int, failure: Exception, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every share of a server fail."""
    publisher = world.recaps.publisher
    carry_out = publisher.carry_out

    async def failing(share: Share, **how: bool) -> str:
        if share.server == guild:
            raise failure
        return await carry_out(share, **how)

    monkeypatch.setattr(publisher, "carry_out", failing)


@pytest.mark.parametrize("failure", [aiohttp.ServerDisconnectedError(), RuntimeError("a defect")])
async def test_one_share_that_fails_keeps_no_other_from_being_completed(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    day = ("Harbour Days 2031", "Day 1", "2031-05-02")
    world.shares.begin(1, 2, day, "cards")
    world.shares.begin(world.guild.id, world.channel.id, day, "cards")
    fail_for(1, failure, world, monkeypatch)
    await world.recaps.publisher.complete()
    assert len(world.posted()) == 2
    assert [share.server for share in world.shares.unfinished()] == [1]
    assert "A recap could not be completed" in caplog.text


async def test_days_without_notes_are_skipped(world: World) -> None:
    clock = at(world, "2031-05-05 07:00")
    await scheduled(world)
    for _ in range(3):
        clock.set(clock.now() + dt.timedelta(days=1))
        await world.scheduler.look()
    assert world.posted() == []


async def test_it_survives_a_restart_and_catches_up_the_same_day(world: World) -> None:
    at(world, "2031-05-02 07:00")
    await scheduled(world)
    await world.restart()
    at(world, "2031-05-03 11:45")
    await world.scheduler.look()
    assert len(world.posted()) == 2
    await world.restart()
    at(world, "2031-05-03 12:00")
    await world.scheduler.look()
    assert len(world.posted()) == 2


async def test_what_is_set_after_its_time_begins_tomorrow(world: World) -> None:
    clock = at(world, "2031-05-03 12:00")
    await scheduled(world)
    await world.scheduler.look()
    assert world.posted() == []
    clock.set(clock.now() + dt.timedelta(days=1))
    await world.scheduler.look()
    assert world.posted() == [], "the third of May has no notes"


async def test_an_earlier_time_skips_no_recap_that_had_not_come_yet(world: World) -> None:
    at(world, "2031-05-02 07:00")
    await scheduled(world, time="18:00")
    at(world, "2031-05-02 18:00")
    await world.scheduler.look()
    at(world, "2031-05-03 12:00")
    await world.scheduler.look()
    assert world.posted() == []
    await scheduled(world, time="08:30")
    await world.scheduler.look()
    assert len(world.posted()) == 2
    await scheduled(world, time="14:00")
    at(world, "2031-05-03 14:30")
    await world.scheduler.look()
    assert len(world.posted()) == 2


async def test_it_is_shown_changed_and_removed(world: World) -> None:
    at(world, "2031-05-02 07:00")
    assert "Nothing is scheduled" in told(await world.boss.slash(world.channel, "schedule show"))
    await scheduled(world)
    other = world.guild.create_text_channel("other")
    await scheduled(world, time="9:15", zone="Asia/Tokyo", channel=other)
    shown = told(await world.boss.slash(world.channel, "schedule show"))
    assert "09:15 (Asia/Tokyo)" in shown
    assert f"<#{other.id}>" in shown
    assert told(await world.boss.slash(world.channel, "schedule remove")) == "Removed."
    assert "Nothing is scheduled" in told(await world.boss.slash(world.channel, "schedule remove"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "25:00"}, "not a time of day"),
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"channel": "hall"}, "may not post that in #hall"),
        ({"form": "forum"}, "needs a forum"),
    ],
)
async def test_what_cannot_be_scheduled_is_said(world: World, options: dict[str, str], words: str) -> None:
    given = {name: world.hall if value == "hall" else value for name, value in options.items()}
    assert words in told(await scheduled(world, **given))
    assert world.env.errors, "told by the one handler of errors"
    assert world.schedules.every() == []


async def test_zones_are_offered(world: World) -> None:
    offered = await world.boss.autocomplete(
        world.channel, "schedule set", "zone", "lisb", channel=world.channel, time="1:00"
    )
    assert [choice["value"] for choice in offered] == ["Europe/Lisbon"]


def test_times_and_zones_are_read_as_people_write_them() -> None:
    assert read_time(" 8.05 ") == dt.time(8, 5)
    assert read_time("17h30") == dt.time(17, 30)
    assert read_zone("america/new york").key == "America/New_York"
    with pytest.raises(QuothError):
        read_time("half past eight")
