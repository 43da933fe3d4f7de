"""Buttons and menus that work after a restart: found by their custom id, answered from the bot's database.

A group of commands registers what its buttons do with ``on_press`` and how its lists are shown with
``pages_of``; nothing is kept of the messages themselves.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, Self, cast

import discord

from bot.discord.error_messages import words_for
from bot.discord.message import Message, notice
from bot.discord.send import acknowledge, acknowledge_edit, respond, tell
from bot.render.labels import counted
from bot.service.replies import Reply
from bot.service.service import Service
from bot.service.tenants import Tenants
from embeddings.errors import QuothError

Interaction = discord.Interaction[Any]
Press = Callable[[Interaction, Service, Reply, int | None], Awaitable[None]]
"""What a button does: with the reply that it belongs to, and the page that it names."""
Pages = Callable[[Service, Reply, int], Awaitable[Message]]
"""How a page of a list is shown."""

_PRESSES: dict[str, Press] = {}
_IN_PLACE: set[str] = set()
"""The acts that change the message that their button stands under."""
_PAGES: dict[str, Pages] = {}


class NotYoursError(QuothError):
    """Someone else's reply was to be changed."""


class _WithTenants(Protocol):
    tenants: Tenants


def service_of(interaction: Interaction) -> Service:
    """Give the service that serves where an interaction came from."""
    return cast(_WithTenants, interaction.client).tenants.of(interaction.guild_id)


def on_press(act: str, *, in_place: bool = False) -> Callable[[Press], Press]:
    """Register what the button ``act`` does, once its press was acknowledged.

    What it answers is a message for the presser alone; with ``in_place``, or where the button names a page,
    it is the message that the button stands under which changes.
    """

    def register(press: Press) -> Press:
        _PRESSES[act] = press
        if in_place:
            _IN_PLACE.add(act)
        return press

    return register


def pages_of(kind: str) -> Callable[[Pages], Pages]:
    """Register how a page is shown of a list that is kept as ``kind``."""

    def register(pages: Pages) -> Pages:
        _PAGES[kind] = pages
        return pages

    return register


async def page(service: Service, reply: Reply, number: int) -> Message:
    """Give a page of a list, counted from 0."""
    return await _PAGES[reply.kind](service, reply, number)


def own(interaction: Interaction, service: Service, reply: Reply) -> None:
    """Raise NotYoursError where a reply answers someone else."""
    if not service.owns(interaction.user.id, reply):
        raise NotYoursError(
            "Only the person who asked can do this. Ask me yourself: /ask, or /help for more."
        )


def waiting_for(interaction: Interaction, service: Service) -> Message | None:
    """Use one of the person's turns; where none is left, give the refusal that says when to come back."""
    pressed = interaction.type is discord.InteractionType.component
    take = service.limits.press if pressed else service.limits.take
    seconds = take(interaction.user.id, interaction.guild_id)
    if not seconds:
        return None
    again = "Press" if pressed else "Ask"
    return notice(f"One moment: that was a lot at once. {again} again in {counted(seconds, 'second')}.")


async def _serve(interaction: Interaction, act: str, key: str, number: int | None) -> None:
    service = service_of(interaction)
    with service.at_work():
        try:
            if (refusal := waiting_for(interaction, service)) is not None:
                await tell(interaction, refusal)
                return
            press = _PRESSES.get(act)
            if press is None:
                raise QuothError("That button is from an older version of me: please ask again.")
            # Before anything is looked up: Discord waits three seconds, a busy database may take ten.
            in_place = number is not None or act in _IN_PLACE
            went = acknowledge_edit(interaction) if in_place else acknowledge(interaction, private=True)
            if await went:
                await press(interaction, service, await service.reply(key, interaction.guild_id), number)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the person would see nothing
            words = words_for(error)
            if words is not None:
                await tell(interaction, notice(words))


class Pressed(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"q:(?!pick:)(?P<act>[a-z]+):(?P<key>[\w-]{1,40})(?::(?P<page>\d{1,5})[bn])?",
):
    """Any of the bot's buttons."""

    def __init__(self, button: discord.ui.Button[Any], act: str, key: str, number: int | None) -> None:
        """Made by discord.py from a press."""
        super().__init__(button)
        self._press = act, key, number

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what the custom id says."""
        number = match["page"]
        button = cast("discord.ui.Button[Any]", item)
        return cls(button, match["act"], match["key"], None if number is None else int(number))

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button is for."""
        await _serve(interaction, *self._press)


class Picked(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"q:pick:(?P<key>[\w-]{1,40})"):
    """Any of the bot's menus of sessions."""

    def __init__(self, select: discord.ui.Select[Any], key: str) -> None:
        """Made by discord.py from a choice."""
        super().__init__(select)
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read what the custom id says."""
        return cls(cast("discord.ui.Select[Any]", item), match["key"])

    async def callback(self, interaction: Interaction) -> None:
        """Show the session that was picked."""
        await _serve(interaction, "pick", self._key, None)


@on_press("page")
async def _turn(interaction: Interaction, service: Service, reply: Reply, number: int | None) -> None:
    own(interaction, service, reply)
    await respond(interaction, [await page(service, reply, number or 0)], private=False)
