"""/notes: people hand in notes, organisers decide, and what was approved is among the notes."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import limits
from bot.discord.cards.inbox import name_of, preview_message, removal_message
from bot.discord.commands.handed_in import HandedIn, watch
from bot.discord.commands.lists import show_submissions
from bot.discord.gate import Interaction, admit, must_organise, organises, service_of
from bot.discord.host import Host
from bot.discord.installs import IN_SERVERS, SERVER
from bot.discord.message import Message, notice
from bot.discord.permissions import lacking
from bot.discord.send import respond, tell
from bot.inbox.taker import LONGEST_NAME
from bot.render.shorten import cut
from bot.service.service import Service
from bot.service.submissions import InboxSetting, Submission
from embeddings.errors import QuothError

_LOOK_EVERY = 20.0
"""Seconds between looks for what is half done."""
_REMOVABLE = ("waiting", "taken")


class Notes(commands.Cog):
    """Notes that come from people in Discord."""

    notes = app_commands.Group(
        name="notes",
        description="Hand in notes, and see what became of them.",
        allowed_contexts=IN_SERVERS,
        allowed_installs=SERVER,
    )

    def __init__(self, bot: Host, handed_in: HandedIn) -> None:
        """Complete, once connected, what the last run left half done."""
        self._bot = bot
        self.handed_in = handed_in

    async def cog_load(self) -> None:
        """Begin to look for what is half done."""
        self._bot.keep(watch(self._bot, self.handed_in, _LOOK_EVERY))

    @notes.command(name="add")
    @app_commands.describe(
        file="A file of notes: .md, .txt, .docx, .html, or a .zip of an export",
        noted_by="Whose notes they are: this name then stands beside quotes of them",
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        noted_by: app_commands.Range[str, 1, LONGEST_NAME] | None = None,
    ) -> None:
        """Hand in notes: you see first how I read them, and organisers decide."""
        if (service := await admit(interaction, private=True)) is None:
            return
        server, inbox = interaction.guild_id or 0, self.handed_in.inbox_of(interaction.guild_id)
        inbox.must_be_possible(interaction.guild_id)
        await must_be_let_in(interaction, service)
        inbox.must_fit(file.filename, file.size)
        await inbox.must_have_room(server, interaction.user.id)
        try:
            data = await file.read()
        except (discord.HTTPException, discord.Forbidden, discord.NotFound):
            raise QuothError("Discord did not give me that file: hand it in again.") from None
        new, preview = await inbox.offer(server, interaction.user.id, file.filename, data, noted_by)
        await respond(interaction, [preview_message(new, preview)], private=True)

    @notes.command(name="list")
    async def handed_in_so_far(self, interaction: Interaction) -> None:
        """List what was handed in, and what became of it: yours, or as an organiser all."""
        await show_submissions(interaction)

    @notes.command(name="remove")
    @app_commands.describe(which="What was handed in")
    async def remove(self, interaction: Interaction, which: str) -> None:
        """Take back what you handed in, or as an organiser remove it from the notes."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        found = [one for one in await removable(interaction, service) if which in (one.key, one.file)]
        if not found:
            raise QuothError("There is nothing of that name that you can remove: see /notes list.")
        await respond(interaction, [removal_message(found[0])], private=True)

    @remove.autocomplete("which")
    async def _suggest(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        service, wanted = service_of(interaction), typed.strip().casefold()
        found = [one for one in await removable(interaction, service) if wanted in one.file.casefold()]
        return [
            app_commands.Choice(name=cut(name_of(one), limits.CHOICE_TEXT), value=one.key)
            for one in found[: limits.CHOICES]
        ]

    @notes.command(name="set")
    @app_commands.describe(
        channel="Where organisers decide; without one nothing is taken any more",
        role="Who may hand in; without one everybody",
    )
    async def set(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """As an organiser: say where you decide on notes, and who may hand them in."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        must_organise(interaction)
        server, kept = interaction.guild_id or 0, service.database.submissions
        if channel is None:
            closed = await service.off_loop(kept.close, server)
            words = "No more notes are taken here." if closed else "No notes are handed in here so far."
            await tell(interaction, notice(words))
            return
        self.handed_in.inbox_of(server).must_be_possible(server)
        must_reach(interaction.guild, channel.id)
        await service.off_loop(kept.open, server, InboxSetting(channel.id, None if role is None else role.id))
        who = f"<@&{role.id}> may hand in notes" if role is not None else "Everybody here may hand in notes"
        words = f"{who} with /notes add. You decide on them in <#{channel.id}>."
        await tell(interaction, Message(content=words))


async def must_be_let_in(interaction: Interaction, service: Service) -> None:
    """Raise QuothError where a person may not hand in notes, or where no organiser would see them."""
    setting = await service.off_loop(service.database.submissions.setting, interaction.guild_id or 0)
    if setting is None:
        raise QuothError("No notes are handed in here: an organiser can begin with /notes set.")
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    chosen = setting.role is None or setting.role in [role.id for role in roles]
    if not chosen and not organises(interaction):
        raise QuothError("You may not hand in notes here: the organisers chose a role for that.")
    must_reach(interaction.guild, setting.channel)


def must_reach(guild: discord.Guild | None, channel: int) -> None:
    """Raise QuothError where the bot cannot write to the organisers, naming what is missing."""
    target = guild.get_channel(channel) if guild is not None else None
    if guild is None or not isinstance(target, discord.TextChannel):
        raise QuothError("The organisers' channel is gone, or I may not see it: tell the organisers.")
    if lacks := lacking(target.permissions_for(guild.me), ("view_channel", "send_messages")):
        raise QuothError(f"I may not write in the organisers' channel: I lack {lacks} there.")


async def removable(interaction: Interaction, service: Service) -> list[Submission]:
    """Return what a person may remove: of theirs, or as an organiser of all."""
    if interaction.guild_id is None:
        return []
    mine = None if organises(interaction) else interaction.user.id
    found = await service.off_loop(service.database.submissions.of, interaction.guild_id, mine)
    return [one for one in found if one.state in _REMOVABLE and one.notes == service.name]
