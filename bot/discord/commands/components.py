"""The buttons and menus under replies: found by their custom id, answered from the bot's database.

Nothing is kept of the messages themselves, so that they work after a restart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.commands import buttons
from bot.discord.commands.lists import turn_page
from bot.discord.commands.pressed import Pressed
from bot.discord.custom_ids import ReplyButton, SessionMenu
from bot.discord.gate import Interaction, admit, admit_edit, serve
from bot.service.replies import Reply
from bot.service.service import Service
from embeddings.errors import QuothError


@dataclass(frozen=True, slots=True)
class Act:
    """What a button does: with the reply that it belongs to, and the page that it names."""

    do: Callable[[Interaction, Service, Reply, int | None], Awaitable[None]]
    in_place: bool = False
    """Whether the button changes the message that it stands under; else its answer is for the presser alone.

    A button that names a page always changes its message.
    """


ACTS: Mapping[str, Act] = {
    "more": Act(buttons.show_more),
    "whole": Act(buttons.show_whole),
    "pick": Act(buttons.show_picked),
    "links": Act(buttons.show_links),
    "yes": Act(buttons.mark_useful),
    "no": Act(buttons.mark_useless),
    "share": Act(buttons.share_here, in_place=True),
    "thread": Act(buttons.open_thread),
    "page": Act(turn_page),
}
"""The acts that custom ids name."""


async def act_on(interaction: Interaction, name: str, key: str, page: int | None) -> None:
    """Acknowledge a press and do what it is for; raises QuothError where nobody knows that any more."""
    act = ACTS.get(name)
    if act is None:
        raise QuothError("That button is from an older version of me: please ask again.")
    # Before anything is looked up: Discord waits three seconds, a busy database may take ten.
    service = await (
        admit_edit(interaction)
        if page is not None or act.in_place
        else admit(interaction, private=True, ready=False)
    )
    if service is not None:
        await act.do(interaction, service, await service.reply(key, interaction.guild_id), page)


class ReplyButtons(
    Pressed[ReplyButton], discord.ui.DynamicItem[discord.ui.Button[Any]], template=ReplyButton.TEMPLATE
):
    """Any of the buttons under replies."""

    KIND = ReplyButton

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button is for."""
        found = self.found
        await serve(interaction, lambda: act_on(interaction, found.act, found.key, found.page))


class SessionMenus(
    Pressed[SessionMenu], discord.ui.DynamicItem[discord.ui.Select[Any]], template=SessionMenu.TEMPLATE
):
    """Any of the menus of sessions under replies."""

    KIND = SessionMenu

    async def callback(self, interaction: Interaction) -> None:
        """Show the session that was picked."""
        await serve(interaction, lambda: act_on(interaction, "pick", self.found.key, None))
