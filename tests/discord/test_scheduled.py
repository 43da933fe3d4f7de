"""Recaps by the clock on the wire: what fails is tried again, and whoever set it is told why."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from bot.discord.client import QuothBot
from bot.discord.commands.schedule import Scheduling
from bot.service.scheduler import Scheduler
from bot.service.schedules import Schedule
from tests.clocks import ManualClock
from tests.loopback.actors import CHANNEL, GUILD, MANAGE_GUILD, OTHER_CHANNEL, OTHER_GUILD, SEND
from tests.loopback.bot import alive, library_under
from tests.loopback.fault import Fault
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, SharingServer
from tests.waiting import GUARD, until

pytestmark = pytest.mark.usefixtures("quick_repeats")
MORNING = dt.datetime(2031, 5, 3, 9, 0, tzinfo=dt.UTC)
ORGANISER = 77
DIRECT = 4000 + ORGANISER
WRITE, FILES = 1 << 11, 1 << 15
EVERY_MORNING = Schedule(GUILD, CHANNEL, "cards", dt.time(8, 30), "UTC", organiser=ORGANISER)
RECAP = [
    "Recap: Harbour Days 2031 · Day 1",
    "Lighthouses that talk",
    "Mooring without ropes",
    "Tides as a service",
]


@dataclass
class Morning:
    """A bot with a schedule, on the morning after a day with notes."""

    server: SharingServer
    bot: QuothBot
    clock: ManualClock

    @property
    def scheduler(self) -> Scheduler:
        return cast(Scheduling, self.bot.get_cog("Scheduling")).scheduler

    async def look(self, **later: float) -> None:
        """Let time pass, and look at what is due."""
        self.clock.move(dt.timedelta(**later).total_seconds())
        await self.scheduler.look()

    async def deny(self, permissions: int) -> None:
        """Take permissions away in the channel, or with 0 give them back, and wait until the bot knows."""
        channel = self.bot.get_channel(CHANNEL)
        assert isinstance(channel, discord.TextChannel)
        await self.server.deny(CHANNEL, permissions)
        everyone = channel.guild.default_role
        await until(lambda: channel.overwrites_for(everyone).pair()[1].value == permissions)

    def told(self) -> list[str]:
        """Return what the organiser was sent."""
        return [message["content"] for message in self.server.standing.get(DIRECT, [])]

    async def shown(self) -> str:
        use = await self.server.slash("schedule show", permissions=SEND | MANAGE_GUILD)
        return str((await use.answer())["content"])

    def posted(self) -> list[str]:
        """Return the titles of what stands for all to see."""
        direct = self.server.standing.pop(DIRECT, [])
        found = self.server.told()
        self.server.standing[DIRECT] = direct
        return found


@asynccontextmanager
async def waking(
    folder: Path, server: SharingServer | None = None, schedule: Schedule = EVERY_MORNING, **given: Any
) -> AsyncIterator[Morning]:
    server = server or SharingServer()
    clock = ManualClock(MORNING)
    async with running(server), alive(server, folder, clock=clock, **given) as bot:
        async with asyncio.timeout(GUARD):
            await clock.until_slept(2)  # what the bot does by itself is over
        bot.tenants.database.schedules.keep(schedule)
        yield Morning(server, bot, clock)


async def test_a_morning_that_fails_is_tried_again_until_it_is_posted(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        morning.server.faults.append(Fault("POST", f"channels/{CHANNEL}/messages", "403", times=2))
        await morning.look()
        assert morning.posted() == []
        await morning.look(seconds=30)
        assert morning.posted() == [], "the first pause is a minute"
        await morning.look(seconds=31)
        assert morning.posted() == []
        await morning.look(minutes=2)
        assert morning.posted() == RECAP
        await morning.look(hours=2)
        assert morning.posted() == RECAP
        assert len(morning.told()) == 2
        assert "The recap of 2031-05-02 is posted now." in morning.told()[1]


async def test_whoever_set_it_is_told_once_which_permission_is_missing(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        await morning.deny(FILES)
        await morning.look()
        await morning.look(minutes=2)
        await morning.look(minutes=5)
        (words,) = morning.told()
        assert words.startswith("Harbour: The recap of 2031-05-02 could not be posted: ")
        assert "I may not post that in #general: I lack the permission “Attach Files” there." in words
        shown = await morning.shown()
        assert "**2031-05-02**: not posted, tried 3 times: " in shown
        assert "“Attach Files”" in shown
        await morning.deny(0)
        await morning.look(minutes=5)
        assert morning.posted()[: len(RECAP)] == RECAP
        assert "not posted" not in await morning.shown()


async def test_a_permission_that_goes_while_it_is_posted_is_named(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        # Discord refuses before it tells of the change.
        morning.server.denied[CHANNEL] = WRITE
        await morning.look()
        assert "Discord does not let me do that here" in morning.told()[0]
        await morning.deny(WRITE)
        await morning.look(minutes=2)
        assert "I lack the permission “Send Messages” there" in morning.told()[1]


async def test_a_channel_that_was_deleted_is_told_and_another_can_be_set(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        await morning.server.delete_channel(CHANNEL)
        await until(lambda: morning.bot.get_channel(CHANNEL) is None)
        await morning.look()
        assert "That channel is gone, or I may not see it: choose a channel" in morning.told()[0]
        done = morning.bot.tenants.database.schedules.every()[0].done
        elsewhere = replace(EVERY_MORNING, channel=FORUM, form="forum", done=done)
        morning.bot.tenants.database.schedules.keep(elsewhere, morning.clock.time())
        await morning.look()
        assert morning.posted()[0] == RECAP[0], "what failed this morning comes to the new one"


async def test_whoever_takes_no_direct_messages_keeps_nothing_from_being_tried(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        morning.server.faults.append(Fault("POST", f"channels/{DIRECT}/messages", "403", times=9))
        await morning.deny(FILES)
        await morning.look()
        await morning.deny(0)
        await morning.look(minutes=2)
        assert morning.posted() == RECAP


async def test_a_message_about_a_failure_that_did_not_arrive_is_sent_again(
    tmp_path: Path,
) -> None:
    async with waking(tmp_path) as morning:
        morning.server.faults.append(Fault("POST", "users/@me/channels", "400"))
        await morning.deny(FILES)
        await morning.look()
        assert morning.told() == []
        await morning.look(minutes=2)
        assert len(morning.told()) == 1


async def test_forgotten_organisers_are_sent_nothing_and_the_recaps_go_on(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        use = await morning.server.slash("forget me", user=ORGANISER)
        assert "Forgotten: 1 entry." in (await use.answer())["content"]
        await morning.deny(FILES)
        await morning.look()
        assert morning.told() == []
        await morning.deny(0)
        await morning.look(minutes=2)
        assert morning.posted() == RECAP


async def test_it_is_given_up_after_its_days_and_that_is_told(tmp_path: Path) -> None:
    async with waking(tmp_path, schedule=replace(EVERY_MORNING, late=0)) as morning:
        await morning.deny(FILES)
        await morning.look()
        await morning.look(days=1)
        assert "I gave up posting the recap of 2031-05-02: " in morning.told()[1]
        await morning.deny(0)
        await morning.look(hours=2)
        assert morning.posted() == []


async def test_notes_that_come_late_are_posted_as_soon_as_they_are_read(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        note = library_under(morning.bot).file
        text = note.read_text()
        note.write_text("# Harbour Days 2031\n\n## A gull of no day\n\nIt was heard by everybody.\n")
        await morning.bot.tenants.others.refresh()
        await morning.look()
        await morning.look(hours=20)
        assert "**2031-05-02**: no notes yet; I wait for them until" in await morning.shown()
        assert morning.told() == []
        note.write_text(text)
        await morning.bot.tenants.others.refresh()
        await morning.look(seconds=20)
        assert morning.posted() == RECAP


async def test_notes_that_come_after_their_days_are_left_alone(tmp_path: Path) -> None:
    async with waking(tmp_path, schedule=replace(EVERY_MORNING, late=0)) as morning:
        note = library_under(morning.bot).file
        text = note.read_text()
        note.write_text("# Harbour Days 2031\n\n## A gull of no day\n\nIt was heard by everybody.\n")
        await morning.bot.tenants.others.refresh()
        await morning.look()
        await morning.look(days=1)
        note.write_text(text)
        await morning.bot.tenants.others.refresh()
        await morning.look(hours=2)
        assert morning.posted() == morning.told() == []


async def test_what_is_noted_after_the_morning_comes_into_the_recap_that_stands(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        await morning.look()
        library_under(morning.bot).add("## One more talk\n\nA gull was heard by everybody.")
        await morning.bot.tenants.others.refresh()
        await morning.look(hours=1)
        assert morning.posted() == [*RECAP, "One more talk"]
        assert len(morning.server.standing[CHANNEL]) == 2


async def test_what_was_deleted_does_not_come_back_with_what_is_noted_late(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        await morning.look()
        morning.server.standing[CHANNEL].pop()
        library_under(morning.bot).edit("twice a day", "thrice a day")
        await morning.bot.tenants.others.refresh()
        await morning.look(hours=1)
        assert morning.posted() == RECAP[:1]


async def test_mornings_that_were_missed_come_after_all(tmp_path: Path) -> None:
    missed = replace(EVERY_MORNING, done=dt.date(2031, 5, 1), late=2)
    async with waking(tmp_path, schedule=missed) as morning:
        await morning.look(days=2)
        assert morning.posted() == RECAP


async def test_a_clock_that_jumps_neither_doubles_nor_loses_a_morning(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        for days in (400, -400, -1, 1):
            morning.clock.set(morning.clock.now() + dt.timedelta(days=days))
            await morning.look()
        assert morning.posted() == RECAP
        for minutes in (-120, 120, 1, -1):
            morning.clock.set(morning.clock.now() + dt.timedelta(minutes=minutes))
            await morning.look()
        assert morning.posted() == RECAP


async def test_a_server_that_has_to_wait_keeps_no_other_waiting(tmp_path: Path) -> None:
    server = SharingServer()
    server.guilds = (GUILD, OTHER_GUILD)
    async with waking(tmp_path, server) as morning:
        other = replace(EVERY_MORNING, server=OTHER_GUILD, channel=OTHER_CHANNEL)
        morning.bot.tenants.database.schedules.keep(other)
        slow = asyncio.Event()
        publish = morning.bot.publisher.carry_out

        async def carry_out(share: Any, **_how: bool) -> str:
            if share.server == GUILD:
                await slow.wait()
            return await publish(share)

        morning.bot.publisher.carry_out = carry_out  # type: ignore[method-assign]
        await morning.scheduler.begin()
        await until(lambda: len(server.standing.get(OTHER_CHANNEL, [])) == 2)
        await morning.scheduler.begin()
        slow.set()
        await morning.look()
        assert len(server.standing[CHANNEL]) == len(server.standing[OTHER_CHANNEL]) == 2


async def test_two_processes_post_it_once(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        second = Scheduler(
            morning.bot.tenants,
            morning.bot.publisher,
            morning.scheduler._places,
            morning.scheduler._days,
            morning.bot.keep,
        )
        second.clock = morning.clock
        await asyncio.gather(morning.look(), second.look())
        assert morning.posted() == RECAP
        (due,) = morning.bot.tenants.database.dues.every()
        assert due.tries == 1


async def test_what_a_killed_process_claimed_is_taken_over(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        database = morning.bot.tenants.database
        assert database.schedules.begin(EVERY_MORNING, [MORNING.date()], MORNING.timestamp())
        assert database.dues.claim(database.dues.every()[0], MORNING.timestamp() + 900) is not None
        await morning.look(minutes=14)
        assert morning.posted() == []
        await morning.look(minutes=1)
        assert morning.posted() == RECAP


async def test_a_server_that_is_away_is_waited_for(tmp_path: Path) -> None:
    async with waking(tmp_path) as morning:
        await morning.server.gateway.dispatch("GUILD_DELETE", {"id": str(GUILD), "unavailable": True})
        await until(lambda: not morning.scheduler._places.serves(GUILD))
        await morning.look()
        assert morning.posted() == morning.told() == []
        guild = {**morning.server._guild(), "guild_id": str(GUILD)}
        await morning.server.gateway.dispatch("GUILD_CREATE", guild)
        await until(lambda: morning.scheduler._places.serves(GUILD))
        await morning.look(seconds=20)
        assert morning.posted() == RECAP
