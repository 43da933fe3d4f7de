"""Recaps: seen by one first, shared once, edited after; and who was there."""

from __future__ import annotations

from typing import Any

import discord

from tests.discord.commands.world import World, custom_ids, told


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


async def test_a_file_without_a_day_is_recapped_and_shared_alone(world: World) -> None:
    for name in ("cups", "lids"):
        text = f"# On {name}\n\nKettles sing before they boil, said the man."
        (world.library.notes / f"{name}.md").write_text(text)
    await world.bot.tenants.others.refresh()
    for name in ("cups", "lids"):
        message = await world.preview(day=f"{name}.md")
        assert [e.title for e in message.embeds][:2] == [f"Recap: {name}.md", f"On {name}"]
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
    assert len(cards.embeds) == 3
    world.library.edit("twice a day", "thrice a day")
    await world.bot.tenants.others.refresh()
    again = await world.share(await world.preview(world.bob), world.bob)
    assert "Brought up to date" in told(again)
    assert [m.id for m in world.posted()] == [head.id, cards.id]
    assert "thrice a day" in (world.posted()[1].embeds[2].description or "")


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
    assert len(world.posted()[1].embeds) == 4


async def test_a_deleted_message_is_sent_again(world: World) -> None:
    await world.share(await world.preview())
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(world.posted()[1].id).delete()
    world.library.edit("twice a day", "thrice a day")
    await world.bot.tenants.others.refresh()
    await world.share(await world.preview())
    assert len(world.posted()) == 2
    assert "thrice a day" in (world.posted()[1].embeds[2].description or "")


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
    chosen = await world.ann.select(message, [world.forum], custom_id=custom_ids(message)[0])
    return chosen.response or message


async def test_who_may_not_write_there_may_not_share_there(world: World) -> None:
    message = await world.preview()
    chosen = await world.ann.select(message, [world.hall], custom_id=custom_ids(message)[0])
    result = await world.share(chosen.response or message)
    assert "may not post that in #hall" in result.followups[-1].content
    assert world.posted(world.hall) == []


async def test_somebody_else_cannot_share_what_one_sees(world: World) -> None:
    message = await world.preview()
    reply = custom_ids(message)[2].split(":")[2]
    kept = await world.bot.tenants.others.reply(reply, world.guild.id)
    assert not world.bot.tenants.others.owns(world.bob.id, kept)


async def test_an_unknown_day_is_told_privately(world: World) -> None:
    result = await world.ann.slash(world.channel, "recap", day="Day 9")
    assert "they cover: Day 1" in told(result)
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
    assert "> The keepers saved 40 % of their diesel, more than any ferry did." in (
        result.response.embeds[0].description or ""
    )
    result = await world.ann.slash(world.channel, "speakers", day="Day 1")
    text = result.response.embeds[0].description or ""
    assert text.startswith("3 people, by family name.")
    assert text.index("Cy Marsh") < text.index("Ada Quill") < text.index("Bo Tern")
