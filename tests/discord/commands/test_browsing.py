"""Browsing: sessions, speakers, links and days, and what is offered while one types."""

from __future__ import annotations

import re

from tests.discord.commands.world import World, told, wire, words
from tests.loopback import reading


async def test_a_session_and_what_is_related_to_it(world: World) -> None:
    shown = await world.ann.slash(world.channel, "session", title="Mooring without ropes")
    assert shown.ephemeral
    text = words(shown.response)
    assert "> Magnets hold a ferry of 900 tons.\n-# day1.md, line 20" in text
    assert "*No recording in the notes.*" in text
    assert "Lighthouses" not in text, "it stands in the menu"
    options = {one["label"]: one["description"] for one in reading.menu(wire(shown.response))["options"]}
    assert re.fullmatch(r"both speak of [a-z, ]*ferry[a-z, ]*\.", options["Lighthouses that talk"])
    picked = await world.ann.select(shown.response, ["day1/lighthouses-that-talk"])
    assert "Lighthouses that talk" in words(picked.response)


async def test_lists(world: World) -> None:
    sessions = await world.ann.slash(world.channel, "sessions", day="Day 1")
    assert sessions.ephemeral
    text = words(sessions.response)
    assert "3 sessions" in text
    assert [line[:3] for line in text.split("\n") if line[1:3] == "\\."] == ["1\\.", "2\\.", "3\\."]
    speaker = await world.ann.slash(world.channel, "speaker", name="quill")
    assert words(speaker.response).count("•") == 2
    links = await world.ann.slash(world.channel, "links", kind="GitHub")
    assert "<https://github.com/foghorn/lamp>" in words(links.response)
    days = await world.ann.slash(world.channel, "days")
    assert "Day 1 · Fri 2 May 2031 — 3 sessions" in words(days.response)
    help_ = await world.ann.slash(world.channel, "help")
    assert "**in their own words**" in words(help_.response)


async def test_a_listing_question_is_answered_completely_and_paged(world: World) -> None:
    world.library.add("\n".join(f"## Talk {n}\n\nAda Quill - Keeper\n\nReef {n}.\n" for n in range(40)))
    await world.boss.slash(world.channel, "reindex")
    asked = await world.ann.slash(world.channel, "ask", question="Which sessions were there?")
    assert "43 sessions" in words(asked.response)
    turned = await world.bob.click(asked.response, label="Next ▶")
    (alone,) = turned.followups
    assert alone.flags.ephemeral
    assert "43\\. **Talk 39**" in words(alone), "whoever did not ask turns for themselves"
    assert "Page 1 of 2" in words(asked.response)
    back = await world.bob.click(alone, label="◀ Back")
    assert back.followups == []
    assert "Page 1 of 2" in words(alone), "and back in the same place"
    await world.ann.click(asked.response, label="Next ▶")
    assert "43\\. **Talk 39**" in words(asked.response)


async def test_unknown_names_are_told_with_the_nearest(world: World) -> None:
    result = await world.ann.slash(world.channel, "session", title="Moring")
    assert told(result) == "The notes have no session 'Moring'. Nearest: Mooring without ropes."
    result = await world.ann.slash(world.channel, "speaker", name="Ada Qill")
    assert told(result) == "The notes name no speaker “Ada Qill”. Did you mean Ada Quill?"
    assert world.env.errors, "told by the one handler of errors"


async def test_autocomplete(world: World) -> None:
    async def offered(command: str, option: str, typed: str) -> list[str]:
        return [
            choice["value"] for choice in await world.ann.autocomplete(world.channel, command, option, typed)
        ]

    assert await offered("session", "title", "foghorn") == [
        "day1/lighthouses-that-talk",
        "day1/mooring-without-ropes",
    ]
    assert await offered("speaker", "name", "mar") == ["Cy Marsh"]
    assert await offered("sessions", "day", "harb") == ["Day 1"]
    world.bot.tenants.others.suggestions = type(world.bot.tenants.others.suggestions)()
    assert await offered("session", "title", "foghorn") == []


async def test_a_day_is_summed_up_session_by_session_and_paged(world: World) -> None:
    talks = [f"## Talk {n}\n\nAda Quill - Keeper\n\nReef {n} is lit by lamps of oil.\n" for n in range(40)]
    world.library.add("\n".join(talks))
    await world.boss.slash(world.channel, "reindex")
    asked = await world.ann.slash(world.channel, "ask", question="summarise everything")
    text = words(asked.response)
    assert "43 sessions, in the notes' own words:" in text
    assert re.search(r"^3\\\. .+\n> \w", text, re.MULTILINE), "each has its quote below"
    while "Reef 39 is lit by lamps of oil" not in words(asked.response):
        await world.ann.click(asked.response, label="Next ▶")
