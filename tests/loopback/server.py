"""A loopback Discord: the REST paths and the gateway that the bot uses, with faults on demand.

It refuses what Discord refuses (see ``rules``), blanks what the intents do not give, and keeps all that it
was sent. It is for what happens on the wire: discord.py's own client logs in over real sockets, requests fail
or break off, connections are lost and resumed, a second process speaks to it. What people see of commands,
roles and messages is tested over simcord (``tests.discord.commands.world``), which has no wire to break.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket

from bot.service.clock import Clock
from tests.clocks import ManualClock
from tests.loopback.actors import APP, CHANNELS, GUILD, TOKEN, Actors, Data, Use
from tests.loopback.fault import Fault
from tests.loopback.gateway import Gateway
from tests.loopback.places import not_permitted, thread_of
from tests.loopback.registered import Registered
from tests.loopback.rules import complaints

TEXT = "application/json"
PATIENCE = 3.0
"""Seconds that Discord waits for the first response to an interaction."""


class Loopback(Actors):
    """The server; ``running`` starts it and points discord.py at it."""

    def __init__(self, clock: Clock | None = None) -> None:
        """``clock`` tells how late an interaction is answered; by default it stands still."""
        gateway = Gateway(TOKEN, self._ready, lambda: [self._guild(guild) for guild in self.guilds])
        super().__init__(gateway, clock or ManualClock())
        self.guilds: tuple[int, ...] = (GUILD,)
        """The servers that the bot is in."""
        self.advised = 1
        """Shards that Discord advises."""
        self.left: set[int] = set()
        """People who are in no server any more."""
        self.token = TOKEN
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str, Any]] = []
        self.refused: list[list[str]] = []
        self.pinging: list[Data] = []
        """What was sent without saying that nobody is to be pinged."""
        self.files: list[tuple[str, bytes]] = []
        self.registered = Registered()
        self.nonces: dict[str, Data] = {}
        self.threads: list[Data] = []
        self.quiet: Callable[[], Awaitable[None]]
        """Wait until the bot has done all that it was asked for; set by who connects it."""

    # ------------------------------------------------------------------ the world

    def _ready(self) -> Data:
        return {
            "v": 10,
            "user": self._me(),
            "application": {"id": str(APP), "flags": 0},
        }

    def _guild(self, guild: int = GUILD) -> Data:
        return {
            "id": str(guild),
            "name": "Harbour",
            "owner_id": "1",
            "preferred_locale": self.server_locale,
            "roles": [{"id": str(guild), "name": "@everyone", "permissions": str(self.may), "position": 0}],
            "channels": [self._channel(guild)],
            "members": [{**self.member(APP), "user": self._me()}],
            "threads": [thread for thread in self.threads if thread["guild_id"] == str(guild)],
        }

    # ------------------------------------------------------------------ REST

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024, middlewares=[self._middle])
        route = app.router.add_route
        route("GET", "/api/users/@me", self._get_me)
        route("GET", "/api/oauth2/applications/@me", self._get_app)
        route("GET", "/api/gateway/bot", self._get_gateway)
        route("PUT", "/api/applications/{app}/commands", self._put_commands)
        route("PUT", "/api/applications/{app}/guilds/{guild}/commands", self._put_commands)
        route("GET", "/api/applications/{app}/commands", self._get_commands)
        route("GET", "/api/applications/{app}/guilds/{guild}/commands", self._get_commands)
        route("POST", "/api/channels/{channel}/messages", self._post_message)
        route("PATCH", "/api/channels/{channel}/messages/{message}", self._patch_message)
        route("DELETE", "/api/channels/{channel}/messages/{message}", self._delete_message)
        route("PUT", "/api/channels/{channel}/messages/{message}/reactions/{emoji}/@me", self._react)
        route("POST", "/api/channels/{channel}/messages/{message}/threads", self._post_thread)
        route("GET", "/api/guilds/{guild}/members/{user}", self._get_member)
        route("POST", "/api/users/@me/channels", self._post_dm)
        route("POST", "/api/interactions/{id}/{token}/callback", self._callback)
        route("PATCH", "/api/webhooks/{app}/{token}/messages/@original", self._edit_original)
        route("DELETE", "/api/webhooks/{app}/{token}/messages/@original", self._delete_original)
        route("POST", "/api/webhooks/{app}/{token}", self._followup)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/cdn/{upload}", self._get_upload)
        return app

    @web.middleware
    async def _middle(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.path.startswith("/gateway"):
            return await handler(request)
        self.requests.append((request.method, request.path, None))
        if request.path.startswith("/cdn/"):
            return await handler(request)
        fault = next((one for one in self.faults if one.meets(request.method, request.path)), None)
        if fault is not None:
            fault.times -= 1
            if fault.kind.startswith("429"):
                everywhere = fault.kind == "429-global"
                body = {"message": "slow down", "retry_after": fault.wait, "global": everywhere}
                return self._json(body, 429, {"Via": "1.1 google", "Retry-After": str(fault.wait)})
            if fault.kind.isdigit():
                return self._json({"message": "later", "code": fault.code}, int(fault.kind))
            if fault.kind.endswith("-after"):
                await handler(request)
            if fault.kind == "500-after":
                return self._json({"message": "later", "code": 0}, 500)
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

    def _refusal(self, payload: Data, before: Data | None = None) -> web.Response | None:
        said = {"content", "components"} & set(payload)
        if payload.get("allowed_mentions", {}).get("parse") != [] and said:
            self.pinging.append(payload)
        found = complaints(payload, before=None if before is None else before["flags"])
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

    async def _get_upload(self, request: web.Request) -> web.Response:
        return web.Response(body=self.uploads[request.match_info["upload"]])

    async def _get_me(self, _request: web.Request) -> web.Response:
        return self._json(self._me())

    async def _get_app(self, _request: web.Request) -> web.Response:
        owner = self.user(1)
        body = {"id": str(APP), "name": "quoth", "icon": None, "description": "", "bot_public": True}
        return self._json(
            {**body, "bot_require_code_grant": False, "verify_key": "", "owner": owner, "flags": 0}
        )

    async def _get_gateway(self, _request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return self._json({"url": self.gateway.url, "shards": self.advised, "session_start_limit": limit})

    async def _put_commands(self, request: web.Request) -> web.Response:
        path, given = request.path.removeprefix("/api"), await request.json()
        return self._json(self.registered.put(path, given, APP))

    async def _get_commands(self, request: web.Request) -> web.Response:
        localised = request.query.get("with_localizations") == "true"
        return self._json(self.registered.get(request.path.removeprefix("/api"), localised=localised))

    @property
    def commands(self) -> list[tuple[str, list[Data]]]:
        """Every registration of commands: its path, and what was sent."""
        return self.registered.sent

    async def invite(self, guild: int = GUILD) -> None:
        """Let the bot into a server while it is connected."""
        self.guilds = (*self.guilds, guild)
        await self.gateway.dispatch("GUILD_CREATE", {**self._guild(guild), "guild_id": str(guild)})

    async def send_away(self, guild: int = GUILD) -> None:
        """Have a server send the bot away: it takes its commands along."""
        self.guilds = tuple(one for one in self.guilds if one != guild)
        self.registered.forget(guild)
        await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild), "guild_id": str(guild)})

    async def _post_message(self, request: web.Request) -> web.Response:
        payload = await self._payload(request)
        if (refusal := self._refusal(payload)) is not None:
            return refusal
        channel = request.match_info["channel"]
        threads = [thread["id"] for thread in self.threads]
        if channel in threads or int(channel) in CHANNELS.values():
            missing = not_permitted(payload, self.may, thread=channel in threads)
            if missing is not None:
                return self._json(missing, 403)
        nonce = payload.get("nonce")
        if nonce and payload.get("enforce_nonce") and nonce in self.nonces:
            return self._json(self.nonces[nonce])
        message = self._message(payload, int(request.match_info["channel"]))
        self.nonces[str(nonce)] = message
        async with self.arrived:
            self.messages.append(message)
            self.arrived.notify_all()
        return self._json(message)

    async def _patch_message(self, request: web.Request) -> web.Response:
        """Change a message of the bot's, which is then among ``changed``."""
        payload = await self._payload(request)
        number = request.match_info["message"]
        stands = [one for one in (*self.messages, *self.changed) if one["id"] == number]
        if not stands or number in self.removed:
            return self._json({"message": "Unknown Message", "code": 10008}, 404)
        if (refusal := self._refusal(payload, stands[-1])) is not None:
            return refusal
        changed = {**self._message(payload, int(request.match_info["channel"])), "id": number}
        async with self.arrived:
            self.changed.append(changed)
            self.arrived.notify_all()
        return self._json(changed)

    async def _delete_message(self, request: web.Request) -> web.Response:
        async with self.arrived:
            self.removed.add(request.match_info["message"])
            self.arrived.notify_all()
        return web.Response(status=204)

    async def _react(self, request: web.Request) -> web.Response:
        async with self.arrived:
            self.reactions.append((request.match_info["message"], request.match_info["emoji"]))
            self.arrived.notify_all()
        return web.Response(status=204)

    async def _post_thread(self, request: web.Request) -> web.Response:
        payload = await request.json()
        thread = thread_of(
            request.match_info["message"],
            self.guild_of(request.match_info["channel"]),
            request.match_info["channel"],
            payload["name"],
        )
        self.threads.append(thread)
        await self.gateway.dispatch("THREAD_CREATE", thread)
        return self._json(thread)

    @staticmethod
    def guild_of(channel: str) -> int:
        """Return the server of a channel."""
        return next((guild for guild, known in CHANNELS.items() if str(known) == channel), GUILD)

    async def _get_member(self, request: web.Request) -> web.Response:
        user = int(request.match_info["user"])
        if user in self.left:
            return self._json({"message": "Unknown Member", "code": 10007}, 404)
        return self._json(self.member(user))

    async def _post_dm(self, request: web.Request) -> web.Response:
        user = int((await request.json())["recipient_id"])
        return self._json({"id": str(4000 + user), "type": 1, "recipients": [self.user(user)]})

    async def _callback(self, request: web.Request) -> web.Response:
        use = self.uses.get(request.match_info["token"])
        payload = await self._payload(request)
        if use is None or self.clock.monotonic() - use.at > PATIENCE:
            return self._json({"message": "Unknown interaction", "code": 10062}, 404)
        if use.acknowledged.is_set():
            return self._json({"message": "Interaction has already been acknowledged.", "code": 40060}, 400)
        data = payload.get("data") or {}
        use.kind = payload["type"]
        use.ephemeral = bool((data.get("flags") or 0) & 64)
        if use.kind == 4 and (refusal := self._refusal(data)) is not None:
            return refusal
        use.first_after = self.clock.monotonic() - use.at
        use.acknowledged.set()
        message = self._message(data, use.channel)
        if use.kind == 8:
            use.choices = data["choices"]
            self._done(use)
        elif use.kind == 9:
            use.form = data
            self._done(use)
        elif use.kind == 4:
            use.message = message
            self._done(use)
        body: Data = {"interaction": {"id": str(use.id), "type": 2, "response_message_id": message["id"]}}
        if use.kind in (4, 5):
            body["resource"] = {"type": use.kind, "message": message}
        return self._json(body)

    def _done(self, use: Use) -> None:
        use.answered_after = use.answered_after or self.clock.monotonic() - use.at
        use.answered.set()

    async def _edit_original(self, request: web.Request) -> web.Response:
        use = self.uses[request.match_info["token"]]
        payload = await self._payload(request)
        # "is thinking..." has no flags yet; a button that was acknowledged as such (6) edits its own message.
        standing = use.message or (use.pressed if use.kind == 6 else None)
        if (refusal := self._refusal(payload, standing or {"flags": 0})) is not None:
            return refusal
        use.message = self._message(payload, use.channel)
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
        message = self._message(payload, use.channel)
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
