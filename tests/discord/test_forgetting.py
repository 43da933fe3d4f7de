"""`/forget me` while a question is being answered: the answer comes, and nothing is kept of it afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import QuothBot
from bot.service.database import BotDatabase, database_place
from tests.loopback.actors import APP, GUILD
from tests.loopback.bot import alive, library_under
from tests.loopback.server import Loopback, running
from tests.services import Gate

ME = f"<@{APP}>"
LAMPS = "how do heliotrope lighthouses send their state?"
TIDES = "and who hydrographs the tides as a service?"

WAYS: dict[str, Callable[[Loopback], Coroutine[Any, Any, Any]]] = {
    "mention": lambda server: server.say(f"{ME} {LAMPS}"),
    "several questions": lambda server: server.say(f"{ME} {LAMPS} {TIDES}"),
    "direct message": lambda server: server.say(LAMPS, dm=True),
    "command": lambda server: server.slash("ask", question=LAMPS),
    "private command": lambda server: server.slash("ask", question=LAMPS, private=True),
}


async def here(_bot: QuothBot, server: Loopback) -> None:
    await (await server.slash("forget me")).answer()


async def in_another_process(bot: QuothBot, _server: Loopback) -> None:
    other = BotDatabase.open(database_place(library_under(bot).place), keep_days=9)
    await asyncio.to_thread(other.forget, other.person(1), 1)
    other.close()


@pytest.mark.parametrize("forget", [here, in_another_process])
@pytest.mark.parametrize("way", WAYS)
async def test_nothing_is_kept_of_what_is_forgotten_while_it_is_answered(
    tmp_path: Path, way: str, forget: Callable[[QuothBot, Loopback], Coroutine[Any, Any, None]]
) -> None:
    async with running() as server, alive(server, tmp_path) as bot:
        library_under(bot).before = gate = Gate("ask")
        use = await WAYS[way](server)
        await gate.until_reached()
        await forget(bot, server)
        gate.open()
        await server.quiet()
        answers = server.messages or [await use.answer()]
        assert "Lighthouses" in str(answers[0]), "who waits gets the answer"
        database = bot.tenants.database
        assert database.connection.rows("SELECT * FROM replies") == []
        assert database.connection.rows("SELECT * FROM messages") == []
        assert list(database.words._held) == []
        files = [path for path in tmp_path.rglob("memory.db*") if path.is_file()]
        assert not any(b"heliotrope" in path.read_bytes() for path in files)


async def test_what_others_ask_meanwhile_is_kept(tmp_path: Path) -> None:
    async with running() as server, alive(server, tmp_path) as bot:
        library_under(bot).before = gate = Gate("ask")
        await server.say(f"{ME} {LAMPS}", user=2)
        await gate.until_reached()
        await here(bot, server)
        gate.open()
        await server.next_message(1)
        await server.quiet()
        assert bot.tenants.database.connection.rows("SELECT asked, server FROM replies") == [(LAMPS, GUILD)]
