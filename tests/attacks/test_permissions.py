"""Commands of organisers, used by others: Discord is told whose they are, and carries them for no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.discord.commands.privacy import Privacy
from bot.discord.commands.running import Running
from bot.discord.commands.schedule import Scheduling
from tests.attacks.defence import stands_only_by_on_the_wire, wire
from tests.loopback.actors import MANAGE_GUILD, Data
from tests.loopback.server import Loopback

SERVERS_ALONE = [0]
COMMANDS: dict[str, Any] = {
    "status": Running.status,
    "reindex": Running.reindex,
    "gaps": Privacy.gaps,
    "schedule": Scheduling.schedule,
}


def registered(server: Loopback) -> dict[str, Data]:
    return {command["name"]: command for _, commands in server.commands for command in commands}


def for_managers(command: Data) -> bool:
    return str(command["default_member_permissions"]) == str(MANAGE_GUILD)


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_for_organisers_is_registered_for_them_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``gate.organisers``, which tells Discord; a server may then give it to other roles."""

    async def check(server: Loopback) -> None:
        command = registered(server)[name]
        assert for_managers(command)
        assert command["contexts"] == SERVERS_ALONE

    told = (COMMANDS[name], "default_permissions", None)
    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, told)


async def test_what_says_that_it_is_for_organisers_is_for_them(tmp_path: Path) -> None:
    async with wire(tmp_path) as server:
        commands = registered(server)
    named = {name for name, command in commands.items() if "organisers" in command.get("description", "")}
    assert named == set(COMMANDS) == {name for name, command in commands.items() if for_managers(command)}
