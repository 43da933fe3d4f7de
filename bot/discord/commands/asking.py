"""Asking: /ask, a mention, a direct message, a reply, a message in a thread, and the message menu."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import QuothBot
from bot.discord.components import service_of
from bot.discord.error_messages import words_for
from bot.discord.message import notice
from bot.discord.replies import answer_messages
from bot.discord.send import acknowledge, reply_to, respond, send
from bot.render.labels import counted
from bot.service.batching import Query
from bot.service.service import Service
from bot.service.suggestions import Choice

Interaction = discord.Interaction[Any]
_HINT = (
    "Ask me anything about the notes: mention me with a question, send me one directly, or use /ask. "
    "/help shows what else I can do."
)
_log = logging.getLogger(__name__)


def offered(choices: list[Choice]) -> list[app_commands.Choice[str]]:
    """Return what autocomplete shows."""
    return [app_commands.Choice(name=choice.label, value=choice.value) for choice in choices]


async def suggest_days(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer days; none while the notes are read for the first time."""
    return offered(service_of(interaction).suggestions.suggest_days(typed))


async def suggest_sessions(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer sessions by title, speaker, company and sponsor."""
    return offered(service_of(interaction).suggestions.suggest_sessions(typed))


async def answer_interaction(
    interaction: Interaction, question: str, *, private: bool, **kept: str | None
) -> None:
    """Answer a question that came by a command; ``kept`` names the day or session that it is kept to."""
    service = service_of(interaction)
    with service.at_work():
        text = service.check(question)
        if not await acknowledge(interaction, private=private):
            return
        session = kept.get("session")
        kept_to = (await service.session(session)).id if session else None
        answer, reply = await service.ask(
            interaction.user.id, Query(text, kept.get("day"), kept_to), interaction.guild_id
        )
        threads = isinstance(interaction.channel, discord.TextChannel)
        posts = await answer_messages(service, answer, reply, private=private, threads=threads)
        sent = await respond(interaction, posts, private=private)
        if not private:
            await service.sent(reply, sent)


class Asking(commands.Cog):
    """Questions, in every way that they come."""

    def __init__(self, bot: QuothBot) -> None:
        """Add the message menu, which a cog cannot declare."""
        self.bot = bot
        self.menu = app_commands.ContextMenu(name="Ask the notes about this", callback=self.ask_about)
        bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command()
    @app_commands.describe(
        question="What do you want to know?",
        day="Only from this day",
        session="Only from this session",
        private="Only you see the answer (you can share it afterwards)",
    )
    @app_commands.autocomplete(day=suggest_days, session=suggest_sessions)
    async def ask(
        self,
        interaction: Interaction,
        question: str,
        day: str | None = None,
        session: str | None = None,
        private: bool = False,
    ) -> None:
        """Ask the notes a question; the answer is in their own words."""
        await answer_interaction(interaction, question, private=private, day=day, session=session)

    async def ask_about(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask what a message says, for its reader alone."""
        await answer_interaction(interaction, self.question_in(message), private=True)

    def question_in(self, message: discord.Message) -> str:
        """Return a message's words without the mentions of the bot."""
        me = self.bot.user
        return re.sub(rf"<@!?{me.id}>", " ", message.content).strip() if me else message.content.strip()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply that mentions the bot, or a direct message; other bots are ignored."""
        me = self.bot.user
        if me is None or message.author.bot or message.webhook_id is not None or message.is_system():
            return
        # Without the message content intent, other messages come blank: they are not for the bot.
        if message.guild is not None and me not in message.mentions:
            return
        server = server_of(message)
        service = self.bot.tenants.of(server)
        with service.at_work():
            if seconds := service.limits.take(message.author.id, server):
                await _refuse(service, message, seconds)
                return
            try:
                await self._answer(service, message)
            except Exception as error:  # noqa: BLE001 - one place tells people, whatever it was
                if words := words_for(error):
                    await _quietly(message, words)

    async def _answer(self, service: Service, message: discord.Message) -> None:
        question = self.question_in(message)
        if not question:
            await reply_to(message, [notice(_HINT)])
            return
        text = service.check(question)
        session = await _kept_to(service, message)
        answer, reply = await service.ask(message.author.id, Query(text, session=session), server_of(message))
        threads = isinstance(message.channel, discord.TextChannel)
        sent = await reply_to(message, await answer_messages(service, answer, reply, threads=threads))
        await service.sent(reply, sent)


def server_of(message: discord.Message) -> int | None:
    """Return the id of the server that a message came from, None for a direct message."""
    return None if message.guild is None else message.guild.id


async def _kept_to(service: Service, message: discord.Message) -> str | None:
    """Return the session that a follow-up stays with: of the reply that it answers, else of its thread."""
    if message.reference is not None and message.reference.message_id is not None:
        session = await service.followed(message.reference.message_id, server_of(message))
        if session is not None:
            return session
    # Asked of any channel: discord.py does not know every thread as one after a restart.
    return await service.thread_session(message.channel.id)


async def _refuse(service: Service, message: discord.Message, seconds: int) -> None:
    """Tell a person by direct message that they must wait, once a minute; a channel hears nothing of it."""
    if not service.limits.tell(message.author.id):
        return
    words = f"One moment: that was a lot at once. Ask again in {counted(seconds, 'second')}."
    try:
        await send(message.author, notice(words))
    except discord.Forbidden:
        _log.info("A person who asked too often takes no direct messages.")


async def _quietly(message: discord.Message, words: str) -> None:
    """Reply in words, where the bot may write at all."""
    try:
        await reply_to(message, [notice(words)])
    except discord.Forbidden:
        _log.info("The bot was mentioned where it may not write.")


async def setup(bot: QuothBot) -> None:
    """Add this group."""
    await bot.add_cog(Asking(bot))
