"""Recaps: seen by one first, shared once, edited after; and who was there."""

from __future__ import annotations

import re
from typing import Any

import discord

from bot.discord.custom_ids import RecapChoice, RecapTurn
from tests.discord.commands.world import World, custom_ids, labels, told, wire, words
from tests.loopback import reading


def choice(message: Any, kind: str) -> str:
    """Return the custom id of a choice under a preview."""
    (found,) = [one for one in custom_ids(message) if one.startswith(f"r:{kind}:")]
    assert re.fullmatch(RecapChoice.TEMPLATE, found)
    return found


def turns(message: Any) -> list[str]:
    """Return the custom ids of the buttons that turn a preview."""
    return [one for one in custom_ids(message) if re.fullmatch(RecapTurn.TEMPLATE, one)]


def titles(message: Any) -> list[str]:
    """Return the titles of a message's cards."""
    return reading.titles(wire(message))


async def test_it_is_seen_by_one_before_it_is_shared(world: World) -> None:
    message = await world.preview()
    text = words(message)
    assert "Shared, it becomes 2 messages" in text
    assert "**Recap: Harbour Days 2031 · Day 1**" in text
    assert [file.filename for file in message.attachments] == [
        "recap-harbour-days-2031-day-1-2031-05-02.html"
    ]
    assert world.posted() == []


async def test_its_pages_turn_and_keep_what_is_chosen(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, ["thread"], custom_id=choice(message, "form"))
    shown = chosen.response or message
    for title in ("Lighthouses that talk", "Mooring without ropes", "Tides as a service"):
        (turn,) = [name for name in labels(shown) if name.startswith("Next")]
        turned = await world.ann.click(shown, label=turn)
        shown = turned.response or shown
        assert f"**{title}**" in words(shown)
        assert [file.filename for file in shown.attachments], "the page stays attached"
    assert choice(shown, "share").endswith(":thread")
    assert len(turns(shown)) == 2


async def test_a_file_without_a_day_is_recapped_and_shared_alone(world: World) -> None:
    for name in ("cups", "lids"):
        text = f"# On {name}\n\nKettles sing before they boil, said the man."
        (world.library.notes / f"{name}.md").write_text(text)
    await world.bot.tenants.others.refresh()
    for name in ("cups", "lids"):
        message = await world.preview(day=f"{name}.md")
        assert f"**Recap: On {name}**" in words(message)
        assert f"- On {name}" in words(message)
        await world.share(message)
    assert [file.filename for m in world.posted() for file in m.attachments] == [
        "recap-cups-md.html",
        "recap-lids-md.html",
    ]


async def test_shared_as_cards_it_stands_once_and_is_edited_after(world: World) -> None:
    message = await world.preview()
    shared = await world.share(message)
    assert "Shared: https://discord.com/channels/" in told(shared)
    head, cards = world.posted()
    assert [file.filename for file in head.attachments] == ["recap-harbour-days-2031-day-1-2031-05-02.html"]
    assert len(titles(cards)) == 3
    world.library.edit("twice a day", "thrice a day")
    await world.bot.tenants.others.refresh()
    again = await world.share(await world.preview(world.bob), world.bob)
    assert "Brought up to date" in told(again)
    assert [m.id for m in world.posted()] == [head.id, cards.id]
    assert "thrice a day" in words(world.posted()[1])


async def test_shared_again_in_another_form_it_is_said_which_form_it_keeps(world: World) -> None:
    await world.share(await world.preview())
    message = await world.preview()
    chosen = await world.ann.select(message, ["thread"], custom_id=choice(message, "form"))
    again = await world.share(chosen.response or message)
    assert "Brought up to date: https://" in told(again)
    kept = "It keeps the form in which it was shared here first: one message, a card a session."
    assert kept in told(again)
    assert len(world.posted()) == 2


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
    world.library.add("## One more talk\n\nA gull was heard by everybody.")
    await world.bot.tenants.others.refresh()
    await world.share(await world.preview())
    assert [m.id for m in world.posted()] == before
    assert len(titles(world.posted()[1])) == 4


async def test_a_deleted_message_is_sent_again(world: World) -> None:
    await world.share(await world.preview())
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(world.posted()[1].id).delete()
    world.library.edit("twice a day", "thrice a day")
    await world.bot.tenants.others.refresh()
    await world.share(await world.preview())
    assert len(world.posted()) == 2
    assert "thrice a day" in words(world.posted()[1])


async def test_as_a_thread_with_a_message_a_session(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, ["thread"], custom_id=choice(message, "form"))
    await world.share(chosen.response or message)
    (head,) = [m for m in world.posted() if m.attachments]
    thread = world.bot.get_channel(head.id) or await world.bot.fetch_channel(head.id)
    assert isinstance(thread, discord.Thread)
    assert thread.name == "Recap: Harbour Days 2031 · Day 1"
    inside = [m async for m in thread.history(oldest_first=True) if m.components]
    assert [title for m in inside for title in titles(m)] == [
        "Lighthouses that talk",
        "Mooring without ropes",
        "Tides as a service",
    ]


async def test_as_a_forum_post(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.forum], custom_id=choice(message, "where"))
    await world.share(chosen.response or message)
    share = world.shares.find(world.forum.id, ("Harbour Days 2031", "Day 1", "2031-05-02"))
    assert share is not None
    assert share.finished
    number = int(share.thread or 0)
    thread = world.bot.get_channel(number) or await world.bot.fetch_channel(number)
    assert isinstance(thread, discord.Thread)
    assert thread.parent_id == world.forum.id
    found = [m async for m in thread.history(oldest_first=True)]
    assert len(found) == 4
    await world.share(await again_in_forum(world))
    assert len([m async for m in thread.history()]) == 4


async def again_in_forum(world: World) -> Any:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.forum], custom_id=choice(message, "where"))
    return chosen.response or message


async def test_who_may_not_write_there_may_not_share_there(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.hall], custom_id=choice(message, "where"))
    result = await world.share(chosen.response or message)
    assert "may not post that in #hall" in result.followups[-1].content
    assert world.posted(world.hall) == []


async def test_somebody_else_cannot_share_what_one_sees(world: World) -> None:
    message = await world.preview()
    reply = choice(message, "share").split(":")[2]
    kept = await world.bot.tenants.others.reply(reply, world.guild.id)
    assert not world.bot.tenants.others.owns(world.bob.id, kept)


async def test_an_unknown_day_is_told_privately(world: World) -> None:
    result = await world.ann.slash(world.channel, "recap", day="Day 9")
    assert "they cover: Day 1" in told(result)
    assert world.env.errors, "told by the one handler of errors"


async def test_i_was_there_is_opt_in_and_taken_back(world: World) -> None:
    await world.share(await world.preview())
    cards = world.posted()[1]
    noted = await world.bob.click(cards, custom_id=custom_ids(cards)[1])
    assert noted.ephemeral
    assert "Mooring without ropes" in told(noted)
    shown = await world.ann.slash(world.channel, "session", title="day1/mooring-without-ropes")
    assert f"**Were there, so ask them:** <@{world.bob.id}>" in words(shown.response)
    await world.restart()
    back = await world.bob.click(world.posted()[1], custom_id=custom_ids(cards)[1])
    assert "Taken back" in told(back)
    shown = await world.ann.slash(world.channel, "session", title="day1/mooring-without-ropes")
    assert "Were there, so ask them" not in words(shown.response)


async def test_forget_me_takes_presence_back(world: World) -> None:
    await world.share(await world.preview())
    cards = world.posted()[1]
    await world.bob.click(cards, custom_id=custom_ids(cards)[0])
    assert "Forgotten: 1 entry." in told(await world.bob.slash(world.channel, "forget me"))
    assert world.presence.users(world.guild.id, "day1/lighthouses-that-talk") == []


async def test_lists_of_announcements_and_speakers(world: World) -> None:
    result = await world.ann.slash(world.channel, "announced")
    assert "> The keepers saved 40 % of their diesel, more than any ferry did." in words(result.response)
    result = await world.ann.slash(world.channel, "speakers", day="Day 1")
    text = words(result.response)
    assert "3 people, by family name." in text
    assert text.index("Cy Marsh") < text.index("Ada Quill") < text.index("Bo Tern")
