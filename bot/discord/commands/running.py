"""Running it: /status and /reindex, for those who manage the server."""

from __future__ import annotations

import time
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import QuothBot
from bot.discord.components import service_of
from bot.discord.embeds.cards import SESSION_COLOUR
from bot.discord.markdown import cut_escaped
from bot.discord.message import FIELD_VALUE, Card, Field, Message, notice
from bot.discord.send import acknowledge, respond
from bot.service.service import Service
from embeddings.errors import QuothError
from embeddings.index.ingest import Report

Interaction = discord.Interaction[Any]


class Running(commands.Cog):
    """What an organiser needs."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def status(self, interaction: Interaction) -> None:
        """For organisers: what I know, when I read it, and what is wrong."""
        service = service_of(interaction)
        with service.at_work():
            if not await acknowledge(interaction, private=True):
                return
            server = interaction.guild_id
            useful, useless = await service.off_loop(
                lambda: service.database.replies.feedback(server, private=service.private_too(server))
            )
            latency = interaction.client.latency_of(server)
            post = status_post(service, useful, useless, latency)
            await respond(interaction, [post], private=True)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def reindex(self, interaction: Interaction) -> None:
        """For organisers: read the notes again now and say what changed."""
        service = service_of(interaction)
        with service.at_work():
            if not await acknowledge(interaction, private=True):
                return
            try:
                post = report_post(await service.start())
            except QuothError as error:
                # An organiser asked, so the reason is told with its file.
                post = notice(str(error))
            await respond(interaction, [post], private=True)


def status_post(service: Service, useful: int, useless: int, latency: float) -> Message:
    """Return how the bot is."""
    suggestions = service.suggestions
    read = f"<t:{int(service.refreshed)}:R>" if service.refreshed is not None else "not yet"
    fields = [
        Field("Notes", f"{len(suggestions.sessions)} sessions on {len(suggestions.days)} days"),
        Field("Read", read),
        Field("Watched", "yes" if service.settings.watch else "no"),
        Field("Answered", f"{service.answered} since the start"),
        Field("Feedback", f"{useful} useful, {useless} not"),
        # Unknown (nan) until the first heartbeat came back.
        Field(
            "To Discord", f"{latency * 1000:.0f} ms" if 0 <= latency < time.monotonic() else "not known yet"
        ),
    ]
    if service.trouble:
        fields.append(Field("Trouble", cut_escaped(service.trouble, FIELD_VALUE), inline=False))
    reading = (
        "The notes cannot be read."
        if service.trouble
        else "Reading the notes for the first time since the start."
    )
    state = "Ready." if service.ready.is_set() else service.missing or reading
    return Message(
        cards=(Card(title="Status", description=state, fields=tuple(fields), colour=SESSION_COLOUR),)
    )


def report_post(report: Report) -> Message:
    """Return what reading the notes again did, the changed files by name."""
    lines = []
    for file in report.files:
        if file.status != "unchanged":
            why = f" ({cut_escaped(file.reason, 150)})" if file.reason else ""
            lines.append(f"• {cut_escaped(file.file, 150)}: {file.status}{why}")
    if len(lines) > 10:
        lines = [*lines[:10], f"and {len(lines) - 10} more"]
    head = f"{report.sessions} sessions, {report.embedded} passages embedded, {report.seconds:.1f} s."
    description = "\n".join([head, *(lines or ["Nothing changed."])])
    return Message(cards=(Card(title="Read the notes", description=description, colour=SESSION_COLOUR),))


async def setup(bot: QuothBot) -> None:
    """Add this group."""
    await bot.add_cog(Running())
