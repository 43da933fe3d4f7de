"""The library as a server's tools use it: as the notes are now, from a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from embeddings.errors import LibraryError, QuothError
from embeddings.library import Library

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Notes:
    """A library that is brought up to date before it is used, without blocking the event loop."""

    def __init__(self, library: Library) -> None:
        """Use an open library; the caller closes it."""
        self._library = library
        # One at a time: the library would make the others wait for its lock, each in a thread.
        self._one = anyio.CapacityLimiter(1)

    async def use(self, work: Callable[[Library], T]) -> T:
        """Return what ``work`` gives of the library as the notes are now; raises QuothError."""
        return await anyio.to_thread.run_sync(lambda: work(self.current()), limiter=self._one)

    def current(self) -> Library:
        """Return the library, read again where the notes changed.

        Where they cannot be read, the last state is used and the reason is logged; raises QuothError where
        there is none.
        """
        if not self._library.up_to_date():
            try:
                self._library.refresh()
            except QuothError as error:
                if not self._answers():
                    raise
                _log.warning("The notes could not be read again, the last state is used: %s", error)
        return self._library

    def _answers(self) -> bool:
        try:
            return self._library.generation() is not None
        except LibraryError:
            return False
