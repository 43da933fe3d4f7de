"""Browsing: /sessions, /session, /speaker, /speakers, /links, /days, /announced, /help.

Answers are private, so that no channel fills up.
"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.discord.cards.help import help_message
from bot.discord.commands.buttons import show_session
from bot.discord.commands.lists import LinkChoice, show_list
from bot.discord.commands.suggest import suggest_days, suggest_people, suggest_sessions
from bot.discord.gate import Interaction, admit
from bot.discord.send import respond
from bot.render.shorten import plain


class Browsing(commands.Cog):
    """The records, without a question."""

    @app_commands.command()
    @app_commands.describe(day="Only this day")
    @app_commands.autocomplete(day=suggest_days)
    async def sessions(self, interaction: Interaction, day: str | None = None) -> None:
        """List all sessions, or those of one day."""
        await show_list(interaction, "sessions", day=day)

    @app_commands.command()
    @app_commands.describe(title="Its title, a speaker, a company or a sponsor")
    @app_commands.autocomplete(title=suggest_sessions)
    async def session(self, interaction: Interaction, title: str) -> None:
        """Show one session: who, when, how it begins, its recording and links."""
        if (service := await admit(interaction, private=True)) is not None:
            await show_session(interaction, service, title)

    @app_commands.command()
    @app_commands.describe(name="A name, or a part of one")
    @app_commands.autocomplete(name=suggest_people)
    async def speaker(self, interaction: Interaction, name: str) -> None:
        """Show the sessions of a speaker."""
        await show_list(interaction, "speaker", plain(name)[:200])

    @app_commands.command()
    @app_commands.describe(day="Only this day", kind="Only links of this kind")
    @app_commands.autocomplete(day=suggest_days)
    async def links(
        self, interaction: Interaction, day: str | None = None, kind: LinkChoice | None = None
    ) -> None:
        """List the links of the notes, each once, with its sessions."""
        await show_list(interaction, "links", kind or "", day=day)

    @app_commands.command()
    async def days(self, interaction: Interaction) -> None:
        """List the days that the notes cover."""
        await show_list(interaction, "days")

    @app_commands.command()
    @app_commands.describe(day="Only this day")
    @app_commands.autocomplete(day=suggest_days)
    async def announced(self, interaction: Interaction, day: str | None = None) -> None:
        """Quote what was announced: launches, savings, figures."""
        await show_list(interaction, "announced", day=day)

    @app_commands.command()
    @app_commands.describe(day="Only this day")
    @app_commands.autocomplete(day=suggest_days)
    async def speakers(self, interaction: Interaction, day: str | None = None) -> None:
        """List who spoke, by name, with their sessions."""
        await show_list(interaction, "speakers", day=day)

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """Say what I can do and how to ask."""
        if (service := await admit(interaction, private=True, ready=False)) is not None:
            await respond(interaction, [help_message(service)], private=True)
