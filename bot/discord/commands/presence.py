"""Who was there: the button "I was there" below a session of a shared recap."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.commands.pressed import Pressed
from bot.discord.custom_ids import PresenceButton
from bot.discord.gate import Interaction, admit, serve
from bot.discord.markdown import cut_escaped
from bot.discord.message import Message
from bot.discord.send import tell
from embeddings.errors import QuothError


class PresenceButtons(
    Pressed[PresenceButton], discord.ui.DynamicItem[discord.ui.Button[Any]], template=PresenceButton.TEMPLATE
):
    """The button "I was there"; pressed again it takes it back."""

    KIND = PresenceButton

    async def callback(self, interaction: Interaction) -> None:
        """Note that the person was there, or take it back."""
        await serve(interaction, lambda: self._toggle(interaction))

    async def _toggle(self, interaction: Interaction) -> None:
        if (service := await admit(interaction, private=True)) is None:
            return
        database, found, server = service.database, self.found, interaction.guild_id
        share = await service.off_loop(database.shares.share, found.share)
        parts = {part.place: part for part in await service.off_loop(database.shares.parts, found.share)}
        part = parts.get(found.place)
        known = share is not None and share.stands_in(server)
        if server is None or not known or part is None or found.number > len(part.sessions):
            raise QuothError("I no longer know which session that is: share the recap again.")
        session = await service.session(part.sessions[found.number - 1])
        person = database.person(interaction.user.id)
        there = await service.off_loop(
            database.presence.toggle, server, session.id, person, interaction.user.id
        )
        title = cut_escaped(session.title, 200)
        words = (
            f"Noted: in this server `/session` names you as one to ask about **{title}**. "
            "Press again to take it back; `/forget me` takes back all."
            if there
            else f"Taken back: you are no longer named for **{title}**."
        )
        await tell(interaction, Message(content=words))
