"""Into which channels a recap may be shared, and by whom."""

from __future__ import annotations

import discord

from bot.discord.gate import Interaction
from bot.service.shares import Form
from embeddings.errors import QuothError

FORM_LABELS: dict[Form, str] = {
    "cards": "One message, a card a session",
    "thread": "A thread, a message a session",
    "forum": "A forum post, a message a session",
}
Channel = discord.TextChannel | discord.ForumChannel


def may_share(interaction: Interaction, channel: int, form: Form) -> Channel:
    """Return the channel that a person may share into; raises QuothError where they, or the bot, may not."""
    guild = interaction.guild
    target = guild.get_channel(channel) if guild is not None else None
    if guild is None or not isinstance(target, (discord.TextChannel, discord.ForumChannel)):
        raise QuothError("Choose a channel of this server that I can see.")
    if isinstance(target, discord.ForumChannel) != (form == "forum"):
        raise QuothError(
            "A forum takes a forum post only: choose that form, or another channel."
            if isinstance(target, discord.ForumChannel)
            else "A forum post needs a forum: choose one, or another form."
        )
    if not isinstance(interaction.user, discord.Member) or not allowed(target, interaction.user, form):
        raise QuothError(f"You may not post that in #{target.name}, so I do not either for you.")
    if not allowed(target, guild.me, form, bot=True):
        raise QuothError(
            f"I may not post that in #{target.name}: I need to see it, write, embed links, attach files"
            + (" and open threads there." if form == "thread" else " there.")
        )
    return target


def allowed(channel: Channel, member: discord.Member, form: Form, *, bot: bool = False) -> bool:
    """Tell whether somebody may post a recap of this form there."""
    may = channel.permissions_for(member)
    wanted = [may.view_channel, may.send_messages]
    if form == "thread":
        wanted += [may.create_public_threads, may.send_messages_in_threads]
    if bot:
        wanted += [may.embed_links, may.attach_files]
        wanted += [may.send_messages_in_threads] if form == "forum" else []
    return all(wanted)
