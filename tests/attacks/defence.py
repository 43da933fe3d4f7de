"""What tests of attacks share: checks that need their defence, a hostile session, a bot on the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import QuothBot
from embeddings.records import Session, Speaker
from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running


def stands_only_by(
    patch: pytest.MonkeyPatch, check: Callable[[], object], *defences: tuple[object, str, object]
) -> None:
    """Run ``check`` as things are, and see it fail without ``defences``: (where, name, replacement) each."""
    check()
    with patch.context() as without:
        for where, name, replacement in defences:
            without.setattr(where, name, replacement)
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            check()


def session_of(text: str, **more: Any) -> Session:
    given: dict[str, Any] = {
        "id": "s", "title": text, "event": text, "day": text, "date": None, "file": "n.md", "line": 1,
        "end_line": 3, "sponsor": text, "speakers": (Speaker(text, text, text),), "group": text,
    }  # fmt: skip
    return Session(**{**given, **more})


@asynccontextmanager
async def wire(
    folder: Path, change: Callable[[QuothBot], None] | None = None, **given: Any
) -> AsyncIterator[Loopback]:
    """A bot that is connected to a loopback Discord, with its server."""
    async with running() as server, alive(server, folder, **given) as bot:
        if change is not None:
            change(bot)
        yield server


async def stands_only_by_on_the_wire(
    folder: Path,
    patch: pytest.MonkeyPatch,
    check: Callable[[Loopback], Awaitable[object]],
    *defences: tuple[object, str, object],
    change: Callable[[QuothBot], None] | None = None,
    **given: Any,
) -> None:
    """As ``stands_only_by``; ``change`` takes a defence away that is part of a running bot."""
    async with wire(folder, **given) as server:
        await check(server)
    with patch.context() as without:
        for where, name, replacement in defences:
            without.setattr(where, name, replacement)
        async with wire(folder, change, **given) as server:
            with pytest.raises(AssertionError):
                await check(server)
