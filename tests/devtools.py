"""A real Chromium with a page open, to be typed into and looked at, over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.chromium import CHROMIUM, FLAGS
from tests.waiting import GUARD, until


class Tab:
    """The one page of a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the protocol; return its result."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(GUARD):
            while True:
                said = await self._socket.receive_json()
                if said.get("id") == number:
                    assert "error" not in said, said
                    return dict(said["result"])

    async def open(self, address: str) -> None:
        """Show a page, and wait until it is there whole."""
        await self.do("Page.navigate", url=address)
        await self.until(f"document.readyState === 'complete' && location.href.startsWith({address!r})")

    async def value(self, expression: str) -> Any:
        """Return what an expression is in the page."""
        found = await self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until an expression holds in the page."""
        async with asyncio.timeout(GUARD):
            while not await self.value(expression):
                await asyncio.sleep(0)

    async def type(self, words: str) -> None:
        """Type words, a key at a time, where the keyboard is."""
        for sign in words:
            await self.do("Input.dispatchKeyEvent", type="keyDown", text=sign)
            await self.do("Input.dispatchKeyEvent", type="keyUp")

    async def pdf(self) -> bytes:
        """Return the page as it is printed."""
        return base64.b64decode((await self.do("Page.printToPDF", printBackground=False))["data"])


@asynccontextmanager
async def browsing(profile: Path) -> AsyncIterator[Tab]:
    """Run a browser until the block ends."""
    assert CHROMIUM is not None
    process = await asyncio.create_subprocess_exec(
        CHROMIUM, *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    told = profile / "DevToolsActivePort"
    try:
        await until(lambda: told.exists() and "\n" in told.read_text())
        port = told.read_text().split("\n")[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as response:
                pages = [one for one in await response.json() if one["type"] == "page"]
            address = pages[0]["webSocketDebuggerUrl"]
            async with session.ws_connect(address, max_msg_size=0) as socket:
                yield Tab(socket)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
