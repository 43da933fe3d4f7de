"""What becomes of notes that were handed in, in Discord: the organisers' message, and who is told."""

from __future__ import annotations

import asyncio
import hashlib
import logging

import aiohttp
import discord

from bot.discord.cards.inbox import name_of, submission_message
from bot.discord.chat import DiscordChat
from bot.discord.host import Host
from bot.discord.message import notice
from bot.discord.send import send
from bot.logs.troubles import Trouble
from bot.phrases.phrases import ENGLISH, language_of
from bot.service.chat import MessageGoneError, PlaceGoneError
from bot.service.inbox import Inbox
from bot.service.submissions import State, Submission
from embeddings.errors import LibraryError, QuothError

TELLING: dict[State, str] = {
    "taken": "“{file}” is approved, and among the notes now.",
    "refused": "“{file}” was refused: nothing of it was taken.",
    "removed": "“{file}” was removed.",
}
"""What who handed something in is told of it."""
_FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)

_log = logging.getLogger(__name__)


class HandedIn:
    """Brings Discord in line with what became of submissions, now or at the next look."""

    def __init__(self, bot: Host) -> None:
        """``bot`` is connected when it is asked."""
        self._bot = bot
        self._at_work = asyncio.Lock()
        self._reported: set[tuple[str, str]] = set()
        """What went wrong with which submission, as far as the log has it."""

    def inbox_of(self, server: int | None) -> Inbox:
        """Return the inbox of a server's notes."""
        return Inbox(self._bot.tenants.of(server))

    async def look(self) -> None:
        """See to all that is half done, or not told yet."""
        database = self._bot.tenants.database
        for one in await self._bot.tenants.others.off_loop(database.submissions.unsettled):
            guild = self._bot.get_guild(one.server)
            known = guild is not None and not guild.unavailable and self._bot.serves(one.server)
            if not known or self._bot.tenants.of(one.server).name != one.notes:
                continue
            try:
                with self._bot.tenants.of(one.server).at_work():
                    await self.settle(await self.inbox_of(one.server).complete(one))
            except (QuothError, *_FAILURES) as error:
                if (one.key, str(error)) not in self._reported:
                    _log.warning("What was handed in to a server could not be seen to: %s", error)
                self._reported.add((one.key, str(error)))

    async def settle(self, submission: Submission, *, knows: int | None = None) -> None:
        """Have the organisers' message, and who handed it in, told of a submission as it is.

        ``knows`` is a user who knows it already. Raises what Discord answered where it cannot be told.
        """
        async with self._at_work:
            service = self._bot.tenants.of(submission.server)
            now = await service.off_loop(service.database.submissions.find, submission.key, submission.server)
            if now is None or now.state == "shown" or now.told == now.state:
                return
            await self._tell_organisers(now)
            words = TELLING.get(now.state)
            if words and now.user is not None and now.user != knows:
                await self._tell(now, words.replace("{file}", name_of(now)))
            await service.off_loop(service.database.submissions.has_told, now.key, now.state)

    async def _tell_organisers(self, submission: Submission) -> None:
        service, kept = self._bot.tenants.of(submission.server), self._bot.tenants.database.submissions
        chat = DiscordChat(self._bot, submission.server)
        preview = None
        if submission.state == "waiting":
            preview = await self.inbox_of(submission.server).preview(submission)
        message = submission_message(submission, preview)
        if submission.message is not None:
            try:
                await chat.edit(str(submission.channel), submission.message, message)
            except (MessageGoneError, PlaceGoneError):
                _log.info("A message to organisers is gone.")
            return
        setting = await service.off_loop(kept.setting, submission.server)
        if submission.state != "waiting" or setting is None:
            return
        place, nonce = str(setting.channel), f"submission {submission.key}"
        sent = await chat.find_sent(place, nonce, message, after=None, since=submission.at)
        sent = sent or await chat.send(place, message, nonce=nonce)
        await service.off_loop(kept.stands, submission.key, setting.channel, sent)

    async def _tell(self, submission: Submission, words: str) -> None:
        """Send who handed something in a direct message; one who takes none finds it in the list."""
        guild = self._bot.get_guild(submission.server)
        language = language_of(guild.preferred_locale.value) if guild is not None else ENGLISH
        nonce = hashlib.sha256(f"{submission.key} {submission.state}".encode()).hexdigest()[:24]
        try:
            person = await self._bot.create_dm(discord.Object(submission.user or 0))
            await send(person, notice(words), nonce=nonce, language=language)
        except (discord.Forbidden, discord.NotFound):
            _log.info("Who handed in notes takes no direct messages.")


async def watch(bot: Host, handed_in: HandedIn, seconds: float) -> None:
    """See to what is half done or not told, again and again."""
    await bot.wait_until_serving()
    away = Trouble(_log, "What was handed in cannot be read just now: %s")
    async for _ in bot.tenants.clock.every(seconds):
        try:
            await handed_in.look()
            away.over()
        except LibraryError as error:
            away.tell(error)
        except Exception:  # noqa: BLE001 - else one defect would end it for all servers for good
            _log.exception("What was handed in could not be seen to because of a defect.")
