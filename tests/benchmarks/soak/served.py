"""Quoth as a process of its own: what it writes is looked through for errors, and its memory read."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.benchmarks.process import resident
from tests.benchmarks.soak.door import Plan
from tests.benchmarks.soak.made_up import headings
from tests.benchmarks.soak.tally import Tally
from tests.paths import ROOT
from tests.processes import environment

_TROUBLE = re.compile(r"\b(ERROR|CRITICAL)\b|^Traceback|Task exception|never awaited|never retrieved")
_VERDICTS = {"do not seem to answer": "closest", "Nothing in the notes": "none"}
_KEPT = 20
"""Lines that are shown after one of trouble."""


class Served:
    """A process whose log is read as it comes."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._trouble: list[str] = []
        self._seen = asyncio.Condition()
        self._heard: list[str] = []
        self._follow = 0
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for raw in self.process.stderr:
            line = raw.decode("utf-8", "replace").rstrip()
            async with self._seen:
                self._heard = [*self._heard[-_KEPT:], line]
                self._seen.notify_all()
            if _TROUBLE.search(line):
                self._follow = _KEPT
            if self._follow:
                self._follow -= 1
                self._trouble.append(line)

    async def says(self, words: str) -> None:
        """Wait until the log has words in a line."""
        async with self._seen, asyncio.timeout(120):
            await self._seen.wait_for(
                lambda: self._reading.done() or any(words in line for line in self._heard)
            )
        if not any(words in line for line in self._heard):
            raise SystemExit("It did not start: " + "\n".join(self._heard))

    def look(self, tally: Tally) -> None:
        """Count what the log told of trouble since it was last looked at, and an end of the process."""
        if self._trouble:
            tally.went_wrong("in the log: " + "\n".join(self._trouble))
            self._trouble.clear()
        if self.process.returncode is not None:
            raise SystemExit(f"the process ended with {self.process.returncode}: " + "\n".join(self._heard))

    def resident(self) -> int:
        """Return the bytes of memory that it holds."""
        return resident(self.process.pid)

    async def end(self) -> None:
        """Ask it to end, and wait."""
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()
        await self._reading


class ServedDoor:
    """What the doors of a process of its own have in common."""

    def __init__(self, served: Served, plan: Plan) -> None:
        self.served = served
        self.plan = plan

    async def titles(self) -> Sequence[str]:
        return headings(self.plan.notes)

    def resident(self) -> int:
        return self.served.resident()


def verdict_in(shown: str) -> str:
    """Return the verdict that people read; an answer in Discord, and a list, have no set words."""
    return next((verdict for words, verdict in _VERDICTS.items() if words in shown), "answer or list")


@asynccontextmanager
async def started(command: Sequence[str], plan: Plan, **more: str) -> AsyncIterator[Served]:
    """Run a command with the plan's notes and library; it ends with the block."""
    given = {"QUOTH_NOTES": str(plan.notes), "QUOTH_LIBRARY": str(plan.library), "HF_HUB_OFFLINE": "1"}
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env=environment(**given, **more),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        start_new_session=True,  # a signal to the whole run lets what was asked be answered first
    )
    served = Served(process)
    try:
        yield served
    finally:
        await served.end()


def quoth(plan: Plan, *arguments: str) -> tuple[str, ...]:
    """Return what runs the command ``quoth``, with the model that is planned."""
    real = ("-c", "from bot.cli.main import main; main()")
    return (sys.executable, *(("-m", "tests.small_model") if plan.small else real), *arguments)
