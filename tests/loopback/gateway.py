"""The gateway of the loopback Discord: sessions with a log of their events, which a resume replays."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
"""Members, presences, message content."""


@dataclass
class Session:
    """One session: its events live on while nobody is connected."""

    id: str
    intents: int
    shard: tuple[int, int] = (0, 1)
    """Its number, and how many there are."""
    log: list[dict[str, Any]] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None


class Gateway:
    """Speaks the gateway's side of the protocol."""

    def __init__(self, token: str, ready: Any, guilds: Any) -> None:
        """``ready`` gives READY's data, ``guilds`` the data of each GUILD_CREATE."""
        self.token = token
        self.ready = ready
        self.guilds = guilds
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.invalidate_next = False
        self.refuses_with: int | None = None
        """The code that connections are closed with when they identify themselves."""
        self.away = False
        """Whether connections are refused, and how many were."""
        self.refused = 0
        self.presences: list[dict[str, Any]] = []
        self.connected = asyncio.Event()

    @property
    def session(self) -> Session:
        """The latest session."""
        return list(self.sessions.values())[-1]

    def of_shard(self, number: int) -> Session:
        """Return a shard's latest session."""
        return [session for session in self.sessions.values() if session.shard[0] == number][-1]

    def of_guild(self, guild: int | None) -> Session:
        """Return the session that a server's events go to; direct messages go to the first shard."""
        count = self.session.shard[1]
        return self.of_shard(((guild or 0) >> 22) % count)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        if self.away:
            self.refused += 1
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self._send(socket, {"op": 10, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            data = json.loads(message.data)
            if data["op"] == 1:
                await self._send(socket, {"op": 11})
            elif data["op"] == 2:
                await self._identify(socket, data["d"])
            elif data["op"] == 6:
                await self._resume(socket, data["d"])
            elif data["op"] == 3:
                self.presences.append(data["d"])
        return socket

    async def _identify(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        self.identified += 1
        if data["token"] != self.token:
            await socket.close(code=4004)
            return
        if self.refuses_with is not None:
            await socket.close(code=self.refuses_with)
            return
        if data["intents"] & PRIVILEGED:
            await socket.close(code=4014)
            return
        number, count = data.get("shard", (0, 1))
        if not 0 <= number < count:
            await socket.close(code=4010)
            return
        session = Session(f"session{self.identified}", data["intents"], (number, count), socket=socket)
        self.sessions[session.id] = session
        guilds = [guild for guild in self.guilds() if (int(guild["id"]) >> 22) % count == number]
        ready = {**self.ready(), "session_id": session.id, "resume_gateway_url": self.url}
        ready["guilds"] = [{"id": guild["id"], "unavailable": True} for guild in guilds]
        if "shard" in data:
            ready["shard"] = [number, count]
        await self._log(session, "READY", ready)
        for guild in guilds:
            await self._log(session, "GUILD_CREATE", guild)
        if len({one.shard[0] for one in self.sessions.values()}) >= count:
            self.connected.set()

    async def _resume(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or self.invalidate_next:
            self.invalidate_next = False
            await self._send(socket, {"op": 9, "d": False})
            return
        self.resumed += 1
        session.socket = socket
        for event in session.log[data["seq"] :]:
            await self._send(socket, event)
        await self._log(session, "RESUMED", {})
        self.connected.set()

    async def dispatch(self, kind: str, data: dict[str, Any]) -> None:
        """Send an event to the session of its server, or keep it for its return."""
        guild = data.get("guild_id")
        await self._log(self.of_guild(int(guild) if guild else None), kind, data)

    async def _log(self, session: Session, kind: str, data: dict[str, Any]) -> None:
        event = {"op": 0, "t": kind, "s": len(session.log) + 1, "d": data}
        session.log.append(event)
        if session.socket is not None and not session.socket.closed:
            await self._send(session.socket, event)

    @staticmethod
    async def _send(socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        await socket.send_str(json.dumps(data))

    async def drop(self, shard: int = 0) -> None:
        """Break a shard's connection without a goodbye; events are kept from now on."""
        session = self.of_shard(shard)
        socket, session.socket = session.socket, None
        self.connected.clear()
        if socket is not None and (transport := socket._req.transport if socket._req else None) is not None:
            transport.abort()

    async def reconnect(self, shard: int = 0) -> None:
        """Ask the client to come back to a shard (op 7)."""
        session = self.of_shard(shard)
        socket, session.socket = session.socket, None
        self.connected.clear()
        if socket is not None:
            await self._send(socket, {"op": 7, "d": None})
