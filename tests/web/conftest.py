"""The pages of the invented notes, served on a free port of loopback."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.service.clock import Clock
from bot.summaries.summariser import Summariser
from bot.web.server import application
from bot.web.site import Site
from embeddings.library import Library


class Parsed(HTMLParser):
    """A page as a browser reads it: its elements with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self._words).split())

    def addresses(self) -> list[str]:
        named = [attributes.get("href") or attributes.get("src") for _, attributes in self.elements]
        return [address for address in named if address]


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def parsed(self) -> Parsed:
        return Parsed(self.text)

    @property
    def words(self) -> str:
        return self.parsed.words


@dataclass(frozen=True)
class Browser:
    """Gets pages of one server."""

    address: str
    session: aiohttp.ClientSession

    async def get(self, path: str, method: str = "GET", **headers: str) -> Page:
        """Return a page as it came; redirections are not followed."""
        async with self.session.request(
            method, self.address + path, headers=headers, allow_redirects=False
        ) as response:
            content = await response.read()
            return Page(response.status, content.decode("utf-8", "replace"), dict(response.headers))


Open = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def serving() -> AsyncIterator[Open]:
    """Serve a library's pages; gives a browser to look at them."""
    closing: list[Callable[[], Awaitable[None]]] = []

    async def start(
        library: Library,
        *,
        token: str | None = None,
        clock: Clock | None = None,
        images: Path | None = None,
        notes_url: str | None = None,
        summariser: Summariser | None = None,
    ) -> Browser:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        site = Site(library, images=images, notes_url=notes_url, summariser=summariser)
        runner = web.AppRunner(application(site, "127.0.0.1", port, token, clock), access_log=None)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        session = aiohttp.ClientSession()
        closing.extend([session.close, runner.cleanup, site.close])
        return Browser(f"http://127.0.0.1:{port}", session)

    yield start
    for close in closing:
        await close()


@pytest.fixture
async def browser(serving: Open, library: Library) -> Browser:
    """A browser before the two invented days."""
    return await serving(library)
