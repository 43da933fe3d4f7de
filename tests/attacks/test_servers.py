"""Data of one server, seen from another."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import discord
import pytest

from bot.discord.commands.scheduled import DiscordPlaces
from bot.discord.host import Host
from bot.service.database import BotDatabase
from bot.service.presence import Presence
from bot.service.replies import Replies, Reply
from bot.service.schedules import Schedule
from tests.attacks.defence import stands_only_by_on_the_wire
from tests.loopback.actors import CHANNEL, GUILD, MANAGE_GUILD, SEND
from tests.loopback.server import Loopback

ORGANISER = SEND | MANAGE_GUILD


@pytest.mark.parametrize("look", ["gaps", "status"])
async def test_what_one_server_asked_is_not_seen_in_another(
    look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: every reply is kept with its server, and /gaps and /status look at their own only."""

    async def check(server: Loopback) -> None:
        database = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
        database.replies.keep(
            Reply("other", "p", "ask", "the rival's secret plan", verdict="none", server=GUILD + 1)
        )
        database.replies.keep(Reply("dm", "p", "ask", "a private worry", verdict="none"))
        database.replies.judge("other", "p", useful=True)
        await (await server.slash("ask", question="xyzzy")).answer()
        shown = json.dumps(await (await server.slash(look, permissions=ORGANISER)).answer())
        database.forget("p")
        database.close()
        assert "xyzzy" in shown if look == "gaps" else "0 useful" in shown
        assert "rival" not in shown
        assert "private worry" not in shown

    gaps, feedback = Replies.gaps, Replies.feedback
    await stands_only_by_on_the_wire(
        tmp_path,
        monkeypatch,
        check,
        (Replies, "gaps", lambda self, *_, **__: gaps(self, GUILD + 1)),
        (Replies, "feedback", lambda self, *_, **__: feedback(self, GUILD + 1, private=True)),
    )


async def test_who_left_a_server_hears_no_more_of_its_schedule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``DiscordPlaces.tell`` asks whether they are in it: ``fetch_member``."""
    made: list[DiscordPlaces] = []
    begin = DiscordPlaces.__init__

    def noted(self: DiscordPlaces, bot: Host) -> None:
        begin(self, bot)
        made.append(self)

    monkeypatch.setattr(DiscordPlaces, "__init__", noted)
    schedule = Schedule(GUILD, CHANNEL, "cards", dt.time(8), "UTC", organiser=77)

    async def check(server: Loopback) -> None:
        assert await made[-1].tell(schedule, "I may not post in #cellar.")
        assert [message["content"] for message in server.messages] == ["Harbour: I may not post in #cellar."]
        server.left.add(77)
        assert await made[-1].tell(schedule, "I may not post in #attic.")
        assert len(server.messages) == 1

    async def anybody(*_: object) -> None:
        return None

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, (discord.Guild, "fetch_member", anybody))


async def test_who_was_there_in_one_server_is_not_named_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Presence.users`` looks at its own server only."""

    async def check(server: Loopback) -> None:
        database = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
        presence = database.presence
        for guild, user in ((GUILD, 71), (GUILD + 1, 72)):
            presence.toggle(guild, "day1/lighthouses-that-talk", f"p{user}", user)
        shown = json.dumps(await (await server.slash("session", title="Lighthouses that talk")).answer())
        for user in (71, 72):
            database.forget(f"p{user}")
        database.close()
        assert "<@71>" in shown
        assert "<@72>" not in shown

    users = Presence.users
    everywhere = lambda self, guild, session: [  # noqa: E731
        *users(self, guild, session),
        *users(self, GUILD + 1, session),
    ]
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, (Presence, "users", everywhere))
