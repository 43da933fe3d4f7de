"""Servers with notes of their own: nothing of one server's notes, replies or shares is seen from another.

Each team's notes hold a word that nobody types, so that wherever it turns up it was told. A defence is taken
away for each check, which then has to fail.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from bot.discord.commands.schedule import Scheduling
from bot.service.schedules import Schedule
from bot.service.servers import Servers
from bot.service.service import Service
from bot.service.shares import Share
from bot.service.tenants import ASK_THERE, NO_NOTES, Tenants
from tests.clocks import ManualClock
from tests.loopback.actors import APP, CHANNEL, CHANNELS, GUILD, OTHER_GUILD, THIRD_GUILD
from tests.loopback.teams import (
    FILE,
    SECRETS,
    TEAMS,
    World,
    alive,
    custom_ids,
    everything,
    only,
    press_all,
    stands_only_by,
)

# ---------------------------------------------------------------------- which notes


@pytest.mark.parametrize("guild", [GUILD, OTHER_GUILD])
async def test_whatever_is_asked_in_a_server_is_answered_from_its_own_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guild: int
) -> None:
    """Defence: ``Tenants.of``."""

    async def check(world: World) -> None:
        await everything(world, guild)
        only(world, guild, TEAMS[guild])

    other = GUILD + OTHER_GUILD - guild
    wrong = Tenants.of
    await stands_only_by(
        tmp_path, monkeypatch, check, Tenants, "of", lambda tenants, _: wrong(tenants, other)
    )


async def test_a_server_that_is_not_named_sees_the_default_notes(tmp_path: Path) -> None:
    async with alive(tmp_path) as world:
        await everything(world, THIRD_GUILD)
        only(world, THIRD_GUILD, "dune")


async def test_a_server_that_is_not_named_sees_no_notes_where_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``others = false``."""

    async def check(world: World) -> None:
        await everything(world, THIRD_GUILD)
        only(world, THIRD_GUILD, None)
        assert NO_NOTES.casefold() in world.told_in(THIRD_GUILD)
        assert "dune" not in world.libraries

    seen = property(lambda _: True)
    text = "others = false" + FILE
    await stands_only_by(tmp_path, monkeypatch, check, Servers, "default", seen, text=text)


async def test_a_direct_message_sees_no_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``Tenants.of`` of None. Its writer may be in any server, or in several."""

    async def check(world: World) -> None:
        await everything(world, None)
        only(world, None, None)
        assert ASK_THERE.casefold() in world.told_in(None)

    right = Tenants.of
    await stands_only_by(
        tmp_path, monkeypatch, check, Tenants, "of", lambda tenants, server: right(tenants, server or GUILD)
    )


async def test_a_direct_message_sees_the_default_notes_alone_where_that_is_said(tmp_path: Path) -> None:
    async with alive(tmp_path, "direct = true\nothers = false" + FILE) as world:
        await everything(world, None)
        only(world, None, "dune")
        await everything(world, THIRD_GUILD)
        only(world, THIRD_GUILD, None)


async def test_shards_change_nothing_of_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(*_: object, **__: object) -> None:
        """Without the five seconds that Discord wants between two identifies."""

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    async with alive(tmp_path, shards=2) as world:
        for guild, topic in ((OTHER_GUILD, "loom"), (GUILD, "kiln")):
            await everything(world, guild)
            only(world, guild, topic)
        await everything(world, None)
        only(world, None, None)


async def test_people_may_be_forgotten_where_there_are_no_notes(tmp_path: Path) -> None:
    async with alive(tmp_path, "others = false" + FILE) as world:
        for guild in (None, THIRD_GUILD):
            await (await world.server.slash("ask", question="every kiln", guild=GUILD)).answer()
            forgotten = await (await world.server.slash("forget me", guild=guild)).answer()
            assert "Forgotten: 1 entry" in json.dumps(forgotten, ensure_ascii=False)


# ---------------------------------------------------------------------- old messages


@pytest.mark.parametrize("elsewhere", [OTHER_GUILD, THIRD_GUILD, None])
async def test_one_servers_buttons_do_nothing_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: int | None
) -> None:
    """Defence: ``Service.reply`` asks for the server."""

    async def check(world: World) -> None:
        asked: list[tuple[str, dict[str, Any]]] = [
            ("ask", {"question": "what is every kiln kept at?"}),
            ("ask", {"question": "which sessions are there?", "private": True}),
            ("session", {"title": "Opening words"}),
            ("sessions", {}),
            ("recap", {"day": "Day 1"}),
        ]
        for name, options in asked:
            message = await (await world.server.slash(name, **options)).answer()
            assert SECRETS["kiln"] in json.dumps(message)
            uses = await press_all(world, message, elsewhere)
            assert uses
            for use in uses:
                assert "no longer know" in json.dumps(use.message)
        only(world, elsewhere, None)
        assert world.database.replies.feedback(GUILD) == (0, 0)

    async def anywhere(service: Service, key: str, _server: int | None) -> object:
        return await service.off_loop(service.database.replies.find, key)

    await stands_only_by(
        tmp_path, monkeypatch, check, Service, "reply", anywhere, text="direct = true" + FILE
    )


async def test_a_reply_to_another_servers_message_follows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Service.followed`` asks for the server."""

    async def check(world: World) -> None:
        await world.server.say(f"<@{APP}> opening words")
        answer = await world.server.next_message(1)
        for guild, count in ((GUILD, 2), (OTHER_GUILD, 3)):
            reference = {"message_id": answer["id"], "channel_id": str(CHANNEL), "guild_id": str(GUILD)}
            await world.server.say(f"<@{APP}> who keeps one?", guild=guild, message_reference=reference)
            await world.server.next_message(count)
        assert world.libraries["kiln"].asked[-1][2] == "day1/opening-words"
        assert world.libraries["loom"].asked[-1][2] is None

    async def anywhere(service: Service, message: int, _server: int | None) -> str | None:
        reply = await service.off_loop(service.database.replies.of_message, message)
        return reply.session if reply is not None else None

    await stands_only_by(tmp_path, monkeypatch, check, Service, "followed", anywhere)


async def test_a_presence_is_of_the_server_that_the_recap_was_shared_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Share.stands_in``, which the button "I was there" asks."""

    async def check(world: World) -> None:
        day = ("Days of the kiln 2031", "Day 1", "2031-05-02")
        await world.recaps.publisher.carry_out(world.database.shares.begin(GUILD, CHANNEL, day, "cards"))
        (message,) = [m for m in world.server.messages if custom_ids(m)]
        assert all(custom_id.startswith("r:here:") for custom_id in custom_ids(message))
        for guild in (OTHER_GUILD, THIRD_GUILD, None):
            for use in await press_all(world, message, guild):
                assert re.search("no longer know|for that server alone", json.dumps(use.message))
            assert world.database.presence.users(guild or 0, "day1/opening-words") == []
            only(world, guild, None)
        await press_all(world, message, GUILD)
        assert world.database.presence.users(GUILD, "day1/opening-words") == [1]

    await stands_only_by(
        tmp_path,
        monkeypatch,
        check,
        Share,
        "stands_in",
        lambda *_: True,
    )


# ---------------------------------------------------------------------- by the clock


async def test_what_is_scheduled_tells_each_server_its_own_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Tenants.of``, asked with the server of the schedule and of the share."""

    async def check(world: World) -> None:
        for guild, channel in CHANNELS.items():
            world.database.schedules.keep(Schedule(guild, channel, "cards", dt.time(8, 30), "UTC"))
        scheduling = cast(Scheduling, world.bot.get_cog("Scheduling")).scheduler
        scheduling.clock = ManualClock(dt.datetime(2031, 5, 3, 9, 0, tzinfo=dt.UTC))
        await scheduling.look()
        for guild, topic in ((GUILD, "kiln"), (OTHER_GUILD, "loom"), (THIRD_GUILD, "dune")):
            only(world, guild, topic)
        pages = [data.decode() for name, data in world.server.files if name.endswith(".html")]
        assert len(pages) == 3
        for page in pages:  # the page that is attached, too
            assert sum(secret in page for secret in SECRETS.values()) == 1

    right = Tenants.of
    await stands_only_by(
        tmp_path, monkeypatch, check, Tenants, "of", lambda tenants, _: right(tenants, GUILD)
    )


async def test_what_is_scheduled_where_there_are_no_notes_waits_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with alive(tmp_path, "others = false" + FILE) as world:
        world.database.schedules.keep(Schedule(THIRD_GUILD, 3600, "cards", dt.time(8, 30), "UTC"))
        scheduling = cast(Scheduling, world.bot.get_cog("Scheduling")).scheduler
        scheduling.clock = ManualClock(dt.datetime(2031, 5, 3, 9, 0, tzinfo=dt.UTC))
        caplog.clear()
        await scheduling.look()
        assert world.server.messages == []
        assert caplog.text == ""
        assert world.database.schedules.every()[0].done is None
