"""A question that is edited, taken back, or sent in two messages has one reply."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from bot.discord.incoming.exchanges import goes_on
from tests.clocks import ManualClock
from tests.loopback.actors import APP, GUILD
from tests.loopback.bot import alive, library_under
from tests.loopback.reading import words
from tests.loopback.server import Loopback
from tests.services import Gate

ME = f"<@{APP}>"
LAMPS = "how do lighthouses send their state?"


async def test_an_edited_question_changes_its_answer(server: Loopback, bot: QuothBot) -> None:
    del bot
    said = await server.say(f"{ME} how do ferries moor?")
    first = await server.next_message(1)
    await server.quiet()
    await server.rewrite(said, f"{ME} {LAMPS}")
    await server.until(lambda: bool(server.changed))
    await server.quiet()
    (changed,) = server.changed
    assert changed["id"] == first["id"]
    assert "Lighthouses" in words(changed)
    assert len(server.messages) == 1


async def test_an_answer_is_taken_back_where_nothing_is_asked_any_more(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    said = await server.say(f"{ME} {LAMPS}")
    first = await server.next_message(1)
    await server.quiet()
    await server.rewrite(said, ME)
    await server.until(lambda: bool(server.changed))
    assert "Ask me anything about the notes" in words(server.changed[0])
    assert server.changed[0]["id"] == first["id"]
    await server.quiet()
    await server.rewrite(said, f"{ME} {'too long ' * 90}", edited_timestamp="2015-01-01T00:00:01+00:00")
    await server.until(lambda: len(server.changed) == 2)
    assert "I read up to" in words(server.changed[1])
    await server.quiet()
    assert len(server.messages) == 1


async def test_an_edited_question_is_kept_as_it_is_now(server: Loopback, bot: QuothBot) -> None:
    replies = bot.tenants.database.replies
    said = await server.say(f"{ME} does anybody brew quantum beer?")
    first = await server.next_message(1)
    await server.quiet()
    assert [gap.question for gap in replies.gaps(GUILD)] == ["does anybody brew quantum beer?"]
    await server.rewrite(said, f"{ME} {LAMPS}")
    await server.until(lambda: bool(server.changed))
    await server.quiet()
    assert replies.gaps(GUILD) == []
    reference = {"message_id": first["id"], "channel_id": first["channel_id"], "guild_id": str(GUILD)}
    await server.say(f"{ME} how much diesel?", message_reference=reference)
    await server.next_message(2)
    assert library_under(bot).asked[-1][2] == "day1/lighthouses-that-talk", (
        "what follows is of the new answer"
    )


async def test_nothing_is_kept_of_a_deleted_question(server: Loopback, bot: QuothBot) -> None:
    said = await server.say(f"{ME} does anybody brew quantum beer?")
    await server.next_message(1)
    await server.quiet()
    await server.erase(said)
    await server.until(lambda: bool(server.removed))
    await server.quiet()
    assert bot.tenants.database.replies.gaps(GUILD) == []


async def test_an_empty_mention_may_be_edited_into_a_question(server: Loopback, bot: QuothBot) -> None:
    del bot
    said = await server.say(ME)
    await server.next_message(1)
    await server.quiet()
    await server.rewrite(said, f"{ME} {LAMPS}")
    await server.until(lambda: bool(server.changed))
    assert "Lighthouses" in str(server.changed)


async def test_a_mention_that_is_added_by_an_edit_is_answered(server: Loopback, bot: QuothBot) -> None:
    del bot
    said = await server.say(LAMPS)
    await server.rewrite(said, f"{ME} {LAMPS}")
    assert "Lighthouses" in str(await server.next_message(1))


async def test_the_answer_to_a_question_that_no_longer_mentions_the_bot_goes(
    server: Loopback, bot: QuothBot
) -> None:
    said = await server.say(f"{ME} does anybody brew quantum beer?")
    reply = await server.next_message(1)
    await server.quiet()
    await server.rewrite(said, "never mind")
    await server.until(lambda: bool(server.removed))
    await server.quiet()
    assert server.removed == {reply["id"]}
    assert bot.tenants.database.replies.gaps(GUILD) == []


async def test_a_reply_to_the_bot_that_is_edited_keeps_its_answer_though_no_mention_is_told(
    server: Loopback, bot: QuothBot
) -> None:
    del bot
    await server.say(f"{ME} {LAMPS}")
    first = await server.next_message(1)
    reference = {"message_id": first["id"], "channel_id": first["channel_id"], "guild_id": str(GUILD)}
    said = await server.say(f"{ME} how much diesel?", message_reference=reference)
    await server.next_message(2)
    await server.quiet()
    await server.rewrite(said, "how much diesel")
    await server.quiet()
    assert server.removed == set()


async def test_the_preview_of_a_link_changes_nothing(server: Loopback, bot: QuothBot) -> None:
    said = await server.say(f"{ME} {LAMPS}")
    await server.next_message(1)
    await server.quiet()
    await server.rewrite(said, f"{ME} {LAMPS}", edited_timestamp=None, embeds=[{"title": "a page"}])
    await server.rewrite(said, f"{ME} {LAMPS}")
    await server.say(f"{ME} how do ferries moor?")
    await server.next_message(2)
    await server.quiet()
    assert len(library_under(bot).asked) == 2
    assert server.changed == []


async def test_the_answer_to_a_deleted_question_goes(server: Loopback, bot: QuothBot) -> None:
    del bot
    said = await server.say(f"{ME} {LAMPS}")
    reply = await server.next_message(1)
    await server.quiet()
    await server.erase(said)
    await server.until(lambda: bool(server.removed))
    assert server.removed == {reply["id"]}


@pytest.mark.parametrize("how", ["deleted", "no longer a mention"])
async def test_a_question_that_is_taken_back_before_its_answer_gets_none(
    server: Loopback, bot: QuothBot, how: str
) -> None:
    gate = Gate("ask")
    library_under(bot).before = gate
    said = await server.say(f"{ME} {LAMPS}")
    await gate.until_reached()
    await (server.erase(said) if how == "deleted" else server.rewrite(said, "never mind"))
    await server.say(f"{ME} how do ferries moor?", user=2)
    gate.open()
    assert "Mooring" in str(await server.next_message(1))
    await server.quiet()
    assert len(server.messages) == 1


async def test_a_question_in_two_messages_is_one(server: Loopback, bot: QuothBot) -> None:
    server.ids = itertools.count(next(server.ids), 1000 << 22)  # a second each
    gate = Gate("ask")
    library_under(bot).before = gate
    await server.say("how do lighthouses", dm=True)
    await gate.until_reached()
    await server.say("send their state", dm=True)
    gate.open()
    reply = await server.next_message(1)
    await server.quiet()
    assert "Lighthouses" in str(reply)
    assert len(server.messages) + len(server.changed) <= 2
    assert library_under(bot).asked[-1][0] == "how do lighthouses send their state"
    assert len(server.messages) == 1


@pytest.mark.parametrize(
    ("begun", "text"),
    [
        ("how do lighthouses work?", "send their state"),
        ("how do ferries moor", "what does the lamp send"),
        ("hello", "what does the lamp send"),
        ("what does the lamp send", "thanks"),
        ("ferries", "ropes"),
        ("", "ropes"),
    ],
)
def test_what_is_a_question_of_its_own_is_not_joined(begun: str, text: str) -> None:
    assert not goes_on(begun, text)


async def test_what_was_asked_is_forgotten_after_an_hour(server: Loopback, tmp_path: Path) -> None:
    clock = ManualClock()
    async with alive(server, tmp_path, clock=clock):
        said = await server.say(f"{ME} how do ferries moor?")
        await server.next_message(1)
        await server.quiet()
        clock.move(3601)
        await server.rewrite(said, f"{ME} {LAMPS}", edited_timestamp="2031-05-02T11:00:00+00:00")
        await server.say(f"{ME} {LAMPS}", user=2)
        await server.next_message(2)
        await server.quiet()
    assert server.changed == []


async def test_who_has_all_forgotten_is_forgotten_here_too(server: Loopback, bot: QuothBot) -> None:
    said = await server.say("how do ferries moor?", dm=True)
    theirs = await server.say(LAMPS, dm=True, user=2)
    await server.next_message(2)
    await server.quiet()
    await (await server.slash("forget me", guild=None)).answer()
    assert bot.exchanges.find(int(said["id"])) is None
    assert bot.exchanges.find(int(theirs["id"])) is not None
