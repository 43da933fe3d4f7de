"""The web page: questions, and between them searches, sessions and lists as people turn to them."""

from __future__ import annotations

import itertools
import random
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp

from embeddings.text import tokens
from tests.benchmarks.soak.door import Plan
from tests.benchmarks.soak.served import Served, ServedDoor, quoth, started, verdict_in
from tests.benchmarks.soak.tally import Tally
from tests.processes import free_port

_BROWSERS = 16
"""Machines on loopback: the server bounds what one of them may ask in a minute."""
_SESSION = re.compile(r'href="(/session/[^"]+)"')


class WebDoor(ServedDoor):
    """Browsers beside each other."""

    at_once = 4

    def __init__(self, served: Served, plan: Plan, browsers: Sequence[aiohttp.ClientSession]) -> None:
        super().__init__(served, plan)
        self._browsers = itertools.cycle(browsers)
        self._sessions: list[str] = []

    async def between(self, turn: int, tally: Tally) -> None:
        self.served.look(tally)
        _, page = await self._get("/sessions")
        self._sessions = _SESSION.findall(page)
        if f"Round {turn}" not in page:
            tally.went_wrong(f"/sessions does not have the notes as they are, turn {turn}")
        tally.beside["lists of changed notes"] += 1

    async def _get(self, path: str, **query: str) -> tuple[int, str]:
        async with next(self._browsers).get(path, params=query) as page:
            return page.status, await page.text()

    async def ask(self, draw: random.Random, question: str, tally: Tally) -> None:
        began = time.perf_counter()
        status, page = await self._get("/ask", q=question)
        took = time.perf_counter() - began
        verdict = verdict_in(page)
        refused = status == 400 and not tokens.tokenize(question)
        if status != 200 and not refused:
            tally.failed(f"{status}: /ask?q={question!r}", took)
        else:
            tally.took(took, "refused" if refused else verdict)
        if draw.random() < 0.3:
            await self._turn_to(draw, question, tally)

    async def _turn_to(self, draw: random.Random, question: str, tally: Tally) -> None:
        path = draw.choice(("/", "/sessions", "/search", draw.choice(self._sessions)))
        query = {"part": "1", "q": question[:6]} if path == "/search" else {}
        status, _ = await self._get(path, **query)
        # The session of the changed file has another address after each change.
        if status not in (200, 404 if path.startswith("/session/") else 200):
            tally.went_wrong(f"{status}: {path} {query}")
        tally.beside["other pages"] += 1


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[WebDoor]:
    """Start ``quoth serve``; it ends with the block."""
    port = free_port()
    async with started(quoth(plan, "serve", "--port", str(port)), plan) as served:
        await served.says("Serving")
        async with AsyncExitStack() as open_browsers:
            browsers = []
            for number in range(_BROWSERS):
                connector = aiohttp.TCPConnector(local_addr=(f"127.0.0.{2 + number}", 0))
                browser = aiohttp.ClientSession(f"http://127.0.0.1:{port}", connector=connector)
                browsers.append(await open_browsers.enter_async_context(browser))
            yield WebDoor(served, plan, browsers)
