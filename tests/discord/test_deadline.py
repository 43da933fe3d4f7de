"""Discord waits three seconds for a first word: it gets one, also while the database's file is locked.

No time is measured: who waits for the file before that word says nothing while the file is locked.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.discord.client import QuothBot
from bot.service.connection import SqliteConnection
from tests.attacks.defence import wire
from tests.loopback.actors import MANAGE_GUILD, SEND, Use
from tests.loopback.server import Loopback
from tests.waiting import GUARD

ASKED = "how do magnets hold a ferry?"


def patient(bot: QuothBot) -> None:
    """Have the bot wait for the file as long as it is locked: what waits for it first is never heard of."""
    connection = bot.tenants.database.connection
    assert isinstance(connection, SqliteConnection)
    connection._sqlite.execute("PRAGMA busy_timeout = 1000000")


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Loopback]:
    async with wire(tmp_path, patient) as loopback:
        yield loopback
        assert loopback.refused == []


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the database's file, as a backup or a second process may for seconds."""
    other = sqlite3.connect(folder / "memory.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def deferred(use: Use) -> None:
    """Wait for the first response, which has to say that more will come."""
    await asyncio.wait_for(use.acknowledged.wait(), GUARD)
    assert use.kind in (5, 6), "it said that more will come"
    assert not use.answered.is_set()


@pytest.mark.parametrize(
    ("label", "private"),
    [
        ("#more", False),
        ("#whole", False),
        ("#thread", False),
        ("👍", False),
        ("👎", False),
        ("Share here", True),
    ],
)
async def test_a_press_is_acknowledged_and_then_served(
    server: Loopback, tmp_path: Path, label: str, *, private: bool
) -> None:
    message = await (await server.slash("ask", question=ASKED, private=private)).answer()
    with locked(tmp_path):
        # Somebody's reply is waiting to be written, and holds up every look into the database.
        held_up = await server.slash("days", user=2)
        await deferred(held_up)
        press = await (server.pick if label.startswith("#") else server.press)(message, label)
        await deferred(press)
    assert await press.answer()
    assert await held_up.answer()


@pytest.mark.parametrize("command", ["status", "schedule show", "schedule remove", "gaps"])
async def test_a_command_is_acknowledged_and_then_served(
    server: Loopback, tmp_path: Path, command: str
) -> None:
    with locked(tmp_path):
        held_up = await server.slash("days", user=2)
        await deferred(held_up)
        use = await server.slash(command, permissions=SEND | MANAGE_GUILD)
        await deferred(use)
    assert await use.answer()
    assert use.ephemeral


async def test_a_choice_under_a_recap_is_acknowledged_and_then_served(
    server: Loopback, tmp_path: Path
) -> None:
    message = await (await server.slash("recap", day="Day 1")).answer()
    with locked(tmp_path):
        held_up = await server.slash("days", user=2)
        await deferred(held_up)
        press = await server.press(message, "Share")
        await deferred(press)
    assert await press.answer()
