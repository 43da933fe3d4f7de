"""What people do in the loopback Discord: write, use commands, press, pick."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.service.clock import Clock
from tests.loopback.gateway import Gateway
from tests.loopback.reading import buttons, menu, name_of
from tests.waiting import GUARD

TOKEN = "MTA5OTk5OTk5OTk5OTk5OTk5OQ.Gq1aZ2.loopback-token-that-must-never-be-seen-anywhere"
APP = 1099999999999999999
GUILD, CHANNEL = 2000, 3000
OTHER_GUILD, OTHER_CHANNEL = (1 << 22) + 2000, 3500
"""Another server, whose events come by the second of two shards."""
THIRD_GUILD, THIRD_CHANNEL = (2 << 22) + 2000, 3600
FOURTH_GUILD, FOURTH_CHANNEL = (3 << 22) + 2000, 3700
CHANNELS = {
    GUILD: CHANNEL,
    OTHER_GUILD: OTHER_CHANNEL,
    THIRD_GUILD: THIRD_CHANNEL,
    FOURTH_GUILD: FOURTH_CHANNEL,
}
MANAGE_GUILD = 1 << 5
SEND = (1 << 10) | (1 << 11) | (1 << 35) | (1 << 38)
WRITE, THREADS, WRITE_IN_THREADS = 1 << 11, 1 << 35, 1 << 38
REACT, ATTACH, HISTORY = 1 << 6, 1 << 15, 1 << 16
INVITED_WITH = SEND | REACT | ATTACH | HISTORY
"""The permissions that the bot asks for."""

Data = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file that a person gives to a command."""

    name: str
    data: bytes
    size: int | None = None
    """What Discord says that it has; by default what it has."""


@dataclass
class Use:
    """One use of a command, button or menu, and what came of it."""

    id: int
    token: str
    at: float
    data: Data
    channel: int = CHANNEL
    pressed: Data | None = None
    """The message that what was used stands under."""
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    first_after: float | None = None
    """Seconds to the first response."""
    answered_after: float | None = None
    kind: int | None = None
    ephemeral: bool = False
    message: Data | None = None
    choices: list[Data] | None = None
    form: Data | None = None
    """What was shown to be filled in."""
    followups: list[Data] = field(default_factory=list)
    deleted: bool = False

    async def answer(self) -> Data:
        """Wait for the whole answer."""
        await asyncio.wait_for(self.answered.wait(), GUARD)
        assert self.message is not None
        return self.message


class Actors:
    """The people of one server and channel, and what the bot sent them."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self.gateway = gateway
        self.clock = clock
        self.ids = itertools.count(10_000_000)
        self.uses: dict[str, Use] = {}
        self.messages: list[Data] = []
        self.changed: list[Data] = []
        """The bot's messages as they were changed, each time."""
        self.removed: set[str] = set()
        """The ids of the bot's messages that it deleted."""
        self.reactions: list[tuple[str, str]] = []
        """What the bot put under messages: their id and an emoji."""
        self.uploads: dict[str, bytes] = {}
        """What people gave to commands, by its id."""
        self.base = ""
        self.arrived = asyncio.Condition()
        self.may = INVITED_WITH
        """What the bot is permitted in every channel."""
        self.locale = "en-US"
        """The language of people's Discord."""
        self.server_locale = "en-US"
        """The language that servers say is their own."""
        self.taken_along = False
        """Whether people use the bot because they installed it themselves, where no server did."""

    def user(self, number: int = 1, *, bot: bool = False) -> Data:
        return {
            "id": str(number),
            "username": f"user{number}",
            "discriminator": "0",
            "avatar": None,
            "bot": bot,
        }

    def member(self, number: int, permissions: int = SEND) -> Data:
        return {
            "user": self.user(number),
            "roles": [],
            "flags": 0,
            "joined_at": "2031-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "permissions": str(permissions),
        }

    def _me(self) -> Data:
        return {**self.user(APP, bot=True), "username": "quoth"}

    def _channel(self, guild: int = GUILD) -> Data:
        channel = str(CHANNELS[guild])
        return {"id": channel, "type": 0, "name": "general", "position": 0, "permission_overwrites": []}

    async def say(
        self,
        text: str,
        *,
        user: int = 1,
        dm: bool = False,
        channel: int | None = None,
        guild: int = GUILD,
        **more: Any,
    ) -> Data:
        """A person writes a message; in a server it comes blank unless the bot is mentioned."""
        mentioned = f"<@{APP}>" in text or more.pop("pinged", False)
        data: Data = {
            "id": str(next(self.ids)),
            "channel_id": str(channel or (4000 + user if dm else CHANNELS[guild])),
            "author": self.user(user),
            "content": text if dm or mentioned else "",
            "type": 19 if "message_reference" in more else 0,
            "mentions": [self._me()] if mentioned else [],
            "timestamp": "2015-01-01T00:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            **more,
        }
        if not dm:
            data["guild_id"] = str(guild)
            data["member"] = {k: v for k, v in self.member(user).items() if k != "user"}
        else:
            data["channel_type"] = 1
        await self.gateway.dispatch("MESSAGE_CREATE", data)
        return data

    async def rewrite(self, said: Data, text: str, **more: Any) -> Data:
        """A person edits a message."""
        mentioned = f"<@{APP}>" in text or "guild_id" not in said
        data = {
            **said,
            "content": text if mentioned else "",
            "mentions": [self._me()] if f"<@{APP}>" in text else [],
            "edited_timestamp": said["timestamp"],
            **more,
        }
        await self.gateway.dispatch("MESSAGE_UPDATE", data)
        return data

    async def erase(self, said: Data) -> None:
        """A person deletes a message."""
        keys = ("id", "channel_id", "guild_id")
        await self.gateway.dispatch("MESSAGE_DELETE", {key: said[key] for key in keys if key in said})

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until the bot has done something that the server was told of."""
        async with self.arrived:
            await asyncio.wait_for(self.arrived.wait_for(happened), GUARD)

    async def _use(
        self,
        kind: int,
        data: Data,
        user: int,
        permissions: int,
        message: Data | None = None,
        guild: int | None = GUILD,
    ) -> Use:
        """``guild`` is None for a direct message."""
        number = next(self.ids)
        use = Use(number, f"interaction-token-{number}", self.clock.monotonic(), data)
        self.uses[use.token] = use
        payload: Data = {
            "id": str(number),
            "application_id": str(APP),
            "type": kind,
            "token": use.token,
            "version": 1,
            "attachment_size_limit": 10 * 1024 * 1024,
            "data": data,
            "entitlements": [],
            "locale": self.locale,
            "app_permissions": str(self.may),
        }
        if guild is None:
            payload["channel"] = {"id": str(4000 + user), "type": 1, "recipients": [self.user(user)]}
            payload["user"] = self.user(user)
        else:
            payload |= {"channel": self._channel(guild), "guild_id": str(guild)}
            payload["member"] = self.member(user, permissions)
        if self.taken_along:
            payload["authorizing_integration_owners"] = {"1": str(user)}
        payload["channel_id"] = payload["channel"]["id"]
        use.channel = int(payload["channel_id"])
        if message is not None:
            payload["message"] = use.pressed = message
        await self.gateway.dispatch("INTERACTION_CREATE", payload)
        return use

    async def slash(
        self,
        name: str,
        /,
        *,
        user: int = 1,
        permissions: int = SEND,
        guild: int | None = GUILD,
        **options: Any,
    ) -> Use:
        """A person uses a command; ``channel`` is a channel's id."""
        resolved: Data = {}
        given = [self._given(key, value, resolved) for key, value in options.items()]
        head, *sub = name.split()
        inner = [{"name": sub[0], "type": 1, "options": given}] if sub else given
        data = {"id": "1", "name": head, "type": 1, "options": inner, "resolved": resolved}
        return await self._use(2, data, user, permissions, guild=guild)

    def _given(self, key: str, value: Any, resolved: Data) -> Data:
        """Return an option as it is given; what it leads to is put into ``resolved``."""
        if key == "channel":
            found = next(self._channel(guild) for guild, one in CHANNELS.items() if one == value)
            resolved.setdefault("channels", {})[str(value)] = {**found, "permissions": str(SEND)}
            return {"name": key, "type": 7, "value": str(value)}
        if isinstance(value, Upload):
            number = str(next(self.ids))
            self.uploads[number] = value.data
            size = len(value.data) if value.size is None else value.size
            url = f"{self.base}/cdn/{number}"
            file = {"id": number, "filename": value.name, "size": size, "url": url, "proxy_url": url}
            resolved.setdefault("attachments", {})[number] = file
            return {"name": key, "type": 11, "value": number}
        return {"name": key, "type": 5 if isinstance(value, bool) else 3, "value": value}

    async def choose(self, name: str, message: Data, *, user: int = 1) -> Use:
        """A person chooses a command in the menu of a message."""
        data = {"id": "1", "name": name, "type": 3, "target_id": message["id"]}
        return await self._use(2, {**data, "resolved": {"messages": {message["id"]: message}}}, user, SEND)

    async def submit(self, form: Data, text: str, *, user: int = 1) -> Use:
        """A person fills in the one box of a form, and sends it."""
        (label,) = form["components"]
        box = {"type": 4, "custom_id": label["component"]["custom_id"], "value": text}
        components = [{"type": label["type"], "component": box}]
        return await self._use(5, {"custom_id": form["custom_id"], "components": components}, user, SEND)

    async def complete(
        self, name: str, option: str, typed: str, *, user: int = 1, guild: int | None = GUILD
    ) -> Use:
        """A person types into an option."""
        options: list[Data] = [{"name": option, "type": 3, "value": typed, "focused": True}]
        head, *sub = name.split()
        inner = [{"name": sub[0], "type": 1, "options": options}] if sub else options
        data = {"id": "1", "name": head, "type": 1, "options": inner}
        return await self._use(4, data, user, SEND, guild=guild)

    async def press(
        self,
        message: Data,
        label: str,
        *,
        user: int = 1,
        permissions: int = SEND,
        guild: int | None = GUILD,
    ) -> Use:
        """A person presses a button, known by its label or emoji."""
        button = next(item for item in buttons(message) if name_of(item) == label)
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        return await self._use(3, data, user, permissions, message, guild)

    async def pick(
        self,
        message: Data,
        value: str,
        *,
        user: int = 1,
        permissions: int = SEND,
        guild: int | None = GUILD,
    ) -> Use:
        """A person picks a line of the menu."""
        data = {"component_type": 3, "custom_id": menu(message)["custom_id"], "values": [value]}
        return await self._use(3, data, user, permissions, message, guild)

    async def next_message(self, count: int) -> Data:
        """Wait until the bot has sent ``count`` messages to channels; return the last of them."""
        async with self.arrived:
            await asyncio.wait_for(self.arrived.wait_for(lambda: len(self.messages) >= count), GUARD)
        return self.messages[count - 1]
