"""A stand-in for a language model: a server on loopback that says what a test has it say."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.summaries.address import ModelAddress, model_address

NAME = "harbour-3b"
Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


def chat(content: str) -> web.Response:
    """Return what a service replies where its model says something."""
    return web.json_response({"choices": [{"message": {"role": "assistant", "content": content}}]})


def saying(*sentences: tuple[str, int], around: str = "{}") -> Reply:
    """Reply with sentences, each with the number of its quote, within other text."""
    said = json.dumps({"sentences": [{"text": text, "quote": quote} for text, quote in sentences]})
    return with_content(around.replace("{}", said))


def with_content(content: str) -> Reply:
    """Reply with whatever the model says."""

    async def reply(_: web.Request) -> web.StreamResponse:
        return chat(content)

    return reply


@dataclass
class Model:
    """What a server that stands for a model was sent, and what it replies; a test may change that."""

    port: int
    reply: Reply = field(default_factory=lambda: saying())
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Paths that were asked for and are no model's."""

    @property
    def setting(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1#{NAME}"

    @property
    def address(self) -> ModelAddress:
        found = model_address(self.setting)
        assert found is not None
        return found

    @property
    def told(self) -> dict[str, Any]:
        """What the model was told last, beside its instruction."""
        system, user = self.asked[-1]["messages"]
        assert (system["role"], user["role"]) == ("system", "user")
        found = json.loads(user["content"])
        assert isinstance(found, dict)
        return found


@contextmanager
def serving_model() -> Iterator[Model]:
    """Serve a model from a thread of its own, so that whoever asks it may block."""
    loop = asyncio.new_event_loop()
    model = Model(0)

    async def complete(request: web.Request) -> web.StreamResponse:
        model.asked.append(await request.json())
        model.headers.append(dict(request.headers))
        return await model.reply(request)

    async def other(request: web.Request) -> web.StreamResponse:
        model.elsewhere.append(request.path)
        return chat("{}")

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", complete)
        app.router.add_route("*", "/{tail:.*}", other)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        model.port = runner.addresses[0][1]
        return runner

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield model
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
