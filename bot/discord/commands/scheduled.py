"""Discord as recaps that are posted by the clock see it: its servers, channels, and organisers."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging

import aiohttp
import discord

from bot.discord.cards.recap import day_key
from bot.discord.commands.channels import must_be_able, target_of
from bot.discord.error_messages import words_for
from bot.discord.host import Host
from bot.discord.message import notice
from bot.discord.send import send
from bot.phrases.phrases import ENGLISH, language_of
from bot.service.chat import PlaceGoneError
from bot.service.scheduler import Places
from bot.service.schedules import Schedule
from bot.service.service import Service
from bot.service.shares import DayKey
from embeddings.errors import QuothError, UnknownDayError

_log = logging.getLogger(__name__)


def days_of(service: Service, date: dt.date) -> list[DayKey]:
    """Return the days of this date; none where the notes have none."""
    try:
        found = service.core.recaps(date.isoformat())
    except UnknownDayError:
        return []
    return [day_key(recap) for recap in found if recap.date == date.isoformat()]


class DiscordPlaces(Places):
    """The servers that this client is connected to."""

    def __init__(self, bot: Host) -> None:
        """``bot`` is connected when it is asked."""
        self._bot = bot

    def serves(self, server: int) -> bool:
        """Tell whether the bot is in a server, by this process's connections, and the server is not away."""
        guild = self._bot.get_guild(server)
        return self._bot.serves(server) and guild is not None and not guild.unavailable

    def check(self, schedule: Schedule) -> None:
        """Raise QuothError, naming the missing permission, where the bot could not post there just now."""
        guild = self._bot.get_guild(schedule.server)
        if guild is None:
            raise QuothError("I am no longer in that server.")
        must_be_able(target_of(guild, schedule.channel, schedule.form), schedule.form, tag=schedule.tag)

    def explain(self, schedule: Schedule, error: BaseException) -> str:
        """Return why a recap could not be posted; what Discord refused is named by what is missing now."""
        if isinstance(error, (discord.Forbidden, discord.NotFound, PlaceGoneError)):
            try:
                self.check(schedule)
            except QuothError as missing:
                return str(missing)
        if isinstance(error, TimeoutError):
            return "Discord had me wait for too long."
        if isinstance(error, discord.HTTPException) and not isinstance(error, discord.Forbidden):
            said = f"HTTP {error.status}, code {error.code}" if error.code else f"HTTP {error.status}"
            return f"Discord did not take it ({said})."
        if isinstance(error, (aiohttp.ClientError, OSError)):
            return f"Discord could not be reached ({type(error).__name__})."
        return words_for(error) or "Discord no longer waits for it."

    async def tell(self, schedule: Schedule, words: str) -> bool:
        """Send who set a schedule a direct message, once for the same words; False where it may go later.

        Who is no longer in the server hears nothing more of it.
        """
        guild, organiser = self._bot.get_guild(schedule.server), schedule.organiser or 0
        where = f"{guild.name}: " if guild is not None else ""
        language = language_of(guild.preferred_locale.value) if guild is not None else ENGLISH
        nonce = hashlib.sha256(f"{schedule.server} {organiser} {words}".encode()).hexdigest()[:24]
        try:
            if guild is not None:
                await guild.fetch_member(organiser)
            person = await self._bot.create_dm(discord.Object(organiser))
            await send(person, notice(f"{where}{words}"), nonce=nonce, language=language)
        except (discord.Forbidden, discord.NotFound):
            _log.info("An organiser takes no direct messages, or left.")
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.info("An organiser could not be sent a message (%s).", type(error).__name__)
            return False
        return True
