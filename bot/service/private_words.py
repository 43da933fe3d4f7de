"""What was asked privately: held in memory while the buttons under its answer are used, kept nowhere.

The database knows of such a question that there was one, and whether it was answered. Whoever asked in a
direct message, for themselves alone, or about somebody else's message, gave their words to nobody else.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable

from bot.service.clock import Clock

SECONDS = 3600.0
"""How long words are held after they were used last."""
_MOST = 1000
"""Questions that are held at once; the oldest go first."""


class PrivateWords:
    """Questions by the keys of their replies; thread-safe."""

    def __init__(self, clock: Clock) -> None:
        """They are held by the time of ``clock``."""
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, str, str]] = OrderedDict()

    def hold(self, key: str, person: str, words: str) -> None:
        """Hold what a person (by their hash) asked."""
        with self._lock:
            self._held[key] = (self._clock.monotonic(), person, words)
            self._held.move_to_end(key)
            self._drop_old()

    def recall(self, key: str) -> str | None:
        """Return what was asked, None where it is no longer known."""
        with self._lock:
            self._drop_old()
            if (found := self._held.get(key)) is None:
                return None
            self._held[key] = (self._clock.monotonic(), *found[1:])
            self._held.move_to_end(key)
            return found[2]

    def drop(self, keys: Iterable[str]) -> None:
        """Let go of what was asked under these keys."""
        with self._lock:
            for key in keys:
                self._held.pop(key, None)

    def forget(self, person: str) -> None:
        """Let go of all that a person asked."""
        with self._lock:
            for key in [key for key, (_, whose, _words) in self._held.items() if whose == person]:
                del self._held[key]

    def _drop_old(self) -> None:
        before = self._clock.monotonic() - SECONDS
        while self._held:
            key, (used, _, _) = next(iter(self._held.items()))
            if used >= before and len(self._held) <= _MOST:
                return
            del self._held[key]
