"""A library as its notes are now: brought up to date before it is used, whoever uses it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock
from typing import TypeVar

from bot.service.threads import run
from bot.sources.checkout import Checkout
from embeddings.errors import LibraryError, OtherNotesError, QuothError
from embeddings.library import Library
from embeddings.records import Answer

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class CurrentNotes:
    """A library that is read again where the notes changed. What is not awaited blocks, from any thread."""

    def __init__(self, library: Library, *, threads: int = 1, source: Checkout | None = None) -> None:
        """Use an open library, which the caller closes, for so many at a time.

        ``source`` fetches the notes where they are in a repository.
        """
        self._library = library
        self._source = source
        self._fetching = ThreadPoolExecutor(1, thread_name_prefix="quoth-fetch")
        self._fetched: Future[None] | None = None
        self._closed = Event()
        self._refreshing = Lock()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="quoth-notes")

    async def use(self, work: Callable[[Library], _T]) -> _T:
        """Return what ``work`` gives of the library as the notes are now; raises QuothError."""
        return await run(self._threads, lambda: work(self.library()))

    def close(self) -> None:
        """Let the threads end."""
        self._closed.set()
        self._fetching.shutdown(wait=True)
        self._threads.shutdown(wait=True)

    def library(self) -> Library:
        """Return the library, brought up to date.

        Where the notes cannot be read, the last state is used and the reason is logged; raises QuothError
        where there is none.
        """
        self._fetch()
        if not self._library.up_to_date():
            with self._refreshing:
                if not self._library.up_to_date():
                    self._take_up()
        return self._library

    def ask(
        self, text: str, *, day: str | None = None, session: str | None = None, after: Answer | None = None
    ) -> Answer:
        """Answer one question from the notes as they are now."""
        return self.library().ask(text, day=day, session=session, after=after)

    def ask_many(self, texts: Sequence[str]) -> list[Answer]:
        """Answer several questions at once."""
        return self.library().ask_many(texts)

    def _fetch(self) -> None:
        """Have newer notes fetched where it is time; nobody waits for them."""
        source = self._source
        if source is not None and (self._fetched is None or self._fetched.done()) and source.due:
            self._fetched = self._fetching.submit(source.pull, self._closed.is_set)

    def _take_up(self) -> None:
        try:
            self._library.refresh()
        except OtherNotesError:
            raise
        except QuothError as error:
            if not self._answers():
                raise
            _log.warning("The notes could not be read again, the last state is used: %s", error)

    def _answers(self) -> bool:
        try:
            return self._library.generation() is not None
        except LibraryError:
            return False
