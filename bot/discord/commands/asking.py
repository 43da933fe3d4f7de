"""Asking by /ask and by the menu of a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.discord.commands.suggest import suggest_days, suggest_sessions
from bot.discord.gate import Interaction, admit, serve, service_of
from bot.discord.host import Host
from bot.discord.incoming.reading import Incoming, read
from bot.discord.installs import taken_along
from bot.discord.replies import reply_with_answer
from bot.discord.send import language_of_reader, respond, show_form
from bot.phrases.phrases import say
from bot.render.shorten import cut
from bot.service.batching import Query
from bot.service.service import LONGEST_QUESTION
from embeddings.errors import QuothError
from embeddings.text.questions import asked_last

_FORM = "q:form"
"""The custom id of the form for a shorter question."""


async def answer_interaction(
    interaction: Interaction, question: str, *, private: bool, **kept: str | None
) -> None:
    """Answer a question that came by a command; ``kept`` names the day or session that it is kept to."""
    text = service_of(interaction).check(question)
    along = taken_along(interaction)
    if (service := await admit(interaction, private=private)) is None:
        return
    session = kept.get("session")
    kept_to = (await service.session(session)).id if session else service.linked(question)
    person, server = interaction.user.id, interaction.guild_id
    async with service.answering(person, server) as begun:
        query = Query(text, kept.get("day"), kept_to)
        answer, reply = await service.ask(person, query, server, private=private or along, begun=begun)
    threads = isinstance(interaction.channel, discord.TextChannel)
    # What stands under a private answer is sharing it, which is not offered where the bot is no guest.
    offered = private and not along
    messages = await reply_with_answer(service, answer, reply, private=offered, threads=threads and not along)
    sent = await respond(interaction, messages, private=private or along)
    if not (private or along):
        await service.sent(reply, sent)


class Asking(commands.Cog):
    """Questions by a command."""

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
        """Ask what a message says, for its reader alone; where it is long, they say what of it."""
        me = self.bot.user
        said = read(message, me) if me is not None else Incoming("")
        if not said.question:
            raise QuothError("That message has no words that I can read: ask me with /ask.")
        if len(said.question) > LONGEST_QUESTION:
            service_of(interaction).must_be_ready()
            await show_form(interaction, _shorter(said.question, language_of_reader(interaction)))
        else:
            await answer_interaction(interaction, said.question, private=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer the question that was written into the form, also where it was shown before a restart."""
        data: Mapping[str, Any] = interaction.data or {}
        if interaction.type is discord.InteractionType.modal_submit and data.get("custom_id") == _FORM:
            question = next(_values(data.get("components", ())), "")
            await serve(interaction, lambda: answer_interaction(interaction, question, private=True))


def _shorter(text: str, language: str) -> ui.Modal:
    """Return a form, in a language, with what a text asks, or as much as is read, to make a question of."""
    box = ui.TextInput[ui.Modal](
        custom_id="question",
        style=discord.TextStyle.paragraph,
        default=cut(asked_last(text, LONGEST_QUESTION), LONGEST_QUESTION).removesuffix("…"),
        max_length=LONGEST_QUESTION,
    )
    form = ui.Modal(title=say("Ask the notes", language), custom_id=_FORM)
    longer = "That message is longer than the {n} characters that I read."
    described = say(longer, language, n=str(LONGEST_QUESTION))
    wanted = say("What do you want to know?", language)
    form.add_item(ui.Label(text=wanted, description=described, component=box))
    form.stop()  # discord.py keeps none: what is sent is found by its custom id
    return form


def _values(components: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for component in components:
        if "value" in component:
            yield str(component["value"])
        inside = component.get("component")
        yield from _values([*component.get("components", ()), *([inside] if inside else ())])
