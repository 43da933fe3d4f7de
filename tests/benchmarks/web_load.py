"""How the web page holds up: so many requests a second, one in ten of them a question, for a minute.

The server runs as a process of its own with the real model. Run with
``python -m tests.benchmarks.web_load [NOTES [REQUESTS_A_SECOND [SECONDS]]]``.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote as percent_encode

import aiohttp

from bot.service.clock import Clock
from tests.benchmarks.loopback_load import questions, spread
from tests.benchmarks.process import resident
from tests.processes import free_port

_KINDS = {"ask": 10, "search": 20, "session": 30, "sessions": 20, "home": 20}
"""Of a hundred requests, how many are of each kind."""


def addresses(notes: Path, sessions: list[str], count: int) -> list[tuple[str, str]]:
    """Return what is asked for, with its kind, in an order that is the same every time."""
    draw = random.Random(5)  # noqa: S311 - the same every time
    asked = questions(notes, count)
    kinds = draw.choices(list(_KINDS), list(_KINDS.values()), k=count)
    made: dict[str, Callable[[str], str]] = {
        "ask": lambda text: f"/ask?q={percent_encode(text)}",
        "search": lambda text: f"/search?part=1&q={percent_encode(text.split()[-1][:5])}",
        "session": lambda _: draw.choice(sessions),
        "sessions": lambda _: "/sessions",
        "home": lambda _: "/",
    }
    return [(kind, made[kind](text)) for kind, text in zip(kinds, asked, strict=True)]


async def main(notes: Path, rate: int, seconds: int) -> None:
    """Print latency by kind, errors, sizes and memory."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder, "library.db"))
        server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli.main import main; main()", "serve", "--port", str(port)),
            *("--notes", str(notes), "--library", library),
            env=os.environ | {"HF_HUB_OFFLINE": "1"},
            stdout=DEVNULL,
            stderr=PIPE,
        )
        assert server.stderr is not None
        while b"Serving" not in (line := await server.stderr.readline()):
            if not line:
                raise SystemExit("The server did not start.")
        try:
            await _drive(f"http://127.0.0.1:{port}", notes, rate, seconds, server.pid)
        finally:
            server.terminate()
            await server.wait()


async def _drive(base: str, notes: Path, rate: int, seconds: int, pid: int) -> None:
    clock = Clock()
    took: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = {}
    failed: list[int] = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(base, connector=connector) as session:
        async with session.get("/sessions") as page:
            parts = (await page.text()).split('href="')
            sessions = [part.split('"')[0] for part in parts if part.startswith("/session/")]

        async def get(kind: str, address: str) -> None:
            began = clock.monotonic()
            async with session.get(address) as page:
                content = await page.read()
                took[kind].append(clock.monotonic() - began)
                sizes[kind] = max(sizes.get(kind, 0), len(content))
                if page.status != 200:
                    failed.append(page.status)

        at_first = resident(pid)
        began = clock.monotonic()
        running = []
        for number, (kind, address) in enumerate(addresses(notes, sessions, rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - clock.monotonic()))
            running.append(asyncio.create_task(get(kind, address)))
        await asyncio.gather(*running)
        in_all = clock.monotonic() - began
        at_last = resident(pid)
    print(f"{rate * seconds} requests in {in_all:.1f} s, {len(failed)} failed {sorted(set(failed))}")
    for kind, values in took.items():
        print(f"  {kind:9} {len(values):5}  {spread(values)}, at most {sizes[kind]} bytes")
    print(f"  memory {at_first / 2**20:.0f} MiB before, {at_last / 2**20:.0f} MiB after")


if __name__ == "__main__":
    given = sys.argv[1:]
    rate, seconds = (int(one) for one in (given[1:] + ["100", "60"][len(given[1:]) :])[:2])
    asyncio.run(main(Path(given[0] if given else "notes"), rate, seconds))
