"""Over HTTP: an assistant on this machine, and whom the server turns away."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import httpx2
import pytest
import uvicorn
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from bot.mcp.server import NotesServer
from bot.mcp.transports import PATH, http_app
from bot.sources.network import is_loopback
from tests.mcp.conftest import Assistant

TOKEN = "an invented token for tests"
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
ACCEPTED = {"Accept": "application/json, text/event-stream"}


@asynccontextmanager
async def serving(server: NotesServer, token: str | None = None) -> AsyncIterator[str]:
    """Serve on a free port of loopback; gives the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        app = http_app(server, "127.0.0.1", port, token)
        served = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        running = asyncio.create_task(served.serve(sockets=[listening]))
        try:
            yield f"http://127.0.0.1:{port}{PATH}"
        finally:
            served.should_exit = True
            await running


async def posted(address: str, message: object = HELLO, **headers: str) -> tuple[int, str]:
    """Return status and body of a message that is posted with these headers."""
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session,
        session.post(address, json=message, headers=ACCEPTED | headers) as response,
    ):
        return response.status, await response.text()


async def test_an_assistant_on_this_machine_asks_over_http(server: NotesServer) -> None:
    async with serving(server) as address:

        @asynccontextmanager
        async def connect() -> AsyncIterator[Client]:
            async with Client(address) as client:
                yield client

        answer = await Assistant(connect).given("ask", question="How long does a reading from tape take?")
    assert answer["verdict"] == "answer"


async def test_with_a_token_only_who_has_it_is_answered(server: NotesServer) -> None:
    async with serving(server, token=TOKEN) as address:
        for headers in ({}, {"Authorization": "Bearer another"}, {"Authorization": TOKEN}):
            status, body = await posted(address, **headers)
            assert status == 401
            assert "QUOTH_WEB_TOKEN" in body
            assert TOKEN not in body
        status, _ = await posted(address, Authorization="Bearer caf\udce9")
        assert status == 401
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            assert len((await client.list_tools()).tools) == 5


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "quoth.example:80"},  # a name that was made to lead here (DNS rebinding)
        {"Host": "127.0.0.1"},
        {"Origin": "http://quoth.example"},  # a page of another site
        {"Origin": "null"},
    ],
)
async def test_pages_of_other_sites_are_turned_away(server: NotesServer, headers: dict[str, str]) -> None:
    async with serving(server) as address:
        assert (await posted(address))[0] == 200
        status, body = await posted(address, **headers)
    assert 400 <= status < 500
    assert "quoth" not in body.lower()


async def test_other_requests_are_refused_and_the_server_goes_on(server: NotesServer) -> None:
    async with serving(server) as address, aiohttp.ClientSession() as session:
        large: dict[str, Any] = {**HELLO, "params": {"text": "x" * 100_000}}
        assert (await posted(address, large))[0] == 413
        async with session.post(
            address, data=b"{", headers=ACCEPTED | {"Content-Type": "application/json"}
        ) as one:
            assert one.status == 400
        async with session.post(address, data=b"question=x", headers=ACCEPTED) as form:
            assert 400 <= form.status < 500
        async with session.get(address.replace(PATH, "/../etc/passwd")) as other:
            assert other.status == 404
        assert (await posted(address))[0] == 200


def test_only_this_machines_own_addresses_are_loopback() -> None:
    assert all(map(is_loopback, ["127.0.0.1", "127.8.8.8", "::1", "localhost"]))
    others = ["0.0.0.0", "::", "192.168.0.4", "quoth.example", "127.0.0.1.example", ""]  # noqa: S104
    assert not any(map(is_loopback, others))
