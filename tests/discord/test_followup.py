"""Asking on: a reply to any message of an answer, and a thread that is used, stay with their session."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.service.connection import UnkeptError
from bot.service.database import BotDatabase
from bot.service.service import Service
from bot.settings import Settings
from tests.attacks.defence import wire
from tests.loopback.actors import APP, GUILD, Data
from tests.loopback.core import SmallCore
from tests.loopback.server import Loopback

ASKED = "who serves the tables of the tide?"
NEXT = f"<@{APP}> and lighthouses?"


@pytest.fixture
def core(tmp_path: Path) -> SmallCore:
    """Notes with a sentence that takes several messages."""
    core = SmallCore.at(tmp_path)
    core.file.write_text(core.file.read_text() + "\n" + "Tide tables are served to whom it concerns. " * 160)
    return core


async def asked_on(server: Loopback, tmp_path: Path, message: Data) -> str | None:
    """Reply to a message of the bot; give the session that the question was kept to."""
    count = len(server.messages)
    reference = {"message_id": message["id"], "channel_id": message["channel_id"], "guild_id": str(GUILD)}
    await server.say(NEXT, message_reference=reference)
    answer = await server.next_message(count + 1)
    database = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    try:
        # What was sent is noted a moment after it arrived.
        for _ in range(100):
            reply = database.replies.of_message(int(answer["id"]))
            if reply is not None:
                return reply.kept_to
            await asyncio.sleep(0.02)
    finally:
        database.close()
    pytest.fail("the answer was not noted")


@pytest.mark.usefixtures("core")
async def test_a_reply_to_any_message_of_an_answer_to_a_mention_follows_up(tmp_path: Path) -> None:
    async with wire(tmp_path) as server:
        await server.say(f"<@{APP}> {ASKED}")
        await server.next_message(3)
        await asyncio.sleep(0.2)
        for message in server.messages[:3]:
            assert await asked_on(server, tmp_path, message) == "day1/tides-as-a-service"


@pytest.mark.usefixtures("core")
async def test_a_reply_to_any_message_of_an_answer_to_a_command_follows_up(tmp_path: Path) -> None:
    async with wire(tmp_path) as server:
        use = await server.slash("ask", question=ASKED)
        first = await use.answer()
        await asyncio.sleep(0.3)
        assert len(use.followups) == 2
        for message in (first, *use.followups):
            assert await asked_on(server, tmp_path, message) == "day1/tides-as-a-service"


@pytest.mark.usefixtures("core")
async def test_a_reply_to_any_message_of_what_was_shared_follows_up(tmp_path: Path) -> None:
    async with wire(tmp_path) as server:
        answer = await (await server.slash("ask", question=ASKED, private=True)).answer()
        share = await server.press(answer, "Share here")
        await share.answer()
        await asyncio.sleep(0.3)
        assert len(share.followups) == 3
        for message in share.followups:
            assert await asked_on(server, tmp_path, message) == "day1/tides-as-a-service"


async def test_a_reply_without_its_ping_comes_without_words_and_help_says_so(
    core: SmallCore, tmp_path: Path
) -> None:
    async with wire(tmp_path) as server:
        await server.say(f"<@{APP}> {ASKED}")
        first = await server.next_message(1)
        reference = {"message_id": first["id"], "channel_id": first["channel_id"], "guild_id": str(GUILD)}
        said = await server.say("and lighthouses?", message_reference=reference)
        assert said["content"] == "", "what Discord gives of it"
        help_ = await (await server.slash("help")).answer()
        assert len(server.messages) == 3, "nothing but the first answer"
        asking_on = next(field for field in help_["embeds"][0]["fields"] if field["name"] == "Ask on")
        assert "with its @ **on**" in asking_on["value"]
    del core


async def test_a_thread_is_kept_on_by_its_use(
    core: SmallCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = BotDatabase.open(tmp_path / "memory.db", keep_days=1)
    service = Service(Settings(notes=core.notes, library=tmp_path / "library.db"), core, database)
    for thread in (1, 2):
        database.replies.keep_thread(thread, f"s{thread}")
    with database.connection.writing() as connection:
        connection.execute("UPDATE threads SET at = 0")
    assert await service.thread_session(1) == "s1"
    assert await service.thread_session(3) is None
    assert database.prune() == 1
    assert [database.replies.thread_session(thread) for thread in (1, 2)] == ["s1", None]

    def full(*_: object) -> None:
        raise UnkeptError("disk full")

    monkeypatch.setattr(database.replies, "keep_thread", full)
    assert await service.thread_session(1) == "s1", "it is known, though its use is not noted"
    await service.close()
