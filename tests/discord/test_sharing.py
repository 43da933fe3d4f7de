"""Sharing by hand on the wire: a forum's tag is asked for, news is published, what lacks is named."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import QuothBot
from bot.discord.custom_ids import RecapChoice
from tests.discord.test_scheduled import RECAP
from tests.discord.test_scheduled_places import DAILY, WEEKLY, tagged
from tests.loopback.actors import CHANNEL, SEND, Data
from tests.loopback.bot import alive
from tests.loopback.fault import Fault
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, SharingServer
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("quick_repeats")


@asynccontextmanager
async def previewed(folder: Path, server: SharingServer) -> AsyncIterator[tuple[QuothBot, Data, str]]:
    """Show somebody the preview of a recap; yields its message and its key."""
    async with running(server), alive(server, folder) as bot:
        message = await (await server.slash("recap", day="Day 1")).answer()
        ids = json.dumps(message["components"])
        yield bot, message, ids.partition("r:where:")[2].partition(":")[0]


async def choose(server: SharingServer, message: Data, choice: RecapChoice, *values: str) -> Data:
    kind = {"where": 8, "form": 3, "tag": 3}.get(choice.kind, 2)
    data: dict[str, Any] = {"component_type": kind, "custom_id": str(choice)}
    if values:
        data |= {"values": list(values), "resolved": {}}
    # discord.py looks for what was used on its message.
    row = {"type": 1, "components": [{"type": kind, "custom_id": str(choice), "style": 2}]}
    use = await server._use(3, data, 1, SEND, {**message, "components": [row]})
    await until(lambda: bool(use.followups) or use.answered.is_set())
    return use.followups[-1] if use.followups else await use.answer()


async def test_a_recap_is_shared_under_the_tag_that_the_forum_wants(tmp_path: Path) -> None:
    server = tagged(DAILY, WEEKLY)
    async with previewed(tmp_path, server) as (_, message, key):
        shown = await choose(server, message, RecapChoice("where", key, 0, "cards"), str(FORUM))
        assert "Under which tag" in json.dumps(shown)
        refused = await choose(server, shown, RecapChoice("share", key, FORUM, "forum"))
        assert "wants a tag on each post: choose one of “tag601”, “tag602”." in str(refused)
        shown = await choose(server, shown, RecapChoice("tag", key, FORUM, "forum"), str(WEEKLY))
        share = RecapChoice("share", key, FORUM, "forum", WEEKLY)
        assert str(share) in json.dumps(shown)
        await choose(server, shown, share)
        assert [thread["applied_tags"] for thread in server.threads] == [[str(WEEKLY)]]


async def test_a_recap_in_an_announcement_channel_can_be_published(tmp_path: Path) -> None:
    server = SharingServer()
    server.news = True
    async with previewed(tmp_path, server) as (_, message, key):
        publish = RecapChoice("publish", key, CHANNEL, "cards")
        assert str(publish) in json.dumps(message)
        await choose(server, message, publish)
        assert server.told() == RECAP
        assert len(server.published) == 2


async def test_no_other_channel_offers_to_publish(tmp_path: Path) -> None:
    server = SharingServer()
    async with previewed(tmp_path, server) as (_, message, key):
        publish = RecapChoice("publish", key, CHANNEL, "cards")
        assert str(publish) not in json.dumps(message)
        assert "is no announcement channel" in str(await choose(server, message, publish))
        assert server.told() == []


async def test_what_the_bot_lacks_is_named_before_anything_is_posted(tmp_path: Path) -> None:
    server = SharingServer()
    server.denied[CHANNEL] = (1 << 15) | (1 << 35)
    async with previewed(tmp_path, server) as (_, message, key):
        told = await choose(server, message, RecapChoice("share", key, CHANNEL, "cards"))
        assert "I may not post that in \\\\#general" in json.dumps(told) or "#general: I lack the" in str(
            told
        )
        assert "permission “Attach Files” there." in str(told)
        told = await choose(server, message, RecapChoice("share", key, CHANNEL, "thread"))
        assert "I lack the permissions “Create Public Threads” and “Attach Files” there." in str(told)
        assert server.told() == []


async def test_what_was_cut_off_by_hand_can_be_shared_in_another_form(tmp_path: Path) -> None:
    server = SharingServer()
    async with previewed(tmp_path, server) as (_, message, key):
        server.faults.append(Fault("POST", "/threads", "403", times=1))
        await choose(server, message, RecapChoice("share", key, CHANNEL, "thread"))
        await choose(server, message, RecapChoice("share", key, CHANNEL, "cards"))
        assert server.told() == RECAP
        assert server.threads == []


async def test_a_custom_id_that_was_made_up_is_told_and_no_defect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = SharingServer()
    async with previewed(tmp_path, server) as (_, message, key):
        answer = await (await server.slash("ask", question="how do lighthouses send their state?")).answer()
        other = json.dumps(answer["components"]).partition("q:yes:")[2].partition('"')[0]
        for kind in ("share", "form"):
            told = await choose(server, message, RecapChoice(kind, other, CHANNEL, "cards"), "thread")
            assert "I no longer know what that reply was about" in str(told)
        told = await choose(server, message, RecapChoice("tag", key, FORUM, "forum"), "abc")
        assert "Nothing was picked" in str(told)
        assert not [record for record in caplog.records if record.levelname == "ERROR"]
