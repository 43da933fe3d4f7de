"""A Discord server to walk about in: channels, people with roles, and the bot, over simcord.

simcord is for what people see: who may use a command, what is shown to one alone, what stands in a channel
afterwards, and time that passes at a word. It plays Discord above discord.py's requests and has no wire;
what happens on the wire is tested over the loopback server (``tests.loopback.server``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import discord

from bot.discord.client import QuothBot
from bot.discord.commands.recap import Recaps
from bot.discord.commands.schedule import Scheduling
from bot.service.presence import Presence
from bot.service.scheduler import Scheduler
from bot.service.schedules import Schedules
from bot.service.shares import Shares
from bot.service.tenants import Tenants
from tests.loopback import reading
from tests.services import Controlled, library_of, make_service

ASKED = "how do lighthouses send their state?"


def make_bot(folder: Path, **settings: Any) -> QuothBot:
    """Make a bot over the notes in ``folder`` (see ``make_service``)."""
    return QuothBot(Tenants(make_service(folder, **settings)))


@dataclass
class World:
    """A server with a channel, one that ann may not write in, a forum, ann, bob and an organiser."""

    env: Any
    folder: Path
    bot: QuothBot
    tenants: list[Tenants]
    """Of every bot that was made, which are closed at the end."""
    guild: Any
    channel: Any
    hall: Any
    forum: Any
    ann: Any
    bob: Any
    boss: Any

    @classmethod
    def made(cls, env: Any, folder: Path, bot: QuothBot, tenants: list[Tenants]) -> World:
        """Set the server up."""
        guild = env.create_guild()
        organisers = guild.create_role("organisers", permissions=discord.Permissions(manage_guild=True))
        silent = discord.PermissionOverwrite(send_messages=False)
        ann, bob = (guild.add_member(env.create_user(name)) for name in ("ann", "bob"))
        return cls(
            env,
            folder,
            bot,
            tenants,
            guild,
            channel=guild.create_text_channel("general"),
            hall=guild.create_text_channel("hall", overwrites={guild.default_role: silent}),
            forum=guild.create_forum_channel("recaps"),
            ann=ann,
            bob=bob,
            boss=guild.add_member(env.create_user("boss"), roles=[organisers]),
        )

    @property
    def library(self) -> Controlled:
        """What the bot answers from."""
        return library_of(self.bot.tenants.others)

    @property
    def shares(self) -> Shares:
        return self.bot.tenants.database.shares

    @property
    def schedules(self) -> Schedules:
        return self.bot.tenants.database.schedules

    @property
    def presence(self) -> Presence:
        return self.bot.tenants.database.presence

    @property
    def recaps(self) -> Recaps:
        return cast(Recaps, self.bot.get_cog("Recaps"))

    @property
    def scheduling(self) -> Scheduling:
        return cast(Scheduling, self.bot.get_cog("Scheduling"))

    @property
    def scheduler(self) -> Scheduler:
        return self.scheduling.scheduler

    def ping(self, text: str = "") -> str:
        """Return a message that mentions the bot."""
        assert self.bot.user is not None
        return f"<@{self.bot.user.id}> {text}"

    async def restart(self) -> None:
        """Start the bot again, with what it kept."""
        await self.bot.tenants.others.off_loop(self.bot.tenants.others.database.close)
        self.bot = make_bot(self.folder)
        self.tenants.append(self.bot.tenants)
        await self.env.restart_bot(self.bot)

    def posted(self, channel: Any | None = None) -> list[Any]:
        """Return what the bot wrote into a channel for all."""
        assert self.bot.user is not None
        found = (channel or self.channel).history()
        return [m for m in found if m.author.id == self.bot.user.id and not m.flags.ephemeral]

    async def preview(self, who: Any | None = None, day: str = "Day 1") -> Any:
        """Have a recap shown to one alone."""
        result = await (who or self.ann).slash(self.channel, "recap", day=day)
        assert result.ephemeral
        return result.response

    async def share(self, message: Any, who: Any | None = None) -> Any:
        return await (who or self.ann).click(message, label="Share")


def wire(message: Any) -> reading.Data:
    """Return a message, of simcord's or of discord.py's, as it came over the wire."""
    parts = [one if isinstance(one, dict) else one.to_dict() for one in message.components]
    return {"content": message.content, "components": parts}


def words(message: Any) -> str:
    """Return all words that a message shows beside its buttons and menus."""
    return reading.words(wire(message))


def labels(message: Any) -> list[str]:
    """Return what a message's buttons are called."""
    return [reading.name_of(button) for button in reading.buttons(wire(message))]


def custom_ids(message: Any) -> list[str]:
    """Return the custom ids of all that may be pressed or picked under a message."""
    return reading.custom_ids(wire(message))


def button(message: Any, name: str) -> str:
    """Return the custom id of a button, known by its label or emoji."""
    return next(
        str(one["custom_id"]) for one in reading.buttons(wire(message)) if reading.name_of(one) == name
    )


def told(result: Any) -> str:
    """Return what a person was told privately."""
    messages = [message for message in [result.response, *result.followups] if message is not None]
    (message,) = [message for message in messages if message.ephemeral]
    return words(message)
