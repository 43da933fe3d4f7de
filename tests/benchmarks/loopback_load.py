"""How the bot holds up: 200 questions within one second from 50 people, and its memory over 5,000 questions.

The bot runs as a process of its own with the real model; this process is its Discord. Run with
``python -m tests.benchmarks.loopback_load [NOTES]``.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path

from bot.service.clock import Clock
from tests.benchmarks.process import resident
from tests.loopback.actors import APP, TOKEN, Use
from tests.loopback.process import command
from tests.loopback.server import Loopback, running

PEOPLE = 50
AT_ONCE = 200
SECONDS = 1.0
IN_ALL = 5000
_ASKED = (
    "what did {} say?",
    "who talked about {}?",
    "how does {} work?",
    "any numbers on {}?",
    "where is the link for {}?",
)


def questions(notes: Path, count: int) -> list[str]:
    """Make questions of the notes' own words, and a few of words that they do not hold."""
    words = sorted(
        {w for file in notes.rglob("*.md") for w in file.read_text("utf-8", "replace").split() if w.isalpha()}
    )
    draw = random.Random(5)  # noqa: S311 - the same questions every time
    return [draw.choice(_ASKED).format(" ".join(draw.sample([*words, "zeppelin"], 2))) for _ in range(count)]


def _mebibytes(process: Process) -> float:
    return resident(process.pid) / 2**20


def spread(values: list[float]) -> str:
    cut = statistics.quantiles(values, n=100)
    return f"median {cut[49]:.2f} s, p95 {cut[94]:.2f} s, most {max(values):.2f} s"


async def burst(server: Loopback, asked: list[str]) -> None:
    """Ask within a second; every question must be answered."""
    uses: list[Use] = []
    for number, question in enumerate(asked):
        uses.append(await server.slash("ask", question=question, user=1 + number % PEOPLE))
        await asyncio.sleep(SECONDS / len(asked))
    await asyncio.gather(*(asyncio.wait_for(use.answered.wait(), 60) for use in uses))
    first = [use.first_after for use in uses if use.first_after is not None]
    whole = [use.answered_after for use in uses if use.answered_after is not None]
    answered = sum(bool(use.message and use.message["components"]) for use in uses)
    sys.stdout.write(
        f"{len(asked)} questions from {PEOPLE} people: {answered} answered, {len(server.refused)} refused\n"
    )
    sys.stdout.write(f"  to the first response: {spread(first)}\n")
    sys.stdout.write(f"  to the full answer:    {spread(whole)}\n")


async def long_run(server: Loopback, process: Process, asked: list[str]) -> None:
    """Ask thousands, sixteen at a time, half by command and half by mention."""
    before = _mebibytes(process)
    sys.stdout.write(f"memory before: {before:.0f} MiB\n")
    for start in range(0, len(asked), 16):
        batch = asked[start : start + 16]
        sent = len(server.messages)
        for number, question in enumerate(batch[8:], start):
            await server.say(f"<@{APP}> {question}", user=1 + number % PEOPLE)
        uses = [
            await server.slash("ask", question=question, user=1 + number % PEOPLE)
            for number, question in enumerate(batch[:8], start)
        ]
        answers = await asyncio.gather(*(use.answer() for use in uses))
        assert all(message["components"] for message in answers), "every command was answered"
        await server.next_message(sent + len(batch[8:]))
        server.uses.clear()
        server.gateway.session.log.clear()
        if start and start % 1024 == 0:
            sys.stdout.write(f"  after {start}: {_mebibytes(process):.0f} MiB\n")
            sys.stdout.flush()
    assert all(message["components"] for message in server.messages), "every mention was answered"
    after = _mebibytes(process)
    sys.stdout.write(f"memory after {len(asked)} questions: {after:.0f} MiB ({after - before:+.0f})\n")


async def main(notes: Path) -> None:
    """Start both sides and measure."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Loopback(Clock())) as server:
            environment = {
                "DISCORD_TOKEN": TOKEN,
                "QUOTH_NOTES": str(notes),
                "QUOTH_LIBRARY": str(Path(folder) / "library.db"),
                "QUOTH_PERSON_LIMIT": "1000",
                "QUOTH_SERVER_LIMIT": "100000",
            }
            process = await asyncio.create_subprocess_exec(
                *command(server),
                env={**os.environ, **environment},
                stderr=DEVNULL,
            )
            await asyncio.wait_for(server.gateway.connected.wait(), 60)
            for _ in range(600):
                use = await server.slash("ask", question="is anybody there?")
                message = await use.answer()
                if message["components"]:
                    break
                await asyncio.sleep(0.2)
            asked = questions(notes, AT_ONCE + IN_ALL)
            for _ in range(3):
                await burst(server, asked[:AT_ONCE])
            await long_run(server, process, asked[AT_ONCE:])
            process.terminate()
            sys.stdout.write(f"exit code {await process.wait()}\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "notes")))
