"""What a message asks: whether it is for the bot, its words, and what they are said about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.incoming.markup import Names, signs_only, words_of
from bot.service.service import LONGEST_QUESTION

_HINT = (
    "Ask me anything about the notes: mention me with a question, send me one directly, or use /ask. "
    "/help shows what else I can do."
)
_NO_TEXT = (
    "I read text only: no files, voice messages or stickers. "
    f"Write what you want to know, in up to {LONGEST_QUESTION} characters."
)
_ROLE = (
    "That was my role and not me, so Discord does not show me your words: when you mention me, pick the name "
    "without “role” beside it, or use /ask."
)
_ELSEWHERE = (
    "Discord does not show me the message that you reply to. Write your question behind my name, or open "
    "that message's menu and choose Apps, Ask the notes about this."
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a message asks."""

    question: str
    """The words of the question; empty where there are none."""
    context: str = ""
    """Words that the question is said about: quoted in it, or of the message that it replies to."""
    hint: str = ""
    """What to tell a person whose message has no question; empty where that wants no reply."""
    own: bool = True
    """Whether the question is in the writer's own words: those of others are kept nowhere."""


def is_for(message: discord.Message, me: discord.abc.User) -> bool:
    """Tell whether a message is a person's and for the bot: a mention of it or its role, a direct message."""
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return False
    # Without the message content intent, other messages come blank: they are not for the bot.
    return message.guild is None or me in message.mentions or _own_role(message) is not None


def is_no_reply_to(message: discord.Message, me: discord.abc.User) -> bool:
    """Tell whether a message is certainly no reply to the bot: of an edited one, mentions tell nothing."""
    if message.reference is None:
        return True
    replied = message.reference.resolved
    return isinstance(replied, discord.Message) and replied.author.id != me.id


def read(message: discord.Message, me: discord.abc.User) -> Incoming:
    """Return what a message asks."""
    if signs_only(message.content) and not _carries(message):
        return Incoming("")
    names = _names(message, me)
    words = words_of(message.content, names)
    replied = message.reference.resolved if message.reference is not None else None
    context = words.quoted
    if isinstance(replied, discord.Message) and replied.author.id != me.id:
        context = context or _any_words(replied, me)
    question = words.own or context or _any_words(message, me)
    if question:
        return Incoming(question, "" if question == context else context, own=bool(words.own))
    return Incoming("", hint=_hint(message, replied, me))


def _hint(message: discord.Message, replied: object, me: discord.abc.User) -> str:
    if _carries(message):
        return _NO_TEXT
    if message.guild is not None and me not in message.mentions:
        return _ROLE
    another = isinstance(replied, discord.Message) and replied.author.id != me.id
    return _ELSEWHERE if another else _HINT


def _carries(message: discord.Message) -> bool:
    """Tell whether a message has something beside its text."""
    return bool(message.attachments or message.stickers or message.message_snapshots or message.poll)


def _any_words(message: discord.Message, me: discord.abc.User) -> str:
    """Return the words of a message, of what it forwards, or of its poll, embeds and components."""
    names = _names(message, me)
    texts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    if message.poll is not None:
        texts.append(message.poll.question)
    embeds = [*message.embeds, *(e for snapshot in message.message_snapshots for e in snapshot.embeds)]
    texts += ["\n".join(filter(None, (embed.title, embed.description))) for embed in embeds]
    texts.append("\n".join(_texts(getattr(message, "components", ()))))
    for text in texts:
        words = words_of(text, names)
        if found := words.own or words.quoted:
            return found
    return ""


def _texts(components: Any) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.components.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))


def _own_role(message: discord.Message) -> discord.Role | None:
    """Return the role that Discord made for the bot, where a message mentions it: it has the bot's name."""
    own = message.guild.self_role if message.guild is not None else None
    return own if own is not None and own in message.role_mentions else None


def _names(message: discord.Message, me: discord.abc.User) -> Names:
    """Return what people see for the ids in a message; nothing for the bot itself."""
    guild = message.guild
    own = guild.self_role if guild is not None else None
    return Names(
        {user.id: user.display_name for user in message.mentions if user.id != me.id},
        {} if guild is None else {role.id: role.name for role in guild.roles if role != own},
        {} if guild is None else {one.id: one.name for one in (*guild.channels, *guild.threads)},
    )
