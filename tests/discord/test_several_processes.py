"""Several processes, one bot: two over the loopback Discord with four shards, and one of them is killed."""

from __future__ import annotations

import asyncio
import json
import secrets
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from embeddings.index.address import DatabaseAddress
from tests import postgres
from tests.loopback.actors import APP, CHANNELS, FOURTH_CHANNEL, FOURTH_GUILD, TOKEN
from tests.loopback.process import command
from tests.loopback.reading import titles
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.paths import ROOT
from tests.processes import environment
from tests.services import make_library
from tests.waiting import GUARD, until

SHARDS = 4
CARDS = [
    "Recap: Harbour Days 2031 · Day 1",
    "Lighthouses that talk",
    "Mooring without ropes",
    "Tides as a service",
]


@asynccontextmanager
async def started(
    server: SharingServer, folder: Path, address: DatabaseAddress, *how: str
) -> AsyncIterator[Process]:
    """Run a bot's process until the block ends, once it has read the notes.

    Without ``how`` it is one that is soon noticed to be dead.
    """
    given = {
        "DISCORD_TOKEN": TOKEN,
        "QUOTH_NOTES": str(folder / "notes"),
        "QUOTH_LIBRARY": str(address),
        "QUOTH_SHARDS": str(SHARDS),
        "TMPDIR": str(folder),
    }
    log = folder / f"{secrets.token_hex(4)}.log"
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *command(server, *(how or ("small", "quick"))), cwd=ROOT, env=environment(**given), stderr=written
        )
    try:
        await until(lambda: "Ready with" in log.read_text("utf-8") or process.returncode is not None)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def connected(server: SharingServer) -> dict[int, str]:
    """Return the session of each shard that is connected."""
    return {
        session.shard[0]: session.id
        for session in server.gateway.sessions.values()
        if session.socket is not None and not session.socket.closed
    }


async def answered(server: SharingServer, guild: int) -> None:
    """Ask in a server, and see the answer."""
    before = len(server.messages)
    await server.say(f"<@{APP}> how do lighthouses send their state?", guild=guild)
    reply = await server.next_message(before + 1)
    assert reply["channel_id"] == str(CHANNELS[guild])
    assert "every minute" in json.dumps(reply)


async def test_two_processes_divide_the_shards_and_one_takes_over_from_the_other_that_is_killed(
    tmp_path: Path,
) -> None:
    make_library(tmp_path)
    address = postgres.empty_bot()
    server = SharingServer()
    server.guilds = tuple(CHANNELS)
    async with running(server), started(server, tmp_path, address):
        await until(lambda: len(connected(server)) == SHARDS)
        alone = connected(server)
        async with started(server, tmp_path, address) as second:
            await until(
                lambda: len(connected(server)) == SHARDS and connected(server)[FOURTH_GUILD >> 22] != alone[3]
            )
            divided = connected(server)
            assert {shard for shard in divided if divided[shard] == alone[shard]} == {0, 1}
            for guild in CHANNELS:
                await answered(server, guild)
            assert len(server.messages) == len(CHANNELS), "each is answered by one process"

            # The second process is killed in the middle of a recap, in a server of the fourth shard.
            use = await server.slash("recap", day="Day 1", guild=FOURTH_GUILD)
            preview = await use.answer()
            server.changes, server.deadly, server.kill = 0, 2, second.kill
            await server.press(preview, "Share", guild=FOURTH_GUILD)
            await asyncio.wait_for(server.killed.wait(), GUARD)
            await second.wait()
        await until(lambda: len(connected(server)) == SHARDS)
        taken = connected(server)
        assert {shard for shard in taken if taken[shard] == alone[shard]} == {0, 1}
        await until(lambda: len(told(server)) >= len(CARDS))
        for guild in CHANNELS:
            await answered(server, guild)
        assert told(server) == CARDS, "completed by the other, and nothing stands twice"
        assert server.refused == []


def told(server: SharingServer) -> list[str]:
    """Return the titles of the cards that stand in the fourth server."""
    found = [title for message in server.standing.get(FOURTH_CHANNEL, []) for title in titles(message)]
    return [title for title in found if title in CARDS]
