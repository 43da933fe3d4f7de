"""A server of the invented notes, and the SDK's own client beside it in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from mcp import Client

from bot.mcp.server import NotesServer
from bot.service.current_notes import CurrentNotes
from embeddings.library import Library


class Assistant:
    """An assistant that uses tools, over a connection that is made as ``connect`` makes it."""

    def __init__(self, connect: Callable[[], AbstractAsyncContextManager[Client]]) -> None:
        self.connect = connect

    async def given(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return what a tool gives, in its structured form."""
        async with self.connect() as client:
            result = await client.call_tool(tool, arguments)
        assert not result.is_error, result
        assert result.structured_content is not None
        return dict(result.structured_content)

    async def refused(self, tool: str, **arguments: Any) -> str:
        """Return the sentence that a tool refuses with."""
        async with self.connect() as client:
            result = await client.call_tool(tool, arguments)
        assert result.is_error, result
        return "".join(getattr(part, "text", "") for part in result.content)


@pytest.fixture
def server(library: Library) -> NotesServer:
    """A server of the two invented days."""
    return NotesServer(CurrentNotes(library))


@pytest.fixture
def assistant(server: NotesServer) -> Assistant:
    """An assistant in this process."""

    @asynccontextmanager
    async def connect() -> AsyncIterator[Client]:
        async with Client(server) as client:
            yield client

    return Assistant(connect)
