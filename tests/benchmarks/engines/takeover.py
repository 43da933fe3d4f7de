"""Kills one of two processes that run a bot with four shards, in the middle of a recap.

Leases and waits are those of a real run; only Discord is a loopback.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from tests import postgres
from tests.discord.test_several_processes import CARDS, SHARDS, connected, started, told
from tests.loopback.actors import CHANNELS, FOURTH_GUILD
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.services import make_library

MOST = 30.0
"""Seconds in which a dead process is to be taken over."""
_GIVE_UP = 300.0


async def measure(times: int) -> int:
    """Print how long it took and what stands; return 1 where it took too long or that is wrong."""
    missed = 0
    for number in range(times):
        with tempfile.TemporaryDirectory() as folder:
            seconds, stands = await _once(Path(folder))
        doubled = len(stands) - len(set(stands))
        lacking = len(set(CARDS) - set(stands))
        print(
            f"kill {number + 1}: taken over in {seconds:.1f} s; {doubled} posts doubled, {lacking} lacking",
            flush=True,
        )
        missed += seconds > MOST or stands != CARDS
    return int(missed > 0)


async def _once(folder: Path) -> tuple[float, list[str]]:
    make_library(folder)
    address, server = postgres.empty_bot(), SharingServer()
    server.guilds = tuple(CHANNELS)
    async with asyncio.timeout(_GIVE_UP), running(server), started(server, folder, address, "small"):
        await _until_whole(server, {})
        alone = connected(server)
        async with started(server, folder, address, "small") as second:
            await _until_whole(server, {shard: alone[shard] for shard in (2, 3)})
            preview = await (await server.slash("recap", day="Day 1", guild=FOURTH_GUILD)).answer()
            server.changes, server.deadly, server.kill = 0, 2, second.kill
            await server.press(preview, "Share", guild=FOURTH_GUILD)
            await server.killed.wait()
            began = time.perf_counter()
            await second.wait()
        await _until_whole(server, {})
        seconds = time.perf_counter() - began
        while len(told(server)) < len(CARDS):
            await asyncio.sleep(0.05)
        return seconds, told(server)


async def _until_whole(server: SharingServer, before: dict[int, str]) -> None:
    """Wait until all shards are connected, those of ``before`` by another session."""
    while len(now := connected(server)) < SHARDS or any(now[shard] == old for shard, old in before.items()):
        await asyncio.sleep(0.02)
