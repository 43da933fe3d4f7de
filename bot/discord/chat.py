"""Discord as a chat that is published to: see ``bot.service.chat``.

Discord keeps a nonce for some minutes only. A message of the bot's is known again by the id of its first
button, or where it has none by what its file is called.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord

from bot.discord import limits
from bot.discord.localised_lines import line_in
from bot.discord.message import Message
from bot.discord.send import THREAD_THERE, edit, open_post, repeated, send
from bot.phrases.phrases import ENGLISH, language_of
from bot.render.shorten import cut
from bot.service.chat import MessageGoneError, PlaceGoneError
from embeddings.errors import QuothError

_LOOK_BACK = 500
"""Messages of a channel that are looked through for one that may have arrived."""
_EARLIER = dt.timedelta(minutes=2)
"""What two clocks may differ by."""
_NONCE = 24
"""Characters of a nonce; Discord takes one more."""
_ARCHIVED = 50083
"""Discord: the thread is archived, so its messages cannot be edited."""
_PLACE_GONE = 10003
"""Discord: unknown channel."""
_MESSAGE_GONE = 10008
"""Discord: unknown message."""
_PUBLISHED = 40033
"""Discord: the message was crossposted already."""
_NOT_TO_PUBLISH = 50024
"""Discord: that cannot be done in a channel of this kind."""
_PUBLISHING = 20.0
"""Seconds that publishing may take: after ten messages of a channel in an hour Discord has one wait."""

_log = logging.getLogger(__name__)


@contextmanager
def _told_of_what_is_gone() -> Iterator[None]:
    """Raise MessageGoneError and PlaceGoneError instead of what discord.py raises for them."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code == _MESSAGE_GONE:
            raise MessageGoneError("That message is gone.") from error
        if error.code == _PLACE_GONE:
            raise PlaceGoneError("That channel is gone, or I may not see it.") from error
        raise


class DiscordChat:
    """The channels, threads and forums of one server."""

    failures: tuple[type[Exception], ...] = (discord.HTTPException, aiohttp.ClientError)

    def __init__(self, client: discord.Client, server: int) -> None:
        """``client`` is connected when the chat is used."""
        self._client = client
        self._server = server

    @property
    def _language(self) -> str:
        """The language that a server says is its own."""
        guild = self._client.get_guild(self._server)
        return ENGLISH if guild is None else language_of(guild.preferred_locale.value)

    def _named(self, title: str) -> str:
        return cut(line_in(title, self._language, own=True), limits.THREAD_NAME)

    def _place(self, place: str) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(place), guild_id=self._server)

    async def send(self, place: str, message: Message, *, nonce: str | None = None) -> str:
        """Send a message; return its id. What is sent there again under its nonce soon after comes once."""
        # Discord keeps a sender's nonces, whichever channel they were used in.
        once = None if nonce is None else hashlib.sha256(f"{place} {nonce}".encode()).hexdigest()[:_NONCE]
        with _told_of_what_is_gone():
            sent = await send(self._place(place), message, nonce=once, language=self._language)
            return str(sent.id)

    async def edit(self, place: str, sent: str, message: Message) -> None:
        """Make a message say what ``message`` says, also in an archived thread; raises MessageGoneError."""
        partial = self._place(place).get_partial_message(int(sent))
        with _told_of_what_is_gone():
            try:
                await edit(partial, message, self._language)
            except discord.HTTPException as error:
                if error.code != _ARCHIVED:
                    raise
                thread = await self._client.fetch_channel(int(place))
                if isinstance(thread, discord.Thread):
                    await thread.edit(archived=False)
                await edit(partial, message, self._language)

    async def reply(self, place: str, to: str, message: Message) -> str:
        """Send a message as the reply to another one, who is not pinged; return its id."""
        where = self._place(place)
        reference = where.get_partial_message(int(to)).to_reference(fail_if_not_exists=False)
        with _told_of_what_is_gone():
            return str((await send(where, message, reference=reference, mention_author=False)).id)

    async def find_sent(
        self, place: str, nonce: str, message: Message, *, after: str | None, since: float
    ) -> str | None:
        """Return the id under which a message arrived, None where it did not or may not be looked for."""
        del nonce  # Discord does not tell it
        started = dt.datetime.fromtimestamp(since, dt.UTC) - _EARLIER
        begin = int(after) if after is not None else discord.utils.time_snowflake(started)
        history = self._place(place).history(after=discord.Object(begin), limit=_LOOK_BACK, oldest_first=True)
        try:
            with _told_of_what_is_gone():
                async for candidate in history:
                    if self._is_ours(candidate) and _holds(candidate, message):
                        return str(candidate.id)
        except discord.Forbidden:
            # Without the permission to read the channel's history only the nonce stands between.
            _log.info("The history of a channel may not be read to look for a message.")
        return None

    async def remove(self, place: str, sent: str) -> None:
        """Remove a message; raises MessageGoneError."""
        partial = self._place(place).get_partial_message(int(sent))
        with _told_of_what_is_gone():
            await repeated(partial.delete, busy=True)

    # ------------------------------------------------------------------ threads and forums

    async def open_thread(self, place: str, sent: str, title: str) -> str:
        """Open the thread below a message, or find it open: it has the message's id."""
        partial = self._place(place).get_partial_message(int(sent))
        with _told_of_what_is_gone():
            try:
                await repeated(lambda: partial.create_thread(name=self._named(title)), busy=True)
            except discord.HTTPException as error:
                if error.code != THREAD_THERE:
                    raise
        return sent

    async def open_post(self, forum: str, title: str, message: Message, tag: int | None = None) -> str:
        """Open a post with its first message, which has the post's id, under a tag of the forum's."""
        channel = self._client.get_channel(int(forum))
        if not isinstance(channel, discord.ForumChannel):
            raise PlaceGoneError("That forum is gone, or I may not see it.")
        # A tag that was removed is left out: Discord would refuse the post for it.
        tags = [one for one in channel.available_tags if one.id == tag]
        with _told_of_what_is_gone():
            return await open_post(
                channel,
                self._named(title),
                message,
                lambda: self.find_post(forum, title, message),
                tags,
                self._language,
            )

    async def find_post(self, forum: str, title: str, message: Message) -> str | None:
        """Return the id of the bot's post with this title and first message, None where there is none."""
        channel = self._client.get_channel(int(forum))
        if not isinstance(channel, discord.ForumChannel) or self._client.user is None:
            return None
        with _told_of_what_is_gone():
            # What the gateway told of may be behind: a post that came a moment ago, a connection just made.
            standing = await channel.guild.active_threads()
        for thread in standing:
            if thread.parent_id != channel.id:
                continue
            if thread.owner_id != self._client.user.id or thread.name != self._named(title):
                continue
            try:
                first = await thread.fetch_message(thread.id)
            except discord.NotFound:
                continue
            if _holds(first, message):
                return str(thread.id)
        return None

    async def publish(self, place: str, sent: str) -> None:
        """Send a message of an announcement channel on to the channels that follow it, once.

        Raises QuothError where Discord has it wait.
        """
        partial = self._place(place).get_partial_message(int(sent))
        try:
            async with asyncio.timeout(_PUBLISHING):
                await repeated(partial.publish, busy=True)
        except TimeoutError:
            raise QuothError(
                "Discord does not let me publish more in that announcement channel just now: it takes ten "
                "messages an hour."
            ) from None
        except discord.HTTPException as error:
            if error.code not in (_PUBLISHED, _NOT_TO_PUBLISH, _MESSAGE_GONE):
                raise

    def address(self, place: str, sent: str) -> str:
        """Return where people find a message."""
        return f"https://discord.com/channels/{self._server}/{place}/{sent}"

    def _is_ours(self, candidate: discord.Message) -> bool:
        return self._client.user is not None and candidate.author.id == self._client.user.id


def _holds(candidate: discord.Message, message: Message) -> bool:
    """Tell whether a message that stands is the one that was sent, perhaps with other words since."""
    if message.buttons:
        return message.buttons[0].custom_id in _custom_ids(candidate.components)
    names = {file.name for file in message.files}
    return any(file.filename in names for file in candidate.attachments)


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    """Return the custom ids of components and of all inside them, at whatever depth."""
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield str(custom_id)
        inside = [*getattr(component, "children", ()), getattr(component, "accessory", None)]
        yield from _custom_ids(one for one in inside if one is not None)
