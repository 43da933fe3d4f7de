"""What comes in from outside: files that are handed in, requests of browsers, messages of assistants."""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from aiohttp import web
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult

from bot.inbox import folder
from bot.inbox.errors import RefusedError
from bot.inbox.exports import take
from bot.inbox.preview import preview_of
from bot.mcp.server import NotesServer
from bot.service.clock import Clock
from bot.service.current_notes import CurrentNotes
from bot.web.guard import POLICY
from bot.web.server import application
from bot.web.site import Site
from tests.fuzz.checks import Page
from tests.fuzz.targets.common import check_sentence, invented_library
from tests.inbox.files import zipped

_ARGUMENTS = {
    "ask": "question",
    "search": "text",
    "list_sessions": "day",
    "get_session": "session",
    "recap": "day",
}
"""The tools, and what each takes first."""
_HOST = "127.0.0.1:8000"
_SLOWEST = 30.0
"""Seconds after which a request that is answered by nothing counts as one that hangs."""
_PAGES = (
    "/",
    "/ask?q=tape",
    "/ask?q=xyzzy",
    "/sessions",
    "/sessions?day=Day+1",
    "/search?q=tape",
    "/speakers",
    "/links",
    "/recap?day=Day+1",
)


def upload(data: bytes) -> None:
    """Files that are handed in: plain files of notes in their folder, or one sentence and nothing left."""
    name, _, rest = data.partition(b"\n")
    called = name.decode("utf-8", "surrogateescape")
    if called.startswith("*"):
        # Archives of files that are apart at NULs, each with its name above it.
        entries = [entry.partition(b"\n") for entry in rest.split(b"\0")]
        called = f"{called[1:]}.zip"
        rest = zipped({entry[0].decode("utf-8", "replace"): entry[2] for entry in entries})
    try:
        taken = take(called, rest)
    except RefusedError as error:
        check_sentence(error)
        return
    assert taken.files
    with tempfile.TemporaryDirectory() as made:
        notes = Path(made, "notes")
        notes.mkdir()
        preview_of(taken.files, notes, taken.name)
        place = folder.free_place(notes, taken.name, ())
        folder.put(notes, place, "key", taken.files)
        written = [path for path in Path(made).rglob("*") if path.is_file()]
        assert len(written) == len(taken.files)
        assert all(path.is_relative_to(notes / folder.INBOX / place) for path in written)
        assert all(path.suffix in (".md", ".txt") and not path.is_symlink() for path in written)
        folder.drop(notes, place, "key")
        assert not [path for path in Path(made).rglob("*") if path.is_file()]


class _Hasty(Clock):
    """An hour passes between any two requests, so that none is too soon."""

    def __init__(self) -> None:
        self._steady = 0.0

    def monotonic(self) -> float:
        self._steady += 3600.0
        return self._steady


class _Served:
    """The pages of the invented notes, on connections within this process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        site = Site(invented_library())
        self.runner = web.AppRunner(application(site, "127.0.0.1", 8000, None, _Hasty()), access_log=None)
        self.loop.run_until_complete(self.runner.setup())
        self.made_of: set[str] = set()
        for path in _PAGES:
            answer = self.answer(f"GET {path} HTTP/1.1\r\nHost: {_HOST}".encode())
            self.made_of |= Page(answer.partition("\r\n\r\n")[2]).made_of

    def answer(self, request: bytes) -> str:
        """Return what is answered to the bytes of a request, until the connection ends."""
        return self.loop.run_until_complete(asyncio.wait_for(self._answer(request), _SLOWEST))

    async def _answer(self, request: bytes) -> str:
        assert self.runner.server is not None
        theirs, ours = socket.socketpair()
        await self.loop.connect_accepted_socket(self.runner.server, theirs)
        with closing(ours):
            reader, writer = await asyncio.open_connection(sock=ours)
            writer.write(request + b"\r\nConnection: close\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            # Not before: who hangs up is answered nothing. A body that was announced is not waited for then.
            writer.write_eof()
            got = head + await reader.read()
            writer.close()
        return got.decode("utf-8", "replace")


@cache
def _served() -> _Served:
    return _Served()


def request(data: bytes) -> None:
    """Requests of browsers: a page of our own making with our headers, whatever is asked; never a defect."""
    path, _, headers = data.replace(b"\0", b"\r\n").partition(b"\n")
    served = _served()
    got = served.answer(b"GET /" + path + b" HTTP/1.1\r\nHost: " + _HOST.encode() + b"\r\n" + headers)
    head, _, body = got.partition("\r\n\r\n")
    status = head[9:12]
    assert status.isdigit(), got[:200]
    assert status != "500", got
    if status == "400" and "Content-Security-Policy" not in head:
        return  # aiohttp's own refusal of what is no request
    assert "X-Content-Type-Options: nosniff" in head
    assert f"Content-Security-Policy: {POLICY}" in head or "default-src 'none'" in head, head
    if "Content-Type: text/html" in head:
        assert Page(body).made_of <= served.made_of, Page(body).made_of - served.made_of


@cache
def _assistants() -> tuple[asyncio.AbstractEventLoop, NotesServer]:
    return asyncio.new_event_loop(), NotesServer(CurrentNotes(invented_library()))


def message(data: bytes) -> None:
    """Calls of assistants: what a tool gives, in its form, or one sentence."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = text
    loop, server = _assistants()
    for tool, first in _ARGUMENTS.items():
        arguments = given if isinstance(given, dict) else {first: given}
        try:
            result = loop.run_until_complete(server.call_tool(tool, arguments))
        except ToolError as error:
            check_sentence(error)
            continue
        assert isinstance(result, CallToolResult)
        assert result.structured_content is not None
        json.dumps(result.structured_content, ensure_ascii=False).encode("utf-8")
