"""Kills the bot's own process at random moments while it shares a recap, and starts it again.

usage: python -m tests.benchmarks.share_kill [KILLS] [postgres]

After each kill (SIGKILL) and the next start every message must stand exactly once. A day of three sessions is
shared as cards, as a thread and as a forum post in turn, by somebody's hand and by a schedule; each answer of
the loopback Discord takes 40 ms, as a real one's does. Half of the rounds have Discord forget its nonces, as
it does after some minutes. With ``postgres`` library and bot stand in a database.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import logging
import random
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.service.database import BotDatabase, database_place
from bot.service.dues import Dues
from bot.service.schedules import Schedule
from bot.service.shares import DayKey, Form
from embeddings.index.address import Place
from tests import postgres
from tests.discord.test_several_processes import CARDS
from tests.loopback.actors import CHANNEL, GUILD, TOKEN
from tests.loopback.process import command
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, SharingServer
from tests.paths import ROOT
from tests.processes import environment
from tests.services import make_library

DAY: DayKey = ("Harbour Days 2031", "Day 1", "2031-05-02")
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


async def start(server: SharingServer, notes: Path, library: Place) -> Process:
    """Start the bot as a process of its own."""
    given = {"DISCORD_TOKEN": TOKEN, "QUOTH_NOTES": str(notes), "QUOTH_LIBRARY": str(library)}
    return await asyncio.create_subprocess_exec(
        *command(server, "small", "quick"), cwd=ROOT, env=environment(**given), stderr=DEVNULL
    )


def finished(database: BotDatabase) -> bool:
    """Tell whether the bot's database says that a share was begun, and is finished."""
    return [row[0] for row in database.connection.rows("SELECT finished FROM shares")] == [1]


async def until_finished(database: BotDatabase) -> None:
    """Wait until the share is finished."""
    async with asyncio.timeout(60):
        while not finished(database):
            await asyncio.sleep(0.02)


async def stop(process: Process) -> None:
    """Kill a process."""
    if process.returncode is None:
        process.kill()
    await process.wait()


def begin(database: BotDatabase, form: Form, *, scheduled: bool) -> None:
    """Note what the next start of the bot has to post."""
    channel = FORUM if form == "forum" else CHANNEL
    if not scheduled:
        database.shares.begin(GUILD, channel, DAY, form)
        return
    date = dt.date.fromisoformat(str(DAY[2]))
    # Mornings of today's real date are no part of this: the last one is noted as seen to.
    done = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    database.schedules.keep(Schedule(GUILD, channel, form, dt.time(0), "UTC", done))
    with database.connection.writing() as connection:
        Dues.add(connection, GUILD, date, 0.0)


async def one(
    folder: Path, library: Place, form: Form, after: float, *, nonces: bool, scheduled: bool
) -> tuple[bool, list[str]]:
    """Kill ``after`` seconds after the first change; tell whether it was cut off, and what stands."""
    database = BotDatabase.open(database_place(library), keep_days=9)
    begin(database, form, scheduled=scheduled)
    server = Slow()
    server.keeps_nonces = nonces
    async with running(server):
        process = await start(server, folder / "notes", library)
        async with asyncio.timeout(60):
            while not server.changes:
                await asyncio.sleep(0.001)
        await asyncio.sleep(after)
        await stop(process)
        cut_off = not finished(database)
        process = await start(server, folder / "notes", library)
        await until_finished(database)
        await stop(process)
        database.close()
        return cut_off, server.told()


async def main() -> None:
    """Kill, and print what became of it."""
    # A request that is cut off with its process is what this is about.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    shared = sys.argv[2:3] == ["postgres"]
    chance = random.Random(7)  # noqa: S311
    cut = {False: 0, True: 0}
    done = wrong = 0
    start_time = time.perf_counter()
    for (form, scheduled), nonces in zip(
        itertools.cycle(itertools.product(FORMS, (False, True))),
        itertools.cycle([True] * 6 + [False] * 6),
        strict=False,
    ):
        if sum(cut.values()) >= kills:
            break
        after = chance.uniform(0, 0.12 if form == "cards" else 0.24)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make_library(folder)
            library: Place = postgres.empty_bot() if shared else folder / "library.db"
            was_cut, told = await one(folder, library, form, after, nonces=nonces, scheduled=scheduled)
        done += 1
        cut[scheduled] += was_cut
        if told != CARDS:
            wrong += 1
            kind = "scheduled" if scheduled else "shared"
            print(f"{form}, {kind}, killed after {1000 * after:.0f} ms: {told}")
    print(
        f"{cut[False]} shares and {cut[True]} scheduled recaps cut off by SIGKILL ({done} kills): "
        f"{wrong} with a duplicate or a gap after the next start; {time.perf_counter() - start_time:.0f} s"
    )


if __name__ == "__main__":
    asyncio.run(main())
