"""Shares carried out: a recap's messages sent, edited, or found again, so that each stands exactly once.

A message is planned in the database before it is sent. One that was planned and is not known to have arrived
is looked for first; if it is not there it is sent under its old nonce, under which a platform gives the
message that came minutes ago, if one did, instead of another.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.service.chat import MessageGoneError, PlaceGoneError, ThreadedChat
from bot.service.service import Service
from bot.service.shares import Part, Share, Shares
from bot.service.tenants import Tenants
from embeddings.errors import LibraryError, QuothError

_M = TypeVar("_M")
_M_co = TypeVar("_M_co", covariant=True)
_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class Planned(Protocol[_M_co]):
    """A message of a share, as it should stand."""

    @property
    def sessions(self) -> tuple[str, ...]:
        """The ids of the sessions on it."""

    @property
    def digest(self) -> str:
        """Stands for all that it holds."""

    def as_message(self, share: int, place: int) -> _M_co:
        """Return the message, told from those of every other share and place."""


@dataclass(frozen=True, slots=True)
class Plan(Generic[_M]):
    """A day as it should stand where it is shared."""

    title: str
    """Of its thread, or its post in a forum."""
    messages: Sequence[Planned[_M]]
    """Its head first."""


class Publisher(Generic[_M]):
    """Carries out shares, one at a time each."""

    def __init__(
        self,
        tenants: Tenants,
        plan: Callable[[Service, Share], Awaitable[Plan[_M]]],
        chat_of: Callable[[int], ThreadedChat[_M]],
        serves: Callable[[int], bool] = lambda _: True,
    ) -> None:
        """``plan`` lays out a share; it raises UnknownDayError where the notes no longer hold the day.

        ``chat_of`` gives the chat of a server, which is connected when shares are carried out; ``serves``
        tells of a server whether this process serves it.
        """
        self._tenants = tenants
        self._plan = plan
        self._chat_of = chat_of
        self._serves = serves
        self._process = secrets.token_hex(8)
        """Stands for this process where a share is noted to be carried out."""
        self._locks: dict[int, asyncio.Lock] = {}
        self._at_work: Counter[int] = Counter()
        """By server, how many shares are being carried out."""
        self._moved = asyncio.Event()
        self._cut_off = True
        """Whether shares may be left half done that nobody is carrying out: at the start, and later where the
        database could not be reached in the middle of one."""

    @property
    def _shares(self) -> Shares:
        return self._tenants.database.shares

    async def complete(self, of: Callable[[int], bool] | None = None) -> None:
        """Carry out the shares that are unfinished, as after a start; what fails is logged and kept.

        Those ``of`` some servers, by default of all that this process serves. Raises LibraryError where the
        database cannot be read.
        """
        of = of or self._serves
        for share in await self._tenants.others.off_loop(self._shares.unfinished):
            if not of(share.server):
                continue
            failures = self._chat_of(share.server).failures
            expected: tuple[type[Exception], ...] = (QuothError, OSError, *failures)
            try:
                await self._complete(share)
            except expected as error:
                _log.warning("A recap could not be completed: %s", str(error) or type(error).__name__)
            except Exception:  # noqa: BLE001 - the other shares are carried out all the same
                _log.exception("A recap could not be completed because of a defect.")

    async def complete_cut_off(self) -> None:
        """As ``complete``, where something may have been left half done since the last call.

        Raises LibraryError where the database cannot be read; the next call then tries again.
        """
        if not self._cut_off:
            return
        self._cut_off = False
        try:
            await self.complete()
        except LibraryError:
            self._cut_off = True
            raise

    async def _complete(self, share: Share) -> None:
        """Carry out a share, and forget it where its channel is gone."""
        try:
            await self.carry_out(share, cut_off=True)
        except PlaceGoneError:
            await self._tenants.others.off_loop(self._shares.forget_share, share.id)
            raise

    async def carry_out(self, share: Share, *, cut_off: bool = False) -> str:
        """Make every message of a share stand as it should; return the address of the first.

        A thread or post that was deleted is opened anew. Of several who share at once, in whatever forms, the
        first decides. Raises PlaceGoneError where the channel is gone, and TakenOverError where another
        process is at it, unless that one was ``cut_off``, whatever is noted.
        """
        try:
            return await self._run(share, anew=True, cut_off=cut_off)
        except PlaceGoneError:
            if not await self._tenants.of(share.server).off_loop(self._shares.thread_gone, share.id):
                raise
            return await self._run(share, anew=True)

    async def bring_up_to_date(self, share: Share) -> None:
        """Make what stands of a share say what the notes say now; what was deleted stays away."""
        try:
            await self._run(share, anew=False)
        except PlaceGoneError:
            _log.info("A recap that was to be brought up to date is gone.")

    async def finished(self, of: Callable[[int], bool]) -> None:
        """Wait until no share is being carried out in any server that ``of`` names."""
        while any(of(server) for server, count in self._at_work.items() if count):
            self._moved.clear()
            await self._moved.wait()

    async def _run(self, share: Share, *, anew: bool, cut_off: bool = False) -> str:
        self._at_work[share.server] += 1
        try:
            return await self._make_stand(share, anew=anew, cut_off=cut_off)
        except LibraryError:
            self._cut_off = True
            raise
        finally:
            self._at_work[share.server] -= 1
            self._moved.set()

    async def _make_stand(self, share: Share, *, anew: bool, cut_off: bool) -> str:
        service, shares, work = self._tenants.of(share.server), self._shares, self._process
        async with self._locks.setdefault(share.id, asyncio.Lock()):
            # As it stands now: whoever held the lock before may have sent it in another form.
            now = await service.off_loop(lambda: shares.take_up(share, work, cut_off=cut_off))
            if now is None:
                raise PlaceGoneError("That channel is gone, or I may not see it.")
            try:
                plan = await self._plan(service, now)
                chat = self._chat_of(share.server)
                address = await _Work(chat, service, shares, now, plan, anew=anew).run()
            except Exception:
                await service.off_loop(shares.give_up, share.id, work)
                raise
            await service.off_loop(shares.finish, share.id, work)
            return address


class _Work(Generic[_M]):
    """One carrying out of one share."""

    def __init__(
        self,
        chat: ThreadedChat[_M],
        service: Service,
        shares: Shares,
        share: Share,
        plan: Plan[_M],
        *,
        anew: bool,
    ) -> None:
        """``anew`` sends what was deleted again."""
        self._chat = chat
        self._off_loop = service.off_loop
        self._shares = shares
        self._share = share
        self._plan = plan
        self._anew = anew
        self._parts: dict[int, Part] = {}

    async def run(self) -> str:
        share, channel = self._share, str(self._share.channel)
        self._parts = {part.place: part for part in await self._off_loop(self._shares.parts, share.id)}
        head, *rest = self._plan.messages
        where = channel
        if share.form == "forum":
            first = where = await self._stand_post(channel, head)
        else:
            first = await self._stand(channel, 0, head)
        if share.form == "thread":
            where = await self._open_thread(channel, first)
        for place, planned in enumerate(rest, 1):
            await self._stand(where, place, planned)
        if share.publish and share.form != "forum":
            await self._publish(channel, [0] if share.form == "thread" else range(len(rest) + 1))
        for place in sorted(set(self._parts) - set(range(len(self._plan.messages))), reverse=True):
            await self._remove(where, self._parts[place])
        return self._chat.address(first if share.form == "forum" else channel, first)

    async def _noted(self, write: Callable[..., _T], *values: object) -> _T:
        """Write of the share, as long as nobody else took it up."""
        return await self._off_loop(write, self._share.id, *values, self._share.work)

    # ------------------------------------------------------------------ one message

    async def _stand(self, where: str, place: int, planned: Planned[_M]) -> str:
        """Make a message stand as it should; return its id."""
        message = planned.as_message(self._share.id, place)
        part = await self._known(where, place, planned, message)
        if (there := part.message) is not None:
            if part.digest == planned.digest:
                return there
            try:
                await self._chat.edit(where, there, message)
            except MessageGoneError:
                if not self._anew:
                    return there
                part = await self._noted(self._shares.plan, place, planned.sessions)
            else:
                await self._note(place, there, planned)
                return there
        sent = await self._chat.send(where, message, nonce=part.nonce)
        await self._note(place, sent, planned)
        return sent

    async def _known(self, where: str, place: int, planned: Planned[_M], message: _M) -> Part:
        """Return what is known of a message: planned now, sent, or perhaps sent and then looked for."""
        part = self._parts.get(place)
        if part is None:
            return await self._noted(self._shares.plan, place, planned.sessions)
        if part.message is not None:
            return part
        before = self._parts.get(place - 1)
        found = await self._chat.find_sent(
            where,
            part.nonce,
            message,
            after=before.message if before is not None else None,
            since=self._share.started,
        )
        return part if found is None else Part(place, part.nonce, found, None, part.sessions)

    async def _publish(self, channel: str, places: Iterable[int]) -> None:
        """Send what stands in an announcement channel on to those that follow it, each message once."""
        for place in places:
            part = self._parts[place]
            if part.message is not None and not part.published:
                await self._chat.publish(channel, part.message)
                await self._noted(self._shares.published, place)

    async def _note(self, place: int, sent: str, planned: Planned[_M]) -> None:
        await self._noted(self._shares.sent, place, sent, planned.digest, planned.sessions)
        known = self._parts.get(place)
        published = known is not None and known.message == sent and known.published
        self._parts[place] = Part(place, "", sent, planned.digest, planned.sessions, published)

    async def _remove(self, where: str, part: Part) -> None:
        if part.message is not None:
            try:
                await self._chat.remove(where, part.message)
            except (MessageGoneError, PlaceGoneError):
                _log.info("A message that was to be removed is gone.")
        await self._noted(self._shares.drop, part.place)

    # ------------------------------------------------------------------ threads

    async def _open_thread(self, channel: str, head: str) -> str:
        """Return the thread below the message that heads the share, opened if it is not."""
        if self._share.thread is not None:
            return self._share.thread
        thread = await self._chat.open_thread(channel, head, self._plan.title)
        await self._noted(self._shares.opened, thread)
        return thread

    async def _stand_post(self, forum: str, planned: Planned[_M]) -> str:
        """Make the forum's post stand; return its id, which its first message has too."""
        message = planned.as_message(self._share.id, 0)
        part = self._parts.get(0)
        if part is not None and part.message is None:
            found = await self._chat.find_post(forum, self._plan.title, message)
            if found is not None:
                await self._noted(self._shares.opened, found)
                part = self._parts[0] = Part(0, part.nonce, found, None, ())
        if part is not None and part.message is not None:
            return await self._stand(part.message, 0, planned)
        await self._noted(self._shares.plan, 0, ())
        post = await self._chat.open_post(forum, self._plan.title, message, self._share.tag)
        await self._noted(self._shares.opened, post)
        await self._note(0, post, planned)
        return post
