"""An assistant over the Model Context Protocol: questions, and between them the other tools."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp import Client

from bot.mcp.transports import PATH
from embeddings.text import tokens
from tests.benchmarks.soak.door import Plan
from tests.benchmarks.soak.served import Served, ServedDoor, quoth, started
from tests.benchmarks.soak.tally import Tally
from tests.processes import free_port


class AssistantDoor(ServedDoor):
    """One assistant that uses several tools at a time."""

    at_once = 4

    def __init__(self, served: Served, plan: Plan, client: Client) -> None:
        super().__init__(served, plan)
        self._client = client

    async def _use(self, tool: str, **arguments: Any) -> Any:
        result = await self._client.call_tool(tool, arguments)
        if result.is_error:
            raise ValueError(f"{tool} {arguments}: {result.content}")
        return result.structured_content

    async def between(self, turn: int, tally: Tally) -> None:
        self.served.look(tally)
        listed = await self._use("list_sessions")
        if f"Round {turn}" not in str(listed):
            tally.went_wrong(f"the sessions are not those of the notes as they are, turn {turn}")
        tally.beside["lists of changed notes"] += 1
        await self._client.list_resources()
        tally.beside["resources listed"] += 1

    async def ask(self, draw: random.Random, question: str, tally: Tally) -> None:
        began = time.perf_counter()
        try:
            answer = await self._use("ask", question=question)
        except ValueError as error:
            if tokens.tokenize(question):
                tally.failed(str(error), time.perf_counter() - began)
            else:
                tally.took(time.perf_counter() - began, "refused")
            return
        tally.took(time.perf_counter() - began, answer["verdict"])
        if draw.random() < 0.3 and tokens.tokenize(question):
            try:
                await self._use("search", text=question[:200], limit=3)
            except ValueError as error:
                tally.went_wrong(str(error))
            tally.beside["searches"] += 1


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[AssistantDoor]:
    """Start ``quoth mcp --http``; it ends with the block."""
    port = free_port()
    async with started(quoth(plan, "mcp", "--http", "--port", str(port)), plan) as served:
        await served.says("Serving")
        async with _connected(f"http://127.0.0.1:{port}{PATH}") as client:
            yield AssistantDoor(served, plan, client)


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[Client]:
    for _ in range(60):
        try:
            async with Client(address) as client:
                yield client
                return
        except OSError:
            continue
    raise SystemExit("The server cannot be reached.")
