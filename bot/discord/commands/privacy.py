"""What is remembered: /forget me for everyone, /gaps for organisers."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import QuothBot
from bot.discord.commands.browsing import show_list
from bot.discord.components import pages_of, service_of
from bot.discord.embeds import lists
from bot.discord.message import Message, notice
from bot.discord.send import acknowledge, respond
from bot.render.labels import counted
from bot.service.replies import Reply
from bot.service.service import Service

Interaction = discord.Interaction[Any]


class Remembering(commands.Cog):
    """The bot's database of people."""

    forget = app_commands.Group(name="forget", description="Have me forget what I keep.")

    @forget.command(name="me")
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete the questions, the feedback and the “I was there” that I keep of you, now."""
        service = service_of(interaction)
        with service.at_work():
            # What was asked for is done also where Discord no longer waits for the answer.
            await acknowledge(interaction, private=True)
            person = service.database.person(interaction.user.id)
            count = await service.off_loop(service.database.forget, person)
            words = (
                "I kept nothing of you." if not count else f"Forgotten: {counted(count, 'entry', 'entries')}."
            )
            told = notice(f"{words} Buttons under my earlier replies to you no longer work.")
            await respond(interaction, [told], private=True)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def gaps(self, interaction: Interaction) -> None:
        """For organisers: what people asked and the notes did not answer."""
        await show_list(interaction, "gaps")


@pages_of("gaps")
async def _gaps(service: Service, reply: Reply, number: int) -> Message:
    private = service.private_too(reply.server)
    gaps = await service.off_loop(lambda: service.database.replies.gaps(reply.server, private=private))
    return lists.gaps_post(gaps, reply.key, number)


async def setup(bot: QuothBot) -> None:
    """Add this group."""
    await bot.add_cog(Remembering())
