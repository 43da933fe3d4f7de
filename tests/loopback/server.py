"""A loopback Discord: the REST paths and the gateway that the bot uses, with faults on demand.

It refuses what Discord refuses (see ``rules``), blanks what the intents do not give, and keeps all that it
was sent.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket

from tests.loopback.gateway import Gateway
from tests.loopback.rules import complaints

TOKEN = "MTA5OTk5OTk5OTk5OTk5OTk5OQ.Gq1aZ2.loopback-token-that-must-never-be-seen-anywhere"
APP = 1099999999999999999
GUILD, CHANNEL = 2000, 3000
TEXT = "application/json"
MANAGE_GUILD = 1 << 5
SEND = (1 << 10) | (1 << 11) | (1 << 35) | (1 << 38)

Data = dict[str, Any]


@dataclass
class Fault:
    """What goes wrong with the next requests that match."""

    method: str
    path: str
    kind: str
    """``429``, ``429-global``, ``503``, ``500``, ``drop-before`` or ``drop-after`` the request was done."""
    times: int = 1
    wait: float = 0.05


@dataclass
class Use:
    """One use of a command, button or menu, and what came of it."""

    id: int
    token: str
    at: float
    data: Data
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    first_after: float | None = None
    """Seconds to the first response."""
    answered_after: float | None = None
    kind: int | None = None
    ephemeral: bool = False
    message: Data | None = None
    choices: list[Data] | None = None
    followups: list[Data] = field(default_factory=list)
    deleted: bool = False

    async def answer(self, seconds: float = 8) -> Data:
        """Wait for the whole answer."""
        await asyncio.wait_for(self.answered.wait(), seconds)
        assert self.message is not None
        return self.message


class Loopback:
    """The server; ``running`` starts it and points discord.py at it."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.ids = itertools.count(10_000_000)
        self.gateway = Gateway(TOKEN, self._ready, lambda: [self._guild()])
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str, Any]] = []
        self.messages: list[Data] = []
        self.refused: list[list[str]] = []
        self.pinging: list[Data] = []
        """What was sent without saying that nobody is to be pinged."""
        self.files: list[tuple[str, bytes]] = []
        self.commands: list[tuple[str, list[Data]]] = []
        self.uses: dict[str, Use] = {}
        self.nonces: dict[str, Data] = {}
        self.threads: list[Data] = []
        self.arrived = asyncio.Condition()
        self.base = ""

    # ------------------------------------------------------------------ the world

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

    def _ready(self) -> Data:
        return {
            "v": 10,
            "user": self._me(),
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "application": {"id": str(APP), "flags": 0},
        }

    def _channel(self) -> Data:
        return {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0, "permission_overwrites": []}

    def _guild(self) -> Data:
        return {
            "id": str(GUILD),
            "name": "Harbour",
            "owner_id": "1",
            "roles": [{"id": str(GUILD), "name": "@everyone", "permissions": str(SEND), "position": 0}],
            "channels": [self._channel()],
            "members": [{**self.member(APP), "user": self._me()}],
            "threads": self.threads,
        }

    # ------------------------------------------------------------------ what people do

    async def say(
        self, text: str, *, user: int = 1, dm: bool = False, channel: int | None = None, **more: Any
    ) -> Data:
        """A person writes a message; in a server it comes blank unless the bot is mentioned."""
        mentioned = f"<@{APP}>" in text or more.pop("pinged", False)
        data: Data = {
            "id": str(next(self.ids)),
            "channel_id": str(channel or (4000 + user if dm else CHANNEL)),
            "author": self.user(user),
            "content": text if dm or mentioned else "",
            "type": 19 if "message_reference" in more else 0,
            "mentions": [self._me()] if mentioned else [],
            "timestamp": "2031-05-02T10:00:00+00:00",
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
            data["guild_id"] = str(GUILD)
            data["member"] = {k: v for k, v in self.member(user).items() if k != "user"}
        else:
            data["channel_type"] = 1
        await self.gateway.dispatch("MESSAGE_CREATE", data)
        return data

    async def _use(
        self, kind: int, data: Data, user: int, permissions: int, message: Data | None = None
    ) -> Use:
        number = next(self.ids)
        use = Use(number, f"interaction-token-{number}", time.perf_counter(), data)
        self.uses[use.token] = use
        payload: Data = {
            "id": str(number),
            "application_id": str(APP),
            "type": kind,
            "token": use.token,
            "version": 1,
            "attachment_size_limit": 10 * 1024 * 1024,
            "channel": self._channel(),
            "channel_id": str(CHANNEL),
            "guild_id": str(GUILD),
            "member": self.member(user, permissions),
            "data": data,
            "entitlements": [],
            "app_permissions": str(SEND),
        }
        if message is not None:
            payload["message"] = message
        await self.gateway.dispatch("INTERACTION_CREATE", payload)
        return use

    async def slash(self, name: str, *, user: int = 1, permissions: int = SEND, **options: Any) -> Use:
        """A person uses a command."""
        given = [
            {"name": key, "type": 5 if isinstance(value, bool) else 3, "value": value}
            for key, value in options.items()
        ]
        head, *sub = name.split()
        inner = [{"name": sub[0], "type": 1, "options": given}] if sub else given
        return await self._use(2, {"id": "1", "name": head, "type": 1, "options": inner}, user, permissions)

    async def complete(self, name: str, option: str, typed: str, *, user: int = 1) -> Use:
        """A person types into an option."""
        options = [{"name": option, "type": 3, "value": typed, "focused": True}]
        return await self._use(4, {"id": "1", "name": name, "type": 1, "options": options}, user, SEND)

    async def press(self, message: Data, label: str, *, user: int = 1, permissions: int = SEND) -> Use:
        """A person presses a button, known by its label."""
        buttons = [item for row in message["components"] for item in row["components"] if item["type"] == 2]
        button = next(item for item in buttons if item["label"] == label)
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        return await self._use(3, data, user, permissions, message)

    async def pick(self, message: Data, value: str, *, user: int = 1) -> Use:
        """A person picks a line of the menu."""
        menu = next(item for row in message["components"] for item in row["components"] if item["type"] == 3)
        data = {"component_type": 3, "custom_id": menu["custom_id"], "values": [value]}
        return await self._use(3, data, user, SEND, message)

    async def next_message(self, count: int, seconds: float = 8) -> Data:
        """Wait until the bot has sent ``count`` messages to channels; give the last of them."""
        async with self.arrived:
            await asyncio.wait_for(self.arrived.wait_for(lambda: len(self.messages) >= count), seconds)
        return self.messages[count - 1]

    # ------------------------------------------------------------------ REST

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024, middlewares=[self._middle])
        route = app.router.add_route
        route("GET", "/api/users/@me", self._get_me)
        route("GET", "/api/oauth2/applications/@me", self._get_app)
        route("PUT", "/api/applications/{app}/commands", self._put_commands)
        route("PUT", "/api/applications/{app}/guilds/{guild}/commands", self._put_commands)
        route("POST", "/api/channels/{channel}/messages", self._post_message)
        route("POST", "/api/channels/{channel}/messages/{message}/threads", self._post_thread)
        route("POST", "/api/users/@me/channels", self._post_dm)
        route("POST", "/api/interactions/{id}/{token}/callback", self._callback)
        route("PATCH", "/api/webhooks/{app}/{token}/messages/@original", self._edit_original)
        route("DELETE", "/api/webhooks/{app}/{token}/messages/@original", self._delete_original)
        route("POST", "/api/webhooks/{app}/{token}", self._followup)
        app.router.add_get("/gateway/", self.gateway.handle)
        return app

    @web.middleware
    async def _middle(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.path.startswith("/gateway"):
            return await handler(request)
        fault = next(
            (
                f
                for f in self.faults
                if f.times and f.method == request.method and re.search(f.path, request.path)
            ),
            None,
        )
        self.requests.append((request.method, request.path, None))
        if fault is not None:
            fault.times -= 1
            if fault.kind.startswith("429"):
                everywhere = fault.kind == "429-global"
                body = {"message": "slow down", "retry_after": fault.wait, "global": everywhere}
                return self._json(body, 429, {"Via": "1.1 google", "Retry-After": str(fault.wait)})
            if fault.kind.isdigit():
                return self._json({"message": "later", "code": 0}, int(fault.kind))
            if fault.kind == "drop-after":
                await handler(request)
            assert request.transport is not None
            request.transport.abort()
            return self._json({}, 500)
        authorised = request.headers.get("Authorization") == f"Bot {self.token}"
        if not authorised and "/webhooks/" not in request.path and "/interactions/" not in request.path:
            return self._json({"message": "401: Unauthorized", "code": 0}, 401)
        return await handler(request)

    @staticmethod
    def _json(body: Any, status: int = 200, headers: Data | None = None) -> web.Response:
        # Exactly this type: discord.py compares it whole.
        return web.Response(
            body=json.dumps(body).encode(), status=status, headers={**(headers or {}), "Content-Type": TEXT}
        )

    async def _payload(self, request: web.Request) -> Data:
        if request.content_type != "multipart/form-data":
            data: Data = await request.json()
            return data
        form = await request.post()
        data = json.loads(str(form["payload_json"]))
        for name, part in form.items():
            if isinstance(part, web.FileField):
                self.files.append((part.filename, part.file.read()))
                assert name.startswith("files[")
        return data

    def _refusal(self, payload: Data) -> web.Response | None:
        if payload.get("allowed_mentions", {}).get("parse") != [] and {"content", "embeds"} & set(payload):
            self.pinging.append(payload)
        found = complaints(payload)
        if not found:
            return None
        self.refused.append(found)
        return self._json({"code": 50035, "message": "Invalid Form Body", "errors": {"_": found}}, 400)

    def _message(self, payload: Data, channel: int) -> Data:
        return {
            "id": str(next(self.ids)),
            "channel_id": str(channel),
            "author": self._me(),
            "content": payload.get("content") or "",
            "type": 0,
            "embeds": payload.get("embeds") or [],
            "components": payload.get("components") or [],
            "attachments": [],
            "flags": payload.get("flags") or 0,
            "timestamp": "2031-05-02T10:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "pinned": False,
            "sent": payload,
        }

    async def _get_me(self, _request: web.Request) -> web.Response:
        return self._json(self._me())

    async def _get_app(self, _request: web.Request) -> web.Response:
        owner = self.user(1)
        body = {"id": str(APP), "name": "quoth", "icon": None, "description": "", "bot_public": True}
        return self._json(
            {**body, "bot_require_code_grant": False, "verify_key": "", "owner": owner, "flags": 0}
        )

    async def _put_commands(self, request: web.Request) -> web.Response:
        given: list[Data] = await request.json()
        self.commands.append((request.path.removeprefix("/api"), given))
        return self._json(
            [
                {
                    "description": "",
                    **command,
                    "id": str(next(self.ids)),
                    "application_id": str(APP),
                    "version": "1",
                }
                for command in given
            ]
        )

    async def _post_message(self, request: web.Request) -> web.Response:
        payload = await self._payload(request)
        if (refusal := self._refusal(payload)) is not None:
            return refusal
        nonce = payload.get("nonce")
        if nonce and payload.get("enforce_nonce") and nonce in self.nonces:
            return self._json(self.nonces[nonce])
        message = self._message(payload, int(request.match_info["channel"]))
        self.nonces[str(nonce)] = message
        async with self.arrived:
            self.messages.append(message)
            self.arrived.notify_all()
        return self._json(message)

    async def _post_thread(self, request: web.Request) -> web.Response:
        payload = await request.json()
        thread = {
            "id": request.match_info["message"],
            "type": 11,
            "guild_id": str(GUILD),
            "parent_id": request.match_info["channel"],
            "owner_id": str(APP),
            "name": payload["name"],
            "message_count": 0,
            "member_count": 1,
            "rate_limit_per_user": 0,
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": "2031-05-02T10:00:00+00:00",
                "locked": False,
            },
        }
        self.threads.append(thread)
        await self.gateway.dispatch("THREAD_CREATE", thread)
        return self._json(thread)

    async def _post_dm(self, request: web.Request) -> web.Response:
        user = int((await request.json())["recipient_id"])
        return self._json({"id": str(4000 + user), "type": 1, "recipients": [self.user(user)]})

    async def _callback(self, request: web.Request) -> web.Response:
        use = self.uses.get(request.match_info["token"])
        payload = await self._payload(request)
        if use is None or time.perf_counter() - use.at > 3:
            return self._json({"message": "Unknown interaction", "code": 10062}, 404)
        if use.acknowledged.is_set():
            return self._json({"message": "Interaction has already been acknowledged.", "code": 40060}, 400)
        data = payload.get("data") or {}
        use.kind = payload["type"]
        use.ephemeral = bool((data.get("flags") or 0) & 64)
        if use.kind == 4 and (refusal := self._refusal(data)) is not None:
            return refusal
        use.first_after = time.perf_counter() - use.at
        use.acknowledged.set()
        message = self._message(data, CHANNEL)
        if use.kind == 8:
            use.choices = data["choices"]
            self._done(use)
        elif use.kind == 4:
            use.message = message
            self._done(use)
        body: Data = {"interaction": {"id": str(use.id), "type": 2, "response_message_id": message["id"]}}
        if use.kind in (4, 5):
            body["resource"] = {"type": use.kind, "message": message}
        return self._json(body)

    @staticmethod
    def _done(use: Use) -> None:
        use.answered_after = use.answered_after or time.perf_counter() - use.at
        use.answered.set()

    async def _edit_original(self, request: web.Request) -> web.Response:
        use = self.uses[request.match_info["token"]]
        payload = await self._payload(request)
        if (refusal := self._refusal({"content": "x"} | payload)) is not None:
            return refusal
        use.message = self._message(payload, CHANNEL)
        self._done(use)
        return self._json(use.message)

    async def _delete_original(self, request: web.Request) -> web.Response:
        self.uses[request.match_info["token"]].deleted = True
        return web.Response(status=204)

    async def _followup(self, request: web.Request) -> web.Response:
        use = self.uses[request.match_info["token"]]
        payload = await self._payload(request)
        if (refusal := self._refusal(payload)) is not None:
            return refusal
        message = self._message(payload, CHANNEL)
        use.followups.append(message)
        use.message = use.message or message
        self._done(use)
        return self._json(message)


@asynccontextmanager
async def running(loopback: Loopback | None = None) -> AsyncIterator[Loopback]:
    """Start a loopback Discord and point discord.py at it; put everything back at the end."""
    server = loopback or Loopback()
    runner = web.AppRunner(server.app(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert runner.addresses
    port = runner.addresses[0][1]
    server.base = f"http://127.0.0.1:{port}"
    server.gateway.url = f"ws://127.0.0.1:{port}/gateway/"
    base, gateway = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = f"{server.base}/api"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway.url)
    try:
        yield server
    finally:
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
        await runner.cleanup()
