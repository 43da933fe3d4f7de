"""What Discord refuses in one form, sent in another: without its files, and words on that; without a card."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import discord

from bot.discord import limits
from bot.discord.localised import localised
from bot.discord.message import AttachedFile, Gallery, Message, Part, Text
from bot.phrases.phrases import ENGLISH
from bot.render.shorten import length

NO_HISTORY = 160002
"""Discord: replying needs the permission to read the channel's history."""
_NOT_PERMITTED = 50013
"""Discord: missing permissions, of files that for attaching them."""
_TOO_LARGE = 40005
"""Discord: request entity too large; some of its servers answer with the status 413 and no code."""
_INVALID = 50035
"""Discord: invalid form body, such as parts of a message that it does not take."""
_PICTURES = (".png", ".jpg")

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


async def carried(message: Message, send: Callable[[Message], Awaitable[_T]], language: str = ENGLISH) -> _T:
    """Send a message; without its files, and with words on that in a language, where Discord takes none.

    Where it does not take the parts, the words go plain: that is a defect of ours or a change of Discord's,
    for which nobody should go without an answer.
    """
    try:
        return await send(message)
    except discord.HTTPException as error:
        if error.code == _INVALID and message.parts:
            _log.error("Discord does not take the parts of a message, which goes without: %s", error.text)
            return await send(plain_of(message))
        why = _refusal_of_files(error)
        if not message.files or why is None:
            raise
        _log.warning("Files were refused (status %d, code %d): sent without.", error.status, error.code)
        return await send(localised(without_files(message, why), language))


def _refusal_of_files(error: discord.HTTPException) -> str | None:
    if error.code == _NOT_PERMITTED:
        return "I lack the permission “Attach Files” here."
    if error.status == 413 or error.code == _TOO_LARGE:
        return "Discord takes nothing so large here."
    return None


def without_files(message: Message, why: str) -> Message:
    """Return a message with words on what was left out, and why, in the place of its files."""
    shown = all(file.name.endswith(_PICTURES) for file in message.files)
    several = len(message.files) > 1
    what = f"The {'picture' if shown else 'file'}{'s' if several else ''} could not be sent"
    words = f"-# {what}: {why}"
    if not message.parts:
        return replace(message, content=f"{message.content}\n{words}".strip(), files=())

    def instead(part: Part) -> Part:
        return Text(words) if isinstance(part, Gallery | AttachedFile) else part

    return replace(message.each_part(instead), files=())


def plain_of(message: Message) -> Message:
    """Return a message's words and files without its parts, for a place that takes no parts."""
    if not message.parts:
        return message
    words = message.markdown
    if length(words) > limits.CONTENT:
        words = "".join(_whole_lines(words, limits.CONTENT - 2)) + "…"
    return Message(content=words if words.strip("…\n ") else "…", files=message.files)


def _whole_lines(markdown: str, limit: int) -> Iterator[str]:
    for line in markdown.split("\n"):
        limit -= length(line) + 1
        if limit < 0:
            return
        yield line + "\n"
