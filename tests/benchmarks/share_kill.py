"""Kills the bot's own process at random moments while it shares a recap, and starts it again.

usage: python -m tests.benchmarks.share_kill [KILLS]

After each kill (SIGKILL) and the next start every message must stand exactly once. A day of three sessions is
shared as cards, as a thread and as a forum post in turn; each answer of the loopback Discord takes 40 ms, as
a real one's does. Half of the rounds have Discord forget its nonces, as it does after some minutes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import sqlite3
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from aiohttp import web

from bot.service.database import BotDatabase
from bot.service.shares import DayKey, Form
from tests.loopback.actors import CHANNEL, GUILD, TOKEN
from tests.loopback.process import command
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, SharingServer
from tests.paths import ROOT
from tests.services import make_library

DAY: DayKey = ("Harbour Days 2031", "Day 1", "2031-05-02")
TITLES = ["Lighthouses that talk", "Mooring without ropes", "Tides as a service"]
FORMS: tuple[Form, ...] = ("cards", "thread", "forum")
_DELAY = 0.04


class Slow(SharingServer):
    """Takes as long as a real one."""

    @web.middleware
    async def _middle(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.method != "GET" and "/channels/" in request.path:
            await asyncio.sleep(_DELAY / 2)
            response = await super()._middle(request, handler)
            await asyncio.sleep(_DELAY / 2)
            return response
        return await super()._middle(request, handler)


async def start(server: SharingServer, folder: Path) -> Process:
    """Start the bot as a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUOTH_", "DISCORD_"))}
    given = {
        "DISCORD_TOKEN": TOKEN,
        "QUOTH_NOTES": str(folder / "notes"),
        "QUOTH_LIBRARY": str(folder / "library.db"),
    }
    return await asyncio.create_subprocess_exec(
        *command(server, "small"), cwd=ROOT, env={**kept, **given}, stderr=DEVNULL
    )


def finished(folder: Path) -> bool:
    """Tell whether the bot's database says that the share is finished."""
    with closing(sqlite3.connect(f"file:{folder / 'memory.db'}?mode=ro", uri=True)) as connection:
        return not connection.execute("SELECT 1 FROM shares WHERE finished = 0").fetchall()


async def until_finished(folder: Path) -> None:
    """Wait until the share is finished."""
    async with asyncio.timeout(30):
        while not finished(folder):
            await asyncio.sleep(0.02)


async def stop(process: Process) -> None:
    """Kill a process."""
    if process.returncode is None:
        process.kill()
    await process.wait()


async def one(folder: Path, form: Form, after: float, *, nonces: bool) -> tuple[bool, list[str]]:
    """Kill ``after`` seconds after the first change; tell whether it was cut off, and what stands."""
    make_library(folder)
    database = BotDatabase.open(folder / "memory.db", keep_days=9)
    database.shares.begin(GUILD, FORUM if form == "forum" else CHANNEL, DAY, form)
    database.close()
    server = Slow()
    server.keeps_nonces = nonces
    async with running(server):
        process = await start(server, folder)
        async with asyncio.timeout(60):
            while not server.changes:
                await asyncio.sleep(0.001)
        await asyncio.sleep(after)
        await stop(process)
        cut_off = not finished(folder)
        process = await start(server, folder)
        await until_finished(folder)
        await stop(process)
        return cut_off, server.told()


async def main() -> None:
    """Kill, and print what became of it."""
    # A request that is cut off with its process is what this is about.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    chance = random.Random(7)  # noqa: S311
    done = cut = wrong = 0
    start_time = time.perf_counter()
    while cut < kills:
        form = FORMS[done % len(FORMS)]
        after = chance.uniform(0, 0.12 if form == "cards" else 0.24)
        with tempfile.TemporaryDirectory() as folder:
            was_cut, told = await one(Path(folder), form, after, nonces=done % 2 == 0)
        done += 1
        cut += was_cut
        titles = [f"{n}. {t}" for n, t in enumerate(TITLES, 1)] if form == "cards" else TITLES
        if told != ["Recap: Harbour Days 2031 · Day 1", *titles]:
            wrong += 1
            print(f"{form}, killed after {1000 * after:.0f} ms: {told}")
    print(
        f"{cut} shares cut off by SIGKILL ({done} kills): {wrong} with a duplicate or a gap after the next "
        f"start; {time.perf_counter() - start_time:.0f} s"
    )


if __name__ == "__main__":
    asyncio.run(main())
