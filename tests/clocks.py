"""A clock that is set by hand, and a watched folder that tells of changes when it is told to."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.service.clock import Clock

DAY = 86_400.0
START = dt.datetime(2031, 5, 2, 9, 0, tzinfo=dt.UTC)


@dataclass(eq=False)
class _Sleeper:
    """Somebody who waits for the clock."""

    until: float
    woken: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class ManualClock(Clock):
    """Stands still until it is moved; who sleeps on it is woken once their time has come."""

    def __init__(self, start: dt.datetime = START) -> None:
        self._time = start.timestamp()
        self._steady = 0.0
        self._sleepers: list[_Sleeper] = []
        self._begun = 0
        self._changed = asyncio.Condition()

    def time(self) -> float:
        return self._time

    def monotonic(self) -> float:
        return self._steady

    def set(self, time: dt.datetime) -> None:
        """Set the system's time: no time passes, and nobody is woken."""
        self._time = time.timestamp()

    def move(self, seconds: float) -> None:
        """Let time pass where nobody sleeps, as for a limit that is asked twice."""
        self._time += seconds
        self._steady += seconds

    async def advance(self, seconds: float) -> None:
        """Let time pass and wake whose time has come."""
        self.move(seconds)
        for sleeper in list(self._sleepers):
            if sleeper.until <= self._steady and not sleeper.woken.done():
                sleeper.woken.set_result(None)

    async def sleep(self, seconds: float) -> None:
        sleeper = _Sleeper(self._steady + seconds)
        self._sleepers.append(sleeper)
        self._begun += 1
        async with self._changed:
            self._changed.notify_all()
        try:
            await sleeper.woken
        finally:
            self._sleepers.remove(sleeper)

    async def until_slept(self, times: int = 1) -> None:
        """Wait until somebody went to sleep for the ``times``-th time since the clock was made."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._begun >= times)


class FolderChanges:
    """What a watched folder tells of, instead of ``bot.service.refresh.changes_below``."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[bool | None] = asyncio.Queue()

    async def __call__(self, _folder: Path) -> AsyncIterator[bool]:
        while (changed := await self._told.get()) is not None:
            yield changed
            self._told.task_done()
        self._told.task_done()

    async def tell(self, changed: bool) -> None:
        """Tell of a change, or of a second without any; returns once the watch has done what it does then."""
        await self._told.put(changed)
        await self._told.join()

    async def vanish(self) -> None:
        """End, as where the folder is gone."""
        await self._told.put(None)
        await self._told.join()
