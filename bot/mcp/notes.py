"""The library as a server's tools use it: as the notes are now, from a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from bot.service.current_notes import CurrentNotes
from embeddings.library import Library

T = TypeVar("T")


class Notes:
    """A library that is brought up to date before it is used, without blocking the event loop."""

    def __init__(self, library: Library) -> None:
        """Use an open library; the caller closes it."""
        self._current = CurrentNotes(library)
        # One at a time: the library would make the others wait for its lock, each in a thread.
        self._one = anyio.CapacityLimiter(1)

    async def use(self, work: Callable[[Library], T]) -> T:
        """Return what ``work`` gives of the library as the notes are now; raises QuothError."""
        return await anyio.to_thread.run_sync(lambda: work(self.current()), limiter=self._one)

    def current(self) -> Library:
        """Return the library, brought up to date; raises QuothError where there is none."""
        return self._current.library()
