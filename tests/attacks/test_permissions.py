"""Commands of organisers, used by others: refused by the bot itself, whatever a server's settings say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord import gate
from bot.discord.client import QuothBot
from tests.attacks.defence import stands_only_by_on_the_wire, wire
from tests.loopback.actors import MANAGE_GUILD, SEND
from tests.loopback.reading import words
from tests.loopback.server import Loopback

COMMANDS = ("status", "reindex", "gaps", "schedule show", "schedule remove")


def leaf(bot: QuothBot, name: str) -> app_commands.Command[Any, ..., Any]:
    head, *rest = name.split()
    found = bot.tree.get_command(head)
    if rest:
        assert isinstance(found, app_commands.Group)
        found = found.get_command(rest[0])
    assert isinstance(found, app_commands.Command)
    return found


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_for_organisers_is_refused_to_others(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``gate.may_manage``, which holds also where a server gives the command to everyone."""

    async def check(server: Loopback) -> None:
        use = await server.slash(command, permissions=SEND)
        message = await use.answer()
        assert use.ephemeral
        assert "Manage Server" in words(message)
        assert not message["components"]

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, (gate, "may_manage", lambda _: True))
    async with wire(tmp_path) as server:
        use = await server.slash(command, permissions=SEND | MANAGE_GUILD)
        assert "Manage Server" not in words(await use.answer())


async def test_every_command_for_organisers_checks_for_itself(tmp_path: Path) -> None:
    """Defence: ``gate.organisers`` on each command, in groups on each of theirs."""
    bots: list[QuothBot] = []

    def organisers(bot: QuothBot) -> list[app_commands.Command[Any, ..., Any]]:
        manage = discord.Permissions(manage_guild=True)
        found = [command for command in bot.tree.walk_commands() if isinstance(command, app_commands.Command)]
        return [c for c in found if (c.root_parent or c).default_permissions == manage]

    def keep(bot: QuothBot) -> None:
        bots.append(bot)

    async with wire(tmp_path, keep):
        (bot,) = bots
        names = {command.qualified_name for command in organisers(bot)}
        assert names >= {*COMMANDS, "schedule set"}
        assert all(command.checks for command in organisers(bot))
        leaf(bot, "schedule set").checks.clear()
        assert not all(command.checks for command in organisers(bot))
