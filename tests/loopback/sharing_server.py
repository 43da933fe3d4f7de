"""The loopback Discord with what sharing needs: histories, edits, threads, forums; and a hand that kills."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import discord
from aiohttp import web

from bot.service.clock import Clock
from tests.loopback.actors import GUILD, SEND, Data
from tests.loopback.places import thread_of
from tests.loopback.reading import titles
from tests.loopback.server import Loopback

FORUM, OTHER_FORUM = 3001, 3002
THREADS = (1 << 35) | (1 << 38) | (1 << 16) | (1 << 15)
"""Create and write in threads, read history, attach."""


class SharingServer(Loopback):
    """Keeps messages by channel. ``deadly`` counts down the requests that change something, to a kill."""

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__(clock)
        # Real times, so that what came after what can be asked.
        self.ids = itertools.count(discord.utils.time_snowflake(discord.utils.utcnow()))
        self.standing: dict[int, list[Data]] = {}
        self.edits = 0
        self.forums = [FORUM]
        self.tags: list[Data] = []
        """Of the forums."""
        self.wants_tag = False
        """Whether the forums take no post without a tag."""
        self.news = False
        """Whether the text channels are announcement channels."""
        self.gone: set[int] = set()
        self.published: list[str] = []
        """The ids of the messages that were published, each once."""
        self.denied: dict[int, int] = {}
        """What nobody may do in a channel, by its id."""
        self.keeps_nonces = True
        """False as Discord is some minutes later."""
        self.history = True
        """False where the bot may not read it."""
        self.deadly: int | None = None
        self.arrives = True
        """Whether the last request before the kill is done."""
        self.kill: Callable[[], None] = lambda: None
        self.killed = asyncio.Event()
        self.changes = 0

    def _guild(self, number: int = GUILD) -> Data:
        guild = super()._guild(number)
        may = str(SEND | THREADS)
        roles = [{"id": str(number), "name": "@everyone", "permissions": may, "position": 0}]
        forums = [
            {
                "id": str(one),
                "type": 15,
                "name": f"recaps{one}",
                "position": 1,
                "permission_overwrites": self._overwrites(one),
                "available_tags": self.tags,
                "flags": (1 << 4) * self.wants_tag,
            }
            for one in self.forums
        ]
        channels = [self._channel(number), *(forums if number == GUILD else [])]
        return {**guild, "roles": roles, "channels": channels}

    def _channel(self, guild: int = GUILD) -> Data:
        found = super()._channel(guild)
        return {**found, "type": 5 * self.news, "permission_overwrites": self._overwrites(int(found["id"]))}

    def _overwrites(self, channel: int) -> list[Data]:
        denied = self.denied.get(channel, 0)
        return [{"id": str(GUILD), "type": 0, "allow": "0", "deny": str(denied)}] if denied else []

    async def deny(self, channel: int, permissions: int) -> None:
        """Take permissions away in a channel, or with 0 give them back."""
        self.denied[channel] = permissions
        changed = next(one for one in self._guild()["channels"] if one["id"] == str(channel))
        await self.gateway.dispatch("CHANNEL_UPDATE", {**changed, "guild_id": str(GUILD)})

    async def delete_channel(self, channel: int) -> None:
        """Delete a channel, with all that stands in it."""
        gone = next(one for one in self._guild()["channels"] if one["id"] == str(channel))
        self.gone.add(channel)
        self.standing.pop(channel, None)
        await self.gateway.dispatch("CHANNEL_DELETE", {**gone, "guild_id": str(GUILD)})

    def app(self) -> web.Application:
        app = super().app()
        route = app.router.add_route
        route("GET", "/api/channels/{channel}", self._get_channel)
        route("GET", "/api/guilds/{guild}/threads/active", self._get_threads)
        route("GET", "/api/channels/{channel}/messages", self._get_messages)
        route("GET", "/api/channels/{channel}/messages/{message}", self._get_message)
        route("POST", "/api/channels/{channel}/messages/{message}/crosspost", self._publish)
        route("POST", "/api/channels/{channel}/threads", self._post_forum)
        return app

    @web.middleware
    async def _middle(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if set(map(str, self.gone)) & set(request.path.split("/")[3:4]):
            return self._unknown(10003)
        changes = request.method != "GET" and "/channels/" in request.path
        if changes and not self.killed.is_set():
            self.changes += 1
            if self.deadly is not None and self.changes == self.deadly:
                if self.arrives:
                    await super()._middle(request, handler)
                self.kill()
                self.killed.set()
                assert request.transport is not None
                request.transport.abort()
                return self._json({}, 500)
        return await super()._middle(request, handler)

    def _message(self, payload: Data, channel: int) -> Data:
        files = [
            {"id": str(next(self.ids)), "filename": file["filename"], "size": 1, "url": "x", "proxy_url": "x"}
            for file in payload.get("attachments") or []
        ]
        return {**super()._message(payload, channel), "attachments": files}

    async def _post_message(self, request: web.Request) -> web.Response:
        if not self.keeps_nonces:
            self.nonces.clear()
        if (refusal := self._refused(int(request.match_info["channel"]))) is not None:
            return refusal
        before = len(self.messages)
        response = await super()._post_message(request)
        for message in self.messages[before:]:
            self.standing.setdefault(int(message["channel_id"]), []).append(message)
        return response

    async def _followup(self, request: web.Request) -> web.Response:
        use = self.uses[request.match_info["token"]]
        before = len(use.followups)
        response = await super()._followup(request)
        for message in use.followups[before:]:
            if not (message["flags"] & 64):
                cause = {"id": str(use.id), "type": 3, "user": self.user(1)}
                stands = {**message, "interaction_metadata": {**cause, "authorizing_integration_owners": {}}}
                self.standing.setdefault(use.channel, []).append(stands)
        return response

    async def _get_channel(self, request: web.Request) -> web.Response:
        found = [t for t in self.threads if t["id"] == request.match_info["channel"]]
        return self._json(found[0]) if found else self._unknown(10003)

    async def _get_threads(self, request: web.Request) -> web.Response:
        here = [thread for thread in self.threads if thread["guild_id"] == request.match_info["guild"]]
        return self._json({"threads": here, "members": []})

    def _refused(self, channel: int) -> web.Response | None:
        if self.denied.get(channel):
            return self._json({"message": "Missing Permissions", "code": 50013}, 403)
        return None

    async def _publish(self, request: web.Request) -> web.Response:
        found = self._find(request)
        if found is None:
            return self._unknown(10008)
        if not self.news:
            return self._json({"message": "Cannot execute action", "code": 50024}, 400)
        if found["id"] in self.published:
            return self._json({"message": "already crossposted", "code": 40033}, 400)
        self.published.append(found["id"])
        return self._json(found)

    def _unknown(self, code: int) -> web.Response:
        return self._json({"message": "Unknown", "code": code}, 404)

    async def _get_messages(self, request: web.Request) -> web.Response:
        if not self.history:
            return self._json({"message": "Missing Access", "code": 50001}, 403)
        after = int(request.query.get("after", 0))
        found = [m for m in self.standing.get(int(request.match_info["channel"]), []) if int(m["id"]) > after]
        return self._json(list(reversed(found[: int(request.query.get("limit", 50))])))

    def _find(self, request: web.Request) -> Data | None:
        channel, number = int(request.match_info["channel"]), request.match_info["message"]
        return next((m for m in self.standing.get(channel, []) if m["id"] == number), None)

    async def _get_message(self, request: web.Request) -> web.Response:
        found = self._find(request)
        return self._json(found) if found is not None else self._unknown(10008)

    async def _patch_message(self, request: web.Request) -> web.Response:
        found, payload = self._find(request), await self._payload(request)
        if found is None:
            return self._unknown(10008)
        if (refusal := self._refusal(payload, found)) is not None:
            return refusal
        new = self._message(payload, int(found["channel_id"]))
        self.edits += 1
        found.update({key: new[key] for key in ("content", "embeds", "components", "attachments", "flags")})
        return self._json(found)

    async def _delete_message(self, request: web.Request) -> web.Response:
        found = self._find(request)
        if found is None:
            return self._unknown(10008)
        self.standing[int(found["channel_id"])].remove(found)
        return web.Response(status=204)

    async def _post_thread(self, request: web.Request) -> web.Response:
        if any(thread["id"] == request.match_info["message"] for thread in self.threads):
            return self._json({"message": "A thread has already been created", "code": 160004}, 400)
        self.gone.discard(int(request.match_info["message"]))  # a thread has the id of its message
        return await super()._post_thread(request)

    async def _post_forum(self, request: web.Request) -> web.Response:
        payload = await self._payload(request)
        if (refusal := self._refused(int(request.match_info["channel"]))) is not None:
            return refusal
        if (refusal := self._refusal(payload["message"])) is not None:
            return refusal
        known = {tag["id"] for tag in self.tags}
        if not set(payload.get("applied_tags") or []) <= known:
            return self._json({"message": "Invalid Form Body", "code": 50035}, 400)
        if self.wants_tag and not payload.get("applied_tags"):
            return self._json({"message": "A tag is required", "code": 40067}, 400)
        message = self._message(payload["message"], 0)
        thread = thread_of(message["id"], GUILD, request.match_info["channel"], payload["name"])
        thread["applied_tags"] = payload.get("applied_tags") or []
        message["channel_id"] = message["id"]
        self.standing[int(message["id"])] = [message]
        self.threads.append(thread)
        await self.gateway.dispatch("THREAD_CREATE", thread)
        return self._json({**thread, "message": message})

    def told(self) -> list[str]:
        """Return the titles of all cards that stand, in the order of their messages."""
        messages = sorted(itertools.chain(*self.standing.values()), key=lambda m: int(m["id"]))
        return [title for message in messages for title in titles(message)]
