"""Asking on: a reply to any message of an answer, and a thread that is used, stay with their session."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from bot.service.connection import UnkeptError
from tests.clocks import DAY, ManualClock
from tests.loopback.actors import APP, CHANNEL, GUILD, Data
from tests.loopback.bot import alive, library_under, quiet
from tests.loopback.fault import Fault
from tests.loopback.reading import words
from tests.loopback.server import Loopback, running
from tests.services import make_library, make_service

ASKED = "who is served by the almanacs?"
NEXT = f"<@{APP}> and lighthouses?"
ALMANACS = "day1/almanacs"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with running() as loopback:
        yield loopback


@pytest.fixture
async def bot(server: Loopback, tmp_path: Path) -> AsyncIterator[QuothBot]:
    """A bot whose notes have a listing, which is quoted whole, that takes three messages."""
    library = make_library(tmp_path)
    served = "they are served to whom it concerns,\n" * 250
    library.add(f"## Almanacs\n\n```\n{served}and to nobody else.\n```")
    async with alive(server, tmp_path, library) as connected:
        yield connected


async def asked_on(server: Loopback, bot: QuothBot, message: Data) -> str | None:
    """Reply to a message of the bot; return the session that the question was kept to."""
    count = len(library_under(bot).asked)
    reference = {"message_id": message["id"], "channel_id": message["channel_id"], "guild_id": str(GUILD)}
    before = len(server.messages)
    await server.say(NEXT, message_reference=reference)
    await server.next_message(before + 1)
    await quiet(bot)
    ((_, _, session),) = library_under(bot).asked[count:]
    return session


async def test_a_reply_to_any_message_of_an_answer_to_a_mention_follows_up(
    server: Loopback, bot: QuothBot
) -> None:
    await server.say(f"<@{APP}> {ASKED}")
    await server.next_message(3)
    await quiet(bot)
    for message in server.messages[:3]:
        assert await asked_on(server, bot, message) == ALMANACS


async def test_a_reply_to_any_message_of_an_answer_to_a_command_follows_up(
    server: Loopback, bot: QuothBot
) -> None:
    use = await server.slash("ask", question=ASKED)
    first = await use.answer()
    await quiet(bot)
    assert len(use.followups) == 2
    for message in (first, *use.followups):
        assert await asked_on(server, bot, message) == ALMANACS


async def test_a_reply_to_any_message_of_what_was_shared_follows_up(server: Loopback, bot: QuothBot) -> None:
    answer = await (await server.slash("ask", question=ASKED, private=True)).answer()
    share = await server.press(answer, "Share here")
    await share.answer()
    await quiet(bot)
    assert len(share.followups) == 3
    for message in share.followups:
        assert await asked_on(server, bot, message) == ALMANACS


MISSING = "Discord did not say whether all of that arrived: if something is missing, ask me again."


@pytest.mark.parametrize("told_in", ["channel", "direct message"])
async def test_a_reply_whose_second_message_fails_says_that_the_rest_is_missing(
    server: Loopback, bot: QuothBot, told_in: str
) -> None:
    times = 1 if told_in == "channel" else 9
    server.faults = [Fault("POST", f"/channels/{CHANNEL}/messages", "403", times, code=50013, after=1)]
    said = await server.say(f"<@{APP}> {ASKED}")
    first, notice = await server.next_message(1), await server.next_message(2)
    await quiet(bot)
    assert notice["content"] == MISSING
    assert (notice["channel_id"] == str(CHANNEL)) == (told_in == "channel")
    assert len(server.messages) == 2
    server.faults = []
    await server.rewrite(said, f"<@{APP}> how do lighthouses send their state?")
    await server.until(lambda: bool(server.changed))
    await quiet(bot)
    assert [changed["id"] for changed in server.changed] == [first["id"]], "in its place, not once more"
    assert server.removed == ({notice["id"]} if told_in == "channel" else set())


@pytest.mark.parametrize("how", ["command", "shared"])
async def test_an_answer_whose_interaction_takes_no_more_is_completed_in_its_channel(
    server: Loopback, bot: QuothBot, how: str
) -> None:
    gone = Fault("POST", "/webhooks/", "404", 9, code=10015, after=0 if how == "command" else 1)
    if how == "command":
        server.faults = [gone]
        use = await server.slash("ask", question=ASKED)
    else:
        answer = await (await server.slash("ask", question=ASKED, private=True)).answer()
        await quiet(bot)
        server.faults = [gone]
        use = await server.press(answer, "Share here")
    first = await use.answer()
    await server.next_message(2)
    await quiet(bot)
    assert len(server.messages) == 2
    server.faults = []
    for message in (first, *server.messages[:2]):
        assert await asked_on(server, bot, message) == ALMANACS


async def test_a_private_answer_that_may_have_arrived_in_part_is_told_and_not_sent_again(
    server: Loopback, bot: QuothBot
) -> None:
    server.faults = [Fault("POST", "/webhooks/", "500-after", after=1)]
    use = await server.slash("ask", question=ASKED, private=True)
    await use.answer()
    await quiet(bot)
    assert [words(message) == MISSING for message in use.followups] == [False, False, True]
    assert server.messages == []


async def test_a_reply_without_its_ping_comes_without_words_and_help_says_so(
    server: Loopback, bot: QuothBot
) -> None:
    await server.say(f"<@{APP}> {ASKED}")
    first = await server.next_message(3)
    reference = {"message_id": first["id"], "channel_id": first["channel_id"], "guild_id": str(GUILD)}
    said = await server.say("and lighthouses?", message_reference=reference)
    assert said["content"] == "", "what Discord gives of it"
    help_ = await (await server.slash("help")).answer()
    await quiet(bot)
    assert len(server.messages) == 3, "nothing but the first answer"
    (asking_on,) = [line for line in words(help_).split("\n") if line.startswith("**Ask on:**")]
    assert "with its @ **on**" in asking_on


async def test_a_thread_is_kept_on_by_its_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock()
    service = make_service(tmp_path, clock=clock, keep_days=2)
    replies = service.database.replies
    for thread in (1, 2):
        replies.keep_thread(thread, f"s{thread}")
    clock.move(1.5 * DAY)
    assert await service.thread_session(1) == "s1"
    assert await service.thread_session(3) is None
    clock.move(DAY)
    assert service.database.prune() == 1
    assert [replies.thread_session(thread) for thread in (1, 2)] == ["s1", None]

    def full(*_: object) -> None:
        raise UnkeptError("disk full")

    monkeypatch.setattr(replies, "keep_thread", full)
    assert await service.thread_session(1) == "s1", "it is known, though its use is not noted"
    await service.close()
