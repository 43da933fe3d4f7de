"""Where commands may be used is said of each; whoever took the bot along is answered alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.loopback.actors import MANAGE_GUILD, SEND
from tests.loopback.bot import alive
from tests.loopback.reading import buttons, menu, name_of, words
from tests.loopback.server import Loopback, running

QUESTION = "how do lighthouses send their state?"
SERVERS, DIRECT, PERSONS = 0, 1, 2
IN_SERVERS_ALONE = {"schedule", "gaps", "status", "reindex", "notes"}


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with running() as server:
        yield server


async def test_without_the_setting_nobody_takes_a_command_along(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        pass
    ((_, commands),) = discord.commands
    for command in commands:
        assert command["integration_types"] == [0], command["name"]
        alone = command["name"] in IN_SERVERS_ALONE
        assert command["contexts"] == ([SERVERS] if alone else [SERVERS, DIRECT]), command["name"]


async def test_with_the_setting_people_take_along_what_asks_and_shows(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path, user_install=True):
        pass
    ((_, commands),) = discord.commands
    for command in commands:
        kept = command["name"] in IN_SERVERS_ALONE | {"recap"}
        assert command["integration_types"] == ([0] if kept else [0, 1]), command["name"]
        assert (PERSONS in command["contexts"]) is not kept, command["name"]


async def test_commands_of_one_server_say_nothing_of_installs(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path, guild=2000, user_install=True):
        pass
    ((_, commands),) = discord.commands
    assert not any({"contexts", "integration_types"} & set(command) for command in commands)


async def test_whoever_took_the_bot_along_is_answered_alone(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path, user_install=True):
        discord.taken_along = True
        for options in ({}, {"private": True}, {"private": False}):
            use = await discord.slash("ask", question=QUESTION, **options)
            answer = await use.answer()
            assert use.ephemeral
            assert "Lighthouses that talk" in words(answer)
            offered = {name_of(button) for button in buttons(answer)}
            offered |= {option["label"] for option in menu(answer)["options"]}
            assert "Whole session" in offered
            assert not {"Share here", "Go on in a thread"} & offered
        discord.taken_along = False
        use = await discord.slash("ask", question=QUESTION)
        await use.answer()
        assert not use.ephemeral


async def test_a_private_answer_is_not_shared_where_the_bot_is_no_member(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path, user_install=True):
        answer = await (await discord.slash("ask", question=QUESTION, private=True)).answer()
        discord.taken_along = True
        press = await discord.press(answer, "Share here")
        assert "have me invited" in (await press.answer())["content"]
        assert [one for one in press.followups if not (one.get("flags") or 0) & 64] == []


async def test_taken_along_it_tells_what_direct_messages_are_told(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path, user_install=True) as bot:
        away = bot.tenants.others.beside(bot.tenants.settings, None, missing="Ask in your server.")
        bot.tenants._direct = away
        discord.taken_along = True
        use = await discord.slash("ask", question=QUESTION, permissions=SEND | MANAGE_GUILD)
        assert "Ask in your server." in (await use.answer())["content"]
