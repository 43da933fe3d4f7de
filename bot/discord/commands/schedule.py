"""/schedule: yesterday's recap every day, in a channel and at a time that an organiser sets."""

from __future__ import annotations

import datetime as dt
import logging
import re
import zoneinfo
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.cards.recap import day_key
from bot.discord.commands.channels import FORM_LABELS, may_share
from bot.discord.commands.suggest import suggest_zones, zones
from bot.discord.gate import Interaction, admit, organisers
from bot.discord.host import Host
from bot.discord.installs import IN_SERVERS, SERVER
from bot.discord.message import Message, notice
from bot.discord.send import tell
from bot.service.schedules import Schedule
from bot.service.service import Service
from bot.service.shares import DayKey, Form, Share
from embeddings.errors import LibraryError, QuothError, UnknownDayError

FormName = Literal["cards", "thread", "forum"]
_LOOK_EVERY = 20.0
"""Seconds between looks at the clock: a minute is never missed."""
_TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)")

_log = logging.getLogger(__name__)


class Scheduling(commands.Cog):
    """Recaps that come by themselves."""

    schedule = app_commands.Group(
        name="schedule",
        description="For organisers: yesterday's recap, every day.",
        allowed_contexts=IN_SERVERS,
        allowed_installs=SERVER,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: Host) -> None:
        """The bot's own clock says when something is due."""
        self.clock = bot.tenants.others.clock
        self._bot = bot

    async def cog_load(self) -> None:
        """Begin to look at the clock."""
        self._bot.keep(self._watch())

    async def _watch(self) -> None:
        await self._bot.wait_until_serving()
        async for _ in self.clock.every(_LOOK_EVERY):
            try:
                await self.look()
            except LibraryError as error:
                _log.warning("What is scheduled cannot be read just now: %s", error)
            except Exception:  # noqa: BLE001 - else one defect would end the recaps of all servers for good
                _log.exception("What is scheduled could not be shared because of a defect.")

    async def look(self) -> None:
        """Share what is due by now; what fails is logged, and completed at the next start at the latest.

        No server's failure keeps another from its recap. Raises LibraryError.
        """
        tenants = self._bot.tenants
        for schedule in await tenants.others.off_loop(tenants.database.schedules.every):
            service = tenants.of(schedule.server)
            if not service.ready.is_set():
                continue
            try:
                shares = await self._due(service, schedule)
            except LibraryError as error:
                _log.warning("A scheduled recap has to wait: %s", error)
                continue
            except Exception:  # noqa: BLE001 - the other servers' schedules are seen to all the same
                _log.exception("A scheduled recap has to wait because of a defect.")
                continue
            for share in shares:
                with service.at_work():
                    await self._bot.publisher.attempt(share, "A scheduled recap could not be posted")

    async def _due(self, service: Service, schedule: Schedule) -> list[Share]:
        now = self.clock.now().astimezone(zoneinfo.ZoneInfo(schedule.zone))
        today = now.date()
        if now.time().replace(tzinfo=None) < schedule.at or (
            schedule.done is not None and schedule.done >= today
        ):
            return []
        yesterday = today - dt.timedelta(days=1)
        days = await service.off_loop(self._days_of, service, yesterday)
        return await service.off_loop(service.database.schedules.see_to, schedule, today, days)

    def _days_of(self, service: Service, date: dt.date) -> list[DayKey]:
        """Return the days of this date; none where the notes have none."""
        try:
            return [
                day_key(recap)
                for recap in service.core.recaps(date.isoformat())
                if recap.date == date.isoformat()
            ]
        except UnknownDayError:
            return []

    @schedule.command(name="set")
    @organisers
    @app_commands.describe(
        channel="Where to post it",
        time="When, as 08:30",
        zone="The time zone, as Europe/Lisbon",
        form="As what",
    )
    @app_commands.autocomplete(zone=suggest_zones)
    async def set(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | discord.ForumChannel,
        time: str,
        zone: str,
        form: FormName | None = None,
    ) -> None:
        """Post yesterday's recap every day; days without notes are skipped. Replaces what was set."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        at = read_time(time)
        place = read_zone(zone)
        chosen: Form = form or ("forum" if isinstance(channel, discord.ForumChannel) else "cards")
        target = may_share(interaction, channel.id, chosen)
        now = self.clock.now().astimezone(place)
        # What is set after its time begins tomorrow, not at once.
        done = now.date() if now.time().replace(tzinfo=None) >= at else None
        new = Schedule(target.guild.id, target.id, chosen, at, place.key, done)
        await service.off_loop(service.database.schedules.keep, new)
        await tell(interaction, Message(content=f"Set. {self._words(new)}"))

    @schedule.command(name="show")
    @organisers
    async def show(self, interaction: Interaction) -> None:
        """Say what is scheduled here."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        found = await service.off_loop(service.database.schedules.of, interaction.guild_id or 0)
        await tell(
            interaction,
            Message(content=self._words(found)) if found else notice("Nothing is scheduled here."),
        )

    @schedule.command(name="remove")
    @organisers
    async def remove(self, interaction: Interaction) -> None:
        """Post no more recaps by the clock."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        gone = await service.off_loop(service.database.schedules.remove, interaction.guild_id or 0)
        await tell(interaction, notice("Removed." if gone else "Nothing is scheduled here."))

    def _words(self, schedule: Schedule) -> str:
        return (
            f"Yesterday's recap comes to <#{schedule.channel}> every day at {schedule.at:%H:%M} "
            f"({schedule.zone}), as: {FORM_LABELS[schedule.form].lower()}. Next: "
            f"<t:{int(next_time(schedule, self.clock.now()).timestamp())}:F>. Days without notes are skipped."
        )


def next_time(schedule: Schedule, now: dt.datetime) -> dt.datetime:
    """Return when a schedule is next seen to."""
    zone = zoneinfo.ZoneInfo(schedule.zone)
    today = now.astimezone(zone).date()
    day = today if schedule.done is None or schedule.done < today else today + dt.timedelta(days=1)
    return max(dt.datetime.combine(day, schedule.at, zone), now)


def read_time(text: str) -> dt.time:
    """Read "8:30"; raises QuothError."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise QuothError(f"“{text}” is not a time of day: write it as 08:30.")
    return dt.time(int(match[1]), int(match[2]))


def read_zone(name: str) -> zoneinfo.ZoneInfo:
    """Read a time zone's name, in any case; raises QuothError."""
    wanted = name.strip().casefold().replace(" ", "_")
    found = next((zone for zone in zones() if zone.casefold() == wanted), None)
    if found is None:
        raise QuothError(f"There is no time zone “{name}”: pick one that I offer, for example Europe/Lisbon.")
    return zoneinfo.ZoneInfo(found)
