"""Running it: what organisers may do, and limits that hold for all."""

from __future__ import annotations

import pytest

from embeddings.errors import NotesError
from tests.discord.commands.world import ASKED, World, told, words


@pytest.mark.parametrize("command", ["status", "reindex", "gaps"])
async def test_for_organisers_and_whomever_the_server_gives_it_to(world: World, command: str) -> None:
    assert command not in world.ann.available_commands(world.channel)
    assert command in world.boss.available_commands(world.channel)
    guild = world.env.guild
    (sent,) = [item for item in await world.bot.tree.fetch_commands() if item.name == command]
    guild.set_command_permissions(sent, {guild.default_role: True})
    result = await world.ann.slash(world.channel, command)
    assert result.ephemeral
    assert words(result.response).startswith(("### Status", "### Read the notes", "### Unanswered questions"))


async def test_status_and_reindex(world: World) -> None:
    status = await world.boss.slash(world.channel, "status")
    assert status.ephemeral
    assert "**Notes:** 3 sessions on 1 day" in words(status.response)
    world.library.add("One more line.")
    done = await world.boss.slash(world.channel, "reindex")
    assert "day1.md: changed" in words(done.response)
    with world.library.failing("refresh", NotesError("The notes folder is gone: mount it again.")):
        failed = await world.boss.slash(world.channel, "reindex")
    assert told(failed) == "The notes folder is gone: mount it again."
    status = await world.boss.slash(world.channel, "status")
    assert "**Trouble:** The notes folder is gone: mount it again." in words(status.response)


@pytest.mark.parametrize("simcord_bot", [{"person_limit": 2}], indirect=True)
async def test_who_asks_too_often_is_told_privately_when_to_come_back(world: World) -> None:
    for _ in range(2):
        await world.ann.slash(world.channel, "ask", question=ASKED)
    refused = await world.ann.slash(world.channel, "ask", question=ASKED)
    assert refused.ephemeral
    assert "Ask again in" in told(refused)
    assert len(world.library.asked) == 2
    await world.bob.slash(world.channel, "ask", question=ASKED)
    assert len(world.library.asked) == 3, "others are not held up"
    before = len(world.channel.history())
    await world.ann.send(world.channel, world.ping(ASKED))
    await world.ann.send(world.channel, world.ping(ASKED))
    assert len(world.channel.history()) == before + 2, "the channel hears nothing of it"
    assert len(world.library.asked) == 3
