"""Into which channels a recap may be shared, and by whom; what is missing is named."""

from __future__ import annotations

import discord

from bot.discord.gate import Interaction
from bot.discord.permissions import lacking, named
from bot.service.shares import Form
from embeddings.errors import QuothError

FORM_LABELS: dict[Form, str] = {
    "cards": "One message, a card a session",
    "thread": "A thread, a message a session",
    "forum": "A forum post, a message a session",
}
Channel = discord.TextChannel | discord.ForumChannel


def may_share(
    interaction: Interaction, channel: int, form: Form, *, tag: int | None = None, publish: bool = False
) -> Channel:
    """Return the channel that a person may share into; raises QuothError where they, or the bot, may not."""
    if interaction.guild is None or not isinstance(interaction.user, discord.Member):
        raise QuothError("Choose a channel of this server that I can see.")
    target = target_of(interaction.guild, channel, form)
    if lacks := _lacking(target, interaction.user, form, tag=tag):
        raise QuothError(
            f"You may not post that in #{target.name}, so I do not either for you: you lack {lacks} there."
        )
    must_be_able(target, form, tag=tag)
    if publish and not is_announcements(target):
        raise QuothError(f"#{target.name} is no announcement channel, so nothing can be published from it.")
    return target


def target_of(guild: discord.Guild, channel: int, form: Form) -> Channel:
    """Return a channel that takes recaps of a form; raises QuothError."""
    target = guild.get_channel(channel)
    if not isinstance(target, (discord.TextChannel, discord.ForumChannel)):
        raise QuothError("That channel is gone, or I may not see it: choose a channel that I can see.")
    if isinstance(target, discord.ForumChannel) != (form == "forum"):
        raise QuothError(
            f"#{target.name} is a forum, which takes a forum post only: choose that form, or another channel."
            if isinstance(target, discord.ForumChannel)
            else f"A forum post needs a forum, and #{target.name} is none: choose one, or another form."
        )
    return target


def must_be_able(target: Channel, form: Form, *, tag: int | None = None) -> None:
    """Raise QuothError where the bot could not post a recap of this form there, naming what is missing."""
    if lacks := _lacking(target, target.guild.me, form, bot=True, tag=tag):
        raise QuothError(f"I may not post that in #{target.name}: I lack {lacks} there.")
    if isinstance(target, discord.ForumChannel) and target.flags.require_tag and tag_of(target, tag) is None:
        tags = ", ".join(f"“{one.name}”" for one in target.available_tags)
        raise QuothError(f"#{target.name} wants a tag on each post: choose one of {tags}.")


def _lacking(
    channel: Channel, member: discord.Member, form: Form, *, bot: bool = False, tag: int | None = None
) -> str:
    """Return what somebody lacks to post a recap of this form there, in words; empty where nothing.

    Who does not see a channel, or may not write in it, has no other permission there: these are named alone.
    """
    may = channel.permissions_for(member)
    if not may.view_channel:
        return lacking(may, ("view_channel",))
    if not may.send_messages:
        # Discord shows this permission of a forum under another name.
        return f"the {named(['Create Posts'])}" if form == "forum" else lacking(may, ("send_messages",))
    wanted = []
    if form == "thread":
        wanted.append("create_public_threads")
    if form == "thread" or (form == "forum" and bot):
        wanted.append("send_messages_in_threads")
    if bot:
        wanted.append("attach_files")
    chosen = tag_of(channel, tag)
    if chosen is not None and chosen.moderated:
        wanted.append("manage_threads")
    return lacking(may, wanted)


def tag_of(channel: Channel, tag: int | None) -> discord.ForumTag | None:
    """Return a forum's tag by its id, None where it has none such."""
    return channel.get_tag(tag) if isinstance(channel, discord.ForumChannel) and tag is not None else None


def read_tag(channel: Channel, typed: str | None) -> int | None:
    """Return the id of the tag that a person chose or typed; raises QuothError where there is none such."""
    if typed is None or not (wanted := typed.strip().casefold()):
        return None
    tags = channel.available_tags if isinstance(channel, discord.ForumChannel) else []
    for tag in tags:
        if wanted in (str(tag.id), tag.name.casefold()):
            return tag.id
    if not tags:
        raise QuothError(f"#{channel.name} has no tags: leave the tag out.")
    known = ", ".join(f"“{tag.name}”" for tag in tags)
    raise QuothError(f"#{channel.name} has no tag “{typed}”: it has {known}.")


def is_announcements(channel: Channel) -> bool:
    """Tell whether a channel's messages can be published to the channels that follow it."""
    return isinstance(channel, discord.TextChannel) and channel.is_news()
