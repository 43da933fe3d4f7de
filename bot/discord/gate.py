"""The one gate that all people pass: by a command, a button, a menu, a mention or a direct message.

In this order: whose notes they see (``service_of``); the bot's end waits for whoever is inside (``serve``);
whether they have a turn left (``seconds_to_wait``); for commands of organisers, whether they manage the
server (``may_manage``); whether the notes were read (``admit``); for a reply, whether it is theirs
(``must_own``). Whatever goes wrong on the way is told in words (``words_for``).

Each of these questions is one function of this module, and is asked nowhere else.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol, TypeVar, cast

import discord
from discord import app_commands

from bot.discord.error_messages import words_for
from bot.discord.installs import servers_alone, taken_along
from bot.discord.message import notice
from bot.discord.send import acknowledge, acknowledge_edit, send, tell
from bot.render.labels import counted
from bot.service.replies import Reply
from bot.service.service import Service
from bot.service.tenants import Tenants
from embeddings.errors import QuothError

Interaction = discord.Interaction[Any]
Turn = Literal["ask", "press"]
"""What is counted: questions and commands, or presses of buttons and menus."""
_Work = Callable[[], Awaitable[object]]
_C = TypeVar("_C")

_log = logging.getLogger(__name__)


class NotYoursError(QuothError):
    """Someone else's reply was to be changed."""


class _WithTenants(Protocol):
    tenants: Tenants


# ---------------------------------------------------------------------- the questions


def service_of(interaction: Interaction) -> Service:
    """Return the service of the notes that are seen where an interaction came from.

    Where a person took the bot along, that is what they see in a direct message, whatever server it is.
    """
    server = None if taken_along(interaction) else interaction.guild_id
    return cast(_WithTenants, interaction.client).tenants.of(server)


def server_of(message: discord.Message) -> int | None:
    """Return the id of the server that a message came from, None for a direct message."""
    return None if message.guild is None else message.guild.id


def seconds_to_wait(service: Service, turn: Turn, person: int, server: int | None) -> int:
    """Use one of a person's turns; return 0, or the seconds until the next where none is left."""
    take = service.limits.press if turn == "press" else service.limits.take
    return take(person, server)


def may_manage(interaction: Interaction) -> bool:
    """Tell whether a person may use the commands of organisers."""
    return interaction.permissions.manage_guild


def must_own(interaction: Interaction, service: Service, reply: Reply) -> None:
    """Raise NotYoursError where a reply answers someone else."""
    if not service.owns(interaction.user.id, reply):
        raise NotYoursError(
            "Only the person who asked can do this. Ask me yourself: /ask, or /help for more."
        )


def organisers(command: _C) -> _C:
    """Keep a command to those who manage the server, whatever the server's own settings say."""
    decorated = servers_alone(app_commands.default_permissions(manage_guild=True)(command))
    return app_commands.check(_must_manage)(decorated)


def _must_manage(interaction: Interaction) -> bool:
    if not may_manage(interaction):
        raise app_commands.MissingPermissions(["manage_guild"])
    return True


# ---------------------------------------------------------------------- interactions


async def serve(interaction: Interaction, work: _Work) -> None:
    """Do what a command, button or menu is for; the end waits for it, and what goes wrong is told."""
    service = service_of(interaction)
    with service.at_work():
        try:
            pressed = interaction.type is discord.InteractionType.component
            turn: Turn = "press" if pressed else "ask"
            if seconds := seconds_to_wait(service, turn, interaction.user.id, interaction.guild_id):
                await tell(interaction, notice(_too_soon(seconds, turn)))
            else:
                await work()
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the person would see nothing
            await tell_error(interaction, error)


async def admit(interaction: Interaction, *, private: bool, ready: bool = True) -> Service | None:
    """Tell Discord that an answer follows, before anything is looked up: it waits three seconds.

    Returns the service that answers, None where Discord no longer waits. Raises NotReadyError while the notes
    are read for the first time, where the answer needs them (``ready``). Whom the bot was taken along by is
    answered privately.
    """
    service = service_of(interaction)
    if ready:
        service.must_be_ready()
    return service if await acknowledge(interaction, private=private or taken_along(interaction)) else None


async def admit_edit(interaction: Interaction) -> Service | None:
    """As ``admit``, for a press that changes the message that its button stands under."""
    return service_of(interaction) if await acknowledge_edit(interaction) else None


async def tell_error(interaction: Interaction, error: BaseException) -> None:
    """Tell a person in words what went wrong, where they can still be told."""
    if (words := words_for(error)) is not None:
        await tell(interaction, notice(words))


def _too_soon(seconds: int, turn: Turn) -> str:
    again = "Press" if turn == "press" else "Ask"
    return f"One moment: that was a lot at once. {again} again in {counted(seconds, 'second')}."


# ---------------------------------------------------------------------- messages


async def serve_message(
    service: Service, message: discord.Message, work: _Work, say: Callable[[str], Awaitable[object]]
) -> None:
    """Answer a person's message; the end waits for it, and what goes wrong is told by ``say``."""
    with service.at_work():
        if seconds := seconds_to_wait(service, "ask", message.author.id, server_of(message)):
            await _refuse(service, message, seconds)
            return
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - one place tells people, whatever it was
            if words := words_for(error):
                await _quietly(say, words)


async def _refuse(service: Service, message: discord.Message, seconds: int) -> None:
    """Tell a person by direct message that they must wait, once a minute; a channel hears nothing of it."""
    if not service.limits.tell(message.author.id):
        return
    try:
        await send(message.author, notice(_too_soon(seconds, "ask")))
    except discord.Forbidden:
        _log.info("A person who asked too often takes no direct messages.")


async def _quietly(say: Callable[[str], Awaitable[object]], words: str) -> None:
    """Say what went wrong, where the bot may write at all."""
    try:
        await say(words)
    except discord.Forbidden:
        _log.info("The bot was mentioned where it may not write.")
