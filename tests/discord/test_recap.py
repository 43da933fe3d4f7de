"""Recaps in Discord: seen first, shared once, edited after; by the clock; and who was there."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.discord.client import QuothBot
from bot.discord.commands.recap import Recaps
from bot.discord.commands.schedule import Scheduling, next_time, read_time, read_zone
from bot.discord.embeds.recap import planned
from bot.discord.message import EMBEDS_TOTAL, violations
from bot.service.connection import UnkeptError
from bot.service.database import BotDatabase
from bot.service.presence import Presence
from bot.service.schedules import Schedule, Schedules
from bot.service.service import Service
from bot.service.shares import Share, Shares
from bot.service.tenants import Tenants
from bot.settings import Settings
from embeddings.digest.recap import Recap, RecapEntry, Said
from embeddings.errors import QuothError
from embeddings.records import Link, Quote, Session, Speaker
from tests.loopback.core import SmallCore


def make(folder: Path, core: SmallCore) -> QuothBot:
    given = Settings(notes=core.notes, library=folder / "library.db", watch=False)
    return QuothBot(Tenants(Service(given, core, BotDatabase.open(folder / "memory.db", keep_days=9))))


@dataclass
class World:
    """A server with a channel, another that ann may not write in, a forum, ann, bob and an organiser."""

    env: Any
    folder: Path
    core: SmallCore
    bot: QuothBot
    guild: Any
    channel: Any
    hall: Any
    forum: Any
    ann: Any
    bob: Any
    boss: Any

    async def restart(self) -> None:
        await self.bot.tenants.others.off_loop(self.bot.tenants.others.database.close)
        self.bot = make(self.folder, self.core)
        await self.env.restart_bot(self.bot)

    @property
    def shares(self) -> Shares:
        return self.bot.tenants.database.shares

    @property
    def schedules(self) -> Schedules:
        return self.bot.tenants.database.schedules

    @property
    def presence(self) -> Presence:
        return self.bot.tenants.database.presence

    @property
    def recaps(self) -> Recaps:
        # Loading an extension runs its module anew, so its classes are not those imported here.
        return cast(Recaps, self.bot.get_cog("Recaps"))

    @property
    def scheduling(self) -> Scheduling:
        return cast(Scheduling, self.bot.get_cog("Scheduling"))

    def posted(self, channel: Any | None = None) -> list[Any]:
        assert self.bot.user is not None
        found = (channel or self.channel).history()
        return [m for m in found if m.author.id == self.bot.user.id and not m.flags.ephemeral]

    async def preview(self, who: Any | None = None, day: str = "Day 1") -> Any:
        result = await (who or self.ann).slash(self.channel, "recap", day=day)
        assert result.ephemeral
        return result.response

    async def share(self, message: Any, who: Any | None = None) -> Any:
        return await (who or self.ann).click(message, label="Share")


@pytest.fixture
def simcord_bot(tmp_path: Path) -> QuothBot:
    """The bot that simcord's own fixture runs."""
    return make(tmp_path, SmallCore.at(tmp_path))


@pytest.fixture
def world(simcord_env: Any, simcord_bot: QuothBot, tmp_path: Path) -> World:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    organisers = guild.create_role("organisers", permissions=discord.Permissions(manage_guild=True))
    hall = guild.create_text_channel(
        "hall", overwrites={guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    forum = guild.create_forum_channel("recaps")
    ann, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("ann", "bob"))
    boss = guild.add_member(simcord_env.create_user("boss"), roles=[organisers])
    core = simcord_bot.tenants.others.core
    assert isinstance(core, SmallCore)
    return World(simcord_env, tmp_path, core, simcord_bot, guild, channel, hall, forum, ann, bob, boss)


def custom_ids(message: Any) -> list[str]:
    return [
        item["custom_id"] for row in message.components for item in row["components"] if "custom_id" in item
    ]


def told(result: Any) -> str:
    messages = [message for message in [result.response, *result.followups] if message is not None]
    return str(messages[-1].content)


async def test_it_is_seen_by_one_before_it_is_shared(world: World) -> None:
    message = await world.preview()
    assert message.content.startswith("**Only you see this.**")
    assert [e.title for e in message.embeds][:2] == [
        "Recap: Harbour Days 2031 · Day 1",
        "1. Lighthouses that talk",
    ]
    assert [file.filename for file in message.attachments] == [
        "recap-harbour-days-2031-day-1-2031-05-02.html"
    ]
    assert world.posted() == []


async def test_shared_as_cards_it_stands_once_and_is_edited_after(world: World) -> None:
    message = await world.preview()
    shared = await world.share(message)
    assert "Shared: https://discord.com/channels/" in told(shared)
    head, cards = world.posted()
    assert [file.filename for file in head.attachments] == ["recap-harbour-days-2031-day-1-2031-05-02.html"]
    assert len(cards.embeds) == 3
    text = world.core.file.read_text(encoding="utf-8")
    world.core.file.write_text(text.replace("900 tons", "1000 tons"), encoding="utf-8")
    await world.bot.tenants.others.refresh()
    again = await world.share(await world.preview(world.bob), world.bob)
    assert "Brought up to date" in told(again)
    assert [m.id for m in world.posted()] == [head.id, cards.id]
    assert "1000 tons" in (world.posted()[1].embeds[1].description or "")


async def test_sharing_what_is_unchanged_sends_nothing(world: World) -> None:
    await world.share(await world.preview())
    before = len(world.env.http_requests)
    await world.share(await world.preview())
    sent = [r for r in world.env.http_requests[before:] if f"/channels/{world.channel.id}/messages" in r.path]
    assert sent == []


async def test_it_is_edited_after_a_restart_too(world: World) -> None:
    await world.share(await world.preview())
    before = [m.id for m in world.posted()]
    await world.restart()
    text = world.core.file.read_text(encoding="utf-8")
    world.core.file.write_text(
        text + "\n## One more talk\n\nA gull was heard by everybody.\n", encoding="utf-8"
    )
    await world.bot.tenants.others.refresh()
    await world.share(await world.preview())
    assert [m.id for m in world.posted()] == before
    assert len(world.posted()[1].embeds) == 4


async def test_a_deleted_message_is_sent_again(world: World) -> None:
    await world.share(await world.preview())
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(world.posted()[1].id).delete()
    text = world.core.file.read_text(encoding="utf-8")
    world.core.file.write_text(text.replace("900 tons", "901 tons"), encoding="utf-8")
    await world.bot.tenants.others.refresh()
    await world.share(await world.preview())
    assert len(world.posted()) == 2
    assert "901 tons" in (world.posted()[1].embeds[1].description or "")


async def test_as_a_thread_with_a_message_a_session(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, ["thread"], custom_id=custom_ids(message)[1])
    await world.share(chosen.response or message)
    (head,) = [m for m in world.posted() if m.embeds]
    thread = world.bot.get_channel(head.id) or await world.bot.fetch_channel(head.id)
    assert isinstance(thread, discord.Thread)
    assert thread.name == "Recap: Harbour Days 2031 · Day 1"
    inside = [m async for m in thread.history(oldest_first=True) if m.embeds]
    assert [m.embeds[0].title for m in inside] == [
        "Lighthouses that talk",
        "Mooring without ropes",
        "Tides as a service",
    ]


async def test_as_a_forum_post(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.forum], custom_id=custom_ids(message)[0])
    await world.share(chosen.response or message)
    share = world.shares.find(world.forum.id, ("Harbour Days 2031", "Day 1", "2031-05-02"))
    assert share is not None
    assert share.finished
    thread = world.bot.get_channel(share.thread or 0) or await world.bot.fetch_channel(share.thread or 0)
    assert isinstance(thread, discord.Thread)
    assert thread.parent_id == world.forum.id
    found = [m async for m in thread.history(oldest_first=True)]
    assert len(found) == 4
    await world.share(await again_in_forum(world))
    assert len([m async for m in thread.history()]) == 4


async def again_in_forum(world: World) -> Any:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.forum], custom_id=custom_ids(message)[0])
    return chosen.response or message


async def test_who_may_not_write_there_may_not_share_there(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.hall], custom_id=custom_ids(message)[0])
    result = await world.share(chosen.response or message)
    assert "may not post that in #hall" in told(result)
    assert world.posted(world.hall) == []


async def test_somebody_else_cannot_share_what_one_sees(world: World) -> None:
    message = await world.preview()
    reply = custom_ids(message)[2].split(":")[2]
    kept = await world.bot.tenants.others.reply(reply, world.guild.id)
    assert not world.bot.tenants.others.owns(world.bob.id, kept)


async def test_an_unknown_day_is_told_privately(world: World) -> None:
    result = await world.ann.slash(world.channel, "recap", day="Day 9")
    assert "there is Day 1" in told(result)
    assert world.env.errors, "told by the one handler of errors"


async def test_i_was_there_is_opt_in_and_taken_back(world: World) -> None:
    await world.share(await world.preview())
    cards = world.posted()[1]
    noted = await world.bob.click(cards, label="I was at 2")
    assert noted.ephemeral
    assert "Mooring without ropes" in told(noted)
    shown = await world.ann.slash(world.channel, "session", title="day1/mooring-without-ropes")
    fields = {field.name: field.value for field in shown.response.embeds[0].fields}
    assert fields["Were there, so ask them"] == f"<@{world.bob.id}>"
    await world.restart()
    back = await world.bob.click(world.posted()[1], label="I was at 2")
    assert "Taken back" in told(back)
    shown = await world.ann.slash(world.channel, "session", title="day1/mooring-without-ropes")
    assert "Were there, so ask them" not in {field.name for field in shown.response.embeds[0].fields}


async def test_forget_me_takes_presence_back(world: World) -> None:
    await world.share(await world.preview())
    await world.bob.click(world.posted()[1], label="I was at 1")
    assert "Forgotten: 1 entry." in told(await world.bob.slash(world.channel, "forget me"))
    assert world.presence.users(world.guild.id, "day1/lighthouses-that-talk") == []


async def test_lists_of_announcements_and_speakers(world: World) -> None:
    result = await world.ann.slash(world.channel, "announced")
    assert "> The keepers saved 40 % of their diesel." in (result.response.embeds[0].description or "")
    result = await world.ann.slash(world.channel, "speakers", day="Day 1")
    text = result.response.embeds[0].description or ""
    assert text.startswith("3 people, by family name.")
    assert text.index("Cy Marsh") < text.index("Ada Quill") < text.index("Bo Tern")


# ---------------------------------------------------------------------- by the clock


class Clock:
    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now


def at(world: World, text: str, zone: str = "Europe/Lisbon") -> Clock:
    clock = Clock(dt.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone)))
    world.scheduling._clock = clock
    return clock


async def scheduled(world: World, **options: Any) -> Any:
    given = {"channel": world.channel, "time": "08:30", "zone": "europe/lisbon"} | options
    return await world.boss.slash(world.channel, "schedule set", **given)


async def test_yesterdays_recap_comes_once(world: World) -> None:
    clock = at(world, "2031-05-02 07:00")
    result = await scheduled(world)
    assert "every day at 08:30 (Europe/Lisbon)" in told(result)
    await world.scheduling.look()
    assert world.posted() == []
    clock.now += dt.timedelta(days=1, hours=1, minutes=30)
    await world.scheduling.look()
    assert len(world.posted()) == 2
    await asyncio.gather(world.scheduling.look(), world.scheduling.look())
    clock.now += dt.timedelta(hours=3)
    await world.scheduling.look()
    assert len(world.posted()) == 2


@pytest.mark.parametrize(
    "failure", [UnkeptError("disk I/O error"), aiohttp.ServerDisconnectedError(), RuntimeError("a defect")]
)
async def test_one_look_that_fails_does_not_end_the_watch(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    at(world, "2031-05-02 07:00")
    await scheduled(world)
    # The module as the bot runs it: loading an extension runs it anew.
    monkeypatch.setattr(sys.modules[type(world.scheduling).__module__], "_LOOK_EVERY", 0.01)
    kept, looks = world.schedules.every, []

    def schedules() -> list[Schedule]:
        looks.append(1)
        if len(looks) == 1:
            raise failure
        return kept()

    monkeypatch.setattr(world.schedules, "every", schedules)
    task = asyncio.create_task(world.scheduling._watch())
    try:
        async with asyncio.timeout(8):
            while not looks:
                await asyncio.sleep(0.01)
            at(world, "2031-05-03 08:30")
            while len(world.posted()) < 2:
                assert not task.done(), "it looks no more"
                await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert "What is scheduled" in caplog.text


@pytest.mark.parametrize("place", ["due", "posting"])
@pytest.mark.parametrize("failure", [aiohttp.ServerDisconnectedError(), RuntimeError("a defect")])
async def test_one_servers_failure_keeps_no_other_from_its_recap(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    place: str,
    failure: Exception,
) -> None:
    at(world, "2031-05-02 07:00")
    await scheduled(world)
    # Listed first, as its id is smaller.
    world.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "Europe/Lisbon", None))
    at(world, "2031-05-03 08:30")
    if place == "due":
        due = world.scheduling._due

        async def failing(service: Service, schedule: Schedule) -> list[Share]:
            if schedule.server == 1:
                raise failure
            return await due(service, schedule)

        monkeypatch.setattr(world.scheduling, "_due", failing)
    else:
        fail_for(1, failure, world, monkeypatch)
    await world.scheduling.look()
    assert len(world.posted()) == 2
    assert "A scheduled recap" in caplog.text


def fail_for(guild: int, failure: Exception, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every share of a server fail."""
    publisher = world.recaps.publisher
    carry_out = publisher.carry_out

    async def failing(share: Share) -> str:
        if share.server == guild:
            raise failure
        return await carry_out(share)

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
        clock.now += dt.timedelta(days=1)
        await world.scheduling.look()
    assert world.posted() == []


async def test_it_survives_a_restart_and_catches_up_the_same_day(world: World) -> None:
    at(world, "2031-05-02 07:00")
    await scheduled(world)
    await world.restart()
    at(world, "2031-05-03 11:45")
    await world.scheduling.look()
    assert len(world.posted()) == 2
    await world.restart()
    at(world, "2031-05-03 12:00")
    await world.scheduling.look()
    assert len(world.posted()) == 2


async def test_what_is_set_after_its_time_begins_tomorrow(world: World) -> None:
    clock = at(world, "2031-05-03 12:00")
    await scheduled(world)
    await world.scheduling.look()
    assert world.posted() == []
    clock.now += dt.timedelta(days=1)
    await world.scheduling.look()
    assert world.posted() == [], "the third of May has no notes"


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
        ({"time": "25:00"}, "no time of the day"),
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


def test_times_are_those_of_the_place_across_the_change_of_the_clocks() -> None:
    schedule = Schedule(1, 2, "cards", dt.time(2, 30), "Europe/Berlin")
    before = dt.datetime(2031, 3, 29, 12, tzinfo=dt.UTC)
    following = next_time(Schedule(1, 2, "cards", dt.time(2, 30), "Europe/Berlin", before.date()), before)
    assert following.astimezone(dt.UTC) == dt.datetime(2031, 3, 30, 1, 30, tzinfo=dt.UTC)
    assert next_time(schedule, before) == before, "due already"


def test_times_and_zones_are_read_as_people_write_them() -> None:
    assert read_time(" 8.05 ") == dt.time(8, 5)
    assert read_time("17h30") == dt.time(17, 30)
    assert read_zone("america/new york").key == "America/New_York"
    with pytest.raises(QuothError):
        read_time("half past eight")


# ---------------------------------------------------------------------- sizes


@pytest.mark.parametrize("form", ["cards", "thread", "forum"])
def test_the_largest_day_stays_within_discords_sizes(form: Any) -> None:
    from bot.render.images import Attachment
    from bot.render.links import NotesSite

    entries = []
    for number in range(60):
        people = tuple(Speaker("N" * 200 + str(n), "R" * 300, "C" * 300) for n in range(9))
        links = tuple(Link("other", "*" * 300, f"https://x{n}.example/" + "y" * 400, 1) for n in range(30))
        session = Session(
            f"day1/{'i' * 150}{number}", "_" * 400, "E" * 300, "Day 1", None, "f" * 300 + ".md", 1, 9,
            sponsor="S" * 300, speakers=people, links=links,
        )  # fmt: skip
        quotes = tuple(Said(Quote("*" * 3000, session.file, 1, 2, session.id), "own") for _ in range(3))
        entries.append(RecapEntry(session, quotes, quotes[0].quote))
    recap = Recap("E" * 300, "D" * 300, None, tuple(entries))
    messages = planned(recap, form, NotesSite("https://notes.example"), Attachment("a.html", b"x"))
    assert sum(len(message.sessions) for message in messages) == 60
    for place, message in enumerate(messages):
        post = message.as_post(999_999, place)
        assert violations(post) == []
        assert sum(card.size for card in post.cards) <= EMBEDS_TOTAL
