"""/recap: a day in the notes' own words, seen first, then shared."""

from __future__ import annotations

import json
import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.cards.recap import Choice, day_key
from bot.discord.commands.sharing import show_preview
from bot.discord.commands.suggest import suggest_days
from bot.discord.gate import Interaction, admit
from bot.discord.host import Host
from bot.discord.installs import not_taken_along
from bot.logs.troubles import Trouble
from embeddings.digest.recap import Recap
from embeddings.errors import LibraryError, QuothError

_LOOK_EVERY = 20.0
"""Seconds between looks whether a share was cut off."""

_log = logging.getLogger(__name__)


class Recaps(commands.Cog):
    """What a day was like, for those who were elsewhere."""

    def __init__(self, bot: Host) -> None:
        """Complete, once connected, what the last run left half done, and what is cut off later."""
        self.publisher = bot.publisher
        self._bot = bot

    async def cog_load(self) -> None:
        """Begin to complete what is unfinished, at once and again and again."""
        self._bot.keep(self._complete())

    async def _complete(self) -> None:
        await self._bot.wait_until_serving()
        away = Trouble(_log, "What was cut off cannot be read just now: %s")
        async for _ in self._bot.tenants.clock.every(_LOOK_EVERY):
            try:
                with self._bot.tenants.others.at_work():
                    await self.publisher.complete_cut_off()
                away.over()
            except LibraryError as error:
                away.tell(error)

    @app_commands.command()
    @not_taken_along
    @app_commands.describe(day="Its label, date or event")
    @app_commands.autocomplete(day=suggest_days)
    async def recap(self, interaction: Interaction, day: str) -> None:
        """Tell a day in the notes' own words; you see it first and then choose where to share it."""
        if (service := await admit(interaction, private=True)) is None:
            return
        found = await service.off_loop(service.core.recaps, day)
        key = day_key(the_day(found, day))
        reply = await service.keep(
            interaction.user.id,
            "recap",
            json.dumps(key, ensure_ascii=False),
            server=interaction.guild_id,
        )
        channel = interaction.channel if interaction.guild is not None else None
        here = channel.id if isinstance(channel, discord.TextChannel) else 0
        await show_preview(interaction, service, reply, Choice(reply.key, here, "cards"))


def the_day(found: list[Recap], asked: str) -> Recap:
    """Return the one day that was meant; raises QuothError where several fit."""
    if len(found) > 1:
        names = "; ".join(dict.fromkeys(f"{r.title} ({r.date})" if r.date else r.title for r in found[:6]))
        raise QuothError(f"“{asked}” fits {len(found)} days: {names}. Name one by its date.")
    return found[0]
