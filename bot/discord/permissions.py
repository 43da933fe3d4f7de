"""The permissions that the bot needs in a server, by the names that Discord shows, and which it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

_NAMES: Mapping[str, str] = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "attach_files": "Attach Files",
    "add_reactions": "Add Reactions",
    "manage_threads": "Manage Threads",
}
_ONLY_FOR_SOME_TAGS = "manage_threads"
_INVITED_WITH = tuple(name for name in _NAMES if name != _ONLY_FOR_SOME_TAGS)
_COME_WITH_WRITING = ("attach_files",)
"""What discord.py also takes away where nothing may be written."""
IN_THREADS = ("create_public_threads", "send_messages_in_threads")
"""What it needs to open a thread and write there."""


def lacking(may: discord.Permissions, wanted: Sequence[str] = _INVITED_WITH) -> str:
    """Return which of the ``wanted`` permissions are lacking, in words; empty where none is."""
    missing = [one for one in wanted if not getattr(may, one)]
    if "send_messages" in missing:
        missing = [one for one in missing if one not in _COME_WITH_WRITING]
    return f"the {named([_NAMES[one] for one in missing])}" if missing else ""


def named(permissions: Sequence[str]) -> str:
    """Return permissions by name, as a part of a sentence."""
    quoted = [f"“{name}”" for name in permissions]
    words = " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
    return f"permission {words}" if len(quoted) == 1 else f"permissions {words}"


def lacking_for_message(message: discord.Message) -> str:
    """Return which permissions a reply lacks, as far as is known; empty in a direct message."""
    channel, guild = message.channel, message.guild
    if guild is None or guild.me is None:
        return ""
    try:
        may = channel.permissions_for(guild.me)
    except discord.ClientException:  # a thread whose channel is not known
        return ""
    # Of a channel that is not known it says that nothing is permitted.
    known = guild.get_channel_or_thread(channel.id) is not None
    write = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    return lacking(may, ("view_channel", write)) if known else ""


def lacking_here(interaction: discord.Interaction) -> str:
    """Return which of its permissions the bot lacks where an interaction came from; empty where none is."""
    if interaction.guild_id is None:
        return ""
    return lacking(interaction.app_permissions)
