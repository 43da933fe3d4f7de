"""The README keeps up with the bot: every command, option and setting is described in its tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord.client import GROUPS, QuothBot
from bot.service.database import BotDatabase
from bot.service.service import Service
from bot.service.tenants import Tenants
from bot.settings import _SECRETS, Settings, variable_of
from tests.loopback.core import SmallCore
from tests.paths import ROOT

README = ROOT / "README.md"
Tree = app_commands.CommandTree[Any]


def rows(first: str) -> dict[str, str]:
    """Give the README's table rows whose first cell is code that begins with ``first``: that to the rest."""
    found = {}
    for line in README.read_text(encoding="utf-8").splitlines():
        match = re.match(rf"\| *`({first}[^`]*)` *\|(.*)\|", line)
        if match:
            found[match[1]] = match[2]
    return found


@pytest.fixture
async def tree(tmp_path: Path) -> Tree:
    core = SmallCore.at(tmp_path)
    settings = Settings(notes=core.notes, library=tmp_path / "library.db")
    bot = QuothBot(Tenants(Service(settings, core, BotDatabase.open(tmp_path / "memory.db", keep_days=1))))
    for group in GROUPS:
        await bot.load_extension(f"bot.discord.commands.{group}")
    return bot.tree


def commands(tree: Tree) -> dict[str, app_commands.Command[Any, ..., Any]]:
    found = [command for command in tree.walk_commands() if isinstance(command, app_commands.Command)]
    return {f"/{command.qualified_name}": command for command in found}


async def test_every_command_and_option_is_described(tree: Tree) -> None:
    described = rows("/")
    assert set(described) == set(commands(tree))
    for name, command in commands(tree).items():
        options, text = described[name].split("|")
        assert re.findall(r"`(\w+)`", options) == [parameter.name for parameter in command.parameters]
        assert len(text.strip()) > 15
    for menu in tree.get_commands(type=discord.AppCommandType.message):
        assert menu.name in README.read_text(encoding="utf-8")


async def test_discord_is_told_what_every_command_and_option_is_for(tree: Tree) -> None:
    for command in commands(tree).values():
        assert 10 < len(command.description) <= 100
        assert all(str(parameter.description) != "…" for parameter in command.parameters)


def test_every_setting_is_described_with_its_default() -> None:
    described = rows("(?:QUOTH|DISCORD)_")
    fields = {variable_of(name): field for name, field in Settings.model_fields.items()}
    assert set(described) == set(fields)
    for variable, field in fields.items():
        default, text = described[variable].split("|", 1)
        shown = {None: "", True: "`true`", False: "`false`"}.get(field.default, f"`{field.default}`")
        assert default.strip() == shown, variable
        assert len(text.strip()) > 15
    for variable in _SECRETS.values():
        assert f"`{variable}_FILE`" in described[variable]


def test_nobody_is_told_to_install_a_package_of_this_name_from_elsewhere() -> None:
    """Quoth is installed from its folder; what an index may hold under its name is another's."""
    sources = [README, *(README.parent / "bot").rglob("*.py")]
    for path in sources:
        assert not re.search(r"pip install[^`\n]* '?quoth\b", path.read_text(encoding="utf-8")), path.name
