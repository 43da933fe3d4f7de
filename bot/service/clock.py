"""Time as the bot has it: passed in at construction, so that a test can set it by hand."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator

_JUMP = 3600.0
"""Seconds that the time must be set by, at the least, to count as a jump."""


class Clock:
    """The system's time. Whoever overrides ``time``, ``monotonic`` and ``sleep`` has a clock of their own."""

    def time(self) -> float:
        """Return seconds since the epoch; the system's time may be set forwards and back."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that never go back, whatever is done to the system's time."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        await asyncio.sleep(seconds)

    def now(self) -> dt.datetime:
        """Return the time, in UTC."""
        return dt.datetime.fromtimestamp(self.time(), dt.UTC)

    async def every(self, seconds: float) -> AsyncIterator[None]:
        """Yield now and again after each ``seconds``, without end."""
        while True:
            yield
            await self.sleep(seconds)


class JumpDetector:
    """The system's time, held against one that cannot be set."""

    def __init__(self, clock: Clock) -> None:
        """Jumps are counted from now on."""
        self._clock = clock
        self._before = self._difference()

    def _difference(self) -> float:
        return self._clock.time() - self._clock.monotonic()

    def jump(self) -> float:
        """Return the seconds that the time was set by since the last call, 0 for less than an hour."""
        now = self._difference()
        jumped, self._before = now - self._before, now
        return jumped if abs(jumped) >= _JUMP else 0.0
