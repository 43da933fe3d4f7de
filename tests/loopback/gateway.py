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
        self.away = False
        """Whether connections are refused, and how many were."""
        self.refused = 0
        self.presences: list[dict[str, Any]] = []
        self.connected = asyncio.Event()

    @property
    def session(self) -> Session:
        """The latest session."""
        return list(self.sessions.values())[-1]

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
        if data["intents"] & PRIVILEGED:
            await socket.close(code=4014)
            return
        session = Session(f"session{self.identified}", data["intents"], socket=socket)
        self.sessions[session.id] = session
        ready = {**self.ready(), "session_id": session.id, "resume_gateway_url": self.url}
        await self._log(session, "READY", ready)
        for guild in self.guilds():
            await self._log(session, "GUILD_CREATE", guild)
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
        """Send an event to the latest session, or keep it for its return."""
        await self._log(self.session, kind, data)

    async def _log(self, session: Session, kind: str, data: dict[str, Any]) -> None:
        event = {"op": 0, "t": kind, "s": len(session.log) + 1, "d": data}
        session.log.append(event)
        if session.socket is not None and not session.socket.closed:
            await self._send(session.socket, event)

    @staticmethod
    async def _send(socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        await socket.send_str(json.dumps(data))

    async def drop(self) -> None:
        """Break the connection without a goodbye; events are kept from now on."""
        socket, self.session.socket = self.session.socket, None
        self.connected.clear()
        if socket is not None and (transport := socket._req.transport if socket._req else None) is not None:
            transport.abort()

    async def reconnect(self) -> None:
        """Ask the client to come back (op 7)."""
        socket, self.session.socket = self.session.socket, None
        self.connected.clear()
        if socket is not None:
            await self._send(socket, {"op": 7, "d": None})
