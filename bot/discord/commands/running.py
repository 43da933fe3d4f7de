"""Running it: /status and /reindex, for those who manage the server."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.discord.cards import status
from bot.discord.gate import Interaction, admit, organisers
from bot.discord.message import notice
from bot.discord.permissions import lacking_here
from bot.discord.send import respond
from embeddings.errors import QuothError


class Running(commands.Cog):
    """What an organiser needs."""

    @app_commands.command()
    @organisers
    async def status(self, interaction: Interaction) -> None:
        """For organisers: what I know, when I read it, and what is wrong."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        server = interaction.guild_id
        useful, useless = await service.off_loop(
            lambda: service.database.replies.feedback(server, private=service.private_too(server))
        )
        latency = interaction.client.latency_of(server)
        message = status.status_message(service, useful, useless, latency, lacking_here(interaction))
        await respond(interaction, [message], private=True)

    @app_commands.command()
    @organisers
    async def reindex(self, interaction: Interaction) -> None:
        """For organisers: read the notes again now and say what changed."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        try:
            message = status.report_message(await service.start())
        except QuothError as error:
            # An organiser asked, so the reason is told with its file.
            message = notice(str(error))
        await respond(interaction, [message], private=True)
