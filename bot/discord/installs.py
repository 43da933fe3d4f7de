"""Where each command may be used, and by whom the bot was installed: a server, or a person for themselves.

A person may take a bot along to servers that it is not in, and to talks with others. There it answers that
person alone: nobody else asked for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import discord
from discord import app_commands

_C = TypeVar("_C")
SERVER = app_commands.AppInstallationType(guild=True, user=False)
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)


def installs_of(*, persons: bool) -> app_commands.AppInstallationType:
    """Return who may install the bot; ``persons`` for themselves, too."""
    return app_commands.AppInstallationType(guild=True, user=persons)


def contexts_of(*, persons: bool) -> app_commands.AppCommandContext:
    """Return where commands may be used: in servers, in messages to the bot, and where persons talk."""
    return app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=persons)


def servers_alone(command: _C) -> _C:
    """Keep a command to servers that invited the bot."""
    return _without_persons(command, direct=False)


def not_taken_along(command: _C) -> _C:
    """Keep a command to servers that invited the bot, and to messages to it."""
    return _without_persons(command, direct=True)


def _without_persons(command: _C, *, direct: bool) -> _C:
    decorate: Callable[[_C], _C] = app_commands.allowed_installs(guilds=True, users=False)
    keep: Callable[[_C], _C] = app_commands.allowed_contexts(guilds=True, dms=direct, private_channels=False)
    return keep(decorate(command))


def taken_along(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the bot is here because this person installed it, and not because the server did."""
    return interaction.is_user_integration() and not interaction.is_guild_integration()
