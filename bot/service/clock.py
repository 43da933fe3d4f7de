"""A clock that may be set, held against one that cannot."""

from __future__ import annotations

import time
from collections.abc import Callable

_JUMP = 3600.0
"""Seconds that the clock must be set by, at the least, before it is believed the next time only."""


class Watched:
    """The system's clock, held against one that cannot be set."""

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic
    ) -> None:
        """Both give seconds."""
        self._wall, self._steady = wall, steady
        self._before = wall() - steady()

    def jump(self) -> float:
        """Give the seconds that the clock was set by since it was looked at last, 0 for less than an hour."""
        now = self._wall() - self._steady()
        jumped, self._before = now - self._before, now
        return jumped if abs(jumped) >= _JUMP else 0.0
