"""The commands stand in Discord once, where the settings say, whatever happened to them before."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.exit_codes import BAD_INPUT, NOTHING_FOUND
from bot.settings import SettingsError
from tests.loopback.actors import APP, GUILD, OTHER_GUILD, TOKEN
from tests.loopback.bot import alive
from tests.loopback.fault import Fault
from tests.loopback.process import command
from tests.loopback.server import Loopback, running
from tests.paths import ROOT
from tests.waiting import GUARD, until

EVERYWHERE = f"/applications/{APP}/commands"
THERE = f"/applications/{APP}/guilds/{GUILD}/commands"
SOME = {
    "ask",
    "sessions",
    "speaker",
    "links",
    "help",
    "reindex",
    "gaps",
    "forget",
    "Ask the notes about this",
}


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with running() as server:
        yield server


async def test_commands_are_sent_once_and_not_again(discord: Loopback, tmp_path: Path) -> None:
    for _ in range(2):
        async with alive(discord, tmp_path):
            pass
    ((path, _commands),) = discord.commands
    assert path == EVERYWHERE
    assert discord.registered.names() >= SOME


async def test_commands_of_one_server_are_sent_once_and_not_again(discord: Loopback, tmp_path: Path) -> None:
    for _ in range(2):
        async with alive(discord, tmp_path, guild=GUILD):
            pass
    assert [path for path, _ in discord.commands] == [THERE]


async def test_what_somebody_changed_in_discord_is_put_right(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path):
        names = discord.registered.names()
    path, commands = discord.commands[0]
    discord.registered.put(path, commands[1:], APP)
    async with alive(discord, tmp_path):
        pass
    assert discord.registered.names() == names


async def test_first_in_all_servers_and_then_in_one_leaves_them_there_alone(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path):
        names = discord.registered.names()
    async with alive(discord, tmp_path, guild=GUILD):
        assert discord.registered.names() == set(), "left there, each would be offered twice"
        assert discord.registered.names(GUILD) == names
    async with alive(discord, tmp_path):
        await until(lambda: not discord.registered.names(GUILD))
        assert discord.registered.names() == names


async def test_a_bot_without_its_database_removes_the_commands_of_before(
    discord: Loopback, tmp_path: Path
) -> None:
    """Another folder, as on another machine: what was sent before is known from Discord alone."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    async with alive(discord, tmp_path / "first"):
        pass
    async with alive(discord, tmp_path / "second", guild=GUILD):
        assert discord.registered.names() == set()


async def test_a_bot_that_is_invited_again_brings_its_commands(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path, guild=GUILD):
        names = discord.registered.names(GUILD)
        await discord.send_away()
        assert discord.registered.names(GUILD) == set()
        await discord.invite()
        await until(lambda: discord.registered.names(GUILD) == names)


async def test_a_bot_that_was_away_while_it_was_invited_again_brings_its_commands(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path, guild=GUILD):
        names = discord.registered.names(GUILD)
    discord.registered.forget(GUILD)
    async with alive(discord, tmp_path, guild=GUILD):
        assert discord.registered.names(GUILD) == names


async def test_a_server_that_is_joined_loses_what_another_setting_left_there(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path):
        path, commands = THERE.replace(str(GUILD), str(OTHER_GUILD)), [{"name": "ask", "type": 1}]
        discord.registered.put(path, commands, APP)
        await discord.invite(OTHER_GUILD)
        await until(lambda: not discord.registered.names(OTHER_GUILD))


async def test_a_server_that_does_not_let_its_commands_be_seen_is_served_all_the_same(
    discord: Loopback, tmp_path: Path
) -> None:
    discord.faults = [Fault("GET", f"/guilds/{GUILD}/commands", "403")]
    async with alive(discord, tmp_path):
        await until(lambda: not discord.faults[0].times)
        await discord.say(f"<@{APP}> how do lighthouses send their state?")
        assert await discord.next_message(1)


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_a_server_that_is_not_there_is_told_by_its_setting(
    discord: Loopback, tmp_path: Path, method: str
) -> None:
    discord.faults = [Fault(method, f"/guilds/{GUILD}/commands", "404")]
    with pytest.raises(SettingsError, match=f"QUOTH_GUILD is {GUILD}"):
        async with alive(discord, tmp_path, guild=GUILD):
            pass


async def test_sending_may_be_asked_for_where_nothing_differs(discord: Loopback, tmp_path: Path) -> None:
    async with alive(discord, tmp_path) as bot:
        assert not await bot.registration.differs()
        assert not await bot.registration.bring_up_to_date()
        assert await bot.registration.bring_up_to_date(force=True)
    assert [path for path, _ in discord.commands] == [EVERYWHERE, EVERYWHERE]


async def quoth_commands(server: Loopback, *options: str, **environment: str) -> tuple[int, str, str]:
    """Run ``quoth commands`` as a process of its own; return its exit code, output and complaints."""
    process = await asyncio.create_subprocess_exec(
        *command(server, "commands", *options),
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": TOKEN, **environment},
        stdout=PIPE,
        stderr=PIPE,
    )
    out, errors = await asyncio.wait_for(process.communicate(), GUARD)
    return process.returncode or 0, out.decode(), errors.decode()


async def test_the_terminal_says_whether_the_commands_differ_and_sends_them(
    discord: Loopback, tmp_path: Path
) -> None:
    async with alive(discord, tmp_path) as bot:
        names = discord.registered.names()
        code, out, _ = await quoth_commands(discord)
        assert (code, out) == (0, "Discord has the commands of all servers as they are.\n")
        discord.registered.put(EVERYWHERE, [], APP)
        code, out, _ = await quoth_commands(discord)
        assert code == NOTHING_FOUND
        assert "other commands of all servers: `quoth commands --sync`" in out
        code, out, _ = await quoth_commands(discord, "--sync")
        assert (code, out) == (0, "Sent the commands of all servers to Discord.\n")
        assert discord.registered.names() == names
        assert not bot.is_closed(), "the running bot is not disturbed"


async def test_the_terminal_says_what_keeps_the_commands_from_being_compared(discord: Loopback) -> None:
    discord.token = "another"
    code, out, errors = await quoth_commands(discord)
    assert (code, out) == (BAD_INPUT, "")
    assert errors.splitlines()[-1].startswith("quoth: Discord does not accept the token")
    assert TOKEN not in errors
