"""Asking a process that has the model loaded already: a socket beside the library, for the same user alone.

A question is one line of JSON and so is its answer. Whoever finds nobody there loads the model as before.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.service.local_socket import available, beside, make_folder, reachable
from embeddings.errors import QuothError
from embeddings.index.address import Place
from embeddings.records import Answer

_FORM = 1
"""Of what is sent: a process of another form is not asked."""
_LONGEST = 64 * 1024
"""Bytes of a question's line."""
_LARGEST = 16 * 1024 * 1024
"""Bytes of an answer's line: a list of some thousand sessions has them."""
_CONNECT_SECONDS = 1.0
_ANSWER_SECONDS = 30.0

_log = logging.getLogger(__name__)

Ask = Callable[[str, str | None], Awaitable[Answer | None]]
"""Answers a question, kept to a day where named; None where it cannot just now. Raises QuothError."""


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@asynccontextmanager
async def answering(library: Place, notes: Path, ask: Ask) -> AsyncIterator[None]:
    """Answer whoever asks at the library's socket, meanwhile; one that cannot be made is logged.

    ``notes`` are those that are answered from: questions for others are turned away.
    """
    if not available():
        yield
        return
    path, mine = beside(library, "ask"), str(notes.resolve())

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await asyncio.wait_for(reader.readline(), _ANSWER_SECONDS)
            writer.write(json.dumps(await _reply(line, mine, ask)).encode() + b"\n")
            await writer.drain()
        except (ConnectionError, TimeoutError, ValueError) as error:
            _log.info("A question over the local socket came to nothing: %s", type(error).__name__)
        finally:
            writer.close()

    make_folder(library)
    try:
        with reachable(path) as address:
            server = await asyncio.start_unix_server(talk, address, limit=_LONGEST)
            os.chmod(address, 0o600)  # noqa: PTH101 - the address is not a path of its own
    except OSError as error:
        _log.warning("`quoth ask` will load the model by itself (%s: %s).", path, error)
        yield
        return
    own = path.stat().st_ino
    try:
        yield
    finally:
        server.close()
        with suppress(OSError):
            if path.stat().st_ino == own:
                path.unlink()


async def _reply(line: bytes, notes: str, ask: Ask) -> dict[str, Any]:
    asked = json.loads(line)
    if not isinstance(asked, dict) or asked.get("form") != _FORM or asked.get("notes") != notes:
        return {"other": True}
    question, day = asked.get("question"), asked.get("day")
    if not isinstance(question, str) or not (day is None or isinstance(day, str)):
        return {"other": True}
    try:
        answer = await ask(question, day)
    except QuothError as error:
        return {"error": str(error)}
    if answer is None:
        return {"other": True}
    return {"answer": _answers().dump_python(answer, mode="json")}


def ask_running(library: Place, notes: Path, question: str, day: str | None) -> Answer | None:
    """Return the answer of a process that runs with this library and these notes; None where there is none.

    Raises QuothError as the question itself would.
    """
    if not available() or not (path := beside(library, "ask")).exists():
        return None
    asked = {"form": _FORM, "notes": str(notes.resolve()), "question": question, "day": day}
    try:
        with reachable(path) as address, socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(_CONNECT_SECONDS)
            asking.connect(address)
            asking.settimeout(_ANSWER_SECONDS)
            asking.sendall(json.dumps(asked).encode() + b"\n")
            with asking.makefile("rb") as answer:
                told = json.loads(answer.readline(_LARGEST))
        if "error" in told:
            raise QuothError(str(told["error"]))
        return _answers().validate_python(told["answer"], strict=False) if "answer" in told else None
    except (OSError, ValueError, TypeError, ValidationError) as error:
        _log.info("The process at %s does not answer (%s): the model is loaded here.", path, error)
        return None
