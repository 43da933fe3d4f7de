"""The one gate that all people pass: by a command, a button, a menu, a mention or a direct message.

In this order: whose notes they see (``service_of``); the bot's end waits for whoever is inside (``serve``);
whether they have a turn left (``seconds_to_wait``); whether the notes were read (``admit``); for a reply,
whether it is theirs (``must_own``). Whatever goes wrong on the way is told in words (``words_for``). Who may
use the commands of organisers, Discord asks by itself (``organisers``); for a button, or one command of a
group that is for all, it is asked here (``must_organise``).

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
from bot.discord.localised import language_of_message
from bot.discord.message import Message, notice
from bot.discord.permissions import lacking_for_message, lacking_here
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


def must_own(interaction: Interaction, service: Service, reply: Reply) -> None:
    """Raise NotYoursError where a reply answers someone else."""
    if not service.owns(interaction.user.id, reply):
        raise NotYoursError(
            "Only the person who asked can do this. Ask me yourself: /ask, or /help for more."
        )


def organisers(command: _C) -> _C:
    """Keep a command to those who manage the server, or whom the server gives it to in its settings.

    Discord sees to it: it offers and carries nothing else.
    """
    return servers_alone(app_commands.default_permissions(manage_guild=True)(command))


def organises(interaction: Interaction) -> bool:
    """Tell whether a person manages the server that an interaction came from."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def must_organise(interaction: Interaction) -> None:
    """Raise QuothError where a person does not manage the server."""
    if not organises(interaction):
        raise QuothError("Only those who manage the server can do this.")


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
    if (words := words_for(error, lacking_here(interaction))) is not None:
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
        except discord.Forbidden as error:
            await _tell_aside(service, message, error)
        except Exception as error:  # noqa: BLE001 - one place tells people, whatever it was
            if words := words_for(error):
                try:
                    await say(words)
                except discord.Forbidden as refused:
                    await _tell_aside(service, message, refused)


async def _refuse(service: Service, message: discord.Message, seconds: int) -> None:
    """Tell a person by direct message that they must wait, once a minute; a channel hears nothing of it."""
    if service.limits.tell(message.author.id):
        await _send_aside(message, notice(_too_soon(seconds, "ask")))


async def _tell_aside(service: Service, message: discord.Message, error: discord.Forbidden) -> None:
    """Tell a person by direct message, once a minute, why they get no reply where they asked."""
    lacking = lacking_for_message(message) or "a permission"
    _log.warning("The bot may not reply where it was asked (code %d): it lacks %s.", error.code, lacking)
    if message.guild is not None and service.limits.tell(message.author.id):
        words = (
            f"I may not reply in <#{message.channel.id}>: I lack {lacking} there. Use /ask, or ask me here."
        )
        await _send_aside(message, Message(content=words))


async def _send_aside(asked: discord.Message, message: Message) -> None:
    try:
        await send(asked.author, message, language=language_of_message(asked))
    except discord.Forbidden:
        _log.info("A person takes no direct messages.")
