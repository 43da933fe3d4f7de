"""Asking: by command, by mention, by message, in a thread, from the menu of a message."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.service.service import Service
from tests.discord.commands.world import ASKED, World, labels, told, words


async def test_ask(world: World) -> None:
    result = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert [entry.json["type"] for entry in world.env.http_requests if entry.path.endswith("/callback")] == [
        5
    ]
    assert not result.ephemeral
    shown = words(result.response)
    # How much of the quote is in bold, the tests of answers say.
    assert shown.startswith("> **A lamp sends its state every minute, and nobody has to row out.**\n")
    assert "\n-# day1.md, line" in shown
    assert "**Lighthouses that talk**\n-# Ada Quill" in shown
    assert labels(result.response) == ["▶ Recording · www.youtube.com", "Links (1)", "👍", "👎"]
    links = await world.bob.click(result.response, label="Links (1)")
    assert links.ephemeral
    assert "Code: <https://github.com/foghorn/lamp>" in words(links.response)


async def test_ask_within_a_day_and_a_session(world: World) -> None:
    session = "day1/mooring-without-ropes"
    result = await world.ann.slash(
        world.channel, "ask", question="How much wind?", session=session, day="Day 1"
    )
    assert "Mooring without ropes" in words(result.response)
    assert world.library.asked == [("How much wind?", "Day 1", session)]


async def test_a_day_that_is_not_there_is_told_privately(world: World) -> None:
    result = await world.ann.slash(world.channel, "ask", question="wind?", day="Day 9")
    assert told(result) == "The notes have no day 'Day 9'; they cover: Day 1."
    assert result.response is None or result.response.ephemeral, "no public message is left behind"
    assert world.env.errors, "told by the one handler of errors"


async def test_ask_privately_then_share(world: World) -> None:
    result = await world.ann.slash(world.channel, "ask", question=ASKED, private=True)
    assert result.ephemeral
    assert world.channel.last_message is None or world.channel.last_message.id == result.response.id
    shared = await world.ann.click(result.response, label="Share here")
    (public,) = shared.followups
    assert not public.ephemeral
    assert words(public).startswith("ann shared:\n")
    assert "Lighthouses that talk" in words(public)
    assert "Share here" not in labels(result.response)


@pytest.mark.parametrize("question", ["", "   ", "x" * 501])
async def test_what_cannot_be_asked_is_refused_kindly(world: World, question: str) -> None:
    result = await world.ann.slash(world.channel, "ask", question=question)
    assert result.ephemeral
    assert "Ask me" in told(result) or "501 characters" in told(result)
    assert world.library.asked == []
    assert world.env.errors, "told by the one handler of errors"


async def test_the_message_menu_asks_what_a_message_says(world: World) -> None:
    message = await world.bob.send(world.channel, ASKED)
    result = await world.ann.context_menu(world.channel, "Ask the notes about this", message)
    assert result.ephemeral
    assert "Lighthouses that talk" in words(result.response)


async def test_a_mention_and_a_reply_to_it(world: World) -> None:
    await world.ann.send(world.channel, world.ping(ASKED))
    first = world.channel.last_message
    assert "Lighthouses that talk" in words(first)
    assert first.reference is not None
    await world.bob.send(world.channel, world.ping("how much diesel?"), reply_to=first)
    assert world.library.asked[-1] == ("how much diesel?", None, "day1/lighthouses-that-talk")


async def test_a_bare_mention_gets_a_hint(world: World) -> None:
    await world.ann.send(world.channel, world.ping())
    assert "/help" in world.channel.last_message.content
    assert world.library.asked == []


async def test_a_direct_message(world: World) -> None:
    await world.ann.send_dm(ASKED)
    assert world.library.asked == [(ASKED, None, None)]


async def test_nothing_pings(world: World) -> None:
    await world.ann.send(world.channel, world.ping("kafka @everyone <@&1> <@2>"))
    message = world.channel.last_message
    assert not message.mention_everyone
    assert message.mentions == [] or message.mentions == [message.reference.resolved.author]
    sent = [
        entry
        for entry in world.env.http_requests
        if entry.method == "POST" and entry.path.endswith("/messages")
    ]
    assert all(entry.json["allowed_mentions"]["parse"] == [] for entry in sent if entry.json)


async def test_a_thread_stays_with_its_session(world: World) -> None:
    asked = await world.ann.slash(world.channel, "ask", question=ASKED)
    refused = await world.bob.select(asked.response, ["#thread"])
    assert "Only the person who asked" in told(refused)
    await world.ann.select(asked.response, ["#thread"])
    (thread,) = world.channel.threads
    assert thread.name == "Lighthouses that talk"
    assert "**Lighthouses that talk**" in thread.last_message.content
    await world.restart()
    await world.bob.send(thread, world.ping("how much diesel?"))
    assert world.library.asked[-1] == ("how much diesel?", None, "day1/lighthouses-that-talk")
    world.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004)
    again = await world.ann.select(asked.response, ["#thread"])
    assert "already" in told(again)


async def test_a_slow_answer_keeps_discords_deadline(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Service.ask

    async def slow(service: Service, *arguments: Any, **more: Any) -> Any:
        await asyncio.sleep(20)
        return await real(service, *arguments, **more)

    monkeypatch.setattr(Service, "ask", slow)
    result = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert result.acknowledged
    assert result.deferred
    assert not (result.response and words(result.response))
    await world.env.advance_time(21)
    assert "Lighthouses that talk" in words(result.response)


async def test_a_defect_is_told_and_the_bot_goes_on(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with world.library.failing("ask", ZeroDivisionError("inner detail")):
        result = await world.ann.slash(world.channel, "ask", question=ASKED)
        assert "Something went wrong on my side" in told(result)
        assert "inner detail" not in told(result)
    assert "Defect" in caplog.text
    assert world.env.errors, "told by the one handler of errors"
    assert (await world.ann.slash(world.channel, "ask", question=ASKED)).response.components
