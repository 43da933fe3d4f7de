"""Asking: /ask, a mention, a direct message, a reply, a message in a thread, and the message menu."""

from __future__ import annotations

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.commands.suggest import suggest_days, suggest_sessions
from bot.discord.gate import Interaction, admit, serve_message, server_of, service_of
from bot.discord.host import Host
from bot.discord.installs import taken_along
from bot.discord.message import notice
from bot.discord.replies import reply_with_answer
from bot.discord.send import reply_to, respond
from bot.service.batching import Query
from bot.service.service import Service

_HINT = (
    "Ask me anything about the notes: mention me with a question, send me one directly, or use /ask. "
    "/help shows what else I can do."
)


async def answer_interaction(
    interaction: Interaction, question: str, *, private: bool, **kept: str | None
) -> None:
    """Answer a question that came by a command; ``kept`` names the day or session that it is kept to."""
    text = service_of(interaction).check(question)
    along = taken_along(interaction)
    if (service := await admit(interaction, private=private)) is None:
        return
    session = kept.get("session")
    kept_to = (await service.session(session)).id if session else None
    answer, reply = await service.ask(
        interaction.user.id,
        Query(text, kept.get("day"), kept_to),
        interaction.guild_id,
        private=private or along,
    )
    threads = isinstance(interaction.channel, discord.TextChannel)
    # What stands under a private answer is sharing it, which is not offered where the bot is no guest.
    offered = private and not along
    messages = await reply_with_answer(service, answer, reply, private=offered, threads=threads and not along)
    sent = await respond(interaction, messages, private=private or along)
    if not (private or along):
        await service.sent(reply, sent)


class Asking(commands.Cog):
    """Questions, in every way that they come."""

    def __init__(self, bot: Host) -> None:
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
        service = self.bot.tenants.of(server_of(message))
        await serve_message(service, message, lambda: self._answer(service, message))

    async def _answer(self, service: Service, message: discord.Message) -> None:
        question = self.question_in(message)
        if not question:
            await reply_to(message, [notice(_HINT)])
            return
        text = service.check(question)
        query = await _query(service, message, text)
        answer, reply = await service.ask(message.author.id, query, server_of(message))
        threads = isinstance(message.channel, discord.TextChannel)
        sent = await reply_to(message, await reply_with_answer(service, answer, reply, threads=threads))
        await service.sent(reply, sent)


async def _query(service: Service, message: discord.Message, text: str) -> Query:
    """Return a question with what it stays with: the reply that it answers, or the session of its thread."""
    if message.reference is not None and message.reference.message_id is not None:
        followed = await service.followed(message.reference.message_id, server_of(message))
        if followed is not None and followed.session is not None:
            return await service.following(text, followed)
    # Asked of any channel: discord.py does not know every thread as one after a restart.
    return Query(text, session=await service.thread_session(message.channel.id))
