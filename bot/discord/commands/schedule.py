"""/schedule: yesterday's recap every day, in a channel and at a time that an organiser sets."""

from __future__ import annotations

import datetime as dt
import logging
import re
import zoneinfo
from dataclasses import replace
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.commands.channels import FORM_LABELS, may_share, read_tag, tag_of, target_of
from bot.discord.commands.scheduled import DiscordPlaces, days_of
from bot.discord.commands.suggest import suggest_tags, suggest_zones, zones
from bot.discord.gate import Interaction, admit, organisers
from bot.discord.host import Host
from bot.discord.installs import IN_SERVERS, SERVER
from bot.discord.markdown import escape
from bot.discord.message import Message, notice
from bot.discord.send import tell
from bot.logs.troubles import Trouble
from bot.render.labels import counted
from bot.service.clock import Clock
from bot.service.dues import Due
from bot.service.mornings import bound, last_morning, next_time
from bot.service.scheduler import Scheduler
from bot.service.schedules import LATE, Schedule
from bot.service.shares import Form
from embeddings.errors import LibraryError, QuothError

FormName = Literal["cards", "thread", "forum"]
_LOOK_EVERY = 20.0
"""Seconds between looks at the clock: a minute is never missed."""
_SHOWN = 5
"""Recaps that are outstanding and are told of."""
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
        self._bot = bot
        self.places = DiscordPlaces(bot)
        self.scheduler = Scheduler(bot.tenants, bot.publisher, self.places, days_of, bot.keep)

    @property
    def clock(self) -> Clock:
        """What says when something is due."""
        return self.scheduler.clock

    async def cog_load(self) -> None:
        """Begin to look at the clock."""
        self._bot.keep(self._watch())

    async def _watch(self) -> None:
        await self._bot.wait_until_serving()
        away = Trouble(_log, "What is scheduled cannot be read just now: %s")
        async for _ in self.clock.every(_LOOK_EVERY):
            try:
                await self.scheduler.begin()
                away.over()
            except LibraryError as error:
                away.tell(error)
            except Exception:  # noqa: BLE001 - else one defect would end the recaps of all servers for good
                _log.exception("What is scheduled could not be shared because of a defect.")

    @schedule.command(name="set")
    @organisers
    @app_commands.describe(
        channel="Where to post it",
        time="When, as 08:30",
        zone="The time zone, as Europe/Lisbon",
        form="As what",
        tag="A tag of the forum, where it wants one",
        publish="Publish it from an announcement channel to those that follow it",
        late="Days to wait for notes that come late: 0 to 7",
    )
    @app_commands.autocomplete(zone=suggest_zones, tag=suggest_tags)
    async def set(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | discord.ForumChannel,
        time: str,
        zone: str,
        form: FormName | None = None,
        tag: str | None = None,
        publish: bool = False,
        late: app_commands.Range[int, 0, 7] = LATE,
    ) -> None:
        """Post yesterday's recap every day; days without notes are skipped. Replaces what was set."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        at = read_time(time)
        place = read_zone(zone)
        chosen: Form = form or ("forum" if isinstance(channel, discord.ForumChannel) else "cards")
        server = interaction.guild_id or 0
        marked = None
        if interaction.guild is not None:
            marked = read_tag(target_of(interaction.guild, channel.id, chosen), tag)
        target = may_share(interaction, channel.id, chosen, tag=marked, publish=publish)
        new = Schedule(
            server, target.id, chosen, at, place.key, None, marked, publish, late, interaction.user.id
        )
        # What is set after its time begins tomorrow, not at once; but a morning that had not come by the
        # schedule before, and by this one would have, is not skipped.
        now = self.clock.now()
        before = await service.off_loop(service.database.schedules.of, server)
        done = [last_morning(new, now), *([before.done] if before is not None and before.done else [])]
        new = replace(new, done=min(done))
        await service.off_loop(service.database.schedules.keep, new, now.timestamp())
        await tell(interaction, Message(content=f"Set. {self._words(new)}"))

    @schedule.command(name="show")
    @organisers
    async def show(self, interaction: Interaction) -> None:
        """Say what is scheduled here."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        server = interaction.guild_id or 0
        found = await service.off_loop(service.database.schedules.of, server)
        if found is None:
            await tell(interaction, notice("Nothing is scheduled here."))
            return
        dues = await service.off_loop(service.database.dues.of, server)
        lines = [
            self._words(found),
            *(self._state(found, due) for due in dues if not due.posted or due.trouble),
        ]
        try:
            self.places.check(found)
        except QuothError as error:
            lines.append(f"As it is now I could not post it: {escape(str(error))}")
        await tell(interaction, Message(content="\n".join([lines[0], *lines[1:][-_SHOWN:]])))

    @schedule.command(name="remove")
    @organisers
    async def remove(self, interaction: Interaction) -> None:
        """Post no more recaps by the clock."""
        if (service := await admit(interaction, private=True, ready=False)) is None:
            return
        gone = await service.off_loop(service.database.schedules.remove, interaction.guild_id or 0)
        await tell(interaction, notice("Removed." if gone else "Nothing is scheduled here."))

    def _words(self, schedule: Schedule) -> str:
        more = []
        guild = self._bot.get_guild(schedule.server)
        channel = guild.get_channel(schedule.channel) if guild is not None else None
        tag = tag_of(channel, schedule.tag) if isinstance(channel, discord.ForumChannel) else None
        if tag is not None:
            more.append(f"with the tag “{escape(tag.name)}”")
        if schedule.publish:
            more.append("published to the channels that follow it")
        return (
            f"Yesterday's recap comes to <#{schedule.channel}> every day at {schedule.at:%H:%M} "
            f"({schedule.zone}), as: {'; '.join([FORM_LABELS[schedule.form].lower(), *more])}. Next: "
            f"<t:{int(next_time(schedule, self.clock.now()).timestamp())}:F>. Days without notes are "
            f"skipped; notes that come up to {counted(schedule.late, 'day')} late are posted then."
        )

    def _state(self, schedule: Schedule, due: Due) -> str:
        """Return how the recap of a date stands that was not posted, or not brought up to date."""
        until = f"<t:{int(bound(schedule, due.date).timestamp())}:f>"
        if due.trouble is None:
            return f"**{due.date}**: no notes yet; I wait for them until {until}."
        what = "not brought up to date" if due.posted else "not posted"
        return (
            f"**{due.date}**: {what}, tried {counted(due.tries, 'time')}: {escape(due.trouble)} "
            f"Next try: <t:{int(due.next)}:R>, until {until}."
        )


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
