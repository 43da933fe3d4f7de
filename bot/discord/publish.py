"""Shares carried out: a recap's messages sent, edited, or found again, so that each stands exactly once.

A message is noted, as planned, before it is sent. One that was planned and is not known to have arrived is
looked for among the bot's own messages first, by what its buttons or its file are called; if it is not there
it is sent under its old nonce, under which Discord gives the message that came minutes ago, if one did,
instead of another.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

import aiohttp
import discord

from bot.discord import limits
from bot.discord.custom_ids import PresenceButton
from bot.discord.embeds.recap import Planned, day_key, page_name, planned, title_of
from bot.discord.message import Message
from bot.discord.send import THREAD_THERE, edit, open_post, repeated, send
from bot.render.images import Attachment
from bot.render.page import render
from bot.service.service import Service
from bot.service.shares import DayKey, Form, Part, Share, Shares
from bot.service.tenants import Tenants
from embeddings.digest.recap import Recap
from embeddings.errors import QuothError, UnknownDayError

_LOOK_BACK = 500
"""Messages of a channel that are looked through for one that may have arrived."""
_EARLIER = dt.timedelta(minutes=2)
"""What two clocks may differ by."""
_ARCHIVED = 50083
"""Discord: the thread is archived, so its messages cannot be edited."""
_GONE = (10003, 10008)
"""Discord: unknown channel, unknown message."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A day as it is shared."""

    recap: Recap
    page: Attachment

    def messages(self, form: Form, service: Service) -> list[Planned]:
        """Return its messages in a form."""
        return planned(self.recap, form, service.site, self.page)


async def tell_day(service: Service, day: DayKey) -> Told:
    """Return a day's recap with its page; raises UnknownDayError where the notes no longer hold it."""

    def told() -> Told:
        found = _find(service, day)
        page = render(
            [found], service.settings.notes, images=service.settings.images, notes_url=service.site.url
        ).encode()
        if len(page) > limits.FILE_BYTES:
            page = render(
                [found], service.settings.notes, notes_url=service.site.url, pictures=False
            ).encode()
        return Told(found, Attachment(page_name(found), page, "The recap as one page"))

    return await service.off_loop(told)


def _find(service: Service, day: DayKey) -> Recap:
    for name in (day[1], day[2], day[0], None):
        try:
            found = (
                [r for r in service.core.recaps(name) if day_key(r) == day] if name or not any(day) else []
            )
        except UnknownDayError:
            continue
        if found:
            return found[0]
    shown = " · ".join(filter(None, day)) or "that day"
    raise UnknownDayError(f"The notes no longer hold {shown}.")


async def attempted(work: Awaitable[object], failing: str) -> None:
    """Await what is done of a share; what fails is logged, a defect too, so that others are seen to."""
    try:
        await work
    except (discord.HTTPException, QuothError, OSError, aiohttp.ClientError) as error:
        _log.warning("%s: %s", failing, str(error) or type(error).__name__)
    except Exception:  # noqa: BLE001 - the other shares are carried out all the same
        _log.exception("%s, by a defect.", failing)


class Publisher:
    """Carries out shares, one at a time each."""

    def __init__(self, client: discord.Client, tenants: Tenants, shares: Shares) -> None:
        """``client`` is connected when shares are carried out."""
        self._client = client
        self._tenants = tenants
        self._shares = shares
        self._locks: dict[int, asyncio.Lock] = {}

    async def complete(self) -> None:
        """Carry out the shares that are unfinished, as after a start; what fails is logged and kept.

        Raises LibraryError where the database cannot be read.
        """
        for share in await self._tenants.others.off_loop(self._shares.unfinished):
            await attempted(self._complete(share), "A recap could not be completed")

    async def _complete(self, share: Share) -> None:
        """Carry out a share, and forget it where its channel is gone."""
        try:
            await self.carry_out(share)
        except discord.HTTPException as error:
            if error.code == _GONE[0]:
                await self._tenants.others.off_loop(self._shares.forget_share, share.id)
            raise

    async def carry_out(self, share: Share) -> str:
        """Make every message of a share stand as it should; gives the address of the first."""
        service = self._tenants.of(share.server)
        async with self._locks.setdefault(share.id, asyncio.Lock()):
            told = await tell_day(service, share.day)
            # As it stands now: whoever held the lock before may have opened the thread.
            now = await service.off_loop(self._shares.share, share.id) or share
            address = await _Work(self._client, service, self._shares, now, told).run()
            await service.off_loop(self._shares.finish, share.id)
            return address


class _Work:
    """One carrying out of one share."""

    def __init__(
        self, client: discord.Client, service: Service, shares: Shares, share: Share, told: Told
    ) -> None:
        self._client = client
        self._off_loop = service.off_loop
        self._shares = shares
        self._share = share
        self._told = told
        self._messages = told.messages(share.form, service)
        self._parts: dict[int, Part] = {}

    async def run(self) -> str:
        share = self._share
        self._parts = {part.place: part for part in await self._off_loop(self._shares.parts, share.id)}
        head, *rest = self._messages
        first = await (
            self._forum_head(head) if share.form == "forum" else self._stand(self._channel(), 0, head)
        )
        where: discord.abc.Messageable = self._channel()
        if share.form == "thread":
            await self._open_thread(first)
        if share.form != "cards":
            where = self._partial(first)
        for place, message in enumerate(rest, 1):
            await self._stand(where, place, message)
        for place in sorted(set(self._parts) - set(range(len(self._messages))), reverse=True):
            await self._remove(where, self._parts[place])
        at = first if share.form == "forum" else share.channel
        return f"https://discord.com/channels/{share.server}/{at}/{first}"

    def _channel(self) -> discord.PartialMessageable:
        return self._partial(self._share.channel)

    def _partial(self, channel: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel, guild_id=self._share.server)

    # ------------------------------------------------------------------ one message

    async def _stand(self, where: discord.abc.Messageable, place: int, message: Planned) -> int:
        """Make a message stand as it should; gives its id."""
        part = await self._known(where, place, message)
        post = message.as_message(self._share.id, place)
        if (there := part.message) is not None:
            if part.digest == message.digest:
                return there
            try:
                await self._edit(_partial_message(where, there), post)
            except discord.NotFound as error:
                if error.code != _GONE[1]:
                    raise
                part = await self._off_loop(self._shares.plan, self._share.id, place, message.sessions)
            else:
                await self._note(place, there, message)
                return there
        sent = await send(where, post, nonce=part.nonce)
        await self._note(place, sent.id, message)
        return sent.id

    async def _edit(self, message: discord.PartialMessage, post: Message) -> None:
        try:
            await edit(message, post)
        except discord.HTTPException as error:
            if error.code != _ARCHIVED:
                raise
            thread = await self._client.fetch_channel(message.channel.id)
            if isinstance(thread, discord.Thread):
                await thread.edit(archived=False)
            await edit(message, post)

    async def _known(self, where: discord.abc.Messageable, place: int, message: Planned) -> Part:
        """Return what is known of a message: planned now, sent, or perhaps sent and then looked for."""
        part = self._parts.get(place)
        if part is None:
            return await self._off_loop(self._shares.plan, self._share.id, place, message.sessions)
        if part.message is None and (found := await self._look_for(where, place, message)) is not None:
            part = Part(place, part.nonce, found, None, part.sessions)
        return part

    async def _look_for(self, where: discord.abc.Messageable, place: int, message: Planned) -> int | None:
        before = self._parts.get(place - 1)
        started = dt.datetime.fromtimestamp(self._share.started, dt.UTC) - _EARLIER
        after = (
            discord.Object(before.message)
            if before is not None and before.message is not None
            else discord.Object(discord.utils.time_snowflake(started))
        )
        try:
            async for candidate in where.history(after=after, limit=_LOOK_BACK, oldest_first=True):
                if self._is(candidate, place, message):
                    return candidate.id
        except discord.Forbidden:
            # Without the permission to read the channel's history only the nonce stands between.
            _log.info("The history of a channel may not be read to look for a message.")
        return None

    def _is(self, candidate: discord.Message, place: int, message: Planned) -> bool:
        if self._client.user is None or candidate.author.id != self._client.user.id:
            return False
        if not message.sessions:
            return any(file.filename == self._told.page.name for file in candidate.attachments)
        wanted = str(PresenceButton(self._share.id, place, 1))
        return any(
            getattr(item, "custom_id", None) == wanted
            for row in candidate.components
            for item in getattr(row, "children", [row])
        )

    async def _note(self, place: int, message_id: int, message: Planned) -> None:
        await self._off_loop(
            self._shares.sent, self._share.id, place, message_id, message.digest, message.sessions
        )
        self._parts[place] = Part(place, "", message_id, message.digest, message.sessions)

    async def _remove(self, where: discord.abc.Messageable, part: Part) -> None:
        if part.message is not None:
            message = _partial_message(where, part.message)
            try:
                await repeated(message.delete, busy=True)
            except discord.NotFound:
                _log.info("A message that was to be removed is gone.")
        await self._off_loop(self._shares.drop, self._share.id, part.place)

    # ------------------------------------------------------------------ threads

    async def _open_thread(self, head: int) -> None:
        """Open the thread under the message that heads the share; it has the message's id."""
        if self._share.thread is not None:
            return
        message = self._channel().get_partial_message(head)
        try:
            await repeated(lambda: message.create_thread(name=title_of(self._told.recap)), busy=True)
        except discord.HTTPException as error:
            if error.code != THREAD_THERE:
                raise
        await self._off_loop(self._shares.opened, self._share.id, head)

    async def _forum_head(self, message: Planned) -> int:
        """Make the forum's post stand; gives the id of the post, which its first message has too."""
        part = self._parts.get(0)
        if part is not None and part.message is None and (found := await self._find_post()) is not None:
            await self._off_loop(self._shares.opened, self._share.id, found)
            part = self._parts[0] = Part(0, part.nonce, found, None, ())
        if part is not None and part.message is not None:
            return await self._stand(self._partial(part.message), 0, message)
        await self._off_loop(self._shares.plan, self._share.id, 0, ())
        forum = self._client.get_channel(self._share.channel)
        if not isinstance(forum, discord.ForumChannel):
            raise QuothError("That forum is gone, or I may not see it.")
        thread = await open_post(forum, title_of(self._told.recap), message.as_message(self._share.id, 0))
        await self._off_loop(self._shares.opened, self._share.id, thread.id)
        await self._note(0, thread.id, message)
        return thread.id

    async def _find_post(self) -> int | None:
        forum = self._client.get_channel(self._share.channel)
        if not isinstance(forum, discord.ForumChannel) or self._client.user is None:
            return None
        candidates: Sequence[discord.Thread] = [
            thread
            for thread in forum.threads
            if thread.owner_id == self._client.user.id and thread.name == title_of(self._told.recap)
        ]
        for thread in candidates:
            try:
                first = await thread.fetch_message(thread.id)
            except discord.NotFound:
                continue
            if any(file.filename == self._told.page.name for file in first.attachments):
                return thread.id
        return None


def _partial_message(where: discord.abc.Messageable, message: int) -> discord.PartialMessage:
    if not isinstance(where, discord.PartialMessageable):
        raise TypeError(f"no partial channel: {where!r}")
    return where.get_partial_message(message)
