"""A library as its notes are now: brought up to date before it is used, whoever uses it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Lock

from embeddings.errors import LibraryError, QuothError
from embeddings.library import Library
from embeddings.records import Answer

_log = logging.getLogger(__name__)


class CurrentNotes:
    """A library that is read again where the notes changed. Its calls block; many threads may make them."""

    def __init__(self, library: Library) -> None:
        """Use an open library; the caller closes it."""
        self._library = library
        self._refreshing = Lock()

    def library(self) -> Library:
        """Return the library, brought up to date.

        Where the notes cannot be read, the last state is used and the reason is logged; raises QuothError
        where there is none.
        """
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

    def _take_up(self) -> None:
        try:
            self._library.refresh()
        except QuothError as error:
            if not self._answers():
                raise
            _log.warning("The notes could not be read again, the last state is used: %s", error)

    def _answers(self) -> bool:
        try:
            return self._library.generation() is not None
        except LibraryError:
            return False
